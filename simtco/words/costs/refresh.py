"""Refreshing a model."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between
from simtco.words.cost import Category, Clock, Cost, monthly
from simtco.words.demand import Load
from simtco.words.divisors import above_zero, keep_above_zero
from simtco.words.label_price import LabelPrice, MeanLabelPrice
from simtco.words.timing import elapsed, rounds


class Refresh(Cost):
    """A model that is trained anew every few months, as the world moves on from its data.

    Refresh k falls in month ceil(month + k every_months); one that falls after the horizon is not
    paid.

    Examples:
        kind = "refresh"
        every_months = "@lifecycles.retraining.every_months"
        month = 3
        labels = "@data.labels_per_refresh"
        price_per_label = "@data.label_price"
        compute = "500 to 4_000"
        evaluation = "1_000 to 3_000"

        kind = "refresh"
        every_months = 6
        labels = 5_000
        price_per_label = { per_label = "0.5 to 4" }
        data = 2_000

    """

    kind: Literal["refresh"] = "refresh"
    category: Category = "training"
    every_months: Belief
    """Months from one refresh to the next."""
    month: int = Field(default=0, ge=0)
    """The month in which the first model goes live: refreshes count from its end; 0 is the start
    of month 1."""
    labels: Belief | None = None
    """How many labelled examples a refresh takes; goes with price_per_label."""
    price_per_label: LabelPrice | None = None
    """What a label costs: a belief about the mean, or `per_label` and `mean_factor`."""
    data: Amount | None = None
    """What the data of one refresh costs as a whole, beside labels that are counted."""
    compute: Amount | None = None
    """What the training of one refresh costs in compute."""
    evaluation: Amount | None = None
    """What testing one refresh before release costs."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        keep_above_zero(self.every_months, "every_months")
        parts = ("data", "compute", "evaluation")
        for key in ("labels", *parts):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        if isinstance(self.price_per_label, MeanLabelPrice):
            keep_between(self.price_per_label, "price_per_label", 0.0)
        if self.price_per_label is None and self.labels is not None:
            raise fault("labels goes with price_per_label", "labels")
        if self.labels is None and self.price_per_label is not None:
            raise fault("price_per_label goes with labels", "price_per_label")
        if all(getattr(self, key) is None for key in ("labels", *parts)):
            raise fault("a refresh needs at least one of labels, data, compute, evaluation")
        return self

    @property
    def last_month(self) -> int:
        return self.month

    @property
    def clock(self) -> Clock:
        return "own"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        passed = elapsed(world.months, self.month) / above_zero(self.every_months, world)
        count = rounds(passed)
        paid = np.zeros_like(count)
        for part in (self.data, self.compute, self.evaluation):
            if part is not None:
                paid += count * part.over_months(world)
        if self.labels is not None and self.price_per_label is not None:
            labels = count * np.maximum(self.labels.draw(world), 0.0)
            paid += self.price_per_label.total(world, labels)
        return monthly(paid)
