"""What the router may owe: budgets over tries, fallbacks and threads, and what is at risk."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from simtco.providers.attempt import UnansweredError
from simtco.providers.ledger import Ledger
from simtco.providers.pace import Pace
from simtco.providers.price import Price
from simtco.providers.sender import Sender
from simtco.providers.status import Status
from tests.providers.scripted import (
    ASKED,
    BOUND,
    COST,
    LATE,
    Scripted,
    Time,
    after,
    router,
    statuses,
    unanswered,
)


def test_a_timeout_may_be_paid_twice_and_is_counted() -> None:
    """Two late answers and a good one: one is owed, two bounds less nothing may be billed."""
    asked = router(Scripted("a", after(LATE, LATE)))
    asked.answer(ASKED)
    spending = asked.ledger.spending
    assert spending.spent_usd == pytest.approx(COST)
    assert spending.at_risk_usd == pytest.approx(2 * BOUND)
    assert spending.requests == 3


def test_a_budget_holds_over_tries_and_fallbacks() -> None:
    """LiteLLM issue 41379: fallbacks were not checked. Here: two bounds fit, a third does not."""
    a, b = Scripted("a", LATE), Scripted("b")
    asked = router(a, b, attempts=2, budget_usd=2.5 * BOUND)
    error = unanswered(asked)
    assert statuses(error)[-1] == ("b", Status.LIMIT)
    assert (a.asked, b.asked) == (2, 0)
    assert asked.ledger.spending.spent_usd + asked.ledger.spending.at_risk_usd <= 2.5 * BOUND


def test_a_budget_of_nothing_buys_nothing_but_what_is_free() -> None:
    paid, free = Scripted("a"), Scripted("b", price=Price(0.0, 0.0, 0.0))
    assert statuses(unanswered(router(paid, budget_usd=0.0))) == [("a", Status.LIMIT)]
    assert paid.asked == 0
    assert router(free, budget_usd=0.0).answer(ASKED).cost_usd == 0.0


def test_a_budget_holds_over_threads() -> None:
    """What is under way is set aside: more than the budget is never owed or at risk."""
    a = Scripted("a")
    asked = router(a, budget_usd=BOUND + 20 * COST)

    def ask(_: int) -> bool:
        try:
            asked.answer(ASKED)
        except UnansweredError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        answered = sum(pool.map(ask, range(200)))
    spending = asked.ledger.spending
    assert spending.spent_usd == pytest.approx(answered * COST)
    assert spending.spent_usd <= BOUND + 20 * COST
    assert spending.at_risk_usd == 0.0
    assert 1 <= answered <= 21
    assert asked.routed.requests == 200
    assert asked.routed.unanswered == 200 - answered


def test_who_is_interrupted_while_waiting_owes_nothing() -> None:
    """Before it is sent nothing may be billed; after, all of it."""

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    time = Time()
    sender = Sender(Ledger(1.0), Pace(60.0, time.clock, interrupt))
    sender.send(Scripted("a"), ASKED)
    with pytest.raises(KeyboardInterrupt):
        sender.send(Scripted("a"), ASKED)
    spending = sender.ledger.spending
    assert spending.spent_usd == pytest.approx(COST)
    assert (spending.at_risk_usd, spending.requests) == (0.0, 1)
