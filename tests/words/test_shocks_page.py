"""docs/shocks.md: every kind has its part, and what it shows runs as it is shown."""

import re
from pathlib import Path

import pytest

from simtco.engine.block import Batch
from simtco.engine.simulate import simulate
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.words.base import kind_of
from simtco.words.listed import SHOCKS
from simtco.words.shock import Shock

PAGE = Path(__file__).parents[2] / "docs/shocks.md"
PART = re.compile(r"^## (\w+)\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
PARTS = dict(PART.findall(PAGE.read_text(encoding="utf-8")))
AROUND = """title = "t"
horizon_months = 24
[demand]
requests_per_day = 1_000
input_tokens = 800
output_tokens = 200
[strategies.api.costs.tokens]
kind = "tokens"
model = "openai/gpt-4o"
[strategies.self_hosted.costs.platform_build]
kind = "line"
once = 50_000
"""


@pytest.mark.parametrize("word", SHOCKS, ids=kind_of)
def test_every_kind_has_its_part_with_every_key(word: type[Shock]) -> None:
    shared = {"kind", "category", "note", "per_year", "dispersion"}
    part = PARTS[kind_of(word)]
    for name, field in word.model_fields.items():
        key = field.alias or name
        assert key in shared or f"`{key}`" in part, f"{kind_of(word)} does not tell of {key}"


@pytest.mark.parametrize("kind", PARTS)
def test_every_example_runs(kind: str) -> None:
    examples = re.findall(r"```toml\n(.*?)```", PARTS[kind], re.DOTALL)
    assert examples
    for example in examples:
        assert f'"{kind}"' in example
        experiment = compose(parse_document(AROUND + example, "page.toml"), Catalogue())
        summary = simulate(experiment, Batch(0))
        assert summary.trace is not None
        assert summary.trace.shocks.std() > 0
