"""How many requests a day, how they grow, and how they lie over the day and the week."""

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from simtco.usage.counts import counts_of
from simtco.usage.fit import fit
from simtco.usage.mean import Mean, mean_of
from simtco.usage.measured import Measured
from simtco.usage.period import Period
from simtco.usage.quantile_line import quantile_line
from simtco.usage.trend import trend
from simtco.words.arrays import Floats
from simtco.words.wording import figure

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = 1440
_FEWEST_TO_FIT = 20
_WEEK = 7


def traffic(period: Period) -> Iterator[Measured]:
    """Beliefs about requests; none of an export that does not count them."""
    if not period.minutes["answered"].sum() > 0.0:
        return
    days = period.days["answered"].to_numpy()
    if not days.sum() > 0.0:
        days = days[:0]  # what was answered lies on a first or last day that is not whole
    yield from _level(period, days)
    if len(days) >= 2 and period.step < _DAY:
        yield _day_shape(period)
    if len(days) >= 2 * _WEEK:
        yield from _week(period)
    yield from _peaks(period)


def _level(period: Period, days: Floats) -> Iterator[Measured]:
    found = trend(period.days["answered"])
    if found is not None:
        level, growth = found
        rise = 100.0 * math.expm1(growth.value)
        yield _requests(
            level,
            len(days),
            "days",
            f"{figure(level.value)} requests a day at the end of the period, by a trend of "
            f"{rise:+.3g}% a year through its days",
        )
        yield Measured(
            "growth",
            {
                "kind": "lognormal",
                "p50": math.exp(growth.value),
                "sigma": growth.spread,
                "shift": -1,
            },
            "a year",
            len(days),
            "days",
            f"requests move by {rise:+.3g}% a year; 8 in 10 futures lie between "
            f"{_yearly(growth, 0.1)} and {_yearly(growth, 0.9)}, if the period's trend goes on",
            use='growth = { kind = "growth", annual = "@growth" }',
        )
    elif len(days) >= 2:
        level = _mean_of_days(period.days["answered"])
        yield _requests(
            level, len(days), "days", f"{figure(level.value)} requests a day, the mean of its days"
        )
    else:
        level = _rate(period)
        yield _requests(
            level,
            int(period.minutes["answered"].sum()),
            "requests",
            f"{figure(level.value)} requests a day, were every hour like the "
            f"{figure(24.0 * period.length)} hours measured; what other hours do is not in it",
        )
    if len(days) >= _FEWEST_TO_FIT // 2:
        counts = counts_of(days)
        yield Measured(
            "requests_of_one_day",
            quantile_line(counts),
            "requests",
            len(days),
            "days",
            f"single days hold {figure(counts.quantile(0.1))} to {figure(counts.quantile(0.9))} "
            "requests, 8 in 10 of them; months differ far less",
            quantiles=quantiles_of(days),
            fit=fit(counts) if len(days) >= _FEWEST_TO_FIT else None,
        )


def _requests(level: Mean, size: int, sized: str, sentence: str) -> Measured:
    off = (
        f"its standard error is {figure(level.error, 2)}"
        if math.isfinite(level.error)
        else ("how far it may be off cannot be told from so little")
    )
    return Measured(
        "requests_per_day",
        level.above_zero(),
        "requests/day",
        size,
        sized,
        f"{sentence}; {off}",
        use='requests_per_day = "@requests_per_day"',
    )


def _yearly(growth: Mean, p: float) -> str:
    return f"{100.0 * math.expm1(growth.value + growth.spread * float(ndtri(p))):+.3g}%"


def _mean_of_days(days: pd.Series) -> Mean:
    """The mean day; what a weekday does every week is no error."""
    series = days.to_numpy()
    if len(series) < 2 * _WEEK:
        return mean_of(series)
    weekday = pd.DatetimeIndex(days.index).day_of_week
    usual = days.groupby(weekday).transform("mean").to_numpy()
    around = mean_of(series - usual + series.mean())
    return Mean(around.value, around.error, max(around.freedom - 6.0, 1.0))


