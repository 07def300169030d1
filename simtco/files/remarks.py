"""What the user of a sound experiment should know of its beliefs."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from simtco.files.catalogue import SHIPPED
from simtco.files.load import DAY_SHAPE, Loaded
from simtco.files.problems import Place
from simtco.words.wording import figure


def replacements(loaded: Loaded) -> Iterator[str]:
    """Each entry that it uses of a catalogue laid over another one, and that hides one there.

    An entry that says `replaces = true` does so by intent.
    """
    for entry in loaded.entries.values():
        if entry.replaced is not None and not entry.deliberate:
            shipped = entry.replaced.layer == SHIPPED
            hidden = "that comes with simtco" if shipped else f"of {entry.replaced.place}"
            yield (
                f"{entry.place} @{entry.name} replaces the one {hidden}; "
                "replaces = true there says that it shall"
            )


def edits(loaded: Loaded) -> Iterator[str]:
    """Each row of a spreadsheet that changed the experiment, or that none did."""
    yield from (str(edit) for edit in loaded.edits.rows)
    if loaded.edits.file and not loaded.edits.rows:
        yield f"{loaded.edits.file} says what the experiment says already"


def warnings(loaded: Loaded, today: dt.date) -> Iterator[str]:
    """What the user should look at before relying on the numbers."""
    yield from outdated(loaded, today)
    yield from impossible(loaded)


def impossible(loaded: Loaded) -> Iterator[str]:
    """Each set of correlations that cannot all hold, with the change that was made to it."""
    for cluster in loaded.experiment.clusters:
        if cluster.repaired:
            row, column = np.unravel_index(
                np.argmax(np.abs(cluster.used - cluster.asked)), cluster.asked.shape
            )
            first, second = cluster.members[min(row, column)], cluster.members[max(row, column)]
            yield (
                f"the correlations between {', '.join(cluster.members)} cannot all hold at once; "
                f"the nearest that can are used, such as {figure(cluster.used[row, column])} for "
                f"{first} with {second}, not {figure(cluster.asked[row, column])}"
            )


def outdated(loaded: Loaded, today: dt.date) -> Iterator[str]:
    """Each belief past the day after which it must be looked at again."""
    for name, day, place in _ageing(loaded):
        if day < today:
            at = f"{place.file}:{place.line}" if place.line else place.file
            yield f"{name} was good until {day}; look at it again: {at}"


def _ageing(loaded: Loaded) -> Iterator[tuple[str, dt.date, Place]]:
    for name, entry in loaded.entries.items():
        day = entry.table.get("good_until")
        if isinstance(day, dt.date):
            yield f"@{name}", day, entry.place
    for name, belief in loaded.experiment.stated.items():
        if belief.good_until and name not in loaded.entries:
            yield name, belief.good_until, loaded.places[name]
    demand = loaded.experiment.demand
    stated_here = not any(entry.is_shape for entry in loaded.entries.values())
    if demand and demand.day_shape.good_until and stated_here:
        yield DAY_SHAPE, demand.day_shape.good_until, loaded.places[DAY_SHAPE]
