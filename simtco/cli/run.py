"""simtco run: simulate an experiment and write its report."""

import datetime as dt
import os
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from simtco.cli import clock, screen
from simtco.cli.options import (
    BackendName,
    Catalogues,
    ExperimentFile,
    Figures,
    Inputs,
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
    inputs: Inputs = None,
    catalogue: Catalogues = None,
    save_trials: Annotated[
        bool, typer.Option("--save-trials", help="Write trials.npz: every future's total.")
    ] = False,
    figures: Figures = None,
    csv: Annotated[
        bool, typer.Option("--csv", help="Write the results as CSV too, a file a table.")
    ] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="Write results.xlsx too; needs simtco[excel].")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate an experiment and write report.html, report.md, summary.json and run.json."""
    values, options = laid_over(
        set_, trials=("simulation.trials", trials), seed=("simulation.seed", seed)
    )
    pictures = formats(figures)
    if excel and find_spec("xlsxwriter") is None:
        raise typer.BadParameter("--excel needs the extra excel: pip install 'simtco[excel]'")
    at_work = hired(backend, workers, scheduler)
    started, began = dt.datetime.now(dt.UTC), time.perf_counter()
    with user_errors(as_json=json):
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import load
        from simtco.files.remarks import edits, replacements, warnings

        loaded = load(experiment, values, Catalogue(*catalogue or ()), options, inputs)
        if not quiet:
            say_remarks([*edits(loaded), *replacements(loaded)], warnings(loaded, clock.today()))
        folder = out / loaded.stem
        from simtco.report.write import claim, write_folder

        with disk_errors(as_json=json):
            claim(folder)
        from simtco.cli.progress import bar
        from simtco.engine.limits import slow
        from simtco.metrics.precision import run as simulate

        keeps = resume or scheduler is not None or backend == "dask"
        left = out / f"{loaded.stem}.unfinished" if keeps else None
        caution = None if keeps else slow(loaded.experiment, workers or os.cpu_count() or 1)
        if caution and not quiet:
            say_remarks((), (caution,))
        with bar(quiet=quiet or json, then="writing the report") as progress:
            with (
                disk_errors(as_json=json),
                crew_errors(as_json=json),
                resumable(left, loaded.experiment, resume=resume, quiet=quiet) as unfinished,
                at_work as crew,
            ):
                result = simulate(loaded.experiment, crew, progress, unfinished, loaded.sweeps)
            from simtco.report.bundle import bundle

            report = bundle(loaded, result, started, lambda: time.perf_counter() - began, pictures)
        beside = report.trials() if save_trials else {}
        beside |= _for_spreadsheets(report, csv=csv, excel=excel)
        with disk_errors(as_json=json):
            write_folder(folder, {**report.files, **beside})
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


def _for_spreadsheets(report: Any, *, csv: bool, excel: bool) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    if csv or excel:
        from simtco.report.sheets import sheets

        tables = sheets(report)
    if csv:
        from simtco.files.csv_text import MARK, csv_text

        files |= {t.file: (MARK + csv_text(t.table())).encode() for t in tables[1:]}
    if excel:
        from simtco.report.workbook import FILE, workbook

        files[FILE] = workbook(tables)
    return files


def _show(report: Any, folder: Path) -> None:
    from simtco.report.spread import MARKS
    from simtco.report.terminal import answer

    sentence, rest = answer(report, screen.width(), ascii_only=not screen.shows(MARKS))
    typer.echo(screen.emphasised(sentence))
    typer.echo(f"{rest}\n\nReport: {folder / 'report.html'}")
