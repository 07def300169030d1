"""simtco sweep: what strategies cost along a key, and where they cross."""

from pathlib import Path
from typing import Annotated

import typer

from simtco.cli import clock, complete
from simtco.cli.options import (
    BackendName,
    Catalogues,
    ExperimentFile,
    Inputs,
    Json,
    Scheduler,
    Seed,
    Set,
    Workers,
    count,
    hired,
    laid_over,
    real,
)
from simtco.cli.outcome import crew_errors, disk_errors, say_json, say_remarks, user_errors

_POINTS, _POINTS_OF_A_MAP = 25, 9
_MOST_POINTS, _MOST_OF_A_MAP = 1_000, 31  # a key; every future is held at each point


def sweep(  # noqa: PLR0913, PLR0917  (one parameter an option)
    experiment: ExperimentFile,
    keys: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY [KEY2]",
            help="One key, or two for a map: demand.growth.",
            autocompletion=complete.numbers,
        ),
    ],
    first: Annotated[
        list[float],
        typer.Option(
            "--from",
            parser=real,
            metavar="NUMBER",
            help="The least value of each key, in their order.",
        ),
    ],
    last: Annotated[
        list[float],
        typer.Option(
            "--to",
            parser=real,
            metavar="NUMBER",
            help="The greatest value of each key, in their order.",
        ),
    ],
    logarithmic: Annotated[
        bool, typer.Option("--log", help="Each point a multiple of the one before.")
    ] = False,
    points: Annotated[
        int | None,
        typer.Option(
            parser=count,
            metavar="NUMBER",
            help=f"Points a key: {_POINTS}, of a map {_POINTS_OF_A_MAP}.",
        ),
    ] = None,
    trials: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Number of futures, 65,536 at most.")
    ] = None,
    seed: Seed = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder that gets a folder of figures, CSV and JSON."),
    ] = None,
    set_: Set = None,
    inputs: Inputs = None,
    catalogue: Catalogues = None,
    workers: Workers = None,
    backend: BackendName = None,
    scheduler: Scheduler = None,
    json: Json = False,
) -> None:
    """Cost every strategy along a key, in the same futures, and say where they cross.

    Two keys give a map of which strategy is the cheapest.
    """
    if len(keys) > 2 or not len(keys) == len(first) == len(last):
        raise typer.BadParameter(
            f"one or two keys, each with its --from and --to; not {len(keys)} with "
            f"{len(first)} and {len(last)}"
        )
    if len(set(keys)) < len(keys):
        raise typer.BadParameter(f"a map needs a second key, not {keys[0]} twice")
    values, options = laid_over(
        set_, trials=("simulation.trials", trials), seed=("simulation.seed", seed)
    )
    most = _MOST_POINTS if len(keys) == 1 else _MOST_OF_A_MAP
    if points is not None and not 2 <= points <= most:
        raise typer.BadParameter(f"--points {points}: write a number from 2 to {most:,}")
    each = points or (_POINTS if len(keys) == 1 else _POINTS_OF_A_MAP)
    at_work = hired(backend, workers, scheduler)
    with user_errors(as_json=json):
        from simtco.files.axis import axis
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import along, load, opened
        from simtco.files.remarks import edits, replacements, warnings

        beliefs = Catalogue(*catalogue or ())
        loaded = load(experiment, values, beliefs, options, inputs)
        axes = [
            axis(loaded.experiment, key, low, high, each, logarithmic=logarithmic)
            for key, low, high in zip(keys, first, last, strict=True)
        ]
        document, laid, _ = opened(experiment, values, beliefs, options, inputs)
        read = along(document, axes, laid)
        say_remarks([*edits(loaded), *replacements(loaded)], warnings(loaded, clock.today()))
    from simtco.cli.progress import bar
    from simtco.engine.sweep import sweep as swept
    from simtco.report.swept import as_data, as_text

    folder = None if out is None else out / f"{loaded.stem}_sweep"
    if folder is not None:
        from simtco.report.write import claim

        with disk_errors(as_json=json):
            claim(folder)
    with (
        user_errors(as_json=json),
        crew_errors(as_json=json),
        at_work as crew,
        bar(quiet=json, counted="points") as progress,
    ):
        found = swept(read, workers=crew, progress=progress)
    if folder is not None:
        from simtco.report.sweep_files import OWN_FILES, sweep_files
        from simtco.report.write import write_folder

        files = sweep_files(found, loaded.experiment, loaded.stem)
        with disk_errors(as_json=json):
            write_folder(folder, files, OWN_FILES)
    if json:
        say_json(as_data(found, loaded.stem))
    else:
        typer.echo(as_text(found, loaded.experiment.title))
        if folder is not None:
            typer.echo(f"\nFigures: {folder}")
