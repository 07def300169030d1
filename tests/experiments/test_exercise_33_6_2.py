"""GPT-4o or Llama 3 70B: the exercise's own arithmetic, and where the two cross."""

import numpy as np
import pytest

from tests.shipped import futures

VOLUME = "demand.requests_per_day"
FIXED_API = 500 + 0.25 * 16_000 + 16_000 / 24
OWN = 6 * 730.5 + 0.5 * 18_000 + 500 + 2 * 18_000 / 24
"""A month of two H100 at 6 USD an hour, half an engineer, monitoring, two months of setup."""


@pytest.mark.parametrize(("volume", "bill"), [(10_000, 3_043.75), (100_000, 30_437.5)])
def test_the_plan_of_the_api_is_the_exercises_list(volume: int, bill: float) -> None:
    """365.25 / 12 days of requests at 0.01 USD."""
    plan = futures("gpt4o_vs_llama70b", (VOLUME, str(volume))).plans["api"]
    assert plan.items["tokens"] / 24 == pytest.approx(bill)
    assert plan.base / 24 == pytest.approx(bill + FIXED_API)


def test_the_plan_of_self_hosting_is_the_exercises_list_and_not_its_sum() -> None:
    plan = futures("gpt4o_vs_llama70b").plans["self_hosted"]
    assert plan.base / 24 == pytest.approx(OWN)
    assert pytest.approx(15_383) == OWN  # the exercise prints about 7,000


def test_two_h100_do_not_serve_ten_times_the_volume() -> None:
    """At 100,000 a day the busiest hour asks for 1,071 tokens/s; a GPU serves 119."""
    plan = futures("gpt4o_vs_llama70b", (VOLUME, "100_000")).plans["self_hosted"]
    gpus = plan.items["gpus"] / 24 / (730.5 * 3.0)
    busiest = 100_000 * 500 / 86_400 * 1.85
    assert gpus == 2 * np.ceil(busiest / 119 / 2)


def test_its_own_inputs_cross_where_it_says_and_its_printed_figures_do_not() -> None:
    crossing = (OWN - FIXED_API) / (0.01 * 365.25 / 12)
    assert 30_000 < crossing < 50_000
    slope = (9_000 - 7_000) / 90_000
    printed = (7_000 - 10_000 * slope) / (30_000 / 100_000 - slope)
    assert printed == pytest.approx(24_400)


def test_self_hosting_wins_more_futures_the_more_there_is_to_do() -> None:
    wins = []
    for volume in ("10_000", "30_000", "100_000"):
        drawn = futures("gpt4o_vs_llama70b", (VOLUME, volume))
        wins.append(np.mean(drawn.total("self_hosted") <= drawn.total("api")))
    assert wins == sorted(wins)
    assert wins[0] < 0.05
