"""When a strategy's cumulative cost first comes down to the reference's."""

from collections.abc import Mapping

import numpy as np

from simtco.engine.block import NEVER, Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.wording import frequency

SHARES = (0.10, 0.50, 0.90)


class BreakEven(Metric):
    """The month by which a strategy has broken even, over all futures."""

    rank = 90
    scope = "pair"

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        months = result.experiment.horizon_months
        reached = result.break_even[result.strategies.index(strategy)]
        ever, error = estimate.mean(reached != NEVER)
        counts = [np.count_nonzero(reached == month) for month in range(1, months + 1)]
        by_month = np.cumsum(counts) / len(reached)
        found = {
            "break_even.p_ever": Finding(
                ever, error, f"It breaks even within {months} months in {frequency(ever)} futures."
            ),
            "break_even.p_by_month": Finding(
                tuple(by_month.tolist()), None, "Share of futures that have broken even by month."
            ),
        }
        for share in SHARES:
            key = f"break_even.p{round(100 * share)}_month"
            found[key] = _month(by_month, share)
        return found


def _month(by_month: np.ndarray[tuple[int], np.dtype[np.float64]], share: float) -> Finding:
    if by_month[-1] < share:
        return Finding(None, None, f"Fewer than {frequency(share)} futures break even.")
    month = int(np.argmax(by_month >= share)) + 1
    return Finding(float(month), None, f"{frequency(share)} futures break even by month {month}.")
