"""What strategies and items are called in the report."""

import unicodedata

from simtco.engine.block import Result
from simtco.files.experiment import Experiment

_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def label(result: Result, strategy: str) -> str:
    """What a strategy of a result is called."""
    return called(result.experiment, strategy)


def called(experiment: Experiment, strategy: str) -> str:
    """The strategy's label, or its name; set apart where it is written from right to left."""
    said = experiment.strategies[strategy].label or spoken(strategy)
    said = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in said):
        return f"\u2068{said}\u2069"
    return said


def spoken(name: str) -> str:
    """A key of the file as words: `time_to_production` is `time to production`."""
    return name.replace("_", " ")


def short(text: str, letters: int) -> str:
    """At most so many letters of a text: its beginning and its end, where labels differ."""
    if len(text) <= letters:
        return text
    tail = letters // 3
    return f"{text[: letters - tail - 1].rstrip()}…{text[-tail:].lstrip()}"


def width(text: str) -> float:
    """How wide a text is, in units of the font's size; wide letters count double."""
    return sum(1.05 if unicodedata.east_asian_width(c) in "WF" else 0.6 for c in text)
