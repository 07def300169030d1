"""How long a vendor's model lives, and how long before its end that is said."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from derive.catalogue import Derived, evenly_spaced, percentiles
from derive.data import day, read

DAYS_A_MONTH = 365.25 / 12.0
_DATED = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)$")


def lifecycles(data: Path) -> Iterator[Derived]:
    rows = read(data / "model_lifetimes.csv")
    for vendor in ("anthropic", "openai"):
        own = [row for row in rows if row["provider"] == vendor]
        ends = [day(row["shutdown"]) for row in own]
        starts = [release(row) for row in own]
        lives = np.array([(end - start).days for end, start in zip(ends, starts, strict=True)])
        months = lives / DAYS_A_MONTH
        yield evenly_spaced(f"lifecycles.{vendor}.life_months", np.sort(months).round(1))
        yield Derived(f"lifecycles.{vendor}.retirements_per_year", percentiles(12.0 / months))
        told = [day(row["announced"]) for row in own]
        notice = [float((end - start).days) for end, start in zip(ends, told, strict=True)]
        yield evenly_spaced(f"lifecycles.{vendor}.notice_days", np.sort(notice))


def release(row: dict[str, str]) -> date:
    """The stated day, or the one in the model's name where that is later.

    A model is not released before its own snapshot: an earlier day is that of an alias, or a slip.
    """
    stated, named = day(row["released"]), _DATED.search(row["model"])
    return max(stated, date(*map(int, named.groups()))) if named else stated
