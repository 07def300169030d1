"""Every value of values.toml, one test each."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from simtco.engine.run import run
from simtco.engine.simulate import discount_factors
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.words.arrays import Floats
from simtco.words.belief import Belief
from simtco.words.compound_sum import CompoundSum
from simtco.words.frequency import MixedPoisson
from simtco.words.percentiles import is_percentile, probability
from simtco.words.pooled_sum import pooled_sum
from simtco.words.rank_correlation import pearson_of
from simtco.words.rank_matrix import nearest

GROUPS = tomllib.loads((Path(__file__).parent / "values.toml").read_text(encoding="utf-8"))
HEAD = 'title = "Truth"\nhorizon_months = 24\ndiscount_rate = 0.08\n'


def composed(text: str) -> Experiment:
    return compose(parse_document(text, "truth.toml"), Catalogue())


def distribution(group: Any, asked: str) -> float:
    family = Belief.model_validate(group["given"]).family
    return family.percentile(probability(asked)) if is_percentile(asked) else getattr(family, asked)


def compound(group: Any, asked: str) -> float:
    counts = MixedPoisson(np.array([float(group["count"])]), np.ones(1))
    total = CompoundSum(counts, lambda u: -np.log1p(-u))
    return float(total.ppf(np.array([probability(asked)]))[0])


def nearest_matrix(group: Any, asked: str) -> float:
    matrix = np.array(group["given"], dtype=np.float64)
    found = nearest(matrix)
    if asked == "distance":
        return float(np.linalg.norm(found - matrix))
    return float(found[int(asked[1]) - 1, int(asked[2]) - 1])


def rank(_: Any, asked: str) -> float:
    return float(pearson_of(np.array([[1.0, float(asked)], [float(asked), 1.0]]), None)[0, 1])


def sum_of_two(_: Any, asked: str) -> float:
    """The P80 of two costs, their rank correlation that of normals of Pearson's `asked`."""
    spearman = 6 / np.pi * np.arcsin(float(asked) / 2)
    normal = '{ kind = "line", once = { kind = "normal", mean = 100, sd = 20 } }'
    names = [f"strategies.all.costs.{cost}.once" for cost in ("a", "b")]
    pair = f"[[correlations]]\ninputs = {names}\nrank = {min(spearman, 1.0)}\n"
    pair = pair if float(asked) else ""
    costs = f"[strategies.all.costs]\na = {normal}\nb = {normal}\n"
    return float(np.quantile(run(composed(HEAD + costs + pair), 1).total("all"), 0.8))


class Grid:
    """A world of one month whose normals are those of an even grid."""

    months, trials = 1, 200_000

    def draw(self, name: str, base: float) -> Floats:
        return np.full(self.trials, base)

    def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:
        return np.tile((np.arange(self.trials) + 0.5) / self.trials, (count, 1))[:, ::every]

    def normals(self, stream: str, count: int) -> Floats:
        return np.asarray(ndtri(self.uniforms(stream, count)))


def pooled(_: Any, asked: str) -> float:
    plate = Belief.model_validate({"kind": "triangular", "low": 3.75, "mode": 4.25, "high": 5.5})
    total = pooled_sum(Grid(), "plates", np.full(1, 562.0), plate.family)
    return float(total.mean() if asked == "mean" else total.std())


def discount(_: Any, asked: str) -> float:
    costs = '[strategies.all.costs]\na = { kind = "line", once = 1 }\n'
    return float(discount_factors(composed(HEAD + costs))[int(asked) - 1])


ASKED: dict[str, Callable[[Any, str], float]] = {
    "distribution": distribution,
    "compound": compound,
    "nearest": nearest_matrix,
    "rank": rank,
    "sum": sum_of_two,
    "pooled": pooled,
    "discount": discount,
}


def values() -> Iterator[Any]:
    for sort, groups in GROUPS.items():
        for number, group in enumerate(groups):
            for asked, value in group["is"].items():
                name = f"{sort}-{number}-{asked}"
                yield pytest.param(sort, group, asked, value, id=name)


@pytest.mark.parametrize(("sort", "group", "asked", "value"), list(values()))
def test_the_program_says_what_is_known(sort: str, group: Any, asked: str, value: float) -> None:
    assert ASKED[sort](group, asked) == pytest.approx(value, rel=group["tolerance"])


def test_60_values_each_with_a_source() -> None:
    groups = [group for each in GROUPS.values() for group in each]
    assert sum(len(group["is"]) for group in groups) >= 60
    assert all(len(group["source"]) > 15 for group in groups)
