"""What holds for every shock that is a sum over events."""

from typing import Any

import numpy as np
import pytest

from simtco.words.arrays import Flow
from simtco.words.drawn_shock import DrawnShock
from simtco.words.shocks.attrition import Attrition
from simtco.words.shocks.breach import Breach
from simtco.words.shocks.deprecation import Deprecation
from simtco.words.shocks.incidents import Incidents
from simtco.words.shocks.outage import Outage
from tests.words.conftest import SIGMAS, FakeWorld, no_bill, world_of

LOGNORMAL = {"kind": "lognormal", "p50": 1_500, "sigma": 1.0}
HOURS = {"kind": "lognormal", "p50": 2, "sigma": 1.0}
ATTRITION = {"seats": 4, "per_year": 0.5, "replacement_share": "0.3 to 2", "month_cost": 9_000}
EXAMPLES: dict[str, DrawnShock] = {
    "incidents": Incidents.model_validate({"per_year": 4, "severity": LOGNORMAL}),
    "clusters": Incidents.model_validate({"per_year": 4, "dispersion": 6, "severity": LOGNORMAL}),
    "insured": Incidents.model_validate(
        {
            "per_year": "1 to 6",
            "severity": LOGNORMAL,
            "insurance": {"deductible": 1_000, "limit": 5_000},
        }
    ),
    "outage": Outage.model_validate({"per_year": 9, "hours": HOURS, "hour_cost": 50}),
    "attrition": Attrition.model_validate(ATTRITION),
    "vacancies": Attrition.model_validate(
        ATTRITION | {"vacancy_months": "1 to 6", "vacancy_cost_share": 0.4}
    ),
    "deprecation": Deprecation.model_validate(
        {"life_months": "8 to 25", "age_months": 3, "weeks": "0.5 to 6", "week_cost": 4_000}
    ),
    "breach": Breach.model_validate(
        {"per_year": 0.6, "loss": {"kind": "lognormal", "p50": 1e5, "sigma": 2}, "exposure": 1e6}
    ),
}
examples = pytest.mark.parametrize("shock", EXAMPLES.values(), ids=EXAMPLES)
U = np.concatenate((np.geomspace(1e-9, 0.01, 60), np.linspace(0.011, 0.999, 500), [1 - 1e-9]))


@examples
@pytest.mark.parametrize("months", [1, 12, 60])
def test_size_and_worst_never_fall(shock: DrawnShock, months: int) -> None:
    for ppf in (shock.ppf, shock.worst):
        sizes = ppf(U, months)
        assert sizes.shape == U.shape
        assert np.isfinite(sizes).all()
        assert sizes.min() >= 0
        assert np.diff(sizes).min() >= 0


@examples
@pytest.mark.parametrize("months", [1, 12, 60])
def test_the_worst_event_is_never_more_than_all_of_them(shock: DrawnShock, months: int) -> None:
    """It is not in any future, so that no quantile is; a table's error of 1 in 1,000 granted."""
    u = U[U > 1e-6]
    assert np.all(shock.worst(u, months) <= shock.ppf(u, months) * 1.001)


@examples
def test_a_longer_horizon_holds_no_less(shock: DrawnShock) -> None:
    for ppf in (shock.ppf, shock.worst):
        assert np.all(ppf(U, 12) <= ppf(U, 24) * 1.001)


@examples
@pytest.mark.parametrize("months", [1, 12, 30])
@pytest.mark.parametrize("trials", [1, 8, 1_001])
def test_money_falls_in_the_horizon_and_sums_to_size_times_price(
    shock: DrawnShock, months: int, trials: int
) -> None:
    """Prices of the examples are known: money over size is the same in every trial."""
    world = world_of(shock, months, trials)
    cash = shock.cash(world, no_bill)
    size = world.draw(shock.name, 0.0)
    price = {"outage": 50, "attrition": 9_000, "deprecation": 4_000}.get(kind(shock), 1)
    assert cash.start.tolist() == [0.0]
    assert cash.months.shape == (months, trials)
    assert cash.months.min() >= 0
    np.testing.assert_allclose(cash.months.sum(axis=0), size * price, rtol=1e-12)


@pytest.mark.parametrize("trials", [1, 1_001, 8_192])
def test_money_that_flows_is_worth_its_months_and_may_be_picked(trials: int) -> None:
    cash = EXAMPLES["incidents"].cash(world_of(EXAMPLES["incidents"], 9, trials), no_bill)
    discount = 1.08 ** (-np.arange(1, 10) / 12.0)
    assert isinstance(cash.flow, Flow)
    np.testing.assert_allclose(cash.flow.worth(discount), discount @ cash.months, rtol=1e-12)
    picked = np.arange(0, trials, 3)
    assert np.array_equal(cash.flow.of(picked).whole(), cash.months[:, picked])
    again = np.arange(0, picked.size, 2)
    assert np.array_equal(cash.flow.of(picked).of(again).whole(), cash.months[:, picked[again]])


def kind(shock: DrawnShock) -> str:
    found: Any = shock
    return str(found.kind)


@examples
def test_the_same_stream_gives_the_same_bits(shock: DrawnShock) -> None:
    first, again = (shock.cash(world_of(shock, 12, 500), no_bill).months for _ in range(2))
    assert first.tobytes() == again.tobytes()


@examples
def test_a_plan_holds_none_of_it(shock: DrawnShock) -> None:
    assert not shock.cash(FakeWorld(12), no_bill).months.any()


@pytest.mark.parametrize("dispersion", [2.0, 6.0, 30.0])
@pytest.mark.parametrize("months", [12, 36])
def test_clusters_leave_months_empty_as_often_as_they_should(
    dispersion: float, months: int
) -> None:
    """A month is a negative binomial of its own: P(none) = d ^ (-rate / 12 / (d - 1)).

    Standard error sqrt(p (1 - p) / N) of each month; an eighth of the trials draw a pattern.
    """
    keys = {"per_year": 6, "dispersion": dispersion, "severity": LOGNORMAL}
    shock, trials = Incidents.model_validate(keys), 10_000
    by_month = shock.cash(world_of(shock, months, trials), no_bill).months
    p = dispersion ** (-0.5 / (dispersion - 1))
    error = np.sqrt(p * (1 - p) / trials)
    assert np.all(np.abs((by_month == 0).mean(axis=1) - p) < SIGMAS * error)


@pytest.mark.parametrize("dispersion", [2.0, 6.0])
def test_clusters_of_a_month_vary_within_a_factor_of_what_they_should(dispersion: float) -> None:
    """Var = (rate / 12) (Var[X] + d E[X]^2); a factor of 2 either way, as for single ones."""
    keys = {"per_year": 6, "dispersion": dispersion, "severity": LOGNORMAL}
    shock = Incidents.model_validate(keys)
    by_month = shock.cash(world_of(shock, 12, 10_000), no_bill).months
    loss = shock.severity.family
    exact = 0.5 * (loss.sd**2 + dispersion * loss.mean**2)
    assert 0.5 < by_month.var(axis=1).mean() / exact < 2
