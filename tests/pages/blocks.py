"""The fenced blocks of the documents, in their order."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = tuple(
    ROOT / path
    for path in (
        "README.md",
        "CONTRIBUTING.md",
        *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md")),
    )
    if not path.startswith("docs/words/")
)
"""All but the pages of words, whose examples test_word_pages.py lays where they stand."""


@dataclass(frozen=True)
class Block:
    """One block: the number counts those of the same language on its page, from 1."""

    page: str
    language: str
    number: int
    text: str


def blocks(page: Path) -> list[Block]:
    name, counts, found = page.relative_to(ROOT).as_posix(), dict[str, int](), []
    text = page.read_text(encoding="utf-8")
    for language, body in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        counts[language] = counts.get(language, 0) + 1
        found.append(Block(name, language, counts[language], body))
    return found


def commands(block: Block) -> list[str]:
    """The commands of a session, each by itself; what it prints is left out."""
    lines = block.text.replace("\\\n", " ").splitlines()
    if any(line.startswith("$ ") for line in lines):
        lines = [line[2:] for line in lines if line.startswith("$ ")]
    said = (part.partition(" #")[0].strip() for line in lines for part in line.split(" && "))
    return [part for part in said if part]


def spans(page: Path) -> list[str]:
    """What stands in the running text as code."""
    text = re.sub(
        r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    return [" ".join(span.split()) for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", text)]
