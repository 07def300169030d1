"""The decision beside a simulation whose money is known by hand."""

import math

import pytest

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.advice import Decision, decide
from simtco.metrics.signals import Signal
from simtco.metrics.volume import tokens_per_month
from simtco.words.wording import figure

HEAD = 'title = "t"\nhorizon_months = 12\nconfidence = 0.9\nsimulation = { trials = 8_192 }\n'
STAFFED = "has_ml_engineers = true\nhas_devops = true\nhas_security = true\n"
PUBLIC = f'[organisation]\ndata = "public"\nlatency_ms = 900\n{STAFFED}'
GUARDED = "[organisation]\ndata_may_leave = false\n"
DEMAND = "[demand]\nrequests_per_day = {}\ninput_tokens = 600\noutput_tokens = 400\n"


def strategy(name: str, monthly: str, role: str = "", rest: str = "") -> str:
    stated = f'role = "{role}"\n' if role else ""
    return (
        f"[strategies.{name}]\n{stated}"
        f'[strategies.{name}.costs.bill]\nkind = "line"\nmonthly = {monthly}\n{rest}'
    )


RENT, HOST = strategy("rent", "1_000", "api"), strategy("host", "3_000", "self_hosted")


def decided(text: str) -> Decision:
    experiment = compose(parse_document(HEAD + text, "t.toml"), Catalogue())
    assert experiment.organisation is not None
    return decide(run(experiment, workers=1), experiment.organisation)


def signal(decision: Decision, named: str) -> Signal:
    (found,) = (each for each in decision.signals if named in each.signal)
    return found


def test_what_a_constraint_costs_is_said_with_both_numbers() -> None:
    decision = decided(GUARDED + RENT + HOST)
    (said,) = decision.conflicts
    assert decision.strategy == "host"
    assert "rent costs 24,000 USD less on average, 12,000 against 36,000" in said
    assert said.endswith("That is the price of the constraint.")


def test_a_rule_of_thumb_is_no_constraint() -> None:
    """10,000 tokens a day by 365.25 / 12 days: volume asks for nothing, hosting is cheaper."""
    cheap = strategy("host", "500", "self_hosted")
    decision = decided(PUBLIC + DEMAND.format("10") + RENT + cheap)
    (said,) = decision.conflicts
    assert (decision.role, decision.decided_by) == ("api", 3)
    assert "host costs 6,000 USD less on average, 6,000 against 12,000" in said
    assert said.endswith("the framework goes by volume, the simulation by your own costs.")


def test_path_and_simulation_may_agree() -> None:
    assert decided(PUBLIC + RENT + HOST).conflicts == ()


def test_a_saving_that_leaves_the_hiring_out_is_not_believed() -> None:
    cheap = strategy("host", "500", "self_hosted")
    lacking = PUBLIC.replace(STAFFED, "has_ml_engineers = false\n") + "tokens_per_month = 200e6\n"
    decision = decided(lacking + RENT + cheap)
    (said,) = decision.conflicts
    assert (decision.role, decision.decided_by) == ("api", 4)
    assert 'as a cost of kind "delay"' in said


def test_equal_means_are_no_conflict() -> None:
    same = strategy("host", "1_000", "self_hosted")
    assert decided(GUARDED + RENT + same).conflicts == ()


def test_a_role_that_nobody_simulates_is_said() -> None:
    decision = decided(GUARDED + strategy("rent", "1_000", "api"))
    (said,) = decision.conflicts
    assert decision.strategy is None
    assert 'no strategy states role = "self_hosted"' in said


def test_a_strategy_without_a_role_may_still_be_the_cheapest() -> None:
    (said,) = decided(PUBLIC + RENT + HOST + strategy("other", "400")).conflicts
    assert "other costs 7,200 USD less on average" in said
    (said,) = decided(PUBLIC + RENT + HOST + strategy("both", "400", "mixed")).conflicts
    assert said.endswith("The framework does not ask about mixes.")


def test_of_two_strategies_in_a_role_the_cheaper_stands_for_it() -> None:
    dear = strategy("rent_dear", "9_000", "api")
    assert decided(PUBLIC + dear + RENT + HOST).strategy == "rent"


def test_a_mean_that_the_level_and_the_odds_speak_against() -> None:
    """1 in 5 futures cost 0 and the rest 1,000 a month, against a sure 900: mean 800, P90 1,000."""
    gamble = strategy(
        "rent", '{ kind = "discrete", values = [0, 1_000], weights = [0.2, 0.8] }', "api"
    )
    decision = decided(PUBLIC + gamble + strategy("host", "900", "self_hosted"))
    level, often = decision.conflicts
    assert "at P90 host needs 1,200 USD less" in level
    assert "host is the cheaper in 8 of 10 futures" in often


