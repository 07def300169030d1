"""Contents -> one HTML page that needs nothing else."""

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from simtco.report.contents import Contents
from simtco.report.section import Slider


def html(report: Contents) -> str:
    """The whole page; equal contents give equal bytes."""
    css, script = _source("report.css"), _source("report.js")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            css=css,
            script=script,
            css_hash=_hash(css),
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("simtco.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["breakable"] = _breakable
    environment.filters["lines"] = _lines
    environment.filters["live"] = _live
    return environment


def _hash(text: str) -> str:
    """What a content security policy calls a text that it allows."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _source(name: str) -> str:
    environment = _environment()
    if environment.loader is None:
        raise FileNotFoundError(name)
    return environment.loader.get_source(environment, name)[0]


def _lines(cell: str) -> list[str]:
    """The lines of a cell; a standard error stays on its line."""
    return [
        line.replace(" ", "\N{NO-BREAK SPACE}") if line.startswith("±") else line
        for line in cell.splitlines()
    ]


def _breakable(text: str) -> str:
    """A dotted name that may break at its dots and underscores; other text as it is."""
    if " " in text:
        return text
    return escape(text).replace("_", Markup("_<wbr>")).replace(".", Markup(".<wbr>"))


def _live(slider: Slider) -> dict[str, Any]:
    """What the script needs of a slider."""
    return {
        "sentences": slider.sentences,
        "labels": [row[0] for row in slider.table.rows],
        "bases": slider.bases,
        "budgets": slider.budgets,
        "steps": [(step.percent, step.chance, step.cells) for step in slider.steps],
    }
