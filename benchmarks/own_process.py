"""What a command takes in a process of its own."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spent:
    """What one process took: seconds after its imports and in all, and its peak memory in KiB."""

    work: float
    process: float
    memory: float


def spent(command: Sequence[str], what: str) -> Spent:
    """Run a command that ends by writing the seconds of its work to stderr.

    Raises:
        SystemExit: it failed; the message names what was run.

    """
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read() if child.stderr else ""
    _, status, usage = os.wait4(child.pid, 0)
    process = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{what} failed:\n{said}")
    return Spent(float(said.split()[-1]), process, float(usage.ru_maxrss))
