"""Any distribution cut, scaled, moved or capped, by keys that stand beside its own."""

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

import numpy as np
from pydantic import Field, WithJsonSchema, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import Word, fault
from simtco.words.family import Family
from simtco.words.quantile_trace import QuantileTrace
from simtco.words.wording import exact, figure

if TYPE_CHECKING:
    Distribution = Family

_HALVINGS = 50
_LEAST_KEPT = 1e-6
_BELOW_ONE = 1.0 - 2.0**-53


class Truncation(Word):
    """The range that a number is known to lie in.

    Examples:
        low = 50
        high = 200

    """

    low: float | None = None
    """No value lies below this."""
    high: float | None = None
    """No value lies above this."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low is None and self.high is None:
            raise fault("truncate needs low, high or both")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise fault(f"high = {exact(self.high)} must be above low = {exact(self.low)}", "high")
        return self

    @property
    def ends(self) -> tuple[float, float]:
        """Low and high, infinite where left out."""
        low = -math.inf if self.low is None else self.low
        return low, math.inf if self.high is None else self.high


class Adjusted(Family):
    """Another distribution, in this order: truncated, scaled, moved, held at a floor and a cap.

    Examples:
        kind = "normal"
        mean = 100
        sd = 20
        truncate = { low = 50, high = 200 }
        factor = 1.1
        shift = 5
        floor = 60
        cap = 180

    """

    kind: Literal["adjusted"] = "adjusted"
    of: Annotated["Distribution", WithJsonSchema({})]
    """The distribution that is adjusted; in a file its keys stand beside the ones below."""
    truncate: Truncation | None = None
    """Keep the futures between `low` and `high` alone, as likely among themselves as before."""
    factor: float = Field(default=1.0, gt=0)
    """What every value is multiplied by."""
    shift: float = 0.0
    """What is then added to every value."""
    floor: float | None = None
    """What a smaller value is raised to."""
    cap: float | None = None
    """What a larger value is lowered to."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.floor is not None and self.cap is not None and not self.floor < self.cap:
            raise fault(f"cap = {exact(self.cap)} must be above floor = {exact(self.floor)}", "cap")
        start, end = self._kept
        if end - start < _LEAST_KEPT:
            low, high = self.of.percentile(0.01), self.of.percentile(0.99)
            raise fault(
                "truncate keeps fewer than 1 in 1,000,000 futures: 98 in 100 lie between "
                f"{figure(low)} and {figure(high)}",
                "truncate",
            )
        return self

    @cached_property
    def _kept(self) -> tuple[float, float]:
        """The shares of the other distribution's futures that lie below `low`, and up to `high`."""
        if self.truncate is None:
            return 0.0, 1.0
        low, high = self.truncate.ends
        return self._parted(lambda value: value < low)[0], self._parted(lambda v: v <= high)[1]

    def _parted(self, holds: Callable[[float], bool]) -> tuple[float, float]:
        """Two shares next to each other: up to the first a condition holds, after that no more."""
        under, over = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = (under + over) / 2.0
            held = holds(float(self.of.ppf(np.array([middle]))[0]))
            under, over = (middle, over) if held else (under, middle)
        return under, over

    def _moved(self, values: Floats) -> Floats:
        if self.truncate is not None:
            values = np.clip(values, self.truncate.low, self.truncate.high)
        values = values * self.factor + self.shift
        if self.floor is not None or self.cap is not None:
            values = np.clip(values, self.floor, self.cap)
        return np.asarray(values)

    def ppf(self, u: Floats) -> Floats:
        if self.truncate is not None:
            start, end = self._kept
            u = np.minimum(start + (end - start) * u, _BELOW_ONE)
        return self._moved(self.of.ppf(u))

    @property
    def _is_straight(self) -> bool:
        return self.truncate is None and self.floor is None and self.cap is None

    @cached_property
    def _moments(self) -> tuple[float, float]:
        if self._is_straight:
            return self.of.mean * self.factor + self.shift, self.of.sd * self.factor
        mean, sd = QuantileTrace(self.ppf).moments()
        return mean, math.inf if self._is_endless else sd

    @property
    def _is_endless(self) -> bool:
        """Whether the long tail that makes the other's standard deviation infinite is left."""
        if math.isfinite(self.of.sd):
            return False
        first, middle, last = (self.of.percentile(p) for p in (1e-9, 0.5, 1.0 - 1e-9))
        low, high = self.truncate.ends if self.truncate else (-math.inf, math.inf)
        below, above = middle - first, last - middle
        open_below = low == -math.inf and self.floor is None
        open_above = high == math.inf and self.cap is None
        return (open_below and below > above / 2.0) or (open_above and above > below / 2.0)

    @property
    def base(self) -> float:
        return float(self._moved(np.array([self.of.base]))[0])

    def nodes(self) -> tuple[Floats, Floats]:
        if not self._is_straight:
            return super().nodes()
        values, weights = self.of.nodes()
        return self._moved(values), weights

    def sentence(self, unit: str = "") -> str:
        return f"{super().sentence(unit)}; {self.of.label} {', '.join(self._changes())}"

    def _changes(self) -> Iterator[str]:
        if self.truncate is not None:
            low, high = self.truncate.low, self.truncate.high
            yield " ".join(
                ["cut", *([] if low is None else [f"below {exact(low)}"])]
                + (["and"] if low is not None and high is not None else [])
                + ([] if high is None else [f"above {exact(high)}"])
            )
        if self.factor != 1.0:
            yield f"times {exact(self.factor)}"
        if self.shift:
            yield f"{'plus' if self.shift > 0 else 'less'} {exact(abs(self.shift))}"
        if self.floor is not None:
            yield f"at least {exact(self.floor)}"
        if self.cap is not None:
            yield f"at most {exact(self.cap)}"

    @property
    def label(self) -> str:
        return f"adjusted {self.of.label}"
