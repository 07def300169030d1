"""docs/trust.md: the exit codes that there are."""

import re
from pathlib import Path

from simtco.cli.outcome import Outcome

PAGE = (Path(__file__).parents[2] / "docs/trust.md").read_text(encoding="utf-8")


def test_every_exit_code_is_on_the_page() -> None:
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)] == [*Outcome]
