"""The one frame that every export is read into."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from simtco.words.arrays import Floats
from simtco.words.wording import figure

NUMBERS = (
    "requests",
    "failed",
    "input_tokens",
    "cached_input_tokens",
    "output_tokens",
    "cost",
    "first_token_seconds",
    "total_seconds",
)
"""What a record may count; NaN where the export does not say it.

Input tokens hold the cached ones; requests hold the failed ones; cost is in the record's currency.
"""
_SAID = {"failed": "failed requests"}
TEXTS = ("model", "provider", "currency")


def records(
    time: pd.Series, numbers: Mapping[str, Floats | float], texts: Mapping[str, object]
) -> pd.DataFrame:
    """A frame with a `time` in UTC and every column of `NUMBERS` and `TEXTS`.

    Raises:
        KeyError: a column is named that no frame has.

    """
    unknown = (numbers.keys() - set(NUMBERS)) | (texts.keys() - set(TEXTS))
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    columns: dict[str, object] = {"time": time}
    columns |= {name: numbers.get(name, np.nan) for name in NUMBERS}
    columns |= {name: texts.get(name, "") for name in TEXTS}
    return pd.DataFrame(columns, index=time.index)


def impossible(found: pd.DataFrame) -> Iterator[tuple[object, str]]:
    """Records that contradict themselves: the label of each, and what cannot be."""
    for part, whole in (("cached_input_tokens", "input_tokens"), ("failed", "requests")):
        for label in found.index[found[part] > found[whole]]:
            more, less = (figure(float(found.loc[label, name])) for name in (part, whole))
            yield label, f"{_SAID.get(part, part)} {more} is above {whole} {less}"
    for name in ("first_token_seconds", "total_seconds"):
        for label in found.index[found[name] < 0.0]:
            seconds = figure(float(found.loc[label, name]))
            yield label, f"{name} is {seconds}: it ends before it begins"
