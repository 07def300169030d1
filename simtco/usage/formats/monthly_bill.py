"""A bill by month: the least that a backtest needs."""

from typing import ClassVar

import pandas as pd

from simtco.usage.format import Format
from simtco.usage.records import records
from simtco.usage.sheet import Sheet


class MonthlyBill(Format):
    """One line a month, `2026-01,1234.50`; the currency is USD where no column says it."""

    label: ClassVar[str] = "monthly bill"
    needs: ClassVar[frozenset[str]] = frozenset({"month", "cost"})
    uses: ClassVar[frozenset[str]] = frozenset({"currency"})

    def records(self, sheet: Sheet) -> pd.DataFrame:
        currency = pd.Series(sheet.texts("currency", "USD"), index=sheet.frame.index).str.upper()
        return records(
            sheet.times("month"), {"cost": sheet.numbers("cost")}, {"currency": currency}
        )
