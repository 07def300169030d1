"""A file -> an Experiment, or everything that is wrong with the file at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from simtco.files.axis import Axis, axis
from simtco.files.catalogue import Catalogue
from simtco.files.composed import Composed, composed, key_path
from simtco.files.edited import lay_edits
from simtco.files.edits import Edits, read_edits
from simtco.files.entry import Entry
from simtco.files.experiment import Experiment
from simtco.files.input_rows import input_rows
from simtco.files.points import points
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.files.references import Resolution
from simtco.files.scenarios import objections, scenarios
from simtco.files.soundness import faults
from simtco.files.toml import Document, read_document
from simtco.files.variant import variant

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
    stated = composed(document, catalogue)
    experiment, resolution = stated.experiment, stated.resolution
    return Loaded(
        experiment,
        _scenarios(stated),
        _sweeps(stated),
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
        plain = composed(document, catalogue)
        entries = plain.resolution.entries
        edits = read_edits(inputs, input_rows(plain.experiment, entries, catalogue))
        catalogue = lay_edits(document, edits, entries, catalogue)
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
    return composed(document, catalogue).experiment


def along(document: Document, axes: Sequence[Axis], catalogue: Catalogue) -> Along:
    """Read a document at each point of some axes.

    Raises:
        ExperimentError: a point breaks a rule; it says which point, and which rule.

    """
    return _along(composed(document, catalogue), tuple(axes))


def _along(stated: Composed, axes: tuple[Axis, ...]) -> Along:
    found: list[Experiment] = []
    for place, changed in points(stated.document, axes):
        try:
            found.append(variant(stated, changed))
        except ExperimentError as error:
            said = (
                Problem(place, p.key, p.message if p.place == place else f"{p.place}: {p.message}")
                for p in error.problems
            )
            raise ExperimentError(said) from error
    return Along(axes, tuple(found))


def _sweeps(stated: Composed) -> tuple[Along, ...]:
    """What the file sweeps; what is wrong stands at the key that is swept."""
    document, experiment = stated.document, stated.experiment
    read: list[Along] = []
    found: list[Problem] = []
    read_once = cache(partial(_along, stated))
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
            read.append(read_once(tuple(axes)))
        except ExperimentError as error:
            place = document.place(("sweeps", number, "key"))
            found.extend(Problem(place, "key", str(problem)) for problem in error.problems)
    if found:
        raise ExperimentError(found)
    return tuple(read)


def _scenarios(stated: Composed) -> dict[str, Experiment]:
    found, read = list(objections(stated.document)), {}
    for name, changed in scenarios(stated.document):
        try:
            read[name] = variant(stated, changed)
        except ExperimentError as error:
            found.extend(error.problems)
    if found:
        raise ExperimentError(found)
    return read


def _place(name: str, resolution: Resolution) -> Place:
    """Where a belief is stated: in the catalogue, or at its key."""
    entry = resolution.entries.get(name)
    return entry.place if entry else resolution.document.place(key_path(name))
