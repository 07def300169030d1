"""`--set KEY=VALUE`: values laid over a file."""

from collections.abc import Callable
from typing import Any

import pytest

from simtco.files.experiment import Experiment
from simtco.files.problems import Problem

Compose = Callable[..., Experiment]
Refuse = Callable[..., list[Problem]]

TEXT = """
[simulation]
trials = 4096

[inputs]
pay = { p10 = 1, p50 = 2, p90 = 3, unit = "USD/month" }

[strategies.api.costs.bill]
kind = "line"
monthly = "@inputs.pay"
"""


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("title", "Rent or host?", "Rent or host?"),
        ("title", '"in quotes"', "in quotes"),
        ("title", "a # b", "a # b"),
        ("title", 'it is "it"', 'it is "it"'),
        ("horizon_months", "24", 24),
        ("discount_rate", "0.08", 0.08),
        ("budget", "1_000", 1_000.0),
        ("reference", "api", "api"),
        ("simulation.trials", "8_192", 8192),
        ("simulation.sampler", "random", "random"),
        ("notes", '["one", "two"]', ("one", "two")),
    ],
)
def test_a_value_is_read_as_toml_or_else_as_text(
    compose: Compose, key: str, value: str, expected: object
) -> None:
    found: Any = compose(TEXT, **{key: value})
    for part in key.split("."):
        found = getattr(found, part)
    assert found == expected


def test_a_table_on_the_way_is_made(compose: Compose) -> None:
    text = '[strategies.api.costs.bill]\nkind = "line"\nmonthly = 1\n'
    assert compose(text, **{"simulation.seed": "7"}).simulation.seed == 7


def test_a_new_cost_can_be_said(compose: Compose) -> None:
    experiment = compose(
        TEXT,
        **{
            "strategies.host.costs.rent.kind": "line",
            "strategies.host.costs.rent.monthly": '"3 to 5"',
        },
    )
    assert list(experiment.strategies) == ["api", "host"]


def test_a_belief_can_be_replaced_whole(compose: Compose) -> None:
    experiment = compose(TEXT, **{"inputs.pay": "{ kind = 'pert', low = 1, mode = 5, high = 6 }"})
    assert experiment.inputs["pay"].base == 5
    assert compose(TEXT, **{"inputs.pay": "9 to 10"}).inputs["pay"].family.percentile(
        0.05
    ) == pytest.approx(9)
    assert compose(TEXT, **{"inputs.pay": "@people.devops_month"}).inputs["pay"].unit


def test_one_percentile_can_be_changed(compose: Compose) -> None:
    pay = compose(TEXT, **{"inputs.pay.p90": "5"}).inputs["pay"]
    assert pay.family.percentile(0.9) == pytest.approx(5)
    assert pay.unit == "USD/month"


def test_a_key_of_a_pack_can_be_changed(compose: Compose) -> None:
    experiment: Any = compose(
        '[strategies.api]\ninclude = ["@hidden_costs.api"]\n',
        **{"strategies.api.costs.prompt_upkeep.fte": "0.5"},
    )
    assert experiment.strategies["api"].costs["prompt_upkeep"].fte.base == 0.5


def test_a_later_value_wins_over_an_earlier_one(compose: Compose) -> None:
    experiment = compose(TEXT, **{"simulation": "{ seed = 1 }", "simulation.seed": "2"})
    assert experiment.simulation.seed == 2


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("simulation.trails", "3", 'unknown key "trails"; did you mean "trials"?'),
        ("simulation.trials", "many", "trials must be a whole number"),
        ("horizon_months", "0", "horizon_months = 0 must be at least 1"),
        ("horizon_months", "", "horizon_months must be a whole number"),
        ("title", "2026", "title must be a text in quotes"),
        ("reference", "apo", 'did you mean "api"?'),
        ("inputs.pay.p90", "0", "p90"),
        ("inputs.pay", "@inputs.pay", "refers to itself"),
        ("inputs.pay", "@people.nobody", "@people.nobody"),
        ("strategies.api.include", "@hidden_costs.nothing", "@hidden_costs.nothing"),
        ("a.b.c", "1", 'unknown key "a"'),
    ],
)
def test_a_mistake_names_the_option(refuse: Refuse, key: str, value: str, message: str) -> None:
    problems = refuse(TEXT, **{key: value})
    assert {problem.place.file for problem in problems} == {f"--set {key}={value}"}
    assert {problem.place.line for problem in problems} == {0}
    assert message in problems[0].message
    assert str(problems[0]).startswith(f"--set {key}={value}: ")
    assert "\n" not in str(problems[0])


def test_the_rest_of_a_changed_table_keeps_its_places(refuse: Refuse) -> None:
    problems = refuse(TEXT.replace("4096", "0"), **{"simulation.seed": "-1"})
    assert [problem.place.line for problem in problems] == [0, 5]


@pytest.mark.parametrize("value", ["[" * 5_000, "1" + "0" * 5_000, '"""', "{a = 1", "\0", "\\"])
def test_an_odd_value_ends_in_a_message(refuse: Refuse, value: str) -> None:
    assert refuse(TEXT, **{"simulation.seed": value})


@pytest.mark.parametrize(
    ("key", "value"), [("a" + ".b" * 600, "1"), ("seed", "[" * 300 + "]" * 300)]
)
def test_an_override_nested_too_deeply_ends_in_a_message(
    refuse: Refuse, key: str, value: str
) -> None:
    (problem,) = refuse(TEXT, **{key: value})
    assert problem.place.file == f"--set {key}={value}"
