"""Files -> one ledger, or everything that is wrong with them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from simtco.files.problems import ExperimentError, Place, Problem
from simtco.usage.formats.monthly_bill import MonthlyBill
from simtco.usage.ledger import Ledger
from simtco.usage.reader import Reading, Wishes, read_file
from simtco.usage.seen import Seen


@dataclass(slots=True)
class Usage:
    """All that was read: sums and counts, and what is worth saying of each file."""

    ledger: Ledger = field(default_factory=Ledger)
    readings: list[Reading] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)

    @property
    def bad(self) -> int:
        """How many lines were left out because something is wrong with them."""
        return sum(reading.bad for reading in self.readings)

    @property
    def duplicates(self) -> int:
        """How many lines were left out because an equal one was read before."""
        return sum(reading.duplicates for reading in self.readings)

    @property
    def holds_usage(self) -> bool:
        """Whether any file counts requests or tokens."""
        return any(reading.holds_usage for reading in self.readings)

    @property
    def bills_beside(self) -> bool:
        """Whether a bill stands beside usage that states costs of its own."""
        return bool(len(self.bills())) and bool(self.ledger.minutes()["priced"].any())

    @property
    def billed_by_month(self) -> bool:
        """Whether what is billed is stated by month and not by day."""
        labels = {reading.label for reading in self.readings if not reading.holds_usage}
        return MonthlyBill.label in labels

    def bills(self) -> pd.DataFrame:
        """Sums by minute of the files that hold costs and no usage; empty where there is none."""
        alone = Ledger()
        for reading in self.readings:
            if not reading.holds_usage:
                alone.join(reading.ledger)
        return alone.minutes()

    @property
    def currency(self) -> str:
        """The one currency of all costs; USD where there is none."""
        return next(iter(self.ledger.currencies), "USD")


def read(paths: Sequence[Path], wishes: Wishes) -> Usage:
    """Read every file; what is sound is used alone where that was asked for.

    Raises:
        ExperimentError: everything that is wrong with the files, each with its place.

    """
    usage, seen = Usage(), Seen()
    problems: list[Problem] = []
    for path in paths:
        try:
            reading, seen = read_file(path, wishes, seen)
        except ExperimentError as error:
            problems += error.problems
            continue
        if wishes.skip_bad:
            usage.skipped += reading.problems
        else:
            problems += reading.problems
        usage.readings.append(reading)
        usage.ledger.join(reading.ledger)
    problems += _currencies(usage)
    if problems:
        raise ExperimentError(problems)
    return usage


def _currencies(usage: Usage) -> Iterator[Problem]:
    known = usage.ledger.currencies
    if len(known) < 2:
        return
    lines = ", ".join(f"{name or 'none'} on {n:,} lines" for name, n in sorted(known.items()))
    message = (
        f"costs in several currencies: {lines}; convert them into one, or read the files of one "
        "currency alone"
    )
    for reading in usage.readings:
        if reading.ledger.currencies:
            yield Problem(Place(reading.file), "currency", message)
            return
