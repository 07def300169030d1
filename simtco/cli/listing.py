"""simtco list: the beliefs of the catalogue."""

from typing import Annotated, Any

import typer

from simtco.cli.options import Json
from simtco.cli.outcome import say_json, user_errors


def listing(
    words: Annotated[
        list[str] | None, typer.Argument(help="Show entries whose name holds all of these.")
    ] = None,
    json: Json = False,
) -> None:
    """List the beliefs and packs of the catalogue, to refer to as "@name"."""
    with user_errors(as_json=json):
        rows = [row for row in _rows() if all(word in row["name"] for word in words or [])]
    if json:
        say_json({"entries": rows})
        return
    if not rows:
        typer.echo("nothing in the catalogue has such a name", err=True)
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        typer.echo(f"@{row['name']:<{width}}  {row['says']}  [{row['confidence']}]")


def _rows() -> list[dict[str, Any]]:
    from simtco.files.catalogue import Catalogue

    return [entry.describe() for entry in Catalogue().entries()]
