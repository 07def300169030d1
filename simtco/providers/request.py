"""What is asked of a model, in words that every vendor's protocol can say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from simtco.providers.tool_call import ToolCall

_ADDED_TOKENS = 1_000
"""Room for what chat templates and vendors' own instructions for tools add; an allowance, above the
few hundred tokens that vendors state, and no measurement."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn; what is said in it stays out of every repr."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str = field(repr=False)
    tool_calls: tuple[ToolCall, ...] = ()
    answers: str = ""
    """The id of the tool call whose result a `tool` message is."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that the model may call; `parameters` is the JSON schema of its arguments."""

    name: str
    description: str
    parameters: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """Messages to be answered in `max_output_tokens` at most, for a task that routing knows."""

    messages: tuple[Message, ...] = field(repr=False)
    max_output_tokens: int
    tools: tuple[Tool, ...] = ()
    task: str = ""

    @property
    def most_input_tokens(self) -> int:
        """More than the input can have: a token of a byte-level vocabulary is a byte or more."""
        said = [message.content for message in self.messages]
        said += [call.arguments for message in self.messages for call in message.tool_calls]
        said += [
            tool.name + tool.description + json.dumps(dict(tool.parameters)) for tool in self.tools
        ]
        return sum(len(text.encode()) for text in said) + _ADDED_TOKENS
