"""A report that a run left on disk, read again."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simtco.report.summary import SCHEMA

_MOST_BYTES = 100_000_000


class IncomparableError(Exception):
    """A folder holds no report, or two reports cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The numbers of a run (summary.json) and where they came from (run.json)."""

    folder: Path
    summary: Mapping[str, Any]
    record: Mapping[str, Any]

    @property
    def numbers(self) -> dict[str, tuple[float, float | None]]:
        """Each number found of a strategy with its standard error, by dotted key."""
        return {
            f"{name}.{key}": (value, _at(found["standard_error"], key))
            for name, found in self.summary["strategies"].items()
            for key, value in _leaves(found)
            if not key.startswith("standard_error.")
        }


def read_run(folder: Path) -> RunFolder:
    """The report in a folder.

    Raises:
        IncomparableError: there is none, it is broken, or another version of simtco wrote it.

    """
    summary, record = (_read(folder / name) for name in ("summary.json", "run.json"))
    for name, data in (("summary.json", summary), ("run.json", record)):
        if data.get("schema") != SCHEMA:
            said = f"schema {data.get('schema')}, and this simtco reads schema {SCHEMA}"
            raise IncomparableError(f"{folder / name} is of {said}; run the experiment again")
    return RunFolder(folder, summary, record)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise IncomparableError(f"{path} is larger than {_MOST_BYTES:,} bytes; no run wrote it")
        data = json.loads(path.read_bytes())
    except OSError as error:
        said = f"{path} cannot be read: {error.strerror}; name a folder that simtco run has written"
        raise IncomparableError(said) from error
    except (ValueError, RecursionError) as error:
        raise IncomparableError(f"{path} is not JSON; run the experiment again") from error
    if not isinstance(data, dict):
        raise IncomparableError(f"{path} holds no report; run the experiment again")
    return data


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, float]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}{key}.")
        elif isinstance(value, int | float):
            yield f"{path}{key}", float(value)


def _at(table: Any, key: str) -> float | None:
    for part in key.split("."):
        table = table.get(part) if isinstance(table, dict) else None
    return table if isinstance(table, float | int) else None
