"""The page on figures names each of them, and its Python runs."""

import re
from pathlib import Path

import pytest

from simtco.report.figures.drawing import drawings

ROOT = Path(__file__).parents[2]
SHIPPED = "experiments/gpt4o_vs_llama70b.toml"
PAGE = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")


def test_every_figure_has_a_row() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)) == sorted(drawings())


def test_its_python_writes_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    path = str(ROOT / SHIPPED)
    monkeypatch.chdir(tmp_path)
    exec(code.replace(SHIPPED, path), {})  # noqa: S102
    assert {file.name for file in tmp_path.iterdir()} == {
        "s_curve.png",
        "tornado.png",
        "crossover.png",
    }
