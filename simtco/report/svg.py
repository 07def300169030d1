"""A figure -> SVG that stands in a page: few bytes, own ids, and the page's colours."""

import io
import re
from functools import cache
from html import escape
from typing import Any

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from simtco.report.figures.canvas import COLOURS, GROUND, INK, MUTED, RULE, styled
from simtco.report.figures.drawing import STRATEGY

_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_TAG = re.compile(r"<[^<>]+>")
_ID = re.compile(r' id="([^"]*)"')
_STYLE = re.compile(r' style="([^"]*)"')
_REFERENCE = re.compile(r'(?:xlink:href="#|url\(#)([^")]+)')
_DECIMALS = re.compile(r"-?\d+\.\d{3,}")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_VARIABLES = {
    INK: "currentColor",
    MUTED: "var(--muted)",
    RULE: "var(--rule)",
    GROUND: "var(--ground)",
} | {colour: f"var(--key-{number})" for number, colour in enumerate(COLOURS)}


@styled
def svg(figure: Figure, name: str, title: str, sentence: str) -> str:
    """Inline SVG with a title and a description; equal figures give equal text."""
    width, height = (72 * float(size) for size in figure.get_size_inches())
    written = io.StringIO()
    renderer = _Renderer(  # type: ignore[no-untyped-call]
        width, height, written, metadata=_NO_METADATA
    )
    figure.draw(renderer)
    renderer.finalize()  # type: ignore[no-untyped-call]
    text = written.getvalue()
    body = text[text.index("<svg") :]
    body = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", body, flags=re.DOTALL)
    kept = set(_REFERENCE.findall(body))
    body = _TAG.sub(lambda tag: _tidy(tag[0], name, kept), body[body.index(">") + 1 :])
    body = re.sub(r">\s*\n\s*<", "><", body).replace("<g></g>", "")
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(sentence)}</desc>{body.strip()}'
    )


class _Renderer(RendererSVG):
    """Takes every text to be as high and as deep as plain letters are, and of no width.

    A browser lays out letters from their anchor, so that how wide they are need not be known; to
    measure them takes most of the time of a figure.
    """

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        del s, ismath
        return 0.0, *_letters(prop)


@cache
def _letters(font: FontProperties) -> tuple[float, float]:
    """Height and depth of plain letters."""
    _, height, depth = text_to_path.get_text_width_height_descent("lp", font, False)
    return height, depth


def _tidy(tag: str, name: str, kept: set[str]) -> str:
    """One tag with short numbers, the page's type and colours, and ids of the figure's own.

    Styles become attributes, which a page may hold whose policy allows no inline style; what shows
    a strategy says so.
    """
    tag = _ID.sub(lambda id_: _named(id_[1], name, kept), tag)
    tag = tag.replace('xlink:href="#', f'href="#{name}-').replace("url(#", f"url(#{name}-")
    tag = _STYLE.sub(_attributes, re.sub(r"font-family: [^;\"]*;?\s*", "", tag))
    tag = re.sub(r' transform="rotate\(-?0 [^"]*"', "", tag)
    tag = re.sub(r" *\n *", " ", tag)
    tag = _DECIMALS.sub(_rounded, tag)
    return _COLOUR.sub(lambda m: _VARIABLES.get(m[0], m[0]), tag)


def _named(own: str, name: str, kept: set[str]) -> str:
    if own.startswith(STRATEGY):
        return f' data-strategy="{own.removeprefix(STRATEGY)}"'
    return f' id="{name}-{own}"' if own in kept else ""


def _attributes(style: re.Match[str]) -> str:
    pairs = (each.partition(":") for each in style[1].split(";") if each.strip())
    return "".join(
        f' {key.strip()}="{value.strip().removesuffix("px")}"' for key, _, value in pairs
    )


def _rounded(number: re.Match[str]) -> str:
    value = float(number[0])
    text = f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return text.rstrip("0").removesuffix(".")
