"""One request through the real SDKs to vendors on loopback: answers and every way to fail."""

import json
import logging
import traceback

import pytest

from simtco.providers.attempt import Attempt, AttemptError
from simtco.providers.request import Message, Request, Tool
from simtco.providers.status import Status
from simtco.providers.tool_call import ToolCall
from tests.providers.conftest import ASKED, KEY, KINDS, PROMPT, Dial
from tests.providers.vendor import Turn

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
WEATHER = Tool(
    "weather", "The weather", {"type": "object", "properties": {"city": {"type": "string"}}}
)
both = pytest.mark.parametrize("kind", sorted(KINDS))
either_way = pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])


def failure(dial: Dial, kind: str, turn: Turn, *, timeout: float = 20.0) -> Attempt:
    vendor, line = dial(kind, turn, timeout=timeout)
    with pytest.raises(AttemptError) as caught:
        line.answer(ASKED)
    assert len(vendor.heard) == 1, "the SDK's own retries are off"
    return caught.value.attempt


@both
@either_way
def test_an_answer_has_one_form(dial: Dial, kind: str, stream: bool) -> None:
    vendor, line = dial(kind, Turn(input=1_000, cached=400, output=30), stream=stream)
    response = line.answer(ASKED)
    assert response.content == "All is well"
    assert (response.provider, response.model) == ("a", "served")
    assert (response.input_tokens, response.cached_input_tokens) == (1_000, 400)
    assert response.output_tokens == 30
    assert response.cost_usd == pytest.approx((600 * 2.0 + 400 * 0.5 + 30 * 10.0) / 1e6)
    assert response.finish_reason == {"openai": "stop", "anthropic": "end_turn"}[kind]
    assert response.tool_calls == ()
    assert response.total_seconds > 0
    first = response.first_token_seconds
    assert (first is not None and 0 < first <= response.total_seconds) if stream else first is None
    (heard,) = vendor.heard
    assert heard.body["model"] == "some"
    assert heard.body["max_tokens"] == 50
    assert heard.headers["authorization"] == f"Bearer {KEY}"
    roles = [message["role"] for message in heard.body["messages"]]
    assert roles == (["system", "user"] if kind == "openai" else ["user"])
    if kind == "anthropic":
        assert heard.body["system"] == "planted system"


@both
@either_way
def test_tools_are_offered_and_their_calls_put_together(
    dial: Dial, kind: str, stream: bool
) -> None:
    arguments = '{"city": "Oslo"}'
    vendor, line = dial(kind, Turn(pieces=(), tool=("weather", arguments)), stream=stream)
    response = line.answer(Request(ASKED.messages, 50, (WEATHER,)))
    (call,) = response.tool_calls
    assert (call.id, call.name, json.loads(call.arguments)) == ("t1", "weather", {"city": "Oslo"})
    assert response.content == ""
    (tool,) = vendor.heard[0].body["tools"]
    assert "weather" in (tool["function"]["name"] if kind == "openai" else tool["name"])


@both
def test_the_result_of_a_tool_is_told_in_the_vendors_form(dial: Dial, kind: str) -> None:
    vendor, line = dial(kind)
    call = ToolCall("t1", "weather", '{"city": "Oslo"}')
    turns = (
        Message("user", "weather?"),
        Message("assistant", "", (call,)),
        Message("tool", "rain", answers="t1"),
    )
    line.answer(Request(turns, 50, (WEATHER,)))
    _, said, result = vendor.heard[0].body["messages"]
    if kind == "openai":
        assert said["tool_calls"][0]["function"]["name"] == "weather"
        assert (result["role"], result["tool_call_id"], result["content"]) == ("tool", "t1", "rain")
    else:
        assert said["content"][0]["input"] == {"city": "Oslo"}
        assert result["content"][0] == {
            "type": "tool_result",
            "tool_use_id": "t1",
            "content": "rain",
        }


@both
def test_text_is_heard_while_it_comes(dial: Dial, kind: str) -> None:
    _, line = dial(kind)
    heard: list[str] = []
    line.answer(ASKED, heard.append)
    assert heard == ["All", " is", " well"]


@both
def test_a_slow_first_token_is_measured(dial: Dial, kind: str) -> None:
    _, line = dial(kind, Turn(first_delay=0.25))
    first = line.answer(ASKED).first_token_seconds
    assert first is not None
    assert 0.25 <= first < 5.0


@both
@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, "invalid_request_error", Status.REFUSED),
        (401, "authentication_error", Status.REFUSED),
        (403, "permission_error", Status.REFUSED),
        (404, "not_found_error", Status.REFUSED),
        (422, "invalid_request_error", Status.REFUSED),
        (402, "billing_error", Status.EXHAUSTED),
        (429, "insufficient_quota", Status.EXHAUSTED),
        (429, "rate_limit_error", Status.RATE_LIMITED),
        (500, "api_error", Status.UNAVAILABLE),
        (503, "overloaded_error", Status.UNAVAILABLE),
        (529, "overloaded_error", Status.UNAVAILABLE),
        (307, "moved", Status.REFUSED),
    ],
)
def test_each_status_means_one_thing(
    dial: Dial, kind: str, status: int, code: str, expected: Status
) -> None:
    away = {"Location": "http://127.0.0.1:1/elsewhere"}
    found = failure(dial, kind, Turn(status=status, error={"type": code}, headers=away))
    assert found.status == expected
    assert found.detail == f"HTTP {status} {code}"
    assert (found.cost_usd, found.at_risk_usd) == (0.0, 0.0), "errors are not billed"


