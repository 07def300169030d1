"""Standard errors from the spread of blocks."""

import math

import numpy as np
import pytest

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate


def test_two_blocks_have_a_spread_and_one_has_none() -> None:
    """Of 1 and 3: sd sqrt(2), over sqrt(2)."""
    assert estimate.standard_error(np.array([1.0, 3.0])) == 1.0
    assert estimate.standard_error(np.array([1.0])) is None


def test_a_share_on_which_all_blocks_agree_is_known_to_one_trial_and_no_better() -> None:
    """The truth lies anywhere within one trial: the sd of a uniform number in +-1/T is 1/(T √3)."""
    holds = np.arange(2 * BLOCK_TRIALS) % 4 == 0
    share, error = estimate.share_of(holds)
    assert share == 0.25
    assert error == pytest.approx(1 / (2 * BLOCK_TRIALS * math.sqrt(3)), rel=1e-12)
    assert estimate.at_or_under(1.0 - holds, 0.0) == (share, error)
    assert estimate.share_of(holds[:BLOCK_TRIALS]) == (0.25, None)
