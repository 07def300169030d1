"""Every branch of section 33.6, part 5, and the five conditions of exercise 33.6.5."""

from typing import Any

import pytest

from simtco.metrics.changes import changes
from simtco.metrics.conditions import conditions
from simtco.metrics.decision_tree import Simulated, walk
from simtco.words.organisation import Organisation

LOW = Simulated(high_volume=False, saving=-5.0, waits=False)
PAYS = Simulated(high_volume=True, saving=5.0, waits=False)
PAYS_AND_WAITS = Simulated(high_volume=True, saving=5.0, waits=True)
OPEN = {"data": "public", "latency_ms": 800.0}
STAFFED = {"has_ml_engineers": True, "has_devops": True, "has_security": True}
ALL_FIVE = {
    "unique_dataset": True,
    "models_underperform_after_fine_tuning": True,
    "pretraining_team": True,
    "months_before_return": 12.0,
    "investment_justified": True,
}


def firm(*stated: dict[str, Any], **more: Any) -> Organisation:
    return Organisation.model_validate({k: v for each in (*stated, more) for k, v in each.items()})


@pytest.mark.parametrize(
    ("organisation", "simulated", "role", "step"),
    [
        # step 1
        (firm(data="internal", data_may_leave=False), LOW, "self_hosted", 1),
        (firm(data="health", provider_terms_acceptable=False), LOW, "self_hosted", 1),
        (firm(data="health"), LOW, "self_hosted", 1),
        (firm(), LOW, "self_hosted", 1),
        (firm(data="health", provider_terms_acceptable=True), LOW, "api", 3),
        (firm(provider_terms_acceptable=True), LOW, "api", 3),
        # step 2
        (firm(OPEN, needs_control_of_training=True), LOW, "self_hosted", 2),
        (firm(OPEN, prompting_is_enough=True), LOW, "api", 3),
        (firm(OPEN, prompting_is_enough=False, api_fine_tuning_is_enough=True), LOW, "api", 3),
        (
            firm(OPEN, prompting_is_enough=False, api_fine_tuning_is_enough=False),
            LOW,
            "self_hosted",
            2,
        ),
        (firm(OPEN, prompting_is_enough=False), LOW, "api", 3),
        # step 3, latency
        (firm(OPEN, latency_ms=100), LOW, "api", 3),
        (firm(OPEN, latency_ms=99), LOW, "self_hosted", 3),
        (firm(OPEN, latency_ms=99, api_latency_ms=90), LOW, "api", 3),
        (firm(OPEN, latency_ms=300, api_latency_ms=400), LOW, "self_hosted", 3),
        (firm(OPEN, latency_ms=300, api_latency_ms=300), LOW, "api", 3),
        (firm(OPEN, api_latency_ms=5_000, latency_ms=None), LOW, "api", 3),
        # step 3, volume
        (firm(OPEN, STAFFED), PAYS, "self_hosted", 3),
        (firm(OPEN, STAFFED), Simulated(True, -5.0, False), "api", 3),
        (firm(OPEN, STAFFED), Simulated(True, None, False), "api", 3),
        (firm(OPEN, STAFFED), Simulated(False, 5.0, False), "api", 3),
        (firm(OPEN, STAFFED), Simulated(None, 5.0, False), "api", 3),
        # step 4
        (firm(OPEN, STAFFED, has_devops=False), PAYS, "api", 4),
        (firm(OPEN), PAYS, "api", 4),
        (firm(OPEN, STAFFED, has_devops=False), PAYS_AND_WAITS, "self_hosted", 3),
        (firm(OPEN, latency_ms=50), PAYS, "self_hosted", 3),
        # exercise 33.6.5
        (firm(OPEN, ALL_FIVE), LOW, "custom", 5),
        (firm(ALL_FIVE, data_may_leave=False), LOW, "custom", 5),
        *[(firm(OPEN, ALL_FIVE, {key: None}), LOW, "api", 3) for key in ALL_FIVE],
    ],
)
def test_the_path_ends_where_part_5_says(
    organisation: Organisation, simulated: Simulated, role: str, step: int
) -> None:
    path = walk(organisation, simulated)
    assert (path.role, path.decided_by) == (role, step)
    assert len(path.steps) == 5
    assert all(each.because for each in path.steps)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # company A: 5M tokens a month, nothing sensitive; B: health data and fine-tuning of its own
        ({"data": "public", "tokens_per_month": 5e6}, "api"),
        (
            {
                "data": "health",
                "provider_terms_acceptable": True,
                "needs_control_of_training": True,
                "tokens_per_month": 50e6,
            },
            "self_hosted",
        ),
        # C: 50 ms and trade secrets; its own model takes the five conditions
        ({"data": "trade_secret", "latency_ms": 50.0, "tokens_per_month": 500e6}, "self_hosted"),
        (
            {"data": "trade_secret", "latency_ms": 50.0, "tokens_per_month": 500e6, **ALL_FIVE},
            "custom",
        ),
    ],
)
def test_the_three_companies_of_the_text(stated: dict[str, Any], expected: str) -> None:
    organisation = Organisation.model_validate(stated)
    high = organisation.tokens_per_month is not None and organisation.tokens_per_month >= 1e8
    assert walk(organisation, Simulated(high, None, waits=False)).role == expected


