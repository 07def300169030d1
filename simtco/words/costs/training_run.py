"""Training a model from scratch, or going on with its pretraining."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Category, Clock, Cost
from simtco.words.demand import Load
from simtco.words.divisors import above_zero, keep_above_zero, keep_below_one, rest_of
from simtco.words.timing import once, span
from simtco.words.wording import exact

_MODEL = ("parameters", "tokens", "peak_flops", "utilisation")
_LEAST = {  # what is below it was counted in billions or trillions
    "parameters": (1e6, "7e9 for 7 billion"),
    "tokens": (1e6, "1.4e12 for 1.4 trillion"),
    "peak_flops": (1e12, "989e12 for 989 teraFLOPS"),
}


class TrainingRun(Cost):
    """A training run: GPU hours given, or worked out from the size of model and data.

    A run takes 6 N D floating point operations for N parameters and D tokens (Kaplan et al.,
    Scaling Laws for Neural Language Models, 2020, section 2.1), so
    6 N D / (peak_flops utilisation 3600) GPU hours. All runs together take
    hours ablation_factor / (1 - lost_share); with staff they cost
    hours price_per_gpu_hour / (1 - staff_share), and data comes on top.

    Examples:
        kind = "training_run"
        parameters = 7e9
        tokens = "1_000_000_000_000 to 2_000_000_000_000"
        peak_flops = 989e12
        utilisation = "@training.utilisation"
        price_per_gpu_hour = "@gpus.h100.one_year_contract"
        ablation_factor = "@training.ablation_factor"
        lost_share = "@training.lost_share"
        staff_share = "@training.staff_share"
        data = "100_000 to 1_000_000"
        month = 2
        months = { kind = "uniform", low = 1, high = 3 }

        kind = "training_run"
        gpu_hours = "50_000 to 90_000"
        price_per_gpu_hour = 2.5

    """

    kind: Literal["training_run"] = "training_run"
    category: Category = "training"
    price_per_gpu_hour: Amount
    """What one GPU costs an hour."""
    gpu_hours: Belief | None = None
    """GPU hours of the run that succeeds; instead of parameters, tokens and the next two."""
    parameters: Belief | None = None
    """Parameters of the model, such as 7e9; those active for a token in a mixture of experts."""
    tokens: Belief | None = None
    """Tokens that it is trained on, such as 1.4e12; each as often as it is seen."""
    peak_flops: Belief | None = None
    """Dense operations a second of one GPU at the precision of the run, by its data sheet."""
    utilisation: Belief | None = None
    """Share of peak_flops that the run makes use of (model FLOPs utilisation, MFU)."""
    ablation_factor: Belief = Field(default_factory=lambda: known(1.0))
    """GPU hours of all runs, failed ones and ablations too, over those of the run that succeeds."""
    lost_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of GPU hours that is lost to failures and restarts."""
    staff_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of the cost without data that goes to the people who do it; 0 where `staff` has it."""
    data: Belief | None = None
    """What the data cost, once, before the run begins."""
    month: int = Field(default=0, ge=0)
    """The month in which the run begins; 0 is before the first month."""
    months: Belief | None = None
    """How many months the cost spreads over evenly; left out, all falls in `month`. What lies
    beyond the horizon is not counted."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        self._sized_in_one_way()
        for key in ("price_per_gpu_hour", "gpu_hours", "parameters", "tokens", "data", "months"):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        if self.utilisation is not None:
            keep_between(self.utilisation, "utilisation", 0.0, 1.0)
        for key in ("peak_flops", "utilisation"):
            if getattr(self, key) is not None:
                keep_above_zero(getattr(self, key), key)
        keep_between(self.ablation_factor, "ablation_factor", 1.0)
        keep_below_one(self.lost_share, "lost_share")
        keep_below_one(self.staff_share, "staff_share")
        return self

    def _sized_in_one_way(self) -> None:
        stated = [key for key in _MODEL if getattr(self, key) is not None]
        if self.gpu_hours is not None and stated:
            raise fault(f"state either gpu_hours or {stated[0]}, not both", stated[0])
        if self.gpu_hours is None and len(stated) < len(_MODEL):
            missing = ", ".join(key for key in _MODEL if key not in stated)
            raise fault(
                f"a training run needs gpu_hours, or {', '.join(_MODEL)}; missing: {missing}"
            )
        for key, (least, such) in _LEAST.items():
            counted = getattr(self, key)
            if counted is not None and 0 < counted.base < least:
                said = exact(counted.base)
                raise fault(f"{key} = {said} is too few; write the whole number, {such}", key)

    @property
    def pays_once(self) -> bool:
        return True

    @property
    def last_month(self) -> int:
        return self.month

    @property
    def clock(self) -> Clock:
        return "own" if self.month > 0 or self.months is not None else "calendar"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        data = once(world, self.month, self.data)
        hours = self._hours(world) / rest_of(self.staff_share, world)
        if self.months is None and self.month == 0:
            return Cash(data.start + hours * self.price_per_gpu_hour.draw(world), data.months)
        length = np.ones(1) if self.months is None else np.maximum(self.months.draw(world), 1.0)
        part = span(world.months, self.month, length) / length
        paid = data.months + part * hours * self.price_per_gpu_hour.over_months(world)
        return Cash(data.start, paid, paid)

    def _hours(self, world: World) -> Floats:
        """GPU hours (N,) of all runs."""
        runs = np.maximum(self.ablation_factor.draw(world), 1.0)
        return self._final_run(world) * runs / rest_of(self.lost_share, world)

    def _final_run(self, world: World) -> Floats:
        """GPU hours (N,) of the run that succeeds."""
        if self.gpu_hours is not None:
            return self.gpu_hours.draw(world)
        if self.parameters is None or self.tokens is None:
            raise ValueError("a training run without gpu_hours needs parameters and tokens")
        if self.peak_flops is None or self.utilisation is None:
            raise ValueError("a training run without gpu_hours needs peak_flops and utilisation")
        operations = 6.0 * self.parameters.draw(world) * self.tokens.draw(world)
        used = np.minimum(above_zero(self.utilisation, world), 1.0)
        return operations / (above_zero(self.peak_flops, world) * used * 3600.0)
