"""simtco schema: the JSON schema of experiment files, for editors; and a page for each word."""

from pathlib import Path
from typing import Annotated

import typer

from simtco.cli.outcome import disk_errors, say_json


def schema(
    pages: Annotated[
        Path | None,
        typer.Option("--pages", metavar="DIR", help="Write a Markdown page for each word here."),
    ] = None,
) -> None:
    """Print the JSON schema of experiment files, or write a page for each word of them."""
    if pages is None:
        from simtco.files.schema.generate import experiment_schema

        say_json(experiment_schema())
        return
    from simtco.files.schema import word_pages

    written = word_pages.pages()
    with disk_errors(as_json=False):
        for name, text in written.items():
            path = pages / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    typer.echo(f"{len(written)} pages written to {pages}")
