"""Versions of simtco and of what its numbers depend on."""

from functools import cache
from importlib import metadata

_LIBRARIES = ("simtco", "numpy", "scipy", "pydantic", "genai-prices")


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Each library with its version."""
    return tuple((name, metadata.version(name)) for name in _LIBRARIES)
