"""The entries of the catalogue, as rows."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from simtco.files.catalogue import Catalogue
from simtco.files.entry import Entry
from simtco.files.meaning import meaning
from simtco.report.particulars import source_of
from simtco.words.belief import Belief
from simtco.words.day_shape import DayShape
from simtco.words.percentiles import percentile_key
from simtco.words.strategies.plain import Plain
from simtco.words.wording import figure

HEADING = ("name", "P10", "P50", "P90", "unit", "as of", "confidence")
NUMERIC = HEADING[1:4]
STATED = "stated in"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: names that hold all words, a topic, a confidence, an age in months."""

    words: tuple[str, ...] = ()
    topic: str = ""
    confidence: str = ""
    older_than: int | None = None


def inventory(catalogue: Catalogue, wanted: Wanted, today: dt.date) -> list[dict[str, Any]]:
    """The entries that win and are wanted, each with what it says and where it is stated.

    An entry that does not say its day counts as old. A pack holds no number of its own: it has
    neither age nor confidence.
    """
    rows = []
    for entry in catalogue.entries():
        topic = entry.name.partition(".")[0]
        named = all(word.casefold() in entry.name.casefold() for word in wanted.words)
        if named and wanted.topic in ("", topic):
            row = _row(entry, catalogue)
            if _is_wanted(row, wanted, today):
                rows.append(row)
    return rows


def _is_wanted(row: dict[str, Any], wanted: Wanted, today: dt.date) -> bool:
    if wanted.confidence and row["confidence"] != wanted.confidence:
        return False
    if wanted.older_than is None:
        return True
    limit = _months_before(today, wanted.older_than).isoformat()
    return row["sort"] != "pack" and (row["as_of"] is None or row["as_of"] < limit)


def cells(row: dict[str, Any], *, effective: bool) -> tuple[str, ...]:
    """A row for a terminal, under HEADING and, where asked for, STATED."""
    shown = [f"@{row['name']}"]
    shown += ["" if row[p] is None else figure(row[p]) for p in ("p10", "p50", "p90")]
    shown += [row["unit"], row["as_of"] or "", row["confidence"] or ""]
    if row["sort"] != "belief":
        shown[2] = row["sort"]
    if effective:
        over = f", over {row['replaces']}" if row["replaces"] else ""
        shown.append(f"{row['file']}:{row['line']}{over}")
    return tuple(shown)


def _row(entry: Entry, catalogue: Catalogue) -> dict[str, Any]:
    word, replaced = meaning(entry, catalogue), entry.replaced
    levels = dict.fromkeys(("p10", "p50", "p90"))
    return {
        "name": entry.name,
        "sort": entry.sort,
        "says": _says(word),
        "unit": "" if isinstance(word, Plain) else word.unit,
        **(_percentiles(word) if isinstance(word, Belief) else levels),
        **source_of(word),
        "file": entry.place.file,
        "line": entry.place.line,
        "replaces": f"{replaced.place.file}:{replaced.place.line}" if replaced else None,
    }


def _says(word: Belief | DayShape | Plain) -> str:
    if isinstance(word, Belief):
        return word.sentence()
    if isinstance(word, DayShape):
        return "shape of a day"
    return f"pack of {', '.join((*word.costs, *word.shocks))}"


def _percentiles(belief: Belief) -> dict[str, float]:
    return {percentile_key(p): belief.family.percentile(p) for p in (0.1, 0.5, 0.9)}


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months ago, or the last of its month."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
