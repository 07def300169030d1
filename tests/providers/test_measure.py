"""simtco measure: limits, the CSV file, the table, who is asked first, and an interrupt."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import simtco
from tests.providers.vendor import WELL, Turn
from tests.providers.workload import PROMPTS, TASKS, Write, rows

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_each_prompt_goes_to_each_provider_and_each_request_is_a_line(write: Write) -> None:
    fast, careful = write(careful=Turn(input=1_000, cached=400, output=30))
    said = simtco("measure", "w.toml", "--providers", "fast,careful", "--yes", "--json")
    assert said.code == 0, said.err
    assert len(fast.heard) == len(careful.heard) == 10
    lines = rows()
    assert list(lines[0]) == [
        "timestamp",
        "model",
        "input_tokens",
        "cached_input_tokens",
        "output_tokens",
        "requests",
        "cost_usd",
        "provider",
        "status",
        "first_token_seconds",
        "total_seconds",
    ]
    assert [line["provider"] for line in lines[:4]] == ["fast", "careful"] * 2
    one = lines[1]
    assert one["model"] == "anthropic/claude-sonnet-4-6"
    assert (one["input_tokens"], one["cached_input_tokens"], one["output_tokens"]) == (
        "1000",
        "400",
        "30",
    )
    assert (one["requests"], one["status"]) == ("1", "ok")
    cost = (600 * 3.0 + 400 * 0.3 + 30 * 15.0) / 1e6  # Claude Sonnet 4.6: 3, 0.30 and 15 USD
    assert float(one["cost_usd"]) == pytest.approx(cost)
    assert 0 < float(one["first_token_seconds"]) <= float(one["total_seconds"])
    assert one["timestamp"].endswith("Z")
    found = said.data["providers"]["careful"]
    assert (found["requests"], found["answered"], found["failures"]) == (10, 10, {})
    assert found["cost_usd"] == {"mean": pytest.approx(cost), "standard_error": pytest.approx(0)}
    assert found["failure_interval"] == [0.0, pytest.approx(0.2775, abs=1e-4)]
    spent = 10 * cost + 10 * (100 * 1.0 + 20 * 4.0) / 1e6
    assert said.data["spent_usd"] == pytest.approx(spent)
    assert said.data["at_risk_usd"] == 0
    assert said.data["stopped"] == "all prompts sent"


def test_the_table_is_the_result_and_the_rest_are_notes(write: Write) -> None:
    write(fast=lambda at: Turn(status=500) if at in {2, 5} else WELL)
    said = simtco("measure", "w.toml", "--yes")
    assert said.code == 0
    heading, fast, careful = said.out.splitlines()[:3]
    assert heading.split()[:3] == ["provider", "requests", "failed"]
    assert fast.split()[:5] == ["fast", "10", "20.0%", "(5.67", "to"]  # Wilson by hand: 5.67, 50.98
    assert careful.split()[:3] == ["careful", "10", "0%"]
    assert "10 requests" not in said.out
    assert "prices of the workload" in said.err
    assert "list price of anthropic/claude-sonnet-4-6 on 2026-11-23" in said.err
    assert said.out.rstrip().endswith(": w.csv")


@pytest.mark.parametrize(
    ("option", "value", "sent"), [("--max-requests", "6", 6), ("--max-requests", "1", 1)]
)
def test_no_more_requests_are_sent_than_allowed(
    write: Write, option: str, value: str, sent: int
) -> None:
    fast, careful = write()
    assert simtco("measure", "w.toml", option, value, "--yes").code == 0
    assert len(fast.heard) + len(careful.heard) == sent == len(rows())


def test_no_more_is_spent_than_allowed(write: Write) -> None:
    """A bound is 1,058 + 50 tokens at these prices; the fourth does not fit beside three bills."""
    fast, _ = write()
    bound = (1_000 + len("planted prompt 0planted system") + 4 * 50) / 1e6
    each = (100 + 4 * 20) / 1e6
    most = str(3 * each + bound - 1e-9)
    said = simtco("measure", "w.toml", "--providers", "fast", "--max-cost", most, "--yes", "--json")
    assert said.code == 0
    assert len(fast.heard) == 3
    assert said.data["spent_usd"] == pytest.approx(3 * each)
    assert said.data["stopped"] == "a limit was reached"


def test_no_faster_than_allowed(write: Write) -> None:
    """600 a minute are one each 0.1 s; six of them take 0.5 s."""
    write()
    began = time.monotonic()
    done = simtco("measure", "w.toml", "--max-requests", "6", "--rate", "600", "--yes")
    assert done.code == 0
    assert time.monotonic() - began >= 0.5


def test_limits_are_asked_for_all_at_once(write: Write) -> None:
    fast, _ = write(change=lambda text: text.replace("[limits]", "[other]"))
    said = simtco("measure", "w.toml", "--yes")
    assert said.code == 2
    assert 'w.toml:5:1: unknown key "other"' in said.err
    fast, _ = write(
        change=lambda text: text.partition("[limits]")[0] + "[prov" + text.partition("[prov")[2]
    )
    said = simtco("measure", "w.toml", "--yes")
    assert said.code == 2
    assert "add [limits] requests = 100, or --max-requests 100" in said.err
    assert "add [limits] cost_usd = 2.50, or --max-cost 2.50" in said.err
    assert "add [limits] requests_per_minute = 60, or --rate 60" in said.err
    assert said.err.endswith("3 problems found\n")
    assert not fast.heard
    options = ("--max-requests", "1", "--max-cost", "1", "--rate", "60")
    assert simtco("measure", "w.toml", *options, "--yes").code == 0


def test_nothing_is_sent_unless_somebody_says_so(write: Write) -> None:
    fast, careful = write()
    said = simtco("measure", "w.toml")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("nothing was sent: nobody is there to confirm it; add --yes\n")
    assert "at most" in said.err
    assert simtco("measure", "w.toml", "--json").data == {
        "errors": [{"message": "nothing was sent: nobody is there to confirm it; add --yes"}]
    }
    assert not fast.heard
    assert not careful.heard
    assert not Path("w.csv").exists()


@pytest.mark.parametrize(("answer", "sent"), [("y\n", 10), ("n\n", 0)])
def test_who_sits_at_a_terminal_is_asked(
    write: Write, monkeypatch: pytest.MonkeyPatch, answer: str, sent: int
) -> None:
    fast, _ = write()
    terminal = io.StringIO(answer)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    said = simtco("measure", "w.toml", "--providers", "fast")
    assert said.code == 0
    assert "at most 0.0123 USD for all prompts" in said.err  # 10 x (1,030 x 1 + 50 x 4) millionths
    assert "Send them? [y/N] " in said.err
    assert said.out.startswith("provider") or not said.out
    assert len(fast.heard) == sent


def test_new_lines_are_added_to_those_of_other_days(write: Write) -> None:
    write()
    for _ in range(2):
        said = simtco("measure", "w.toml", "--max-requests", "4", "--yes")
        assert said.code == 0
    assert "note: w.csv is there and is added to" in said.err
    assert len(rows()) == 8


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "w.csv:1: holds something else than measurements"),
        (None, "w.csv:3: the line is cut off"),
    ],
)
def test_another_file_is_left_as_it_is(write: Write, content: str | None, message: str) -> None:
    fast, _ = write()
    if content is None:
        simtco("measure", "w.toml", "--max-requests", "2", "--yes")
        content = Path("w.csv").read_text(encoding="utf-8")[:-5]
        fast.heard.clear()
    Path("w.csv").write_text(content, encoding="utf-8")
    said = simtco("measure", "w.toml", "--yes")
    assert said.code == 2
    assert message in said.err
    assert Path("w.csv").read_text(encoding="utf-8") == content
    assert not fast.heard


def test_who_refuses_again_and_again_is_given_up(write: Write) -> None:
    fast, careful = write(fast=Turn(status=401, error={"type": "authentication_error"}))
    said = simtco("measure", "w.toml", "--yes")
    assert said.code == 0
    assert (len(fast.heard), len(careful.heard)) == (3, 10)
    assert "warning: given up: fast: refused after" in said.err
    assert "HTTP 401 authentication_error" in said.err
    alone = simtco("measure", "w.toml", "--providers", "fast", "--yes")
    assert alone.code == 1
    assert "ended early: every provider refuses" in alone.err


def test_through_the_router_each_attempt_is_a_line(write: Write) -> None:
    told = "[" + ", ".join(f'{{ text = "{text}", task = "all" }}' for text in PROMPTS) + "]"
    fast, careful = write(
        fast=lambda at: Turn(status=503) if at % 2 else WELL,
        change=lambda text: text.replace(json.dumps(PROMPTS), told) + TASKS,
    )
    said = simtco("measure", "w.toml", "--route", "--yes", "--json")
    assert said.code == 0, said.out
    assert (len(fast.heard), len(careful.heard)) == (10, 5)
    routed = said.data["routed"]
    assert (routed["requests"], routed["fallbacks"], routed["unanswered"]) == (10, 5, 0)
    assert routed["fallback_rate"] == 0.5
    assert [line["status"] for line in rows()[:3]] == ["ok", "unavailable", "ok"]
    told_all = simtco("measure", "w.toml", "--route", "--max-requests", "4", "--yes")
    assert "Another than the first provider answered" in told_all.out


@pytest.mark.parametrize("name", ["prompts.jsonl", "prompts.csv"])
def test_prompts_come_from_a_file(write: Write, name: str) -> None:
    fast, _ = write(
        change=lambda text: text.replace(
            f"prompts = {json.dumps(PROMPTS)}", f'prompts_file = "{name}"'
        )
    )
    if name.endswith(".csv"):
        told = 'text,system,max_output_tokens\n"one, two",,\nthree,be brief,7\n'
    else:
        three = {"text": "three", "system": "be brief", "max_output_tokens": 7}
        told = f'"one, two"\n\n{json.dumps(three)}\n'
    Path(name).write_text(told, encoding="utf-8")
    assert simtco("measure", "w.toml", "--providers", "fast", "--yes").code == 0
    first, second = (heard.body for heard in fast.heard)
    assert [m["content"] for m in first["messages"]] == ["planted system", "one, two"]
    assert [m["content"] for m in second["messages"]] == ["be brief", "three"]
    assert (first["max_tokens"], second["max_tokens"]) == (50, 7)


def test_of_many_prompts_a_sample_is_sent_that_the_seed_chooses(write: Write) -> None:
    asked = []
    for seed in ("1", "1", "2"):
        fast, _ = write()
        options = ("--providers", "fast", "--max-requests", "4", "--set", f"seed={seed}")
        assert simtco("measure", "w.toml", *options, "--yes").code == 0
        asked.append([heard.body["messages"][1]["content"] for heard in fast.heard])
    first, again, other = asked
    assert first == again == sorted(first)
    assert first != other
    assert len(set(first)) == 4


def test_an_interrupt_keeps_what_was_measured(write: Write) -> None:
    fast, _ = write(fast=lambda at: Turn(first_delay=0.0 if at < 2 else 8.0))
    command = [sys.executable, "-c", "from simtco.cli.main import main; main()", "measure"]
    with subprocess.Popen(
        [*command, "w.toml", "--providers", "fast", "--yes"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_listen,  # noqa: PLW1509  (a shell that runs the tests aside has it ignored)
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
    ) as running:
        until = time.monotonic() + 60
        while len(fast.heard) < 3 and time.monotonic() < until:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert len(rows()) == 2
    assert out.splitlines()[1].split()[:2] == ["fast", "2"]
    assert "may be billed" in out, "the one under way"
    assert "ended early: interrupted" in err
    assert "Traceback" not in err


def _listen() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
