"""What may happen: the risk register."""

import numpy as np

from simtco.engine.block import ItemKey
from simtco.metrics.shocks import shock_word
from simtco.report.evidence import Evidence
from simtco.report.figures.losses import dearest_shock, losses
from simtco.report.names import spoken
from simtco.report.phrases import NONE, amount, chance, estimate_of, plain
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.drawn_shock import DrawnShock
from simtco.words.shocks.event import RiskEvent
from simtco.words.wording import frequency, out_of

_RARE = (0.5, 0.2, 0.1, 0.05, 0.01, 0.001)


def shocks(evidence: Evidence) -> Section | None:
    """Every shock: how often, how dear, what its mitigation is worth; None without shocks."""
    keys = evidence.result.shock_keys
    if not keys:
        return None
    dearest = max(keys, key=lambda key: _mean(evidence, key))
    return Section(
        "shocks",
        "What may happen",
        (
            (
                "Shocks are never in the base estimate. The sum is all that a shock costs over "
                f"{evidence.months}; the worst event is the largest single part of it."
            ),
            _dearest(evidence, dearest),
            *_caveats(evidence),
        ),
        _illustrations(evidence),
        tables=(_register(evidence), *_mitigations(evidence)),
    )


def _dearest(evidence: Evidence, key: ItemKey) -> str:
    mean = _mean(evidence, key)
    often = out_of(evidence.number(key.strategy, _at(key, "p_costs_something")))
    if mean <= 0:
        return "No shock costs anything on average."
    return (
        f"The dearest on average is {_called(evidence, key)}: {evidence.money(mean)}; it costs "
        f"something in {often} futures."
    )


def _caveats(evidence: Evidence) -> list[str]:
    words = [(key, shock_word(evidence.result, key)) for key in evidence.result.shock_keys]
    return [
        f"Mind {_called(evidence, key)}: {word.caveat}."
        for key, word in words
        if word is not None and word.caveat
    ]


def _register(evidence: Evidence) -> Table:
    return Table(
        f"Risk register over {evidence.months}, {evidence.result.experiment.currency}",
        (
            Column("Shock", numeric=False),
            Column("Costs something in"),
            Column("Mean"),
            Column("P95 of the sum"),
            Column(f"P95 of the worst event{_undiscounted(evidence)}"),
        ),
        tuple(_row(evidence, key) for key in evidence.result.shock_keys),
    )


def _row(evidence: Evidence, key: ItemKey) -> tuple[str, ...]:
    word = shock_word(evidence.result, key)
    found = {
        name: evidence.finding(key.strategy, _at(key, name))
        for name in ("mean", "p95", "p_costs_something", "p_saves_something", "worst_p95")
    }
    often = chance(estimate_of(found["p_costs_something"]))
    saves = found["p_saves_something"].number
    said = (word.sentence(), word.note) if word is not None else ()
    return (
        "\n".join(filter(None, [_called(evidence, key), *said])),
        f"{often}\nsaves something in {frequency(saves)}" if saves else often,
        amount(estimate_of(found["mean"])),
        amount(estimate_of(found["p95"])),
        NONE
        if found["worst_p95"].value is None or not isinstance(word, DrawnShock)
        else "\n".join(filter(None, [plain(found["worst_p95"].number), word.size_unit])),
    )


def _mitigations(evidence: Evidence) -> tuple[Table, ...]:
    """What each mitigation is worth, whether it is adopted or not."""
    rows = []
    for key in evidence.result.shock_keys:
        word = shock_word(evidence.result, key)
        if not isinstance(word, RiskEvent) or word.mitigation is None:
            continue
        numbers = [
            plain(evidence.number(key.strategy, _at(key, f"mitigation.{name}")))
            for name in ("before", "after", "cost", "net_benefit")
        ]
        rows.append((_called(evidence, key), *numbers, "yes" if word.adopted else "no"))
    table = Table(
        f"What mitigations are worth on average, {evidence.result.experiment.currency}",
        (
            Column("Shock", numeric=False),
            Column("Expected before"),
            Column("Expected after"),
            Column("Cost"),
            Column("Net benefit"),
            Column("Adopted", numeric=False),
        ),
        tuple(rows),
    )
    return (table,) if rows else ()


def _illustrations(evidence: Evidence) -> tuple[Illustration, ...]:
    """Sum and worst event of the dearest shock whose size is money."""
    months = evidence.result.experiment.horizon_months
    found = dearest_shock(evidence.result)
    if found is None:
        return ()
    called, word = _called(evidence, found[0]), found[1]
    title, sentence = f"Sum and single worst event: {called}", _said(evidence, called, word)
    currency = evidence.result.experiment.currency
    return (
        Illustration(
            title,
            sentence,
            svg(losses(evidence.result), "losses", title, sentence),
            _sizes(word, months, currency),
            "The sum is the aggregate exceedance (AEP), the worst event the occurrence one (OEP).",
        ),
    )


def _said(evidence: Evidence, called: str, word: DrawnShock) -> str:
    share, months = np.array([0.99]), evidence.result.experiment.horizon_months
    whole, worst = float(word.ppf(share, months)[0]), float(word.worst(share, months)[0])
    alone = f"; the worst event alone more than {evidence.money(worst)}" if worst < whole else ""
    return (
        f"{called}: in 1 of 100 futures it costs more than {evidence.money(whole)}"
        f"{_undiscounted(evidence)}{alone}."
    )


def _sizes(word: DrawnShock, months: int, currency: str) -> Table:
    shares = 1.0 - np.array(_RARE)
    sizes = zip(_RARE, word.ppf(shares, months), word.worst(shares, months), strict=True)
    return Table(
        f"What so many futures cost more than, {currency}",
        (Column("Futures", numeric=False), Column("Sum"), Column("Worst event")),
        tuple(
            (f"1 in {round(1 / share):,}", plain(float(whole)), plain(float(worst)))
            for share, whole, worst in sizes
        ),
        folded=True,
    )


def _mean(evidence: Evidence, key: ItemKey) -> float:
    return evidence.number(key.strategy, _at(key, "mean"))


def _at(key: ItemKey, name: str) -> str:
    return f"shocks.{key.item.name}.{name}"


def _undiscounted(evidence: Evidence) -> str:
    return ", before discounting" if evidence.result.experiment.discount_rate else ""


def _called(evidence: Evidence, key: ItemKey) -> str:
    """A shock with its strategy; one taken over from another strategy as `api: outage`."""
    return f"{spoken(key.item.name.replace('.', ': '))} ({evidence.label(key.strategy)})"
