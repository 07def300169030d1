"""Contents -> one HTML page that needs nothing else."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from simtco.report.contents import Contents
from simtco.report.section import Slider


def html(report: Contents) -> str:
    """The whole page; equal contents give equal bytes."""
    script = _source("report.js")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            css=_source("report.css"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
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
    environment.filters["steps"] = _steps
    return environment


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


def _steps(slider: Slider) -> list[tuple[str, str, tuple[tuple[str, ...], ...]]]:
    """What the script needs of a slider: chance, sentence and cells of each step."""
    return [(step.chance, step.sentence, step.cells) for step in slider.steps]
