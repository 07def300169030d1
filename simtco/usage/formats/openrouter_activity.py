"""OpenRouter's activity: one line a day, model and endpoint."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pandas as pd

from simtco.usage.format import Format
from simtco.usage.nested import listed
from simtco.usage.records import records
from simtco.usage.sheet import Sheet


class OpenrouterActivity(Format):
    """OpenRouter activity, as CSV or as the page of its API.

    `usage` is in USD; completion tokens hold the reasoning tokens. What is paid with keys of one's
    own (`byok_usage_inference`) is billed by the vendor, not by OpenRouter, and counts as cost too.
    """

    label: ClassVar[str] = "OpenRouter activity"
    needs: ClassVar[frozenset[str]] = frozenset(
        {"date", "usage", "requests", "prompt_tokens", "completion_tokens"}
    )
    uses: ClassVar[frozenset[str]] = frozenset({"model", "provider_name", "byok_usage_inference"})

    def records(self, sheet: Sheet) -> pd.DataFrame:
        own_keys = sheet.numbers("byok_usage_inference", least=0.0, needed=False)
        return records(
            sheet.times("date"),
            {
                "requests": sheet.numbers("requests", least=0.0),
                "input_tokens": sheet.numbers("prompt_tokens", least=0.0),
                "output_tokens": sheet.numbers("completion_tokens", least=0.0),
                "cost": sheet.numbers("usage") + pd.Series(own_keys).fillna(0.0).to_numpy(),
            },
            {
                "model": sheet.texts("model"),
                "provider": sheet.texts("provider_name"),
                "currency": "USD",
            },
        )

    def rows(self, page: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from listed(page, "data")
