"""What is known of the terminal that stdout is, if it is one."""

import os
import shutil
import sys

import typer


def width() -> int:
    """The letters that fit on a line; 80 where nobody says."""
    return shutil.get_terminal_size().columns


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
