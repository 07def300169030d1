"""docs/costs.md: every kind of cost has a heading, its keys, and an example that runs."""

import re
from pathlib import Path

import numpy as np
import pytest

from simtco.engine.block import Batch
from simtco.engine.simulate import base_estimate, simulate
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.words.base import kind_of
from simtco.words.cost import Cost
from simtco.words.listed import Listed
from tests.words.costing import KINDS

PAGE = (Path(__file__).parent.parent / "docs/costs.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
HEAD = """
title = "Does the example run?"
horizon_months = 24

[demand]
requests_per_day = 1_000
input_tokens = 500
output_tokens = 200
"""
CATALOGUE = Catalogue()
sections = pytest.mark.parametrize("kind", sorted(SECTIONS))


def test_every_kind_of_cost_has_a_heading() -> None:
    assert set(SECTIONS) == set(KINDS)


@sections
def test_every_key_is_named_below_its_heading(kind: str) -> None:
    own = KINDS[kind].model_fields.keys() - Cost.model_fields.keys() - {"kind"}
    assert {key for key in own if f"`{key}`" not in SECTIONS[kind]} == set()


@sections
def test_the_example_is_of_its_kind_and_runs(kind: str) -> None:
    examples = re.findall(r"```toml\n(.*?)```", SECTIONS[kind], re.DOTALL)
    assert examples
    for text in examples:
        experiment = compose(parse_document(HEAD + text, "page.toml"), CATALOGUE)
        (strategy,) = experiment.strategies.values()
        assert isinstance(strategy, Listed)
        assert {kind_of(type(cost)) for cost in strategy.costs.values()} == {kind}
        (plan,) = base_estimate(experiment).values()
        totals = simulate(experiment, Batch(0)).totals
        assert np.isfinite(totals).all()
        assert totals.min() >= 0
        assert 0 < plan.base < totals.max()
