"""simtco check: read an experiment, say everything that is wrong with it."""

import typer

from simtco.cli import clock
from simtco.cli.options import Catalogues, ExperimentFile, Inputs, Json, Set, overrides
from simtco.cli.outcome import say_json, say_remarks, user_errors


def check(
    experiment: ExperimentFile,
    set_: Set = None,
    inputs: Inputs = None,
    catalogue: Catalogues = None,
    json: Json = False,
) -> None:
    """Read an experiment and say everything that is wrong with it, without running it."""
    laid_over = overrides(set_)
    with user_errors(as_json=json):
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import load
        from simtco.files.remarks import edits, replacements, warnings

        loaded = load(experiment, laid_over, Catalogue(*catalogue or ()), inputs=inputs)
    read = loaded.experiment
    unused = [
        f"inputs.{name} is used by nothing" for name in read.inputs if not read.uses_input(name)
    ]
    notes = [*unused, *edits(loaded), *replacements(loaded)]
    cautions = list(warnings(loaded, clock.today()))
    say_remarks(notes, cautions)
    if json:
        say_json(
            {
                "experiment": str(experiment),
                "strategies": list(read.strategies),
                "inputs": len(read.variables),
                "notes": notes,
                "warnings": cautions,
            }
        )
    else:
        typer.echo(
            f"{experiment}: sound; {len(read.strategies)} strategies, "
            f"{len(read.variables)} uncertain numbers, {read.horizon_months} months"
        )
