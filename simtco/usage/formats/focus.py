"""FOCUS 1.2: the cost and usage format that cloud and SaaS vendors share."""

from typing import ClassVar

import numpy as np
import pandas as pd

from simtco.usage.format import Format
from simtco.usage.meters import meters
from simtco.usage.records import records
from simtco.usage.sheet import Sheet

_CATEGORY = "ai and machine learning"
_SPOKEN = ("skumeter", "skuid", "skupriceid", "chargedescription")
_MULTIPLES = {"tokens": 1.0, "token": 1.0, "1k tokens": 1e3, "1m tokens": 1e6}


class Focus(Format):
    """FOCUS 1.2 and 1.3, every charge at its billed cost; credits are negative and count.

    Quantities are read of charges of category Usage whose unit counts tokens. Where the export
    says ServiceCategory, lines of any other than AI and Machine Learning are left out.
    """

    label: ClassVar[str] = "FOCUS cost and usage"
    needs: ClassVar[frozenset[str]] = frozenset(
        {"billedcost", "billingcurrency", "chargeperiodstart", "chargecategory"}
    )
    uses: ClassVar[frozenset[str]] = frozenset(
        {"consumedquantity", "consumedunit", "providername", "servicecategory", *_SPOKEN}
    )

    def records(self, sheet: Sheet) -> pd.DataFrame:
        index = sheet.frame.index
        usage = pd.Series(sheet.texts("chargecategory"), index=index).str.lower() == "usage"
        unit = pd.Series(sheet.texts("consumedunit"), index=index).str.strip().str.lower()
        multiple = unit.map(_MULTIPLES).to_numpy(dtype=np.float64)
        counted = usage.to_numpy() & ~np.isnan(multiple)
        quantity = sheet.numbers("consumedquantity", needed=False)
        sheet.report(counted & (quantity < 0.0), "consumedquantity", "must not be negative")
        spoken = [pd.Series(sheet.texts(column), index=index) for column in _SPOKEN]
        said = spoken[0]
        for further in spoken[1:]:
            said = said.str.cat(further, sep=" ")
        tokens = np.where(counted, quantity * multiple, np.nan)
        found = records(
            sheet.times("chargeperiodstart"),
            {**meters(said, tokens), "cost": sheet.numbers("billedcost")},
            {
                "provider": sheet.texts("providername"),
                "currency": pd.Series(sheet.texts("billingcurrency"), index=index).str.upper(),
            },
        )
        if not sheet.has("servicecategory"):
            return found
        category = pd.Series(sheet.texts("servicecategory"), index=index).str.strip().str.lower()
        return found[category == _CATEGORY]
