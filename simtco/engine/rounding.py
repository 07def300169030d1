"""Sums of the same money, which the order they are taken in makes differ in their last digits."""

import numpy as np

from simtco.words.arrays import Floats

SAME = 1e-12
"""Of an amount: far more than sums of hundreds of amounts lose, far less than anyone pays."""


def slack(amounts: Floats) -> Floats:
    """By how much amounts may differ from others that are the same money, shape as given."""
    return np.asarray(SAME * np.abs(amounts))


def made_same(totals: Floats, place: int) -> None:
    """Overwrite each total (S, N) that is the same money as the one of a place by that one."""
    reference = totals[place]
    allowed = slack(reference)
    for row in totals:
        same = np.abs(row - reference) <= allowed
        row[same] = reference[same]
