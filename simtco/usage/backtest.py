"""Actual bills beside the forecast."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simtco.files.experiment import Experiment
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.usage.bills import Bills
from simtco.usage.calibration_test import CalibrationTest, calibration_test
from simtco.usage.conditioned import Conditioned, conditioned
from simtco.usage.forecast import Forecast
from simtco.words.arrays import Floats


@dataclass(frozen=True, eq=False)
class Backtest:
    """A forecast, the actual months within it, how they fit, and what the rest looks like now.

    rows are the numbers, from 0, of the months whose cost (K,) is known; `first` is the calendar
    month of row 0.
    """

    forecast: Forecast
    first: pd.Period
    rows: tuple[int, ...]
    actual: Floats
    test: CalibrationTest
    rest: Conditioned
    notes: tuple[str, ...]

    def month(self, row: int) -> str:
        """The calendar month of a row, such as 2026-01."""
        return str(self.first + row)


def backtest(
    forecast: Forecast, bills: Bills, first: pd.Period | None, experiment: Experiment, file: str
) -> Backtest:
    """Lay bills over the months of a forecast; `first` is month 1, else the first month billed.

    Raises:
        ExperimentError: no whole month is billed, or none within the horizon.

    """
    horizon = len(forecast.monthly)
    if not bills.months:
        raise _wrong(file, "holds no whole month; export from the first of a month to its last day")
    begin = first or bills.months[0]
    at = [(month - begin).n for month in bills.months]
    kept = [place for place, row in enumerate(at) if 0 <= row < horizon]
    if not kept:
        raise _wrong(
            file,
            f"its months, {bills.months[0]} to {bills.months[-1]}, lie outside the {horizon} "
            f"months from {begin}; say which month is month 1 with --start",
        )
    rows = tuple(at[place] for place in kept)
    actual = bills.costs[kept]
    return Backtest(
        forecast=forecast,
        first=begin,
        rows=rows,
        actual=actual,
        test=calibration_test(forecast.monthly[list(rows)], actual),
        rest=conditioned(forecast.monthly, rows, actual, experiment.simulation.seed),
        notes=tuple(_notes(forecast, bills, len(at) - len(kept))),
    )


def _notes(forecast: Forecast, bills: Bills, outside: int) -> list[str]:
    notes = []
    if bills.partial:
        named = " and ".join(str(month) for month in bills.partial)
        notes.append(f"{named}: covered in part, and left out")
    if outside:
        notes.append(f"{outside} months lie outside the horizon and were left out")
    if forecast.before:
        notes.append("what the experiment pays before month 1 is in no monthly bill")
    if not np.ptp(forecast.monthly, axis=1).any():
        notes.append("the forecast is one number each month: nothing in it is uncertain")
    return notes


def _wrong(file: str, message: str) -> ExperimentError:
    return ExperimentError([Problem(Place(file), "", message)])
