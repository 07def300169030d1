"""simtco new: write a commented experiment to start from."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from simtco.cli.outcome import Outcome, disk_errors, say_error


def new(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path("experiment.toml"),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented experiment file that runs as it stands."""
    starter = resources.files("simtco.cli").joinpath("starter.toml").read_text(encoding="utf-8")
    with disk_errors(as_json=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("w" if force else "x", encoding="utf-8") as file:
                file.write(starter)
        except FileExistsError as error:
            say_error(f"{path} is there already; --force replaces it", as_json=False)
            raise typer.Exit(Outcome.USAGE) from error
    typer.echo(f"{path} written; run it with: simtco run {path}")
