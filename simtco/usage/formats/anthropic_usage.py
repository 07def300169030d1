"""Anthropic's usage report: one result a bucket of time and group."""

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from simtco.usage.format import Format
from simtco.usage.nested import listed
from simtco.usage.records import records
from simtco.usage.sheet import Sheet

_WRITTEN = (
    "cache_creation.ephemeral_5m_input_tokens",
    "cache_creation.ephemeral_1h_input_tokens",
    "cache_creation_5m_input_tokens",
    "cache_creation_1h_input_tokens",
)


class AnthropicUsage(Format):
    """Pages of /v1/organizations/usage_report/messages; it does not count requests.

    `uncached_input_tokens` leaves out what is read from the cache and what is written to it.
    """

    label: ClassVar[str] = "Anthropic usage report"
    needs: ClassVar[frozenset[str]] = frozenset(
        {"starting_at", "uncached_input_tokens", "output_tokens"}
    )
    uses: ClassVar[frozenset[str]] = frozenset({"model", "cache_read_input_tokens", *_WRITTEN})

    def records(self, sheet: Sheet) -> pd.DataFrame:
        read = _counted(sheet, "cache_read_input_tokens")
        written = sum((_counted(sheet, column) for column in _WRITTEN), np.zeros(len(read)))
        return records(
            sheet.times("starting_at"),
            {
                "input_tokens": sheet.numbers("uncached_input_tokens", least=0.0) + read + written,
                "cached_input_tokens": read,
                "output_tokens": sheet.numbers("output_tokens", least=0.0),
            },
            {"model": sheet.texts("model"), "provider": "anthropic"},
        )

    def rows(self, page: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from listed(page, "data", "results")


def _counted(sheet: Sheet, column: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.nan_to_num(sheet.numbers(column, least=0.0, needed=False))
