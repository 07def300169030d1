"""simtco backtest: actual bills beside the forecast."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from simtco.cli.calibrate import zone_named
from simtco.cli.options import Catalogues, ExperimentFile, Json, Seed, Set, Trials, laid_over
from simtco.cli.outcome import say_json, say_remarks, user_errors

if TYPE_CHECKING:
    import pandas as pd

_ALL = "all"


def backtest(  # noqa: PLR0913, PLR0917  (one parameter an option)
    experiment: ExperimentFile,
    actuals: Annotated[
        list[Path],
        typer.Argument(metavar="ACTUALS...", help="Bills: month,cost or any export with costs."),
    ],
    strategy: Annotated[
        str, typer.Option(metavar="NAME", help="Whose bills they are; left out: the reference.")
    ] = "",
    category: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="What the bills hold: compute, others, or all."),
    ] = None,
    start: Annotated[
        str, typer.Option(metavar="YYYY-MM", help="Which month is month 1; left out: the first.")
    ] = "",
    timezone: Annotated[
        str, typer.Option(metavar="ZONE", help="Whose months, such as Europe/Berlin.")
    ] = "UTC",
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out lines that are wrong; they are counted.")
    ] = False,
    trials: Trials = None,
    seed: Seed = None,
    set_: Set = None,
    catalogue: Catalogues = None,
    json: Json = False,
) -> None:
    """Compare monthly bills with the forecast: percentiles, coverage, and what comes next."""
    values, options = laid_over(
        set_, trials=("simulation.trials", trials), seed=("simulation.seed", seed)
    )
    zone, categories, first = zone_named(timezone), _categories(category), _month(start)
    with user_errors(as_json=json):
        from simtco.files.catalogue import Catalogue
        from simtco.files.load import load
        from simtco.files.remarks import replacements
        from simtco.usage.backtest import backtest as backtested
        from simtco.usage.bills import bills
        from simtco.usage.forecast import forecast
        from simtco.usage.read import read
        from simtco.usage.reader import Wishes

        loaded = load(experiment, values, Catalogue(*catalogue or ()), options)
        read_ = loaded.experiment
        chosen = strategy or read_.reference_strategy
        _refuse_unknown(chosen, tuple(read_.strategies))
        usage = read(actuals, Wishes(zone, skip_bad))
        _same_currency(usage, read_.currency)
        found = backtested(
            forecast(read_, chosen, categories), bills(usage, zone), first, read_, str(actuals[0])
        )
    from simtco.usage.backtested import as_data, as_text

    say_remarks([*replacements(loaded), *found.notes], [str(each) for each in usage.skipped])
    if json:
        say_json(as_data(found, loaded.stem))
    else:
        typer.echo(as_text(found, read_.title))


def _categories(said: list[str] | None) -> tuple[str, ...]:
    from simtco.words.cost import Category

    known = get_args(Category)
    for name in said or ():
        if name not in (*known, _ALL):
            from simtco.words.base import did_you_mean

            hint = did_you_mean(name, known) or f"; categories are {', '.join(known)}"
            raise typer.BadParameter(f"--category {name}: no category has that name{hint}")
    if said is None:
        return ("compute",)
    return () if _ALL in said else tuple(said)


def _month(said: str) -> "pd.Period | None":
    if not said:
        return None
    if not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", said):
        raise typer.BadParameter(f"--start {said}: write a month, such as 2026-01")
    import pandas as pd

    return pd.Period(said, freq="M")


def _refuse_unknown(strategy: str, known: tuple[str, ...]) -> None:
    if strategy not in known:
        from simtco.words.base import did_you_mean

        hint = did_you_mean(strategy, known) or f"; strategies are {', '.join(known)}"
        raise typer.BadParameter(f"--strategy {strategy}: no strategy has that name{hint}")


def _same_currency(usage: Any, currency: str) -> None:
    from simtco.files.problems import ExperimentError, Place, Problem

    if usage.currency != currency:
        message = (
            f"its costs are in {usage.currency}, and the experiment counts in {currency}; "
            "convert one of them"
        )
        raise ExperimentError([Problem(Place(usage.readings[0].file), "currency", message)])
