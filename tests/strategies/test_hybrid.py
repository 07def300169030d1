"""Replicas for the base load, an API for the rest: hours counted by hand."""

import numpy as np
import pytest

from simtco.files.problems import ExperimentError
from tests.strategies.conftest import Outcome, price_change

HOURS = 365.25 / 12 * 24
SHAPE = [0.5] * 12 + [1.5] * 12
DEMAND = f"""
horizon_months = 1
[demand]
requests_per_day = 86_400
input_tokens = 1_000
output_tokens = 100
peak_to_mean = 1.5
day_shape = {SHAPE}
"""
PER_SECOND = 100.0
"""Output tokens a second on average: one request a second of 100 tokens."""
HYBRID = """
[strategies.mix]
kind = "hybrid"
gpus = {gpus}
price_per_gpu_hour = 2
output_tokens_per_second = {speed}
overflow = {{ input_price = 1, output_price = 4 }}
"""
API = HOURS * 3_600 * (1_000 * 1 + 100 * 4) / 1e6
"""What a month costs when the API serves it all."""


@pytest.mark.parametrize(
    ("gpus", "speed", "overflow"),
    [
        (0, 50, 1.0),
        (1, 50, 0.5),  # serves 50 of 50 by night and 50 of 150 by day
        (1.2, 50, 0.25),  # two whole GPUs: 100 of 150 by day
        (3, 50, 0.0),
        (10, 50, 0.0),
    ],
)
def test_the_api_serves_what_exceeds_the_replicas(
    outcome: Outcome, gpus: float, speed: float, overflow: float
) -> None:
    result = outcome(DEMAND + HYBRID.format(gpus=gpus, speed=speed))
    (share,) = [v for (_, r), v in result.readings.items() if r.name == "overflow_share"]
    assert share == pytest.approx(overflow)
    rent = HOURS * 2 * np.ceil(gpus)
    assert result.total("mix") == pytest.approx(rent + overflow * API)


def test_requests_go_to_the_api_from_the_target_utilisation_on(outcome: Outcome) -> None:
    text = HYBRID.format(gpus=2, speed=100).rstrip() + "\ntarget_utilisation = 0.5\n"
    result = outcome(DEMAND + text)
    assert result.total("mix") == pytest.approx(HOURS * 2 * 2 + 0.25 * API)


def test_the_shape_is_stretched_to_the_busiest_hour(outcome: Outcome) -> None:
    """A peak of 2 makes the night empty and the day twice the mean."""
    text = DEMAND.replace("peak_to_mean = 1.5", "peak_to_mean = 2")
    result = outcome(text + HYBRID.format(gpus=1, speed=100))
    assert result.total("mix") == pytest.approx(HOURS * 2 + 0.5 * API)


def test_no_traffic_costs_the_rent(outcome: Outcome) -> None:
    text = DEMAND.replace("86_400", "0")
    result = outcome(text + HYBRID.format(gpus=1, speed=100))
    assert result.total("mix") == pytest.approx(HOURS * 2)


def test_a_hybrid_needs_a_demand(outcome: Outcome) -> None:
    with pytest.raises(ExperimentError, match=r"a hybrid needs a \[demand\] table"):
        outcome("horizon_months = 1\n" + HYBRID.format(gpus=1, speed=1))


def test_a_price_change_strikes_what_overflows(outcome: Outcome) -> None:
    """The API's price doubles in the only month, in every future: half of the tokens cost twice."""
    result = outcome(DEMAND + HYBRID.format(gpus=1, speed=50) + price_change("overflow", 2))
    struck = result.total("mix") - HOURS * 2 > 0.75 * API
    assert result.total("mix")[struck] == pytest.approx(HOURS * 2 + 2 * 0.5 * API)
    assert result.total("mix")[~struck] == pytest.approx(HOURS * 2 + 0.5 * API)
    assert struck.mean() == pytest.approx(1 - np.exp(-1), abs=0.001)
