"""docs/calibrate.md: what is printed is what the command says."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import simtco
from tests.usage.synthetic import HEADER, Known, usage

PAGE = (Path(__file__).parents[2] / "docs/calibrate.md").read_text(encoding="utf-8")


def test_the_session_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    usage(Known(per_day=200.0, days=63), seed=11).to_csv("log.csv", index=False)
    (experiment,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    Path("our_bot.toml").write_text(experiment, encoding="utf-8")
    (session,) = re.findall(r"```sh\n(.*?)\n```", PAGE, re.DOTALL)
    shown, wrong = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    calibrated, checked = (
        simtco(*line.removeprefix("simtco ").split()) for line in session.splitlines()
    )
    assert (calibrated.code, checked.code) == (0, 0)
    assert shown in calibrated.out
    ran = simtco("run", "our_bot.toml", "--catalogue", "company", "--trials", "4096", "--json")
    assert ran.code == 0
    Path("bad.csv").write_text(
        f"{HEADER}\n2026-01-01T00:00:00Z,gpt-4o,4,0,5,1,0.1\n"
        "2026-01-01T00:01:00Z,gpt-4o,-4,0,5,1,0.1\n",
        encoding="utf-8",
    )
    said = simtco("calibrate", "bad.csv")
    assert (said.code, said.err) == (2, wrong)
