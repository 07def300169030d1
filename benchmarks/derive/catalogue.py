"""A derived belief beside the one that distributions/ states."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simtco.words.arrays import Floats
from simtco.words.belief import Belief

DISTRIBUTIONS = Path(__file__).parent.parent.parent / "distributions"

Values = dict[str, Any]


@dataclass(frozen=True)
class Derived:
    """A belief's keys as the data give them, and what a reader should know of the fit."""

    name: str
    values: Values
    remark: str = ""


@cache
def topic_of(topic: str) -> dict[str, Any]:
    return tomllib.loads((DISTRIBUTIONS / f"{topic}.toml").read_text("utf-8"))


def entry(name: str) -> dict[str, Any]:
    """A belief as it stands in distributions/."""
    topic, *tables = name.split(".")
    found = topic_of(topic)
    for table in tables:
        found = found.get(table, {})
    return found


def belief(name: str) -> Belief:
    return Belief.model_validate(entry(name))


def grid(of: Belief) -> Floats:
    """A thousand equally likely values."""
    return of.family.ppf((np.arange(1_000) + 0.5) / 1_000)


def product(one: Belief, other: Belief) -> Floats:
    """Equally likely values of the product of two independent beliefs."""
    return np.asarray(np.multiply.outer(grid(one), grid(other)))


def percentiles(values: Floats) -> Values:
    p10, p50, p90 = (rounded(x) for x in np.quantile(values, [0.1, 0.5, 0.9]))
    return {"p10": p10, "p50": p50, "p90": p90}


def evenly_spaced(name: str, ordered: Floats) -> Derived:
    """A few values as they are, evenly spaced in probability."""
    p = np.round(np.linspace(0.0, 1.0, len(ordered)), 5)
    p10, p50, p90 = np.quantile(ordered, [0.1, 0.5, 0.9])
    return Derived(
        name,
        {"probabilities": [float(x) for x in p], "values": [float(x) for x in ordered]},
        f"n = {len(ordered)}, p10 {p10:.2f}, p50 {p50:.2f}, p90 {p90:.2f}",
    )


def rounded(value: float) -> float:
    """Three significant figures."""
    return float(f"{value:.3g}")


def as_toml(derived: Derived) -> str:
    topic, _, table = derived.name.partition(".")
    remark = f"# {derived.remark}\n" if derived.remark else ""
    lines = [f"{key} = {in_toml(value)}" for key, value in derived.values.items()]
    return f"# {topic}.toml\n{remark}[{table}]\n" + "\n".join(lines) + "\n"


def in_toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(in_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {in_toml(inner)}' for key, inner in value.items())} }}"
    return f'"{value}"' if isinstance(value, str) else f"{value:.12g}"
