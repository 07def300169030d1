"""What is kept of all records: sums by minute and model, and how often each value was seen."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simtco.usage.counts import FOLDS, Counter
from simtco.words.arrays import Floats

MINUTE = 60_000_000_000
_FOLD_MINUTES = 10
_MOST_PARTS = 32
MILLISECONDS = 1e3
SINGLE = {
    "input_tokens": ("input_tokens", 1.0),
    "output_tokens": ("output_tokens", 1.0),
    "first_token_seconds": ("first_token_seconds", MILLISECONDS),
    "total_seconds": ("total_seconds", MILLISECONDS),
}
"""What is counted of single requests, with the number of counts in one unit.

Tokens are counted exactly, times rounded to milliseconds.
"""
SUMS = (
    "records",
    "requests",
    "answered",
    "judged",
    "failed",
    "metered",
    "input_tokens",
    "output_tokens",
    "cacheable",
    "cached",
    "priced_tokens",
    "priced",
    "billed",
)


@dataclass(slots=True)
class Ledger:
    """Everything that beliefs are made of; its size does not grow with the number of records.

    It grows with the minutes that hold records, the models, and the different token counts. Sums:
    `requests` and `answered` (not failed), `judged` requests whose outcome is known, `metered`
    answered requests whose tokens are known, `cacheable` input tokens whose cached part is known,
    `priced_tokens` tokens whose cost is known; `priced` cost of records that count tokens,
    `billed` cost of those that do not. `grouped` says that some records count several requests;
    `unpriced` holds input, cached and output tokens without a cost by provider and model.
    """

    single: dict[str, Counter] = field(default_factory=lambda: {name: Counter() for name in SINGLE})
    models: dict[str, int] = field(default_factory=dict)
    unpriced: dict[tuple[str, str], Floats] = field(default_factory=dict)
    currencies: dict[str, int] = field(default_factory=dict)
    grouped: bool = False
    _parts: list[pd.DataFrame] = field(default_factory=list)

    def add(self, records: pd.DataFrame) -> None:
        """Add records; each has a sound `time`."""
        if records.empty:
            return
        minute = records["time"].to_numpy(dtype="datetime64[ns]").astype(np.int64) // MINUTE
        sums = _sums(records)
        self._count_single(records, minute)
        self._note_texts(records)
        self._parts.append(_grouped(sums.assign(minute=minute)))
        if len(self._parts) > _MOST_PARTS:
            self._parts = [_grouped(pd.concat(self._parts))]

    def join(self, other: "Ledger") -> None:
        """Add all that another ledger holds."""
        for name, counter in other.single.items():
            self.single[name].join(counter)
        for mine, theirs in (
            (self.models, other.models),
            (self.currencies, other.currencies),
        ):
            for text, count in theirs.items():
                mine[text] = mine.get(text, 0) + count
        for key, tokens in other.unpriced.items():
            self.unpriced[key] = self.unpriced.get(key, np.zeros(3)) + tokens
        self.grouped |= other.grouped
        self._parts += other._parts  # noqa: SLF001  (its own kind)

    def minutes(self) -> pd.DataFrame:
        """The sums (SUMS) by `minute` since 1970, in order."""
        if not self._parts:
            return pd.DataFrame(columns=list(SUMS), dtype=np.float64)
        return _grouped(pd.concat(self._parts)).set_index("minute").sort_index()

    def _count_single(
        self, records: pd.DataFrame, minute: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    ) -> None:
        requests, failed = (records[name].to_numpy() for name in ("requests", "failed"))
        self.grouped |= bool((requests > 1.0).any()) or bool(np.isnan(requests).any())
        alone = (requests == 1.0) & ~(failed > 0.0)
        folds = minute // _FOLD_MINUTES % FOLDS
        for name, (column, counts) in SINGLE.items():
            values = records[column].to_numpy()
            kept = alone & ~np.isnan(values)
            if kept.any():
                self.single[name].add(values[kept] * counts, folds[kept])

    def _note_texts(self, records: pd.DataFrame) -> None:
        without = np.isnan(records["cost"].to_numpy())
        tokens = np.nan_to_num(
            records[["input_tokens", "cached_input_tokens", "output_tokens"]].to_numpy()
        )
        counted = tokens.sum(axis=1) > 0.0
        for noted, column, kept in (
            (self.models, "model", counted),
            (self.currencies, "currency", ~without),
        ):
            for text, count in records.loc[kept, column].value_counts().items():
                noted[str(text)] = noted.get(str(text), 0) + int(count)
        if (counted & without).any():
            named = records.loc[counted & without, ["provider", "model"]]
            sums = pd.DataFrame(tokens[counted & without], index=named.index)
            for (provider, model), part in sums.groupby([named["provider"], named["model"]]):
                key = str(provider), str(model)
                self.unpriced[key] = self.unpriced.get(key, np.zeros(3)) + part.to_numpy().sum(0)


def _sums(records: pd.DataFrame) -> pd.DataFrame:
    """What each record adds."""
    column = {name: records[name].to_numpy() for name in records.columns if name != "time"}
    requests, failed = column["requests"], np.nan_to_num(column["failed"])
    inputs, outputs, cost = column["input_tokens"], column["output_tokens"], column["cost"]
    metered = ~np.isnan(inputs) & ~np.isnan(outputs)
    tokens = np.nan_to_num(inputs) + np.nan_to_num(outputs)
    with_cost = ~np.isnan(cost)
    answered = np.nan_to_num(requests) - failed
    known_cache = ~np.isnan(column["cached_input_tokens"])
    return pd.DataFrame(
        {
            "records": 1.0,
            "requests": np.nan_to_num(requests),
            "answered": answered,
            "judged": np.where(np.isnan(column["failed"]), 0.0, np.nan_to_num(requests)),
            "failed": failed,
            "metered": np.where(metered, answered, 0.0),
            "input_tokens": np.nan_to_num(inputs),
            "output_tokens": np.nan_to_num(outputs),
            "cacheable": np.where(known_cache, np.nan_to_num(inputs), 0.0),
            "cached": np.nan_to_num(column["cached_input_tokens"]),
            "priced_tokens": np.where(with_cost, tokens, 0.0),
            "priced": np.where(with_cost & metered, cost, 0.0),
            "billed": np.where(with_cost & ~metered, cost, 0.0),
        }
    )


def _grouped(sums: pd.DataFrame) -> pd.DataFrame:
    return sums.groupby("minute", as_index=False, sort=True).sum()


def total(minutes: pd.DataFrame, name: str) -> float:
    """The sum of a column over the whole period."""
    values: Floats = minutes[name].to_numpy()
    return float(values.sum())
