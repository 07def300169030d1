"""The raw data: CSV files, read whole."""

import csv
from datetime import date
from pathlib import Path

import numpy as np

from simtco.words.arrays import Floats


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def numbers(rows: list[dict[str, str]], column: str) -> Floats:
    return np.array([float(row[column]) for row in rows])


def day(text: str) -> date:
    return date.fromisoformat(text)
