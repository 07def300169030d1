"""People."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Category, Clock, Cost, monthly
from simtco.words.demand import Load
from simtco.words.timing import elapsed


class Staff(Cost):
    """People: full-time equivalents times what one costs a month; hiring and ramp-up if stated.

    Nobody leaves here: leavers are events, so a shock tells of them.

    Examples:
        kind = "staff"
        fte = 2
        month_cost = "@people.ml_engineer_month"
        hiring_months = "@people.vacancy_months"
        hiring_fee = "15% to 25%"
        ramp_up_months = { kind = "pert", low = 1, mode = 3, high = 6 }
        cover = { kind = "uniform", low = 0, high = 1 }

        kind = "staff"
        fte = 0.5
        month_cost = 9_000
        load_factor = 1.3

    """

    kind: Literal["staff"] = "staff"
    category: Category = "engineering"
    fte: Amount
    """Full-time equivalents; 0.1 is half a day a week."""
    month_cost: Amount
    """What one full-time person costs a month: fully loaded, or pay alone beside a load_factor."""
    load_factor: Belief = Field(default_factory=lambda: known(1.0))
    """Full cost over pay, for taxes and benefits; 1 where month_cost is fully loaded already."""
    hiring_months: Belief = Field(default_factory=lambda: known(0.0))
    """Months until the seats are filled; they are not paid before."""
    hiring_fee: Belief = Field(default_factory=lambda: known(0.0))
    """What filling a seat costs once, as a share of a year's month_cost: 0.2 is a fifth."""
    ramp_up_months: Belief = Field(default_factory=lambda: known(0.0))
    """Months from the first day until full output; it rises in a straight line, at full pay."""
    cover: Belief = Field(default_factory=lambda: known(0.0))
    """What is paid to others for output that hiring and ramp-up lack, over what own people's would
    cost: 1 buys all of it at that cost, 0.5 half of it; 0, it is not done."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for key in ("fte", "month_cost", "hiring_months", "hiring_fee", "ramp_up_months", "cover"):
            keep_between(getattr(self, key), key, 0.0)
        keep_between(self.load_factor, "load_factor", 1.0)
        stated = self.model_fields_set
        if "ramp_up_months" in stated and "cover" not in stated:
            raise fault(
                "ramp_up_months needs cover: output that nobody makes up for costs no money here; "
                "write cover = 1 to pay for all of it",
                "ramp_up_months",
            )
        if "cover" in stated and stated.isdisjoint(("hiring_months", "ramp_up_months")):
            raise fault("cover goes with hiring_months or ramp_up_months", "cover")
        return self

    @property
    def _settled(self) -> bool:
        """Whether all seats are filled and at full output from the first day, for no fee."""
        return self.model_fields_set.isdisjoint(("hiring_months", "hiring_fee", "ramp_up_months"))

    @property
    def clock(self) -> Clock:
        return "calendar" if self._settled else "own"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        pay = self.fte.over_months(world) * self.month_cost.over_months(world)
        full = pay * self.load_factor.draw(world)
        if self._settled:
            return monthly(full)
        since = elapsed(world.months, np.maximum(self.hiring_months.draw(world), 0.0))
        filled = np.diff(since > 0.0, axis=0)
        lacking = 1.0 - np.diff(self._output(world, since), axis=0)
        work = np.diff(since, axis=0) + self.cover.draw(world) * lacking
        return monthly(full * work + 12.0 * pay * self.hiring_fee.draw(world) * filled)

    def _output(self, world: World, since: Floats) -> Floats:
        """Months of full output (M + 1, N) by the end of each month: s^2 / 2R, then s - R / 2."""
        ramp = np.maximum(self.ramp_up_months.draw(world), 0.0)
        learning = np.minimum(since, ramp)
        share = np.divide(learning, ramp, out=np.ones_like(learning), where=ramp > 0)
        return since - learning * (1.0 - share / 2.0)
