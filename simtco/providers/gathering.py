"""The pieces of an answer, put together while they come."""

from simtco.providers.piece import Piece
from simtco.providers.tokens import Tokens
from simtco.providers.tool_call import ToolCall


class Gathering:
    """The pieces of an answer, put together while they come."""

    def __init__(self) -> None:
        self.model = ""
        self.finish_reason = ""
        self.first_at: float | None = None
        self.metered = False
        self._texts: list[str] = []
        self._tools: dict[int, ToolCall] = {}
        self._reported = Tokens()
        self._arrived = 0

    def add(self, piece: Piece, at: float) -> None:
        """Take a piece that came at a time of the clock, in seconds."""
        self.model = piece.model or self.model
        self.finish_reason = piece.finish_reason or self.finish_reason
        if piece.text or piece.tool is not None or piece.thought:
            self.first_at = at if self.first_at is None else self.first_at
            self._arrived += 1
        if piece.text:
            self._texts.append(piece.text)
        if piece.tool is not None:
            part = piece.tool
            known = self._tools.get(part.index, ToolCall("", "", ""))
            self._tools[part.index] = ToolCall(
                known.id or part.id, known.name or part.name, known.arguments + part.arguments
            )
        if piece.tokens is not None:
            self._reported = piece.tokens
            self.metered = piece.final

    @property
    def content(self) -> str:
        """The text so far."""
        return "".join(self._texts)

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The calls so far, in the order of their indices."""
        return tuple(self._tools[index] for index in sorted(self._tools))

    @property
    def tokens(self) -> Tokens:
        """What the vendor reported; before its last word, at least one token for each piece."""
        said = self._reported
        if self.metered:
            return said
        return Tokens(said.input, said.cached, max(said.output, self._arrived))
