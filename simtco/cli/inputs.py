"""simtco inputs: every input of an experiment, as rows for a spreadsheet."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from simtco.cli import screen
from simtco.cli.options import Catalogues, ExperimentFile, Json
from simtco.cli.outcome import disk_errors, say_json, user_errors

_SHOWN = ("input", "base", "p10", "p50", "p90", "unit", "confidence")


def inputs(
    experiment: ExperimentFile,
    csv: Annotated[
        bool, typer.Option("--csv", help="All columns as CSV, for a spreadsheet.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the CSV to this file.")
    ] = None,
    catalogue: Catalogues = None,
    json: Json = False,
) -> None:
    """List every input of an experiment with its percentiles and its source.

    Edit the CSV in a spreadsheet and run it: "simtco run EXPERIMENT --inputs FILE".
    """
    with user_errors(as_json=json):
        from simtco.files.catalogue import Catalogue
        from simtco.files.input_rows import as_table, input_rows
        from simtco.files.load import load

        beliefs = Catalogue(*catalogue or ())
        loaded = load(experiment, None, beliefs)
        rows = list(input_rows(loaded.experiment, loaded.entries, beliefs).values())
    if out is not None:
        from simtco.files.csv_text import MARK, csv_text

        with disk_errors(as_json=json):
            out.write_text(MARK + csv_text(as_table(rows)), encoding="utf-8", newline="")
        typer.echo(
            f"{out} written; edit it, then: simtco run {experiment} --inputs {out}", err=True
        )
    if json:
        say_json({"experiment": str(experiment), "inputs": rows})
    elif csv and out is None:
        from simtco.files.csv_text import csv_text

        sys.stdout.write(csv_text(as_table(rows)))
    elif out is None:
        _show(rows)


def _show(rows: Iterable[Mapping[str, str]]) -> None:
    from simtco.report.columns import columns
    from simtco.words.wording import figure

    numeric = _SHOWN[1:5]
    table = [
        tuple(figure(float(row[k])) if k in numeric and row[k] else row[k] for k in _SHOWN)
        for row in rows
    ]
    width = screen.width() if sys.stdout.isatty() else None
    for line in columns(_SHOWN, table, numeric, width):
        typer.echo(line)
