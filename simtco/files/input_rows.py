"""Every input of an experiment as a row of a spreadsheet."""

from collections.abc import Iterable, Mapping

from simtco.files.catalogue import Catalogue
from simtco.files.entry import Entry
from simtco.files.experiment import Experiment
from simtco.files.meaning import meaning
from simtco.words.base import kind_of
from simtco.words.belief import Belief
from simtco.words.families.beta import Beta
from simtco.words.families.constant import Constant
from simtco.words.families.metalog import Metalog
from simtco.words.family import Family
from simtco.words.percentiles import PercentileFamily, probability

NAME, BASE, KIND = "input", "base", "kind"
ENDS = ("min", "max")
PERCENTILES = ("p5", "p10", "p50", "p90", "p95")
NUMBERS = (BASE, "min", *PERCENTILES, "max")
DATES = ("as_of", "good_until")
ABOUT = ("unit", "source", "owner", *DATES, "confidence", "note")
COLUMNS = (NAME, *NUMBERS, *ABOUT, KIND)
_LEAST = 1e-9  # a share of futures so small that nothing lies below its percentile
_DIGITS = 6  # of a percentile that nobody stated
_WHOLE = 1e15  # up to which a number without a fraction is written as a whole one

InputRow = Mapping[str, str]
"""One row: the text of each cell by its column, empty where nothing is said."""


def input_rows(
    experiment: Experiment, entries: Mapping[str, Entry], catalogue: Catalogue
) -> dict[str, InputRow]:
    """Each number that the experiment or an entry of the catalogue states, by name.

    `entries` are those that the experiment uses. A percentile that is not stated is worked out, to
    six digits; a number that is certain has none.
    """
    rows = {}
    for name, belief in experiment.stated.items():
        stated = meaning(entries[name], catalogue) if name in entries else belief
        rows[name] = _row(name, stated if isinstance(stated, Belief) else belief)
    return rows


def as_table(rows: Iterable[InputRow]) -> list[tuple[str | float | None, ...]]:
    """The rows below their heading; numbers are numbers, and what is not said is None."""
    return [COLUMNS, *(tuple(_value(column, row[column]) for column in COLUMNS) for row in rows)]


def number_text(value: float) -> str:
    """A number with every digit, as a spreadsheet reads it.

    >>> number_text(15000.0), number_text(0.25), number_text(-1e20)
    ('15000', '0.25', '-1e+20')
    """
    return repr(float(value)).removesuffix(".0")


def _value(column: str, text: str) -> str | float | None:
    if column not in NUMBERS or not text:
        return text or None
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


def _row(name: str, belief: Belief) -> InputRow:
    about = {key: getattr(belief, key) for key in ABOUT}
    return {
        NAME: name,
        BASE: number_text(belief.base if belief.base_ is not None else _rounded(belief.base, 12)),
        **dict.fromkeys((*ENDS, *PERCENTILES), ""),
        **_spread(belief.family),
        **{key: "" if value is None else str(value) for key, value in about.items()},
        KIND: kind_of(type(belief.family)),
    }


def _spread(family: Family) -> dict[str, str]:
    """Ends and percentiles of a number that is not certain."""
    if isinstance(family, Constant):
        return {}
    stated = family.stated() if isinstance(family, PercentileFamily) else {}
    levels = {
        key: number_text(stated.get(key, _rounded(family.percentile(probability(key)), _DIGITS)))
        for key in PERCENTILES
    }
    ends = {
        key: number_text(end)
        for key, end in zip(ENDS, _ends(family), strict=True)
        if end is not None
    }
    return ends | levels


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _ends(family: Family) -> tuple[float | None, float | None]:
    """The values that nothing lies below and above, where they are ends by statement or zero."""
    if isinstance(family, Metalog):
        return family.min_, family.max_
    if isinstance(family, Beta):
        return family.low, family.high
    return (0.0 if family.percentile(_LEAST) >= 0.0 else None), None
