"""Exit codes, and how an error is said."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import typer

from simtco.cli import screen


class Outcome(IntEnum):
    """What the exit code says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    REQUIREMENT = 3
    INTERRUPTED = 130


def say_error(message: str, *, as_json: bool) -> None:
    """Say one error that has no place in a file."""
    if as_json:
        say_json({"errors": [{"message": message}]})
    else:
        typer.echo(message, err=True)


def say_remarks(notes: Iterable[str], warnings: Iterable[str]) -> None:
    """Say on stderr what is worth knowing, then what is worth mending."""
    for note in notes:
        typer.echo(f"note: {note}", err=True)
    for warning in warnings:
        typer.echo(f"warning: {warning}", err=True)


def say_json(data: Any) -> None:
    """Print one JSON object on stdout."""
    sys.stdout.write(json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether errors before a command has begun shall be JSON too."""
    return "--json" in arguments


@contextmanager
def user_errors(*, as_json: bool) -> Iterator[None]:
    """Say everything that is wrong with a file and leave.

    Raises:
        typer.Exit: with 2, when something is wrong.

    """
    from simtco.files.problems import ExperimentError

    try:
        yield
    except ExperimentError as error:
        if as_json:
            say_json({"errors": [_as_data(problem) for problem in error.problems]})
        else:
            count = len(error.problems)
            seen = screen.width() if sys.stderr.isatty() else None
            typer.echo(error.text(seen) if seen else str(error), err=True)
            typer.echo(f"{count} problem{'s' if count > 1 else ''} found", err=True)
        raise typer.Exit(Outcome.USAGE) from error


@contextmanager
def crew_errors(*, as_json: bool) -> Iterator[None]:
    """Say why workers, or the memory of this machine, cannot do the work and leave.

    Raises:
        typer.Exit: with 1, when they cannot.

    """
    from simtco.engine.crew import CrewError

    try:
        yield
    except CrewError as error:
        say_error(str(error), as_json=as_json)
        raise typer.Exit(Outcome.FAILED) from error
    except MemoryError as error:
        said = str(error).rstrip(".")
        say_error(f"too little memory for so many trials: {said}", as_json=as_json)
        raise typer.Exit(Outcome.FAILED) from error


@contextmanager
def disk_errors(*, as_json: bool) -> Iterator[None]:
    """Say what a disk or a folder refused and leave.

    Raises:
        typer.Exit: with 1, when it refused.

    """
    try:
        yield
    except OSError as error:
        what = f"cannot write {error.filename}: {error.strerror}" if error.filename else str(error)
        say_error(what, as_json=as_json)
        raise typer.Exit(Outcome.FAILED) from error


def _as_data(problem: Any) -> dict[str, Any]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "key": problem.key,
        "message": problem.message,
    }