def test_anthropic_says_with_400_that_there_is_no_credit(dial: Dial) -> None:
    error = {"type": "invalid_request_error", "message": "Your credit balance is too low to access"}
    assert failure(dial, "anthropic", Turn(status=400, error=error)).status == Status.EXHAUSTED


@both
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"retry-after": "7"}, 7.0), ({"retry-after-ms": "1500"}, 1.5), ({}, None)],
)
def test_when_to_come_back_is_read(
    dial: Dial, kind: str, headers: dict[str, str], seconds: float | None
) -> None:
    assert failure(dial, kind, Turn(status=429, headers=headers)).retry_after == seconds


@both
def test_a_stream_that_drops_is_a_failure_with_its_tokens_counted(dial: Dial, kind: str) -> None:
    found = failure(dial, kind, Turn(drop_after=2))
    assert found.status == Status.DROPPED
    known = 100 if kind == "anthropic" else 0  # OpenAI counts at the end of a stream
    assert (found.tokens.input, found.tokens.output) == (known, 2)
    assert found.cost_usd == pytest.approx((known * 2.0 + 2 * 10.0) / 1e6)
    bound = ((len(PROMPT) + len("planted system") + 1_000) * 2.0 + 50 * 10.0) / 1e6
    assert found.cost_usd + found.at_risk_usd == pytest.approx(bound)
    assert found.first_token_seconds is not None


@both
def test_a_line_that_breaks_before_the_first_token_may_be_billed(dial: Dial, kind: str) -> None:
    found = failure(dial, kind, Turn(drop_after=0))
    assert found.status == Status.DROPPED
    assert found.at_risk_usd > 0


@both
def test_a_stream_that_stops_without_an_end_is_no_answer(dial: Dial, kind: str) -> None:
    found = failure(dial, kind, Turn(unended=True))
    assert (found.status, found.detail) == (Status.DROPPED, "the answer has no end")


@both
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("overloaded_error", Status.UNAVAILABLE),
        ("rate_limit_error", Status.RATE_LIMITED),
        ("strange", Status.DROPPED),
    ],
)
def test_an_error_in_the_stream(dial: Dial, kind: str, code: str, expected: Status) -> None:
    found = failure(dial, kind, Turn(fail_after=1, error={"type": code}))
    assert found.status == expected
    assert found.at_risk_usd > 0, "a piece had come"


@both
def test_no_answer_in_time_may_be_billed(dial: Dial, kind: str) -> None:
    found = failure(dial, kind, Turn(first_delay=5.0), timeout=0.2)
    assert found.status == Status.TIMEOUT
    assert found.at_risk_usd > 0
    assert 0.2 <= found.total_seconds < 5.0


@both
def test_an_answer_that_drips_on_is_late_as_a_whole(dial: Dial, kind: str) -> None:
    """No single read takes too long; the answer does."""
    turn = Turn(pieces=("drop",) * 200, each_delay=0.05)
    found = failure(dial, kind, turn, timeout=0.4)
    assert (found.status, found.detail) == (Status.TIMEOUT, "still answering")
    assert found.tokens.output >= 3
    assert found.total_seconds < 10.0


@both
def test_a_server_that_is_not_there_bills_nothing(kind: str, dial: Dial) -> None:
    vendor, line = dial(kind)
    vendor.vanish()
    with pytest.raises(AttemptError) as caught:
        line.answer(ASKED)
    found = caught.value.attempt
    assert (found.status, found.detail, found.at_risk_usd) == (
        Status.UNAVAILABLE,
        "not reached",
        0.0,
    )


@either_way
def test_an_answer_without_token_counts_has_no_price(dial: Dial, stream: bool) -> None:
    _, line = dial("openai", Turn(metered=False), stream=stream)
    with pytest.raises(AttemptError) as caught:
        line.answer(ASKED)
    assert caught.value.attempt.status == Status.UNMETERED


@both
@either_way
def test_something_else_than_the_protocol_is_no_answer(dial: Dial, kind: str, stream: bool) -> None:
    _, line = dial(kind, Turn(body="<html>moved</html>"), stream=stream)
    with pytest.raises(AttemptError) as caught:
        line.answer(ASKED)
    assert caught.value.attempt.status == Status.DROPPED


@both
@pytest.mark.parametrize("how", ["refused", "in the stream", "as a code"])
def test_what_a_vendor_repeats_is_not_repeated(
    dial: Dial, kind: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Key and prompt, in messages of the vendor: not in errors, tracebacks, attributes or logs."""
    caplog.set_level(logging.DEBUG)
    echo = {"message": f"bad key {KEY} for {PROMPT}", "type": "authentication_error"}
    if how == "as a code":
        echo["code"] = KEY
    in_stream = how == "in the stream"
    turn = Turn(fail_after=1, error=echo) if in_stream else Turn(status=401, error=echo)
    _, line = dial(kind, turn)
    with pytest.raises(AttemptError) as caught:
        line.answer(ASKED)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(error.attempt)
    told += caplog.text + repr(line) + repr(ASKED) + repr(ASKED.messages)
    assert "authentication_error" in told
    for secret in (KEY, PROMPT, "planted system"):
        assert secret not in told
