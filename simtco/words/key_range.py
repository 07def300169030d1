"""A key of the experiment and the range that it is swept over."""

from typing import Self

from pydantic import Field, model_validator

from simtco.words.base import Word, fault
from simtco.words.wording import exact

MOST_POINTS = 100


class KeyRange(Word):
    """A key that holds a number, and the numbers that stand in its place, one at a time.

    Examples:
        key = "demand.requests_per_day"
        from = 10_000
        to = 1_000_000
        log = true
        points = 5

    """

    key: str = Field(min_length=1)
    """The key with dots, as for --set: "demand.requests_per_day"."""
    from_: float = Field(alias="from")
    """The least number."""
    to: float
    """The greatest number."""
    log: bool = False
    """Whether each number is a multiple of the one before, not a sum."""
    points: int | None = Field(default=None, ge=2, le=MOST_POINTS)
    """How many numbers; left out: 13, of a map 5."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.from_ < self.to:
            raise fault(f"from = {exact(self.from_)} must be below to = {exact(self.to)}", "from")
        if self.log and self.from_ <= 0:
            raise fault(f"log = true needs from above 0, not {exact(self.from_)}", "from")
        return self
