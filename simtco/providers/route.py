"""A sort of requests, and the providers that may answer it."""

from collections.abc import Callable
from typing import Self

from pydantic import Field, model_validator

from simtco.words.base import Word, fault


class Route(Word):
    """A sort of requests, and the providers that may answer it: a `[tasks.NAME]` table."""

    chain: tuple[str, ...] = Field(strict=False, min_length=1)
    """The providers in the order in which they are asked, by name."""
    weights: dict[str, float] = Field(default_factory=dict)
    """How requests are shared out among those of the chain that are asked first; left out: the
    first of the chain is."""
    challenger: str = ""
    """A provider that is tried out on a share of the requests, by name."""
    challenger_share: float = Field(default=0.0, ge=0, le=1)
    """Share of the requests that the challenger is asked first."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if len(set(self.chain)) < len(self.chain):
            raise fault("a provider stands twice in the chain", "chain")
        for name, weight in self.weights.items():
            if name not in self.chain:
                raise fault(f'weights name "{name}", which is not in the chain', "weights")
            if weight < 0:
                raise fault(f'the weight of "{name}" must not be negative', "weights")
        if self.weights and not sum(self.weights.values()):
            raise fault("one of the weights must be above 0", "weights")
        if self.challenger_share and not self.challenger:
            raise fault("challenger_share needs a challenger", "challenger_share")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """Every provider that it names."""
        return tuple(dict.fromkeys([*self.chain, *filter(None, [self.challenger])]))

    def order(self, draw: Callable[[], float]) -> tuple[tuple[str, ...], bool]:
        """Who is asked for one request, in turn, and whether the challenger is tried out."""
        if self.challenger and draw() < self.challenger_share:
            return self._led_by(self.challenger), True
        if not self.weights:
            return self.chain, False
        left = draw() * sum(self.weights.values())
        for name in self.chain:
            left -= self.weights.get(name, 0.0)
            if left < 0:
                return self._led_by(name), False
        return self.chain, False

    def _led_by(self, first: str) -> tuple[str, ...]:
        return (first, *(name for name in self.chain if name != first))
