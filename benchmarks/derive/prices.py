"""How list prices of models move, and what GPUs cost to rent."""

import datetime as dt
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import numpy as np

from derive.catalogue import Derived, belief, evenly_spaced, grid, percentiles, rounded
from derive.data import numbers, read
from simtco.words.arrays import Floats
from simtco.words.list_price import list_price

HYPERSCALERS = {"AWS", "Azure", "GCP"}

# Whose prices a file of models.dev holds, and the model-years that they were watched for.
MAKERS = {"alibaba", "anthropic", "deepseek", "google", "minimax", "mistral", "openai", "xai"}
WATCHED = {"first_party": 174.0, "open_weight_host": 197.0, "openrouter": 161.0}

PRICE_PACKAGE, PRICE_VERSION, PRICE_DAY = "genai-prices", "0.2.3", dt.date(2026, 11, 23)
CACHING_MAKERS = ("anthropic", "deepseek", "google", "mistral", "openai", "x-ai")
CACHE_SHARES = np.array([0.025, 0.05, 0.1, 0.25, 0.5])


def prices(data: Path) -> Iterator[Derived]:
    yield from list_changes(data)
    yield from cached_reads()
    yield from tracked_price_factors()
    rows = read(data / "gpu_hourly_prices_2026.csv")
    for gpu in ("A100", "B200", "H100", "H200", "L40S"):
        quotes = [row for row in rows if row["gpu"] == gpu]
        yield quoted(f"gpus.{gpu.lower()}.on_demand", quotes)
        if gpu == "H100":
            neoclouds = [row for row in quotes if row["provider"] not in HYPERSCALERS]
            yield quoted("gpus.h100.neocloud_on_demand", neoclouds)


def list_changes(data: Path) -> Iterator[Derived]:
    """How often a price was edited in place, and new price over old, falls and rises apart."""
    ratios: dict[str, list[float]] = {who: [] for who in WATCHED}
    for row in read(data / "price_changes_modelsdev.csv"):
        provider = row["file"].split("/")[1]
        who = provider if provider == "openrouter" else "open_weight_host"
        ratios["first_party" if provider in MAKERS else who].append(float(row["blended_ratio"]))
    for who, years in WATCHED.items():
        changes = len(ratios[who])
        yield Derived(
            f"api_prices.list_changes.{who}",
            {"mean": rounded(changes / years), "cv": rounded(changes**-0.5)},
            f"{changes} changes in {years:.0f} model-years",
        )
    for who in ("first_party", "open_weight_host"):
        yield two_sided(f"api_prices.list_change_ratio.{who}", np.array(ratios[who]))


def two_sided(name: str, ratios: Floats) -> Derived:
    """A lognormal of the falls and one of the rises, by mean and sd of their logarithms."""
    sides = [np.log(side) for side in (ratios[ratios < 1.0], ratios[ratios > 1.0])]
    components = [
        {
            "kind": "lognormal",
            "p50": rounded(float(np.exp(logs.mean()))),
            "sigma": rounded(float(logs.std(ddof=1))),
        }
        for logs in sides
    ]
    weights = [rounded(len(logs) / len(ratios)) for logs in sides]
    return Derived(name, {"components": components, "weights": weights})


def cached_reads() -> Iterator[Derived]:
    """Price of a cached input token over that of an input token, to the nearest usual share."""
    if metadata.version(PRICE_PACKAGE) != PRICE_VERSION:
        return  # another version knows other prices
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415  (0.2 s, one version only)

    shares = []
    for provider in get_snapshot().providers:
        for model in provider.models if provider.id in CACHING_MAKERS else ():
            try:
                price = list_price(f"{provider.id}/{model.id}", PRICE_DAY)
            except ValueError:
                continue  # no price for plain tokens
            if 0.0 < price.cached < price.input:
                shares.append(price.cached / price.input)
    nearest = np.abs(np.log(np.array(shares)[:, None] / CACHE_SHARES)).argmin(axis=1)
    weights = np.bincount(nearest, minlength=len(CACHE_SHARES))
    yield Derived(
        "api_prices.cache_read_share",
        {
            "values": [float(share) for share in CACHE_SHARES],
            "weights": [int(weight) for weight in weights],
        },
        f"{len(shares)} models",
    )


def tracked_price_factors() -> Iterator[Derived]:
    """Mean price over 24 months: today's until the model is shut down, then its successor's."""
    life, ratio = belief("lifecycles.openai.life_months"), belief("api_prices.tier_ratio_12m")
    kept = np.minimum(grid(life), 24.0)[:, None]
    mean = (kept + (24.0 - kept) * grid(ratio)) / 24.0
    for tier in ("flagship", "mini"):
        yield Derived(f"api_prices.tracked_price_factor_24m.{tier}", percentiles(mean))


def quoted(name: str, quotes: list[dict[str, str]]) -> Derived:
    """A price as it was quoted: each quote counts once."""
    return evenly_spaced(name, np.sort(numbers(quotes, "usd_per_gpu_hour")))
