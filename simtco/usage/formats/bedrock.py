"""Bedrock in AWS's Cost and Usage Report 2.0."""

from typing import ClassVar

import numpy as np
import pandas as pd

from simtco.usage.format import Format
from simtco.usage.meters import meters
from simtco.usage.records import records
from simtco.usage.sheet import Sheet

_BEDROCK = r"bedrock"
_DIRECTION = r"(?i)^[a-z0-9]+-|-(?:cache-(?:read|write)-)?(?:input|output)-token.*$"
_MULTIPLES = {"1k tokens": 1e3, "1m tokens": 1e6, "tokens": 1.0, "1k": 1e3, "1m": 1e6}


class Bedrock(Format):
    """The Bedrock lines of a CUR 2.0; lines of other services are left out.

    A unit of 1K tokens and one of 1M tokens stand in one report: each line is read in its own.
    """

    label: ClassVar[str] = "AWS Cost and Usage Report 2.0, Bedrock"
    needs: ClassVar[frozenset[str]] = frozenset(
        {
            "line_item_usage_start_date",
            "line_item_usage_type",
            "line_item_usage_amount",
            "line_item_unblended_cost",
            "pricing_unit",
        }
    )
    uses: ClassVar[frozenset[str]] = frozenset(
        {"line_item_product_code", "product_servicecode", "line_item_currency_code"}
    )

    def records(self, sheet: Sheet) -> pd.DataFrame:
        index = sheet.frame.index
        service = pd.Series("", index=index)
        for column in ("line_item_product_code", "product_servicecode"):
            service = service.str.cat(pd.Series(sheet.texts(column), index=index), sep=" ")
        kind = pd.Series(sheet.texts("line_item_usage_type"), index=index)
        ours = service.str.contains(_BEDROCK, case=False).to_numpy(dtype=bool)
        unit = pd.Series(sheet.texts("pricing_unit"), index=index).str.strip().str.lower()
        multiple = unit.map(_MULTIPLES).to_numpy(dtype=np.float64)
        amount = sheet.numbers("line_item_usage_amount", needed=False)
        counts = ours & kind.str.contains("token", case=False).to_numpy(dtype=bool)
        sheet.report(counts & np.isnan(multiple), "pricing_unit", "must be 1K tokens or 1M tokens")
        sheet.report(counts & (amount < 0.0), "line_item_usage_amount", "must not be negative")
        tokens = np.where(counts, amount * multiple, np.nan)
        cost = np.where(ours, sheet.numbers("line_item_unblended_cost"), np.nan)
        found = records(
            sheet.times("line_item_usage_start_date"),
            {**meters(kind, tokens), "cost": cost},
            {
                "model": kind.str.replace(_DIRECTION, "", regex=True),
                "provider": "aws",
                "currency": sheet.texts("line_item_currency_code", "USD"),
            },
        )
        return found[ours]
