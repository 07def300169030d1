"""The grammar of a workload file: prompts, the providers that are measured, and limits."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field, field_validator

from simtco.providers.kinds import AnyProvider
from simtco.providers.prompt import Prompt, ToolWord, request
from simtco.providers.request import Request
from simtco.providers.route import Route
from simtco.providers.rules import Rules
from simtco.words.base import Word, did_you_mean, speakable


class Limits(Word):
    """What a measurement may take; all three must be stated, here or by an option."""

    requests: int | None = Field(default=None, ge=1)
    """How many requests are sent at most, tries and fallbacks included."""
    cost_usd: float | None = Field(default=None, ge=0)
    """What they may cost, USD; what a broken answer may cost counts as spent."""
    requests_per_minute: float | None = Field(default=None, gt=0)
    """How fast they are sent."""


class Workload(Word):
    """Prompts, the providers that are measured with them, and limits."""

    title: str = ""
    max_output_tokens: int = Field(ge=1)
    """The longest answer, in tokens."""
    providers: dict[str, AnyProvider] = Field(min_length=1)
    """The models that are measured, each under a name of its own."""
    prompts: tuple[Prompt, ...] = Field(default=(), strict=False, repr=False)
    """What is asked: texts, or tables with `text`, `system`, `task`, `max_output_tokens`."""
    prompts_file: str = ""
    """A JSONL or CSV file of prompts, by its path from this file; with the same keys."""
    system: str = Field(default="", repr=False)
    """What the model is told before each prompt."""
    tools: tuple[ToolWord, ...] = Field(default=(), strict=False)
    """Functions that the model may call; calls are counted and not carried out."""
    repeat: int = Field(default=1, ge=1)
    """How often each prompt is sent to each provider."""
    seed: int = 1
    """Where there are more prompts than requests, another seed takes other prompts."""
    limits: Limits = Field(default_factory=Limits)
    """What the measurement may take."""
    router: Rules = Field(default_factory=Rules)
    """How `--route` tries, waits and falls back."""
    tasks: dict[str, Route] = Field(default_factory=dict)
    """The sorts of requests and the providers that may answer them, for `--route`."""

    @field_validator("prompts", mode="before")
    @classmethod
    def _tables(cls, prompts: Any) -> Any:
        if not isinstance(prompts, list | tuple):
            return prompts
        return [{"text": each} if isinstance(each, str) else each for each in prompts]

    @field_validator("providers", "tasks", mode="before")
    @classmethod
    def _speakable(cls, tables: Any) -> Any:
        return speakable(tables)

    def unfit(self) -> Iterator[tuple[str, str]]:
        """Keys that do not go together, each with what would be right."""
        if bool(self.prompts) == bool(self.prompts_file):
            yield "prompts", "state either prompts or prompts_file"
        for name, route in self.tasks.items():
            for asked in route.asked:
                if asked not in self.providers:
                    key = "challenger" if asked == route.challenger else "chain"
                    hint = did_you_mean(asked, self.providers)
                    yield f"tasks.{name}.{key}", f'"{asked}" names no provider{hint}'

    def requests(self, prompts: tuple[Prompt, ...]) -> list[Request]:
        """The requests that prompts make, all of them before any again."""
        tools = tuple(word.tool for word in self.tools)
        once = [request(each, self.system, self.max_output_tokens, tools) for each in prompts]
        return once * self.repeat
