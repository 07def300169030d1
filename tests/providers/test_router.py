"""The router: tries, fallback, cooldown, weights, alarm, and the faults it must not have."""

import traceback
from dataclasses import replace

import pytest

from simtco.providers.attempt import AttemptError, UnansweredError
from simtco.providers.refusal import Refusal
from simtco.providers.route import Route
from simtco.providers.router import Router
from simtco.providers.status import Status
from tests.providers.scripted import (
    ASKED,
    BAD_KEY,
    COST,
    DOWN,
    LATE,
    Scripted,
    Time,
    after,
    always,
    router,
    statuses,
    unanswered,
)

DROPPED = Refusal(Status.DROPPED, "the connection broke", billable=True)
LIMITED = Refusal(Status.RATE_LIMITED, "HTTP 429")
NO_CREDIT = Refusal(Status.EXHAUSTED, "HTTP 402")


def test_the_first_that_answers_is_not_followed_by_another() -> None:
    a, b = Scripted("a"), Scripted("b")
    asked = router(a, b)
    assert asked.answer(ASKED).provider == "a"
    assert (a.asked, b.asked) == (1, 0)
    assert asked.ledger.spending.spent_usd == pytest.approx(COST)


def test_a_provider_is_tried_again_before_the_next_is_asked() -> None:
    """0.5 s, then doubled: the longest waits that backoff with full jitter may take."""
    time, a, b = Time(), Scripted("a", DOWN), Scripted("b")
    assert router(a, b, time=time).answer(ASKED).provider == "b"
    assert (a.asked, b.asked) == (3, 1)
    assert time.slept == [0.5, 1.0]


def test_waits_are_drawn_between_nothing_and_the_longest() -> None:
    time, a = Time(), Scripted("a", after(DOWN, DOWN, DOWN, DOWN, DOWN))
    router(a, time=time, draw=0.25, attempts=6, longest_wait_seconds=3).answer(ASKED)
    assert time.slept == [0.125, 0.25, 0.5, 0.75, 0.75]


def test_no_wait_is_shorter_than_the_vendor_asks() -> None:
    time, a = Time(), Scripted("a", after(replace(LIMITED, retry_after=7.0)))
    router(a, time=time, draw=0.0).answer(ASKED)
    assert time.slept == [7.0]


def test_who_asks_for_a_longer_wait_is_left_alone_for_it() -> None:
    time, b = Time(), Scripted("b")
    a = Scripted("a", after(replace(LIMITED, retry_after=120.0)))
    asked = router(a, b, time=time, cooldown_seconds=10)
    assert asked.answer(ASKED).provider == "b"
    assert time.slept == []
    time.now += 119.0
    assert asked.answer(ASKED).provider == "b"
    time.now += 2.0
    assert asked.answer(ASKED).provider == "a"
    assert a.asked == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_is_wrong_with_a_request_is_said_at_once(status: int) -> None:
    """Nobody else is asked, nobody is left alone, and the error is not swallowed."""
    a, b = Scripted("a", after(Refusal(Status.REFUSED, f"HTTP {status}"))), Scripted("b")
    asked = router(a, b)
    error = unanswered(asked)
    assert str(error) == f"no answer: a: refused after {_seconds(error)} s, HTTP {status}"
    assert (a.asked, b.asked) == (1, 0)
    assert asked.answer(ASKED).provider == "a"


def _seconds(error: UnansweredError) -> str:
    return str(error).split(" after ")[1].split(" s")[0]


def test_who_has_no_credit_left_is_left_alone_and_not_tried_again() -> None:
    """LiteLLM issue 37592: an exhausted account was asked again and again."""
    a, b = Scripted("a", NO_CREDIT), Scripted("b")
    asked = router(a, b, allowed_failures=5)
    assert [asked.answer(ASKED).provider for _ in range(3)] == ["b"] * 3
    assert a.asked == 1


def test_zero_allowed_failures_are_zero() -> None:
    """LiteLLM issue 32425: AllowedFails=0 was taken for not stated."""
    time, a, b = Time(), Scripted("a", after(DOWN)), Scripted("b")
    asked = router(a, b, time=time, attempts=1, allowed_failures=0, cooldown_seconds=60)
    assert [asked.answer(ASKED).provider for _ in range(3)] == ["b"] * 3
    assert a.asked == 1
    time.now += 60.0
    assert asked.answer(ASKED).provider == "a"


def test_two_allowed_failures_are_two_in_a_row() -> None:
    a, b = Scripted("a", after(DOWN, DOWN, None, DOWN, DOWN, DOWN)), Scripted("b")
    asked = router(a, b, attempts=1, allowed_failures=2)
    served = [asked.answer(ASKED).provider for _ in range(8)]
    assert served == ["b", "b", "a", "b", "b", "b", "b", "b"]
    assert a.asked == 6


