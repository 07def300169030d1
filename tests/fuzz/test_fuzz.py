"""Whatever is changed in a shipped experiment: a message with a place, or numbers.

`SIMTCO_NIGHTLY=1 pytest tests/fuzz` tries 20,000 cases in place of 500. A case that is found ends
as a file of tests/errors.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

CASES, NIGHTLY = 500, 20_000
ROOT = Path(__file__).parents[2]


def test_no_traceback_no_hang_no_flood_of_memory_and_every_message_has_a_line() -> None:
    count, every = (NIGHTLY, 1) if os.environ.get("SIMTCO_NIGHTLY") else (CASES, 4)
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.tries", "0", str(count), str(every)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *finds, total = map(json.loads, done.stdout.splitlines())
    assert finds == []
    assert total["of"] == count
    assert total["peak_mib"] < 1024
    assert 0.05 * count < total["sound"] < 0.5 * count  # else they show too little
