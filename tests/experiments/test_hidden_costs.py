"""The legal startup, and the five hidden costs of exercise 33.6.4."""

import numpy as np
import pytest

from simtco.words.costs.staff import Staff
from simtco.words.listed import Listed
from tests.shipped import futures


def test_the_plan_of_the_legal_startup_is_its_gpus_alone() -> None:
    plan = futures("legal_privacy").plans["self_hosted"]
    assert plan.base / 12 == pytest.approx(7_000, rel=1e-4)
    assert plan.base == plan.items["gpus"]


def test_the_texts_actual_adds_up_and_falls_as_printed() -> None:
    actual = 7_000 + 9_000 + 3_000 + 2_000 + 4_000 + 3_000
    assert actual == 28_000 == 4 * 7_000
    assert round(1 - 12_000 / actual, 2) == 0.57


def test_hidden_costs_explain_the_actual() -> None:
    """It lies inside the forecast, and the report says where: P(within the budget)."""
    drawn = futures("legal_privacy")
    assert drawn.experiment.budget == 28_000 * 12
    at = float(np.mean(drawn.total("self_hosted") <= 28_000 * 12))
    assert 0.05 < at < 0.12  # the 8th percentile, as the notes say
    assert np.mean(drawn.total("self_hosted") <= 7_000 * 12) < 0.001


def test_moving_to_the_api_saves_in_nearly_all_futures() -> None:
    drawn = futures("legal_privacy")
    assert drawn.plans["api"].base / 12 == 12_000
    assert np.mean(drawn.total("api") < drawn.total("self_hosted")) > 0.9


WEEK = 16_000 * 12 / 52
RULE = 18 * 0.4 * 16_000 + 2 * (1.5 + 1.5) * WEEK


def test_the_rule_is_the_exercises_in_money() -> None:
    """0.4 FTE from month 7 on, and 1.5 weeks a year each for migrations and security."""
    drawn = futures("hidden_costs")
    assert drawn.plans["rule"].base == pytest.approx(RULE, rel=1e-4)
    assert drawn.total("rule") == pytest.approx(drawn.plans["rule"].base)
    assert drawn.experiment.budget == pytest.approx(
        18 * 0.4 * 16_000 + 2 * (2 + 2) * WEEK, rel=1e-4
    )


def test_people_are_not_paid_before_month_seven() -> None:
    """The mean of a product of independent factors, over 18 of 24 months."""
    coming = futures("hidden_costs").experiment.strategies["as_they_come"]
    assert isinstance(coming, Listed)
    prompts = coming.costs["prompts"]
    assert isinstance(prompts, Staff)
    mean, pay = prompts.fte.family.mean, prompts.month_cost.family.mean
    drawn = futures("hidden_costs").items["as_they_come"]["prompts"]
    assert drawn.mean() == pytest.approx(18 * mean * pay, rel=0.01)
