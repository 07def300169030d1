"""Every kind of provider; a file dropped into vendors/ is one more."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from simtco.providers.provider import Provider
from simtco.words.base import discover

KINDS: tuple[type[Provider], ...] = discover("simtco.providers.vendors", Provider)

if TYPE_CHECKING:
    AnyProvider = Provider
else:
    AnyProvider = Annotated[Union[KINDS], Field(discriminator="kind")]  # noqa: UP007
