"""How much work the model is asked to do."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Discriminator, Field, Tag, model_validator
from scipy.special import expit

from simtco.words.amount import Amount, AnyPath
from simtco.words.arrays import Floats, World
from simtco.words.base import Named
from simtco.words.belief import Belief, Pooled, keep_between, keep_summable, known
from simtco.words.day_shape import DayShape
from simtco.words.family import Family
from simtco.words.pooled_sum import pooled_sum

DAYS_A_MONTH = 365.25 / 12.0
HOURS_A_MONTH = 24.0 * DAYS_A_MONTH
_NODES, _FAR = 1 << 14, 24.0


@dataclass(frozen=True, slots=True)
class Load:
    """Demand month by month: each array (N,) when it does not change, else (M, N).

    requests, input_tokens and output_tokens count a month; peak_to_mean (N,) is the busiest hour
    over the mean hour; day_shape (24,) is the load of each hour of the day, with mean 1; single is
    how the input tokens of single requests are distributed, where that is known.
    """

    requests: Floats
    input_tokens: Floats
    output_tokens: Floats
    peak_to_mean: Floats
    day_shape: Floats
    single: Family | None = None

    def beyond(self, tokens: float) -> tuple[Floats, Floats]:
        """Share of requests, and of input tokens, in requests that send more than so many tokens.

        By the distribution of single requests, stretched to our mean; without one, all or none.
        """
        sent = np.asarray(self.requests) > 0
        whole = np.zeros(np.broadcast_shapes(self.input_tokens.shape, sent.shape))
        mean = np.divide(self.input_tokens, self.requests, out=whole, where=sent)
        if self.single is None:
            long = (mean > tokens).astype(np.float64)
            return long, long
        values, requests, inputs = _above(self.single)
        scale = np.maximum(mean, 1e-9) / self.single.mean
        place = np.searchsorted(values, tokens / scale, side="right")
        return requests[place], inputs[place]

    def part(self, share: Floats, input_factor: Floats, output_factor: Floats) -> "Load":
        """A share (N,) or (M, N) of the requests, their tokens at factors (N,) of the mean."""
        return replace(
            self,
            requests=self.requests * share,
            input_tokens=self.input_tokens * share * input_factor,
            output_tokens=self.output_tokens * share * output_factor,
        )


class Tokens(Named):
    """Tokens of a request: a belief about their mean, or the requests' own distribution.

    Examples:
        per_request = "@workloads.azure_conversation.input_tokens"
        mean_factor = "0.6 to 1.7"

    """

    per_request: Pooled
    """How the tokens of single requests are distributed, in the trace that was measured."""
    mean_factor: Belief = Field(default_factory=lambda: known(1.0))
    """How far our own mean lies from the trace's: 1.2 is a fifth above."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.per_request, "per_request", 0.0)
        keep_summable(self.per_request, "per_request")
        keep_between(self.mean_factor, "mean_factor", 0.0)
        return self

    def total(self, world: World, requests: Floats) -> Floats:
        """Tokens of a month's requests: a sum over them, not a multiple of one draw.

        n requests of mean mu and sd sigma make mean n mu and sd sqrt(n) sigma (central limit).
        """
        family = self.per_request.family
        return pooled_sum(world, f"{self.name}.noise", requests, family) * self.mean_factor.draw(
            world
        )


class MeanTokens(Belief):
    """A belief about the mean tokens of a request."""

    def total(self, world: World, requests: Floats) -> Floats:
        """Tokens of a month's requests at our belief about their mean."""
        return requests * self.draw(world)


def _sort_of_tokens(raw: Any) -> str:
    by_request = isinstance(raw, Tokens) or (
        isinstance(raw, dict) and ("per_request" in raw or "mean_factor" in raw)
    )
    return "requests" if by_request else "mean"


TokenBelief = Annotated[
    Annotated[Tokens, Tag("requests")] | Annotated[MeanTokens, Tag("mean")],
    Discriminator(_sort_of_tokens),
]


class Demand(Named):
    """How much work the model is asked to do.

    Examples:
        requests_per_day = { kind = "pert", low = 4_000, mode = 10_000, high = 30_000 }
        input_tokens = { per_request = "@workloads.azure_conversation.input_tokens" }
        output_tokens = "150 to 400"
        growth = { kind = "growth", annual = "-20% to 200%" }
        peak_to_mean = "1.5 to 3"
        day_shape = "@workloads.servegen_m_large.day_shape"

    """

    requests_per_day: Amount
    """Requests a day in month 1."""
    input_tokens: TokenBelief
    """Tokens that a request sends: a belief about the mean, or `per_request` and `mean_factor`."""
    output_tokens: TokenBelief
    """Tokens that a request gets back, in the same two ways."""
    growth: AnyPath | None = None
    """How requests a day move over the months."""
    peak_to_mean: Belief = Field(default_factory=lambda: known(1.0))
    """The busiest hour over the mean hour; at least what the day shape says."""
    day_shape: DayShape = Field(default_factory=DayShape)
    """How the load moves over the hours of a day; even where left out."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.requests_per_day, "requests_per_day", 0.0)
        for key in ("input_tokens", "output_tokens"):
            if isinstance(getattr(self, key), MeanTokens):
                keep_between(getattr(self, key), key, 0.0)
        keep_between(self.peak_to_mean, "peak_to_mean", 1.0)
        return self

    def load(self, world: World) -> Load:
        """Requests and tokens of each month."""
        requests = np.maximum(self.requests_per_day.over_months(world), 0.0) * DAYS_A_MONTH
        if self.growth is not None:
            requests = requests * self.growth.factors(world)
        return Load(
            requests=requests,
            input_tokens=self.input_tokens.total(world, requests),
            output_tokens=self.output_tokens.total(world, requests),
            peak_to_mean=np.maximum(self.peak_to_mean.draw(world), self.day_shape.relative.max()),
            day_shape=self.day_shape.relative,
            single=self.input_tokens.per_request.family
            if isinstance(self.input_tokens, Tokens)
            else None,
        )


@lru_cache(maxsize=64)
def _above(family: Family) -> tuple[Floats, Floats, Floats]:
    """Values (V,), and the shares (V + 1,) of requests and of tokens above each place in them."""
    shares = expit(np.linspace(-_FAR, _FAR, _NODES))
    values, weights = family.ppf(shares), shares * (1.0 - shares)
    requests = np.append(np.cumsum(weights[::-1])[::-1], 0.0)
    tokens = np.append(np.cumsum((values * weights)[::-1])[::-1], 0.0)
    return values, requests / requests[0], tokens / max(tokens[0], 1e-300)
