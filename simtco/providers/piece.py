"""A part of an answer as it comes over the wire, whatever the protocol."""

from dataclasses import dataclass, field

from simtco.providers.tokens import Tokens


@dataclass(frozen=True, slots=True)
class ToolPart:
    """A part of a tool call; parts of one `index` belong together."""

    index: int
    id: str = ""
    name: str = ""
    arguments: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer; empty where it does not say.

    tokens are all so far; final says that the vendor counts no more.
    """

    text: str = field(default="", repr=False)
    tool: ToolPart | None = None
    model: str = ""
    tokens: Tokens | None = None
    final: bool = False
    finish_reason: str = ""
    thought: bool = False
    """Output that is no text of the answer: the model thinks."""
