"""What a run shall sweep: [[sweeps]]."""

import math
from typing import Self

from pydantic import model_validator

from simtco.words.base import fault
from simtco.words.key_range import KeyRange

_POINTS, _POINTS_OF_A_MAP = 13, 5


class Sweeping(KeyRange):
    """A key that every run sweeps, to say where the strategies cross; with `across`, a map.

    Examples:
        key = "demand.requests_per_day"
        from = 10_000
        to = 1_000_000
        log = true
        points = 5
        across = { key = "inputs.devops_month", from = 8_000, to = 20_000 }

    """

    across: KeyRange | None = None
    """A second key: which strategy is the cheapest at each pair of the two."""

    @model_validator(mode="after")
    def _two_keys(self) -> Self:
        if self.across is not None and self.across.key == self.key:
            raise fault(f"a map needs a second key, not {self.key} twice", "across")
        return self

    @property
    def ranges(self) -> tuple[KeyRange, ...]:
        """The one key, or both."""
        return (self,) if self.across is None else (self, self.across)

    @property
    def size(self) -> int:
        """Number of points, of a map all pairs."""
        return math.prod(self.count(along) for along in self.ranges)

    def count(self, along: KeyRange) -> int:
        """Number of points of one of its keys."""
        return along.points or (_POINTS if self.across is None else _POINTS_OF_A_MAP)
