"""What is known of the terminal that stdout is, if it is one."""

import os
import shutil
import sys

import typer

_NARROWEST, _WIDEST = 40, 100


def width() -> int:
    """The letters that fit on a line; 80 where nobody says."""
    return shutil.get_terminal_size().columns


def text_width() -> int:
    """The letters of a line of prose: those that fit, within what reads well."""
    return min(max(width(), _NARROWEST), _WIDEST)


def table_width() -> int | None:
    """The letters that a table may be wide; None where stdout is no terminal."""
    return width() if sys.stdout.isatty() else None


def shows(letters: str) -> bool:
    """Whether stdout can say these letters."""
    try:
        letters.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def emphasised(text: str) -> str:
    """A text in bold on a terminal that knows bold; as it is elsewhere."""
    plain = not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    return text if plain or "NO_COLOR" in os.environ else typer.style(text, bold=True)
