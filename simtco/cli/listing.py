"""simtco list: the beliefs of the catalogue."""

from typing import Annotated, Any

import typer

from simtco.cli import clock, complete, screen
from simtco.cli.options import Catalogues, Json
from simtco.cli.outcome import say_json, user_errors

_CONFIDENCES = ("low", "medium", "high")
_MOST_MONTHS = 1_200


def listing(  # noqa: PLR0913, PLR0917  (one parameter an option)
    words: Annotated[
        list[str] | None, typer.Argument(help="Show entries whose name holds all of these.")
    ] = None,
    topic: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Show one topic only, such as people.",
            autocompletion=complete.topics,
        ),
    ] = "",
    confidence: Annotated[
        str,
        typer.Option(
            metavar="low|medium|high",
            help="Show what is trusted so far.",
            autocompletion=complete.confidences,
        ),
    ] = "",
    older_than: Annotated[
        str,
        typer.Option(
            metavar="MONTHS",
            help="Show what is older than so many months, or does not say its day.",
        ),
    ] = "",
    effective: Annotated[
        bool,
        typer.Option("--effective", help="Show where each is stated, and what it replaces."),
    ] = False,
    catalogue: Catalogues = None,
    json: Json = False,
) -> None:
    """List the entries of the catalogue, to refer to as "@name".

    P10, P50 and P90: 1, 5 and 9 in 10 futures lie at or under these values. "simtco show NAME"
    tells all of one entry.
    """
    if confidence not in ("", *_CONFIDENCES):
        raise typer.BadParameter(f"--confidence {confidence}: write low, medium or high")
    months = _months(older_than)
    with user_errors(as_json=json):
        from simtco.files.soundness import sound
        from simtco.report.inventory import Wanted, inventory

        searched = sound(catalogue or ())
        _refuse_unknown(topic, searched.topics)
        wanted = Wanted(tuple(words or ()), topic, confidence, months)
        rows = inventory(searched, wanted, clock.today())
    if json:
        say_json({"entries": rows})
    elif rows:
        _show(rows, effective=effective)
    else:
        typer.echo("nothing in the catalogue is like that", err=True)


def _show(rows: list[dict[str, Any]], *, effective: bool) -> None:
    from simtco.report.columns import columns
    from simtco.report.inventory import HEADING, NUMERIC, STATED, cells

    width = screen.table_width()
    heading = (*HEADING, STATED) if effective else HEADING
    table = [cells(row, effective=effective) for row in rows]
    for line in columns(heading, table, NUMERIC, width):
        typer.echo(line)


def _months(said: str) -> int | None:
    if not said:
        return None
    if not said.isdecimal() or len(said) > 4 or int(said) > _MOST_MONTHS:
        raise typer.BadParameter(
            f"--older-than {said}: write a whole number of months from 0 to {_MOST_MONTHS:,}"
        )
    return int(said)


def _refuse_unknown(topic: str, topics: tuple[str, ...]) -> None:
    if topic and topic not in topics:
        from simtco.words.base import did_you_mean

        hint = did_you_mean(topic, topics) or f"; topics are {', '.join(topics)}"
        raise typer.BadParameter(f"--topic {topic}: no topic has that name{hint}")
