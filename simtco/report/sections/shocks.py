"""What may happen."""

import numpy as np

from simtco.metrics import estimate
from simtco.report.evidence import Evidence
from simtco.report.names import spoken
from simtco.report.phrases import amount, chance
from simtco.report.section import Column, Section, Table
from simtco.words.shock import Shock
from simtco.words.wording import frequency


def shocks(evidence: Evidence) -> Section | None:
    """Every shock: how often, how dear; None where there are none."""
    experiment = evidence.result.experiment
    rows = [
        (name, word, evidence.result.inputs[place])
        for place, name in enumerate(evidence.result.input_names)
        if isinstance(word := experiment.variables[name], Shock)
    ]
    if not rows:
        return None
    name, _, cost = max(rows, key=lambda row: float(np.mean(row[2])))
    dearest = (
        f"The dearest on average is {_called(evidence, name)}: "
        f"{evidence.money(float(cost.mean()))} over {evidence.months}; it costs something in "
        f"{frequency(float(np.mean(cost > 0)))} "
        "futures."
    )
    before = ", before discounting" if experiment.discount_rate else ""
    return Section(
        "shocks",
        "What may happen",
        (
            "Shocks are never in the base estimate. Each is drawn as how often times how dear. "
            + dearest,
        ),
        tables=(
            Table(
                f"Shocks over {evidence.months}, {experiment.currency}{before}",
                (
                    Column("Shock", numeric=False),
                    Column("Mean"),
                    Column("P95"),
                    Column("Costs something in"),
                ),
                tuple(
                    (
                        "\n".join(
                            filter(None, [_called(evidence, name), word.sentence(), word.note])
                        ),
                        amount(estimate.mean(cost)),
                        amount(estimate.quantiles(cost, [0.95])[0]),
                        chance(estimate.mean(cost > 0)),
                    )
                    for name, word, cost in rows
                ),
            ),
        ),
    )


def _called(evidence: Evidence, name: str) -> str:
    """A shock with its strategy: `strategies.api.shocks.bad_output`."""
    place = name.split(".")
    if place[0] == "strategies" and len(place) > 3:
        return f"{spoken(place[-1])} ({evidence.label(place[1])})"
    return spoken(name)
