"""A call that a model asks for."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A function that the model wants called, with its arguments as JSON text, as they came."""

    id: str
    name: str
    arguments: str = field(repr=False)
