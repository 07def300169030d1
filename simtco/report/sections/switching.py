"""What the right to switch is worth."""

from simtco.metrics.switching import Switch, switches
from simtco.report.evidence import Evidence
from simtco.report.phrases import NONE, amount, plain, signed
from simtco.report.section import Column, Section, Table
from simtco.words.strategies.switching import Switching
from simtco.words.wording import figure


def switching(evidence: Evidence) -> Section | None:
    """Each switching strategy against never switching; None where none switches."""
    found = switches(evidence.result)
    if not found:
        return None
    return Section(
        "switching",
        "What the right to switch is worth",
        tuple(_said(evidence, switch) for switch in found),
        tables=tuple(_table(evidence, switch) for switch in found if switch.thresholds),
    )


def _said(evidence: Evidence, switch: Switch) -> str:
    strategy = evidence.result.experiment.strategies[switch.strategy]
    if not isinstance(strategy, Switching):
        raise TypeError(switch.strategy)
    start, to = evidence.label(strategy.start), evidence.label(strategy.to)
    months = strategy.trigger.months
    held = "" if months == 1 else f" for {months} months in a row"
    saved, error = switch.saves
    worth = (
        f"{evidence.label(switch.strategy)} starts with {start} and goes to {to} when "
        f"{strategy.trigger.sentence()}{held}. Against never switching it saves "
        f"{signed(saved)} {evidence.result.experiment.currency} on average "
        f"(± {NONE if error is None else figure(error, 2)})."
    )
    if switch.best is None or switch.best_saves is None:
        return worth
    return (
        f"{worth} Of the thresholds tried, {figure(switch.best)} saves most: "
        f"{signed(switch.best_saves[0])} {evidence.result.experiment.currency}, in futures other "
        "than those it was chosen in."
    )


def _table(evidence: Evidence, switch: Switch) -> Table:
    currency = evidence.result.experiment.currency
    return Table(
        f"{evidence.label(switch.strategy)}: mean saving over never switching, {currency}",
        (Column("Threshold"), Column("Saves")),
        tuple(
            (plain(threshold), amount(saved))
            for threshold, saved in zip(switch.thresholds, switch.savings, strict=True)
        ),
        folded=True,
    )
