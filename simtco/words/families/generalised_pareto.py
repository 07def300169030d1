"""How far beyond a threshold: excesses of any smooth distribution come to look like this."""

import math
from functools import cached_property
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import exprel

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.fitting import fit_line, fit_shapes, fit_slope
from simtco.words.percentiles import PercentileFamily
from simtco.words.wording import exact, figure

_SHAPES = (-20.0, 20.0)


class GeneralisedPareto(PercentileFamily):
    """Values beyond a threshold, by threshold, scale and shape or by percentiles.

    Pickands, Statistical inference using extreme order statistics, Annals of Statistics 3(1) 1975.
    More than three percentiles, or than two beside the threshold, meet in least squares.

    Examples:
        kind = "generalised_pareto"
        threshold = 10_000
        scale = 5_000
        shape = 0.2

    """

    ways = (("threshold", "scale", "shape"),)
    fits: ClassVar = {(): 3, ("threshold",): 2}

    kind: Literal["generalised_pareto"] = "generalised_pareto"
    threshold: float | None = None
    """The smallest value."""
    scale: float | None = Field(default=None, gt=0)
    """The mean excess where shape is 0."""
    shape: float | None = None
    """How heavy the tail is, below 1: 0 is an exponential, a negative one ends somewhere."""

    @model_validator(mode="after")
    def _has_a_mean(self) -> Self:
        if self.threshold is not None:
            self.keep_percentiles_above(self.threshold, "threshold")
        self.refuse_a_miss()
        _, _, shape = self._curve
        if shape >= 1.0 and self.shape is None:
            raise fault(
                "these percentiles spread so far that no mean exists: a generalised pareto through "
                f"them has shape = {figure(shape)}, and only below 1 there is one; use "
                'kind = "pareto" with a max'
            )
        if shape >= 1.0:
            raise fault(
                f"shape = {exact(shape)} must be below 1: at or above 1 no mean exists", "shape"
            )
        return self

    @cached_property
    def _curve(self) -> tuple[float, float, float]:
        """Threshold, scale and shape."""
        if self.threshold is not None and self.scale is not None and self.shape is not None:
            return self.threshold, self.scale, self.shape
        p, values = self.points
        span = values[-1] - (values[0] if self.threshold is None else self.threshold)

        def line(shape: float) -> tuple[float, float]:
            """Threshold and scale beside a shape: values are then a straight line."""
            if self.threshold is None:
                return fit_line(_excess(p, shape), values)
            return self.threshold, fit_slope(_excess(p, shape), values - self.threshold)

        def misses(shapes: Floats) -> Floats:
            start, scale = line(shapes[0])
            return np.asarray((start + scale * _excess(p, shapes[0]) - values) / span)

        (shape,) = fit_shapes(misses, np.zeros(1), _SHAPES)
        return *line(shape), float(shape)

    def ppf(self, u: Floats) -> Floats:
        threshold, scale, shape = self._curve
        return threshold + scale * _excess(u, shape)

    @property
    def mean(self) -> float:
        threshold, scale, shape = self._curve
        return threshold + scale / (1.0 - shape)

    @property
    def sd(self) -> float:
        _, scale, shape = self._curve
        return scale / (1.0 - shape) / math.sqrt(1.0 - 2.0 * shape) if shape < 0.5 else math.inf

    @property
    def lowest_stated(self) -> float:
        return super().lowest_stated if self.threshold is None else self.threshold


def _excess(u: Floats, shape: float) -> Floats:
    """((1 - u)^-shape - 1) / shape, which is -log(1 - u) at shape 0."""
    waited = -np.log1p(-u)
    return np.asarray(waited * exprel(shape * waited))
