"""Where each key of a TOML text stands; the text is known to be valid.

The standard library's reader gives values without places (CPython issue 115516).
"""

import re
import tomllib
from bisect import bisect_right

KeyPath = tuple[str | int, ...]

_SKIP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\])*"|'
    r"'[^']*'",
    re.DOTALL,
)
_BARE_VALUE = re.compile(r"[^,\]}#\n]*")


def key_places(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Line and column, from 1, of every key, table header and array element."""
    return _Scanner(text).places


def dotted(path: KeyPath) -> str:
    """A path as a reader writes it: `costs.bill`, `values[1]`.

    >>> dotted(("costs", "bill", "values", 1))
    'costs.bill.values[1]'
    """
    return "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in path).removeprefix(".")


def label(path: KeyPath) -> str:
    """The last key of a path, with its index in a list, or in a list of lists: `values[1]`."""
    keys = [at for at, part in enumerate(path) if isinstance(part, str)]
    return dotted(path[keys[-1] if keys else 0 :])


def _plain(quoted: str) -> str:
    """A quoted key without its quotes and escapes."""
    if quoted.startswith('"') and "\\" in quoted:
        return str(tomllib.loads(f"key = {quoted}")["key"])
    return quoted[1:-1]


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._lengths: dict[KeyPath, int] = {}
        self.places: dict[KeyPath, tuple[int, int]] = {}
        self._read()

    def _read(self) -> None:
        table: KeyPath = ()
        while self._skip():
            if self._peek("["):
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> bool:
        match = _SKIP.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at < len(self._text)

    def _peek(self, token: str) -> bool:
        return self._text.startswith(token, self._at)

    def _note(self, path: KeyPath, at: int) -> None:
        line = bisect_right(self._line_starts, at)
        self.places.setdefault(path, (line, at - self._line_starts[line - 1] + 1))

    def _header(self) -> KeyPath:
        start = self._at
        array = self._peek("[[")
        self._at += 2 if array else 1
        path: KeyPath = ()
        keys = self._key()
        for depth, key in enumerate(keys):
            path = (*path, key)
            self._note(path, start)
            if array and depth == len(keys) - 1:
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
                self._note(path, start)
        self._at += 2 if array else 1
        return path

    def _key(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._blank()
            quoted = _STRING.match(self._text, self._at)
            match = quoted or _BARE_KEY.match(self._text, self._at)
            if match is None:
                return keys
            keys.append(_plain(match[0]) if quoted else match[0])
            self._at = match.end()
            self._blank()
            if not self._peek("."):
                return keys
            self._at += 1

    def _blank(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _pair(self, table: KeyPath) -> None:
        start = self._at
        path = table
        for key in self._key():
            path = (*path, key)
            self._note(path, start)
        self._at += 1  # the equals sign
        self._skip()
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._peek("{"):
            self._members(path, "}")
        elif self._peek("["):
            self._members(path, "]")
        else:
            match = _STRING.match(self._text, self._at) or _BARE_VALUE.match(self._text, self._at)
            self._at = match.end() if match else self._at + 1

    def _members(self, path: KeyPath, end: str) -> None:
        self._at += 1
        index = 0
        while self._skip() and not self._peek(end):
            if self._peek(","):
                self._at += 1
            elif end == "}":
                self._pair(path)
            else:
                self._note((*path, index), self._at)
                self._value((*path, index))
                index += 1
        self._at += 1
