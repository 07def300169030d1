"""Fail if a test that runs the changed line fails: the test command of cosmic-ray.

Reads `.coverage` with a context for each test; those that cover least come first. Where no test
runs the line (it is read on import), those that run any line of its file are asked.
"""

import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_DATA = Path(os.environ.get("COVERAGE_FILE", _ROOT / ".coverage"))


def tests_of(module: str, lines: set[int]) -> list[str]:
    """The tests that run one of the lines of a module, those that cover least first."""
    with sqlite3.connect(_DATA) as data:
        covered = data.execute(
            "select file.path, context.context, line_bits.numbits from line_bits"
            " join file on file.id = file_id join context on context.id = context_id"
            " where context.context like 'tests.%'"
        ).fetchall()
    count: Counter[str] = Counter()
    ran: dict[str, set[int]] = {}
    for path, test, bits in covered:
        count[test] += int.from_bytes(bits).bit_count()
        if path.endswith(f"/{module}"):
            ran[test] = {8 * at + bit for at, byte in enumerate(bits) for bit in _bits(byte)}
    asked = [test for test in ran if lines & ran[test]] or list(ran)
    return [_as_test(test) for test in sorted(asked, key=lambda test: (count[test], test))]


def _bits(byte: int) -> list[int]:
    return [bit for bit in range(8) if byte >> bit & 1]


def _as_test(context: str) -> str:
    """`tests/metrics/test_x.py::test_y` of `tests.metrics.test_x.test_y`."""
    module, _, test = context.rpartition(".")
    return f"{module.replace('.', '/')}.py::{test}"


def main() -> int:
    """Run them until one fails."""
    diff = subprocess.run(
        ["git", "diff", "-U0", "simtco"],  # noqa: S607
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    module = re.findall(r"^--- a/(.*)$", diff, re.MULTILINE)[0]
    lines = {int(line) for line in re.findall(r"^@@ -(\d+)", diff, re.MULTILINE)}
    options = ["-q", "-x", "-n0", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, *tests_of(module, lines)]
    code = subprocess.run(command, cwd=_ROOT, check=False).returncode
    ran_none = code in {pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED}
    return 0 if ran_none else code


if __name__ == "__main__":
    sys.exit(main())
