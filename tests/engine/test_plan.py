"""Batches: every block once, and none that reaches beyond a look at the precision."""

import pytest

from simtco.engine.plan import checkpoints, plan
from tests.engine.conftest import Write
from tests.engine.test_run import UNCERTAIN

AUTO = '[simulation]\ntrials = "auto"\nmax_trials = {}\ntolerance = {{ p80 = "0.5%" }}\n'


@pytest.mark.parametrize("most", [4_096, 65_536, 69_632, 1_000_000, 2_097_152])
@pytest.mark.parametrize("months", [1, 12, 24, 120])
def test_every_block_comes_once_and_a_checkpoint_ends_a_batch(
    experiment: Write, most: int, months: int
) -> None:
    text = UNCERTAIN.replace("horizon_months = 6", f"horizon_months = {months}")
    asked = experiment(text + AUTO.format(most))
    batches = plan(asked)
    numbers = [number for batch in batches for number in batch.numbers]
    assert numbers == list(range(asked.simulation.blocks))
    assert set(checkpoints(asked)) <= {batch.numbers.stop for batch in batches}


def test_a_default_run_keeps_two_workers_busy(experiment: Write) -> None:
    assert len(plan(experiment(f"{UNCERTAIN}[simulation]\ntrials = 65_536\n"))) == 2
