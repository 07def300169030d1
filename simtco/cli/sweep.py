"""simtco sweep: what strategies cost along a key, and where they cross."""

from typing import Annotated

import typer

from simtco.cli import clock
from simtco.cli.options import Catalogues, ExperimentFile, Json, Seed, Set, laid_over
from simtco.cli.outcome import say_json, say_remarks, user_errors

_POINTS, _POINTS_OF_A_MAP, _MOST_POINTS = 25, 9, 1_000


def sweep(  # noqa: PLR0913, PLR0917  (one parameter an option)
    experiment: ExperimentFile,
    keys: Annotated[
        list[str],
        typer.Argument(metavar="KEY [KEY2]", help="One key, or two for a map: demand.growth."),
    ],
    first: Annotated[
        list[float], typer.Option("--from", help="The least value of each key, in their order.")
    ],
    last: Annotated[
        list[float], typer.Option("--to", help="The greatest value of each key, in their order.")
    ],
    logarithmic: Annotated[
        bool, typer.Option("--log", help="Each point a multiple of the one before.")
    ] = False,
    points: Annotated[
        int | None,
        typer.Option(
            min=2, max=_MOST_POINTS, help=f"Points a key: {_POINTS}, of a map {_POINTS_OF_A_MAP}."
        ),
    ] = None,
    trials: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Number of futures, 65,536 at most.")
    ] = None,
    seed: Seed = None,
    set_: Set = None,
    catalogue: Catalogues = None,
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
    values, options = laid_over(
        set_, trials=("simulation.trials", trials), seed=("simulation.seed", seed)
    )
    count = points or (_POINTS if len(keys) == 1 else _POINTS_OF_A_MAP)
    with user_errors(as_json=json):
        from simtco.files.axis import axis
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import load, opened
        from simtco.files.points import points as points_of
        from simtco.files.remarks import replacements, warnings

        beliefs = Catalogue(*catalogue or ())
        loaded = load(experiment, values, beliefs, options)
        axes = [
            axis(loaded.experiment, key, low, high, count, logarithmic=logarithmic)
            for key, low, high in zip(keys, first, last, strict=True)
        ]
        document = opened(experiment, values, options)
        read = points_of(document, axes, beliefs)
        say_remarks(replacements(loaded), warnings(loaded, clock.today()))
    from simtco.cli.progress import bar
    from simtco.metrics.sweep import sweep as swept
    from simtco.report.swept import as_data, as_text

    with bar(quiet=json, counted="points") as progress:
        found = swept(read, axes, progress)
    if json:
        say_json(as_data(found, loaded.stem))
    else:
        typer.echo(as_text(found, loaded.experiment.title))
