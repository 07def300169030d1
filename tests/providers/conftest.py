"""Vendors on loopback, lines to them through the real SDKs, and a workload that names two."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from simtco.providers.connection import Connection
from simtco.providers.price import Price
from simtco.providers.provider import Provider
from simtco.providers.request import Message, Request
from simtco.providers.vendors.anthropic import Anthropic
from simtco.providers.vendors.openai import OpenAI
from tests.providers.vendor import WELL, Turn, Vendor
from tests.providers.workload import FILE, PROMPTS, Write

PRICE = Price(input=2.0, cached=0.5, output=10.0)  # USD per million
KEY = "sk-planted-KEY-0123456789"
PROMPT = "planted prompt: what is our revenue?"
ASKED = Request((Message("system", "planted system"), Message("user", PROMPT)), 50)
KINDS: dict[str, type[Provider]] = {"openai": OpenAI, "anthropic": Anthropic}

Dial = Callable[..., tuple[Vendor, Connection]]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def dial() -> Iterator[Dial]:
    """A vendor that answers in turns, and a line to it through the SDK of a kind."""
    with ExitStack() as stack:

        def open_line(
            kind: str,
            answer: Callable[[int], Turn] | Turn = WELL,
            name: str = "a",
            *,
            timeout: float = 20.0,
            stream: bool = True,
        ) -> tuple[Vendor, Connection]:
            vendor = stack.enter_context(Vendor(answer).open())
            provider = KINDS[kind](
                model="some",
                base_url=vendor.url + ("/v1" if kind == "openai" else ""),
                input_price=PRICE.input,
                output_price=PRICE.output,
                timeout_seconds=timeout,
                stream=stream,
            )
            return vendor, stack.enter_context(provider.connect(name, PRICE, KEY))

        yield open_line


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """A workload file in the current folder and the two vendors that it names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAST_KEY", KEY)
    monkeypatch.setenv("CAREFUL_KEY", KEY + "b")
    with ExitStack() as stack:

        def written(
            fast: Callable[[int], Turn] | Turn = WELL,
            careful: Callable[[int], Turn] | Turn = WELL,
            change: Callable[[str], str] = str,
            prompts: Any = PROMPTS,
        ) -> tuple[Vendor, Vendor]:
            one, two = (stack.enter_context(Vendor(each).open()) for each in (fast, careful))
            text = FILE.format(prompts=json.dumps(prompts), fast=one.url, careful=two.url)
            Path("w.toml").write_text(change(text), encoding="utf-8")
            return one, two

        yield written
