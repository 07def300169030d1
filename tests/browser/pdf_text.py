"""The text of a PDF that Chromium printed, page by page: enough of the format to find headings."""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|(<[0-9A-Fa-f]+>) Tj|\[(.*?)\] ?TJ", re.DOTALL)

Letters = dict[int, str]


def pages(data: bytes) -> Iterator[str]:
    """The letters of each page without spaces, in the order in which they were painted."""
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    letters = {number: _letters(objects, body) for number, body in objects.items()}
    for body in objects.values():
        if not re.search(rb"/Type ?/Page\b", body):
            continue
        fonts = {
            name.decode(): letters[int(number)]
            for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", _resources(objects, body))
        }
        written = b"".join(
            _inside(objects[int(number)])
            for found in re.findall(rb"/Contents (\[[^\]]*\]|\d+ 0 R)", body)
            for number in re.findall(rb"(\d+) 0 R", found)
        )
        yield "".join(_shown(written, fonts))


def _resources(objects: dict[int, bytes], page: bytes) -> bytes:
    found = re.search(rb"/Resources (\d+) 0 R", page)
    return objects[int(found[1])] if found else page


def _inside(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompressobj().decompress(found[1]) if b"FlateDecode" in body else found[1]


def _letters(objects: dict[int, bytes], font: bytes) -> Letters:
    """What each glyph of a font stands for: its ToUnicode map."""
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    letters: Letters = {}
    if found is None:
        return letters
    text = _inside(objects[int(found[1])]).decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, flags=re.DOTALL):
        for glyph, said in re.findall(r"<(\w+)> <(\w+)>", block):
            letters[int(glyph, 16)] = bytes.fromhex(said).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, flags=re.DOTALL):
        for first, last, said in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(int(said, 16) + step)
    return letters


def _shown(written: bytes, fonts: dict[str, Letters]) -> Iterator[str]:
    font: Letters = {}
    for name, whole, parts in _SHOWN.findall(written):
        if name:
            font = fonts.get(name.decode(), {})
        for glyphs in re.findall(rb"<([0-9A-Fa-f]+)>", whole or parts):
            for at in range(0, len(glyphs), 4):
                yield font.get(int(glyphs[at : at + 4], 16), "").strip()
