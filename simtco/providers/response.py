"""What a model answered, in one form for every vendor."""

from dataclasses import dataclass, field

from simtco.providers.attempt import Attempt
from simtco.providers.tool_call import ToolCall


@dataclass(frozen=True, slots=True)
class Response:
    """What a model answered, how long it took and what it cost.

    model is what the server says it is; attempt.model is the name that its price goes by.
    """

    attempt: Attempt
    content: str = field(repr=False)
    model: str
    finish_reason: str
    tool_calls: tuple[ToolCall, ...] = ()

    @property
    def provider(self) -> str:
        return self.attempt.provider

    @property
    def input_tokens(self) -> int:
        """With those that were read from the prompt cache."""
        return self.attempt.tokens.input

    @property
    def cached_input_tokens(self) -> int:
        return self.attempt.tokens.cached

    @property
    def output_tokens(self) -> int:
        return self.attempt.tokens.output

    @property
    def first_token_seconds(self) -> float | None:
        """None where the answer came in one piece."""
        return self.attempt.first_token_seconds

    @property
    def total_seconds(self) -> float:
        return self.attempt.total_seconds

    @property
    def cost_usd(self) -> float:
        """At the list price of the day, or at the prices that the workload states."""
        return self.attempt.cost_usd
