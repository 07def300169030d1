"""The short list of curves that measurements are fitted with, by maximum likelihood."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import digamma, gammainc, gammaincc, ndtr

from simtco.words.arrays import Floats

Ends = Callable[[Floats], tuple[Floats, Floats]]
_ROUNDS, _NEAR = 300, 1e-8
_WIDTH = 0.005
_LEAST_SIGMA = 0.02


@dataclass(frozen=True, slots=True)
class Curve:
    """A family with its parameters: keys of a file, and the shares below and above values (V,)."""

    table: Mapping[str, Any]
    ends: Ends
    parameters: int = 2

    @property
    def label(self) -> str:
        """What a reader calls the curve."""
        kind = str(self.table["kind"]).replace("_", " ")
        return "mixture of two lognormals" if kind == "mixture" else kind

    def cells(self, low: Floats, high: Floats) -> Floats:
        """The chance of each cell (V,) from low to high, without cancellation in the tails."""
        (below_low, above_low), (below_high, above_high) = self.ends(low), self.ends(high)
        return np.where(below_low < 0.5, below_high - below_low, above_low - above_high)


def curves(values: Floats, weights: Floats) -> list[Curve]:
    """Every curve, fitted to rising values (V,) above 0 and how often each was seen (V,).

    Values within 0.5% of each other are fitted as their mean: logarithms of chances hardly bend
    over so little.
    """
    values, weights = _together(values, weights)
    share = weights / weights.sum()
    if values.size < 2:
        return []
    fitted = (_exponential, _gamma, _weibull, _lognormal, _pareto, _two_lognormals)
    return [curve for fit in fitted if (curve := fit(values, share)) is not None]


def _together(x: Floats, w: Floats) -> tuple[Floats, Floats]:
    starts = np.flatnonzero(np.diff(np.floor(np.log(x) / _WIDTH), prepend=-np.inf))
    together = np.add.reduceat(w, starts)
    return np.add.reduceat(w * x, starts) / together, together


def _exponential(x: Floats, w: Floats) -> Curve:
    mean = float(w @ x)
    return Curve(
        {"kind": "exponential", "mean": mean},
        lambda at: (-np.expm1(-np.maximum(at, 0.0) / mean), np.exp(-np.maximum(at, 0.0) / mean)),
        parameters=1,
    )


def _gamma(x: Floats, w: Floats) -> Curve | None:
    """Minka, Estimating a Gamma distribution, 2002: the shape solves log k - digamma(k) = s."""
    gap = math.log(w @ x) - float(w @ np.log(x))
    if not gap > 1e-12:
        return None
    shape = float(brentq(lambda k: math.log(k) - float(digamma(k)) - gap, 1e-6, 1.0 / gap + 10.0))
    scale = float(w @ x) / shape

    def ends(at: Floats) -> tuple[Floats, Floats]:
        scaled = np.maximum(at, 0.0) / scale
        below: Floats = np.asarray(gammainc(shape, scaled), dtype=np.float64)
        above: Floats = np.asarray(gammaincc(shape, scaled), dtype=np.float64)
        return below, above

    return Curve({"kind": "gamma", "shape": shape, "scale": scale}, ends)


def _weibull(x: Floats, w: Floats) -> Curve | None:
    """The shape solves the likelihood equation: sum x^k log x / sum x^k - 1 / k = mean log x."""
    logs = np.log(x)
    centred = logs - logs.max()
    mean = float(w @ centred)

    def slope(k: float) -> float:
        powers = w * np.exp(k * centred)
        return float(powers @ centred / powers.sum()) - 1.0 / k - mean

    if slope(100.0) < 0.0:
        return None
    shape = float(brentq(slope, 1e-3, 100.0))
    scale = float(np.exp(logs.max() + math.log(w @ np.exp(shape * centred)) / shape))

    def ends(at: Floats) -> tuple[Floats, Floats]:
        power = (np.maximum(at, 0.0) / scale) ** shape
        return -np.expm1(-power), np.exp(-power)

    return Curve({"kind": "weibull", "shape": shape, "scale": scale}, ends)


def _lognormal(x: Floats, w: Floats) -> Curve | None:
    mu, sigma = _log_moments(np.log(x), w)
    if not sigma > 0.0:
        return None
    table = {"kind": "lognormal", "p50": math.exp(mu), "sigma": sigma}
    return Curve(table, lambda at: _normal_ends(at, mu, sigma))


def _pareto(x: Floats, w: Floats) -> Curve | None:
    """A generalised Pareto from 0 on; Grimshaw, Technometrics 35(2) 1993: one profile to climb."""
    mean = float(w @ x)

    def loss(log_rate: float) -> float:
        rate = math.exp(log_rate) / mean
        shape = float(w @ np.log1p(rate * x))
        return math.log(shape / rate) + shape

    found = minimize_scalar(loss, bounds=(-12.0, 12.0), method="bounded")
    rate = math.exp(float(found.x)) / mean
    shape = float(w @ np.log1p(rate * x))
    scale = shape / rate
    if not 0.0 < shape < 0.95:  # beyond, there is no mean to speak of
        return None

    def ends(at: Floats) -> tuple[Floats, Floats]:
        above = (1.0 + shape * np.maximum(at, 0.0) / scale) ** (-1.0 / shape)
        return 1.0 - above, above

    table = {"kind": "generalised_pareto", "threshold": 0, "scale": scale, "shape": shape}
    return Curve(table, ends)


def _two_lognormals(x: Floats, w: Floats) -> Curve | None:
    """Dempster, Laird and Rubin, Journal of the Royal Statistical Society B 39(1) 1977."""
    logs = np.log(x)
    if x.size < 8:
        return None
    middle = float(np.interp(0.5, np.cumsum(w), logs))
    one = np.where(logs <= middle, 0.8, 0.2)
    before = -math.inf
    for _ in range(_ROUNDS):
        share = float(w @ one)
        parts = [_log_moments(logs, w * part) for part in (one, 1.0 - one)]
        parts = [(mu, max(sigma, _LEAST_SIGMA)) for mu, sigma in parts]
        first, second = (
            part * np.exp(-0.5 * ((logs - mu) / sigma) ** 2) / sigma
            for part, (mu, sigma) in zip((share, 1.0 - share), parts, strict=True)
        )
        whole = np.maximum(first + second, 1e-300)
        one, level = first / whole, float(w @ np.log(whole))
        if level - before < _NEAR:
            break
        before = level
    if not 0.001 < share < 0.999:
        return None
    table = {
        "kind": "mixture",
        "components": [
            {"kind": "lognormal", "p50": math.exp(mu), "sigma": sigma} for mu, sigma in parts
        ],
        "weights": [share, 1.0 - share],
    }

    def ends(at: Floats) -> tuple[Floats, Floats]:
        each = [_normal_ends(at, mu, sigma) for mu, sigma in parts]
        below, above = (share * each[0][side] + (1.0 - share) * each[1][side] for side in (0, 1))
        return below, above

    return Curve(table, ends, parameters=5)


def _log_moments(logs: Floats, weights: Floats) -> tuple[float, float]:
    whole = max(float(weights.sum()), 1e-300)
    mean = float(weights @ logs) / whole
    return mean, math.sqrt(max(float(weights @ (logs - mean) ** 2) / whole, 0.0))


def _normal_ends(at: Floats, mu: float, sigma: float) -> tuple[Floats, Floats]:
    score = (np.log(np.maximum(at, 1e-300)) - mu) / sigma
    return ndtr(score), ndtr(-score)
