"""Numbers at the edge: finite results or a stated refusal, with every warning an error.

`under` stays as it is: what is too small for a float is 0, and nothing is lost by that.
"""

import pickle

import numpy as np
import pytest

from simtco.engine.block import Batch
from simtco.engine.finite import finite, refuse_beyond_reason
from simtco.engine.run import run
from simtco.engine.simulate import simulate
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import compose
from simtco.files.problems import ExperimentError
from simtco.files.toml import parse_document
from simtco.metrics.metric import comparisons, findings

RANGE = "{ p10 = 1, p50 = 2, p90 = 4"


def experiment(*monthly: str, months: int = 12, head: str = "") -> Experiment:
    """One strategy for each monthly amount."""
    costs = "".join(
        f'[strategies.s{i}.costs.bill]\nkind = "line"\nmonthly = {amount}\n'
        for i, amount in enumerate(monthly)
    )
    text = f'title = "Edge"\nhorizon_months = {months}\n{head}\nsimulation.trials = 4096\n{costs}'
    return compose(parse_document(text, "edge.toml"), Catalogue())


EDGES = {
    "a millionth": experiment('"1e-6 to 2e-6"', "1e-6"),
    "a million thousand millions for 50 years": experiment('"1e15 to 2e15"', "1e15", months=600),
    "one month, one strategy": experiment('"1 to 2"', months=1),
    "nothing": experiment("0", "0"),
    "certain": experiment("5", "5", months=600),
    "money comes in": experiment("-5", '"-5 to 5"'),
    "all but worthless next year": experiment('"1 to 2"', head="discount_rate = 0.999_999"),
    "once in a million": experiment('{ kind = "bernoulli", chance = 1e-6 }', "1"),
    "infinite variance": experiment('{ kind = "pareto", min = 1_000, alpha = 1.2 }', "5_000"),
    "a t of infinite variance": experiment(
        '{ kind = "student_t", centre = 9, scale = 1, degrees_of_freedom = 1.5 }', "9"
    ),
    "falls to nothing": experiment(
        f'{RANGE}, path = {{ kind = "growth", annual = -1 }} }}', "1", months=600
    ),
    "grows tenfold a year": experiment(
        f'{RANGE}, path = {{ kind = "growth", annual = 9 }} }}', "1", months=600
    ),
}


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_results_and_findings_are_finite(edge: Experiment) -> None:
    with np.errstate(all="raise", under="ignore"):
        result = run(edge, 1)
        found, compared = findings(result), comparisons(result)
    assert np.isfinite(result.totals).all()
    assert all(np.isfinite(plan.base) for plan in result.plans.values())
    assert found
    assert compared is not None


def test_200_strategies() -> None:
    with np.errstate(all="raise", under="ignore"):
        summary = simulate(experiment(*['"3 to 5"'] * 200), Batch(0))
    assert summary.totals.shape == (200, 4096)
    assert np.isfinite(summary.totals).all()


def test_2000_inputs_have_the_variance_of_their_sum() -> None:
    """2,000 uniforms on 0 to 1: mean 1,000, variance 2,000 / 12."""
    count = 2_000
    costs = "".join(
        f'[strategies.a.costs.c{i}]\nkind = "line"\nonce = "@inputs.i{i}"\n' for i in range(count)
    )
    inputs = "".join(f'i{i} = {{ kind = "uniform", low = 0, high = 1 }}\n' for i in range(count))
    text = f'title = "Many"\nhorizon_months = 1\n[inputs]\n{inputs}{costs}'
    read = compose(parse_document(text, "many.toml"), Catalogue())
    with np.errstate(all="raise", under="ignore"):
        totals = np.concatenate([simulate(read, Batch(block)).totals[0] for block in (0, 1)])
    assert totals.mean() == pytest.approx(count / 2, abs=0.5)
    assert totals.var() == pytest.approx(count / 12, rel=0.1)


def test_money_beyond_all_reason_is_refused_by_name() -> None:
    """2 ** 600 is 4e180."""
    walk = 'path = { kind = "walk", monthly_mean = 1, monthly_sd = 0.1 }'
    with pytest.raises(ExperimentError) as caught:
        run(experiment(f"{RANGE}, {walk} }}", "1", months=600), 2)
    (problem,) = caught.value.problems
    assert str(problem) == (
        "strategies.s0: bill grows beyond 1e+100 in some futures; look at its path, or shorten "
        "horizon_months"
    )


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_a_draw_that_is_no_number_is_named(value: float) -> None:
    with pytest.raises(FloatingPointError, match=r"inputs\.pay"):
        finite("inputs.pay", np.array([1.0, value]))


def test_a_cost_that_is_no_number_is_named() -> None:
    items = {"bill": np.array([1.0, np.nan]), "seats": np.array([1.0, 2.0])}
    with pytest.raises(ExperimentError, match=r"strategies\.host: bill"):
        refuse_beyond_reason({"host": items})


def test_a_refusal_comes_back_whole_from_another_process() -> None:
    with pytest.raises(ExperimentError) as caught:
        experiment("x = 3")
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (we wrote it)
    assert error.problems == caught.value.problems
    assert str(error) == str(caught.value)
