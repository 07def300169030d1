"""Azure LLM inference traces: one line a request."""

from typing import ClassVar

import pandas as pd

from simtco.usage.format import Format
from simtco.usage.records import records
from simtco.usage.sheet import Sheet


class AzureTrace(Format):
    """Azure LLM inference traces; Patel et al., Splitwise, ISCA 2024."""

    label: ClassVar[str] = "Azure LLM inference trace"
    needs: ClassVar[frozenset[str]] = frozenset({"timestamp", "contexttokens", "generatedtokens"})

    def records(self, sheet: Sheet) -> pd.DataFrame:
        return records(
            sheet.times("timestamp"),
            {
                "requests": 1.0,
                "input_tokens": sheet.numbers("contexttokens", least=0.0),
                "output_tokens": sheet.numbers("generatedtokens", least=0.0),
            },
            {},
        )
