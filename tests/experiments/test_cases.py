"""Three companies, a model of one's own and a migration: plans by hand, and where the path ends."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.load import load
from simtco.metrics.advice import Decision, decide
from simtco.metrics.bootstrap import score_change

FOLDER = Path(__file__).parents[2] / "experiments"
NAMES = (
    "three_companies_a",
    "three_companies_b",
    "three_companies_c",
    "build_our_own",
    "migration_plan",
)
DAYS, HOURS = 365.25 / 12, 8766 / 12  # of a month
TOKENS_IN, TOKENS_OUT = 1_155, 211  # Azure's mean conversation
GPT_4O = (TOKENS_IN * 2.50 + TOKENS_OUT * 10) / 1e6  # a request, at the text's prices

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def case() -> Run:
    """One of the experiments, simulated in 16,384 futures, with keys laid over it."""

    @cache
    def simulated(name: str, *laid: tuple[str, str]) -> Result:
        overrides = {"simulation.trials": "16_384", **dict(laid)}
        return run(load(FOLDER / f"{name}.toml", overrides).experiment, workers=1)

    return simulated


def advised(result: Result) -> Decision:
    assert result.experiment.organisation is not None
    return decide(result, result.experiment.organisation)


@pytest.mark.parametrize("name", NAMES)
def test_plans_leave_things_out_and_seldom_hold(case: Run, name: str) -> None:
    result = case(name)
    assert result.totals.shape[1] == 16_384
    for strategy, plan in result.plans.items():
        assert np.mean(result.total(strategy) <= plan.base) < 0.2


PLANS: Mapping[tuple[str, str], Mapping[str, float]] = {
    ("three_companies_a", "api"): {  # 5 million tokens; the API list of code fragment 33.6.1
        "tokens": 120.27 * DAYS * GPT_4O * 12,
        "devops": 0.1 * 16_000 * 12,
        "compliance_setup": 5_000,
        "compliance": 500 * 12,
    },
    ("three_companies_b", "self_hosted"): {  # the fragment's self-hosted list, two H100 at 3.99
        "gpus": 2 * 3.99 * HOURS * 12,
        "adapter": 3 * 3 * 40 * 3.99,  # rounds in months 0, 5 and 9, of three runs each
        "ml_engineer": 18_000 * 12,
        "devops": 0.25 * 16_000 * 12,
        "labelling": 2_000 * 12,
        "evaluation_tools": 500 * 12,
        "compliance_setup": 15_000,
        "compliance_month": 1_000 * 12,
        "security_tests": 500 * 12,
    },
    ("migration_plan", "stay"): {
        "tokens": 100_000 * DAYS * GPT_4O * 24,
        "devops": 0.1 * 16_000 * 24,
    },
}


@pytest.mark.parametrize(("name", "strategy"), PLANS, ids=lambda each: each)
def test_a_plan_is_the_sum_of_its_items_by_hand(case: Run, name: str, strategy: str) -> None:
    result = case(name)
    by_hand = PLANS[name, strategy]
    plan = result.plans[strategy]
    planned = {
        item.name: plan.items[item.name]
        for item in result.experiment.strategies[strategy].items(result.experiment.strategies)
        if not item.hidden and not item.shock
    }
    assert planned == pytest.approx(by_hand, rel=0.002)
    assert plan.base == pytest.approx(sum(by_hand.values()), rel=0.002)


def test_the_volumes_are_the_text_s(case: Run) -> None:
    for name, tokens in (("three_companies_a", 5e6), ("three_companies_b", 50e6)):
        demand = case(name).experiment.demand
        assert demand is not None
        requests = demand.requests_per_day.base * DAYS
        assert requests * (TOKENS_IN + TOKENS_OUT) == pytest.approx(tokens, rel=0.001)
    organisation = case("three_companies_c").experiment.organisation
    assert organisation is not None
    assert (organisation.tokens_per_month, organisation.latency_ms) == (500e6, 50)


def test_the_training_run_of_company_c_takes_six_operations_a_parameter_and_token(
    case: Run,
) -> None:
    """Kaplan et al. 2020, section 2.1: 6 N D; a trillion tokens at 40.5% of 989e12 a second."""
    result = case("three_companies_c")
    hours = 6 * 7e9 * 1e12 / (989e12 * 0.405 * 3600)
    price = result.experiment.stated["gpus.h100.one_year_contract"].base
    assert 2.3 < price < 2.4
    plan = result.plans["custom"].items
    assert plan["pretraining"] == pytest.approx(100_000 + hours * price)
    assert plan["cluster"] == pytest.approx(16 * price * HOURS * 12)


@pytest.mark.parametrize(
    ("name", "monthly"),
    [("three_companies_a", 2_000), ("three_companies_b", 35_000), ("three_companies_c", 120_000)],
)
def test_the_budget_of_a_company_is_the_total_that_the_text_prints(
    case: Run, name: str, monthly: float
) -> None:
    experiment = case(name).experiment
    assert experiment.budget == monthly * experiment.horizon_months
    assert f"{monthly:,} USD a month" in " ".join(experiment.notes)


@pytest.mark.parametrize(
    ("name", "role", "strategy", "step"),
    [
        ("three_companies_a", "api", "api", 3),
        ("three_companies_b", "self_hosted", "self_hosted", 2),
        ("three_companies_c", "custom", "custom", 5),
        ("build_our_own", "api", "tuned_api", 3),
        ("migration_plan", "api", "stay", 3),
    ],
)
def test_the_path_ends_where_the_text_s_does(
    case: Run, name: str, role: str, strategy: str, step: int
) -> None:
    decision = advised(case(name))
    assert (decision.role, decision.strategy, decision.decided_by) == (role, strategy, step)


def test_company_b_would_go_to_the_api_if_its_fine_tuning_did(case: Run) -> None:
    laid = ("organisation.api_fine_tuning_is_enough", "true")
    assert advised(case("three_companies_b", laid)).role == "api"


def test_latency_alone_keeps_company_c_from_an_api(case: Run) -> None:
    enough = ("organisation.prompting_is_enough", "true")
    neither = ("organisation.models_underperform_after_fine_tuning", "false")
    decision = advised(case("three_companies_c", enough, neither))
    assert (decision.role, decision.decided_by) == ("self_hosted", 3)
    assert "50 ms" in decision.because


def test_all_five_conditions_and_only_they_build_one_s_own_model(case: Run) -> None:
    laid = {
        "api_fine_tuning_is_enough": "false",
        "models_underperform_after_fine_tuning": "true",
        "pretraining_team": "true",
        "investment_justified": "true",
    }
    met = [(f"organisation.{key}", said) for key, said in laid.items()]
    assert advised(case("build_our_own", *met)).role == "custom"
    assert advised(case("build_our_own", *met[:-1])).role == "self_hosted"


def test_fine_tuning_beats_pretraining_on_cost(case: Run) -> None:
    """Exercise 33.6.5: in most cases "no, use fine-tuning instead"."""
    result = case("build_our_own")
    tuned = np.maximum(result.total("tuned_api"), result.total("tuned_open"))
    own = np.minimum(result.total("continued"), result.total("from_scratch"))
    assert np.mean(tuned < own) > 0.9


def test_the_move_takes_eight_weeks_of_four_phases_as_planned(case: Run) -> None:
    result = case("migration_plan")
    months = 8 * 7 / DAYS
    planned = result.plans["move_now"].items["move"]
    assert planned == pytest.approx(months * (2 * 18_000 + 15_200))


def test_a_gate_that_fails_costs_four_weeks_more(case: Run) -> None:
    key = "strategies.move_now.costs.move.phases.gate_failed"
    passed, failed = (
        case("migration_plan", (key, weeks)).plans["move_now"].items["move"] for weeks in "04"
    )
    assert failed / passed == pytest.approx(12 / 8)


def test_a_way_back_is_taken_as_often_as_it_is_believed(case: Run) -> None:
    result = case("migration_plan")
    (back,) = (
        values
        for (strategy, reading), values in result.readings.items()
        if strategy == "move_with_way_back" and reading.name == "rolled_back"
    )
    chance = result.experiment.stated["inputs.rollback_chance"].family.mean
    assert back.mean() == pytest.approx(chance, abs=4 * np.sqrt(chance / back.size))


def test_waiting_until_the_bill_is_dear_is_better_than_moving_at_once(case: Run) -> None:
    """The right to wait is worth something: what moves later knows what it pays."""
    result = case("migration_plan")
    means = {name: result.total(name).mean() for name in result.strategies}
    assert means["move_when_dear"] < min(means["move_now"], means["move_with_way_back"])


def test_scores_of_so_few_tasks_leave_the_gate_open_to_doubt(case: Run) -> None:
    """Five tasks lost and four won of 40: the mean falls by a fortieth, give or take 3 / 40."""
    experiment = case("migration_plan").experiment
    assert experiment.scores is not None
    change = score_change(experiment.scores, experiment.simulation.seed)
    spread = np.sqrt(9 / 40 - 1 / 40**2) / np.sqrt(40)
    assert change.mean == pytest.approx(-1 / 40)
    assert change.low < -experiment.scores.accepted_fall < change.high
    assert change.high - change.low == pytest.approx(2 * 1.96 * spread, rel=0.1)
