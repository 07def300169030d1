"""Shipped experiments with something wrong: keys, types, numbers, references, encodings, sizes.

A case is its number: the same number gives the same text.
"""

import copy
import datetime as dt
import math
import random
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from simtco.files.catalogue import Catalogue
from simtco.words.base import kind_of
from simtco.words.distribution import FAMILIES
from tests.fuzz.dump import dumped

ROOT = Path(__file__).parents[2]
ODD: tuple[Any, ...] = (
    True, False, 0, 1, -1, 2, 0.5, -0.0, 1e-6, 1e-300, 5e-324, 1e15, 1e29, 1e30, 1e300, 1.7e308,
    math.inf, -math.inf, math.nan, 10**18, 2**63, -(2**63), 10**400, "", " ", "x", "@", "@x",
    "@inputs", "@inputs.x", "@people", "@people.devops_month", "@hidden_costs.api", "@a..b", "@@",
    "1 to 2", "2 to 1", "1 to", "0 to 0", "-1 to 1", "1e308 to 1e309", "5%", "-5%", "1_0 to 2_0",
    "nan", "inf", "\u202e", "\0", "é" * 100, "x" * 5_000, "{{ 7 * 7 }}", "=1+1", "<b>", "%s%n",
    "../x.csv", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/x", "openai/gpt-4o",
    [], [[]], [1], [1, 2], [1, "x"], [{}], [0] * 300, {}, {"kind": "x"}, {"kind": "pert"},
    {"p10": 1, "p50": 2, "p90": 3}, {"p10": 3, "p50": 2, "p90": 1}, {"belief": "@inputs.x"},
    {"kind": "empirical", "csv": "x.csv", "column": "x"}, {"": {}}, {"x": {"x": {"x": 1}}},
    dt.date(2026, 1, 1), dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.time(1, 2, 3),
    dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
)  # fmt: skip

Keys = tuple[str | int, ...]


@cache
def texts() -> dict[str, str]:
    """The shipped experiments by name."""
    files = sorted((ROOT / "experiments").glob("*.toml"))
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def mutated(number: int) -> tuple[str, bytes]:
    """The name of the experiment that a case begins with, and the bytes that it is left with."""
    dice = random.Random(number)  # noqa: S311  (no secret hangs on it)
    name = dice.choices(list(texts()), [len(text) ** -1.5 for text in texts().values()])[0]
    return name, altered(texts()[name], dice)


def altered(text: str, dice: random.Random) -> bytes:
    """The text with one to three things changed, in its data or in its bytes."""
    if dice.random() < 0.15:
        return dice.choice(_OF_BYTES)(text, dice)
    data = tomllib.loads(text)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        dice.choice(_OF_DATA)(data, dice)
    return dumped(data).encode("utf-8", errors="replace")


def _spots(node: Any, path: Keys = ()) -> Iterator[tuple[Any, Any]]:
    """Every container with each key or index in it."""
    if isinstance(node, dict | list):
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            yield node, key
            yield from _spots(node[key], (*path, key))


