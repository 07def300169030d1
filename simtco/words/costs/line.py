"""A line of a spreadsheet."""

from typing import Literal, Self

from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between
from simtco.words.cost import NOTHING, Category, Clock, Cost
from simtco.words.demand import HOURS_A_MONTH, Load
from simtco.words.timing import once


class Line(Cost):
    """A line of a spreadsheet: money once, every month, or per request, token or GPU hour.

    Examples:
        kind = "line"
        once = 3_000
        monthly = "200 to 900"

        kind = "line"
        category = "compute"
        once = 3_000
        month = 6
        per_request = 0.002
        per_million_tokens = 0.4
        per_gpu_hour = "@gpus.h100.neocloud_on_demand"
        gpus = 2

    """

    kind: Literal["line"] = "line"
    category: Category = "other"
    once: Belief | None = None
    """Paid once, in `month`."""
    month: int = Field(default=0, ge=0)
    """When `once` is paid; 0 is before the first month, and is not discounted."""
    monthly: Amount | None = None
    """Paid every month."""
    per_request: Amount | None = None
    """Paid for each request of the demand."""
    per_million_tokens: Amount | None = None
    """Paid for each million tokens of the demand, input and output alike."""
    per_gpu_hour: Amount | None = None
    """Paid for each hour of each of `gpus`, used or not."""
    gpus: Amount = Field(default_factory=lambda: Amount.known(1.0))
    """How many GPUs `per_gpu_hour` is paid for."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        ways = ("once", "monthly", "per_request", "per_million_tokens", "per_gpu_hour")
        if all(getattr(self, way) is None for way in ways):
            raise fault(f"a line needs at least one of {', '.join(ways)}")
        if "month" in self.model_fields_set and self.once is None:
            raise fault("month goes with once", "month")
        if "gpus" in self.model_fields_set and self.per_gpu_hour is None:
            raise fault("gpus goes with per_gpu_hour", "gpus")
        keep_between(self.gpus, "gpus", 0.0)
        return self

    @property
    def needs_demand(self) -> bool:
        return self.per_request is not None or self.per_million_tokens is not None

    @property
    def pays_once(self) -> bool:
        return self.once is not None

    @property
    def last_month(self) -> int:
        return self.month

    @property
    def clock(self) -> Clock:
        return "own" if self.month > 0 else "calendar"

    def cash(self, world: World, load: Load | None) -> Cash:
        paid = once(world, self.month, self.once)
        parts = self._by_month(world, load)
        if paid.months is not NOTHING or not parts:
            parts.append(paid.months)
        return Cash(paid.start, sum(parts[1:], start=parts[0]), paid.once)

    def _by_month(self, world: World, load: Load | None) -> list[Floats]:
        parts = []
        if self.monthly is not None:
            parts.append(self.monthly.over_months(world))
        if self.per_gpu_hour is not None:
            hours = HOURS_A_MONTH * self.gpus.over_months(world)
            parts.append(self.per_gpu_hour.over_months(world) * hours)
        if load is not None and self.per_request is not None:
            parts.append(self.per_request.over_months(world) * load.requests)
        if load is not None and self.per_million_tokens is not None:
            millions = (load.input_tokens + load.output_tokens) / 1e6
            parts.append(self.per_million_tokens.over_months(world) * millions)
        return parts
