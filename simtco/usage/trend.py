"""The growth of a series of days, and its level at the end."""

import math

import numpy as np
import pandas as pd

from simtco.usage.mean import Mean, long_run_variance

_FEWEST = 56
_YEAR = 365.25


def trend(days: pd.Series) -> tuple[Mean, Mean] | None:
    """Level a day at the end, and logarithm of the growth a year; None of less than eight weeks.

    Least squares of the logarithms on the date and the weekday. Errors that hang together leave a
    trend's least squares as good as any (Grenander, Annals of Mathematical Statistics 25, 1954):
    its variance is the long-run one over the sum of squared dates. The level goes back from the
    logarithms by the mean of the exponential residuals (Duan, Journal of the American Statistical
    Association 78, 1983). None where a day is empty: a logarithm needs something.
    """
    values = days.to_numpy(dtype=np.float64)
    if len(values) < _FEWEST or not (values > 0.0).all():
        return None
    index = pd.DatetimeIndex(days.index)
    at = (index - index[0]).days.to_numpy(dtype=np.float64)
    around = at - at.mean()
    weekday = np.eye(7)[index.day_of_week.to_numpy()]
    design = np.column_stack((weekday, around))
    logs = np.log(values)
    found, *_ = np.linalg.lstsq(design, logs, rcond=None)
    residuals = logs - design @ found
    long_run = long_run_variance(residuals) * len(values) / (len(values) - 8.0)
    own = float(residuals.var())
    freedom = max(len(values) * min(own / long_run, 1.0) - 8.0, 1.0) if long_run > 0.0 else 1e3
    squares = float(around @ around)
    slope, end = float(found[-1]), float(around[-1])
    weekly = float(np.exp(found[:7]).mean()) * float(np.exp(residuals).mean())
    level = weekly * math.exp(slope * end)
    error = math.sqrt(long_run * (1.0 / len(values) + end**2 / squares))
    growth = Mean(_YEAR * slope, _YEAR * math.sqrt(long_run / squares), freedom)
    return Mean(level, level * error, freedom), growth
