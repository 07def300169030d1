"""What a router does under outages is what the `routing` strategy simulates for them.

The strategy knows outages as hours of a month in which a vendor does not answer; a router sees
requests fail. Fallback rate, unserved rate and cost must agree within the sampling error.
"""

import math
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.load import load
from simtco.providers.attempt import UnansweredError
from simtco.providers.connection import Connection
from simtco.providers.price import Price
from simtco.providers.refusal import Refusal
from simtco.providers.route import Route
from simtco.providers.router import Router
from simtco.providers.rules import Rules
from simtco.words.demand import HOURS_A_MONTH
from tests.providers.conftest import ASKED, Dial
from tests.providers.scripted import DOWN, Scripted, Time
from tests.providers.vendor import Turn

PRICES = {"a": Price(2.0, 2.0, 10.0), "b": Price(5.0, 5.0, 25.0)}
ROUTES = {"": Route.model_validate({"chain": ["a", "b"]})}
ONCE = Rules(attempts=1, cooldown_seconds=0.0)
STRATEGY = """
title = "t"
horizon_months = 1
simulation = {{ trials = 65_536 }}
[demand]
requests_per_day = 1_000
input_tokens = {input}
output_tokens = {output}
[strategies.mix]
kind = "routing"
[strategies.mix.vendors.a]
tokens  = {{ input_price = 2, output_price = 10 }}
outages = {{ per_month = {a_per_month}, hours = {a_hours} }}
[strategies.mix.vendors.b]
tokens  = {{ input_price = 5, output_price = 25 }}
outages = {{ per_month = {b_per_month}, hours = {b_hours} }}
[strategies.mix.tasks.all]
share = 1
chain = ["a", "b"]
"""
REQUESTS_A_MONTH = 1_000 * 365.25 / 12


def simulated(folder: Path, **said: object) -> tuple[float, float, float]:
    """Mean fallback rate, unserved rate and USD for each request of the strategy."""
    path = folder / "strategy.toml"
    path.write_text(STRATEGY.format(**said), encoding="utf-8")
    result = run(load(path).experiment, workers=1)
    cost = float(result.total("mix").mean()) / REQUESTS_A_MONTH
    return _reading(result, "fallback_rate"), _reading(result, "unserved_rate"), cost


def _reading(result: Result, name: str) -> float:
    (values,) = [v for (_, reading), v in result.readings.items() if reading.name == name]
    return float(values.mean())


def routed(router: Router, count: int) -> np.ndarray:
    """What each of so many requests cost, USD."""
    costs = []
    for _ in range(count):
        try:
            costs.append(router.answer(ASKED).cost_usd)
        except UnansweredError:
            costs.append(0.0)
    return np.array(costs)


def _months(
    random: np.random.Generator, months: int, per_month: float, hours: float
) -> Callable[[float], bool]:
    """Outages at random over many months; whether one is on at an hour."""
    begins = np.sort(random.uniform(0, months * HOURS_A_MONTH, random.poisson(months * per_month)))
    ends = begins + random.exponential(hours, begins.size)
    last = np.maximum.accumulate(ends) if begins.size else ends

    def is_on(hour: float) -> bool:
        before = int(np.searchsorted(begins, hour, side="right"))
        return before > 0 and bool(hour < last[before - 1])

    return is_on


def test_outages_in_time_agree_with_the_strategy(tmp_path: Path) -> None:
    """200 months of 100 requests; an outage makes neighbours fail together, so months are drawn."""
    months, each = 200, 100
    random, time = np.random.default_rng(7), Time(0.0)
    down = {name: _months(random, months, 6.0, 5.0) for name in PRICES}

    def script(name: str) -> Callable[[int], Refusal | None]:
        return lambda _: DOWN if down[name](time.now / 3_600.0) else None

    lines: Mapping[str, Connection] = {
        name: Scripted(name, script(name), price) for name, price in PRICES.items()
    }
    shares, costs = [], []
    for _ in range(months):
        router = Router(lines, ROUTES, ONCE, clock=time.clock, sleep=time.sleep)
        paid = []
        for _ in range(each):
            paid.append(routed(router, 1).sum())
            time.now += HOURS_A_MONTH * 3_600.0 / each
        seen = router.routed
        shares.append([seen.fallback_rate, seen.unanswered / each])
        costs.append(float(np.mean(paid)))
    exponential = '{ kind = "exponential", mean = 5 }'
    expected = simulated(
        tmp_path,
        input=10,
        output=5,
        a_per_month=6,
        a_hours=exponential,
        b_per_month=6,
        b_hours=exponential,
    )
    measured = np.column_stack([shares, costs])
    errors = measured.std(axis=0, ddof=1) / math.sqrt(months)
    assert np.all(errors[:2] < [0.002, 0.001]), "sharp enough to tell a wrong chain"
    assert np.all(np.abs(measured.mean(axis=0) - expected) < 3.0 * errors)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_failing_servers_agree_with_the_strategy(dial: Dial, tmp_path: Path) -> None:
    """The real SDKs, both protocols; a fifth of the time the first is down, a tenth the second."""
    count, random = 200, np.random.default_rng(11)
    down = {"a": random.random(count) < 0.2, "b": random.random(count) < 0.1}
    at = {"now": 0}

    def answer(name: str) -> Callable[[int], Turn]:
        well, out = Turn(input=1_000, output=100), Turn(status=503)
        return lambda _: out if down[name][at["now"]] else well

    kinds = {"a": "openai", "b": "anthropic"}
    lines = {name: dial(kind, answer(name), name)[1] for name, kind in kinds.items()}
    for name, line in lines.items():
        line.price = PRICES[name]
    router = Router(lines, ROUTES, ONCE)
    paid = []
    for now in range(count):
        at["now"] = now
        paid.append(routed(router, 1).sum())
    share = {"a": 0.2 * HOURS_A_MONTH, "b": 0.1 * HOURS_A_MONTH}
    fallback, unserved, cost = simulated(
        tmp_path,
        input=1_000,
        output=100,
        a_per_month=1,
        a_hours=share["a"],
        b_per_month=1,
        b_hours=share["b"],
    )
    assert fallback == pytest.approx(0.2 * 0.9, rel=0.01)
    seen = router.routed
    assert _within(seen.fallbacks, count, fallback)
    assert _within(seen.unanswered, count, unserved)
    assert abs(np.mean(paid) - cost) < 3.0 * np.std(paid, ddof=1) / math.sqrt(count)
    assert seen.alarm, "18% is beyond 5%"


def _within(counted: int, trials: int, share: float) -> bool:
    """Whether a count lies within three standard errors of a share."""
    return abs(counted / trials - share) < 3.0 * math.sqrt(share * (1.0 - share) / trials)
