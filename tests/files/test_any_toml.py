"""Every key of TOML texts that nobody thought of has its place: texts made by hypothesis."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.leaves import assert_every_place

BARE = re.compile(r"[A-Za-z0-9_-]+")

plain_keys = st.text("abcXYZ0189_-", min_size=1, max_size=5)
odd_keys = st.text(
    st.characters(exclude_characters="\"\\'\x7f", exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
    max_size=5,
)
keys = st.one_of(plain_keys, plain_keys, odd_keys)
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r") | st.sampled_from("[]{}#=\"'")
)
scalars = st.one_of(st.booleans(), st.integers(-(2**40), 2**40), texts)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
blanks = st.sampled_from(["", " ", "\t", "  "])
comments = st.sampled_from(["", "", " # ] x = [", "# '''", ' # """'])


def _key(draw: st.DrawFn, key: str) -> str:
    if BARE.fullmatch(key) and draw(st.booleans()):
        return key
    return f"'{key}'" if draw(st.booleans()) else f'"{key}"'


def _text(draw: st.DrawFn, value: str) -> str:
    printable = all(c in "\n\t" or (c >= " " and c != "\x7f") for c in value)
    if printable and "'''" not in value and not value.endswith("'") and draw(st.booleans()):
        return f"'''\n{value}'''"
    escaped = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if printable and draw(st.booleans()):
        inner = escaped[1:-1].replace("\\n", "\n")
        return f'"""\n{inner}"""'
    return escaped


def _value(draw: st.DrawFn, value: Any) -> str:
    gap = draw(blanks)
    if isinstance(value, dict):
        pairs = [f"{_key(draw, k)}{gap}={gap}{_value(draw, v)}" for k, v in value.items()]
        return "{" + gap + f"{gap},{gap}".join(pairs) + gap + "}"
    if isinstance(value, list):
        line = draw(st.sampled_from(["", "\n", " # ,\n  "]))
        return "[" + line + f"{gap},{line}".join(_value(draw, v) for v in value) + line + "]"
    return _text(draw, value) if isinstance(value, str) else str(value).lower()


@st.composite
def toml_texts(draw: st.DrawFn) -> str:
    lines: list[str] = []

    def pair(path: list[str], value: Any) -> None:
        name = f"{draw(blanks)}.{draw(blanks)}".join(_key(draw, key) for key in path)
        text = _value(draw, value)
        lines.append(f"{draw(blanks)}{name}{draw(blanks)}={draw(blanks)}{text}{draw(comments)}")

    def table(path: list[str], data: dict[str, Any]) -> None:
        below: list[tuple[str, dict[str, Any]]] = []
        for key, value in data.items():
            if isinstance(value, dict) and value and draw(st.booleans()):
                below.append((key, value))
            elif isinstance(value, dict) and value and draw(st.booleans()):
                for inner, content in value.items():
                    pair([key, inner], content)
            else:
                pair([key], value)
        for key, value in below:
            header = ".".join(_key(draw, part) for part in [*path, key])
            if draw(st.booleans()):
                lines.append(f"{draw(blanks)}[{header}]{draw(comments)}")
                table([*path, key], value)
            else:
                for _ in range(draw(st.integers(1, 3))):
                    lines.append(f"[[{header}]]{draw(comments)}")
                    table([*path, key], value)
        lines.append(draw(comments))

    table([], draw(st.dictionaries(keys, values, max_size=5)))
    return "\n".join(lines)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(toml_texts())
def test_every_key_of_any_toml(text: str) -> None:
    assert_every_place(text)
