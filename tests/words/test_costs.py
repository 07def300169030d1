"""Laws that hold for every cost, the ones still to be written included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simtco.words.arrays import Cash, Floats
from simtco.words.cost import Cost
from tests.words.conftest import FakeWorld, laws, world_of
from tests.words.cost_examples import EXAMPLES, MONEY
from tests.words.costing import KINDS, Table, by_month, cash_of, load_of

TRIALS = 500
kinds = pytest.mark.parametrize("kind", sorted(KINDS))


def example(kind: str, factor: float = 1.0) -> Cost:
    """The example of a kind, its money times a factor."""
    table: Table = EXAMPLES[kind]
    return KINDS[kind].model_validate(table | {key: table[key] * factor for key in MONEY[kind]})


def drawn(cost: Cost, months: int) -> Cash:
    """What a cost comes to in trials of chance."""
    world = world_of(cost, months, TRIALS)
    return cost.cash(world, load_of(world))


def parts(cash: Cash) -> tuple[Floats, ...]:
    """The money at the start and in the months, and what of it is one-off."""
    return cash.start, cash.months, cash.once


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(MONEY) == set(KINDS)


@kinds
@pytest.mark.parametrize("months", [1, 12])
def test_money_has_the_shapes_of_the_records(kind: str, months: int) -> None:
    """start (1,) or (N,); months (1,), (N,) or (M, N); all finite and none below 0."""
    cash = drawn(example(kind), months)
    assert cash.start.shape in {(1,), (TRIALS,)}
    for part in parts(cash)[1:]:
        np.broadcast_shapes(part.shape, (months, TRIALS))
        assert part.ndim == 1 or len(part) == months
    assert all(np.isfinite(part).all() for part in parts(cash))
    assert all((part >= 0).all() for part in parts(cash))


@kinds
@pytest.mark.parametrize("place", [1e-12, 1e-6, 1 - 1e-6, 1 - 1e-12])
def test_money_is_a_number_at_the_ends_of_all_distributions(
    kind: str, place: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_there(self: FakeWorld, stream: str, count: int) -> Floats:
        return np.full((count, self.trials), place)

    monkeypatch.setattr(FakeWorld, "uniforms", all_there)
    assert all(np.isfinite(part).all() for part in parts(drawn(example(kind), 12)))


@kinds
def test_what_is_paid_once_is_part_of_the_months(kind: str) -> None:
    cost = example(kind)
    cash = drawn(cost, 12)
    assert (cash.once <= cash.months).all()
    assert cost.pays_once or not cash.once.any()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "month" in EXAMPLES[kind]])
def test_a_month_that_is_named_must_lie_within_the_horizon(kind: str) -> None:
    assert KINDS[kind].model_validate(EXAMPLES[kind] | {"month": 13}).last_month == 13


@kinds
@pytest.mark.parametrize("factor", [0.0, 0.3, 7.0])
def test_a_cost_is_linear_in_all_its_money(kind: str, factor: float) -> None:
    plain, scaled = drawn(example(kind), 12), drawn(example(kind, factor), 12)
    assert plain.months.any()
    for one, other in zip(parts(plain), parts(scaled), strict=True):
        np.testing.assert_allclose(other, factor * one, rtol=1e-9)


LINEAR: list[tuple[str, str, Table]] = [
    ("line", "once", {}),
    ("line", "monthly", {}),
    ("line", "per_request", {}),
    ("line", "per_million_tokens", {}),
    ("line", "per_gpu_hour", {"gpus": 3}),
    ("staff", "month_cost", {"fte": 0.3}),
    ("staff", "fte", {"month_cost": 3, "hiring_months": 1, "hiring_fee": 0.2}),
    ("delay", "monthly_value", {"months": 2.5}),
    ("tokens", "price_factor", {"input_price": 3, "output_price": 15}),
    ("gpus", "price_per_gpu_hour", {"output_tokens_per_second": 3}),
    ("evaluation", "ml_fte", {"share": 0.1, "month_cost": 3}),
    ("refresh", "labels", {"every_months": 2, "price_per_label": 3}),
    ("training_run", "gpu_hours", {"price_per_gpu_hour": 3, "lost_share": 0.2}),
    ("fine_tuning", "gpu_hours", {"price_per_gpu_hour": 3, "runs": 2}),
    ("fine_tuning", "tokens", {"price_per_million_tokens": 3, "epochs": 2}),
    ("compliance", "systems", {"per_system_year": 3}),
    ("migration", "engineers", {"phases": {"all": 9}, "month_cost": 3}),
]


@pytest.mark.parametrize(("kind", "key", "rest"), LINEAR)
@laws
@given(price=st.floats(0.01, 1e6), factor=st.floats(0, 100))
def test_a_cost_is_linear_in_its_price(
    kind: str, key: str, rest: Table, price: float, factor: float
) -> None:
    once = by_month(cash_of(kind, rest | {key: price}))
    again = by_month(cash_of(kind, rest | {key: price * factor}))
    assert again == pytest.approx(once * factor, rel=1e-9, abs=1e-9)
