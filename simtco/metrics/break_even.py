"""When a strategy's cumulative cost first comes down to the reference's."""

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import ndtr

from simtco.engine.block import NEVER, Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.block_means import spans
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.arrays import Floats, Months
from simtco.words.wording import frequency, out_of

SHARES = (0.10, 0.50, 0.90)


class BreakEven(Metric):
    """The month by which a strategy has broken even, over all futures."""

    rank = 90
    scope = "pair"

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        months = result.experiment.horizon_months
        reached = result.break_even[result.strategies.index(strategy)]
        blocks = _by_month(reached, months)
        by_month = blocks.mean(axis=0)
        ever, errors = float(by_month[-1]), _errors(blocks)
        found = {
            "break_even.p_ever": Finding(
                ever,
                None if errors is None else float(errors[-1]),
                f"It breaks even within {months} months in {out_of(ever)} futures.",
            ),
            "break_even.p_by_month": Finding(
                tuple(by_month.tolist()),
                None,
                "Share of futures that have broken even by month.",
                None if errors is None else tuple(errors.tolist()),
            ),
        }
        for share in SHARES:
            key = f"break_even.p{round(100 * share)}_month"
            found[key] = _month(by_month, errors, share)
        return found


def _by_month(reached: Months, months: int) -> Floats:
    """Share (B, M) of each block's futures that have broken even by each month."""
    counts = []
    for span in spans(len(reached)):
        rows = reached[span].reshape(-1, BLOCK_TRIALS)
        cells = np.arange(len(rows) * (months + 1)).reshape(len(rows), -1)
        found = np.bincount((cells[:, :1] + rows).ravel(), minlength=cells.size)
        counts.append(found.reshape(cells.shape))
    first = np.delete(np.concatenate(counts), NEVER, axis=1)
    return np.cumsum(first, axis=1) / BLOCK_TRIALS


def _errors(blocks: Floats) -> Floats | None:
    """Standard errors (M,) of the shares of blocks (B, M); None for a single block."""
    if len(blocks) < 2:
        return None
    grain = estimate.grain(len(blocks) * BLOCK_TRIALS)
    return np.asarray(np.hypot(blocks.std(axis=0, ddof=1) / len(blocks) ** 0.5, grain))


def _month(by_month: Floats, errors: Floats | None, share: float) -> Finding:
    if by_month[-1] < share:
        return Finding(None, None, f"Fewer than {frequency(share)} futures break even.")
    month = int(np.argmax(by_month >= share)) + 1
    said = f"{frequency(share)} futures break even by month {month}."
    return Finding(float(month), None if errors is None else _error(by_month, errors, share), said)


def _error(by_month: Floats, errors: Floats, share: float) -> float:
    """Standard deviation of the month by which a share has broken even, were it drawn again.

    A month is whole, so that no slope turns an error in the share into one in months. It is at or
    before month m where the share by then, normal with its own error, reaches the one asked; what
    comes after the horizon counts as the month after it.
    """
    by_then = np.maximum.accumulate(ndtr((by_month - share) / errors))
    later = np.concatenate([[1.0], 1.0 - by_then])
    mean = later.sum()
    square = later @ (2.0 * np.arange(len(later)) + 1.0)
    return math.sqrt(max(float(square - mean**2), 0.0))
