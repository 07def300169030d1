"""Anthropic's cost report: what each day is billed at."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pandas as pd

from simtco.usage.format import Format
from simtco.usage.nested import listed
from simtco.usage.records import records
from simtco.usage.sheet import Sheet

_CENTS = 100.0


class AnthropicCost(Format):
    """Pages of /v1/organizations/cost_report; amounts are decimal strings in cents."""

    label: ClassVar[str] = "Anthropic cost report"
    needs: ClassVar[frozenset[str]] = frozenset({"starting_at", "amount", "currency"})
    uses: ClassVar[frozenset[str]] = frozenset({"model", "description"})

    def records(self, sheet: Sheet) -> pd.DataFrame:
        currency = pd.Series(sheet.texts("currency"), index=sheet.frame.index).str.upper()
        return records(
            sheet.times("starting_at"),
            {"cost": sheet.numbers("amount") / _CENTS},
            {"model": sheet.texts("model"), "provider": "anthropic", "currency": currency},
        )

    def rows(self, page: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from listed(page, "data", "results")
