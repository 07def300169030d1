"""Strategies by themselves: a text with certain numbers, and what it costs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.load import load

Outcome = Callable[..., Result]


def price_change(cost: str, ratio: float) -> str:
    """A shock of the strategy mix: one change a month of what a cost pays."""
    return (
        "\n[strategies.mix.shocks.change]\n"
        f'kind = "price_change"\ncosts = ["{cost}"]\nper_year = 12\nratio = {ratio}\n'
    )


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    """Run an experiment of so many blocks."""

    def simulated(text: str, blocks: int = 1) -> Result:
        path = tmp_path / "e.toml"
        head = f'title = "t"\nsimulation = {{ trials = {4_096 * blocks} }}\n'
        path.write_text(head + text, encoding="utf-8")
        return run(load(path).experiment, workers=1)

    return simulated
