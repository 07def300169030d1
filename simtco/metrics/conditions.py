"""The conditions that must all hold before one trains a model of one's own: exercise 33.6.5."""

from dataclasses import dataclass

from simtco.words.organisation import Organisation
from simtco.words.wording import exact

LEAST_MONTHS, MOST_MONTHS = 6.0, 12.0
"""Months of development that the exercise names."""
_SAID = {
    "unique_dataset": "a unique, large data set that gives an edge",
    "models_underperform_after_fine_tuning": "existing models fall short despite fine-tuning",
    "pretraining_team": "a team with pretraining experience, there or to be hired",
    "months_before_return": "6 to 12 months of development before returns are needed",
    "investment_justified": "the market opportunity justifies the investment",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; holds is None where the organisation does not state it."""

    key: str
    condition: str
    holds: bool | None
    remark: str = ""


def conditions(organisation: Organisation) -> tuple[Condition, ...]:
    """The five conditions, in the order of the exercise."""
    return tuple(_condition(organisation, key, said) for key, said in _SAID.items())


def _condition(organisation: Organisation, key: str, said: str) -> Condition:
    stated = getattr(organisation, key)
    if stated is None or key != "months_before_return":
        return Condition(key, said, stated)
    months = f"{exact(stated)} months"
    if stated < LEAST_MONTHS:
        return Condition(key, said, False, f"{months} are fewer than 6")
    if stated < MOST_MONTHS:
        return Condition(key, said, True, f"{months} do, unless development takes longer")
    return Condition(key, said, True)
