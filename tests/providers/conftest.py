"""Vendors on loopback, and lines to them through the real SDKs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from simtco.providers.connection import Connection
from simtco.providers.price import Price
from simtco.providers.provider import Provider
from simtco.providers.request import Message, Request
from simtco.providers.vendors.anthropic import Anthropic
from simtco.providers.vendors.openai import OpenAI
from tests.providers.vendor import WELL, Turn, Vendor

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
