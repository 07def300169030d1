"""What takes long is worked out once for all who ask of a result."""

import importlib
import inspect
import pkgutil
from typing import Any

import pytest

import simtco.metrics as folder
from simtco.engine.block import Result
from tests.report import written

MODULES = [
    importlib.import_module(f"{folder.__name__}.{module.name}")
    for module in pkgutil.iter_modules(folder.__path__)
]
KEPT = {
    f"{module.__name__}.{name}": member
    for module in MODULES
    for name, member in vars(module).items()
    if hasattr(member, "cache_info")
    and member.__module__ == module.__name__
    and Result in inspect.get_annotations(member).values()
}


@pytest.mark.parametrize("name", KEPT)
def test_a_second_call_works_nothing_out(name: str) -> None:
    kept: Any = KEPT[name]
    result = written.result("shaken")
    _, *others = inspect.signature(kept).parameters.values()
    flags = {each.name: True for each in others if each.default is each.empty}
    kept(result, **flags)
    before = kept.cache_info().misses
    kept(result, **flags)
    assert kept.cache_info().misses == before
