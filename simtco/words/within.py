"""How near an estimate shall come: within a share of it, or within a number of its own unit."""

import math
import re
from typing import Any

from pydantic import GetJsonSchemaHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simtco.words.base import Word, fault
from simtco.words.wording import said

_WRITTEN = re.compile(r"\s*([0-9][0-9_]*(?:\.[0-9_]+)?)\s*%\s*")


class Within(Word):
    """Half the width of an interval: "0.5%" of the estimate, or a number in its unit."""

    size: float
    """A fraction of the estimate where relative, else in its unit."""
    relative: bool
    """Whether it was written in percent."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls,
        core: CoreSchema,
        handler: GetJsonSchemaHandler,
    ) -> JsonSchemaValue:
        text = {"type": "string", "pattern": f"^{_WRITTEN.pattern}$"}
        number = {"type": "number", "exclusiveMinimum": 0}
        return {"description": cls.__doc__, "anyOf": [text, number]}

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and (read := _WRITTEN.fullmatch(raw)):
            size = float(read.group(1)) / 100.0
            if not 0 < size < 1:
                raise fault(f"a tolerance of {said(raw)} must be above 0% and below 100%")
            return {"size": size, "relative": True}
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise fault(f'a tolerance must be written "0.5%" or as a number, not {said(raw)}')
        if not 0 < raw < math.inf:
            raise fault(f"a tolerance must be above 0, not {said(raw)}")
        return {"size": float(raw), "relative": False}

    @model_serializer
    def written(self) -> str | float:
        """The tolerance as a file writes it."""
        return f"{100.0 * self.size:.12g}%" if self.relative else self.size
