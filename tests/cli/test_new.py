"""simtco new: the starter."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simtco.files.load import load

Simtco = Callable[..., Any]


def test_the_starter_is_sound(simtco: Simtco, tiny: Path) -> None:
    said = simtco("new", "sub/mine.toml")
    assert (said.code, said.err) == (0, "")
    assert said.out == "sub/mine.toml written; run it with: simtco run sub/mine.toml\n"
    assert simtco("check", "sub/mine.toml").err == ""


def test_the_starter_runs_as_it_stands(simtco: Simtco, tiny: Path) -> None:
    assert simtco("new").code == 0
    said = simtco("run", "experiment.toml", "--trials", "1")
    assert (said.code, said.err) == (0, "")
    assert Path("reports/experiment/report.html").exists()


def test_new_does_not_overwrite_unless_forced(simtco: Simtco, tiny: Path) -> None:
    before = tiny.read_text(encoding="utf-8")
    said = simtco("new", tiny)
    assert (said.code, said.out) == (2, "")
    assert said.err == "tiny.toml is there already; --force replaces it\n"
    assert tiny.read_text(encoding="utf-8") == before
    assert simtco("new", tiny, "--force").code == 0
    assert load(tiny).experiment.reference_strategy == "api"


def test_new_where_nothing_can_be_written(simtco: Simtco, tiny: Path) -> None:
    said = simtco("new", "tiny.toml/x.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("cannot write tiny.toml")
    folder = simtco("new", ".", "--force")
    assert (folder.code, folder.out) == (1, "")
    assert folder.err.startswith("cannot write .: ")


def test_the_starter_is_what_the_manual_says_of_it() -> None:
    starter = Path(load.__code__.co_filename).parents[1] / "cli" / "starter.toml"
    data = tomllib.loads(starter.read_text(encoding="utf-8"))
    assert set(data["strategies"]) == {"api", "self_hosted"}
