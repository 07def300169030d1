"""Derive again, from raw data, the beliefs of distributions/ that are fitted or computed.

    python benchmarks/derive_beliefs.py DATA_DIR            print them as TOML
    python benchmarks/derive_beliefs.py DATA_DIR --check    compare them with distributions/

DATA_DIR holds the CSV files that the sources in distributions/ name. --check exits with 1 when a
stated value is not the derived one.
"""

import argparse
import csv
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import stdtrit

from simtco.words.arrays import Floats
from simtco.words.belief import Belief
from simtco.words.families.empirical import Empirical

DISTRIBUTIONS = Path(__file__).parent.parent / "distributions"
TRACE_POINTS = 128
DAYS_A_MONTH = 365.25 / 12.0
HYPERSCALERS = {"AWS", "Azure", "GCP"}

# Events seen and exposure in years. Price changes: in-place edits and model-years, git history of
# models.dev 2025-06..2026-07. Interruptions: Llama 3, arXiv 2407.21783 table 5, 54 days x 16,384.
COUNTS = {
    "api_prices.list_changes.first_party": (23, 174.0),
    "api_prices.list_changes.open_weight_host": (33, 197.0),
    "api_prices.list_changes.openrouter": (172, 161.0),
    "incidents.gpu_interruptions": (419, 16_384 * 54 / 365.25),
}

_MONTH = "people.ml_engineer_month"
# Two independent factors, and the scale that their units ask for: a week, an hour as months.
PRODUCTS = {
    _MONTH: ("people.ml_engineer_pay", "people.load_factor", 1 / 12),
    "people.devops_month": ("people.developer_pay", "people.load_factor", 1 / 12),
    "people.replacement_cost": ("people.ml_engineer_pay", "people.replacement_share", 1.0),
    "lifecycles.migration.cost": ("lifecycles.migration.weeks", _MONTH, 12 / 52),
    "incidents.bad_output.cost": ("incidents.bad_output.hours", _MONTH, 12 / 2_080),
}
# What holds for 24 months, from what holds for 12.
YEARLY_OF_TWO = {
    "workloads.volume_growth.annual_over_24_months": "workloads.volume_growth.annual",
    "gpus.h100.annual_change_over_24_months": "gpus.h100.annual_change",
}

Values = dict[str, float | list[float]]


@dataclass(frozen=True)
class Derived:
    """A belief's keys as the data give them, and what a reader should know of the fit."""

    name: str
    values: Values
    remark: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Derive the fitted beliefs from raw data.")
    parser.add_argument("data", type=Path, metavar="DATA_DIR", help="folder of the CSV files")
    parser.add_argument("--check", action="store_true", help="compare with distributions/")
    options = parser.parse_args()
    wrong = 0
    for derived in all_derived(options.data):
        if not options.check:
            print(as_toml(derived))
            continue
        for key, value in derived.values.items():
            stated = entry(derived.name).get(key)
            if stated != value:
                wrong += 1
                print(f"{derived.name}.{key}: stated {stated}, derived {value}", file=sys.stderr)
    if options.check:
        print(f"{wrong} keys differ" if wrong else "every derived belief is as stated")
    return 1 if wrong else 0


def all_derived(data: Path) -> Iterator[Derived]:
    """Every derived belief, topic by topic."""
    yield from workloads(data)
    yield from gpus(data)
    yield from serving(data)
    yield from lifecycles(data)
    yield from tracked_price_factors()
    for name, (one, other, scale) in PRODUCTS.items():
        yield Derived(name, percentiles(scale * product(belief(one), belief(other))))
    for name, change in YEARLY_OF_TWO.items():
        yield Derived(name, percentiles(yearly_of_two(belief(change))))
    for name, (events, years) in COUNTS.items():
        yield Derived(name, {"mean": rounded(events / years), "cv": rounded(events**-0.5)})


def workloads(data: Path) -> Iterator[Derived]:
    for trace, stem in (("azure_conversation", "conv"), ("azure_code", "code")):
        rows = read(data / f"AzureLLMInferenceTrace_{stem}_2023.csv")
        for tokens, column in (("input", "ContextTokens"), ("output", "GeneratedTokens")):
            yield measured(f"workloads.{trace}.{tokens}_tokens", numbers(rows, column))
    hourly = numbers(read(data / "servegen_language_m-large_hourly.csv"), "requests")
    by_hour = hourly.reshape(-1, 24).mean(axis=0)
    shape = [float(x) for x in np.round(by_hour / by_hour.mean(), 3)]
    yield Derived("workloads.servegen_m_large.day_shape", {"values": shape})
    yield peak_to_mean(data)


