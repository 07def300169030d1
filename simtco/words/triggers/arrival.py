"""Something from outside that arrives some day."""

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.belief import Pooled, keep_between
from simtco.words.trigger import Flags, Trigger, Watch
from simtco.words.wording import figure


class Arrival(Trigger):
    """Something from outside arrives some day, and stays: a better model, a missing feature.

    The chance of its first month is 1 - exp(-per_year / 12), the same every month.

    Examples:
        kind = "arrival"
        per_year = "0.5 to 2"
        what = "a better open model"

    """

    kind: Literal["arrival"] = "arrival"
    per_year: Pooled
    """How often such a thing arrives in a year, on average."""
    what: str = "a better model"
    """What arrives, for the reader."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.per_year, "per_year", 0.0)
        return self

    def holds(self, watch: Watch) -> Flags:
        waited = -np.log1p(-watch.world.uniforms(f"{self.name}.arrival", 1)[0])
        rate = max(self.per_year.family.mean, 0.0)
        months = np.arange(1, watch.world.months + 1)[:, None]
        return np.broadcast_to(waited <= rate / 12.0 * months, watch.bill.shape)

    def sentence(self) -> str:
        return f"{self.what} has arrived, about {figure(self.per_year.family.mean)} a year"
