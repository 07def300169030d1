"""How precise a simulation shall be: [simulation] tolerance."""

from collections.abc import Iterator
from typing import Any

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simtco.words.base import Word, fault
from simtco.words.percentiles import is_percentile
from simtco.words.within import Within
from simtco.words.wording import exact

_FRACTIONS = ("p_cheaper", "p_cheapest", "p_within_budget", "buffer")
_SMALLEST = 1.0  # an amount of money below it was meant as a fraction


class Tolerance(Word):
    """Half the width of a 95% interval, by estimate: p80 = "0.5%", p_cheaper = 0.01.

    Examples:
        mean = "0.5%"
        p80 = "0.5%"
        cvar95 = "1%"
        expected_regret = 1_000
        p_cheaper = 0.01
        p_cheapest = 0.01
        p_within_budget = 0.01
        buffer = 0.02

    """

    mean: Within | None = None
    """The mean of TCO: "0.5%" of it, or an amount of money."""
    percentiles: dict[str, Within] = Field(default_factory=dict, exclude=True)
    """Percentiles of TCO, such as p80: "0.5%" of it, or an amount of money."""
    cvar95: Within | None = None
    """The mean of the dearest 5%: "0.5%" of it, or an amount of money."""
    expected_regret: Within | None = None
    """What choosing a strategy costs beyond the cheapest, on average: money, or percent of it."""
    p_cheaper: Within | None = None
    """The share of futures in which a strategy is cheaper than the reference: 0.01 is a point."""
    p_cheapest: Within | None = None
    """The share of futures in which a strategy is the cheapest of all: 0.01 is a point."""
    p_within_budget: Within | None = None
    """The share of futures in which a strategy stays within the budget: 0.01 is a point."""
    buffer: Within | None = None
    """The buffer at the experiment's confidence: 0.01 is a point of the base estimate."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        table = handler.resolve_ref_schema(schema)
        stated = table["properties"].pop("percentiles")
        table["patternProperties"] = {r"^p\d{1,2}(_\d+)?$": stated["additionalProperties"]}
        return schema

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or "percentiles" in raw:
            return raw
        stated = {key: value for key, value in raw.items() if is_percentile(key)}
        rest = {key: value for key, value in raw.items() if key not in stated}
        return rest | {"percentiles": stated}

    @model_serializer(mode="wrap")
    def _as_written(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**write(self), **{key: each.written() for key, each in self.percentiles.items()}}

    @field_validator(*_FRACTIONS)
    @classmethod
    def _points(cls, within: Within | None, info: ValidationInfo) -> Within | None:
        if within and within.size >= 1:
            hint = f"; write {exact(within.size / 100)}" if within.size < 100 else ""
            raise fault(f"{info.field_name} = {exact(within.size)} must be below 1{hint}")
        return within

    @field_validator("mean", "cvar95", "expected_regret")
    @classmethod
    def _money(cls, within: Within | None, info: ValidationInfo) -> Within | None:
        return within and _amount(str(info.field_name), within)

    @field_validator("percentiles")
    @classmethod
    def _each_money(cls, stated: dict[str, Within]) -> dict[str, Within]:
        for key, within in stated.items():
            _amount(key, within)
        return stated

    @model_validator(mode="after")
    def _something(self) -> "Tolerance":
        if not any(True for _ in self.each()):
            raise fault('a tolerance names what shall be precise, such as p80 = "0.5%"')
        return self

    def each(self) -> Iterator[tuple[str, Within]]:
        """Every estimate that shall be precise, by its key."""
        for key in type(self).model_fields:
            if key == "percentiles":
                yield from self.percentiles.items()
            elif (within := getattr(self, key)) is not None:
                yield key, within

    def unfit(self, *, compared: bool, has_budget: bool) -> Iterator[tuple[str, str]]:
        """What does not fit the experiment around it: key and message."""
        if self.p_within_budget and not has_budget:
            said = "the experiment states no budget to stay within; add budget = 120_000"
            yield "p_within_budget", said
        if self.p_cheaper and not compared:
            yield "p_cheaper", "a single strategy is cheaper than no other; leave p_cheaper out"


def is_fraction(key: str) -> bool:
    """Whether an estimate is a share of futures or a buffer, and its tolerance in points."""
    return key in _FRACTIONS


def _amount(key: str, within: Within) -> Within:
    if not within.relative and within.size < _SMALLEST:
        percent = exact(float(f"{100.0 * within.size:.12g}"))
        raise fault(
            f'{key} = {exact(within.size)} would be an amount of money; write "{percent}%"', key
        )
    return within
