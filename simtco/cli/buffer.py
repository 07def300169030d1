"""simtco buffer: what a confidence takes, and what a buffer or a budget buys."""

import math
from typing import Annotated

import typer

from simtco.cli import clock, complete, screen
from simtco.cli.options import (
    BackendName,
    Catalogues,
    ExperimentFile,
    Inputs,
    Json,
    Scheduler,
    Seed,
    Set,
    Trials,
    Workers,
    hired,
    laid_over,
)
from simtco.cli.outcome import say_json, say_remarks, user_errors
from simtco.cli.simulated import simulated

_LARGEST = 3.0  # a bare number beyond it was meant as percent


def buffer(  # noqa: PLR0913, PLR0917  (one parameter an option)
    experiment: ExperimentFile,
    strategy: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="One strategy only; left out: all of them.",
            autocompletion=complete.strategies,
        ),
    ] = "",
    confidence: Annotated[
        str | None, typer.Option(metavar="SHARE", help="How sure to be: 0.8 is 8 in 10 futures.")
    ] = None,
    buffer_: Annotated[
        str | None, typer.Option("--buffer", metavar="PERCENT", help="How sure is 30%?")
    ] = None,
    budget: Annotated[
        str | None, typer.Option(metavar="MONEY", help="How sure is this budget to hold?")
    ] = None,
    trials: Trials = None,
    seed: Seed = None,
    workers: Workers = None,
    backend: BackendName = None,
    scheduler: Scheduler = None,
    set_: Set = None,
    inputs: Inputs = None,
    catalogue: Catalogues = None,
    json: Json = False,
) -> None:
    """What buffer does a confidence take, how sure is a buffer or budget, and what is it for?"""
    if sum(said is not None for said in (confidence, buffer_, budget)) > 1:
        raise typer.BadParameter("--confidence, --buffer and --budget ask one question each")
    asked = None if buffer_ is None else _fraction(buffer_)
    values, options = laid_over(
        set_,
        confidence=("confidence", confidence),
        budget=("budget", budget),
        trials=("simulation.trials", trials),
        seed=("simulation.seed", seed),
    )
    at_work = hired(backend, workers, scheduler)
    with user_errors(as_json=json):
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import load
        from simtco.files.remarks import edits, replacements, warnings

        loaded = load(experiment, values, Catalogue(*catalogue or ()), options, inputs)
        _refuse_unknown(strategy, tuple(loaded.experiment.strategies))
        say_remarks([*edits(loaded), *replacements(loaded)], warnings(loaded, clock.today()))
    from simtco.report.buffered import Buffered

    result = simulated(loaded.experiment, at_work, as_json=json)
    answer = Buffered.of(result, (strategy,) if strategy else result.strategies, asked)
    if json:
        say_json(answer.as_data(loaded.stem))
    else:
        typer.echo(answer.as_text(screen.text_width()))


def _fraction(said: str) -> float:
    """A buffer as a fraction of the base estimate: 30% is 0.3.

    Raises:
        typer.BadParameter: it is none, or a percentage without its sign.

    """
    number = said.strip().removesuffix("%")
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise typer.BadParameter(f"--buffer {said}: write 30% or 0.3")
    if said.strip().endswith("%"):
        value /= 100.0
    elif value > _LARGEST:
        raise typer.BadParameter(f"--buffer {said}: write {number}% or {value / 100:g}")
    if value < -1.0:
        raise typer.BadParameter(f"--buffer {said}: a buffer is -100% or more")
    return value


def _refuse_unknown(strategy: str, known: tuple[str, ...]) -> None:
    if strategy and strategy not in known:
        from simtco.words.base import did_you_mean

        hint = did_you_mean(strategy, known) or f"; strategies are {', '.join(known)}"
        raise typer.BadParameter(f"--strategy {strategy}: no strategy has that name{hint}")
