"""Where each key stands: held against what the standard library reads."""

import re
import tomllib
from pathlib import Path

import pytest

from simtco.files.catalogue import Catalogue, shipped_beliefs
from simtco.files.load import compose
from simtco.files.places import key_places
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.files.toml import parse_document, read_document
from tests.files.leaves import assert_every_place, leaves

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    [
        *(ROOT / "experiments").glob("*.toml"),
        *(ROOT / "tests" / "reference").glob("*.toml"),
        *shipped_beliefs().glob("*.toml"),
        ROOT / "simtco" / "cli" / "starter.toml",
    ]
)

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


def test_windows_line_ends_and_a_byte_order_mark_do_not_move_a_place(tmp_path: Path) -> None:
    text = '# head\n[a]\nb = """\nx\n"""\nc = [\n 1,\n]\n'
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    document = read_document(path)
    places = {at: (p.line, p.column) for at, p in document.places.items()}
    assert places == key_places(text) | {(): (1, 1)}
    assert document.data == tomllib.loads(text)
    assert document.place(("a", "c")).excerpt == "c = ["


def test_the_place_of_what_is_not_there_is_the_table_above() -> None:
    document = parse_document("[a.b]\nc = 1\n", "x.toml")
    assert document.place(("a", "b", "z")).line == 1
    assert document.place(("a", "b", "c", "d")).line == 2
    assert str(document.place(("z",))) == "x.toml:1:1"


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


@pytest.mark.parametrize("column", [1, 40, 200, 399])
@pytest.mark.parametrize("letters", [40, 80, 248])
def test_the_caret_stands_below_its_letter_in_any_window(column: int, letters: int) -> None:
    """A window of the line, with room for its number, is as wide as it may be."""
    line = "".join(chr(0x100 + number) for number in range(400))
    problem = Problem(Place("a.toml", 7, column, line), "", "wrong")
    said, excerpt, caret = problem.text(letters).splitlines()
    assert said == f"a.toml:7:{column}: wrong"
    assert excerpt[caret.index("^")] == line[column - 1]
    assert max(len(excerpt), len(caret)) <= letters
    assert len(excerpt) >= letters - 3, "one end alone needs no dots"
