"""Everything that is known of a belief, a shape or a pack, as plain data."""

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any

from simtco.files.subject import Subject
from simtco.words.base import Word, kind_of
from simtco.words.belief import Belief
from simtco.words.day_shape import DayShape
from simtco.words.percentiles import percentile_key
from simtco.words.strategies.plain import Plain

LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)


def particulars(subject: Subject) -> dict[str, Any]:
    """What `simtco show --json` prints; a mean or deviation that is infinite is null."""
    word = subject.word
    if isinstance(word, Belief):
        sort, said = "belief", _belief(word)
    elif isinstance(word, DayShape):
        sort, said = "shape", {"values": word.relative.tolist(), **source_of(word)}
    else:
        sort, said = "pack", {**_pack(word), "note": word.note}
    return {
        "name": subject.name,
        "sort": sort,
        **said,
        "file": subject.place.file,
        "line": subject.place.line,
        "replaces": _place(subject),
    }


def beliefs_of(word: Word, above: str = "") -> Iterator[tuple[str, Belief]]:
    """The uncertain numbers that a cost or a shock states, by their keys."""
    for name, field in type(word).model_fields.items():
        value, key = getattr(word, name), f"{above}{field.alias or name}"
        if name not in word.model_fields_set:
            continue
        if isinstance(value, Belief):
            yield key, value
        elif isinstance(value, Word):
            yield from beliefs_of(value, f"{key}.")


def source_of(word: Belief | DayShape | Plain) -> dict[str, Any]:
    """Who says so, when, and how surely; a pack has nothing of it but a note."""
    if isinstance(word, Plain):
        said: dict[str, Any] = {
            "source": "",
            **dict.fromkeys(("as_of", "good_until", "confidence")),
        }
    else:
        said = {
            "source": word.source,
            "as_of": _day(word.as_of),
            "good_until": _day(word.good_until),
            "confidence": word.confidence,
        }
    owner = word.owner if isinstance(word, Belief) else ""
    return {**said, "owner": owner, "note": word.note}


def _place(subject: Subject) -> str | None:
    return None if subject.replaced is None else str(subject.replaced.place)


def _belief(belief: Belief) -> dict[str, Any]:
    family = belief.family
    return {
        "sentence": belief.sentence(),
        "feedback": family.feedback(belief.unit),
        "unit": belief.unit,
        "base": belief.base,
        "mean": _finite(family.mean),
        "sd": _finite(family.sd),
        "percentiles": {percentile_key(p): family.percentile(p) for p in LEVELS},
        "drawn_as": belief.name,
        **source_of(belief),
    }


def _pack(pack: Plain) -> dict[str, Any]:
    return {
        sort: {
            name: {
                "kind": kind_of(type(word)),
                "category": word.category,
                "note": word.note,
                "beliefs": {key: _belief(belief) for key, belief in beliefs_of(word)},
            }
            for name, word in words.items()
        }
        for sort, words in (("costs", pack.costs), ("shocks", pack.shocks))
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
