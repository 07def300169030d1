"""An experiment at each point of a sweep: the file with keys replaced by numbers, read anew."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

from simtco.files.axis import Axis
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import compose
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.files.toml import Document, copy_document
from simtco.words.wording import exact


def points(
    document: Document,
    axes: Sequence[Axis],
    catalogue: Catalogue,
    progress: Callable[[int, int], None] | None = None,
) -> list[Experiment]:
    """One experiment a point, the last axis fastest.

    A belief that a number takes the place of is certain: it keeps its path and leaves every
    correlation; all other draws stay as they are.

    Raises:
        ExperimentError: a point breaks a rule; it says which point, and which rule.

    """
    chosen = list(product(*(axis.values for axis in axes)))
    found = []
    for number, values in enumerate(chosen, start=1):
        setting = {axis.key: value for axis, value in zip(axes, values, strict=True)}
        shown = ", ".join(f"{key} = {exact(value)}" for key, value in setting.items())
        place = Place(f"point {number} of {len(chosen)}, {shown}", folder=document.folder)
        try:
            found.append(compose(_at(document, setting, place), catalogue))
        except ExperimentError as error:
            said = (
                Problem(place, p.key, p.message if p.place == place else f"{p.place}: {p.message}")
                for p in error.problems
            )
            raise ExperimentError(said) from error
        if progress is not None:
            progress(number, len(chosen))
    return found


def _at(document: Document, setting: Mapping[str, float], place: Place) -> Document:
    changed = copy_document(document)
    changed.data.pop("scenarios", None)
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
