"""What a run keeps of itself until it is whole, and what is said of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simtco.cli.outcome import say_remarks

if TYPE_CHECKING:
    from simtco.engine.unfinished import Unfinished
    from simtco.files.experiment import Experiment


@contextmanager
def resumable(
    folder: Path | None, experiment: "Experiment", *, resume: bool, quiet: bool
) -> Iterator["Unfinished | None"]:
    """Keep summaries in a folder, and say what was found there or is left; None keeps none."""
    if folder is None:
        yield None
        return
    from simtco.engine.unfinished import Unfinished

    unfinished = Unfinished(folder, experiment, resume=resume)
    found = len(unfinished)
    try:
        yield unfinished
    except BaseException:
        if len(unfinished):
            said = f"{len(unfinished)} parts are done and kept in {folder}"
            typer.echo(f"{said}; run again with --resume to go on from them", err=True)
        raise
    if quiet:
        return
    if resume:
        say_remarks([f"{unfinished.read_again} of {found} parts were done already"], ())
        say_remarks([f"passed over {each}" for each in unfinished.passed_over], ())
    elif found:
        said = f"{folder} held {found} parts of an unfinished run, done anew without --resume"
        say_remarks([said], ())
