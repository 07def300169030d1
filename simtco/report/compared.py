"""Two runs side by side: what was changed, and what it did to each result."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from simtco.report.columns import columns
from simtco.report.phrases import NONE, level_name, plain, signed
from simtco.report.run_folder import IncomparableError, RunFolder
from simtco.words.percentiles import percentile_key
from simtco.words.wording import figure, said

SCHEMA = 1
_SETTINGS = ("trials", "seed", "sampler")
_CERTAIN = "none"
_CHANCE = f"Under 2 standard errors a change may be chance; {_CERTAIN} where nothing was sampled."


@dataclass(frozen=True, slots=True)
class Change:
    """Something that the two runs say differently; None where one of them does not say it."""

    what: str
    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A number of a strategy in both runs.

    standard_error is that of the difference as if the runs were independent: with the same seed
    they share their futures, and the true one is mostly smaller. standard_errors counts how many of
    them the difference is; None where nothing was sampled.
    """

    strategy: str
    key: str
    before: float
    after: float
    difference: float
    standard_error: float | None
    standard_errors: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed between two runs, and every number that both found."""

    before: RunFolder
    after: RunFolder
    changes: tuple[Change, ...]
    results: tuple[Moved, ...]

    def as_data(self) -> dict[str, Any]:
        """What `simtco compare --json` prints."""
        return {
            "schema": SCHEMA,
            "before": str(self.before.folder),
            "after": str(self.after.folder),
            "currency": self.before.summary["currency"],
            "horizon_months": self.before.summary["horizon_months"],
            "changes": [asdict(change) for change in self.changes],
            "results": [asdict(result) for result in self.results],
        }

    def as_text(self) -> str:
        """Changes line by line, then the main results in a table."""
        lines = [f"{self.before.folder} -> {self.after.folder}", ""]
        lines += [_line(change) for change in self.changes] or ["Nothing was changed."]
        currency = self.before.summary["currency"]
        rows = [_row(each) for each in self.results if each.key in self._main]
        heads = ("strategy", "result", "before", "after", "change", "standard errors")
        return "\n".join(
            [
                *lines,
                "",
                *columns(heads, rows, heads[2:]),
                "",
                f"Money in {currency}. {_CHANCE}",
            ]
        )

    @property
    def _main(self) -> set[str]:
        levels = {percentile_key(run.summary["confidence"]) for run in (self.before, self.after)}
        return {"base", "mean", "p50", "p95", "p_cheapest", "p_within_budget", *levels}


def compared(before: RunFolder, after: RunFolder) -> Compared:
    """Compare two runs of one currency and one horizon.

    Raises:
        IncomparableError: currency or horizon differ.

    """
    for key, what, unit, mend in (
        ("currency", "currency", "", "state the money of both in one"),
        ("horizon_months", "horizon", " months", "run one of them again over the other's months"),
    ):
        one, other = before.summary[key], after.summary[key]
        if one != other:
            raise IncomparableError(
                f"the runs differ in their {what}: {one}{unit} in {before.folder}, {other}{unit} "
                f"in {after.folder}; {mend}"
            )
    return Compared(before, after, tuple(_changes(before, after)), tuple(_moved(before, after)))


def _changes(before: RunFolder, after: RunFolder) -> Iterator[Change]:
    one, other = before.record, after.record
    yield from _differ("key", _stated(one), _stated(other))
    yield from _hashed("belief", one["beliefs"], other["beliefs"], "sentence")
    entries = (one["catalogue_entries"], other["catalogue_entries"])
    packs = [{k: e for k, e in each.items() if e["sort"] != "belief"} for each in entries]
    yield from _hashed("catalogue", packs[0], packs[1], "sha256")
    yield from _differ("setting", *({k: str(r[k]) for k in _SETTINGS} for r in (one, other)))
    yield from _differ("version", one["versions"], other["versions"])


def _stated(record: Mapping[str, Any]) -> dict[str, str]:
    """What the file says, key by key, with what was laid over it; settings are told apart."""
    stated = dict(_leaves(tomllib.loads(record["config"])))
    own = stated | {k: str(v) for k, v in record["overrides"].items()}
    return {key: value for key, value in own.items() if not key.startswith("simulation.")}


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", str(value) if isinstance(value, list) else said(value)


def _differ(what: str, one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[Change]:
    for key in dict.fromkeys((*one, *other)):
        if one.get(key) != other.get(key):
            yield Change(what, key, one.get(key), other.get(key))


def _hashed(
    what: str, one: Mapping[str, Any], other: Mapping[str, Any], told: str
) -> Iterator[Change]:
    """What has another hash, by what is told of it."""
    for key in dict.fromkeys((*one, *other)):
        pair = [each.get(key) for each in (one, other)]
        hashes = [each["sha256"] if each else None for each in pair]
        if hashes[0] != hashes[1]:
            yield Change(what, key, *(str(each[told]) if each else None for each in pair))


def _moved(before: RunFolder, after: RunFolder) -> Iterator[Moved]:
    one, other = before.numbers, after.numbers
    for name in before.summary["strategies"]:
        for at, (value, error) in one.items():
            if not at.startswith(f"{name}.") or at not in other:
                continue
            now, other_error = other[at]
            sampled = error is not None and other_error is not None
            spread = math.hypot(error or 0.0, other_error or 0.0) if sampled else None
            many = (now - value) / spread if spread else None
            key = at.removeprefix(f"{name}.")
            yield Moved(name, key, value, now, now - value, spread, many)


def _line(change: Change) -> str:
    what = {"key": "", "setting": ""}.get(change.what, f"{change.what} ")
    if change.before is None:
        return f"+ {what}{change.key}: {change.after}"
    if change.after is None:
        return f"- {what}{change.key}: {change.before}"
    if change.before == change.after:
        return f"* {what}{change.key}: {change.after}, but its source, note or base is another"
    return f"* {what}{change.key}: {change.before} -> {change.after}"


def _row(moved: Moved) -> tuple[str, ...]:
    share = moved.key.startswith("p_")
    scale, unit = (100.0, "%") if share else (1.0, "")
    many = moved.standard_errors
    return (
        moved.strategy,
        _name(moved.key),
        plain(scale * moved.before) + unit,
        plain(scale * moved.after) + unit,
        signed(scale * moved.difference) + unit,
        (NONE if moved.standard_error is not None else _CERTAIN)
        if many is None
        else f"{figure(abs(many), 2)}",
    )


def _name(key: str) -> str:
    if key[0] == "p" and key[1:].replace(".", "").isdecimal():
        return level_name(float(key[1:]) / 100.0)
    return key.removeprefix("p_").replace("_", " ")
