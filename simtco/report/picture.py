"""A figure as a file: a picture for slides and documents."""

import io
import warnings
from typing import Literal

from matplotlib.figure import Figure

from simtco.report.figures.canvas import GROUND, styled

Format = Literal["svg", "png", "pdf"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf")
_DPI = 200
_NO_DATE: dict[Format, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@styled
def picture(figure: Figure, form: Format) -> bytes:
    """A figure on white ground, without a date; equal figures give equal bytes."""
    figure.patch.set(visible=True, facecolor=GROUND)
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(written, format=form, dpi=_DPI, metadata=_NO_DATE[form])
    return written.getvalue()
