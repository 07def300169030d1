"""What `[[correlations]]` may name, what it becomes, and what is wrong with it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.files.problems import Problem
from simtco.files.remarks import warnings

Compose = Callable[..., Experiment]
Refuse = Callable[..., list[Problem]]

REST = """
[inputs]
pay = "10_000 to 20_000"
rent = "1_000 to 3_000"
fixed = 7
loss = "100 to 900"
[strategies.a.costs.pay]
kind = "line"
monthly = "@inputs.pay"
[strategies.a.costs.rent]
kind = "line"
monthly = "@inputs.rent"
[strategies.a.costs.devops]
kind = "line"
monthly = "@people.devops_month"
[strategies.a.costs.walk]
kind = "line"
monthly = { kind = "normal", mean = 9, sd = 1, path = { kind = "growth", annual = "0.1 to 0.2" } }
[strategies.a.shocks.breach]
kind = "incidents"
per_year = 2
severity = "@inputs.loss"
"""
DEVOPS, WALK = "people.devops_month", "strategies.a.costs.walk.monthly"
GROWTH = f"{WALK}.path.annual"
RENT = "strategies.a.costs.rent"
BREACH = "strategies.a.shocks.breach"


def entry(names: list[str], rest: str = "rank = 0.5") -> str:
    """One entry of the list, in a file's words."""
    listed = ", ".join(f'"{name}"' for name in names)
    return f"[[correlations]]\ninputs = [{listed}]\n{rest}\n"


def messages(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems]


def test_nothing_correlated_is_no_cluster(compose: Compose) -> None:
    assert compose(REST).clusters == ()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("inputs.rent", "inputs.rent"),
        ("@inputs.rent", "inputs.rent"),
        (f"{RENT}.monthly", "inputs.rent"),
        (DEVOPS, DEVOPS),
        (f"@{DEVOPS}", DEVOPS),
        ("strategies.a.costs.devops.monthly", DEVOPS),
        (WALK, WALK),
        (GROWTH, GROWTH),
        (BREACH, BREACH),
    ],
)
def test_a_number_is_named_by_its_place_or_its_name(
    compose: Compose, said: str, meant: str
) -> None:
    (cluster,) = compose(entry(["inputs.pay", said]) + REST).clusters
    assert set(cluster.members) == {"inputs.pay", meant}
    assert np.array_equal(cluster.asked, [[1.0, 0.5], [0.5, 1.0]])


def test_the_first_member_is_the_first_variable_of_the_file(compose: Compose) -> None:
    experiment = compose(entry([BREACH, WALK, "inputs.rent"]) + REST)
    (cluster,) = experiment.clusters
    assert cluster.members == ("inputs.rent", WALK, BREACH)
    assert list(experiment.variables).index("inputs.rent") < list(experiment.variables).index(WALK)


def test_entries_that_share_a_number_are_one_cluster_and_unnamed_pairs_have_rank_0(
    compose: Compose,
) -> None:
    """Three entries; the third connects the first two, and repeats one of their pairs."""
    text = (
        entry(["inputs.pay", "inputs.rent"], "rank = 0.5")
        + entry([BREACH, WALK], "rank = -0.2")
        + entry(
            [WALK, "inputs.rent", BREACH], "matrix = [[1, 0, -0.2], [0, 1, 0.1], [-0.2, 0.1, 1]]"
        )
    )
    (cluster,) = compose(text + REST).clusters
    assert cluster.members == ("inputs.pay", "inputs.rent", WALK, BREACH)
    expected = [[1, 0.5, 0, 0], [0.5, 1, 0, 0.1], [0, 0, 1, -0.2], [0, 0.1, -0.2, 1]]
    assert np.array_equal(cluster.asked, expected)


def test_entries_apart_are_clusters_apart_each_with_its_copula(compose: Compose) -> None:
    student = 'rank = 0.5\ncopula = "t"\ndegrees_of_freedom = 3'
    text = entry([WALK, BREACH], student) + entry(["inputs.rent", "inputs.pay"])
    first, second = compose(text + REST).clusters
    assert (first.members, first.freedom) == (("inputs.pay", "inputs.rent"), None)
    assert (second.members, second.freedom) == ((WALK, BREACH), 3.0)


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ("", "a correlation needs rank, or matrix where pairs differ"),
        ("rank = 1.5", "rank = 1.5 must be at most 1"),
        ("rank = -2", "rank = -2 must be at least -1"),
        ("rank = 0.1\nmatrix = [[1, 0], [0, 1]]", "rank goes without matrix; state one of them"),
        ("matrix = [[1, 0]]", "matrix needs 2 rows, one for each of inputs, not 1"),
        ("matrix = [[1, 0], [0]]", "matrix[1] needs 2 numbers, as many as inputs, not 1"),
        ("matrix = [[1, 0], [0, 0.9]]", "matrix[1][1] must be 1, a number with itself, not 0.9"),
        ("matrix = [[1, 1.2], [1.2, 1]]", "matrix[0][1] = 1.2 must lie between -1 and 1"),
        (
            "matrix = [[1, 0.2], [0.3, 1]]",
            "matrix[0][1] = 0.2 and matrix[1][0] = 0.3 speak of one pair and must be equal",
        ),
        ('rank = 0.1\ncopula = "t"', 'copula = "t" needs degrees_of_freedom'),
        ("rank = 0.1\ndegrees_of_freedom = 4", 'degrees_of_freedom goes with copula = "t"'),
    ],
)
def test_an_entry_that_is_wrong_by_itself(refuse: Refuse, rest: str, message: str) -> None:
    assert messages(refuse(entry(["inputs.pay", "inputs.rent"], rest) + REST)) == [message]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("inputs.rnet", 'no uncertain number is named "inputs.rnet"; did you mean "inputs.rent"?'),
        (
            "@inputs.rnet",
            'no uncertain number is named "@inputs.rnet"; did you mean "inputs.rent"?',
        ),
        ("inputs.fixed", '"inputs.fixed" is certain, 7, and moves with nothing; only ranges can'),
        (
            f"{WALK}.path",
            f'"{WALK}.path" is a path: each month of it is drawn apart; it holds {GROWTH}',
        ),
        (RENT, f'"{RENT}" is no single number; it holds {RENT}.monthly'),
        ("demand", 'no uncertain number is named "demand"'),
    ],
)
def test_an_address_that_names_no_number(refuse: Refuse, said: str, message: str) -> None:
    (problem,) = refuse(entry(["inputs.pay", said]) + REST)
    assert problem.message == message
    assert problem.key == "inputs[1]"


