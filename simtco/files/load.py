"""A file -> an Experiment, or everything that is wrong with the file at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from simtco.files.catalogue import Catalogue
from simtco.files.complaints import problems
from simtco.files.experiment import Experiment
from simtco.files.problems import ExperimentError, Problem
from simtco.files.references import resolve
from simtco.files.toml import Document, read_document


@dataclass(frozen=True)
class Loaded:
    """An experiment with the text that it came from and the changes laid over it."""

    experiment: Experiment
    stem: str
    text: str
    overrides: Mapping[str, str]


def load(
    path: Path | str,
    overrides: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    options: Mapping[str, str] | None = None,
) -> Loaded:
    """Read an experiment file; `overrides` lay values over keys such as `simulation.seed`.

    `options` is what the user wrote where that was not `--set KEY=VALUE`.

    Raises:
        ExperimentError: everything that is wrong with the file, each with its place.

    """
    path = Path(path)
    document = read_document(path)
    for key, value in (overrides or {}).items():
        document.set(key, value, (options or {}).get(key, f"--set {key}={value}"))
    experiment = compose(document, catalogue or Catalogue())
    return Loaded(experiment, path.stem, document.text, dict(overrides or {}))


def compose(document: Document, catalogue: Catalogue) -> Experiment:
    """Turn a document into an experiment.

    Raises:
        ExperimentError: everything that is wrong with it.

    """
    resolved, found = resolve(document, catalogue)
    try:
        experiment = Experiment.model_validate(
            resolved.data, context={"prices_as_of": resolved.data.get("prices_as_of")}
        )
    except ValidationError as error:
        raise ExperimentError([*found, *problems(error, resolved, Experiment)]) from error
    for key, message in experiment.unfit():
        path = tuple(key.split("."))
        found.append(Problem(resolved.place(path), path[-1], message))
    if found:
        raise ExperimentError(found)
    return experiment
