"""Writes docs/source-cases.md: each figure of the source text beside what our simulation gives.

The figures stand in source_cases.toml; run `python tests/source_cases.py` to write the page again.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simtco.files.catalogue import Catalogue
from simtco.words.belief import Belief
from tests.shipped import futures
from tests.source_takes import TAKES, spread

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs/source-cases.md"
ROWS = tomllib.loads((HERE / "source_cases.toml").read_text(encoding="utf-8"))["section"]
VERDICTS = {
    "reproduced": "reproduced",
    "contradicted": "**contradicted by its own arithmetic**",
    "not derivable": "not derivable from what is given",
    "input": "taken as an input",
}
HEAD = """| Figure | The text | Its own inputs | Simulation | Verdict |
|---|---|---|---|---|"""
INTRODUCTION = """# The figures of the source text

Every figure that the "Build vs. Buy Decision Framework", section 33.6, prints, beside what its own
inputs give and what our experiments say of it. `python tests/source_cases.py` writes this page from
`tests/source_cases.toml` and 16,384 futures of each experiment. A test works out every sum again
and keeps the page equal to what the program gives.

- **Simulation**: the median of the futures and, in brackets, the interval that holds 9 in 10 of
  them; the whole world, hidden costs and shocks included, unless the row names one item.
- **Reproduced**: the text's own inputs give the figure, or a range that holds it.
- **Contradicted by its own arithmetic**: the text's own inputs give another figure.
- **Not derivable from what is given**: the text states too little. "None" marks a row of ours that
  answers a question the text leaves open.
- **Taken as an input**: an assumption of the text. Ours is uncertain around it, or a belief of the
  catalogue.

No belief was bent to make a row agree. Where ours lies far from the text, the text's case is one
future, and the beliefs, most of low confidence, are what to argue about.
"""
CLOSING = """## Figures that no cost hangs on

A 12-month deployment (the horizon); the startup's 30 people; six months until its actual was read;
a temperature of 0.7 and at most 1,024 tokens in code fragment 33.6.2; GPT-4 "for 6 months" before
the migration is weighed (the age of its model). Numbers of chapters, sections and years are left
out.
"""


def simulation(row: dict[str, Any]) -> str:
    """What our simulation says of a figure."""
    if "belief" in row:
        entry = Catalogue().find(row["belief"])
        assert entry is not None
        family = Belief.model_validate(entry.table).family
        return spread(np.array([family.percentile((k + 0.5) / 4_096) for k in range(4_096)]))
    if "take" in row:
        taken = TAKES[row["take"]]()
        return taken if isinstance(taken, str) else spread(taken)
    if "run" not in row:
        return "not simulated"
    changes = (("demand.requests_per_day", str(row["at"])),) if "at" in row else ()
    world = futures(row["run"], *changes)
    if "share" in row:
        items = world.of_categories(row["of"], row["share"])
        part = world.month(row["of"], *items) if items else np.zeros(1)
        return spread(100 * part / world.month(row["of"]))
    return spread(world.month(row["of"], *row.get("items", ())))


def own(row: dict[str, Any]) -> str:
    """What the text's own inputs give."""
    return str(row.get("own", "nothing" if row["text"] == "none" else "as printed"))


@cache
def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for section in ROWS:
        lines = [
            f"| {row['figure']} | {row['text']} | {own(row)} "
            f"| {simulation(row)} | {VERDICTS[row['verdict']]} |"
            for row in section["row"]
        ]
        head = (
            "| Figure | The text | Its own inputs | Simulation | Verdict |\n|---|---|---|---|---|"
        )
        parts.append(f"## {section['title']}\n\n{head}\n" + "\n".join(lines) + "\n")
    return "\n".join([*parts, CLOSING])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
