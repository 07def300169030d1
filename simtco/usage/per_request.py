"""What single requests hold: tokens in and out, seconds to the first token and in all."""

from collections.abc import Iterator

import numpy as np

from simtco.usage.counts import Counts
from simtco.usage.fit import fit
from simtco.usage.ledger import SINGLE, Ledger
from simtco.usage.mean import Mean, ratio_of
from simtco.usage.measured import LEVELS, Measured
from simtco.usage.period import Period
from simtco.usage.quantile_line import quantile_line
from simtco.words.wording import figure

_FEWEST = 10
_SAID = {
    "input_tokens": ("tokens/request", "input tokens"),
    "output_tokens": ("tokens/request", "output tokens"),
    "first_token_seconds": ("s", "seconds to the first token"),
    "total_seconds": ("s", "seconds to the whole answer"),
}
TOKENS = ("input_tokens", "output_tokens")


def per_request(ledger: Ledger, period: Period) -> Iterator[Measured]:
    """The distribution of single requests, the curve for it, and the belief about the mean.

    A distribution of requests and a belief about their mean are not the same: a month's tokens are
    a sum over its requests, whose spread is that of one request over the root of their number.
    """
    for name, (unit, said) in _SAID.items():
        counts = ledger.single[name].counts()
        per = SINGLE[name][1]
        if counts.values.size and counts.size >= _FEWEST:
            yield from _single(name, counts, per, unit, said)
        if name in TOKENS and period.minutes["metered"].sum() > 0.0:
            yield from _mean(name, counts, period, said)


def _single(name: str, counts: Counts, per: float, unit: str, said: str) -> Iterator[Measured]:
    found = fit(counts, per)
    quantiles = {f"p{100 * p:g}": counts.quantile(p) / per for p in LEVELS}
    use = (
        f'{name} = {{ per_request = "@{name}.per_request", mean_factor = "@{name}.mean_factor" }}'
        if name in TOKENS
        else ""
    )
    yield Measured(
        f"{name}.per_request",
        quantile_line(counts, per),
        unit,
        counts.size,
        "requests",
        f"half of all requests hold at most {figure(quantiles['p50'])} {said}, 1 in 10 more than "
        f"{figure(quantiles['p90'])}, 1 in 100 more than {figure(quantiles['p99'])}, the largest "
        f"{figure(float(counts.values[-1]) / per)}; mean {figure(counts.mean / per)}",
        quantiles=quantiles,
        fit=found,
        use=use,
    )
    if found is not None:
        yield Measured(
            f"{name}.fitted",
            found.table,
            unit,
            counts.size,
            "requests",
            f"{said} of single requests, {found.sentence}",
            quantiles=quantiles,
        )


def _mean(name: str, counts: Counts, period: Period, said: str) -> Iterator[Measured]:
    """The mean, with the error that hours which differ leave in it."""
    buckets = period.buckets
    buckets = buckets[buckets["metered"] > 0.0]
    mean = ratio_of(buckets[name].to_numpy(), buckets["metered"].to_numpy())
    size = round(float(period.minutes["metered"].sum()))
    yield Measured(
        f"{name}.mean",
        mean.above_zero(),
        "tokens/request",
        size,
        "requests",
        f"{figure(mean.value)} {said} a request on average, with a standard error of "
        f"{figure(mean.error, 2) if np.isfinite(mean.error) else 'unknown size'}; "
        "a belief about the mean, not about one request",
        use="" if counts.values.size else f'{name} = "@{name}.mean"',
    )
    if counts.values.size and counts.size >= _FEWEST and counts.mean > 0.0:
        whole = mean.value / counts.mean
        factor = Mean(whole, whole * mean.error / mean.value if mean.value else 0.0, mean.freedom)
        yield Measured(
            f"{name}.mean_factor",
            factor.above_zero(),
            "ratio",
            size,
            "requests",
            f"how far the mean of {said} may lie from the measured one; the period's own chance "
            "alone, what changes later is yours to add",
        )
