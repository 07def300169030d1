"""simtco measure: what is refused, with its place, and what is never told: keys and prompts."""

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import simtco
from tests.providers.conftest import KEY
from tests.providers.vendor import Turn
from tests.providers.workload import PROMPTS, TASKS, Write

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_no_key_and_no_prompt_is_told_anywhere(
    write: Write, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vendors repeat both in their errors; output, files and logs of every sort are searched."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("FAST_KEY", KEY)
    echo = {"type": "api_error", "code": KEY, "message": f"{KEY} {PROMPTS[3]} planted system"}
    bad = [
        Turn(status=400, error=echo),
        Turn(status=500, error=echo),
        Turn(fail_after=1, error=echo),
        Turn(drop_after=1),
        Turn(status=429, error=echo),
    ]
    told = ""
    for options in ((), ("--json",)):
        write(fast=lambda at: bad[at % 5], careful=lambda at: bad[at % 5])
        said = simtco("measure", "w.toml", "--yes", *options)
        assert said.code == 0
        told += said.out + said.err
    told += Path("w.csv").read_text(encoding="utf-8") + caplog.text
    assert "unavailable" in told
    for secret in (KEY, "planted prompt", "planted system"):
        assert secret not in told


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.replace('"FAST_KEY"', f'"{KEY}"'), "never the key itself"),
        (lambda t: t.replace("key_variable", "api_key", 1), 'unknown key "api_key"'),
        (lambda t: t.replace('"FAST_KEY"', '"NO_KEY"'), "NO_KEY is not set"),
        (lambda t: t.replace("http://", f"http://user:{KEY}@"), "no name, password or query"),
        (lambda t: t.replace("input_price = 1", "input_price = -1"), "must be at least 0"),
        (lambda t: t.replace("input_price = 1\n", ""), "output_price needs input_price beside it"),
        (lambda t: t.replace("claude-sonnet-4-6", "claude-sonet-4-6"), "did you mean"),
        (lambda t: t.replace('"openai"', '"opanai"'), 'unknown kind "opanai"; did you mean "opena'),
        (lambda t: t.replace("max_output_tokens = 50", ""), 'missing key "max_output_tokens"'),
        (lambda t: t.replace("prompts = ", "prompt = "), 'unknown key "prompt"'),
        (lambda t: t.replace("prompts = ", 'prompts_file = "x.txt"\nprompts = '), "state either"),
        (lambda t: t.replace('"planted prompt 3"', "3"), "prompts[3]"),
        (lambda t: t.replace('"planted system"', '"planted system'), "not TOML"),
        (lambda t: t + TASKS.replace('"careful"', '"carefull"'), 'did you mean "careful"?'),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_without_the_line(
    write: Write, change: Callable[[str], str], message: str
) -> None:
    """The line may be a prompt, or a key where the name of its variable should stand."""
    fast, _ = write(change=change)
    said = simtco("measure", "w.toml", "--yes")
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert said.err.startswith("w.toml:") or said.err.startswith("w.toml: ")
    for secret in (KEY, "planted"):
        assert secret not in said.err
    assert not fast.heard


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.jsonl", '{"text": "planted"}\n{"text": planted}\n', "p.jsonl:2:10: not JSON"),
        ("p.jsonl", '{"txt": "planted"}\n', 'p.jsonl:1:1: unknown key "txt"; did you mean "text"?'),
        ("p.jsonl", '{"text": ""}\n[]\n', "p.jsonl:2:1: must be an object"),
        ("p.jsonl", "", "p.jsonl: holds no prompts"),
        ("p.csv", "prompt\nplanted\n", 'p.csv:1:1: no column "text"'),
        ("p.csv", 'text\n"planted\n', "not CSV"),
        ("p.csv", "text\nplanted,more\n", "p.csv:2:1: more cells than the first line names"),
        ("p.csv", "text,max_output_tokens\nplanted,many\n", "must be a whole number"),
        ("p.txt", "planted", "prompts_file must end in .jsonl or .csv"),
        ("gone/p.csv", None, "gone/p.csv cannot be read: No such file or directory"),
    ],
)
def test_what_is_wrong_with_a_file_of_prompts(
    write: Write, name: str, content: str | None, message: str
) -> None:
    write(
        change=lambda t: t.replace(f"prompts = {json.dumps(PROMPTS)}", f'prompts_file = "{name}"')
    )
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    said = simtco("measure", "w.toml", "--yes")
    assert said.code == 2
    assert message in said.err
    assert "planted" not in said.err


def test_what_an_option_lays_over_is_not_repeated_either(write: Write) -> None:
    write()
    said = simtco("measure", "w.toml", "--set", f"providers.fast.key_variable={KEY}", "--yes")
    assert said.code == 2
    assert said.err.startswith("--set providers.fast.key_variable: key_variable must be the name")
    assert KEY not in said.err


def test_an_unknown_provider_and_a_missing_package(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    said = simtco("measure", "w.toml", "--providers", "fasst", "--yes")
    assert said.code == 2
    assert 'no provider is named "fasst"; did you mean "fast"?' in said.err
    monkeypatch.setitem(sys.modules, "openai", None)
    said = simtco("measure", "w.toml", "--yes")
    assert (said.code, said.out) == (2, "")
    assert "needs the package openai; install it with pip install 'simtco[providers]'" in said.err


def test_another_address_is_sent_no_key_unless_one_is_named(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    fast, _ = write(change=lambda text: text.replace('key_variable = "FAST_KEY"\n', ""))
    assert simtco("measure", "w.toml", "--providers", "fast", "--yes").code == 0
    assert all(KEY not in str(heard.headers) for heard in fast.heard)
