"""OpenAI's chat completions, and every server that speaks them: vLLM, llama.cpp and others."""

import json
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Literal

from simtco.providers.connection import Connection
from simtco.providers.piece import Piece, ToolPart
from simtco.providers.price import Price
from simtco.providers.provider import ExtraMissingError, Provider
from simtco.providers.request import Message, Request, Tool
from simtco.providers.tokens import Tokens

if TYPE_CHECKING:
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletion, ChatCompletionChunk

_NO_KEY = "none"  # the SDK wants one; a server of one's own ignores it


class OpenAI(Provider):
    """OpenAI's chat completions, and every server that speaks them."""

    home = "https://api.openai.com/v1"
    home_key = "OPENAI_API_KEY"

    kind: Literal["openai"] = "openai"
    output_limit: Literal["", "max_tokens", "max_completion_tokens"] = ""
    """The server's name for the limit of output tokens; left out: `max_completion_tokens` at
    OpenAI's own address, `max_tokens` elsewhere."""

    def connect(self, name: str, price: Price, key: str) -> Connection:
        return _OpenAIConnection(self, name, price, key)

    def body(self, request: Request) -> dict[str, Any]:
        """What is sent, but for the model and how the answer shall come."""
        own = "max_tokens" if self.base_url else "max_completion_tokens"
        tools = {"tools": [_tool(tool) for tool in request.tools]} if request.tools else {}
        return {
            "messages": [_message(message) for message in request.messages],
            **tools,
            "extra_body": {self.output_limit or own: request.max_output_tokens, **self.extra},
        }


class _OpenAIConnection(Connection):
    def __init__(self, provider: OpenAI, name: str, price: Price, key: str) -> None:
        try:
            import httpx2  # noqa: PLC0415  (slow, and only with the extra)
            import openai  # noqa: PLC0415
        except ImportError as error:
            raise ExtraMissingError("openai") from error
        timeout = provider.timeout_seconds
        super().__init__(name, provider.priced_model, price, timeout, streams=provider.stream)
        self.errors = (openai.OpenAIError, httpx2.HTTPError, json.JSONDecodeError)
        self._provider = provider
        self._client = openai.OpenAI(
            api_key=key or _NO_KEY,
            base_url=provider.address,
            max_retries=0,
            http_client=openai.DefaultHttpxClient(timeout=timeout, follow_redirects=False),
        )

    def close(self) -> None:
        self._client.close()

    def _pieces(self, request: Request) -> Generator[Piece]:
        create = self._client.chat.completions.create
        model, body = self._provider.model, self._provider.body(request)
        if not self._streams:
            yield from _whole(create(model=model, **body))
            return
        usage_too: Any = {"include_usage": True}
        with create(model=model, stream=True, stream_options=usage_too, **body) as chunks:
            for chunk in chunks:
                yield from _parts(chunk)


def _message(message: Message) -> dict[str, Any]:
    said: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        said["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in message.tool_calls
        ]
    if message.role == "tool":
        said["tool_call_id"] = message.answers
    return said


def _tool(tool: Tool) -> dict[str, Any]:
    function = {
        "name": tool.name,
        "description": tool.description,
        "parameters": dict(tool.parameters),
    }
    return {"type": "function", "function": function}


def _parts(chunk: "ChatCompletionChunk") -> Iterator[Piece]:
    for choice in getattr(chunk, "choices", None) or ():
        thought = bool(getattr(choice.delta, "reasoning_content", None))  # vLLM, llama.cpp
        yield Piece(
            choice.delta.content or "", finish_reason=choice.finish_reason or "", thought=thought
        )
        for call in choice.delta.tool_calls or ():
            function = call.function
            part = ToolPart(
                call.index,
                call.id or "",
                (function.name if function else None) or "",
                (function.arguments if function else None) or "",
            )
            yield Piece(tool=part)
    usage = getattr(chunk, "usage", None)
    yield Piece(model=getattr(chunk, "model", None) or "", tokens=_tokens(usage), final=bool(usage))


def _whole(answer: "ChatCompletion") -> Iterator[Piece]:
    for choice in getattr(answer, "choices", None) or ():
        yield Piece(choice.message.content or "", finish_reason=choice.finish_reason or "")
        for index, call in enumerate(choice.message.tool_calls or ()):
            if call.type == "function":
                function = call.function
                yield Piece(tool=ToolPart(index, call.id, function.name, function.arguments))
    usage = getattr(answer, "usage", None)
    yield Piece(
        model=getattr(answer, "model", None) or "", tokens=_tokens(usage), final=bool(usage)
    )


def _tokens(usage: "CompletionUsage | None") -> Tokens | None:
    if usage is None:
        return None
    details = usage.prompt_tokens_details
    cached = (details.cached_tokens if details else None) or 0
    return Tokens(usage.prompt_tokens, cached, usage.completion_tokens)
