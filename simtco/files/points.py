"""A file at each point of a sweep, with keys replaced by numbers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from simtco.files.axis import Axis
from simtco.files.problems import Place
from simtco.files.toml import Document, under
from simtco.words.wording import exact

_BESIDE = ("scenarios", "sweeps")


def points(document: Document, axes: Sequence[Axis]) -> Iterator[tuple[Place, Document]]:
    """The document of each point and what messages call it, the last axis fastest.

    A belief that a number takes the place of is certain: it keeps its path and leaves every
    correlation; all other draws stay as they are.
    """
    chosen = list(product(*(axis.values for axis in axes)))
    for number, values in enumerate(chosen, start=1):
        setting = {axis.key: value for axis, value in zip(axes, values, strict=True)}
        shown = ", ".join(f"{key} = {exact(value)}" for key, value in setting.items())
        place = Place(f"point {number} of {len(chosen)}, {shown}", folder=document.folder)
        yield place, _at(document, setting, place)


def _at(document: Document, setting: Mapping[str, float], place: Place) -> Document:
    changed = under(document, _BESIDE)
    for key, value in setting.items():
        stated = _stated(changed.data, key)
        moves = isinstance(stated, dict) and "path" in stated
        certain = {"kind": "constant", "value": value, "path": stated["path"]} if moves else value
        changed.lay(key, certain, place)
    pairs = changed.data.get("correlations")
    if isinstance(pairs, list):
        changed.data["correlations"] = [left for pair in pairs if (left := _without(pair, setting))]
    return changed


def _stated(data: Any, key: str) -> Any:
    for part in key.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _without(pair: Any, held: Mapping[str, float]) -> Any:
    """A correlation without the numbers that are held; nothing where fewer than two are left."""
    names = pair.get("inputs") if isinstance(pair, dict) else None
    if not isinstance(names, list):
        return pair
    kept = [i for i, name in enumerate(names) if str(name).removeprefix("@") not in held]
    if len(kept) == len(names):
        return pair
    rows = pair.get("matrix")
    left = {**pair, "inputs": [names[i] for i in kept]}
    if rows is not None:
        left["matrix"] = [[rows[i][j] for j in kept] for i in kept]
    return left if len(kept) > 1 else None
