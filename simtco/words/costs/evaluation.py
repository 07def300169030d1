"""Evaluation."""

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, World
from simtco.words.belief import Belief, keep_between
from simtco.words.cost import Category, Cost, monthly
from simtco.words.demand import Load


class Evaluation(Cost):
    """Evaluation: a share of the machine learning team's time, and what test runs cost.

    It comes on top of `staff`: time that the team of the plan does not have.

    Examples:
        kind = "evaluation"
        ml_fte = 2
        share = "@people.evaluation_share"
        month_cost = "@people.ml_engineer_month"
        infrastructure = "@training.tools_month"

    """

    kind: Literal["evaluation"] = "evaluation"
    category: Category = "evaluation"
    ml_fte: Amount
    """Full-time equivalents of the machine learning team."""
    share: Belief
    """Share of their time that evaluation takes: test sets, human review, pipelines, A/B tests."""
    month_cost: Amount
    """What one full-time person costs a month, fully loaded."""
    infrastructure: Amount | None = None
    """Judge models, test runs and trackers, a month."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        for key in ("ml_fte", "month_cost", "infrastructure"):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        keep_between(self.share, "share", 0.0, 1.0)
        return self

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        share = np.clip(self.share.draw(world), 0.0, 1.0)
        people = self.ml_fte.over_months(world) * share * self.month_cost.over_months(world)
        if self.infrastructure is None:
            return monthly(people)
        return monthly(people + self.infrastructure.over_months(world))
