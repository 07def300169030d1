"""An experiment with numbers of many forms, its rows, and the rows with some cells changed."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simtco.files.input_rows import COLUMNS

Simtco = Callable[..., Any]

TEXT = """
title = "Rent or host?"
horizon_months = 6
simulation.trials = 1

[inputs]
pay = { p10 = 10_000, p50 = 12_000, p90 = 15_000, unit = "USD/month", source = "payroll" }
share = { kind = "beta", p10 = 0.2, p50 = 0.4, p90 = 0.6, note = "=HYPERLINK(1)" }
known = 7

[strategies.rent]
include = ["@hidden_costs.api"]
[strategies.rent.costs.bill]
kind = "line"
monthly = { kind = "lognormal", p5 = 3_000, p95 = 6_000, path = { kind = "growth", annual = 0.1 } }

[strategies.host.costs]
staff = { kind = "staff", fte = "@inputs.share", month_cost = "@inputs.pay" }
ops = { kind = "staff", fte = 0.5, month_cost = "@people.devops_month" }
gpus = { kind = "line", monthly = { kind = "pert", low = 2_000, mode = 3_000, high = 9_000 } }
"""


def rows(said: Any) -> dict[str, dict[str, str]]:
    """What `simtco inputs --csv` wrote, by name."""
    return {row["input"]: row for row in csv.DictReader(io.StringIO(said.out))}


def edited(simtco: Simtco, file: Path, /, **changes: dict[str, str]) -> Path:
    """The file's rows with some cells changed, as a spreadsheet would save them."""
    said = rows(simtco("inputs", file, "--csv"))
    for name, cells in changes.items():
        said[name.replace("__", ".")].update(cells)
    with Path("edited.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(said.values())
    return Path("edited.csv")