def test_a_fallback_that_fails_is_left_alone_too() -> None:
    """LiteLLM issues 32574 and 31876."""
    a, b, c = Scripted("a", DOWN), Scripted("b", DOWN), Scripted("c")
    asked = router(a, b, c, attempts=1)
    assert [asked.answer(ASKED).provider for _ in range(4)] == ["c"] * 4
    assert (a.asked, b.asked, c.asked) == (1, 1, 4)


def test_when_nobody_answers_every_attempt_is_told_and_the_last_is_the_cause() -> None:
    asked = router(Scripted("a", DOWN), Scripted("b", LATE), attempts=2)
    error = unanswered(asked)
    assert statuses(error) == [
        ("a", Status.UNAVAILABLE),
        ("a", Status.UNAVAILABLE),
        ("b", Status.TIMEOUT),
        ("b", Status.TIMEOUT),
    ]
    assert isinstance(error.__cause__, AttemptError)
    assert error.__cause__.attempt == error.attempts[-1]
    told = "".join(traceback.format_exception(error))
    assert "a: unavailable" in told
    assert "b: timeout" in told
    assert "an SDK would say" not in told
    again = unanswered(asked)
    assert statuses(again) == [("a", Status.COOLING), ("b", Status.COOLING)]
    assert "60 s left" in str(again)


def test_a_stream_that_breaks_is_asked_for_elsewhere_unless_somebody_heard_it() -> None:
    a, b = Scripted("a", DROPPED), Scripted("b")
    assert router(a, b, attempts=1).answer(ASKED).content == "whole"
    heard: list[str] = []
    with pytest.raises(UnansweredError) as caught:
        router(a, b, attempts=2).answer(ASKED, heard.append)
    assert heard == ["half"]
    assert statuses(caught.value) == [("a", Status.DROPPED)]


def test_weights_share_out_who_is_asked_first() -> None:
    route = Route.model_validate({"chain": ["a", "b", "c"], "weights": {"a": 3, "b": 1}})
    orders = [route.order(always(draw))[0] for draw in (0.0, 0.74, 0.76, 0.999)]
    assert orders == [("a", "b", "c"), ("a", "b", "c"), ("b", "a", "c"), ("b", "a", "c")]


def test_a_challenger_is_asked_first_for_its_share() -> None:
    told = {"chain": ["a", "b"], "challenger": "new", "challenger_share": 0.1}
    route = Route.model_validate(told)
    assert route.order(always(0.09)) == (("new", "a", "b"), True)
    assert route.order(always(0.1)) == (("a", "b"), False)


def test_tasks_have_chains_of_their_own() -> None:
    lines = {name: Scripted(name) for name in ("large", "small")}
    routes = {"hard": ("large", "small"), "simple": ("small", "large")}
    asked = Router(
        lines, {task: Route.model_validate({"chain": chain}) for task, chain in routes.items()}
    )
    for task, chain in routes.items():
        assert asked.answer(replace(ASKED, task=task)).provider == chain[0]


def test_the_alarm_sounds_beyond_the_share_once_there_is_a_share() -> None:
    """One in 20 is 5%: at it there is no alarm; two in 20 are beyond."""
    for failed, alarm in ((1, False), (2, True)):
        asked = router(
            Scripted("a", after(*[DOWN] * failed)),
            Scripted("b"),
            attempts=1,
            cooldown_seconds=0,
        )
        early = []
        for _ in range(20):
            asked.answer(ASKED)
            early.append(asked.routed.alarm)
        assert asked.routed.fallbacks == failed
        assert early[-1] == alarm
        assert not any(early[:19]), "one of three is no rate"
    assert "asks for a look" in asked.routed.sentence()


def test_the_alarm_forgets_what_is_long_ago() -> None:
    asked = router(
        Scripted("a", after(DOWN, DOWN)),
        Scripted("b"),
        attempts=1,
        cooldown_seconds=0,
        alarm_window=30,
    )
    alarms = []
    for _ in range(40):
        asked.answer(ASKED)
        alarms.append(asked.routed.alarm)
    assert alarms[29]
    assert not alarms[-1]
    assert asked.routed.fallbacks == 2


def test_a_request_at_fault_counts_as_unanswered_and_cools_nobody() -> None:
    asked = router(Scripted("a", after(BAD_KEY)), Scripted("b"))
    unanswered(asked)
    assert asked.answer(ASKED).provider == "a"
    assert (asked.routed.requests, asked.routed.unanswered, asked.routed.fallbacks) == (2, 1, 0)
