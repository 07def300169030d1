"""The budget with all numbers independent, as assumed, and all dear together: closed forms."""

from collections.abc import Mapping

import numpy as np
import pytest
from scipy import stats

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.dependence import Dependence
from simtco.metrics.finding import Finding

HEAD = """
title = "two bills"
horizon_months = 1
confidence = {confidence}
[simulation]
trials = {trials}
"""
RENT = """
[strategies.a.costs.rent]
kind = "line"
once = { kind = "normal", mean = 100, sd = 20 }
"""
POWER = RENT.replace("rent", "power")
PLACES = '"strategies.a.costs.rent.once", "strategies.a.costs.power.once"'
CORRELATED = "\n[[correlations]]\ninputs = [" + PLACES + "]\nrank = {rank!r}\n"


def found(text: str, confidence: float = 0.8, trials: int = 131_072) -> Mapping[str, Finding]:
    """The three findings, by what they assume."""
    whole = HEAD.format(confidence=confidence, trials=trials) + text
    result = run(compose(parse_document(whole, "test.toml"), Catalogue()))
    return {
        key.removeprefix("dependence."): finding
        for key, finding in Dependence().find(result, "a").items()
    }


def near(finding: Finding, expected: float) -> bool:
    """Within 4 standard errors."""
    assert finding.standard_error is not None
    return abs(finding.number - expected) < 4.0 * finding.standard_error + 1e-9


def test_two_normals_at_p80() -> None:
    """N(200, 20 sqrt(2 + 2 r)): 223.80464, 227.14147 and 233.66485 at r = 0, 0.3 and 1."""
    rank = 6.0 / np.pi * float(np.arcsin(0.15))
    three = found(RENT + POWER + CORRELATED.format(rank=rank))
    assert list(three) == ["independent", "assumed", "fully_dependent"]
    assert near(three["independent"], 223.80464)
    assert near(three["assumed"], 227.14147)
    assert near(three["fully_dependent"], 233.66485)


@pytest.mark.parametrize("rank", [0.9, -0.9])
def test_independent_and_dependent_do_not_depend_on_what_is_assumed(rank: float) -> None:
    plain = found(RENT + POWER, trials=65_536)
    three = found(RENT + POWER + CORRELATED.format(rank=rank), trials=65_536)
    for key in ("independent", "fully_dependent"):
        assert three[key].number == plain[key].number
    assert np.sign(three["assumed"].number - plain["assumed"].number) == np.sign(rank)


def test_without_correlations_assumed_is_independent() -> None:
    three = found(RENT + POWER)
    assert three["assumed"].number == three["independent"].number
    assert near(three["assumed"], 223.80464)


@pytest.mark.parametrize("confidence", [0.2, 0.95])
def test_a_number_that_saves_money_is_low_when_the_rest_is_dear(confidence: float) -> None:
    """Rent N(100, 20) less a cent for each of a month's 730.5 hours on N(10, 1) GPUs."""
    saving = """
[strategies.a.costs.saved]
kind = "line"
per_gpu_hour = -0.01
gpus = { kind = "normal", mean = 10, sd = 1 }
"""
    three = found(RENT + saving, confidence)
    z = float(stats.norm.ppf(confidence))
    hours = 8766 / 12 * 0.01
    assert near(three["independent"], 100 - 10 * hours + z * float(np.hypot(20, hours)))
    assert near(three["fully_dependent"], 100 - 10 * hours + z * (20 + hours))


def test_a_shock_is_dear_with_the_rest() -> None:
    """A sum of 1,200 incidents of exactly 1 in a year: nearly N(100, 10) in a month."""
    shock = '\n[strategies.a.shocks.s]\nkind = "incidents"\nper_year = 1_200\nseverity = 1\n'
    three = found(RENT + shock)
    z = float(stats.norm.ppf(0.8))
    together = 100 + 20 * z + float(stats.poisson.ppf(0.8, 100))
    assert three["fully_dependent"].number == pytest.approx(together, abs=0.7)
    assert three["independent"].number == pytest.approx(200 + z * np.hypot(20, 10), abs=0.3)


@pytest.mark.parametrize("costs", [RENT, '[strategies.a.costs.rent]\nkind = "line"\nonce = 5\n'])
def test_one_uncertain_number_or_none_has_nothing_to_move_with(costs: str) -> None:
    three = found(costs, trials=16_384)
    assert len({finding.number for finding in three.values()}) == 1


def test_the_sentence_says_how_numbers_move_and_how_often_money_is_enough() -> None:
    said = found(RENT + POWER)["independent"].sentence
    assert said.startswith("If every uncertain number is drawn independently, 8 in 10 futures cost")
    assert said.endswith("no more than 224 USD.")
