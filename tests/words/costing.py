"""What a cost comes to in a world of one trial, and one example of every kind of cost."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simtco.words.arrays import Cash, Floats
from simtco.words.base import kind_of
from simtco.words.cost import Cost
from simtco.words.demand import Demand, Load
from simtco.words.listed import COSTS
from tests.words.conftest import FakeWorld, complaint

Table = dict[str, Any]

KINDS: dict[str, type[Cost]] = {kind_of(word): word for word in COSTS}

MONTH = 30.4375
"""Days: 365.25 / 12."""

GROWTH: Table = {"kind": "growth", "annual": 3.0}
"""x 4 a year: x 2 from month 1 to month 7."""


def rising(value: float) -> Table:
    """A number in month 1 that grows along GROWTH."""
    return {"kind": "constant", "value": value, "path": GROWTH}


def load_of(world: FakeWorld, **changes: Any) -> Load:
    """1,000 requests a day of 500 tokens in and 200 out, unless said otherwise."""
    plain = {"requests_per_day": 1_000, "input_tokens": 500, "output_tokens": 200}
    return Demand.model_validate(plain | changes).load(world)


def cash_of(kind: str, table: Table, months: int = 6, **demand: Any) -> Cash:
    world = FakeWorld(months)
    return KINDS[kind].model_validate(table).cash(world, load_of(world, **demand))


def by_month(cash: Cash, months: int = 6) -> Floats:
    """Money of months 0 to M, of the only trial."""
    monthly = cash.months if cash.months.ndim == 2 else cash.months[None, :]
    return np.concatenate((cash.start[:1], np.broadcast_to(monthly, (months, 1))[:, 0]))


def refusal_of(kind: str, table: Table) -> str:
    """All that is said about a table that is wrong."""
    with pytest.raises(ValidationError) as refusal:
        KINDS[kind].model_validate(table)
    return complaint(refusal.value)
