"""Where each key stands: held against what the standard library reads."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simtco.files.catalogue import Catalogue, shipped_beliefs
from simtco.files.load import compose
from simtco.files.places import KeyPath, key_places
from simtco.files.problems import ExperimentError
from simtco.files.toml import parse_document, read_document

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    [
        *(ROOT / "experiments").glob("*.toml"),
        *(ROOT / "tests" / "reference").glob("*.toml"),
        *shipped_beliefs().glob("*.toml"),
        ROOT / "simtco" / "cli" / "starter.toml",
    ]
)
BARE = re.compile(r"[A-Za-z0-9_-]+")

TRICKY = {
    "quoted keys": """
"a b" = 1
'c.d' = 2
"e"."f g".h = 3
"" = 4
"#x" = 5
"[y]" = 6
"=" = 7
""",
    "spaces around dots": 'a . b  .  c = 1\n[ d . "e" ]\n  f = 2\n',
    "headers": "[a]\nx = 1\n[a.b.c]\ny = 2\n[a.b]\nz = 3\n",
    "arrays of tables": """
[[a]]
x = 1
[[a.b]]
y = 2
[[a.b]]
y = 3
[a.b.c]
z = 4
[[a]]
x = 5
[[a.b]]
y = 6
""",
    "multi-line strings": '''
a = """
# no comment
[no.header]
b = "no key"
"""
c = \'\'\'
[[d]] \\
'e' = """
\'\'\'
f = """ends in quotes""\"""
g = """escaped \\""" quote"""
h = """"two quotes first"""
i = \'\'\''one\'\'\''
j = 1
''',
    "strings": """
a = "x # y ] } , = \\" z"
b = 'x # y ] } , = \\'
c = ""
d = ''
e = ["]", "[", '#', "a,b", '}', {f = "}"}]
g = 1
""",
    "nested inline": "a = { b = { c = [1, { d = 2, e.f = 3 }], g = [] }, h = {} }\ni = 4\n",
    "arrays over lines": """
a = [ # first
  1, # one ]
  [2, 3],
  { b = 4 },

  "five",
]
c = [[[]], [[1], [2]]]
d = 6
""",
    "comments": "# a = 1\nb = 2 # c = 3\n#\n\n  # [d]\n[e] # f\ng = 4 # ]",
    "bare values": """
a = 1979-05-27T07:32:00Z
b = 1979-05-27 07:32:00
c = 07:32:00
d = -inf
e = +1_000.5e-3
f = true
g = 0xff
h = [1979-05-27, 07:32:00]
""",
    "tabs": "\ta\t=\t1\n\t[b]\n\t\tc\t=\t2\n",
    "numbers as keys": "1 = 2\n3.4 = 5\n-6 = 7\n[8]\n9 = 0\n",
    "nothing at the end": "a = 1",
}


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


def assert_every_key_has_its_place(text: str) -> None:
    lines = text.split("\n")
    places = key_places(text)
    expected = dict(leaves(tomllib.loads(text)))
    assert set(places) == set(expected)
    for path, (line, column) in places.items():
        rest = lines[line - 1][column - 1 :]
        if isinstance(path[-1], str):
            assert path[-1] in rest, (path, rest)
            assert rest[0] == "[" or rest.startswith(_first_key(rest)), (path, rest)
        elif isinstance(expected[path], bool | str | list):
            assert rest[0] in "tf\"'[", (path, rest)
        elif isinstance(expected[path], int) and rest[:2] not in {"0x", "[["}:
            assert int(re.split(r"[,\]\s#]", rest)[0]) == expected[path]


def _first_key(rest: str) -> str:
    match = re.match(r"\"(\\.|[^\"\\])*\"|'[^']*'|[A-Za-z0-9_-]+", rest)
    assert match, rest
    return match[0]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_key_of_a_shipped_file(path: Path) -> None:
    assert_every_key_has_its_place(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY)
def test_every_key_of_tricky_toml(text: str) -> None:
    assert_every_key_has_its_place(text)


def test_a_key_stands_at_the_start_of_its_pair_and_a_table_at_its_header() -> None:
    text = "a = 1\n  b.c = 2\n[d.e]\nf = { g = 3,  h = [4,  5] }\n"
    assert key_places(text) == {
        ("a",): (1, 1),
        ("b",): (2, 3),
        ("b", "c"): (2, 3),
        ("d",): (3, 1),
        ("d", "e"): (3, 1),
        ("d", "e", "f"): (4, 1),
        ("d", "e", "f", "g"): (4, 7),
        ("d", "e", "f", "h"): (4, 15),
        ("d", "e", "f", "h", 0): (4, 20),
        ("d", "e", "f", "h", 1): (4, 24),
    }


def test_a_table_stands_where_it_is_first_named() -> None:
    text = "[a.b]\nx = 1\n\n[a]\ny = 2\n"
    places = key_places(text)
    assert places["a", "b"] == (1, 1)
    assert places["a", "y"] == (5, 1)


@pytest.mark.parametrize(
    "key", [r"caf\u00e9", r"tab\there", r"quote\"inside", r"back\\slash", r"\U0001F680"]
)
def test_a_key_with_escapes_is_the_key_that_is_meant(key: str) -> None:
    assert_every_place(f'[a]\n"{key}" = 1\nb = 2\n')


def assert_every_place(text: str) -> None:
    assert set(key_places(text)) == {path for path, _ in leaves(tomllib.loads(text))}


def test_windows_line_ends_and_a_byte_order_mark_do_not_move_a_place(tmp_path: Path) -> None:
    text = '# head\n[a]\nb = """\nx\n"""\nc = [\n 1,\n]\n'
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    document = read_document(path)
    assert {at: (p.line, p.column) for at, p in document.places.items()} == key_places(text)
    assert document.data == tomllib.loads(text)
    assert document.place(("a", "c")).excerpt == "c = ["


def test_the_place_of_what_is_not_there_is_the_table_above() -> None:
    document = parse_document("[a.b]\nc = 1\n", "x.toml")
    assert document.place(("a", "b", "z")).line == 1
    assert document.place(("a", "b", "c", "d")).line == 2
    assert str(document.place(("z",))) == "x.toml"


@pytest.mark.parametrize("nested", ["[" * n + "]" * n for n in (30, 100, 320, 490, 2_000)])
def test_deep_lists_end_in_a_message(nested: str) -> None:
    _read_or_refuse(f"a = {nested}\n")


@pytest.mark.parametrize("depth", [30, 100, 320, 490, 2_000])
def test_deep_tables_end_in_a_message(depth: int) -> None:
    _read_or_refuse("a = " + "{b=" * depth + "1" + "}" * depth + "\n")
    _read_or_refuse("a" + ".b" * depth + " = 1\n")
    _read_or_refuse("[a" + ".b" * depth + "]\nc = 1\n")


def test_a_number_of_five_thousand_digits_ends_in_a_message() -> None:
    _read_or_refuse(f"a = 1{'0' * 5_000}\n")


def _read_or_refuse(text: str) -> None:
    """No such text is an experiment; what is wrong with it must be said, and not by Python."""
    with pytest.raises(ExperimentError) as caught:
        compose(parse_document(text, "x.toml"), Catalogue())
    assert {problem.place.file for problem in caught.value.problems} == {"x.toml"}


# --------------------------------------------------------------------- texts made by hypothesis

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
