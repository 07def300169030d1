"""What an unfinished run has done: a file for each summary, until the run is whole."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np

from simtco.engine.block import Batch, Summary, Trace
from simtco.engine.simulate import item_keys
from simtco.engine.versions import versions
from simtco.files.experiment import Experiment, placed_words
from simtco.words.arrays import month_type
from simtco.words.base import Named
from simtco.words.strategy import Reading

_LENGTH = {"trials", "max_trials", "tolerance"}  # change how many blocks there are, not the blocks
_NUMBER = np.dtype(np.float64)
_BROKEN = (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile, zlib.error)


class Unfinished:
    """Summaries in a folder, each with the hash of what it was made of.

    A summary that is read is of the same configuration and versions, whole and of the right shape;
    any other is passed over, and `passed_over` says which and why. Without `resume` none is read.
    """

    def __init__(self, folder: Path, experiment: Experiment, *, resume: bool) -> None:
        self.folder = folder
        self.passed_over: list[str] = []
        self.read_again = 0
        self._resume = resume
        self._configuration = configuration_hash(experiment)
        self._months = month_type(experiment.horizon_months)
        self._rows = len(experiment.strategies), len(item_keys(experiment))

    def __len__(self) -> int:
        """Number of summaries in the folder, whatever they are worth."""
        return sum(1 for _ in self.folder.glob("*.npz"))

    def read(self, batch: Batch) -> Summary | None:
        """The summary of a batch; None where there is none to trust."""
        path = self._path(batch)
        if not self._resume or not path.exists():
            return None
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                found = self._checked(batch, arrays)
        except _BROKEN as error:
            self.passed_over.append(f"{path.name}: {error}")
            return None
        self.read_again += 1
        return found

    def keep(self, summary: Summary) -> None:
        """Write a summary, whole or not at all.

        Raises:
            OSError: the folder cannot be written.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(summary.batch)
        fresh = path.with_suffix(".partial")
        with fresh.open("wb") as file:
            np.savez(file, allow_pickle=False, **_arrays(summary, self._configuration))
        fresh.replace(path)

    def clear(self) -> None:
        """Remove everything: the run is whole."""
        rmtree(self.folder, ignore_errors=True)

    def _checked(self, batch: Batch, arrays: Mapping[str, Any]) -> Summary:
        """The summary that a file holds.

        Raises:
            ValueError: it is of another configuration, another batch or another shape.

        """
        head = json.loads(bytes(arrays["head"]))
        if head["configuration"] != self._configuration:
            raise ValueError("another configuration, or other versions")
        if head["batch"] != asdict(batch):
            raise ValueError("other blocks")
        strategies, items = self._rows
        found = Summary(
            batch=batch,
            totals=_of(arrays["totals"], (strategies, batch.trials)),
            break_even=_of(arrays["break_even"], (strategies, batch.trials), self._months),
            items=_of(arrays["items"], (batch.blocks, items)),
            trace=None,
        )
        return replace(found, trace=_trace(arrays, head["readings"])) if head["traced"] else found

    def _path(self, batch: Batch) -> Path:
        return self.folder / f"{batch.first:06d}-{batch.blocks}.npz"


def configuration_hash(experiment: Experiment) -> str:
    """A hash of everything that a summary depends on, but for its batch."""
    said = experiment.model_dump(mode="json")
    said["simulation"] = {k: v for k, v in said["simulation"].items() if k not in _LENGTH}
    streams = [(place, w.name) for place, w in placed_words(experiment) if isinstance(w, Named)]
    whole = json.dumps([said, streams, versions()], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def _arrays(summary: Summary, configuration: str) -> dict[str, Any]:
    trace = summary.trace
    head = {
        "configuration": configuration,
        "batch": asdict(summary.batch),
        "traced": trace is not None,
        "readings": [[name, asdict(reading)] for name, reading in trace.readings] if trace else [],
    }
    arrays = {
        "head": np.frombuffer(json.dumps(head).encode(), dtype=np.uint8),
        "totals": summary.totals,
        "break_even": summary.break_even,
        "items": summary.items,
    }
    if trace is not None:
        arrays |= {"inputs": trace.inputs, "shocks": trace.shocks, "cumulative": trace.cumulative}
        told = enumerate(trace.readings.values())
        arrays |= {f"reading_{number}": values for number, values in told}
    return arrays


def _trace(arrays: Mapping[str, Any], readings: list[tuple[str, dict[str, Any]]]) -> Trace:
    return Trace(
        inputs=arrays["inputs"],
        shocks=arrays["shocks"],
        cumulative=arrays["cumulative"],
        readings={
            (name, Reading(**reading)): arrays[f"reading_{number}"]
            for number, (name, reading) in enumerate(readings)
        },
    )


def _of(array: Any, shape: tuple[int, ...], kind: np.dtype[Any] = _NUMBER) -> Any:
    """An array that is what it should be.

    Raises:
        ValueError: it is not.

    """
    if array.shape != shape or array.dtype != kind:
        raise ValueError(f"{array.dtype} {array.shape} where {kind} {shape} belongs")
    return array
