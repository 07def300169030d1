"""simtco show: all that is known of one belief."""

from pathlib import Path
from typing import Annotated

import typer

from simtco.cli import complete, screen
from simtco.cli.options import Catalogues, Json, Set, overrides
from simtco.cli.outcome import Outcome, say_error, say_json, user_errors


def show(
    name: Annotated[
        str,
        typer.Argument(
            help="An entry of the catalogue, or a number of the experiment.",
            autocompletion=complete.entries,
        ),
    ],
    experiment: Annotated[
        Path | None,
        typer.Option(
            "--in",
            metavar="FILE",
            help="Look in this experiment file first.",
            autocompletion=complete.experiment_files,
        ),
    ] = None,
    set_: Set = None,
    catalogue: Catalogues = None,
    json: Json = False,
) -> None:
    """Show one entry: sentence, percentiles, shape and source.

    With --in, a number of that experiment: "simtco show inputs.pay --in FILE".
    """
    laid_over = overrides(set_)
    if laid_over and experiment is None:
        raise typer.BadParameter("--set lays a value over an experiment; name it: --in FILE")
    with user_errors(as_json=json):
        from simtco.files.load import load
        from simtco.files.soundness import sound
        from simtco.files.subject import UnknownNameError, entry_named, number_named

        searched, key = sound(catalogue or ()), name.removeprefix("@")
        try:
            if experiment is None:
                found = entry_named(key, searched)
            else:
                found = number_named(key, load(experiment, laid_over, searched), searched)
        except UnknownNameError as error:
            say_error(str(error), as_json=json)
            raise typer.Exit(Outcome.USAGE) from error
    if json:
        from simtco.report.particulars import particulars

        say_json(particulars(found))
    else:
        from simtco.report.card import card

        typer.echo(card(found, screen.text_width()))
