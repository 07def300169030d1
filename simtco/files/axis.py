"""A key of an experiment that is swept, and the numbers that it is given."""

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from simtco.files.experiment import Experiment
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.words.base import Word
from simtco.words.belief import Belief
from simtco.words.families.adjusted import Adjusted
from simtco.words.percentiles import percentile_key
from simtco.words.wording import exact, said

_MOST_TOLD = 3
_DRAWING = ("simulation", "scenarios", "sweeps")


@dataclass(frozen=True, slots=True)
class Axis:
    """A key and its numbers, in rising order; logarithmic where each is a multiple of the last."""

    key: str
    values: tuple[float, ...]
    logarithmic: bool = False


def axis(  # noqa: PLR0913  (what a user says of a sweep)
    experiment: Experiment,
    key: str,
    first: float,
    last: float,
    points: int,
    *,
    logarithmic: bool = False,
) -> Axis:
    """Evenly spread numbers for a key of an experiment; whole ones where it counts whole things.

    Raises:
        ExperimentError: the key holds no number, or the range is none.

    """
    held = _held(experiment, key)
    fault = _no_number(key, held, experiment) or _no_range(first, last, logarithmic)
    if fault:
        raise ExperimentError([Problem(Place(f"sweep {key}"), key, fault)])
    spread = np.geomspace if logarithmic else np.linspace
    values = spread(first, last, points)
    if isinstance(held, int):
        values = np.unique(np.rint(values))
    return Axis(
        key, tuple(int(v) if isinstance(held, int) else float(v) for v in values), logarithmic
    )


class _Unknown:
    """Stands for a key that there is not."""


def _held(experiment: Experiment, key: str) -> Any:
    return next((value for at, value in _keys(experiment) if at == key), _Unknown)


def _no_number(key: str, held: Any, experiment: Experiment) -> str:
    """Why a key cannot be swept; nothing where it can."""
    if key.partition(".")[0] in _DRAWING:
        return (
            "it says how futures are drawn, not what they cost; sweep a number that costs draw on"
        )
    if held is _Unknown:
        return _unknown(key, experiment)
    if isinstance(held, bool | str | dt.date):
        return f"it is {said(held)}, not a number"
    if held is None or isinstance(held, int | float | Belief):
        return ""
    inside = [at for at in _sweepable(experiment) if at.startswith(f"{key}.")][:_MOST_TOLD]
    return f"it is no single number{'; it holds ' + ', '.join(inside) if inside else ''}"


def _unknown(key: str, experiment: Experiment) -> str:
    known = list(_sweepable(experiment))
    ends = [at for at in known if at.endswith(f".{key}")]
    near = [*ends, *difflib.get_close_matches(key, known, n=_MOST_TOLD, cutoff=0.5)][:_MOST_TOLD]
    if near:
        return f"the experiment has no such key; did you mean {' or '.join(near)}?"
    nearest = difflib.get_close_matches(key, known, n=_MOST_TOLD, cutoff=0.0)
    return f"the experiment has no such key; the nearest are {', '.join(nearest)}"


def _no_range(first: float, last: float, logarithmic: bool) -> str:
    if not first < last:
        return f"--from {exact(first)} must be below --to {exact(last)}"
    if logarithmic and first <= 0:
        return f"--log needs --from above 0, not {exact(first)}"
    return ""


def _sweepable(experiment: Experiment) -> Iterator[str]:
    for at, value in _keys(experiment):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if (number or isinstance(value, Belief)) and at.partition(".")[0] not in _DRAWING:
            yield at


def _keys(word: Word, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key below a word with what it holds; those of a distribution beside its belief's."""
    for name, field in type(word).model_fields.items():
        value, key = getattr(word, name), field.alias or name
        at = f"{path}.{key}" if path else key
        if (isinstance(word, Belief) and name == "family") or (
            isinstance(word, Adjusted) and name == "of"
        ):
            yield from _keys(value, path)
        elif name == "percentiles":
            yield from ((f"{path}.{percentile_key(p)}", number) for p, number in value)
        elif isinstance(value, dict):
            yield at, value
            for inner, held in value.items():
                yield f"{at}.{inner}", held
                yield from _keys(held, f"{at}.{inner}") if isinstance(held, Word) else ()
        else:
            yield at, value
            yield from _keys(value, at) if isinstance(value, Word) else ()
