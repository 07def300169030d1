"""simtco compare, as a shell sees it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said

Simtco = Callable[..., Said]
RENT = "strategies.rent.costs.bill.monthly"


@pytest.fixture
def run(simtco: Simtco, tiny: Path) -> Callable[..., Path]:
    """A report of the small experiment, with changes laid over it."""

    def _run(folder: str, **changes: str) -> Path:
        changed = [word for key, value in changes.items() for word in ("--set", f"{key}={value}")]
        said = simtco("run", tiny, "-q", "--trials", "8192", "-o", folder, *changed)
        assert said.code == 0, said.err
        return Path(folder) / "tiny"

    return _run


def test_a_run_against_itself_has_changed_nothing(simtco: Simtco, run: Callable[..., Path]) -> None:
    one = run("a")
    data = simtco("compare", one, one, "--json").data
    assert data["changes"] == []
    assert {each["difference"] for each in data["results"]} == {0.0}
    assert "Nothing was changed." in simtco("compare", one, one).out


def test_what_changed_and_what_it_did(simtco: Simtco, run: Callable[..., Path]) -> None:
    one, other = run("a"), run("b", **{RENT: "5_000", "simulation.seed": "7"})
    data = simtco("compare", one, other, "--json").data
    changes = {(each["what"], each["key"]): each for each in data["changes"]}
    assert set(changes) == {("key", RENT), ("belief", RENT), ("setting", "seed")}
    assert changes["key", RENT]["before"] == '"3_000 to 5_000"'
    assert (changes["setting", "seed"]["before"], changes["setting", "seed"]["after"]) == (
        "33",
        "7",
    )
    results = {(each["strategy"], each["key"]): each for each in data["results"]}
    mean = results["rent", "mean"]
    assert mean["after"] == pytest.approx(15_000)
    assert mean["difference"] == pytest.approx(mean["after"] - mean["before"])
    assert mean["standard_errors"] == pytest.approx(mean["difference"] / mean["standard_error"])
    before = json.loads((one / "summary.json").read_text(encoding="utf-8"))["strategies"]["rent"]
    assert mean["standard_error"] == pytest.approx(before["standard_error"]["mean"])
    assert results["rent", "base"]["standard_error"] is None
    text = simtco("compare", one, other).out
    assert f'* {RENT}: "3_000 to 5_000" -> 5_000' in text
    assert "* seed: 33 -> 7" in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"currency": "EUR"}, "differ in their currency: USD in a/tiny, EUR in b/tiny; state the"),
        ({"horizon_months": "4"}, "differ in their horizon: 3 months in a/tiny, 4 months in b/tin"),
    ],
)
def test_what_cannot_be_compared_is_said(
    simtco: Simtco, run: Callable[..., Path], change: dict[str, str], message: str
) -> None:
    one, other = run("a"), run("b", **change)
    said = simtco("compare", one, other)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    (error,) = simtco("compare", one, other, "--json").data["errors"]
    assert message in error["message"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "a/tiny/run.json cannot be read: No such file or directory; name a folder"),
        ("{", "a/tiny/run.json is not JSON"),
        ("[]", "a/tiny/run.json holds no report"),
        ('{"schema": 9}', "a/tiny/run.json is of schema 9, and this simtco reads schema 1"),
    ],
)
def test_a_folder_without_a_sound_report_is_said(
    simtco: Simtco, run: Callable[..., Path], text: str | None, message: str
) -> None:
    one = run("a")
    if text is None:
        (one / "run.json").unlink()
    else:
        (one / "run.json").write_text(text, encoding="utf-8")
    said = simtco("compare", one, one)
    assert said.code == 2
    assert message in said.err
