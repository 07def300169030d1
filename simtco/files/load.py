"""A file -> an Experiment, or everything that is wrong with the file at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from simtco.files.axis import Axis, axis
from simtco.files.catalogue import Catalogue
from simtco.files.complaints import problems
from simtco.files.edited import lay_edits
from simtco.files.edits import Edits, read_edits
from simtco.files.entry import Entry
from simtco.files.experiment import Experiment
from simtco.files.input_rows import input_rows
from simtco.files.places import KeyPath, label
from simtco.files.points import points
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.files.references import Resolution, resolve
from simtco.files.scenarios import objections, scenarios
from simtco.files.soundness import faults
from simtco.files.toml import Document, read_document

DAY_SHAPE = "demand.day_shape"


@dataclass(frozen=True)
class Along:
    """An experiment at each point of one axis, or of two, the last axis fastest."""

    axes: tuple[Axis, ...]
    experiments: tuple[Experiment, ...]


@dataclass(frozen=True)
class Loaded:
    """An experiment with the text that it came from and the changes laid over it.

    `scenarios` are the experiments that it might be as well, by name; `sweeps` those along the keys
    that the file asks for; `catalogues` the names of
    the catalogues that lie over each other, the lowest first;
    `entries` what it uses of them, by name; `places` where its beliefs and the shape of its day
    are stated; `edits` the rows of a spreadsheet that were laid over it.
    """

    experiment: Experiment
    scenarios: Mapping[str, Experiment]
    sweeps: tuple[Along, ...]
    stem: str
    text: str
    overrides: Mapping[str, str]
    catalogues: tuple[str, ...]
    entries: Mapping[str, Entry]
    places: Mapping[str, Place]
    edits: Edits = field(default_factory=Edits)


def load(
    path: Path | str,
    overrides: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    options: Mapping[str, str] | None = None,
    inputs: Path | None = None,
) -> Loaded:
    """Read an experiment file; `overrides` lay values over keys such as `simulation.seed`.

    `options` is what the user wrote where that was not `--set KEY=VALUE`; `inputs` a CSV file of
    rows to lay over the file, before the overrides.

    Raises:
        ExperimentError: everything that is wrong with the file, with the CSV file and with folders
            laid over the catalogue, each with its place.

    """
    document, catalogue, edits = opened(path, overrides, catalogue, options, inputs)
    experiment, resolution = _compose(document, catalogue)
    return Loaded(
        experiment,
        _scenarios(document, catalogue),
        _sweeps(document, experiment, catalogue),
        Path(path).stem,
        document.text,
        dict(overrides or {}),
        tuple(layer.name for layer in catalogue.layers),
        resolution.entries,
        {name: _place(name, resolution) for name in (*experiment.stated, DAY_SHAPE)},
        edits,
    )


def opened(
    path: Path | str,
    overrides: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    options: Mapping[str, str] | None = None,
    inputs: Path | None = None,
) -> tuple[Document, Catalogue, Edits]:
    """Read a file with all that `load` lays over it, and the catalogue that it is read with.

    Raises:
        ExperimentError: the file cannot be read, or is not TOML; with `inputs`, also what is wrong
            with the file as it stands, with the rows, and with the catalogue that they change.

    """
    document, catalogue, edits = read_document(Path(path)), catalogue or Catalogue(), Edits()
    if inputs is not None:
        plain, resolution = _compose(document, catalogue)
        edits = read_edits(inputs, input_rows(plain, resolution.entries, catalogue))
        catalogue = lay_edits(document, edits, resolution.entries, catalogue)
        if wrong := faults(catalogue):  # said once at its row, not at each use
            raise ExperimentError(wrong)
    lay_over(document, overrides, options)
    return document, catalogue, edits


def lay_over(
    document: Document,
    overrides: Mapping[str, str] | None,
    options: Mapping[str, str] | None = None,
) -> None:
    """Lay values over keys of a document, each placed at the option that the user wrote.

    Raises:
        ExperimentError: a key has too many tables.

    """
    for key, value in (overrides or {}).items():
        document.set(key, value, (options or {}).get(key, f"--set {key}={value}"))


def compose(document: Document, catalogue: Catalogue) -> Experiment:
    """Turn a document into an experiment.

    Raises:
        ExperimentError: everything that is wrong with it.

    """
    return _compose(document, catalogue)[0]


def along(document: Document, axes: Sequence[Axis], catalogue: Catalogue) -> Along:
    """Read a document at each point of some axes.

    Raises:
        ExperimentError: a point breaks a rule; it says which point, and which rule.

    """
    found: list[Experiment] = []
    for place, changed in points(document, axes):
        try:
            found.append(compose(changed, catalogue))
        except ExperimentError as error:
            said = (
                Problem(place, p.key, p.message if p.place == place else f"{p.place}: {p.message}")
                for p in error.problems
            )
            raise ExperimentError(said) from error
    return Along(tuple(axes), tuple(found))


def _sweeps(document: Document, experiment: Experiment, catalogue: Catalogue) -> tuple[Along, ...]:
    """What the file sweeps; what is wrong stands at the key that is swept."""
    read: list[Along] = []
    found: list[Problem] = []
    for number, sweeping in enumerate(experiment.sweeps):
        axes: list[Axis] = []
        for each, inside in zip(sweeping.ranges, ((), ("across",)), strict=False):
            ends, count = (each.key, each.from_, each.to), sweeping.count(each)
            place = document.place(("sweeps", number, *inside, "key"))
            try:
                axes.append(axis(experiment, *ends, count, logarithmic=each.log))
            except ExperimentError as error:
                found.extend(Problem(place, "key", str(problem)) for problem in error.problems)
        if len(axes) < len(sweeping.ranges):
            continue
        try:
            read.append(along(document, axes, catalogue))
        except ExperimentError as error:
            place = document.place(("sweeps", number, "key"))
            found.extend(Problem(place, "key", str(problem)) for problem in error.problems)
    if found:
        raise ExperimentError(found)
    return tuple(read)


def _scenarios(document: Document, catalogue: Catalogue) -> dict[str, Experiment]:
    found, read = list(objections(document)), {}
    for name, changed in scenarios(document):
        try:
            read[name] = compose(changed, catalogue)
        except ExperimentError as error:
            found.extend(error.problems)
    if found:
        raise ExperimentError(found)
    return read


def _compose(document: Document, catalogue: Catalogue) -> tuple[Experiment, Resolution]:
    found = faults(catalogue)
    resolution = resolve(document, catalogue)
    resolved = resolution.document
    found.extend(resolution.problems)
    try:
        experiment = Experiment.model_validate(
            resolved.data, context={"prices_as_of": resolved.data.get("prices_as_of")}
        )
    except ValidationError as error:
        raise ExperimentError([*found, *problems(error, resolved, Experiment)]) from error
    for key, message in experiment.unfit():
        path = _path(key)
        found.append(Problem(resolved.place(path), label(path), message))
    if found:
        raise ExperimentError(found)
    return experiment, resolution


def _place(name: str, resolution: Resolution) -> Place:
    """Where a belief is stated: in the catalogue, or at its key."""
    entry = resolution.entries.get(name)
    return entry.place if entry else resolution.document.place(_path(name))


def _path(key: str) -> KeyPath:
    return tuple(int(part) if part.isdecimal() else part for part in key.split("."))