def peak_to_mean(data: Path) -> Derived:
    """Where a fifth service would fall: the t prediction interval of the four log ratios."""
    files = sorted(data.glob("servegen_*_hourly.csv"))
    hours = [numbers(read(file), "requests") for file in files]
    ratios = [float(x.max() / x[x > 0].mean()) for x in hours]
    logs, n = np.log(ratios), len(ratios)
    reach = stdtrit(n - 1, 0.9) * logs.std(ddof=1) * np.sqrt(1.0 + 1.0 / n)
    low, high = np.exp(logs.mean() + np.array([-reach, reach]))
    return Derived(
        "workloads.servegen.peak_to_mean",
        {"p10": rounded(low), "p90": rounded(high)},
        f"{n} services: {', '.join(f'{ratio:.2f}' for ratio in sorted(ratios))}",
    )


def gpus(data: Path) -> Iterator[Derived]:
    rows = read(data / "gpu_hourly_prices_2026.csv")
    for gpu in ("A100", "B200", "H100", "H200", "L40S"):
        quotes = [row for row in rows if row["gpu"] == gpu]
        yield quoted(f"gpus.{gpu.lower()}.on_demand", quotes)
        if gpu == "H100":
            neoclouds = [row for row in quotes if row["provider"] not in HYPERSCALERS]
            yield quoted("gpus.h100.neocloud_on_demand", neoclouds)


def quoted(name: str, quotes: list[dict[str, str]]) -> Derived:
    """A price as it was quoted: each quote counts once."""
    return evenly_spaced(name, np.sort(numbers(quotes, "usd_per_gpu_hour")))


def evenly_spaced(name: str, ordered: Floats) -> Derived:
    """A few values as they are, evenly spaced in probability."""
    p = np.round(np.linspace(0.0, 1.0, len(ordered)), 5)
    p10, p50, p90 = np.quantile(ordered, [0.1, 0.5, 0.9])
    return Derived(
        name,
        {"probabilities": [float(x) for x in p], "values": [float(x) for x in ordered]},
        f"n = {len(ordered)}, p10 {p10:.2f}, p50 {p50:.2f}, p90 {p90:.2f}",
    )


def serving(data: Path) -> Iterator[Derived]:
    rows = read(data / "throughput_trtllm_perf_overview.csv")
    latency, tuning = "serving.latency_derate", "serving.tuning_derate"
    share = product(belief(latency), belief(tuning))
    least = entry(latency)["min"] * entry(tuning)["min"]
    for name, model in (("gpt_oss_120b", "gpt-oss-120b"), ("llama_3_3_70b", "llama-3.3-70b")):
        speeds = {
            row["isl"]: float(row["output_tok_s_per_gpu"])
            for row in rows
            if (row["model"], row["gpu"]) == (model, "H100")
        }
        top = rounded(chat_rate(short=speeds["1000"], long=speeds["8192"]))
        yield Derived(f"serving.{name}.h100.chat_max_load", {"value": top})
        reached = percentiles(top * share) | {"min": rounded(top * least), "max": top}
        yield Derived(f"serving.{name}.h100.chat_output_tokens_per_second", reached)


def chat_rate(short: float, long: float) -> float:
    """Output tokens a second at the input-to-output ratio of Azure's conversations.

    An output token takes time for itself and for its share of the prompt; two measured speeds, at
    1,000 : 1,000 and 8,192 : 1,024 tokens, give the two times.
    """
    each_input = (1.0 / long - 1.0 / short) / (8_192 / 1_024 - 1.0)
    each_output = 1.0 / short - each_input
    inputs, outputs = (
        belief(f"workloads.azure_conversation.{way}_tokens").family.mean
        for way in ("input", "output")
    )
    return 1.0 / (each_output + each_input * inputs / outputs)


def lifecycles(data: Path) -> Iterator[Derived]:
    rows = read(data / "model_lifetimes.csv")
    for vendor in ("anthropic", "openai"):
        own = [row for row in rows if row["provider"] == vendor]
        lives = days(own, "released") / DAYS_A_MONTH
        yield evenly_spaced(f"lifecycles.{vendor}.life_months", np.sort(lives).round(1))
        yield evenly_spaced(f"lifecycles.{vendor}.notice_days", np.sort(days(own, "announced")))
        yield Derived(f"lifecycles.{vendor}.retirements_per_year", percentiles(12.0 / lives))


