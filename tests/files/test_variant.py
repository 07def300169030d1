"""What is read again of an experiment with a few keys changed is what a file of its own says."""

import re

import pytest

from simtco.files.axis import axis
from simtco.files.catalogue import Catalogue
from simtco.files.composed import Composed, composed
from simtco.files.experiment import Experiment, named_words
from simtco.files.points import points
from simtco.files.problems import ExperimentError
from simtco.files.scenarios import scenarios
from simtco.files.toml import Document, parse_document
from simtco.files.variant import variant
from simtco.words.listed import Listed
from tests.fuzz.mutations import texts

TEXT = """
title = "Rent or host?"
horizon_months = 12
[inputs]
pay = "15_000 to 23_000"
alias = "@inputs.pay"
rise = { kind = "pert", low = 1, mode = 2, high = 4, path = { kind = "growth", annual = 0.1 } }
hour = { belief = "@gpus.h100.neocloud_on_demand", path = { kind = "growth", annual = -0.2 } }
[demand]
requests_per_day = "5_000 to 20_000"
input_tokens = 500
output_tokens = 200
[strategies.rent.costs.bill]
kind = "line"
monthly = "@inputs.rise"
[strategies.rent.costs.team]
kind = "staff"
fte = 0.5
month_cost = "@inputs.alias"
[strategies.host]
include = ["@hidden_costs.self_hosted"]
[strategies.host.costs.hours]
kind = "line"
per_gpu_hour = { belief = "@inputs.hour", path = { kind = "growth", annual = -0.1 } }
[strategies.host.costs.spare]
kind = "line"
monthly = "@gpus.h100.neocloud_on_demand"
[strategies.host.costs.move]
kind = "line"
once = { kind = "beta", low = 0, high = 90_000, p10 = 20_000, p90 = 60_000 }
[strategies.host.costs.calls]
kind = "tokens"
model = "openai/gpt-4o"
[strategies.host.shocks.late]
kind = "overrun"
ratio = { kind = "pert", low = 1, mode = 1.2, high = 2 }
[[correlations]]
inputs = ["inputs.pay", "inputs.rise"]
rank = 0.5
"""
CHANGES = (
    '"inputs.pay" = "8_000 to 9_000"',
    '"inputs.pay" = "@people.devops_month"',
    '"inputs.alias" = "@people.devops_month"',
    '"inputs.rise.path.annual" = 0.3',
    '"inputs.hour.path.annual" = -0.1',
    '"inputs.new" = 3',
    '"demand.requests_per_day" = 9_000',
    '"strategies.host.costs.spare.monthly" = 3\n"confidence" = 0.7',
    '"strategies.host.costs.hours.per_gpu_hour.path.annual" = -0.2',
    '"strategies.rent.costs.team.month_cost" = "@gpus.h100.neocloud_on_demand"',
    (
        '"strategies.rent.costs.team.month_cost.belief" = "@gpus.h100.neocloud_on_demand"\n'
        '"strategies.rent.costs.team.month_cost.path" = { kind = "growth", annual = 0.4 }'
    ),
    '"strategies.host.costs.bill" = { kind = "line", once = 5_000 }',
    '"strategies.host.costs.hours" = { kind = "line", monthly = 5_000 }',
    '"strategies.host.costs.spare" = { kind = "line", once = "@inputs.pay" }',
    '"strategies.host.include" = ["@hidden_costs.api"]',
    '"strategies.host.shocks.late.ratio" = 1.5',
    '"strategies.third.costs.bill" = { kind = "line", monthly = "@inputs.rise" }',
    '"prices_as_of" = 2026-01-01',
    '"horizon_months" = 24\n"reference" = "host"',
)


def stated(text: str) -> Composed:
    return composed(parse_document(text, "test.toml"), Catalogue())


def alone(document: Document) -> Experiment:
    return composed(document, Catalogue()).experiment


def names(experiment: Experiment) -> list[str]:
    return [word.name for word in named_words(experiment)]


def alike(found: Experiment, meant: Experiment) -> bool:
    """Whether two experiments say the same, in the same order, and draw the same streams."""
    return (
        found == meant
        and repr(found) == repr(meant)
        and names(found) == names(meant)
        and list(found.variables) == list(meant.variables)
    )


@pytest.mark.parametrize("change", CHANGES)
def test_a_scenario_is_what_a_file_of_its_own_would_say(change: str) -> None:
    base = stated(f"{TEXT}[scenarios.other]\n{change}\n")
    ((_, changed),) = scenarios(base.document)
    assert alike(variant(base, changed), alone(changed))


@pytest.mark.parametrize("name", texts())
def test_a_point_is_what_a_file_of_its_own_would_say(name: str) -> None:
    base = stated(texts()[name])
    inputs = [f"inputs.{name}" for name in base.experiment.inputs][:2]
    for key in [*inputs, *(["demand.requests_per_day"] if base.experiment.demand else [])]:
        for _, changed in points(base.document, [axis(base.experiment, key, 0.2, 0.9, 2)]):
            try:
                meant = alone(changed)
            except ExperimentError as error:
                with pytest.raises(ExperimentError, match=f"^{re.escape(str(error))}$"):
                    variant(base, changed)
            else:
                assert alike(variant(base, changed), meant)


def test_what_no_change_touches_is_the_same_word() -> None:
    base = stated(f'{TEXT}[scenarios.other]\n"inputs.pay" = "8_000 to 9_000"\n')
    ((_, changed),) = scenarios(base.document)
    was, now = base.experiment, variant(base, changed)
    assert now.demand is was.demand
    assert now.inputs["rise"] is was.inputs["rise"]
    assert now.strategies["host"] is was.strategies["host"]
    rent, before = now.strategies["rent"], was.strategies["rent"]
    assert isinstance(rent, Listed)
    assert isinstance(before, Listed)
    assert rent.costs["bill"] is before.costs["bill"]
    assert rent.costs["team"] is not before.costs["team"]


def test_a_distribution_that_is_stated_twice_is_fitted_once() -> None:
    bill = '{ kind = "beta", low = 0, high = 9, p10 = 2, p90 = 6 }'
    found = stated(
        f'title = "a"\nhorizon_months = 3\n[inputs]\na = {bill}\nb = {bill}\n'
        'c = { kind = "constant", value = 1 }\nd = 1.0\n'
        '[strategies.s.costs.c]\nkind = "line"\nmonthly = "@inputs.a"\n'
    ).experiment.inputs
    assert found["a"].family is found["b"].family
    assert found["a"].name != found["b"].name
