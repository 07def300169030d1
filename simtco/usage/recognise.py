"""Which export a file is, by its columns."""

import importlib
import inspect
import pkgutil
from collections.abc import Collection
from functools import cache

from simtco.usage.format import Format


@cache
def formats() -> tuple[Format, ...]:
    """One of every format in the folder `formats`, by label."""
    package = "simtco.usage.formats"
    found = []
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        members = vars(importlib.import_module(f"{package}.{module.name}")).values()
        found += [
            member()
            for member in members
            if inspect.isclass(member)
            and issubclass(member, Format)
            and member.__module__.endswith(f".{module.name}")
        ]
    return tuple(sorted(found, key=lambda each: each.label))


def recognise(columns: Collection[str]) -> Format | None:
    """The format whose needed columns are all there; of several the one that needs the most."""
    fitting = [each for each in formats() if each.needs <= set(columns)]
    return max(fitting, key=lambda each: len(each.needs), default=None)


def unrecognised(columns: Collection[str]) -> str:
    """What to say of columns that no format knows: what the nearest one lacks."""
    there = set(columns)
    nearest = max(formats(), key=lambda each: len(each.needs & there) / len(each.needs))
    if not nearest.needs & there:
        known = ", ".join(each.label for each in formats())
        return f"no export that is known: its columns are those of none of {known}"
    lacking = ", ".join(sorted(nearest.needs - there))
    return f"no export that is known; nearest is {nearest.label}, and it lacks {lacking}"
