"""LiteLLM's daily spend tables: one line a day, model and key."""

from typing import ClassVar

import pandas as pd

from simtco.usage.format import Format
from simtco.usage.records import records
from simtco.usage.sheet import Sheet


class LitellmDaily(Format):
    """LiteLLM_DailyUserSpend and its like; prompt tokens hold those read from the cache."""

    label: ClassVar[str] = "LiteLLM daily spend"
    needs: ClassVar[frozenset[str]] = frozenset(
        {"date", "prompt_tokens", "completion_tokens", "spend", "api_requests"}
    )
    uses: ClassVar[frozenset[str]] = frozenset(
        {"model", "custom_llm_provider", "cache_read_input_tokens", "failed_requests"}
    )

    def records(self, sheet: Sheet) -> pd.DataFrame:
        return records(
            sheet.times("date"),
            {
                "requests": sheet.numbers("api_requests", least=0.0),
                "failed": sheet.numbers("failed_requests", least=0.0, needed=False),
                "input_tokens": sheet.numbers("prompt_tokens", least=0.0),
                "cached_input_tokens": sheet.numbers(
                    "cache_read_input_tokens", least=0.0, needed=False
                ),
                "output_tokens": sheet.numbers("completion_tokens", least=0.0),
                "cost": sheet.numbers("spend"),
            },
            {
                "model": sheet.texts("model"),
                "provider": sheet.texts("custom_llm_provider"),
                "currency": "USD",
            },
        )
