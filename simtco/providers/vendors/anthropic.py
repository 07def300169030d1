"""Anthropic's messages, and every server that speaks them."""

import json
import logging
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Literal

from simtco.providers.connection import Connection
from simtco.providers.piece import Piece, ToolPart
from simtco.providers.price import Price
from simtco.providers.provider import ExtraMissingError, Provider
from simtco.providers.request import Message, Request
from simtco.providers.tokens import Tokens

if TYPE_CHECKING:
    from anthropic.types import Message as Answer
    from anthropic.types import MessageDeltaUsage, RawMessageStreamEvent, Usage


class Anthropic(Provider):
    """Anthropic's messages, and every server that speaks them."""

    home = "https://api.anthropic.com"
    home_key = "ANTHROPIC_API_KEY"

    kind: Literal["anthropic"] = "anthropic"

    def connect(self, name: str, price: Price, key: str) -> Connection:
        return _AnthropicConnection(self, name, price, key)

    def body(self, request: Request) -> dict[str, Any]:
        """What is sent, but for the model and how the answer shall come."""
        system = "\n\n".join(m.content for m in request.messages if m.role == "system")
        tools = [
            {
                "name": tool.name,
                "description": tool.description,
                "input_schema": dict(tool.parameters),
            }
            for tool in request.tools
        ]
        return {
            "max_tokens": request.max_output_tokens,
            "messages": [_message(m) for m in request.messages if m.role != "system"],
            **({"system": system} if system else {}),
            **({"tools": tools} if tools else {}),
            "extra_body": dict(self.extra),
        }


class _AnthropicConnection(Connection):
    def __init__(self, provider: Anthropic, name: str, price: Price, key: str) -> None:
        try:
            import anthropic  # noqa: PLC0415  (slow, and only with the extra)
            import httpx2  # noqa: PLC0415
        except ImportError as error:
            raise ExtraMissingError("anthropic") from error
        logging.getLogger("anthropic._base_client").addFilter(_tells_no_prompt)
        timeout = provider.timeout_seconds
        super().__init__(name, provider.priced_model, price, timeout, streams=provider.stream)
        self.errors = (anthropic.AnthropicError, httpx2.HTTPError, json.JSONDecodeError)
        self._provider = provider
        self._client = anthropic.Anthropic(
            api_key=key or "none",
            base_url=provider.address,
            timeout=timeout,
            max_retries=0,
            open_telemetry=False,
            http_client=anthropic.DefaultHttpxClient(  # prompts would go along elsewhere
                timeout=timeout, follow_redirects=False
            ),
        )

    def close(self) -> None:
        self._client.close()

    def _pieces(self, request: Request) -> Generator[Piece]:
        create = self._client.messages.create
        model, body = self._provider.model, self._provider.body(request)
        if not self._streams:
            yield from _whole(create(model=model, **body))
            return
        counted = Tokens()
        with create(model=model, stream=True, **body) as events:
            for event in events:
                for piece in _parts(event, counted):
                    counted = piece.tokens or counted
                    yield piece


def _tells_no_prompt(record: logging.LogRecord) -> bool:
    """The SDK logs whole requests, prompts and all, where it is asked to log much."""
    return record.levelno > logging.DEBUG


def _message(message: Message) -> dict[str, Any]:
    if message.role == "tool":
        result = {
            "type": "tool_result",
            "tool_use_id": message.answers,
            "content": message.content,
        }
        return {"role": "user", "content": [result]}
    if not message.tool_calls:
        return {"role": message.role, "content": message.content}
    said = [{"type": "text", "text": message.content}] if message.content else []
    calls = [
        {"type": "tool_use", "id": c.id, "name": c.name, "input": json.loads(c.arguments or "{}")}
        for c in message.tool_calls
    ]
    return {"role": message.role, "content": [*said, *calls]}


def _parts(event: "RawMessageStreamEvent", counted: Tokens) -> Iterator[Piece]:
    if event.type == "message_start":
        yield Piece(model=event.message.model, tokens=_tokens(event.message.usage, counted))
    elif event.type == "content_block_start" and event.content_block.type == "tool_use":
        yield Piece(tool=ToolPart(event.index, event.content_block.id, event.content_block.name))
    elif event.type == "content_block_delta":
        delta = event.delta
        if delta.type == "text_delta":
            yield Piece(delta.text)
        elif delta.type == "input_json_delta":
            yield Piece(tool=ToolPart(event.index, arguments=delta.partial_json))
        elif delta.type == "thinking_delta":
            yield Piece(thought=True)
    elif event.type == "message_delta":
        tokens = _tokens(event.usage, counted)
        yield Piece(tokens=tokens, final=True, finish_reason=event.delta.stop_reason or "")


def _whole(answer: "Answer") -> Iterator[Piece]:
    for index, block in enumerate(getattr(answer, "content", None) or ()):
        if block.type == "text":
            yield Piece(block.text)
        elif block.type == "tool_use":
            yield Piece(tool=ToolPart(index, block.id, block.name, json.dumps(block.input)))
    usage = getattr(answer, "usage", None)
    yield Piece(
        model=getattr(answer, "model", None) or "",
        tokens=None if usage is None else _tokens(usage, Tokens()),
        final=usage is not None,
        finish_reason=getattr(answer, "stop_reason", None) or "",
    )


def _tokens(usage: "Usage | MessageDeltaUsage", before: Tokens) -> Tokens:
    """All tokens so far; input tokens that the vendor counts apart are input too."""
    if usage.input_tokens is None:
        return Tokens(before.input, before.cached, usage.output_tokens)
    cached = usage.cache_read_input_tokens or 0
    written = usage.cache_creation_input_tokens or 0
    return Tokens(usage.input_tokens + cached + written, cached, usage.output_tokens)