@pytest.mark.parametrize(("requests", "role"), [("3_285", "api"), ("3_286", "self_hosted")])
def test_volume_is_taken_from_the_demand(requests: str, role: str) -> None:
    """1,000 tokens a request and 30.4375 days a month: 100 million are 3,285.4 requests a day."""
    cheap = strategy("host", "500", "self_hosted")
    assert decided(PUBLIC + DEMAND.format(requests) + RENT + cheap).role == role


def test_volume_is_taken_from_the_table_without_a_demand() -> None:
    cheap = strategy("host", "500", "self_hosted")
    head = PUBLIC + "tokens_per_month = {}\n"
    assert decided(head.format("100e6") + RENT + cheap).role == "self_hosted"
    assert decided(head.format("99e6") + RENT + cheap).role == "api"


def test_the_wait_for_the_launch_is_evidence_at_step_4() -> None:
    """Two months of 1,500."""
    wait = '[strategies.host.costs.wait]\nkind = "delay"\nmonths = 2\nmonthly_value = 1_500\n'
    decision = decided(GUARDED + RENT + HOST + wait)
    (found,) = decision.stages[3].evidence
    assert found.value == pytest.approx(3_000)
    assert "is counted" in decision.stages[3].step.because


def test_evidence_at_step_3_is_what_was_simulated() -> None:
    found = decided(PUBLIC + DEMAND.format("10_000") + RENT + HOST).stages[2].evidence
    values = [each.value for each in found]
    assert values == pytest.approx([10_000 * 1_000 * 365.25 / 12, 1.0, 12_000, 36_000, 0.0])


def test_only_silence_that_matters_makes_the_answer_provisional() -> None:
    assert decided(GUARDED + RENT + HOST).provisional == ()
    assert "provider_terms_acceptable" in decided("[organisation]\n" + RENT + HOST).provisional


def test_a_volume_that_the_demand_states_is_not_missing() -> None:
    cheap = strategy("host", "500", "self_hosted")
    decision = decided(PUBLIC + DEMAND.format("10") + RENT + cheap)
    assert "tokens_per_month" in {change.key for change in decision.stages[2].changes}
    assert "tokens_per_month" not in decision.provisional
    assert "tokens_per_month" in decided(PUBLIC + RENT + cheap).provisional


def test_a_bill_that_grows_past_hosting_is_seen_in_the_month_that_it_does() -> None:
    """1,000 x 2 ** ((m - 1) / 2) first exceeds 3,000 in month 5: three months in a row by 7."""
    path = 'path = { kind = "growth", annual = 63.0 }'
    growing = strategy("rent", f'{{ kind = "constant", value = 1_000, {path} }}', "api")
    found = signal(decided(PUBLIC + growing + HOST), "costs more a month")
    assert found.state == "seen"
    assert found.because.endswith("by month 7")
    assert signal(decided(PUBLIC + RENT + HOST), "costs more a month").state == "not seen"
    assert signal(decided(PUBLIC + RENT), "costs more a month").state == "not modelled"


def test_two_dear_months_are_not_consistent() -> None:
    path = 'path = { kind = "steps", months = [5, 7], factors = [9.0, 1.0] }'
    twice = strategy("rent", f'{{ kind = "constant", value = 1_000, {path} }}', "api")
    assert signal(decided(PUBLIC + twice + HOST), "costs more a month").state == "not seen"
    path = path.replace("7", "8")
    thrice = strategy("rent", f'{{ kind = "constant", value = 1_000, {path} }}', "api")
    assert signal(decided(PUBLIC + thrice + HOST), "costs more a month").state == "seen"


@pytest.mark.parametrize(
    ("named", "shock", "probability"),
    [
        ("a law", '{ kind = "regulation", probability = 0.25, month = 3, once = 9 }', 0.25),
        ("a major outage", '{ kind = "outage", per_year = 0.1, hours = 2, hour_cost = 9 }', 0.0952),
    ],
)
def test_how_often_a_shock_signals(named: str, shock: str, probability: float) -> None:
    """The outage: 1 - exp(-0.1) of the years have one."""
    rent = RENT + f"[strategies.rent.shocks]\nit = {shock}\n"
    decision = decided(PUBLIC + rent + HOST)
    found = signal(decision, named)
    assert found.state == "possible"
    count, _, whole = found.because.split()[1:4]
    assert float(count) / float(whole) == pytest.approx(probability, abs=0.006)
    assert signal(decided(PUBLIC + RENT + HOST), named).state == "not modelled"


