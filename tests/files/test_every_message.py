"""Each message that words and files can give has an example in tests/errors.

Messages are found in the source: what is said to `fault`, `Problem` and their like, with `{...}`
for anything. One about a catalogue's folder or an option has no file to stand in; a test must have
its words instead.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAID_BY = {"fault", "Problem", "CsvError", "_report", "_unreadable", "_no_catalogue"}
ANYTHING = ".{0,400}?"
FEWEST = 6  # letters that a message must have of its own to be told from others


def sources() -> list[Path]:
    return [
        *sorted((ROOT / "simtco/words").rglob("*.py")),
        *sorted((ROOT / "simtco/files").rglob("*.py")),
    ]


def pattern(node: ast.expr) -> str | None:
    """The message as a pattern, or nothing where it is put together elsewhere."""
    if isinstance(node, ast.Constant):
        return re.escape(node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern(part) or ANYTHING for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (pattern(node.left) or ANYTHING) + (pattern(node.right) or ANYTHING)
    return None


def messages(source: Path) -> Iterator[tuple[str, str]]:
    """Place and pattern of each message of a file."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            expressions = node.args if name in SAID_BY else []
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            expressions = node.value.elts[1:]
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "message":
            expressions = [node.value]
        else:
            continue
        for expression in expressions:
            for choice in choices(expression):
                found = pattern(choice)
                if (
                    found
                    and len(re.sub(r"\\(.)", r"\1", found.replace(ANYTHING, ""))) >= FEWEST
                    and " " in found
                ):
                    yield f"{source.relative_to(ROOT)}:{choice.lineno}", found


def choices(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from choices(node.body)
        yield from choices(node.orelse)
    else:
        yield node


@cache
def shown() -> str:
    folder = ROOT / "tests/errors"
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt")))


@cache
def said_in_tests() -> str:
    """What tests say, with the ends of strings that go on in the next line taken out."""
    files = [file for file in sorted((ROOT / "tests").rglob("*.py")) if file != Path(__file__)]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return re.sub(r'["\']\s*\n\s*[fr]?["\']', "", text).replace("\\", "")


FOUND = [each for source in sources() for each in messages(source)]


@pytest.mark.parametrize("place_and_message", FOUND, ids=lambda each: each[0])
def test_the_message_has_an_example(place_and_message: tuple[str, str]) -> None:
    _, message = place_and_message
    if re.search(message, shown()):
        return
    longest = max(message.split(ANYTHING), key=len)
    assert re.sub(r"\\(.)", r"\1", longest).strip() in said_in_tests(), message
