"""simtco measure: send a bounded sample of prompts to real endpoints."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simtco.cli import clock, screen
from simtco.cli.options import Json, Set, laid_over
from simtco.cli.outcome import Outcome, disk_errors, say_error, say_json, say_remarks, user_errors

if TYPE_CHECKING:
    from simtco.providers.session import Measurement, Session


def measure(  # noqa: PLR0913, PLR0917  (one parameter an option)
    workload: Annotated[
        Path, typer.Argument(help="A workload file: prompts, providers and limits.")
    ],
    providers: Annotated[
        str, typer.Option(metavar="a,b", help="Providers of the file; left out: all of them.")
    ] = "",
    max_requests: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Send no more requests.")
    ] = None,
    max_cost: Annotated[str | None, typer.Option(metavar="USD", help="Spend no more.")] = None,
    rate: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Send no more requests a minute.")
    ] = None,
    route: Annotated[
        bool, typer.Option("--route", help="Through the router: [tasks] says who is asked.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The CSV file that is added to; left out: NAME.csv."),
    ] = None,
    set_: Set = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send without asking.")] = False,
    json: Json = False,
) -> None:
    """Measure what requests to real endpoints cost, how long they take and how often they fail.

    Writes a CSV file that "simtco calibrate" turns into beliefs. Keys come from the environment.
    """
    if route and providers:
        raise typer.BadParameter("--providers and --route: with --route the [tasks] name them")
    values, options = laid_over(
        set_,
        **{
            "max-requests": ("limits.requests", max_requests),
            "max-cost": ("limits.cost_usd", max_cost),
            "rate": ("limits.requests_per_minute", rate),
        },
    )
    names = tuple(name.strip() for name in providers.split(",") if name.strip())
    with user_errors(as_json=json):
        from simtco.providers.read import open_workload, opened

        read = open_workload(opened(workload, values, options), names, clock.today(), route=route)
    from simtco.providers.provider import ExtraMissingError
    from simtco.providers.session import Session

    path = out or Path(f"{workload.stem}.csv")
    try:
        with Session(read, clock.today(), route=route) as session:
            _confirm(session.preview(), yes=yes, as_json=json)
            found = _measured(session, path, as_json=json)
    except ExtraMissingError as error:
        say_error(str(error), as_json=json)
        raise typer.Exit(Outcome.USAGE) from error
    if json:
        say_json({"schema": 1, "workload": workload.stem, "file": str(path)} | found.as_data())
    else:
        _show(found, path)
    _leave(found)


def _confirm(preview: str, *, yes: bool, as_json: bool) -> None:
    """Say what will be sent and have it confirmed.

    Raises:
        typer.Exit: nobody is there to confirm, or they do not.

    """
    if not yes and not sys.stdin.isatty():
        said = "nothing was sent: nobody is there to confirm it; add --yes"
        say_error(said if as_json else f"{preview}\n{said}", as_json=as_json)
        raise typer.Exit(Outcome.USAGE)
    if not as_json or not yes:
        typer.echo(preview, err=True)
    if yes:
        return
    typer.echo("Send them? [y/N] ", nl=False, err=True)  # typer.confirm says a part on stdout
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        say_error("nothing was sent", as_json=as_json)
        raise typer.Exit(Outcome.DONE)


def _measured(session: "Session", path: Path, *, as_json: bool) -> "Measurement":
    from simtco.cli.progress import bar
    from simtco.providers.record import Record, RecordError

    try:
        with disk_errors(as_json=as_json), Record(path) as record:
            if record.had and not as_json:
                say_remarks([f"{path} is there and is added to"], [])
            with bar(quiet=as_json, counted="requests", doing="measuring") as progress:
                return session.measure(record.add, progress)
    except RecordError as error:
        say_error(str(error), as_json=as_json)
        raise typer.Exit(Outcome.USAGE) from error


def _show(found: "Measurement", path: Path) -> None:
    from simtco.providers.measured import HEADING, LEGEND
    from simtco.report.columns import columns
    from simtco.words.wording import figure

    width = screen.table_width()
    rows = [each.cells() for each in found.providers]
    for line in columns(HEADING, rows, HEADING[1:], width):
        typer.echo(line)
    spending = found.spending
    risk = f", and {figure(spending.at_risk_usd)} may be billed for answers that broke off"
    typer.echo(
        f"\n{LEGEND}\nSpent {figure(spending.spent_usd)} USD for {spending.requests:,} requests"
        f"{risk if spending.at_risk_usd else ''}: {path}"
    )
    if found.routed is not None:
        typer.echo(found.routed.sentence())


def _leave(found: "Measurement") -> None:
    """Say why it ended early, and leave with the code that says so.

    Raises:
        typer.Exit: it was interrupted, or nobody answers.

    """
    from simtco.providers.measure import Stopped

    stopped = found.ending.stopped
    said = [f"given up: {why}" for why in found.ending.given_up.values()]
    if stopped != Stopped.DONE:
        said.append(f"ended early: {stopped}")
    say_remarks([], said)
    if stopped == Stopped.INTERRUPTED:
        raise typer.Exit(Outcome.INTERRUPTED)
    if stopped == Stopped.HOPELESS:
        raise typer.Exit(Outcome.FAILED)