def _rate(period: Period) -> Mean:
    """Requests a day from less than two whole days, by minutes or hours."""
    width = 1 if period.length < 0.25 else 60
    at = period.minutes.index.to_numpy(dtype=np.int64) // width
    sums = period.minutes["answered"].groupby(at).sum()
    series = sums.reindex(range(int(at[0]), int(at[-1]) + 1), fill_value=0.0).to_numpy()
    whole = series[1:-1] if len(series) > 4 else series  # the ends are measured in part
    around = mean_of(whole * _DAY / width)
    value = float(period.minutes["answered"].sum()) / max(period.length, 1.0 / _DAY)
    return Mean(value if len(series) <= 4 else around.value, around.error, around.freedom)


def _day_shape(period: Period) -> Measured:
    hours = period.hours["answered"]
    of_day = hours.groupby(pd.DatetimeIndex(hours.index).hour).sum().to_numpy() + 0.5
    relative = of_day / of_day.mean()
    busiest, quietest = int(np.argmax(relative)), int(np.argmin(relative))
    return Measured(
        "day_shape",
        {"kind": "shape", "values": [float(f"{each:.4g}") for each in relative]},
        "relative load",
        len(period.days),
        "days",
        f"the hour from {busiest}:00 holds {figure(relative[busiest])} times the mean, the hour "
        f"from {quietest}:00 {figure(relative[quietest])} times; hours of {period.zone.key}",
        use='day_shape = "@day_shape"',
    )


def _week(period: Period) -> Iterator[Measured]:
    days = period.days["answered"]
    weekday = pd.DatetimeIndex(days.index).day_of_week
    for number, name in enumerate(WEEKDAYS):
        own = days[weekday == number].to_numpy() / days.mean()
        if not len(own):
            continue
        mean = mean_of(own)
        yield Measured(
            f"week.{name}",
            mean.above_zero(),
            "relative load",
            len(own),
            f"{name.capitalize()}s",
            f"a {name.capitalize()} holds {figure(mean.value)} times the mean day",
        )


def _peaks(period: Period) -> Iterator[Measured]:
    """The busiest hour of a week over the week's mean, where hours are known."""
    if period.step == 1 and period.length >= 1.0 / 24.0:
        minutes = period.minutes["answered"]
        ratio = float(minutes.max()) / (float(minutes.sum()) / (period.length * _DAY))
        yield Measured(
            "peak_minute_to_mean",
            {"kind": "constant", "value": max(ratio, 1.0)},
            "ratio",
            round(period.length * _DAY),
            "minutes",
            f"the busiest minute holds {figure(ratio)} times the mean of the period",
        )
    if period.step == _DAY or not period.days["answered"].sum() > 0.0:
        return
    hours = period.hours["answered"].to_numpy()
    whole = np.split(hours, range(168, len(hours), 168))
    weeks = [week for week in whole if len(week) == 168 and week.sum() > 0.0]
    use = 'peak_to_mean = "@peak_to_mean"'
    if len(weeks) < 3:
        ratio = float(hours.max() / hours.mean())
        yield Measured(
            "peak_to_mean",
            {"kind": "constant", "value": ratio},
            "ratio",
            len(period.days),
            "days",
            f"the busiest hour holds {figure(ratio)} times the mean; one number from less than "
            "three weeks, so no range",
            use=use,
        )
        return
    logs = np.log([week.max() / week.mean() for week in weeks])
    reach = float(stdtrit(len(logs) - 1, 0.9)) * logs.std(ddof=1) * math.sqrt(1 + 1 / len(logs))
    middle, sigma = float(logs.mean()), max(reach / float(ndtri(0.9)), 1e-6)
    yield Measured(
        "peak_to_mean",
        {"kind": "lognormal", "p50": math.exp(middle), "sigma": sigma, "floor": 1},
        "ratio",
        len(logs),
        "weeks",
        f"the busiest hour of a week holds {figure(math.exp(middle))} times the week's mean; a new "
        f"week's lies between {figure(math.exp(middle - reach))} and "
        f"{figure(math.exp(middle + reach))} in 8 of 10 (Student's t)",
        use=use,
    )


def quantiles_of(values: Floats) -> dict[str, float]:
    """Measured percentiles of few values, by Hazen's positions."""
    return {
        f"p{100 * p:g}": float(np.quantile(values, p, method="hazen"))
        for p in (0.1, 0.5, 0.9, 0.95)
    }
