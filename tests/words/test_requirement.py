"""[require]: how a bound is written, and when a number meets it."""

import pytest
from pydantic import ValidationError

from simtco.words.requirement import Requirement
from simtco.words.requirements import Requirements


@pytest.mark.parametrize(
    ("written", "bound", "met", "unmet"),
    [
        (">= 0.8", 0.8, 0.8, 0.7999),
        ("<= 30%", 0.3, 0.3, 0.3001),
        (" >=60 % ", 0.6, 0.7, 0.5),
        ({"at_least": 0.6}, 0.6, 0.7, 0.5),
        ({"at_most": 1_000.0}, 1_000, -5, 1_001),
    ],
)
def test_a_bound_is_met_on_its_own_side(
    written: object, bound: float, met: float, unmet: float
) -> None:
    requirement = Requirement.model_validate(written)
    assert requirement.bound == pytest.approx(bound)
    assert requirement.met(met)
    assert not requirement.met(unmet)


@pytest.mark.parametrize(
    "written", ["0.8", "> 0.8", ">= most", 0.8, {}, {"at_least": 0, "at_most": 1}]
)
def test_what_is_no_bound_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Requirement.model_validate(written)


def test_a_table_of_requirements_survives_writing() -> None:
    said = Requirements.model_validate(
        {"p_cheaper": {"host": ">= 0.6"}, "buffer": {"rent": "<= 20%"}}
    )
    assert Requirements.model_validate(said.model_dump(exclude_none=True)) == said
    assert [(key, name) for key, name, _ in said.each()] == [
        ("p_cheaper", "host"),
        ("buffer", "rent"),
    ]
