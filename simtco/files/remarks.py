"""What the user of a sound experiment should know of its beliefs."""

import datetime as dt
from collections.abc import Iterator

from simtco.files.catalogue import SHIPPED
from simtco.files.load import DAY_SHAPE, Loaded
from simtco.files.problems import Place


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
