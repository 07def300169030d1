"""What the result must be, or `simtco run` says so and leaves with 3: [require]."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from simtco.words.base import Word, did_you_mean, fault
from simtco.words.requirement import Requirement
from simtco.words.wording import exact, said

Bounds = Mapping[str, Requirement]


class Requirements(Word):
    """What the result must be, by strategy: p_within_budget.api = ">= 0.8".

    Examples:
        p_within_budget.rent = ">= 0.8"
        p_cheapest.rent = ">= 0.5"
        p_cheaper.host = ">= 60%"
        buffer.rent = "<= 0.3"

    """

    p_within_budget: dict[str, Requirement] = Field(default_factory=dict)
    """The share of futures in which a strategy stays within the budget."""
    p_cheapest: dict[str, Requirement] = Field(default_factory=dict)
    """The share of futures in which a strategy is the cheapest of all."""
    p_cheaper: dict[str, Requirement] = Field(default_factory=dict)
    """The share of futures in which a strategy is cheaper than the reference."""
    buffer: dict[str, Requirement] = Field(default_factory=dict)
    """The buffer at the experiment's confidence, a fraction of the base estimate."""

    @field_validator("*", mode="before")
    @classmethod
    def _by_strategy(cls, bounds: Any, info: ValidationInfo) -> Any:
        if isinstance(bounds, str):
            key = info.field_name
            raise fault(f"{key} names no strategy; write {key}.NAME = {said(bounds)}")
        return bounds

    @field_validator("p_within_budget", "p_cheapest", "p_cheaper")
    @classmethod
    def _shares(
        cls, bounds: dict[str, Requirement], info: ValidationInfo
    ) -> dict[str, Requirement]:
        for name, each in bounds.items():
            if not 0 <= each.bound <= 1:
                hint = f"; write {exact(each.bound / 100)}" if 1 < each.bound <= 100 else ""
                asked = f"is a share of futures, from 0 to 1, not {exact(each.bound)}"
                raise fault(f"{info.field_name}.{name} {asked}{hint}", name)
        return bounds

    def each(self) -> Iterator[tuple[str, str, Requirement]]:
        """Every requirement: what of which strategy must be what."""
        for key in type(self).model_fields:
            bounds: Bounds = getattr(self, key)
            for strategy, requirement in bounds.items():
                yield key, strategy, requirement

    def unfit(
        self, strategies: Collection[str], reference: str, *, has_budget: bool
    ) -> Iterator[tuple[str, str]]:
        """What does not fit the experiment around it: key below [require], and message."""
        for key, strategy, _ in self.each():
            here = f"{key}.{strategy}"
            if strategy not in strategies:
                yield here, f'"{strategy}" is no strategy{did_you_mean(strategy, strategies)}'
            elif key == "p_cheaper" and strategy == reference:
                never = f"{strategy} is the reference, never cheaper than itself"
                yield here, f"{never}; write p_cheapest.{strategy}"
            elif key == "p_within_budget" and not has_budget:
                yield here, "the experiment states no budget to stay within; add budget = 120_000"
