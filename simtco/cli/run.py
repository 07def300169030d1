"""simtco run: simulate an experiment and write its report."""

import datetime as dt
import os
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from simtco.cli import clock
from simtco.cli.options import (
    BackendName,
    Catalogues,
    ExperimentFile,
    Figures,
    Json,
    Quiet,
    Scheduler,
    Seed,
    Set,
    Trials,
    Workers,
    formats,
    hired,
    laid_over,
)
from simtco.cli.outcome import (
    Outcome,
    crew_errors,
    disk_errors,
    say_json,
    say_remarks,
    user_errors,
)
from simtco.cli.resumed import resumable


def run(  # noqa: PLR0913, PLR0917  (one parameter an option)
    experiment: ExperimentFile,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder that gets a folder for the report.")
    ] = Path("reports"),
    trials: Trials = None,
    seed: Seed = None,
    workers: Workers = None,
    backend: BackendName = None,
    scheduler: Scheduler = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on from what an unfinished run of this file has done."),
    ] = False,
    set_: Set = None,
    catalogue: Catalogues = None,
    save_trials: Annotated[
        bool, typer.Option("--save-trials", help="Write trials.npz: every future's total.")
    ] = False,
    figures: Figures = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate an experiment and write report.html, report.md, summary.json and run.json."""
    values, options = laid_over(
        set_, trials=("simulation.trials", trials), seed=("simulation.seed", seed)
    )
    pictures = formats(figures)
    started, began = dt.datetime.now(dt.UTC), time.perf_counter()
    with user_errors(as_json=json):
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import load
        from simtco.files.remarks import replacements, warnings

        loaded = load(experiment, values, Catalogue(*catalogue or ()), options)
        if not quiet:
            say_remarks(replacements(loaded), warnings(loaded, clock.today()))
        folder = out / loaded.stem
        from simtco.report.write import claim, write_folder

        with disk_errors(as_json=json):
            claim(folder)
        from simtco.cli.progress import bar
        from simtco.engine.limits import slow
        from simtco.metrics.precision import run as simulate

        at_work = hired(backend, workers, scheduler)
        keeps = resume or scheduler is not None or backend == "dask"
        left = out / f"{loaded.stem}.unfinished" if keeps else None
        caution = None if keeps else slow(loaded.experiment, workers or os.cpu_count() or 1)
        if caution and not quiet:
            say_remarks((), (caution,))
        with (
            disk_errors(as_json=json),
            crew_errors(as_json=json),
            resumable(left, loaded.experiment, resume=resume, quiet=quiet) as unfinished,
            at_work as crew,
            bar(quiet=quiet or json) as progress,
        ):
            result = simulate(loaded.experiment, crew, progress, unfinished)
        from simtco.report.bundle import bundle

        report = bundle(
            loaded, result, started, lambda: time.perf_counter() - began, pictures, workers
        )
        with disk_errors(as_json=json):
            write_folder(folder, {**report.files, **(report.trials() if save_trials else {})})
            if unfinished is not None:
                unfinished.clear()
    if json:
        say_json(report.summary)
    elif not quiet:
        _show(report, folder)
    unmet = [each["sentence"] for each in report.summary["requirements"] if not each["met"]]
    for sentence in unmet:
        typer.echo(f"requirement not met: {sentence}", err=True)
    if unmet:
        raise typer.Exit(Outcome.REQUIREMENT)


def _show(report: Any, folder: Path) -> None:
    from simtco.report.terminal import show

    show(report)
    typer.echo(f"\nReport: {folder / 'report.html'}")
