"""docs/strategies.md: every kind of strategy and trigger, its keys, and an example that runs."""

import re
from pathlib import Path

import numpy as np
import pytest

from simtco.engine.block import Batch
from simtco.engine.simulate import simulate
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import STRATEGIES
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.words.base import kind_of
from simtco.words.listed import Listed
from simtco.words.strategies.switching import TRIGGERS

PAGE = (Path(__file__).parent.parent / "docs/strategies.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
HEAD = """
title = "Does the example run?"
horizon_months = 24

[demand]
requests_per_day = 50_000
input_tokens = 500
output_tokens = 200
peak_to_mean = 2
day_shape = "@workloads.servegen_m_large.day_shape"
growth = { kind = "growth", annual = 1.0 }
"""
KINDS = {kind_of(word): word for word in STRATEGIES}


def test_every_kind_of_strategy_has_a_heading() -> None:
    assert set(SECTIONS) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_key_is_named_below_its_heading(kind: str) -> None:
    own = KINDS[kind].model_fields.keys() - Listed.model_fields.keys() - {"kind"}
    named = set(re.findall(r"`([\w.]+)", SECTIONS[kind]))
    assert {key for key in own if not any(n.split(".")[0] == key for n in named)} == set()


def test_every_trigger_stands_in_its_table() -> None:
    for trigger in TRIGGERS:
        assert f"| `{kind_of(trigger)}` |" in SECTIONS["switching"]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"plain"}))
def test_the_example_runs(kind: str) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", SECTIONS[kind], re.DOTALL)
    experiment = compose(parse_document(HEAD + text, "page.toml"), Catalogue())
    assert kind in {kind_of(type(each)) for each in experiment.strategies.values()}
    summary = simulate(experiment, Batch(0))
    assert np.isfinite(summary.totals).all()
    assert summary.totals.min() > 0
    assert summary.trace is not None
    assert summary.trace.readings
