"""Shares and prices: what is cached, what fails, what a million tokens cost."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from simtco.usage.mean import ratio_of
from simtco.usage.measured import Measured
from simtco.usage.period import Period
from simtco.words.wording import figure

_MILLION = 1e6
_RETRIES = 'retry_overhead = "@failure_rate"  # where a failed request is billed and sent again'


def ratios(
    period: Period, currency: str, bills: pd.DataFrame, *, by_month: bool
) -> Iterator[Measured]:
    """Beliefs about shares and the blended price.

    `bills` are sums by minute of files that hold a bill and no usage; where there are any they
    give the price, for a bill is what was paid: by day, or by month where usage covers it whole.
    """
    yield from _share(
        period, "cached_share", "cached", "cacheable", "input tokens are read from the cache"
    )
    yield from _share(period, "failure_rate", "failed", "judged", "requests fail")
    yield from _price(period, currency, bills, by_month=by_month)


def _share(period: Period, name: str, part: str, whole: str, said: str) -> Iterator[Measured]:
    buckets = period.buckets
    buckets = buckets[buckets[whole] > 0.0]
    if buckets.empty:
        return
    share = ratio_of(buckets[part].to_numpy(), buckets[whole].to_numpy())
    requests = round(float(buckets["judged" if name == "failure_rate" else "metered"].sum()))
    size = requests or len(buckets)
    yield Measured(
        name,
        share.share(float(size)),
        "share",
        size,
        "requests" if requests else "buckets",
        f"{100.0 * share.value:.3g}% of {said}",
        use=f'{name} = "@{name}"' if name == "cached_share" else _RETRIES,
    )


def _price(
    period: Period, currency: str, bills: pd.DataFrame, *, by_month: bool
) -> Iterator[Measured]:
    if bills.empty:
        buckets = period.buckets
        buckets = buckets[buckets["priced_tokens"] > 0.0]
        if buckets.empty:
            return
        # what is billed beside the tokens, such as a credit, counts in its own bucket
        cost, tokens, where = buckets["priced"], buckets["priced_tokens"], "the usage's own costs"
    else:
        tokens = period.minutes[["input_tokens", "output_tokens"]].sum(axis=1)
        both = pd.DataFrame(
            {
                "tokens": tokens.groupby(_stretch(tokens, by_month=by_month)).sum(),
                "billed": bills["billed"].groupby(_stretch(bills, by_month=by_month)).sum(),
            }
        ).dropna()
        if by_month:
            first, last = (end.tz_localize(None) for end in (period.start, period.end))
            both = both[
                [m.start_time.date() >= first.date() and m.end_time <= last for m in both.index]
            ]
        both = both[both["tokens"] > 0.0]
        if both.empty:
            return
        cost, tokens, where = both["billed"], both["tokens"], "the bill over the usage's tokens"
    price = ratio_of(cost.to_numpy() * _MILLION, tokens.to_numpy())
    size = round(float(tokens.sum()))
    yield Measured(
        "blended_price",
        price.above_zero(),
        f"{currency} per million tokens",
        size,
        "tokens",
        f"{figure(price.value)} {currency} for a million tokens, input and output alike, cached "
        f"ones included; {where}",
        use='per_million_tokens = "@blended_price"',
    )


def _stretch(sums: "pd.DataFrame | pd.Series", *, by_month: bool) -> pd.PeriodIndex:
    """The day or the month of each minute, in UTC as bills are."""
    at = pd.to_datetime(sums.index.to_numpy(dtype=np.int64) * 60, unit="s")
    return at.to_period("M" if by_month else "D")
