"""Where a run came from: text, beliefs, seed and versions."""

import datetime as dt
import hashlib
import json
import platform
from collections.abc import Mapping
from typing import Any

from simtco.engine.block import Result
from simtco.engine.versions import versions
from simtco.files.edits import Edits
from simtco.files.load import Loaded


def provenance(loaded: Loaded, result: Result) -> dict[str, str]:
    """What a reader needs to run it again; no time, so that equal runs give equal reports."""
    simulation = loaded.experiment.simulation
    changes = ", ".join(f"{key}={value}" for key, value in loaded.overrides.items())
    edits = loaded.edits
    rows = f"{edits.file}, {len(edits.rows)} of its rows, sha256 {edits.sha256[:16]}"
    laid_over = len(loaded.catalogues) > 1
    return {
        "experiment": f"{loaded.stem}.toml, sha256 {_sha256(loaded.text)[:16]}",
        **({"changed by": changes} if changes else {}),
        **({"inputs from": rows} if edits.rows else {}),
        **({"catalogue": " over ".join(reversed(loaded.catalogues))} if laid_over else {}),
        "simulation": (
            f"{result.trials:,} trials in {result.blocks} blocks, {simulation.sampler} sampler, "
            f"seed {simulation.seed}"
        ),
        "versions": ", ".join(f"{name} {version}" for name, version in versions()),
    }


def record(loaded: Loaded, result: Result, started: dt.datetime, seconds: float) -> dict[str, Any]:
    """What run.json holds: the text, every belief with its file and hash, seed, versions, time."""
    return {
        "schema": 1,
        "experiment": loaded.stem,
        "config": loaded.text,
        "config_sha256": _sha256(loaded.text),
        "overrides": dict(loaded.overrides),
        "inputs": edited(loaded.edits),
        "catalogues": list(loaded.catalogues),
        "catalogue_entries": entries(loaded),
        "beliefs": beliefs(loaded),
        "trials": result.trials,
        "blocks": result.blocks,
        "seed": loaded.experiment.simulation.seed,
        "sampler": loaded.experiment.simulation.sampler,
        "versions": dict(versions()) | {"python": platform.python_version()},
        "platform": platform.platform(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
    }


def edited(edits: Edits) -> dict[str, Any] | None:
    """The spreadsheet that was laid over the experiment: before and after of each edited cell."""
    if not edits.file:
        return None
    return {
        "file": edits.file,
        "sha256": edits.sha256,
        "changed": {
            edit.name: {key: list(change) for key, change in edit.changes.items()}
            for edit in edits.rows
        },
    }


def beliefs(loaded: Loaded) -> dict[str, Mapping[str, Any]]:
    """Every uncertain number as it was understood, with a hash that changes when it does."""
    found: dict[str, Mapping[str, Any]] = {}
    for name, belief in loaded.experiment.stated.items():
        said = belief.model_dump_json(exclude_none=True)
        found[name] = {
            "sentence": belief.sentence(),
            "base": belief.base,
            "source": belief.source,
            "from": _stated_in(name, loaded),
            "sha256": _sha256(said)[:16],
        }
    return found


def entries(loaded: Loaded) -> dict[str, Mapping[str, Any]]:
    """Every entry of the catalogue that was used, packs and shapes too: its file, and a hash."""
    return {
        name: {
            "sort": entry.sort,
            "from": entry.file,
            "replaces": entry.replaced.file if entry.replaced else None,
            "sha256": _sha256(json.dumps(entry.table, sort_keys=True, default=str))[:16],
        }
        for name, entry in loaded.entries.items()
    }


def _stated_in(name: str, loaded: Loaded) -> str:
    """The file of a belief, by the name of its catalogue; or the option that stated it."""
    place = loaded.places[name]
    if any(edit.name == name for edit in loaded.edits.rows):
        return loaded.edits.file
    for entry in loaded.entries.values():
        if place.file == entry.place.file:
            return entry.file
    return f"{loaded.stem}.toml" if place.line else place.file


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
