"""One bad file for each thing that `simtco check` can say: tests/errors.

`python tests/files/test_errors.py` writes every text and the index anew; read the difference
before you keep it. It adds a line to the index for each file that is new.
"""

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simtco.cli.main import app

FOLDER = Path(__file__).parents[1] / "errors"
BAD = sorted(path.name for path in FOLDER.glob("*.toml"))
PLACE = re.compile(r"(?P<file>\w+\.toml)(:(?P<line>\d+):(?P<column>\d+))?: (?P<message>.+)")
# Words of pydantic, of Python and of this house that no user needs to know.
FOREIGN = re.compile(
    r"pydantic|Tuple|Dictionary|Input should|valid(ation)? |Traceback|datetime\.|None\b|"
    r"\bobj|\(\)|discriminator|union|'|e\+0\d|; or|\?;|\?\s*or\b|did you mean \"(\w+)\"\?.*\1\"\?$"
)


def foreign(message: str) -> bool:
    """Whether a message has words in it that are not the user's, outside what it quotes."""
    return bool(FOREIGN.search(re.sub(r'"[^"]*"|not TOML: [^;]*', "", message)))


def said_about(name: str) -> str:
    """What check says about a file of the folder, standing in the folder."""
    outcome = CliRunner().invoke(app, ["check", name])
    assert outcome.exit_code == 2, f"{name}: exit code {outcome.exit_code}\n{outcome.output}"
    assert outcome.stdout == ""
    return outcome.stderr


def index(texts: dict[str, str]) -> str:
    """The README of the folder."""
    rows = [
        f"| [{name}]({name}) | {_cell(text.splitlines()[0].removeprefix(name).lstrip(':'))} |"
        for name, text in sorted(texts.items())
    ]
    return "\n".join(
        [
            "# What simtco says about a wrong file",
            "",
            "One experiment file for each message, with what `simtco check FILE` prints in the",
            "text beside it. `python tests/files/test_errors.py` writes the texts and this index",
            "anew. First line and column of the mistake (where it has a place), then the message.",
            "",
            "| File | First line of what is said |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def _cell(text: str) -> str:
    """A table's cell that shows the text as it is."""
    shown = text if len(text) < 240 else f"{text[:240]}..."
    return "`" + shown.replace("|", "\\|") + "`"


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize("name", BAD)
def test_the_text_is_what_check_says(name: str) -> None:
    assert said_about(name) == (FOLDER / name).with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_the_text_has_a_place_and_a_caret(name: str) -> None:
    """The place is in the file, the caret below the column, and the words are ours."""
    source = (FOLDER / name).read_text(encoding="utf-8", errors="replace").split("\n")
    said = (FOLDER / name).with_suffix(".txt").read_text(encoding="utf-8").split("\n")
    heads = [match for line in said if (match := PLACE.fullmatch(line))]
    assert heads
    assert said[-2] == f"{len(heads)} problem{'s' if len(heads) > 1 else ''} found"
    assert [int(head["line"] or 0) for head in heads] == sorted(
        int(head["line"] or 0) for head in heads
    )
    for head in heads:
        assert head["file"] == name
        assert not foreign(head["message"]), head["message"]
        below = said[said.index(head[0]) + 1 : said.index(head[0]) + 3]
        if head["line"] and source[int(head["line"]) - 1]:
            line, (excerpt, caret) = source[int(head["line"]) - 1], below
            assert excerpt[:8] == f"{head['line']:>5} | "
            assert excerpt[8:] == line or (len(line) > 240 and excerpt[8:].strip(".") in line)
            column = caret[8:].index("^")
            assert not caret[8 : 8 + column].strip()
            assert excerpt[8 + column :][:1] == line[int(head["column"]) - 1 :][:1]
            assert caret == caret.rstrip()


def test_every_text_has_its_file() -> None:
    assert sorted(path.with_suffix(".toml").name for path in FOLDER.glob("*.txt")) == BAD


def test_the_index_is_complete() -> None:
    texts = {name: (FOLDER / name).with_suffix(".txt").read_text(encoding="utf-8") for name in BAD}
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index(texts)


if __name__ == "__main__":
    os.chdir(FOLDER)
    written = {name: said_about(name) for name in BAD}
    for name, text in written.items():
        Path(name).with_suffix(".txt").write_text(text, encoding="utf-8")
    Path("README.md").write_text(index(written), encoding="utf-8")
