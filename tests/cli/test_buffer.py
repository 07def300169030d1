"""simtco buffer, and the requirements of simtco run, as a shell sees them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from scipy import stats

from tests.cli.conftest import Said

Simtco = Callable[..., Said]

PLAN = """
title = "Rent or host?"
horizon_months = 1
[strategies.rent.costs]
bill = { kind = "line", once = { kind = "normal", mean = 1_000, sd = 100 } }
[strategies.host.costs]
gpus = { kind = "line", once = { kind = "normal", mean = 900, sd = 200 } }
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("plan.toml")
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_buffer_of_a_confidence(simtco: Simtco, plan: Path) -> None:
    data = simtco("buffer", plan, "--confidence", "0.9", "--strategy", "rent", "--json").data
    assert list(data["strategies"]) == ["rent"]
    rent = data["strategies"]["rent"]
    expected = 100 * stats.norm.ppf(0.9)
    assert rent["answers"]["contingency"]["value"] == pytest.approx(expected, abs=0.5)
    (point,) = (point for point in rent["curve"] if point["confidence"] == 0.9)
    assert point["buffer"] == pytest.approx(expected / 1_000, abs=0.0005)
    assert [each["of"] for each in rent["allocation"]] == ["contingency", "cvar95"]


@pytest.mark.parametrize(
    ("option", "value", "key"),
    [
        ("--buffer", "10%", "p_within_buffer"),
        ("--buffer", "0.1", "p_within_buffer"),
        ("--budget", "1_100", "p_within_budget"),
    ],
)
def test_the_confidence_of_a_buffer_and_of_a_budget(
    simtco: Simtco, plan: Path, option: str, value: str, key: str
) -> None:
    rent = simtco("buffer", plan, option, value, "--json").data["strategies"]["rent"]
    assert rent["answers"][key]["value"] == pytest.approx(stats.norm.cdf(1.0), abs=1e-4)


def test_the_text_answers_both_rules(simtco: Simtco, plan: Path) -> None:
    said = simtco("buffer", plan, "--strategy", "host")
    text = " ".join(said.out.split())
    assert (said.code, said.err) == (0, "")
    assert "The base estimate and 30.0% hold in" in text
    assert "The plan of host must look" in text
    assert "Where the contingency, P80 less base, comes from:" in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--confidence", "80"], "--confidence 80: confidence = 80 must be below 1; write 0.8"),
        (["--budget", "0"], "--budget 0: budget = 0 must be above 0"),
        (["--buffer", "30"], "--buffer 30: write 30% or 0.3"),
        (["--buffer", "much"], "--buffer much: write 30% or 0.3"),
        (["--buffer", "nan%"], "--buffer nan%: write 30% or 0.3"),
        (["--buffer=-120%"], "--buffer -120%: a buffer is -100% or more"),
        (
            ["--strategy", "hots"],
            '--strategy hots: no strategy has that name; did you mean "host"?',
        ),
        (
            ["--buffer", "30%", "--budget", "5"],
            "--confidence, --buffer and --budget ask one question",
        ),
    ],
)
def test_a_wrong_option_says_what_would_be_right(
    simtco: Simtco, plan: Path, options: list[str], message: str
) -> None:
    said = simtco("buffer", plan, *options)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert "Traceback" not in said.err


def required(path: Path, text: str) -> None:
    path.write_text(f"budget = 1_100\n{PLAN}\n[require]\n{text}\n", encoding="utf-8")


def test_a_requirement_that_is_met_changes_nothing(simtco: Simtco, plan: Path) -> None:
    required(plan, 'p_within_budget.rent = ">= 0.8"\np_cheaper.host = ">= 60%"')
    assert simtco("run", plan, "--quiet") == Said(0, "", "")


def test_a_requirement_that_is_not_met_leaves_with_3_and_a_report(
    simtco: Simtco, plan: Path
) -> None:
    required(plan, 'p_within_budget.rent = ">= 0.9"\nbuffer.host = { at_most = 0.5 }')
    said = simtco("run", plan, "--json")
    assert said.code == 3
    unmet, met = said.data["requirements"]
    assert (unmet["met"], met["met"]) == (False, True)
    assert unmet["found"] == pytest.approx(stats.norm.cdf(1.0), abs=1e-4)
    assert said.err == f"requirement not met: {unmet['sentence']}\n"
    begins = f"p_within_budget of rent must be at least 0.9, but is {unmet['found']:.6g}"
    assert unmet["sentence"].startswith(begins)
    assert json.loads(Path("reports/plan/summary.json").read_text(encoding="utf-8")) == said.data
    assert "What is required" in Path("reports/plan/report.md").read_text(encoding="utf-8")
