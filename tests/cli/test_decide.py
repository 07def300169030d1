"""simtco decide, as a shell sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said

Simtco = Callable[..., Said]

FIRM = """
title = "Rent or host?"
horizon_months = 6
simulation = { trials = 4_096 }
[organisation]
data = "health"
data_may_leave = false
[strategies.rent]
role = "api"
[strategies.rent.costs.bill]
kind = "line"
monthly = 1_000
[strategies.host]
role = "self_hosted"
[strategies.host.costs.gpus]
kind = "line"
monthly = 3_000
"""


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("firm.toml")
    path.write_text(FIRM, encoding="utf-8")
    return path


def test_the_answer_comes_first_then_what_speaks_against_it(simtco: Simtco, firm: Path) -> None:
    said = simtco("decide", firm)
    assert (said.code, said.err) == (0, "")
    answer = said.out.split("\n\n")[0].replace("\n", " ")
    assert answer == (
        "Rent or host? Answer: self-hosting open weights (host), decided in step 1: the data may "
        "not leave your infrastructure."
    )
    assert "rent costs 12,000 USD less on average" in " ".join(said.out.split())


@pytest.mark.parametrize("columns", [40, 72, 100])
def test_lines_fit_the_terminal(
    simtco: Simtco, firm: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = simtco("decide", firm).out.splitlines()
    assert columns - 20 < max(map(len, lines)) <= columns
    assert "\x1b" not in "".join(lines)


def test_json_is_one_object_with_the_same_path(simtco: Simtco, firm: Path) -> None:
    data = simtco("decide", firm, "--json").data
    assert (data["schema"], data["experiment"]) == (1, "firm")
    assert (data["role"], data["strategy"], data["decided_by"]) == ("self_hosted", "host", 1)
    assert [step["role"] for step in data["steps"]] == ["self_hosted"] * 5
    assert [each["holds"] for each in data["conditions"]] == [None] * 5
    (conflict,) = data["conflicts"]
    assert "price of the constraint" in conflict
    means = [found["value"] for found in data["steps"][2]["evidence"]]
    assert means == pytest.approx([6_000, 18_000, 0])


def test_a_fact_laid_over_the_file_moves_the_path(simtco: Simtco, firm: Path) -> None:
    facts = ("data_may_leave=true", "provider_terms_acceptable=true")
    moved = [said for fact in facts for said in ("--set", f"organisation.{fact}")]
    data = simtco("decide", firm, "--json", *moved).data
    assert (data["role"], data["strategy"], data["conflicts"]) == ("api", "rent", [])
    assert "agrees" in simtco("decide", firm, *moved).out


def test_trials_and_seed_are_those_of_the_command(simtco: Simtco, firm: Path) -> None:
    said = simtco("decide", firm, "--trials", "0")
    assert said.code == 2
    assert "trials = 0 must be at least 1" in said.err
    assert simtco("decide", firm, "--seed", "7", "--trials", "8192").code == 0


def test_without_the_table_it_says_what_to_add(simtco: Simtco, tiny: Path) -> None:
    said = simtco("decide", tiny)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("tiny.toml: there is no [organisation] table to decide by; add one")
    (error,) = simtco("decide", tiny, "--json").data["errors"]
    assert (error["file"], error["key"]) == ("tiny.toml", "organisation")


def test_the_table_that_it_says_to_add_is_enough(simtco: Simtco, tiny: Path) -> None:
    starter = simtco("decide", tiny).err.partition("such as\n")[2].rpartition("1 problem")[0]
    tiny.write_text(tiny.read_text(encoding="utf-8") + starter, encoding="utf-8")
    assert simtco("decide", tiny).code == 0


def test_the_report_says_the_same(simtco: Simtco, firm: Path) -> None:
    assert simtco("run", firm, "-q").code == 0
    report = Path("reports/firm/report.md").read_text(encoding="utf-8")
    _, _, section = report.partition("## What the decision framework says")
    assert "the data may not leave your infrastructure" in section
    assert "rent costs 12,000 USD less on average" in section
