"""One of several distributions, each with its weight; experts are pooled in this way too."""

import math
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

import numpy as np
from pydantic import Field, WithJsonSchema, model_validator
from scipy.special import expit

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.quantile_curve import QuantileCurve
from simtco.words.quantile_trace import QuantileTrace

if TYPE_CHECKING:
    Distribution = Family

ANY_DISTRIBUTION = WithJsonSchema({"title": "Distribution"})
"""Where the schema of experiment files refers to all families, which hold this one."""
_CERTAIN = 40.0  # the logit of 1 - 4e-18, above that of any number below 1


class Mixture(Family):
    """One of several distributions, each with its weight: what happens as a rule, and the rest.

    The linear opinion pool (Stone, Annals of Mathematical Statistics 32, 1961) where each
    component is what one expert says. A draw is off by less than a millionth of the scale of the
    widest component, in a tail beyond it by less than a millionth of the distance from the median.

    Examples:
        kind = "mixture"
        components = ["1_000 to 3_000", { kind = "pert", low = 5_000, mode = 8_000, high = 20_000 }]
        weights = [0.8, 0.2]

    """

    kind: Literal["mixture"] = "mixture"
    components: tuple[Annotated["Distribution", ANY_DISTRIBUTION], ...] = Field(
        strict=False, min_length=1
    )
    """The distributions, each in any form that an uncertain number may have."""
    weights: tuple[float, ...] = Field(
        strict=False, default=(), json_schema_extra={"items": {"type": "number", "minimum": 0}}
    )
    """How likely each is, in any scale; all alike where left out."""

    @model_validator(mode="after")
    def _matched(self) -> Self:
        if self.weights and len(self.weights) != len(self.components):
            raise fault(
                "weights must be as many as components: "
                f"{len(self.components)}, not {len(self.weights)}",
                "weights",
            )
        if self.weights and (min(self.weights) < 0 or sum(self.weights) <= 0):
            raise fault("weights must not be negative, and one must be above 0", "weights")
        return self

    @cached_property
    def _parts(self) -> tuple[tuple[float, Family], ...]:
        weights = self.weights or (1.0,) * len(self.components)
        whole = math.fsum(weights)
        pairs = zip(weights, self.components, strict=True)
        return tuple((weight / whole, part) for weight, part in pairs if weight > 0)

    @cached_property
    def _curve(self) -> QuantileCurve:
        """The inverse of the weighted sum of the components' distribution functions.

        At every value that the trace of a component passes, the shares of futures below it and up
        to it are added up over the components: where they differ lies an atom.
        """
        traces = [(share, QuantileTrace(part.ppf)) for share, part in self._parts]
        values = np.unique(np.concatenate([trace.values for _, trace in traces]))
        under = np.zeros((2, values.size))
        over = np.zeros((2, values.size))
        for share, trace in traces:
            logits = np.stack((trace.below(values), trace.up_to(values)))
            under += share * expit(logits)
            over += share * expit(-logits)
        with np.errstate(divide="ignore"):
            logits = np.clip(np.log(under) - np.log(over), -_CERTAIN, _CERTAIN)
        return QuantileCurve(np.maximum.accumulate(logits.T.ravel()), np.repeat(values, 2))

    def ppf(self, u: Floats) -> Floats:
        return self._curve(u)

    def nodes(self) -> tuple[Floats, Floats]:
        each = [(share, *part.nodes()) for share, part in self._parts]
        values = np.concatenate([inside for _, inside, _ in each])
        return values, np.concatenate([share * weights for share, _, weights in each])

    @cached_property
    def mean(self) -> float:
        return math.fsum(share * part.mean for share, part in self._parts)

    @cached_property
    def sd(self) -> float:
        return math.sqrt(
            math.fsum(
                share * (part.sd**2 + (part.mean - self.mean) ** 2) for share, part in self._parts
            )
        )
