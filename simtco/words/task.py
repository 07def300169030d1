"""A sort of requests, and the vendors that may serve it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import Named
from simtco.words.belief import Belief, keep_between, known


class Task(Named):
    """A sort of requests, and the vendors that may serve it, the first that answers.

    Examples:
        share = 0.25
        chain = ["large", "small"]
        input_factor = 2
        output_factor = 1.5
        challenger = "small"
        challenger_share = 0.05

    """

    share: Belief
    """Share of all requests; divided by the sum of all tasks' shares in each future."""
    chain: tuple[str, ...] = Field(strict=False, min_length=1)
    """The vendors in the order in which they are asked, by name."""
    input_factor: Belief = Field(default_factory=lambda: known(1.0))
    """Input tokens of such a request over those of the mean request."""
    output_factor: Belief = Field(default_factory=lambda: known(1.0))
    """Output tokens of such a request over those of the mean request."""
    challenger: str = ""
    """A vendor that is tried out on a share of the requests, by name."""
    challenger_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of the requests that the challenger is asked first."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        keep_between(self.share, "share", 0.0, 1.0)
        keep_between(self.challenger_share, "challenger_share", 0.0, 1.0)
        keep_between(self.input_factor, "input_factor", 0.0)
        keep_between(self.output_factor, "output_factor", 0.0)
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """Every vendor that it names."""
        return (*self.chain, self.challenger) if self.challenger else self.chain

    def challenged(self, world: World) -> Floats:
        """Share (N,) of the requests that the challenger is asked first."""
        share = np.clip(self.challenger_share.draw(world), 0.0, 1.0)
        return share * float(bool(self.challenger))


@dataclass(frozen=True, slots=True)
class Down:
    """Share of each month, (M, N) or (1,), that vendors and clouds are out of service, by name."""

    vendors: Mapping[str, Floats]
    clouds: Mapping[str, Floats]


def served(chain: tuple[str, ...], cloud_of: Mapping[str, str], down: Down) -> list[Floats]:
    """Share of a month's requests (M, N) that each vendor of a chain serves, asked in turn.

    Vendors fail independently of each other, save that a cloud takes all of its own down; outages
    fall evenly over a month. The last entry is what nobody serves.
    """
    shared = sorted({cloud_of[name] for name in chain} & set(down.clouds))
    shares: list[Floats] = [np.zeros(1) for _ in range(len(chain) + 1)]
    for fallen in product((False, True), repeat=len(shared)):
        state = dict(zip(shared, fallen, strict=True))
        left = np.ones(1)
        for cloud, is_down in state.items():
            left = left * (down.clouds[cloud] if is_down else 1.0 - down.clouds[cloud])
        for place, name in enumerate(chain):
            if not state.get(cloud_of[name], False):
                shares[place] = shares[place] + left * (1.0 - down.vendors[name])
                left = left * down.vendors[name]
        shares[-1] = shares[-1] + left
    return shares
