"""Tokens of requests and the shape of their arrival, from traces of production services."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import stdtrit

from derive.catalogue import Derived, rounded
from derive.data import numbers, read
from simtco.words.arrays import Floats
from simtco.words.families.empirical import Empirical

# File, columns of input and output tokens, points that the belief states.
RAW = {
    "workloads.azure_conversation": (
        "AzureLLMInferenceTrace_conv_2023.csv",
        ("ContextTokens", "GeneratedTokens"),
        128,
    ),
    "workloads.azure_code": (
        "AzureLLMInferenceTrace_code_2023.csv",
        ("ContextTokens", "GeneratedTokens"),
        128,
    ),
    "traces.mooncake_conversation": (
        "mooncake_fast25_conversation.csv",
        ("input_length", "output_length"),
        64,
    ),
}
SERVEGEN = ("language/m-large", "language/m-mid", "language/m-small", "reason/deepseek-r1")
SERVEGEN_POINTS = 48


def traces(data: Path) -> Iterator[Derived]:
    ranks = []
    for name, (file, columns, points) in RAW.items():
        rows = read(data / file)
        inputs, outputs = (numbers(rows, column) for column in columns)
        ranks.append(rank_correlation(inputs, outputs))
        yield measured(f"{name}.input_tokens", inputs, points)
        yield measured(f"{name}.output_tokens", outputs, points)
    yield Derived(
        "correlations.input_tokens_with_output_tokens",
        {"low": rounded(min(ranks)), "high": rounded(max(ranks))},
        f"rank correlations: {', '.join(f'{rank:.3f}' for rank in ranks)}",
    )
    for model in json.loads((data / "servegen_summary.json").read_text("utf-8")):
        if model["model"] in SERVEGEN:
            yield from tabled(data, model)
    hourly = numbers(read(data / "servegen_language_m-large_hourly.csv"), "requests")
    by_hour = hourly.reshape(-1, 24).mean(axis=0)
    shape = [float(x) for x in np.round(by_hour / by_hour.mean(), 3)]
    yield Derived("workloads.servegen_m_large.day_shape", {"values": shape})
    yield from peaks(data)


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's: Pearson's of the ranks."""
    return float(np.corrcoef(ranks_of(one), ranks_of(other))[0, 1])


def ranks_of(values: Floats) -> Floats:
    """Ranks; equal values share the mean of theirs."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2.0)[which])


def peaks(data: Path) -> Iterator[Derived]:
    """Where a fifth service would fall: the t prediction interval of the four log ratios."""
    files = sorted(data.glob("servegen_*_hourly.csv"))
    hours = [numbers(read(file), "requests") for file in files]
    ratios = [float(x.max() / x[x > 0].mean()) for x in hours]
    logs, n = np.log(ratios), len(ratios)
    reach = stdtrit(n - 1, 0.9) * logs.std(ddof=1) * np.sqrt(1.0 + 1.0 / n)
    low, high = np.exp(logs.mean() + np.array([-reach, reach]))
    yield Derived(
        "workloads.servegen.peak_to_mean",
        {"p10": rounded(low), "p90": rounded(high)},
        f"{n} services: {', '.join(f'{ratio:.2f}' for ratio in sorted(ratios))}",
    )


def measured(name: str, counts: Floats, points: int) -> Derived:
    """A trace's quantiles where its quantile function bends most; straight lines between them."""
    p = np.arange(20_001) / 20_000
    fitted = thinned(p, np.quantile(counts, p, method="hazen"), points)
    mean, sd = abs(fitted.mean / counts.mean() - 1.0), abs(fitted.sd / counts.std() - 1.0)
    return Derived(
        name,
        {"probabilities": list(fitted.probabilities), "values": list(fitted.values)},
        f"n = {len(counts):,}, mean {counts.mean():.1f}, sd {counts.std():.1f}; "
        f"these points miss the mean by {mean:.2%}, the sd by {sd:.2%}",
    )


def tabled(data: Path, model: dict[str, Any]) -> Iterator[Derived]:
    """A trace known by its quantiles from 0.5 to 99.5% and its mean, which gives the largest."""
    stem = model["model"].replace("/", "_")
    name = f"traces.servegen_{model['model'].split('/')[1].replace('-', '_')}"
    rows = read(data / f"servegen_{stem}_token_quantiles.csv")
    for way, mean in (("input", model["in_mean"]), ("output", model["out_mean"])):
        q, x = numbers(rows, "quantile"), numbers(rows, f"{way}_tokens")
        below = q[0] * x[0] + np.diff(q) @ (x[1:] + x[:-1]) / 2.0
        largest = 2.0 * (mean - below) / (1.0 - q[-1]) - x[-1]
        p, values = np.array([0.0, *q, 1.0]), np.array([x[0], *x, largest])
        fitted = thinned(p, values, SERVEGEN_POINTS)
        yield Derived(
            f"{name}.{way}_tokens",
            {"probabilities": list(fitted.probabilities), "values": list(fitted.values)},
            f"{model['total_requests'] / 1e6:,.1f} million requests, mean {mean}; "
            f"these points miss the mean by {abs(fitted.mean / mean - 1.0):.2%}",
        )


def thinned(p: Floats, x: Floats, points: int) -> Empirical:
    """The points of a quantile function between which straight lines are least off."""
    kept = [0, len(p) - 1]
    while len(kept) < points:
        kept = sorted([*kept, worst_point(p, x, np.array(kept))])
    return Empirical(probabilities=tuple(p[kept]), values=tuple(np.round(x[kept])))


def worst_point(p: Floats, x: Floats, kept: np.ndarray[Any, np.dtype[np.int64]]) -> int:
    """Where the straight lines are farthest off, in the cell where they are off by most area."""
    gap = np.abs(x - np.interp(p, p[kept], x[kept]))
    cell = np.searchsorted(kept, np.arange(len(p)))
    worst = np.argmax(np.bincount(cell, weights=gap))
    return int(np.argmax(np.where(cell == worst, gap, -1.0)))
