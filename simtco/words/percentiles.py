"""Families that may be given by percentiles: `p10 = 3, p50 = 5, p90 = 9`."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import (
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.wording import exact, figure, frequency, said

_KEY = re.compile(r"p(\d{1,2}(?:_\d+)?)")
_COUNTS = {1: "one", 2: "two", 3: "three"}
_MISSED = 1e-6  # a fit that should be exact and misses a percentile by more has failed


class PercentileFamily(Family):
    """A family whose table may hold any keys pNN; p2_5 is the 2.5th percentile."""

    model_config = ConfigDict(
        json_schema_extra={
            "patternProperties": {
                r"^p\d{1,2}(_\d+)?$": {
                    "type": "number",
                    "description": "A percentile: 9 in 10 futures lie at or under p90.",
                    "examples": [18_000],
                }
            }
        }
    )

    ways: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The sets of keys that give the family without a fit; none: the family checks for itself."""
    fits: ClassVar[Mapping[tuple[str, ...], int]] = {(): 2}
    """How many percentiles the curve passes through, beside which keys; more are a compromise."""

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

    @model_validator(mode="after")
    def _given_in_one_way(self) -> Self:
        keys, percentiles = self._keys(), set(self.stated())
        by_keys = any(keys | percentiles == set(way) for way in self.ways)
        by_fit = any(
            keys == set(beside) and len(percentiles) >= fewest
            for beside, fewest in self.fits.items()
        )
        if self.ways and not (by_keys or by_fit):
            ways = [_listed(way) for way in self.ways]
            ways += [
                _listed((*beside, f"{_COUNTS[fewest]} or more percentiles"))
                for beside, fewest in self.fits.items()
            ]
            raise fault(f"{self.a_label} needs one of: {'; '.join(ways)}")
        return self

    def _keys(self) -> set[str]:
        """The stated keys that a way or a fit speaks of."""
        known = {key for keys in (*self.ways, *self.fits) for key in keys}
        fields = {field.alias or name: name for name, field in type(self).model_fields.items()}
        return {key for key in known & set(fields) if getattr(self, fields[key]) is not None}

    @property
    def a_label(self) -> str:
        """The family's kind with its article."""
        return f"{'an' if self.label[0] in 'aeio' else 'a'} {self.label}"

    @property
    def points(self) -> tuple[Floats, Floats]:
        """Probabilities and values of the stated percentiles."""
        p, values = np.array(self.percentiles, dtype=np.float64).reshape(-1, 2).T
        return p, values

    @property
    def fit_error(self) -> float:
        """Largest distance between a stated percentile and the fitted one.

        As a share of the stated value; of the stated range where that reaches over 0.
        """
        p, values = self.points
        if not len(p):
            return 0.0
        fitted = np.array([self.percentile(one) for one in p])
        whole = np.abs(values) if values[0] * values[-1] > 0 else values[-1] - values[0]
        return float(np.max(np.abs(fitted - values) / whole))

    def keep_percentiles_above(self, low: float, key: str = "") -> None:
        """Refuse percentiles at or under the end of a family; `key` is what stated the end.

        Raises:
            PydanticCustomError: one is.

        """
        end = f"{key} = {exact(low)}" if key else exact(low)
        for name, value in self.stated().items():
            if value <= low:
                raise fault(f"{name} = {exact(value)} must be above {end} in {self.a_label}", name)

    def refuse_a_miss(self) -> None:
        """Refuse a search that has not found the curve that passes through all percentiles.

        Raises:
            PydanticCustomError: as many are stated as the curve has to meet, and it misses one.

        """
        exactly = [n for beside, n in self.fits.items() if set(beside) == self._keys()]
        if [len(self.percentiles)] == exactly and not self.fit_error < _MISSED:
            raise fault(
                f"no {self.label} was found through these percentiles; the nearest misses one by "
                f'{figure(100.0 * self.fit_error)}%; use another kind, such as "lognormal"'
            )

    def sentence(self, unit: str = "") -> str:
        said = super().sentence(unit)
        if self.fit_error < 0.005:
            return said
        return f"{said}; the curve misses a stated percentile by {figure(100 * self.fit_error)}%"

    @property
    def lowest_stated(self) -> float:
        """The lowest value that the table states; nothing was said where it is minus infinity."""
        return self.percentiles[0][1] if self.percentiles else -math.inf

    def remarks(self, unit: str) -> tuple[str, ...]:
        below = self.chance_below(0.0) if self.lowest_stated > 0.0 else 0.0
        if below < 1e-4:
            return super().remarks(unit)
        remark = f"{frequency(below)} futures lie below 0, though every value stated lies above"
        cure = "state min = 0" if "min_" in type(self).model_fields else 'use kind = "lognormal"'
        return (*super().remarks(unit), f"{remark}; if that cannot be, {cure}")


def is_percentile(key: object) -> bool:
    """Whether a key of a table names a percentile above 0 and below 100."""
    match = _KEY.fullmatch(str(key))
    return bool(match) and 0.0 < probability(str(key)) < 1.0


def probability(key: str) -> float:
    """The probability that a key stands for: `p2_5` is 0.025."""
    return float(key[1:].replace("_", ".")) / 100.0


def percentile_key(p: float) -> str:
    """The key of a probability: 0.025 is `p2_5`."""
    return "p" + f"{100.0 * p:.10f}".rstrip("0").rstrip(".").replace(".", "_")


def _listed(names: Sequence[str]) -> str:
    """Names in a row: `min, alpha and max`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