def _spot(data: dict[str, Any], dice: random.Random) -> tuple[Any, Any]:
    spots = list(_spots(data))
    return dice.choice(spots) if spots else (data, data.setdefault("x", 1) and "x")


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Every key of a shipped experiment, and everything that stands under one."""
    keys: dict[str, None] = {}
    values = []
    for text in texts().values():
        for holder, key in _spots(tomllib.loads(text)):
            values.append(holder[key])
            keys.update({key: None} if isinstance(key, str) else {})
    return tuple(keys), tuple(values)


@cache
def _kinds() -> tuple[str, ...]:
    found = {v for v in _vocabulary()[1] if isinstance(v, str) and v.isidentifier()}
    return tuple(sorted(found | {kind_of(family) for family in FAMILIES}))


@cache
def _names() -> tuple[str, ...]:
    return tuple(f"@{entry.name}" for entry in Catalogue().entries())


def _odd_value(data: dict[str, Any], dice: random.Random) -> None:
    holder, key = _spot(data, dice)
    holder[key] = copy.deepcopy(dice.choice(ODD))


def _odd_number(data: dict[str, Any], dice: random.Random) -> None:
    numbers = [
        (holder, key)
        for holder, key in _spots(data)
        if isinstance(holder[key], int | float) and not isinstance(holder[key], bool)
    ]
    for holder, key in dice.sample(numbers, min(len(numbers), dice.choice((1, 1, 1, 3)))):
        value = holder[key]
        factor = dice.choice((0, -1, 10, 0.1, 1e3, 1e-3, 1e6, 1e-6, 1e12, 1e-12, 1e25))
        with suppress(OverflowError, ValueError):  # 10**400 has no float, infinity no whole number
            holder[key] = dice.choice((value * factor, int(value), float(value), value + 1))


def _other_value(data: dict[str, Any], dice: random.Random) -> None:
    holder, key = _spot(data, dice)
    holder[key] = copy.deepcopy(dice.choice(_vocabulary()[1]))


def _other_kind(data: dict[str, Any], dice: random.Random) -> None:
    kinds = [(holder, key) for holder, key in _spots(data) if key == "kind"]
    holder, key = dice.choice(kinds) if kinds else _spot(data, dice)
    holder[key] = dice.choice(_kinds())


def _other_reference(data: dict[str, Any], dice: random.Random) -> None:
    named = [
        (holder, key)
        for holder, key in _spots(data)
        if isinstance(holder[key], str) and holder[key].startswith("@")
    ]
    holder, key = dice.choice(named) if named else _spot(data, dice)
    inputs = data.get("inputs")
    own = [f"@inputs.{name}" for name in inputs] if isinstance(inputs, dict) else []
    holder[key] = dice.choice((*own, dice.choice(_names()), "@inputs.no", "@no.no", "@no"))


def _new_key(data: dict[str, Any], dice: random.Random) -> None:
    tables = [data, *(h[k] for h, k in _spots(data) if isinstance(h[k], dict))]
    keys, values = _vocabulary()
    key = dice.choice((*keys, "", "x.y", "é", "kind", "belief", "path", "p101", "p5_", "a" * 300))
    dice.choice(tables)[key] = copy.deepcopy(dice.choice((dice.choice(values), dice.choice(ODD))))


def _no_key(data: dict[str, Any], dice: random.Random) -> None:
    holder, key = _spot(data, dice)
    del holder[key]


def _renamed_key(data: dict[str, Any], dice: random.Random) -> None:
    holder, key = _spot(data, dice)
    value = holder.pop(key)
    if isinstance(holder, dict):
        at = dice.randrange(len(key) + 1)
        typo = key[:at] + dice.choice(("", "x", "_", key[at : at + 1])) + key[at + 1 :]
        holder[dice.choice((typo, dice.choice(_vocabulary()[0]), key.upper()))] = value


def _swapped(data: dict[str, Any], dice: random.Random) -> None:
    (a, i), (b, j) = _spot(data, dice), _spot(data, dice)
    a[i], b[j] = copy.deepcopy(b[j]), copy.deepcopy(a[i])


def _larger(data: dict[str, Any], dice: random.Random) -> None:
    """Many of one thing, or deep."""
    holder, key = _spot(data, dice)
    value, count = holder[key], dice.choice((2, 20, 200))
    if isinstance(value, list | str):
        holder[key] = value * count
    elif isinstance(value, dict) and isinstance(holder, dict):
        for copied in range(min(count, 20)):
            holder[f"{key}_{copied}"] = copy.deepcopy(value)
    else:
        for _ in range(min(count, 60)):
            value = dice.choice(({"x": value}, [value], {"of": value}, {"path": value}))
        holder[key] = value


def _truncated(text: str, dice: random.Random) -> bytes:
    return text.encode()[: dice.randrange(len(text))]


def _encoded(text: str, dice: random.Random) -> bytes:
    encoding = dice.choice(("utf-16", "utf-8-sig", "utf-32-le", "cp037", "cp1252"))
    return text.replace("\n", dice.choice(("\n", "\r\n", "\r"))).encode(encoding, errors="replace")


def _flipped(text: str, dice: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(dice.choice((1, 2, 8))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def _lines_moved(text: str, dice: random.Random) -> bytes:
    lines = text.split("\n")
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines))
    line = lines[at] if dice.random() < 0.5 else lines.pop(at)
    lines.insert(to, line)
    return "\n".join(lines).encode()


def _inserted(text: str, dice: random.Random) -> bytes:
    at = dice.randrange(len(text))
    piece = dice.choice(
        ('"', "'''", "[", "]", "{", "}", "=", "#", "\\u", "\0", "[[", "\r", ".", ",")
    )
    return (text[:at] + piece + text[at:]).encode()


_OF_DATA: tuple[Callable[[dict[str, Any], random.Random], None], ...] = (
    _odd_value,
    _odd_value,
    _odd_number,
    _odd_number,
    _other_value,
    _other_kind,
    _other_reference,
    _new_key,
    _no_key,
    _renamed_key,
    _swapped,
    _larger,
)
_OF_BYTES = (_truncated, _encoded, _flipped, _lines_moved, _inserted)
