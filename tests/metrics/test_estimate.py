"""Standard errors from the spread of blocks."""

import numpy as np

from simtco.metrics import estimate


def test_two_blocks_have_a_spread_and_one_has_none() -> None:
    """Of 1 and 3: sd sqrt(2), over sqrt(2)."""
    assert estimate.standard_error(np.array([1.0, 3.0])) == 1.0
    assert estimate.standard_error(np.array([1.0])) is None
