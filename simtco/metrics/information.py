"""What it is worth to find out more before choosing between the strategies."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.metrics.movers import Mover, first_totals, lucky_fits, movers, shuffles
from simtco.words.arrays import Floats
from simtco.words.belief import Belief

OBSERVATIONS = (1, 10, 100)
"""How many observations of one number are weighed."""

_GRID = np.linspace(-7.0, 7.0, 1401)
_DENSITY = np.exp(-(_GRID**2) / 2.0) / np.sum(np.exp(-(_GRID**2) / 2.0))
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(40)
_MOST_CROSSED = 6


@dataclass(frozen=True, slots=True)
class Worth:
    """What it is worth to know some inputs before choosing, in money.

    inputs: one, or those that correlations connect. evppi: expected value of partial perfect
    information, knowing them exactly. noise_floor: what the luckiest of 20 that tell nothing would
    show. evsi: expected value of sample information, by number of observations; empty for a group
    and for an input whose EVPPI is within the noise. confidence is what their beliefs say of
    themselves, the lowest of a group.
    """

    inputs: tuple[str, ...]
    evppi: Estimate
    noise_floor: float
    evsi: dict[int, Estimate]
    confidence: str | None

    @property
    def called(self) -> str:
        """The names of the inputs, of many the first two."""
        more = f" and {len(self.inputs) - 2} more" if len(self.inputs) > 2 else ""
        return " with ".join(self.inputs[:2]) + more

    @property
    def matters(self) -> bool:
        """Whether it is worth more than luck would show, and more than two standard errors."""
        value, error = self.evppi
        return value > max(self.noise_floor, 2.0 * (error or 0.0))


@lru_cache(maxsize=1)
def information(result: Result) -> tuple[Worth, ...]:
    """What each belief is worth knowing, and each set of correlated ones, the most first.

    Nothing for a single strategy, which leaves nothing to choose. A shock is chance, not ignorance:
    nobody can find out beforehand what it will cost.
    """
    if len(result.strategies) < 2:
        return ()
    totals = first_totals(result)
    chosen = int(np.argmin(totals.mean(axis=1)))
    even = np.full(lucky_fits(result)[0].shape[1], 1.0 / lucky_fits(result)[0].shape[1])
    floor = max(_gain(fit, even, chosen) for fit in lucky_fits(result))
    beliefs = result.experiment.beliefs
    found = []
    for mover in movers(result):
        if mover.name not in beliefs:
            continue
        value = _gain(mover.fit, mover.spline.shares, chosen)
        decisions = np.eye(len(totals))[np.argmin(mover.fit, axis=0)].T
        worth = (value, _error(mover, decisions, totals, chosen))
        samples = (
            {count: evsi(mover, totals, chosen, count) for count in OBSERVATIONS}
            if value > floor
            else {}
        )
        says = _lowest([beliefs[mover.name]])
        found.append(Worth((mover.name,), worth, floor, samples, says))
    found += _groups(result, totals, chosen)
    return tuple(sorted(found, key=lambda worth: -worth.evppi[0]))


def evsi(
    mover: Mover, totals: Floats, chosen: int, count: int, prior_size: float = 1.0
) -> Estimate:
    """Expected value of so many observations of one input before choosing.

    The Gaussian approximation of Jalal and Alarid-Escudero (Medical Decision Making 38(2), 2018):
    n observations move the posterior mean by a normal of variance n / (n + n0), taken of the
    input's normal score; the fitted TCO is averaged over what stays unknown. n0 is the prior
    sample size: 1 where an observation spreads as widely as the belief.
    """
    kept = count / (count + prior_size)
    weights = _WEIGHTS / _WEIGHTS.sum()
    known = np.sqrt(kept) * _GRID[:, None] + np.sqrt(1.0 - kept) * _NODES
    expected = mover.fit[:, _cells(mover, known)] @ weights
    value = _gain(expected, _DENSITY, chosen)
    middles = mover.spline.cells + np.diff(mover.spline.cells, append=totals.shape[1]) / 2.0
    score = ndtri(middles / totals.shape[1])[:, None]
    told = np.sqrt(kept) * score + np.sqrt(1.0 - kept) * _NODES
    nearest = np.rint((told - _GRID[0]) / (_GRID[1] - _GRID[0])).astype(int)
    choices = np.argmin(expected, axis=0)[np.clip(nearest, 0, len(_GRID) - 1)]
    decisions = np.stack([(choices == place) @ weights for place in range(len(totals))])
    return value, _error(mover, decisions, totals, chosen)


def _cells(mover: Mover, score: Floats) -> Floats:
    """The cells of an input in which normal scores lie."""
    rank = ndtr(score) * len(mover.spline.order)
    return np.asarray(np.searchsorted(mover.spline.cells, rank, "right") - 1)


def _gain(expected: Floats, shares: Floats, chosen: int) -> float:
    """What choosing by expected TCO (S, C) saves over one choice for all."""
    return float((expected[chosen] - expected.min(axis=0)) @ shares)


def _error(mover: Mover, decisions: Floats, totals: Floats, chosen: int) -> float | None:
    """Standard error of what decisions (S, C), chances of each strategy, save.

    They are weighed with fitted TCO, so a future counts by what of them the basis holds: what steps
    between its curves is averaged out by the fit.
    """
    spread, order, basis = mover.spline.spread, mover.spline.order, mover.spline.basis
    held = np.einsum("sc,ck->sk", decisions * mover.spline.shares, basis)
    saved = np.zeros(totals.shape[1])
    for place, row in enumerate(np.einsum("sk,ck->sc", held, basis)):
        if place != chosen and decisions[place].any():
            saved += spread(row) * (totals[chosen] - totals[place])[order]
    blocks = np.bincount(order // BLOCK_TRIALS, weights=saved)
    return estimate.standard_error(blocks / BLOCK_TRIALS)


def _groups(result: Result, totals: Floats, chosen: int) -> list[Worth]:
    """What it is worth to know all members of each cluster."""
    by_name = {mover.name: mover for mover in movers(result)}
    beliefs = result.experiment.beliefs
    found = []
    for cluster in result.experiment.clusters:
        members = tuple(name for name in cluster.members if name in beliefs)
        if len(members) < 2:
            continue
        fitted = _jointly([by_name[name] for name in members])
        even = np.full(totals.shape[1], 1.0 / totals.shape[1])
        expected = fitted(totals)
        floor = max(_gain(fitted(shuffled), even, chosen) for shuffled in shuffles(result))
        worth = (_gain(expected, even, chosen), _error_together(fitted, expected, totals, chosen))
        says = _lowest([beliefs[name] for name in members])
        found.append(Worth(members, worth, floor, {}, says))
    return found


def _error_together(
    fitted: Callable[[Floats], Floats], expected: Floats, totals: Floats, chosen: int
) -> float | None:
    """Standard error of what decisions by the expected TCO (S, T) of a regression save.

    A future counts by what is expected to be saved in it, and by its residual as far as the
    regression holds the decision: the influence of one point on the mean of a product with a least
    squares fit. Money weighed whole by what the regression holds would bring in how a cubic misses
    the step of a decision, which the fit averages out.
    """
    decisions = np.eye(len(totals))[np.argmin(expected, axis=0)].T
    weighed = decisions * expected + fitted(decisions) * (totals - expected)
    return estimate.mean(totals[chosen] - weighed.sum(axis=0))[1]


def _jointly(members: list[Mover]) -> Callable[[Floats], Floats]:
    """A regression on several inputs: cubics of each normal score, and products of pairs."""
    count = len(members[0].spline.order)
    standard = ndtri((np.arange(count) + 0.5) / count)
    scores = np.empty((len(members), count))
    for row, mover in zip(scores, members, strict=True):
        row[mover.spline.order] = standard
    columns = [np.ones(count), *scores, *(scores**2), *(scores**3)]
    if len(members) <= _MOST_CROSSED:
        columns += [scores[i] * scores[j] for i in range(len(members)) for j in range(i)]
    basis, spread, _ = np.linalg.svd(np.column_stack(columns), full_matrices=False)
    basis = basis[:, spread > 1e-9 * spread[0]]
    return lambda rows: (rows @ basis) @ basis.T


def _lowest(beliefs: list[Belief]) -> str | None:
    said = {belief.confidence for belief in beliefs}
    return next((word for word in ("low", "medium", "high") if word in said), None)
