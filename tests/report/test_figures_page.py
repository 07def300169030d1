"""The page on figures names each of them."""

import re
from pathlib import Path

from simtco.report.figures.drawing import drawings

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")


def test_every_figure_has_a_row() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)) == sorted(drawings())