@pytest.mark.parametrize("said", [f"{BREACH}.severity", "inputs.loss", "@inputs.loss"])
def test_what_only_sums_are_taken_over_has_no_draw(refuse: Refuse, said: str) -> None:
    (message,) = messages(refuse(entry(["inputs.pay", said]) + REST))
    assert message == (
        f'"{said}" is a distribution that a sum is taken over: it has no draw of its own; '
        f'name the shock, "{BREACH}"'
    )


def test_what_is_drawn_too_beside_its_sums_may_be_named(compose: Compose) -> None:
    also = '[strategies.a.costs.loss]\nkind = "line"\nonce = "@inputs.loss"\n'
    (cluster,) = compose(entry(["inputs.pay", "@inputs.loss"]) + REST + also).clusters
    assert cluster.members == ("inputs.pay", "inputs.loss")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["inputs.pay"], "inputs needs at least 2 entries, not 1"),
        (["inputs.pay", "inputs.pay"], 'inputs names "inputs.pay" twice'),
        (["inputs.pay", "@inputs.pay"], '"inputs.pay" and "@inputs.pay" are the same number'),
        (
            ["inputs.pay", "strategies.a.costs.pay.monthly"],
            '"inputs.pay" and "strategies.a.costs.pay.monthly" are the same number',
        ),
    ],
)
def test_a_number_does_not_move_with_itself(refuse: Refuse, names: list[str], message: str) -> None:
    assert messages(refuse(entry(names) + REST)) == [message]


def test_a_pair_with_two_ranks_names_both_places(refuse: Refuse) -> None:
    text = (
        entry(["inputs.pay", BREACH], "rank = 0.1")
        + entry(["inputs.pay", "inputs.rent"], "rank = 0.5")
        + entry(["@inputs.rent", WALK, "@inputs.pay"], "rank = 0.25")
    )
    (problem,) = refuse(text + REST)
    assert problem.message == (
        '"@inputs.rent" and "@inputs.pay" have rank 0.25 here, and 0.5 in correlations[1]; '
        "a pair has one rank"
    )
    assert (problem.key, problem.place.line) == ("rank", text[: text.index("0.25")].count("\n") + 3)


@pytest.mark.parametrize(
    ("copula", "said"),
    [
        ("", 'copula = "gaussian"'),
        ('copula = "t"\ndegrees_of_freedom = 4.001', 'copula = "t", degrees_of_freedom = 4.001'),
    ],
)
def test_one_cluster_has_one_copula(refuse: Refuse, copula: str, said: str) -> None:
    text = (
        entry(["inputs.pay", "inputs.rent"], 'rank = 0.5\ncopula = "t"\ndegrees_of_freedom = 4')
        + entry([WALK, BREACH])
        + entry(["inputs.rent", DEVOPS], f"rank = 0.5\n{copula}")
    )
    (message,) = messages(refuse(text + REST))
    assert message == (
        f"correlations[2] says {said}, and correlations[0], which shares numbers with it, "
        'copula = "t", degrees_of_freedom = 4; say the same in both'
    )


def test_every_problem_is_told_at_once(refuse: Refuse) -> None:
    text = entry(["inputs.pya", "inputs.rnet"]) + entry(["inputs.fixed", "inputs.pay"])
    assert len(refuse(text + REST)) == 3


def test_ranks_that_cannot_all_hold_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        'title = "t"\nhorizon_months = 1\n'
        '[inputs]\na = "1 to 2"\nb = "1 to 2"\nc = "1 to 2"\n'
        '[[correlations]]\ninputs = ["inputs.a", "inputs.b", "inputs.c"]\n'
        "matrix = [[1, 0.9, 0], [0.9, 1, 0.8], [0, 0.8, 1]]\n"
        '[strategies.x.costs.one]\nkind = "line"\n'
        'monthly = "@inputs.a"\nonce = "@inputs.b"\nper_gpu_hour = "@inputs.c"\n',
        encoding="utf-8",
    )
    (said,) = warnings(load(path), dt.date(2026, 11, 23))
    assert "inputs.a, inputs.b, inputs.c cannot all hold at once" in said
    assert "for inputs.a with inputs.b, not 0.900" in said
