"""The catalogue's derived figures follow from the raw data, where that is at hand."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"


def test_derived_beliefs_are_what_the_raw_data_give() -> None:
    if not DATA.is_dir():
        pytest.skip("the raw data is not here")
    command = [sys.executable, str(ROOT / "benchmarks/derive_beliefs.py"), str(DATA), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
