"""What a draw of each family costs, beside numpy's own generator of the same family.

    python benchmarks/families.py [--seconds S]

Prints a Markdown table, in ns a variate, 32,768 variates a call. `ppf` turns given uniform numbers
into draws; `numpy` draws by `numpy.random.default_rng`, its uniform numbers included, where it has
the family; `ratio` is the median of the one over the other, taken in turns. `correlated` draws
eight inputs of the family that a Gaussian copula joins, their copula included, for each of them.
The families are the examples of docs/distributions.md.
"""

import argparse
import re
import time
import tomllib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from simtco.engine.copula import joined
from simtco.files.cluster import Cluster
from simtco.words.arrays import Floats
from simtco.words.belief import Belief
from simtco.words.family import Family

PAGE = Path(__file__).parents[1] / "docs" / "distributions.md"
VARIATES = 32_768
INPUTS = 8
RANK = 0.3

Call = Callable[[], Any]
Draw = Callable[[np.random.Generator], Any]
NUMPY: dict[str, Draw] = {
    "bernoulli": lambda rng: rng.binomial(1, 0.3, VARIATES),
    "beta": lambda rng: rng.beta(5.5, 10.5, VARIATES),
    "binomial": lambda rng: rng.binomial(20, 0.35, VARIATES),
    "discrete": lambda rng: rng.choice([1.0, 2.0, 4.0], VARIATES, p=[0.5, 0.3, 0.2]),
    "exponential": lambda rng: rng.exponential(4, VARIATES),
    "gamma": lambda rng: rng.gamma(4, 25, VARIATES),
    "lognormal": lambda rng: rng.lognormal(np.log(1_500), 1, VARIATES),
    "negative_binomial": lambda rng: rng.negative_binomial(3.2, 4 / 9, VARIATES),
    "normal": lambda rng: rng.normal(19_000, 3_121, VARIATES),
    "pert": lambda rng: 4_000 + 26_000 * rng.beta(25 / 13, 53 / 13, VARIATES),
    "poisson": lambda rng: rng.poisson(2.5, VARIATES),
    "student_t": lambda rng: 0.05 + 0.098 * rng.standard_t(4, VARIATES),
    "triangular": lambda rng: rng.triangular(0.05, 0.1, 0.25, VARIATES),
    "uniform": lambda rng: rng.uniform(300, 900, VARIATES),
    "weibull": lambda rng: 26 * rng.weibull(1.5, VARIATES),
}
"""The page's examples, or nearly so: a draw's cost hangs on the family, not on its digits."""


def main() -> None:
    parser = argparse.ArgumentParser(description="What a draw of each family costs.")
    parser.add_argument("--seconds", type=float, default=0.3, help="for each of the three columns")
    seconds = parser.parse_args().seconds
    asked = np.full((INPUTS, INPUTS), RANK)
    np.fill_diagonal(asked, 1.0)
    cluster = Cluster(tuple("abcdefgh"), asked)
    rng = np.random.default_rng(33)
    own = rng.random((INPUTS, VARIATES))
    print("| family | ppf | numpy | ratio | correlated |\n|---|---:|---:|---:|---:|")
    for kind, table in sorted(examples().items()):
        family = Belief.model_validate(table).family
        draw = NUMPY.get(kind)
        sides: list[Call] = [partial(family.ppf, own[0])]
        sides += [partial(draw, rng)] if draw else []
        spent = in_turns(sides, seconds * len(sides))
        ours = np.median(spent[0])
        theirs, ratio = "-", "-"
        if draw:
            theirs = f"{np.median(spent[1]):.1f}"
            ratio = f"{np.median(np.divide(spent[0], spent[1])):.2f}"
        (both,) = in_turns([partial(correlated, family, cluster, own)], seconds)
        print(f"| {kind} | {ours:.1f} | {theirs} | {ratio} | {np.median(both) / INPUTS:.1f} |")


def examples() -> dict[str, dict[str, Any]]:
    """The page's example of each family."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\{.*\})` \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return {kind: tomllib.loads(f"number = {example}")["number"] for kind, example in rows}


def correlated(family: Family, cluster: Cluster, own: Floats) -> list[Floats]:
    """Draws of as many inputs of a family as the cluster joins."""
    return [family.ppf(uniform) for uniform in joined(cluster, own, None)]


def in_turns(sides: Sequence[Call], seconds: float) -> list[list[float]]:
    """Nanoseconds a variate of each call, the sides taking turns."""
    spent: list[list[float]] = [[] for _ in sides]
    for side in sides:
        side()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(spent[0]) < 5:
        for side, taken in zip(sides, spent, strict=True):
            begun = time.perf_counter()
            side()
            taken.append((time.perf_counter() - begun) / VARIATES * 1e9)
    return spent


if __name__ == "__main__":
    main()
