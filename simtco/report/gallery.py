"""Every figure of a result as files: pictures for slides and documents."""

import io
import warnings
from typing import Literal

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures.canvas import GROUND, styled
from simtco.report.figures.drawing import drawings

Format = Literal["svg", "png", "pdf"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf")
FOLDER = "figures"
_DPI = 200
_NO_DATE: dict[Format, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def gallery(result: Result, formats: tuple[Format, ...]) -> dict[str, bytes]:
    """Every figure that has something to show, by path: `figures/s-curve.svg`.

    Equal results give equal bytes.
    """
    return {
        f"{FOLDER}/{name}.{form}": picture(figure, form)
        for drawing in drawings().values()
        for name, figure in drawing.each(result)
        for form in formats
    }


def is_picture(name: str) -> bool:
    """Whether a file of the folder is one that a run wrote: `s-curve.svg`, `tornado-api.png`."""
    stem, _, form = name.rpartition(".")
    return form in FORMATS and any(
        stem.startswith(f"{own}-") if drawing.by_strategy else stem == own
        for own, drawing in ((key.replace("_", "-"), each) for key, each in drawings().items())
    )


@styled
def picture(figure: Figure, form: Format) -> bytes:
    """A figure on white ground, without a date."""
    figure.patch.set(visible=True, facecolor=GROUND)
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(written, format=form, dpi=_DPI, metadata=_NO_DATE[form])
    return written.getvalue()
