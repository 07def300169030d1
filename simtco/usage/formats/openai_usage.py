"""OpenAI's usage API: one result a bucket of time and group."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pandas as pd

from simtco.usage.format import Format
from simtco.usage.nested import listed
from simtco.usage.records import records
from simtco.usage.sheet import Sheet


class OpenaiUsage(Format):
    """Pages of /v1/organization/usage/completions; input tokens hold the cached ones.

    `model` is null unless the export was grouped by model. No cost: that is a page of its own.
    """

    label: ClassVar[str] = "OpenAI usage"
    needs: ClassVar[frozenset[str]] = frozenset(
        {"start_time", "input_tokens", "output_tokens", "num_model_requests"}
    )
    uses: ClassVar[frozenset[str]] = frozenset({"model", "input_cached_tokens"})

    def records(self, sheet: Sheet) -> pd.DataFrame:
        return records(
            sheet.times("start_time"),
            {
                "requests": sheet.numbers("num_model_requests", least=0.0),
                "input_tokens": sheet.numbers("input_tokens", least=0.0),
                "cached_input_tokens": sheet.numbers(
                    "input_cached_tokens", least=0.0, needed=False
                ),
                "output_tokens": sheet.numbers("output_tokens", least=0.0),
            },
            {"model": sheet.texts("model"), "provider": "openai"},
        )

    def rows(self, page: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from listed(page, "data", "results")
