"""What each month was billed at."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from simtco.files.problems import ExperimentError, Place, Problem
from simtco.usage.read import Usage
from simtco.words.arrays import Floats

_DAY = 1440


@dataclass(frozen=True, eq=False)
class Bills:
    """Cost (K,) of whole months; `partial` are months that the export covers in part."""

    months: tuple[pd.Period, ...]
    costs: Floats
    partial: tuple[pd.Period, ...]


def bills(usage: Usage, zone: ZoneInfo) -> Bills:
    """Costs by calendar month; bills give them where they stand beside usage with its own costs.

    A month is whole where the files' first day is not after its first, and their last not before
    its last; a line of a monthly bill is a whole month.

    Raises:
        ExperimentError: no file states a cost.

    """
    if not usage.ledger.currencies:
        message = "no cost is stated; give the bill: an export with costs, or month,cost"
        raise ExperimentError([Problem(Place(usage.readings[0].file), "cost", message)])
    alone = usage.bills()
    whole = usage.ledger.minutes()[["priced", "billed"]].sum(axis=1)
    sums = alone["billed"] if len(alone) else whole
    minutes = sums.index.to_numpy(dtype=np.int64)
    at = pd.to_datetime(minutes * 60, unit="s", utc=True)
    local = at.tz_convert("UTC" if not (minutes % _DAY).any() else zone).tz_localize(None)
    monthly = sums.groupby(local.to_period("M")).sum()
    costs = monthly.to_numpy(dtype=np.float64)
    if usage.billed_by_month:
        return Bills(tuple(monthly.index), costs, ())
    first, last = local[0].normalize(), local[-1].normalize()
    inside = np.array(
        [m.start_time >= first and m.end_time.normalize() <= last for m in monthly.index]
    )
    return Bills(tuple(monthly.index[inside]), costs[inside], tuple(monthly.index[~inside]))
