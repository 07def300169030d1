"""What is wrong with a file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from simtco.files.characters import shown

_WIDEST = 248  # letters of a line where nobody says how many fit
_CUT = "..."


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text: line and column count from 1; line 0 is no place inside it.

    `folder` is where the files lie that the text names.
    """

    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    folder: Path = field(default=Path(), compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, under which key, and what would be right."""

    place: Place
    key: str
    message: str

    def __str__(self) -> str:
        """`file:line:column: message`, then the line with a caret below the column."""
        return self.text()

    def text(self, letters: int = _WIDEST) -> str:
        """The same in lines of so many letters, so that a terminal does not part line and caret."""
        if not self.place.excerpt:
            return f"{self.place}: {self.message}"
        gutter = f"{self.place.line:5} | "
        excerpt = shown(self.place.excerpt)
        line, column = _window(excerpt, self.place.column, letters - len(gutter))
        caret = " " * (len(gutter) - 2) + "| " + " " * (column - 1) + f"^ {shown(self.key)}"
        return f"{self.place}: {self.message}\n{gutter}{line}\n{caret.rstrip()}"


def _window(line: str, column: int, wide: int) -> tuple[str, int]:
    """What is shown of a line, and where the column stands in it; a long line is cut."""
    if len(line) <= wide:
        return line, column
    kept = max(wide - 2 * len(_CUT), 1)
    first = max(min(column - 1 - kept // 2, len(line) - kept), 0)
    before, after = _CUT * (first > 0), _CUT * (first + kept < len(line))
    return f"{before}{line[first : first + kept]}{after}", column - first + len(before)


class ExperimentError(Exception):
    """Everything that is wrong with an experiment, all at once and in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems)))
        super().__init__(self.text())

    def text(self, letters: int = _WIDEST) -> str:
        """Every problem, in lines of so many letters where they show a file."""
        return "\n".join(problem.text(letters) for problem in self.problems)

    def __reduce__(self) -> tuple[type["ExperimentError"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)
