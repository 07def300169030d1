"""One belief that was measured, with what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simtco.usage.fit import Fit

LEVELS = (0.1, 0.5, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Measured:
    """An entry for the catalogue: its name, its keys, and a sentence for the reader.

    size counts what it rests on, `sized` says what that is; quantiles are the measured ones by
    percentile; fit is the curve that was chosen for them; `use` is how an experiment says it.
    """

    name: str
    table: Mapping[str, Any]
    unit: str
    size: int
    sized: str
    sentence: str
    quantiles: Mapping[str, float] = field(default_factory=dict)
    fit: Fit | None = None
    use: str = ""
    confidence: str = "low"
