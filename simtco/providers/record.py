"""Measurements as a CSV file that `simtco calibrate` reads, a line for each request."""

import csv
import datetime as dt
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

from simtco.providers.attempt import Attempt

COLUMNS = (
    "timestamp",
    "model",
    "input_tokens",
    "cached_input_tokens",
    "output_tokens",
    "requests",
    "cost_usd",
    "provider",
    "status",
    "first_token_seconds",
    "total_seconds",
)


class RecordError(Exception):
    """A file is there that measurements cannot be added to."""


class Record:
    """A CSV file of measurements, a line for each request; new ones are added to those it has.

    A line is written in one piece and on the disk before the next request is sent.
    """

    def __init__(
        self, path: Path, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    ) -> None:
        """Open a file, or begin it.

        Raises:
            RecordError: it holds something else, or its last line is cut off.
            OSError: it cannot be written.

        """
        self.path = path
        self._now = now
        self.had = _lines_of(path)
        self._file = path.open("ab", buffering=0)
        if not self.had:
            self._write(COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, attempt: Attempt) -> None:
        """Add a request that has just ended; its time stamp is when it began, in UTC.

        Raises:
            OSError: the disk refuses.

        """
        began = self._now() - dt.timedelta(seconds=attempt.total_seconds)
        first = attempt.first_token_seconds
        self._write(
            (
                began.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                attempt.model,
                attempt.tokens.input,
                attempt.tokens.cached,
                attempt.tokens.output,
                1,
                attempt.cost_usd,
                attempt.provider,
                attempt.status,
                "" if first is None else f"{first:.6f}",
                f"{attempt.total_seconds:.6f}",
            )
        )

    def _write(self, cells: tuple[object, ...]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\n").writerow(cells)
        self._file.write(line.getvalue().encode())
        os.fsync(self._file.fileno())


def _lines_of(path: Path) -> int:
    """How many lines a file has; 0 where it is not there, or empty."""
    if not path.exists() or not (data := path.read_bytes()):
        return 0
    lines = data.split(b"\n")
    if lines[0].rstrip(b"\r") != ",".join(COLUMNS).encode():
        raise RecordError(
            f"{path}:1: holds something else than measurements; name another file with --out"
        )
    if lines[-1]:
        raise RecordError(f"{path}:{len(lines)}: the line is cut off; mend it or take it out")
    return len(lines) - 1
