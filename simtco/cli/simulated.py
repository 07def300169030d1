"""A simulation whose answer is said on the screen, with no report."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from simtco.cli.outcome import crew_errors, user_errors

if TYPE_CHECKING:
    from simtco.engine.block import Result
    from simtco.engine.crew import Crew
    from simtco.files.experiment import Experiment


def simulated(
    experiment: "Experiment", at_work: "AbstractContextManager[Crew]", *, as_json: bool
) -> "Result":
    """Simulate an experiment on a crew, under a bar of progress.

    Raises:
        typer.Exit: it could not be done; why has been said.

    """
    from simtco.cli.progress import bar
    from simtco.metrics.precision import run

    with (
        user_errors(as_json=as_json),
        crew_errors(as_json=as_json),
        at_work as crew,
        bar(quiet=as_json) as progress,
    ):
        return run(experiment, crew, progress)
