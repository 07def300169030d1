"""What `simtco buffer` answers, as one JSON object or as text for a terminal."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from simtco.engine.block import Result
from simtco.metrics.buffer_curve import Point, buffer_curve
from simtco.metrics.confidence_for import within_buffer
from simtco.metrics.finding import Finding
from simtco.metrics.metric import comparisons, findings
from simtco.metrics.shares import Shares, shares, strongest
from simtco.report import names
from simtco.report.columns import columns
from simtco.report.phrases import NONE, level_name, margin, percent, plain
from simtco.words.wording import figure

SCHEMA = 1
_FOUND = ("contingency", "management_reserve", "next_point", "p_within_30_percent")
_BESIDE = (
    "plan_saving",
    "needed_saving.in_proportion",
    "needed_saving.as_it_is",
    "p_cheaper_if_10_percent",
    "p_cheaper_if_20_percent",
)


@dataclass(frozen=True, slots=True)
class Buffered:
    """Answers about the buffers of strategies: findings, curve and allocation of each."""

    result: Result
    found: Mapping[str, Mapping[str, Finding]]
    curves: Mapping[str, tuple[Point, ...]]
    shares: tuple[Shares, ...]

    @classmethod
    def of(cls, result: Result, strategies: Sequence[str], buffer: float | None) -> Self:
        """Work the answers out; `buffer` is one that the user asks about, a fraction of base."""
        own, beside = findings(result), comparisons(result)
        found = {}
        for name in strategies:
            answers = {"base_percentile": own[name]["base_percentile"]}
            if buffer is not None:
                answers["p_within_buffer"] = within_buffer(result, name, buffer)
            if result.experiment.budget is not None:
                answers["p_within_budget"] = own[name]["p_within_budget"]
            answers |= {key: own[name][key] for key in _FOUND}
            if name in beside:
                answers |= {key: beside[name][key] for key in _BESIDE}
            found[name] = answers
        curves = {name: buffer_curve(result, name) for name in strategies}
        return cls(result, found, curves, shares(result, tuple(strategies)))

    def as_data(self, experiment: str) -> dict[str, Any]:
        """What `simtco buffer --json` prints."""
        result = self.result
        return {
            "schema": SCHEMA,
            "experiment": experiment,
            "currency": result.experiment.currency,
            "confidence": result.experiment.confidence,
            "reference": result.reference,
            "strategies": {
                name: {
                    "base": result.plans[name].base,
                    "answers": {key: asdict(each) for key, each in self.found[name].items()},
                    "curve": [_as_data(point) for point in self.curves[name]],
                    "allocation": [asdict(s) for s in self.shares if s.strategy == name],
                }
                for name in self.found
            },
        }

    def as_text(self, width: int) -> str:
        """Answers, curve and allocation of each strategy, in lines no longer than `width`."""
        lines = textwrap.wrap(self.result.experiment.title, width)
        for name in self.found:
            lines += ["", *self._of(name, width)]
        return "\n".join(lines)

    def _of(self, name: str, width: int) -> Iterator[str]:
        currency, base = self.result.experiment.currency, self.result.plans[name].base
        label = names.label(self.result, name)
        yield f"{label}: the base estimate is {figure(base)} {currency}"
        for sentence in dict.fromkeys(found.sentence for found in self.found[name].values()):
            yield from textwrap.wrap(f"  {sentence}", width, subsequent_indent="    ")
        yield ""
        yield from columns(_HEADING, [_row(p) for p in self.curves[name]], _HEADING[1:], width)
        for each in self.shares:
            if each.strategy == name:
                yield ""
                yield from _fallen(each, currency, self.result.experiment.confidence, width)


_HEADING = ("Confidence", "Budget", "Error", "Buffer", "One more point")


def _row(point: Point) -> tuple[str, ...]:
    value, error = point.budget
    more = point.next_point.value
    return (
        level_name(point.confidence),
        plain(value),
        margin(error),
        NONE if point.buffer is None else percent(point.buffer[0]),
        plain(more) if isinstance(more, float) else NONE,
    )


def _fallen(found: Shares, currency: str, confidence: float, width: int) -> Iterator[str]:
    total, error = found.total
    what = {
        "contingency": f"contingency, {level_name(confidence)} less base",
        "cvar95": "mean of the dearest 1 in 20 futures, CVaR95",
    }[found.of]
    said = f"Where the {what}, comes from: {plain(total)} {currency} ({margin(error)})"
    yield from textwrap.wrap(said, width)
    for heading, parts in (
        ("By category", found.categories),
        ("By cost and shock", found.items),
        ("By input", found.inputs),
    ):
        rows = [(p.name, plain(p.value), margin(p.standard_error)) for p in strongest(parts)]
        yield from columns((heading, currency, "Error"), rows, (currency, "Error"), width)


def _as_data(point: Point) -> dict[str, Any]:
    budget, error = point.budget
    buffer, off = point.buffer or (None, None)
    return {
        "confidence": point.confidence,
        "budget": budget,
        "buffer": buffer,
        "next_point": point.next_point.value,
        "standard_error": {
            "budget": error,
            "buffer": off,
            "next_point": point.next_point.standard_error,
        },
    }
