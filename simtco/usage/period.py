"""The time that an export covers: its buckets, its whole days, and its gaps."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from simtco.usage.ledger import SUMS, Ledger

_DAY, _HOUR = 1440, 60
_MINUTES_UP_TO, _HOURS_UP_TO = 6 * _HOUR, 14 * _DAY


@dataclass(frozen=True, eq=False)
class Period:
    """Sums by minute since 1970, and where its days begin.

    `step` is the length of a bucket in minutes: 1 where single requests are known, 60 or 1,440
    where the export sums up hours or days.
    """

    minutes: pd.DataFrame
    zone: ZoneInfo
    step: int

    @classmethod
    def of(cls, ledger: Ledger, zone: ZoneInfo) -> "Period":
        """The period of a ledger that holds usage; days summed up in UTC stay days of UTC."""
        minutes = ledger.minutes()
        minutes = minutes[minutes[["requests", "input_tokens", "output_tokens"]].sum(axis=1) > 0.0]
        at = minutes.index.to_numpy(dtype=np.int64)
        if not ledger.grouped:
            return cls(minutes, zone, 1)
        local = _local(at, zone)
        if ((local.hour * _HOUR + local.minute) == 0).all():
            return cls(minutes, zone, _DAY)
        if (at % _DAY == 0).all():
            return cls(minutes, ZoneInfo("UTC"), _DAY)
        return cls(minutes, zone, _HOUR if (at % _HOUR == 0).all() else 1)

    @property
    def start(self) -> pd.Timestamp:
        """When the first bucket begins, in the zone."""
        return _local(self.minutes.index.to_numpy(dtype=np.int64)[:1], self.zone)[0]

    @property
    def end(self) -> pd.Timestamp:
        """When the last bucket ends, in the zone."""
        last = _local(self.minutes.index.to_numpy(dtype=np.int64)[-1:], self.zone)[0]
        return last + (
            pd.DateOffset(days=1) if self.step == _DAY else pd.Timedelta(minutes=self.step)
        )

    @property
    def length(self) -> float:
        """Days from start to end."""
        return float((self.end - self.start) / pd.Timedelta(days=1))

    @property
    def last_day(self) -> dt.date:
        """The day that the last record falls on."""
        return (self.end - pd.Timedelta(minutes=1)).date()

    @cached_property
    def _dates(self) -> pd.DatetimeIndex:
        """The day of each bucket, without a zone."""
        local = _local(self.minutes.index.to_numpy(dtype=np.int64), self.zone)
        return local.tz_localize(None).normalize()

    @cached_property
    def days(self) -> pd.DataFrame:
        """The sums of each whole day, in order; days of no record are there where they count as 0.

        A first or last day that the export begins or ends within is left out.
        """
        sums = self.minutes.groupby(self._dates).sum()
        whole = pd.date_range(sums.index[0], sums.index[-1], freq="D")
        sums = sums.reindex(whole)
        if self.step < _DAY:
            first = self.start.hour * _HOUR + self.start.minute
            last = (self.end - pd.Timedelta(minutes=1)).hour
            sums = sums.iloc[int(first >= _HOUR) : len(sums) - int(last < 23)]
        empty = sums["requests"].isna()
        closed = _closed(empty)
        sums[closed.to_numpy()] = 0.0
        return sums[~(empty & ~closed)]

    @cached_property
    def gaps(self) -> int:
        """Days within the period that hold no record and are left out: not measured."""
        sums = self.minutes.groupby(self._dates).size()
        inside = len(pd.date_range(sums.index[0], sums.index[-1], freq="D"))
        trimmed = inside - len(sums)
        return trimmed - int((self.days["records"] == 0.0).sum())

    @cached_property
    def hours(self) -> pd.DataFrame:
        """The sums of each hour of each whole day, an hour without a record at 0."""
        local = _local(self.minutes.index.to_numpy(dtype=np.int64), self.zone)
        naive = local.tz_localize(None).floor("h")
        sums = self.minutes.groupby(naive).sum()
        each = [day + pd.Timedelta(hours=hour) for day in self.days.index for hour in range(24)]
        return sums.reindex(pd.DatetimeIndex(each)).fillna(0.0)

    @cached_property
    def buckets(self) -> pd.DataFrame:
        """Sums over stretches short enough to be many: minutes, hours or days with a record."""
        span = self.length * _DAY
        width = 1 if span <= _MINUTES_UP_TO else _HOUR if span <= _HOURS_UP_TO else _DAY
        at = self.minutes.index.to_numpy(dtype=np.int64) // max(width, self.step)
        return self.minutes[list(SUMS)].groupby(at).sum()


def _local(
    minutes: "np.ndarray[tuple[int], np.dtype[np.int64]]", zone: ZoneInfo
) -> pd.DatetimeIndex:
    return pd.to_datetime(minutes * 60, unit="s", utc=True).tz_convert(zone)


def _closed(empty: pd.Series) -> pd.Series:
    """Empty days of a weekday that is empty more often than not: closed, so 0, and no gap.

    Where most days are empty, none is closed.
    """
    weekday = pd.DatetimeIndex(empty.index).day_of_week
    often = empty.groupby(weekday).transform("mean") > 0.5
    return empty & often & (empty.mean() <= 0.5)
