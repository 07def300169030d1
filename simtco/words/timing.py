"""When money falls: in one month, over a span, or round after round."""

import numpy as np

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.belief import Belief
from simtco.words.cost import NOTHING


def once(world: World, month: int, money: Belief | None) -> Cash:
    """Money that falls in one month, 0 is the start; at that month's level where it moves."""
    if money is None:
        return Cash(NOTHING, NOTHING)
    if month == 0:
        return Cash(money.draw(world), NOTHING)
    level = money.over_months(world) if isinstance(money, Amount) else money.draw(world)
    paid = (np.arange(1, world.months + 1) == month)[:, None] * level
    return Cash(NOTHING, paid, paid)


def elapsed(months: int, moment: Floats | float) -> Floats:
    """Months (M + 1, N) from a moment to the end of months 0 to M; 0 before it.

    Moment 0 is the start of month 1, 2.5 the middle of month 3.
    """
    return np.asarray(np.maximum(np.arange(months + 1)[:, None] - moment, 0.0))


def span(months: int, month: int, length: Floats) -> Floats:
    """How much (M, N) of a span of so many months falls in each; it begins with `month`.

    Month 0 has no length: what begins there begins with month 1.
    """
    passed = elapsed(months, max(month - 1, 0))
    return np.asarray(np.diff(np.minimum(passed, np.maximum(length, 0.0)), axis=0))


def rounds(passed: Floats) -> Floats:
    """How many rounds (M, N) fall in each month, from those passed (M + 1, N) by its end."""
    return np.asarray(np.diff(np.floor(passed), axis=0))
