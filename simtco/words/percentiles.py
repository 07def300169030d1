"""Families that may be given by percentiles: `p10 = 3, p50 = 5, p90 = 9`."""

import re
from itertools import pairwise
from typing import Any

from pydantic import (
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.wording import exact, said

_KEY = re.compile(r"p(\d{1,2}(?:_\d+)?)")


class PercentileFamily(Family):
    """A family whose table may hold any keys pNN; p2_5 is the 2.5th percentile."""

    model_config = ConfigDict(
        json_schema_extra={"patternProperties": {r"^p\d{1,2}(_\d+)?$": {"type": "number"}}}
    )

    percentiles: tuple[tuple[float, float], ...] = Field(strict=False, default=(), exclude=True)
    """The stated percentiles as (probability, value), in order."""

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or "percentiles" in raw:
            return raw
        stated = {key: value for key, value in raw.items() if is_percentile(key)}
        for key, value in stated.items():
            inner = next(iter(value), "") if isinstance(value, dict) else ""
            if inner.isdigit():
                raise fault(f"write {key}_{inner} for the percentile {key[1:]}.{inner}", key)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise fault(f"{key} must be a number, not {said(value)}", key)
            if not abs(value) < 1e30:
                raise fault(f"{key} = {said(value)} reaches beyond 1e+30", key)
        pairs = sorted((probability(key), key, float(value)) for key, value in stated.items())
        for (p, key, value), (next_p, next_key, next_value) in pairwise(pairs):
            if p == next_p:
                raise fault(f"{key} and {next_key} say the same percentile", next_key)
            if not value < next_value:
                raise fault(
                    f"{next_key} = {exact(next_value)} must be above {key} = {exact(value)}",
                    next_key,
                )
        rest = {key: value for key, value in raw.items() if key not in stated}
        return rest | {"percentiles": tuple((p, value) for p, _, value in pairs)}

    @model_serializer(mode="wrap")
    def _as_written(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**write(self), **self.stated()}

    def stated(self) -> dict[str, float]:
        """The percentiles as they stand in a file."""
        return {percentile_key(p): value for p, value in self.percentiles}


def is_percentile(key: object) -> bool:
    """Whether a key of a table names a percentile above 0 and below 100."""
    match = _KEY.fullmatch(str(key))
    return bool(match) and 0.0 < probability(str(key)) < 1.0


def probability(key: str) -> float:
    """The probability that a key stands for: `p2_5` is 0.025."""
    return float(key[1:].replace("_", ".")) / 100.0


def percentile_key(p: float) -> str:
    """The key of a probability: 0.025 is `p2_5`."""
    return "p" + f"{100.0 * p:.6g}".replace(".", "_")
