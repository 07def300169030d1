"""How many tokens a request took."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one request; `cached` of the `input` were read from the prompt cache."""

    input: int = 0
    cached: int = 0
    output: int = 0


NONE = Tokens()
