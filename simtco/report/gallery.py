"""Every figure of a result as files: pictures for slides and documents."""

import re

from simtco.engine.block import Result
from simtco.report.figures.drawing import Drawing, drawings
from simtco.report.picture import FORMATS, Format, picture

FOLDER = "figures"


def gallery(result: Result, formats: tuple[Format, ...]) -> dict[str, bytes]:
    """Every figure that has something to show, by path: `figures/s-curve.svg`.

    A figure of a strategy bears its name, one of a sweep its number. Equal results give equal
    bytes.
    """
    if not formats:
        return {}
    return {
        f"{FOLDER}/{name}.{form}": picture(figure, form)
        for drawing in drawings().values()
        for name, figure in drawing.each(result)
        for form in formats
    }


def is_picture(name: str) -> bool:
    """Whether a file of the folder is one that a run wrote: `s-curve.svg`, `tornado-api.png`."""
    stem, _, form = name.rpartition(".")
    return form in FORMATS and any(_writes(drawing, stem) for drawing in drawings().values())


def _writes(drawing: Drawing, stem: str) -> bool:
    own = drawing.name.replace("_", "-")
    after = {"strategy": "-.*", "sweep": r"-\d+", None: ""}[drawing.of]
    return re.fullmatch(re.escape(own) + after, stem) is not None
