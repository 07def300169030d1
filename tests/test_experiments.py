"""The shipped experiments: what they say, and that they run."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simtco.engine.block import Batch
from simtco.engine.run import run
from simtco.engine.simulate import base_estimate, simulate
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.metrics.metric import findings
from simtco.report.bundle import bundle
from simtco.words.demand import DAYS_A_MONTH, Tokens

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "experiments").glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_experiment_runs_a_block(file: Path) -> None:
    summary = simulate(load(file).experiment, Batch(0))
    assert np.isfinite(summary.totals).all()
    assert summary.totals.min() > 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_number_has_a_source_and_a_confidence(file: Path) -> None:
    for name, belief in load(file).experiment.stated.items():
        if belief.family.sd > 0:
            assert belief.source, name
            assert belief.confidence, name


@pytest.fixture(scope="module")
def chatbot() -> Experiment:
    return load(ROOT / "experiments/support_chatbot.toml").experiment


SPLIT = {  # code fragment 33.6.1, worked out by hand from its inputs over 12 months
    "api": {
        "compute": 3_000 * 12,
        "engineering": 0.1 * 16_000 * 12,
        "data and evaluation": 0,
        "compliance and security": 500 * 12 + 5_000,
        "opportunity": 1 * 20_000,
    },
    "self_hosted": {
        "compute": 4_500 * 12,
        "engineering": (18_000 + 0.25 * 16_000) * 12,
        "data and evaluation": (2_000 + 500) * 12,
        "compliance and security": (1_000 + 500) * 12 + 15_000,
        "opportunity": 3 * 20_000,
    },
}
GROUPS = {
    "data": "data and evaluation",
    "evaluation": "data and evaluation",
    "compliance": "compliance and security",
    "security": "compliance and security",
}


@pytest.mark.parametrize(("strategy", "base"), [("api", 86_200), ("self_hosted", 441_000)])
def test_bases_of_the_support_chatbot_are_the_fragments_own(
    chatbot: Experiment, strategy: str, base: float
) -> None:
    plan = base_estimate(chatbot)[strategy]
    assert plan.base == pytest.approx(base, abs=1e-6)
    split = dict.fromkeys(SPLIT[strategy], 0.0)
    for item in chatbot.strategies[strategy].items({}):
        if not item.hidden and not item.shock:
            split[GROUPS.get(item.category, item.category)] += plan.items[item.name]
    assert split == pytest.approx(SPLIT[strategy])


def test_the_support_chatbot_says_what_its_source_prints_wrongly(chatbot: Experiment) -> None:
    notes = " ".join(chatbot.notes)
    for figure in ("75,200", "366,000", "86,200", "441,000"):
        assert figure in notes


def test_the_support_chatbot_holds_hidden_costs_and_incidents(chatbot: Experiment) -> None:
    for strategy in chatbot.strategies.values():
        items = list(strategy.items({}))
        assert any(item.hidden for item in items)
        assert any(item.shock for item in items)


def test_a_plan_that_leaves_so_much_out_seldom_holds(chatbot: Experiment) -> None:
    found = findings(run(chatbot))
    for strategy in chatbot.strategies:
        assert found[strategy]["base_percentile"].number < 0.2


@pytest.fixture(scope="module")
def assistant() -> Experiment:
    return load(ROOT / "experiments/chat_assistant.toml").experiment


def test_the_chat_assistant_serves_production_traffic(assistant: Experiment) -> None:
    """Azure conversation trace 2023: 1,155 tokens in and 211 out on average (19,366 requests)."""
    demand = assistant.demand
    assert demand is not None
    assert isinstance(demand.input_tokens, Tokens)
    assert isinstance(demand.output_tokens, Tokens)
    assert demand.input_tokens.per_request.family.mean == pytest.approx(1_155, rel=0.002)
    assert demand.output_tokens.per_request.family.mean == pytest.approx(211, rel=0.003)
    assert max(demand.day_shape.relative) > 1.0


def test_a_month_of_tokens_is_a_sum_and_not_a_multiple_of_one_draw(assistant: Experiment) -> None:
    """At 6 million requests the sum's spread is 1 in 2,500 of what one draw times n would give."""
    demand = assistant.demand
    assert demand is not None
    assert isinstance(demand.input_tokens, Tokens)
    requests = demand.requests_per_day.base * DAYS_A_MONTH
    per_request = demand.input_tokens.per_request.family
    world = _OneMonth(20_000)
    total = demand.input_tokens.total(world, np.full(20_000, requests))
    of_a_sum = np.sqrt(requests) * per_request.sd
    of_one_draw = requests * per_request.sd
    assert total.std() == pytest.approx(of_a_sum, rel=0.03)
    assert of_one_draw / total.std() == pytest.approx(np.sqrt(requests), rel=0.03)
    assert total.mean() == pytest.approx(requests * per_request.mean, rel=1e-4)


class _OneMonth:
    """A world in which every belief stands at its base and only streams vary."""

    months = 1

    def __init__(self, trials: int) -> None:
        self._rng = np.random.default_rng(1)
        self._trials = trials

    @property
    def trials(self) -> int:
        return self._trials

    def draw(self, name: str, base: float) -> np.ndarray:
        return np.full(self._trials, base)

    def uniforms(self, stream: str, count: int, every: int = 1) -> np.ndarray:
        return self._rng.random((count, self._trials))

    def normals(self, stream: str, count: int) -> np.ndarray:
        return self._rng.standard_normal((count, self._trials))

    def generator(self, stream: str) -> np.random.Generator:
        return self._rng


def test_the_question_of_the_chat_assistant_is_open(assistant: Experiment) -> None:
    """Self-hosting against the frontier model: neither wins in 9 of 10 futures."""
    result = run(assistant)
    cheaper = np.mean(result.total("self_hosted") < result.total("frontier_api"))
    assert 0.1 < cheaper < 0.9


def test_the_example_report_is_what_the_program_writes(tmp_path: Path) -> None:
    """Numbers to the 9th digit anywhere; every byte under the locked versions."""

    example = ROOT / "reports/example/support_chatbot"
    loaded = load(ROOT / "experiments/support_chatbot.toml")
    written = bundle(loaded, run(loaded.experiment), dt.datetime.now(dt.UTC), lambda: 0.0)
    committed = json.loads((example / "summary.json").read_text(encoding="utf-8"))
    assert _numbers(written.summary) == pytest.approx(_numbers(committed), rel=1e-9, abs=1e-9)
    markdown = (example / "report.md").read_text(encoding="utf-8")
    if _versions(markdown) != _versions(str(written.files["report.md"])):
        pytest.skip("the example was written with other versions of the libraries")
    assert written.files["report.md"] == markdown
    assert written.files["report.html"] == (example / "report.html").read_text(encoding="utf-8")


def _versions(markdown: str) -> str:
    return next(line for line in markdown.splitlines() if "numpy" in line)


def _numbers(node: Any, path: str = "") -> dict[str, float]:
    if isinstance(node, dict):
        pairs = list(node.items())
    elif isinstance(node, list | tuple):
        pairs = list(enumerate(node))
    else:
        return {path: node} if isinstance(node, float) else {}
    return {k: v for key, value in pairs for k, v in _numbers(value, f"{path}.{key}").items()}
