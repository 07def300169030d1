"""OpenAI's costs API: what each day is billed at, by line item."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pandas as pd

from simtco.usage.format import Format
from simtco.usage.nested import listed
from simtco.usage.records import records
from simtco.usage.sheet import Sheet


class OpenaiCosts(Format):
    """Pages of /v1/organization/costs; it does not agree with the usage to the cent."""

    label: ClassVar[str] = "OpenAI costs"
    needs: ClassVar[frozenset[str]] = frozenset({"start_time", "amount.value", "amount.currency"})
    uses: ClassVar[frozenset[str]] = frozenset({"line_item"})

    def records(self, sheet: Sheet) -> pd.DataFrame:
        currency = pd.Series(sheet.texts("amount.currency"), index=sheet.frame.index).str.upper()
        return records(
            sheet.times("start_time"),
            {"cost": sheet.numbers("amount.value")},
            {"provider": "openai", "currency": currency},
        )

    def rows(self, page: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from listed(page, "data", "results")
