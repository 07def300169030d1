"""What a shell completes after Tab; a file that cannot be read completes to nothing."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

BACKENDS = ("serial", "threads", "processes", "dask")


def experiment_files(incomplete: str) -> list[str]:
    """Files that may be experiments, and folders; what a single folder holds, at once."""
    found = _paths(incomplete, ".toml")
    while len(found) == 1 and found[0].endswith("/"):
        inside = _paths(found[0], ".toml")
        if not inside:
            break
        found = inside
    return found


def strategies(context: typer.Context, incomplete: str) -> list[str]:
    """The strategies of the experiment that the line names."""
    tables = _experiment(context).get("strategies", {})
    return [name for name in tables if name.startswith(incomplete)]


def numbers(context: typer.Context, incomplete: str) -> list[str]:
    """The keys of the experiment that the line names."""
    return [key for key in _keys(_experiment(context)) if key.startswith(incomplete)]


def settings(context: typer.Context, incomplete: str) -> list[str]:
    """The same keys, each with the equals sign that --set needs."""
    return [f"{key}=" for key in numbers(context, incomplete)]


def entries(incomplete: str) -> list[str]:
    """The names of the catalogue."""
    from simtco.files.catalogue import Catalogue

    bare = incomplete.removeprefix("@")
    at = incomplete[: len(incomplete) - len(bare)]
    names = (entry.name for entry in Catalogue().entries())
    return [f"{at}{name}" for name in names if name.startswith(bare)]


def topics(incomplete: str) -> list[str]:
    """The topics of the catalogue."""
    from simtco.files.catalogue import Catalogue

    return [name for name in Catalogue().topics if name.startswith(incomplete)]


def backends(incomplete: str) -> list[str]:
    """What workers may be."""
    return [word for word in BACKENDS if word.startswith(incomplete)]


def confidences(incomplete: str) -> list[str]:
    """How far a belief may be trusted."""
    return [word for word in ("low", "medium", "high") if word.startswith(incomplete)]


def _paths(incomplete: str, suffix: str) -> list[str]:
    folder, slash, begun = incomplete.rpartition("/")
    try:
        within = sorted(Path(folder + slash or ".").iterdir())
    except OSError:
        return []
    return [
        f"{folder}{slash}{path.name}{'/' if path.is_dir() else ''}"
        for path in within
        if path.name.startswith(begun)
        and path.name.startswith(".") <= begun.startswith(".")
        and (path.is_dir() or path.suffix == suffix)
    ]


def _experiment(context: typer.Context) -> Mapping[str, Any]:
    # An option that waits for its value leaves the arguments before it unparsed.
    named = context.params.get("experiment") or next(iter(context.args), None)
    try:
        return tomllib.loads(Path(named).read_text(encoding="utf-8")) if named else {}
    except (OSError, ValueError):
        return {}


def _keys(table: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Dotted keys down to values; a table that states one number is a value too."""
    for name, value in table.items():
        key = f"{before}{name}"
        if not isinstance(value, dict):
            yield key
        elif not _states_a_number(value):
            yield from _keys(value, f"{key}.")
        else:
            yield key


def _states_a_number(table: Mapping[str, Any]) -> bool:
    return "costs" not in table and any(
        key in table for key in ("p50", "mode", "values", "mean", "p5", "p10", "belief")
    )
