"""Every figure of a result as files: pictures for slides and documents."""

import io
import re
import warnings
from collections.abc import Iterator
from itertools import chain
from typing import Literal

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics.sweep import Sweep
from simtco.report import names
from simtco.report.figures.canvas import GROUND, styled
from simtco.report.figures.cheapest_map import cheapest_map
from simtco.report.figures.crossover import crossover
from simtco.report.figures.drawing import drawings
from simtco.report.figures.expected_loss import expected_loss
from simtco.report.swept import crossovers

Format = Literal["svg", "png", "pdf"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf")
FOLDER = "figures"
_DPI = 200
_NO_DATE: dict[Format, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def gallery(
    result: Result, formats: tuple[Format, ...], along: tuple[Sweep, ...] = ()
) -> dict[str, bytes]:
    """Every figure that has something to show, by path: `figures/s-curve.svg`.

    Those of the sweeps beside the run bear the number of theirs. Equal results give equal bytes.
    """
    if not formats:
        return {}
    shown = chain(
        *(drawing.each(result) for drawing in drawings().values()),
        *(_swept(result, swept, number) for number, swept in enumerate(along, start=1)),
    )
    return {
        f"{FOLDER}/{name}.{form}": picture(figure, form)
        for name, figure in shown
        for form in formats
    }


def _swept(result: Result, swept: Sweep, number: int) -> Iterator[tuple[str, Figure]]:
    said = [names.label(result, name) for name in swept.strategies]
    if len(swept.axes) > 1:
        yield f"map-{number}", cheapest_map(swept, said)
        return
    yield f"crossover-{number}", crossover(swept, said, dict(crossovers(swept)))
    if len(said) > 1:
        yield f"expected-loss-{number}", expected_loss(swept, said)


def is_picture(name: str) -> bool:
    """Whether a file of the folder is one that a run wrote: `s-curve.svg`, `tornado-api.png`."""
    stem, _, form = name.rpartition(".")
    if re.fullmatch(r"(map|crossover|expected-loss)-\d+", stem):
        return form in FORMATS
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
