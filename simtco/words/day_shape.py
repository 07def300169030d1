"""The shape of a day."""

import datetime as dt
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import Word, fault
from simtco.words.wording import said


class DayShape(Word):
    """The load of each hour of the day, relative to the day's mean; a list of 24 will do.

    Examples:
        kind = "shape"
        values = [
          0.5, 0.4, 0.3, 0.3, 0.3, 0.4, 0.6, 0.9, 1.2, 1.5, 1.6, 1.6,
          1.5, 1.5, 1.6, 1.6, 1.5, 1.4, 1.2, 1.1, 1.0, 0.9, 0.7, 0.6,
        ]
        unit = "relative load"
        source = "our gateway, October 2026"
        as_of = 2026-10-31
        good_until = 2027-10-31
        confidence = "high"
        note = "Working days."

    """

    kind: Literal["shape"] = "shape"
    values: tuple[Annotated[float, Field(gt=0)], ...] = Field(
        default=(1.0,) * 24, strict=False, min_length=24, max_length=24
    )
    """24 numbers, the first for the hour after midnight; only their ratios count."""
    unit: str = ""
    """What is counted."""
    source: str = ""
    """Where the numbers come from: document, table, date."""
    as_of: dt.date | None = None
    """The day that the source speaks of."""
    good_until: dt.date | None = None
    """The day after which the numbers must be looked at again."""
    confidence: Literal["high", "medium", "low"] | None = None
    """How far to trust it."""
    note: str = ""
    """One line for the reader."""

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, raw: Any) -> Any:
        if not isinstance(raw, dict | list | cls):
            raise fault(
                f"{said(raw)} is not the shape of a day; write 24 numbers in a list, or "
                '"@topic.name"'
            )
        return {"values": raw} if isinstance(raw, list) else raw

    @property
    def relative(self) -> Floats:
        """The 24 loads scaled to mean 1."""
        values = np.array(self.values)
        return np.asarray(values / values.mean())
