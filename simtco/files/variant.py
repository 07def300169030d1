"""An experiment with a few keys changed: only what they touch is read again."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from simtco.files.composed import Composed, composed
from simtco.files.experiment import Experiment
from simtco.files.places import KeyPath
from simtco.files.references import Resolution, resolve
from simtco.files.toml import Document
from simtco.words.base import Word
from simtco.words.listed import Listed


def variant(stated: Composed, document: Document) -> Experiment:
    """The experiment of a document that was made by laying values over one that is read already.

    What no value touches is the same word in both, with the tables that it has worked out.

    Raises:
        ExperimentError: everything that is wrong with the document.

    """
    changed = set(_differences(stated.document.data, document.data))
    return _reread(stated, document, changed) or composed(document, stated.catalogue).experiment


def _reread(stated: Composed, document: Document, changed: set[KeyPath]) -> Experiment | None:
    """The experiment, or nothing where the whole document must be read to say what is wrong."""
    if ("prices_as_of",) in changed:  # every price that is looked up hangs on it
        return None
    touched = _reached(changed, stated.resolution)
    kept = {path: word for path, word in _words(stated.experiment) if path not in touched}
    resolution = resolve(document, stated.catalogue, kept)
    if resolution.problems or _moves_more(resolution, stated.resolution):
        return None
    try:
        experiment = Experiment.model_validate(resolution.document.data, context=stated.context)
    except ValidationError:
        return None
    return None if any(experiment.unfit()) else experiment


def _differences(before: Any, after: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The keys that lead to different things; a table that both share is not looked into."""
    if before is after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            yield from _differences(before.get(key), after.get(key), (*path, key))
    else:
        yield path


def _words(experiment: Experiment) -> Iterator[tuple[KeyPath, Word]]:
    """What can be kept, by its place. Shocks cannot: some look at the costs beside them."""
    if experiment.demand:
        yield ("demand",), experiment.demand
    for name, belief in experiment.inputs.items():
        yield ("inputs", name), belief
    for name, strategy in experiment.strategies.items():
        yield ("strategies", name), strategy
        if isinstance(strategy, Listed):
            for cost, word in strategy.costs.items():
                yield ("strategies", name, "costs", cost), word


class _Touched:
    """The keys at, above and below those that were changed."""

    def __init__(self, changed: Iterable[KeyPath]) -> None:
        self.changed = set(changed)
        self._above = {path[:length] for path in self.changed for length in range(len(path))}

    def __contains__(self, path: KeyPath) -> bool:
        return path in self._above or any(
            path[:length] in self.changed for length in range(len(path) + 1)
        )


def _reached(changed: set[KeyPath], resolution: Resolution) -> _Touched:
    """What a change reaches, through packs and references too.

    Where a number has several paths, the first lends its name to those that are like it: a change
    of one use may rename the paths of the others.
    """
    packed = {path[:2] for path in changed if path[2:3] == ("include",)}
    inputs = {f"inputs.{path[1]}" for path in changed if path[0] == "inputs" and len(path) > 1}
    touched = _Touched(changed.union(packed, *(resolution.uses.get(name, ()) for name in inputs)))
    alike = (resolution.uses[name] for name in resolution.moved)
    renamed = (uses for uses in alike if any(use in touched for use in uses))
    return _Touched(touched.changed.union(*renamed))


def _moves_more(now: Resolution, before: Resolution) -> bool:
    """Whether a number that has several paths is used at a new place."""
    return not now.moved <= before.moved or any(
        now.uses.get(name, set()) - before.uses[name] for name in before.moved
    )
