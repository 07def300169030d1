"""Usage that nobody had: drawn from known numbers, so that a test can ask for them back."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simtco.words.arrays import Floats

HEADER = "timestamp,model,input_tokens,cached_input_tokens,output_tokens,requests,cost_usd"
SHAPE = 1.0 + 0.6 * np.sin(2.0 * np.pi * (np.arange(24) - 8.0) / 24.0)
WEEK = np.array([1.2, 1.2, 1.2, 1.1, 1.1, 0.6, 0.6])
PRICE_IN, PRICE_OUT = 2.5, 10.0


@dataclass(frozen=True)
class Known:
    """What synthetic usage is drawn from; tokens are lognormal, requests Poisson by hour."""

    per_day: float = 300.0
    days: int = 70
    growth: float = 0.0
    input_p50: float = 800.0
    input_sigma: float = 0.9
    output_p50: float = 150.0
    output_sigma: float = 0.7
    cached: float = 0.3
    failed: float = 0.02

    @property
    def input_mean(self) -> float:
        return float(self.input_p50 * np.exp(self.input_sigma**2 / 2.0))

    @property
    def output_mean(self) -> float:
        return float(self.output_p50 * np.exp(self.output_sigma**2 / 2.0))


def usage(known: Known, seed: int) -> pd.DataFrame:
    """One line a request in the canonical columns, from Monday 2026-01-05 on, UTC."""
    rng = np.random.default_rng(seed)
    hours = np.arange(24 * known.days)
    level = known.per_day / 24.0 * SHAPE[hours % 24] / SHAPE.mean()
    level *= (WEEK / WEEK.mean())[hours // 24 % 7] * (1 + known.growth) ** (hours / 24 / 365.25)
    counts = rng.poisson(level)
    seconds = np.repeat(hours * 3600.0, counts) + rng.uniform(0.0, 3600.0, counts.sum())
    moments = pd.Timestamp("2026-01-05", tz="UTC") + pd.to_timedelta(np.sort(seconds), unit="s")
    n = len(moments)
    inputs = tokens(rng, n, known.input_p50, known.input_sigma)
    outputs = tokens(rng, n, known.output_p50, known.output_sigma)
    cached = rng.binomial(inputs.astype(np.int64), known.cached)
    failed = rng.random(n) < known.failed
    cost = (inputs * PRICE_IN + outputs * PRICE_OUT) / 1e6
    return pd.DataFrame(
        {
            "timestamp": moments.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "model": "gpt-4o",
            "input_tokens": np.where(failed, 0, inputs).astype(np.int64),
            "cached_input_tokens": np.where(failed, 0, cached),
            "output_tokens": np.where(failed, 0, outputs).astype(np.int64),
            "requests": 1,
            "cost_usd": np.where(failed, 0.0, cost).round(9),
            "status": np.where(failed, "timeout", "ok"),
        }
    )


def tokens(rng: np.random.Generator, n: int, p50: float, sigma: float) -> Floats:
    return np.maximum(np.rint(p50 * np.exp(sigma * rng.standard_normal(n))), 1.0)


def write(folder: Path, name: str, text: str) -> Path:
    """A file of a test; a text that ends without a line break is one that was cut off."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
