"""A document -> the experiment that it states, or everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from simtco.files.catalogue import Catalogue
from simtco.files.complaints import problems
from simtco.files.experiment import Experiment
from simtco.files.places import KeyPath, label
from simtco.files.problems import ExperimentError, Problem
from simtco.files.references import Resolution, resolve
from simtco.files.soundness import faults
from simtco.files.toml import Document


@dataclass(frozen=True)
class Composed:
    """An experiment, the document that states it, and what its references stand for.

    `context` is what its words were read with: the day of prices, and the families so far.
    """

    experiment: Experiment
    document: Document
    resolution: Resolution
    catalogue: Catalogue
    context: Mapping[str, Any]


def composed(document: Document, catalogue: Catalogue) -> Composed:
    """Turn a document into an experiment.

    Raises:
        ExperimentError: everything that is wrong with it.

    """
    found = faults(catalogue)
    resolution = resolve(document, catalogue)
    resolved = resolution.document
    found.extend(resolution.problems)
    context: dict[str, Any] = {"prices_as_of": resolved.data.get("prices_as_of"), "families": {}}
    try:
        experiment = Experiment.model_validate(resolved.data, context=context)
    except ValidationError as error:
        raise ExperimentError([*found, *problems(error, resolved, Experiment)]) from error
    for key, message in experiment.unfit():
        path = key_path(key)
        found.append(Problem(resolved.place(path), label(path), message))
    if found:
        raise ExperimentError(found)
    return Composed(experiment, document, resolution, catalogue, context)


def key_path(key: str) -> KeyPath:
    """The path of a dotted key; numbers are places in a list."""
    return tuple(int(part) if part.isdecimal() else part for part in key.split("."))
