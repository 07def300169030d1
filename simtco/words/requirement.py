"""What a number of the result must be at least, or at most."""

import re
from typing import Any, Self

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simtco.words.base import Word, fault
from simtco.words.wording import exact, said

_WRITTEN = re.compile(r"\s*(>=|<=)\s*([0-9][0-9_]*(?:\.[0-9_]+)?)\s*(%?)\s*")


class Requirement(Word):
    """A bound on a share or a buffer: ">= 0.8", "<= 30%", or a table with one of the keys.

    Examples:
        at_least = 0.8

        at_most = 0.3

    """

    at_least: float | None = None
    """The number must not be below this."""
    at_most: float | None = None
    """The number must not be above this."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        bounds = handler(core)
        text = {"type": "string", "pattern": f"^{_WRITTEN.pattern}$"}
        return {"description": bounds.pop("description", ""), "anyOf": [text, bounds]}

    @model_validator(mode="before")
    @classmethod
    def _written(cls, raw: Any) -> Any:
        if isinstance(raw, dict | cls):
            return raw
        read = _WRITTEN.fullmatch(raw) if isinstance(raw, str) else None
        if read is None:
            raise fault(f'a requirement must be written ">= 0.8" or "<= 0.8", not {said(raw)}')
        sign, number, percent = read.groups()
        value = float(number) / (100.0 if percent else 1.0)
        return {"at_least" if sign == ">=" else "at_most": value}

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise fault("a requirement is either at_least or at_most")
        return self

    @property
    def bound(self) -> float:
        """The number that it is measured against."""
        return next(each for each in (self.at_least, self.at_most) if each is not None)

    def met(self, value: float) -> bool:
        """Whether a number meets it."""
        return value >= self.bound if self.at_most is None else value <= self.bound

    def sentence(self) -> str:
        """The bound in words."""
        return f"{'at least' if self.at_most is None else 'at most'} {exact(self.bound)}"
