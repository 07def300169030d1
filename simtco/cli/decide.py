"""simtco decide: walk the decision framework, beside the simulation."""

import typer

from simtco.cli import clock, screen
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

_STARTER = """
[organisation]
data                      = "personal"   # public internal personal health trade_secret classified
provider_terms_acceptable = true
prompting_is_enough       = true
latency_ms                = 800
has_ml_engineers          = false
has_devops                = true
has_security              = false"""


def decide(  # noqa: PLR0913, PLR0917  (one parameter an option)
    experiment: ExperimentFile,
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
    """Buy, host or train? Four questions to the firm, beside what the simulation says.

    The answers stand in the experiment's [organisation] table; each strategy says its role.
    """
    values, options = laid_over(
        set_, trials=("simulation.trials", trials), seed=("simulation.seed", seed)
    )
    at_work = hired(backend, workers, scheduler)
    with user_errors(as_json=json):
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import load
        from simtco.files.problems import ExperimentError, Place, Problem
        from simtco.files.remarks import edits, replacements, warnings

        loaded = load(experiment, values, Catalogue(*catalogue or ()), options, inputs)
        organisation = loaded.experiment.organisation
        if organisation is None:
            said = f"there is no [organisation] table to decide by; add one, such as\n{_STARTER}"
            raise ExperimentError([Problem(Place(str(experiment)), "organisation", said)])
        say_remarks([*edits(loaded), *replacements(loaded)], warnings(loaded, clock.today()))
    from simtco.metrics.advice import decide as decided
    from simtco.report.decided import as_data, as_text

    result = simulated(loaded.experiment, at_work, as_json=json)
    decision = decided(result, organisation)
    if json:
        say_json(as_data(decision, loaded.stem))
    else:
        typer.echo(as_text(decision, loaded.experiment.title, screen.text_width()))
