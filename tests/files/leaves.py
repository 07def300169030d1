"""What a TOML text holds, as the standard library reads it."""

import tomllib
from collections.abc import Iterator
from typing import Any

from simtco.files.places import KeyPath, key_places


def leaves(node: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Each key and each element with its value; tables and lists before what is in them."""
    if path:
        yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))


def assert_every_place(text: str) -> None:
    assert set(key_places(text)) == {path for path, _ in leaves(tomllib.loads(text))}
