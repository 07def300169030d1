"""A belief, a shape or a pack on a terminal."""

import textwrap
from collections.abc import Iterator

import numpy as np

from simtco.files.subject import Subject
from simtco.report.density import bars, density
from simtco.report.particulars import LEVELS, beliefs_of
from simtco.report.phrases import level_name
from simtco.words.base import Word, kind_of
from simtco.words.belief import Belief
from simtco.words.day_shape import DayShape
from simtco.words.strategies.plain import Plain
from simtco.words.wording import figure, frequency

_WIDEST = 64  # columns of a picture


def card(subject: Subject, width: int) -> str:
    """All that is known of it, in lines no longer than `width` where words allow."""
    word = subject.word
    if isinstance(word, Belief):
        parts = ["", *_belief(word, width)]
        parts += ["", *_facts(_source(word) | _drawn(subject.name, word) | _stated(subject), width)]
    elif isinstance(word, DayShape):
        parts = ["", *_shape(word, width)]
        parts += ["", *_facts(_source(word) | _stated(subject), width)]
    else:
        parts = [*_pack(word, subject.name, width), "", *_facts(_stated(subject), width)]
    return "\n".join([subject.name, *_about(word.note, width), *parts])


def _about(text: str, width: int, indent: str = "") -> list[str]:
    return _wrapped(text, width, indent, indent)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _belief(belief: Belief, width: int) -> Iterator[str]:
    family, unit = belief.family, belief.unit
    for text in (belief.sentence(), family.feedback(unit)):
        yield from _about(_sentence(text), width)
    yield ""
    yield from _percentiles(belief)
    yield ""
    yield from density(family, unit, min(width, _WIDEST))


def _percentiles(belief: Belief) -> list[str]:
    family = belief.family
    rows = [
        (level_name(p), figure(family.percentile(p)), f"{frequency(p)} futures lie at or under")
        for p in LEVELS
    ]
    rows += [
        ("mean", _figure(family.mean), "average of all futures"),
        ("sd", _figure(family.sd), "standard deviation"),
        ("base", figure(belief.base), "what a plan would have said"),
    ]
    wide = max(len(number) for _, number, _ in rows)
    return [f"{name:<4}  {number:>{wide}}  {said}" for name, number, said in rows]


def _figure(value: float) -> str:
    return figure(value) if np.isfinite(value) else "infinite"


def _shape(shape: DayShape, width: int) -> list[str]:
    load = shape.relative
    top, bottom = int(load.argmax()), int(load.argmin())
    wide = 2 if width >= 48 else 1
    hours = "".join(f"{hour:<{3 * wide}}" for hour in range(0, 24, 3))
    said = (
        f"Load of each hour of the day. The busiest, from {top}:00, has {figure(load[top])} times "
        f"the mean; the quietest, from {bottom}:00, {figure(load[bottom])} times."
    )
    return [*bars(load, wide=wide), "─" * 24 * wide, hours.rstrip(), *_about(said, width)]


def _pack(pack: Plain, name: str, width: int) -> Iterator[str]:
    yield from _about(f'Write include = ["{name}"] in a strategy.', width)
    for sort, words in (("costs", pack.costs), ("shocks", pack.shocks)):
        for key, word in words.items():
            hidden = ", hidden" if getattr(word, "hidden", False) else ""
            yield ""
            yield f"{sort}.{key}: {kind_of(type(word))}, {word.category}{hidden}"
            yield from _about(word.note, width, "  ")
            yield from _numbers(word, width)


def _numbers(word: Word, width: int) -> Iterator[str]:
    for key, belief in beliefs_of(word):
        name = f"@{belief.name}: " if belief.name else ""
        yield from _about(f"{key} = {name}{belief.sentence()}", width, "  ")


def _source(word: Belief | DayShape) -> dict[str, str]:
    return {
        "source": word.source or "none stated",
        "as of": "not stated" if word.as_of is None else str(word.as_of),
        "good until": "not stated" if word.good_until is None else str(word.good_until),
        "confidence": word.confidence or "not stated",
        "owner": (word.owner if isinstance(word, Belief) else "") or "not stated",
    }


def _drawn(name: str, belief: Belief) -> dict[str, str]:
    """The belief behind a number that only refers to it."""
    other = belief.name and belief.name != name.removeprefix("@")
    return {"drawn as": f"@{belief.name}"} if other else {}


def _stated(subject: Subject) -> dict[str, str]:
    place, replaced = subject.place, subject.replaced
    return {
        "stated in": f"{place.file}:{place.line}" if place.line else place.file,
        **({"replaces": f"{replaced.place.file}:{replaced.place.line}"} if replaced else {}),
    }


def _facts(facts: dict[str, str], width: int) -> Iterator[str]:
    wide = max(map(len, facts)) + 2
    for name, said in facts.items():
        yield from _wrapped(f"{name:<{wide}}{said}", width, "", " " * wide)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Lines of whole words: a path stays in one piece."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
