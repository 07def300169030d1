"""Data -> TOML text, for whatever data a mutation leaves."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dumped(data: dict[str, Any]) -> str:
    """A text that the standard library reads as these data."""
    return "\n".join(_lines((), data)) + "\n"


def _lines(path: tuple[str, ...], table: dict[str, Any]) -> Iterator[str]:
    """Plain keys first, then tables; tables below the fourth level stand in one line."""
    below = {key: v for key, v in table.items() if isinstance(v, dict) and len(path) < 4}
    yield from (f"{_key(key)} = {_value(v)}" for key, v in table.items() if key not in below)
    for key, inner in below.items():
        yield f"[{'.'.join(map(_key, (*path, key)))}]"
        yield from _lines((*path, key), inner)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        text = "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    elif isinstance(value, list):
        text = "[" + ", ".join(map(_value, value)) + "]"
    elif isinstance(value, str):
        text = _text(value)
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dt.date | dt.time):
        text = value.isoformat()
    else:
        text = str(value)
    return text
