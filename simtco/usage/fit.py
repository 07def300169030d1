"""The best curve of a short list for counts, chosen on measurements that it was not fitted to."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from simtco.usage.counts import FOLDS, Counts
from simtco.usage.curves import Curve, curves
from simtco.words.arrays import Floats

_FEWEST = 20
_LEAST = 1e-300
_KS_95 = 1.358  # Kolmogorov, 1933: times 1 / sqrt(n)


@dataclass(frozen=True, slots=True)
class Fit:
    """The curve that predicts best, in units of `per` counts, and how well it sits.

    scores: mean logarithm of the chance that each curve gave to measurements it had not seen (Good,
    Rational decisions, Journal of the Royal Statistical Society B 14, 1952; proper: nothing but
    the truth maximises it); distance: the largest
    between the curve's and the measured distribution function (Kolmogorov and Smirnov); band: what
    19 in 20 samples of that size would stay under, were the curve true.
    """

    table: Mapping[str, Any]
    label: str
    scores: Mapping[str, float]
    distance: float
    band: float

    @property
    def sentence(self) -> str:
        """What the fit says, and how far to trust it."""
        close = "within" if self.distance <= self.band else "beyond"
        return (
            f"best of {len(self.scores)} curves on measurements not fitted to: {self.label}; "
            f"it is off by at most {100.0 * self.distance:.2g}% of all, {close} what chance "
            f"alone would do ({100.0 * self.band:.2g}%)"
        )


def fit(counts: Counts, per: float = 1.0) -> Fit | None:
    """Choose by the score over FOLDS parts of the period, then fit to all; nothing for too few."""
    if counts.size < _FEWEST or counts.values.size < 3:
        return None
    scores: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        unseen = counts.seen[:, fold].astype(np.float64)
        known = counts.total - unseen
        if not unseen.any() or np.count_nonzero(known) < 3:
            continue
        for curve in _fitted(counts, known):
            gained = float(unseen @ np.log(_chances(counts, curve)))
            scores.setdefault(curve.label, []).append(gained)
    tried = max(map(len, scores.values()), default=0)
    found = {curve.label: curve for curve in _fitted(counts, counts.total.astype(np.float64))}
    scores = {k: v for k, v in scores.items() if len(v) == tried and k in found}
    if not scores:
        return None
    means = {label: math.fsum(gained) / counts.size for label, gained in scores.items()}
    best = found[_simplest(scores, found)]
    below = best.ends(counts.values.astype(np.float64) + 0.5)[0]
    measured = np.cumsum(counts.total) / counts.size
    return Fit(
        table=in_units(best.table, per),
        label=best.label,
        scores=dict(sorted(means.items(), key=lambda each: -each[1])),
        distance=float(np.max(np.abs(below - measured))),
        band=_KS_95 / math.sqrt(counts.size),
    )


def _simplest(scores: Mapping[str, list[float]], found: Mapping[str, Curve]) -> str:
    """The curve with the fewest parameters of those that are not clearly behind the best.

    Clearly: by a paired t test over the parts, at 95% (Dietterich, Neural Computation 10(7) 1998).
    """
    first = max(scores, key=lambda label: math.fsum(scores[label]))
    near = [first]
    for label, gained in scores.items():
        behind = np.subtract(scores[first], gained)
        if behind.size < 2:
            continue
        reach = float(stdtrit(behind.size - 1, 0.95)) / math.sqrt(behind.size)
        if behind.mean() <= reach * behind.std(ddof=1):
            near.append(label)
    return min(near, key=lambda label: (found[label].parameters, -math.fsum(scores[label])))


def in_units(table: Mapping[str, Any], per: float) -> dict[str, Any]:
    """The keys of a curve over counts as one over units of `per` counts each."""
    found = dict(table)
    for key in ("mean", "scale", "p50"):
        if key in found:
            found[key] = found[key] / per
    if "components" in found:
        found["components"] = [in_units(part, per) for part in found["components"]]
    return found


def _fitted(counts: Counts, weights: Floats) -> list[Curve]:
    """Curves over the values; a 0 stands for what lies between 0 and a half."""
    there = weights > 0.0
    return curves(np.maximum(counts.values[there].astype(np.float64), 0.25), weights[there])


def _chances(counts: Counts, curve: Curve) -> Floats:
    """The chance (V,) that a curve gives to each whole number: to what rounds to it."""
    values = counts.values.astype(np.float64)
    low = np.where(values > 0.0, values - 0.5, -1.0)
    return np.maximum(curve.cells(low, values + 0.5), _LEAST)
