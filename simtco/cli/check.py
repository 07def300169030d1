"""simtco check: read an experiment, say everything that is wrong with it."""

import typer

from simtco.cli.options import ExperimentFile, Json, Set, overrides
from simtco.cli.outcome import say_json, user_errors


def check(experiment: ExperimentFile, set_: Set = None, json: Json = False) -> None:
    """Read an experiment and say everything that is wrong with it, without running it."""
    laid_over = overrides(set_)
    with user_errors(as_json=json):
        from simtco.files.load import load

        loaded = load(experiment, laid_over).experiment
    unused = [name for name in loaded.inputs if not loaded.uses_input(name)]
    for name in unused:
        typer.echo(f"note: inputs.{name} is used by nothing", err=True)
    if json:
        say_json(
            {
                "experiment": str(experiment),
                "strategies": list(loaded.strategies),
                "inputs": len(loaded.variables),
                "notes": [f"inputs.{name} is used by nothing" for name in unused],
            }
        )
    else:
        typer.echo(
            f"{experiment}: sound; {len(loaded.strategies)} strategies, "
            f"{len(loaded.variables)} uncertain numbers, {loaded.horizon_months} months"
        )
