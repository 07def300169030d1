"""Rented GPUs in replicas, with spares, derates and commitments: counted by hand."""

import pytest

from tests.words.costing import GROWTH, Table, by_month, cash_of, refusal_of

HOUR = 730.5
# 100 output tokens a second
STEADY: Table = {"requests_per_day": 86_400, "output_tokens": 100}
GPUS: Table = {"price_per_gpu_hour": 2.0, "output_tokens_per_second": 50}


def gpus(table: Table, **demand: object) -> list[float]:
    """GPU hours on demand of each month over the hours of a month, at 2 USD."""
    spent = by_month(cash_of("gpus", GPUS | table, **(STEADY | demand)))
    return list(spent[1:] / (2.0 * HOUR))


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ({}, 2),
        ({"latency_derate": 0.5}, 4),
        ({"utilisation_target": 0.8}, 3),
        ({"latency_derate": 0.5, "utilisation_target": 0.8}, 5),
        ({"gpus_per_replica": 4}, 4),
        ({"gpus_per_replica": 4, "latency_derate": 0.4}, 8),
        ({"spare_replicas": 1}, 3),
        ({"gpus_per_replica": 4, "spare_replicas": 1}, 8),
        ({"gpus_per_replica": 2, "minimum": 6}, 6),
    ],
)
def test_replicas_are_whole(table: Table, count: int) -> None:
    assert gpus(table) == pytest.approx([count] * 6)


def test_nothing_stands_by_where_there_is_no_load() -> None:
    assert gpus({"spare_replicas": 2, "minimum": 0}, requests_per_day=0) == [0] * 6


def test_what_is_reserved_is_paid_used_or_not() -> None:
    """2 of 2 needed GPUs reserved at 1 USD, then none: the whole on demand at 2 USD."""
    table = {"reserved": 2, "reserved_price": 1.0, "commitment_months": 3}
    assert gpus(table) == pytest.approx([1, 1, 1, 2, 2, 2])  # in GPUs at 2 USD
    idle = gpus(table | {"minimum": 0}, requests_per_day=0)
    assert idle == pytest.approx([1, 1, 1, 0, 0, 0])


def test_the_rest_is_rented_on_demand() -> None:
    table = {"reserved": 1, "reserved_price": 1.0}
    rising = {"kind": "constant", "value": 86_400, "path": GROWTH}  # doubles by month 7
    needed = [2, 3, 3, 3, 4, 4]
    assert gpus(table, requests_per_day=rising) == pytest.approx([n - 1 + 0.5 for n in needed])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"reserved": 2}, "reserved needs reserved_price"),
        ({"reserved_price": 2}, "reserved_price needs reserved"),
        ({"commitment_months": 2}, "commitment_months goes with reserved"),
        ({"latency_derate": 1.5}, "latency_derate must lie between 0 and 1"),
        ({"utilisation_target": 0}, "utilisation_target must be above 0 in every future"),
        ({"output_tokens_per_second": 0}, "output_tokens_per_second must be above 0"),
    ],
)
def test_gpus_that_make_no_sense_are_refused(table: Table, said: str) -> None:
    assert said in refusal_of("gpus", GPUS | table)
