"""Characters in a file's texts that a reader would not see, or that would mislead one."""

import re
from collections.abc import Iterator
from typing import Any

from simtco.files.places import KeyPath
from simtco.words.wording import said

_UNSHOWABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and line feed: they steer a terminal
    r"\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows (CVE-2021-42574)
    r"\ud800-\udfff\ufffe\uffff]"  # no characters at all
)


def unshowable(node: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Where a key or text of TOML data holds such a character, and what to say of it."""
    if isinstance(node, str):
        yield from ((path, f"this text holds {hidden}") for hidden in _hidden(node))
    elif isinstance(node, dict):
        for key, value in node.items():
            here, name = (*path, key), said(_UNSHOWABLE.sub("", key))
            yield from ((here, f"the key {name} holds {hidden}") for hidden in _hidden(key))
            yield from unshowable(value, here)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from unshowable(value, (*path, index))


def _hidden(text: str) -> Iterator[str]:
    """The first such character of a text, where there is one."""
    found = _UNSHOWABLE.search(text)
    if found:
        yield f"the invisible character U+{ord(found[0]):04X}; take it out"


def shown(text: str) -> str:
    """A text with such characters replaced, each by one that can be seen."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)