def test_the_facts_of_the_table_are_signals_too() -> None:
    staffed = signal(decided(PUBLIC + RENT), "you have the people")
    lacking = signal(decided("[organisation]\nhas_devops = false\n" + RENT), "you have the people")
    unsaid = signal(decided("[organisation]\nhas_devops = true\n" + RENT), "you have the people")
    assert [staffed.state, lacking.state, unsaid.state] == ["seen", "not seen", "not stated"]


@pytest.mark.parametrize(
    ("stated", "state"),
    [
        ("", "not stated"),
        ("prompting_is_enough = true\n", "not seen"),
        ("api_fine_tuning_is_enough = true\n", "not seen"),
        ("api_fine_tuning_is_enough = false\n", "seen"),
        ("needs_control_of_training = true\n", "seen"),
    ],
)
def test_needing_more_than_fine_tuning_is_a_signal(stated: str, state: str) -> None:
    decision = decided(f"[organisation]\n{stated}{RENT}")
    assert signal(decision, "more than fine-tuning").state == state


def test_a_better_model_is_seen_where_a_strategy_waits_for_it() -> None:
    """0.6 a year; what is decided in month 11 serves in month 12: 1 - exp(-0.6 x 11 / 12)."""
    waits = '[strategies.wait]\nkind = "switching"\nstart = "host"\nto = "rent"\n'
    trigger = 'trigger = { kind = "arrival", per_year = 0.6 }\n'
    found = signal(decided(PUBLIC + RENT + HOST + waits + trigger), "much better model")
    count, _, whole = found.because.split()[1:4]
    assert found.because.endswith("where wait follows it")
    assert float(count) / float(whole) == pytest.approx(1 - math.exp(-0.6 * 11 / 12), abs=0.015)


def test_compliance_that_eats_the_saving_is_seen() -> None:
    """Hosting saves 6,000 and its compliance costs 7,200, then 4,800."""
    cheap = strategy("host", "500", "self_hosted")
    guard = '[strategies.host.costs.audit]\nkind = "line"\ncategory = "security"\nmonthly = {}\n'
    for monthly, state in (("600", "seen"), ("400", "not seen")):
        found = signal(decided(PUBLIC + RENT + cheap + guard.format(monthly)), "compliance and sec")
        assert found.state == state
        assert found.because == (
            f"{12 * int(monthly):,} USD more on average for these, "
            "6,000 USD less on average for the rest"
        )


def test_what_a_role_costs_is_said_with_mean_and_level() -> None:
    """0 in 1 of 5 futures, else 1,000 a month: mean 800, P90 1,000, twelve of each."""
    gamble = strategy(
        "rent", '{ kind = "discrete", values = [0, 1_000], weights = [0.2, 0.8] }', "api"
    )
    sure = strategy("host", "900", "self_hosted")
    said = [each.sentence for each in decided(PUBLIC + gamble + sure).stages[2].evidence]
    assert said[0] == "rent (role api) costs 9,600 USD on average, P90 12,000."
    assert said[-1] == "host is cheaper than rent in 8 of 10 futures."


def test_a_volume_is_reached_by_what_equals_it() -> None:
    """12 requests of 1,000 tokens a day are 12,000 x 365.25 / 12 a month, known to the bit."""
    text = HEAD + DEMAND.format("12") + RENT
    result = run(compose(parse_document(text, "t.toml"), Catalogue()), workers=1)
    found = tokens_per_month(result, 365_250.0)
    assert found is not None
    assert [value for value, _ in found] == [365_250.0, 1.0]


@pytest.mark.parametrize(
    ("rent", "state", "said"), [(1_000, "seen", "less"), (10, "not seen", "more")]
)
def test_a_mix_that_pays_is_a_signal(rent: int, state: str, said: str) -> None:
    """1,000 requests a day of 600 and 400 tokens: a quarter at 5,500 USD a
    million, the rest at 330.
    """
    mix = """
[strategies.mix]
kind = "routing"
vendors.big.tokens = { input_price = 2.5, output_price = 10 }
vendors.small.tokens = { input_price = 0.15, output_price = 0.6 }
tasks.simple = { share = 0.75, chain = ["small"] }
tasks.hard = { share = 0.25, chain = ["big"] }
"""
    api = strategy("rent", str(rent), "api")
    found = signal(decided(PUBLIC + DEMAND.format("1_000") + api + HOST + mix), "tasks differ")
    mean = 365.25 * 1_000 * (0.25 * 5_500 + 0.75 * 330) / 1e6
    saved = figure(abs(12 * rent - mean))
    assert found.state == state
    assert found.because == f"mix costs {saved} USD {said} than rent on average"
