"""How dear a shock may become: all of it, and its single worst event."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import ItemKey, Result
from simtco.metrics.shocks import shock_word
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import canvas, colour, dashes, footing, heading, styled
from simtco.report.figures.drawing import NothingToDrawError
from simtco.words.arrays import Floats
from simtco.words.drawn_shock import DrawnShock

RAREST = 1e-4
_RARE: Floats = np.geomspace(0.999, RAREST, 240)


def dearest_shock(result: Result) -> tuple[ItemKey, DrawnShock] | None:
    """The shock of the greatest mean whose size is money and that may cost something."""
    months, means = result.experiment.horizon_months, result.items.mean(axis=0)
    rare = np.array([1.0 - RAREST])
    by_mean = sorted(
        result.shock_keys, key=lambda key: means[result.item_keys.index(key)], reverse=True
    )
    for key in by_mean:
        word = shock_word(result, key)
        if not isinstance(word, DrawnShock) or word.size_unit:
            continue
        if word.worst(rare, months)[0] > 0:
            return key, word
    return None


@styled
def losses(result: Result) -> Figure:
    """Aggregate and occurrence exceedance (AEP, OEP) of the dearest shock, undiscounted.

    Raises:
        NothingToDrawError: no shock whose size is money may cost something.

    """
    found = dearest_shock(result)
    if found is None:
        raise NothingToDrawError("no shock whose size is money may cost something")
    shock, months, currency = found[1], result.experiment.horizon_months, result.experiment.currency
    money = [shock.ppf(1.0 - _RARE, months), shock.worst(1.0 - _RARE, months)]
    named = ["sum of all events", "single worst event"]
    if np.array_equal(money[0], money[1]):
        money, named = money[:1], ["all of it"]
    drawing, axes = canvas(3.3, left=0.84)
    paid = np.concatenate([x[x > 0] for x in money])
    footing(axes, scales.money_below(axes, paid, currency))
    axes.set_yscale("log")
    axes.set_ylim(RAREST / 1.2, 1.3)
    rare = [10.0**-power for power in range(5)]
    said = ["all", *(f"1 in {round(1 / share):,}" for share in rare[1:])]
    scales.ticks(axes, "y", rare, said, rule=True)
    lines = []
    for key, (name, x) in enumerate(zip(named, money, strict=True)):
        axes.plot(x[x > 0], _RARE[x > 0], color=colour(key), linestyle=dashes(key))
        lines.append(labels.Named(name, colour(key), x[x > 0], _RARE[x > 0]))
    labels.beside(axes, lines)
    heading(axes, "futures in which it costs more")
    return drawing
