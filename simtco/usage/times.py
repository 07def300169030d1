"""Moments as exports write them: ISO 8601, or seconds since 1970."""

import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from simtco.words.wording import said

UTC = ZoneInfo("UTC")
_ZONED = re.compile(r"\d[T ]\d\d:?\d\d.*(?:Z|[+-]\d\d:?(?:\d\d)?)$")
_MILLISECONDS = 1e11  # seconds since 1970 are below it until the year 5138
_YEARS = 2000, 2200
_SECONDS = 946_684_800.0, 7_258_118_400_000.0  # 2000 in seconds, 2200 in milliseconds
_RIGHT = "write 2026-01-31, 2026-01-31T13:00:00Z or seconds since 1970"
_WAYS = {"zoned": "with a time zone", "plain": "without a time zone", "unix": "as seconds"}


@dataclass(slots=True)
class Clock:
    """Reads the moments of one file, all of which must be written in one way.

    `zone` is where a moment without a time zone is meant; `way` and `first` say how the file has
    written its moments so far.
    """

    zone: ZoneInfo = UTC
    way: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)

    def read(self, cells: pd.Series, name: str) -> tuple[pd.Series, list[tuple[int, str]]]:
        """Moments in UTC, and what is wrong by row; a wrong one is NaT.

        In the hour that a clock goes through twice, a moment without a time zone is the first.
        """
        if pd.api.types.is_numeric_dtype(cells):
            if pd.api.types.is_bool_dtype(cells) or not cells.between(*_SECONDS).all():
                return self._one_by_one(cells, name)
            way, moments = "unix", _since_1970(cells)
        else:
            try:
                parsed = pd.to_datetime(cells, format="ISO8601")
            except (ValueError, OverflowError, TypeError):
                return self._one_by_one(cells, name)
            if parsed.isna().any() or not pd.api.types.is_datetime64_any_dtype(parsed):
                return self._one_by_one(cells, name)
            if not parsed.dt.year.between(*_YEARS).all():
                return self._one_by_one(cells, name)
            way = "plain" if parsed.dt.tz is None else "zoned"
            moments = self._in_utc(parsed)
        if self.way.setdefault(name, way) != way:
            return self._one_by_one(cells, name)
        if len(cells):
            self.first.setdefault(name, str(cells.iloc[0]))
        return moments, []

    def _in_utc(self, parsed: pd.Series) -> pd.Series:
        if parsed.dt.tz is None:
            parsed = parsed.dt.tz_localize(
                self.zone,
                ambiguous=np.ones(len(parsed), dtype=bool),
                nonexistent="shift_forward",
            )
        moments: pd.Series = parsed.dt.tz_convert("UTC").astype("datetime64[ns, UTC]")
        return moments

    def _one_by_one(self, cells: pd.Series, name: str) -> tuple[pd.Series, list[tuple[int, str]]]:
        moments = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[ns, UTC]")
        texts = cells.astype("string").fillna("").str.strip()
        parsed = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True)
        wrong: list[tuple[int, str]] = []
        ways = np.array([_way(text) for text in texts])
        for row, text in enumerate(texts):
            way = ways[row]
            if not text:
                wrong.append((row, f"{name} is empty"))
            elif not _is_moment(text, way, parsed.iloc[row]):
                hint = "dates in two formats; " if self.first.get(name) else ""
                wrong.append((row, f"{name} must be a date, not {said(text)}: {hint}{_RIGHT}"))
            elif self.way.setdefault(name, str(way)) != way:
                wrong.append((row, self._other_way(name, text, str(way))))
            else:
                self.first.setdefault(name, text)
        sound = np.ones(len(cells), dtype=bool)
        sound[[row for row, _ in wrong]] = False
        unix = sound & (ways == "unix")
        moments[unix] = _since_1970(pd.to_numeric(texts[unix]))
        zoned = sound & (ways == "zoned")
        moments[zoned] = parsed[zoned]
        plain = sound & (ways == "plain")
        moments[plain] = self._in_utc(parsed[plain].dt.tz_localize(None))
        return moments, wrong

    def _other_way(self, name: str, text: str, way: str) -> str:
        return (
            f"dates in two formats: {said(text)} is {_WAYS[way]}, and the file begins with "
            f"{said(self.first.get(name, ''))}; {_RIGHT} on every line"
        )


def _is_moment(text: str, way: str, parsed: object) -> bool:
    """Whether a text says a moment of the years that exports can speak of."""
    if way == "unix":
        return _SECONDS[0] <= float(text) <= _SECONDS[1]
    return isinstance(parsed, pd.Timestamp) and _YEARS[0] <= parsed.year <= _YEARS[1]


def _way(text: str) -> str:
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and len(text) > 8:
        return "unix"
    return "zoned" if _ZONED.search(text) else "plain"


def _since_1970(cells: pd.Series) -> pd.Series:
    seconds = cells.astype(np.float64)
    seconds = seconds.where(seconds < _MILLISECONDS, seconds / 1e3)
    whole = (seconds * 1e3).round().astype(np.int64)
    return pd.to_datetime(whole, unit="ms", utc=True).astype("datetime64[ns, UTC]")