def tracked_price_factors() -> Iterator[Derived]:
    """Mean price over 24 months: today's until the model is shut down, then its successor's."""
    life, ratio = belief("lifecycles.openai.life_months"), belief("api_prices.tier_ratio_12m")
    kept = np.minimum(grid(life), 24.0)[:, None]
    mean = (kept + (24.0 - kept) * grid(ratio)) / 24.0
    for tier in ("flagship", "mini"):
        yield Derived(f"api_prices.tracked_price_factor_24m.{tier}", percentiles(mean))


def measured(name: str, counts: Floats) -> Derived:
    """A trace's quantiles where its quantile function bends most; straight lines between them."""
    p = np.arange(20_001) / 20_000
    x = np.quantile(counts, p, method="hazen")
    kept = [0, len(p) - 1]
    while len(kept) < TRACE_POINTS:
        kept = sorted([*kept, worst_point(p, x, np.array(kept))])
    quantiles = Empirical(probabilities=tuple(p[kept]), values=tuple(np.round(x[kept])))
    mean, sd = abs(quantiles.mean / counts.mean() - 1.0), abs(quantiles.sd / counts.std() - 1.0)
    return Derived(
        name,
        {"probabilities": list(quantiles.probabilities), "values": list(quantiles.values)},
        f"n = {len(counts):,}, mean {counts.mean():.1f}, sd {counts.std():.1f}; "
        f"these points miss the mean by {mean:.2%}, the sd by {sd:.2%}",
    )


def worst_point(p: Floats, x: Floats, kept: np.ndarray[Any, np.dtype[np.int64]]) -> int:
    """Where the straight lines are farthest off, in the cell where they are off by most area."""
    gap = np.abs(x - np.interp(p, p[kept], x[kept]))
    cell = np.searchsorted(kept, np.arange(len(p)))
    worst = np.argmax(np.bincount(cell, weights=gap))
    return int(np.argmax(np.where(cell == worst, gap, -1.0)))


def grid(of: Belief) -> Floats:
    """A thousand equally likely values."""
    return of.family.ppf((np.arange(1_000) + 0.5) / 1_000)


def product(one: Belief, other: Belief) -> Floats:
    """Equally likely values of the product of two independent beliefs."""
    return np.asarray(np.multiply.outer(grid(one), grid(other)))


def yearly_of_two(change: Belief) -> Floats:
    """Change a year over two independent years, each changing by a draw of its own."""
    year = 1.0 + grid(change)
    return np.asarray(np.sqrt(np.multiply.outer(year, year)) - 1.0)


def percentiles(values: Floats) -> Values:
    p10, p50, p90 = (rounded(x) for x in np.quantile(values, [0.1, 0.5, 0.9]))
    return {"p10": p10, "p50": p50, "p90": p90}


def rounded(value: float) -> float:
    """Three significant figures."""
    return float(f"{value:.3g}")


def belief(name: str) -> Belief:
    return Belief.model_validate(entry(name))


def entry(name: str) -> dict[str, Any]:
    """A belief as it stands in distributions/."""
    topic, *tables = name.split(".")
    found: dict[str, Any] = tomllib.loads((DISTRIBUTIONS / f"{topic}.toml").read_text("utf-8"))
    for table in tables:
        found = found.get(table, {})
    return found


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def numbers(rows: list[dict[str, str]], column: str) -> Floats:
    return np.array([float(row[column]) for row in rows])


def days(rows: list[dict[str, str]], start: str) -> Floats:
    """Days from a dated event of each model to its shutdown."""
    spans = (date.fromisoformat(row["shutdown"]) - date.fromisoformat(row[start]) for row in rows)
    return np.array([float(span.days) for span in spans])


def as_toml(derived: Derived) -> str:
    topic, _, table = derived.name.partition(".")
    remark = f"# {derived.remark}\n" if derived.remark else ""
    lines = [f"{key} = {in_toml(value)}" for key, value in derived.values.items()]
    return f"# {topic}.toml\n{remark}[{table}]\n" + "\n".join(lines) + "\n"


def in_toml(value: float | list[float]) -> str:
    text: Callable[[float], str] = "{:.12g}".format
    return f"[{', '.join(map(text, value))}]" if isinstance(value, list) else text(value)


if __name__ == "__main__":
    sys.exit(main())
