"""Options that several commands share."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simtco.cli import complete

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from simtco.engine.crew import Backend, Crew
    from simtco.report.picture import Format

ExperimentFile = Annotated[
    Path,
    typer.Argument(
        help="An experiment file, such as experiments/support_chatbot.toml.",
        autocompletion=complete.experiment_files,
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Lay a value over a key of the file.",
        autocompletion=complete.settings,
    ),
]
Trials = Annotated[
    str | None,
    typer.Option(metavar="NUMBER", help='Number of futures, or "auto": as many as it takes.'),
]


def count(said: str) -> int:
    """A whole number above 0.

    Raises:
        typer.BadParameter: it is none.

    """
    number = said.replace("_", "")
    if not (number.isdecimal() and number.isascii() and int(number) > 0):
        raise typer.BadParameter(f"write a whole number above 0, not {said}")
    return int(number)


def real(said: str) -> float:
    """A number that is finite.

    Raises:
        typer.BadParameter: it is none.

    """
    try:
        value = float(said)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise typer.BadParameter(f"write a number, not {said}")
    return value


def _backend(said: str) -> str:
    if said not in complete.BACKENDS:
        raise typer.BadParameter(f"write {', '.join(complete.BACKENDS)}; not {said}")
    return said


def _scheduler(said: str) -> str:
    from simtco.engine.crew import is_address

    if not is_address(said):
        raise typer.BadParameter(f"write the scheduler's address, tcp://HOST:8786, not {said}")
    return said


Workers = Annotated[
    int | None,
    typer.Option(
        parser=count,
        metavar="NUMBER",
        help="Threads, or workers of --backend; no number depends on them.",
    ),
]
BackendName = Annotated[
    Literal["serial", "threads", "processes", "dask"] | None,
    typer.Option(
        "--backend",
        parser=_backend,
        metavar="|".join(complete.BACKENDS),
        help="What workers are: threads, but for --scheduler.",
        autocompletion=complete.backends,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        parser=_scheduler,
        metavar="ADDRESS",
        help="Work on the Dask cluster of tcp://HOST:8786.",
    ),
]
Seed = Annotated[str | None, typer.Option(metavar="NUMBER", help="Another seed, other futures.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, errors too.")]
Catalogues = Annotated[
    list[Path] | None,
    typer.Option(
        "--catalogue",
        metavar="DIR",
        help="Lay a folder of your own beliefs over the catalogue; the last one given wins.",
    ),
]
Figures = Annotated[
    str | None,
    typer.Option(
        metavar="FORMATS",
        help="Write every figure to a file of its own too: svg, png, pdf, or some with commas.",
    ),
]
Inputs = Annotated[
    Path | None,
    typer.Option(
        "--inputs", metavar="FILE", help="Lay the edited rows of simtco inputs over the file."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def formats(said: str | None) -> "tuple[Format, ...]":
    """`--figures svg,png` as formats.

    Raises:
        typer.BadParameter: one is unknown.

    """
    if said is None:
        return ()
    from simtco.report.picture import FORMATS

    named = [name.strip().lower() for name in said.split(",")]
    if not set(named) <= set(FORMATS):
        raise typer.BadParameter(f"--figures {said}: write {', '.join(FORMATS)}, or some of them")
    return tuple(form for form in FORMATS if form in named)


def hired(
    backend: "Backend | None", workers: int | None, scheduler: str | None
) -> "AbstractContextManager[Crew]":
    """The crew that the options name.

    Raises:
        typer.BadParameter: they contradict each other.

    """
    from simtco.engine.crew import crew

    if scheduler and backend not in {None, "dask"}:
        raise typer.BadParameter(f"--backend {backend} has no scheduler; leave --scheduler out")
    if scheduler and workers:
        raise typer.BadParameter("the workers of --scheduler are its own; leave --workers out")
    if backend == "serial" and (workers or 1) > 1:
        raise typer.BadParameter("--backend serial is one worker; leave --workers out")
    return crew(backend, workers, scheduler)


def overrides(said: list[str] | None) -> dict[str, str]:
    """`--set KEY=VALUE` as a table.

    Raises:
        typer.BadParameter: there is no `=`.

    """
    table = {}
    for item in said or []:
        key, equals, value = item.partition("=")
        if not equals or not all(key.split(".")):
            raise typer.BadParameter(
                f"--set {item}: write --set KEY=VALUE, such as --set simulation.seed=7"
            )
        table[key.strip()] = value.strip()
    return table


def laid_over(
    said: list[str] | None, **options: tuple[str, str | None]
) -> tuple[dict[str, str], dict[str, str]]:
    """Values to lay over keys, and for each that an option gave, the option as it was written.

    Options come by their name without dashes, each with its key and what the user wrote.

    Raises:
        typer.BadParameter: a `--set` has no `=`.

    """
    values, written = overrides(said), dict[str, str]()
    for name, (key, value) in options.items():
        if value is not None:
            values[key] = value
            written[key] = f"--{name} {value}"
    return values, written