def test_what_is_not_stated_is_named_with_what_it_was_taken_as() -> None:
    first, second, third, _, _ = walk(firm(data="internal"), Simulated(None, None, False)).steps
    assert first.unstated == (("data_may_leave", "true"),)
    assert second.unstated == (
        ("needs_control_of_training", "false"),
        ("prompting_is_enough", "true"),
    )
    assert third.unstated == (("latency_ms", "no limit"), ("tokens_per_month", "few"))


def test_only_what_the_path_asked_for_is_named() -> None:
    steps = walk(firm(data_may_leave=False), LOW).steps
    assert [step.unstated for step in steps[:3]] == [(), (), ()]


@pytest.mark.parametrize(("stated", "months"), [(4, 4), (0, 0), (None, 6)])
def test_hiring_is_named_where_skills_are_missing(stated: int | None, months: int) -> None:
    lacking = firm(STAFFED, data_may_leave=False, has_devops=False, hiring_months=stated)
    team = walk(lacking, LOW).steps[3]
    assert team.because.startswith(f"you lack DevOps: hire first, about {months} months")
    assert "the wait is not counted" in team.because


@pytest.mark.parametrize(
    ("months", "holds", "remark"),
    [(5.0, False, "5 months are fewer than 6"), (12.0, True, "")]
    + [(m, True, f"{m:g} months do, unless development takes longer") for m in (6.0, 11.0)],
)
def test_the_months_of_the_fourth_condition(months: float, holds: bool, remark: str) -> None:
    fourth = conditions(firm(months_before_return=months))[3]
    assert (fourth.holds, fourth.remark) == (holds, remark)


def test_a_condition_that_is_not_stated_does_not_hold() -> None:
    assert [each.holds for each in conditions(firm(ALL_FIVE, unique_dataset=None))] == [
        None,
        True,
        True,
        True,
        True,
    ]


def said(organisation: Organisation, simulated: Simulated) -> set[tuple[int, str, str]]:
    return {(c.step, c.otherwise, c.role) for c in changes(organisation, simulated)}


def test_each_fact_that_would_change_the_answer_is_found() -> None:
    stated = firm(STAFFED, data="health", provider_terms_acceptable=True, latency_ms=200)
    assert said(stated, Simulated(True, -5.0, False)) == {
        (1, "data_may_leave = false", "self_hosted"),
        (1, "provider_terms_acceptable = false", "self_hosted"),
        (2, "needs_control_of_training = true", "self_hosted"),
        (3, "latency_ms below 100", "self_hosted"),
        (3, "self-hosting cheaper on average", "self_hosted"),
    }


def test_a_measured_latency_would_change_the_answer_both_ways() -> None:
    assert (3, "api_latency_ms at most 50", "api") in said(firm(OPEN, latency_ms=50), LOW)
    assert (3, "no latency_ms", "api") in said(firm(OPEN, latency_ms=50), LOW)
    slow = firm(OPEN, latency_ms=50, api_latency_ms=40)
    assert (3, "api_latency_ms above 50", "self_hosted") in said(slow, LOW)


def test_volume_and_a_delay_that_is_costed_would_change_it() -> None:
    assert (3, "fewer than 100 million tokens a month", "api") in said(firm(OPEN, STAFFED), PAYS)
    lacking = firm(OPEN)
    assert (4, "a delay among the costs of self-hosting", "self_hosted") in said(lacking, PAYS)


def test_one_condition_that_fails_is_all_that_stands_before_a_model_of_ones_own() -> None:
    nearly = firm(OPEN, ALL_FIVE, months_before_return=3)
    assert (5, "months_before_return at least 6", "custom") in said(nearly, LOW)
    two = firm(OPEN, ALL_FIVE, months_before_return=3, unique_dataset=False)
    assert "custom" not in {role for _, _, role in said(two, LOW)}


def test_a_change_that_contradicts_the_rest_is_not_offered() -> None:
    """What is enough leaves no need to control the training."""
    stated = firm(OPEN, prompting_is_enough=True)
    assert "needs_control_of_training = true" not in {each for _, each, _ in said(stated, LOW)}


def test_a_limit_of_100_ms_does_not_ask_how_fast_the_api_is() -> None:
    """`api_latency_ms` would be named as not stated; below 100 it decides."""
    at, below = (
        walk(firm(OPEN, latency_ms=limit, data="public"), LOW).steps[2] for limit in (100, 99)
    )
    assert [key for key, _ in at.unstated] == []
    assert [key for key, _ in below.unstated] == ["api_latency_ms"]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({}, "in 50 ms, which no API is known to keep"),
        ({"api_latency_ms": 60.0}, "in 50 ms, which the API measured does not keep"),
    ],
)
def test_whether_an_api_was_measured_is_said(stated: dict[str, float], said: str) -> None:
    assert said in walk(firm(OPEN, stated, latency_ms=50), LOW).steps[2].because
