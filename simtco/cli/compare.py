"""simtco compare: what changed between two runs, and what it did to each result."""

from pathlib import Path
from typing import Annotated

import typer

from simtco.cli.options import Json
from simtco.cli.outcome import Outcome, say_error, say_json


def compare(
    run_a: Annotated[Path, typer.Argument(help="The folder of a report, the earlier one.")],
    run_b: Annotated[Path, typer.Argument(help="The folder that is compared with it.")],
    json: Json = False,
) -> None:
    """What changed between two reports, and what it did in money and in standard errors."""
    from simtco.report.compared import compared
    from simtco.report.run_folder import IncomparableError, read_run

    try:
        found = compared(read_run(run_a), read_run(run_b))
    except IncomparableError as error:
        say_error(str(error), as_json=json)
        raise typer.Exit(Outcome.USAGE) from error
    if json:
        say_json(found.as_data())
    else:
        typer.echo(found.as_text())
