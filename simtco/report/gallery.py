"""Every figure of a result as files: pictures for slides and documents."""

import re
from collections.abc import Iterator
from itertools import chain

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics.sweep import Sweep
from simtco.report import names
from simtco.report.figures.cheapest_map import cheapest_map
from simtco.report.figures.crossover import crossover
from simtco.report.figures.drawing import drawings
from simtco.report.figures.expected_loss import expected_loss
from simtco.report.picture import FORMATS, Format, picture
from simtco.report.swept import crossovers

FOLDER = "figures"


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
