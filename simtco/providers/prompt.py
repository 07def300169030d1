"""A prompt of a workload, with what goes along with it."""

from typing import Any

from pydantic import Field

from simtco.providers.request import Message, Request, Tool
from simtco.words.base import Word


class Prompt(Word):
    """A prompt: an entry of `prompts`, or a line of the file that `prompts_file` names."""

    text: str = Field(min_length=1, repr=False)
    """What is asked."""
    system: str = Field(default="", repr=False)
    """What the model is told before; left out: the workload's own `system`."""
    task: str = ""
    """The sort of request, which says by what chain it is routed."""
    max_output_tokens: int | None = Field(default=None, ge=1)
    """The longest answer; left out: the workload's own."""


class ToolWord(Word):
    """A function that the model may call: an entry of `tools`."""

    name: str = Field(pattern="^[A-Za-z0-9_-]{1,64}$")
    description: str = ""
    parameters: dict[str, Any] = Field(default_factory=lambda: {"type": "object", "properties": {}})
    """The JSON schema of its arguments."""

    @property
    def tool(self) -> Tool:
        """As requests hold it."""
        return Tool(self.name, self.description, self.parameters)


def request(
    prompt: Prompt, system: str, max_output_tokens: int, tools: tuple[Tool, ...]
) -> Request:
    """The request that a prompt makes, with the workload's own where it does not say."""
    told = prompt.system or system
    before = (Message("system", told),) if told else ()
    return Request(
        (*before, Message("user", prompt.text)),
        prompt.max_output_tokens or max_output_tokens,
        tools,
        prompt.task,
    )
