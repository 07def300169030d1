"""Insurance: what is left of a loss once the insurer has paid."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from simtco.words.insurance import Insurance
from simtco.words.shocks.incidents import Incidents
from tests.words.conftest import moments

LAYER = {"deductible": 50_000, "limit": 1_000_000}


@pytest.mark.parametrize(
    ("loss", "ours"),
    [
        (0, 0),
        (30_000, 30_000),  # below the deductible
        (50_000, 50_000),
        (400_000, 50_000),  # the insurer pays 350,000
        (1_050_000, 50_000),
        (1_300_000, 300_000),  # the insurer pays 1,000,000
    ],
)
def test_what_is_ours(loss: float, ours: float) -> None:
    assert Insurance(**LAYER).retained(np.array([float(loss)])).tolist() == [ours]


def test_without_a_limit_the_deductible_is_all_that_is_ours() -> None:
    found = Insurance(deductible=500).retained(np.array([100.0, 500.0, 1e9]))
    assert found.tolist() == [100, 500, 500]


def limited(median: float, sigma: float, at: float) -> float:
    """E[min(X, at)] of a lognormal: Klugman, Panjer and Willmot, appendix A.4.1."""
    z = (np.log(at) - np.log(median)) / sigma
    below = median * np.exp(sigma**2 / 2) * stats.norm.cdf(z - sigma)
    return float(below + at * stats.norm.sf(z))


@pytest.mark.parametrize("per_year", [0.5, 6.0])
def test_insured_losses_have_the_mean_of_the_layers_that_are_ours(per_year: float) -> None:
    """E[S] = rate x (E[X] - E[min(X, d + l)] + E[min(X, d)])."""
    severity = {"kind": "lognormal", "p50": 100_000, "sigma": 1.5}
    insured = Incidents.model_validate(
        {"per_year": per_year, "severity": severity, "insurance": LAYER}
    )
    whole = 100_000 * np.exp(1.5**2 / 2)
    ours = whole - limited(100_000, 1.5, 1_050_000) + limited(100_000, 1.5, 50_000)
    mean, _ = moments(lambda u: insured.ppf(u, 12))
    assert mean == pytest.approx(per_year * ours, rel=1e-4)


def test_insured_losses_vary_as_retained_losses_do() -> None:
    """Var[S] = rate x E[R^2], E[R^2] by quadrature over the retained loss."""
    severity = {"kind": "lognormal", "p50": 100_000, "sigma": 1.0}
    insured = Incidents.model_validate({"per_year": 3, "severity": severity, "insurance": LAYER})
    loss = stats.lognorm(1.0, scale=100_000)
    mean, sd = moments(lambda u: Insurance(**LAYER).retained(loss.ppf(u)))
    assert moments(lambda u: insured.ppf(u, 12)) == pytest.approx(
        (3 * mean, np.sqrt(3 * (mean**2 + sd**2))), rel=1e-3
    )


def test_the_worst_of_insured_incidents_is_what_is_ours_of_the_worst() -> None:
    """What is ours rises with the loss, so that quantiles go over."""
    keys: dict[str, Any] = {
        "per_year": 2,
        "severity": {"kind": "lognormal", "p50": 100_000, "sigma": 1.5},
    }
    bare, insured = (Incidents.model_validate(keys | extra) for extra in ({}, {"insurance": LAYER}))
    u = np.array([0.3, 0.6, 0.9, 0.99, 0.999])
    ours = Insurance(**LAYER).retained(bare.worst(u, 12))
    np.testing.assert_allclose(insured.worst(u, 12), ours, rtol=1e-12)


def test_who_is_insured_for_everything_pays_nothing() -> None:
    keys = {"per_year": 2, "severity": 700, "insurance": {"deductible": 0}}
    insured = Incidents.model_validate(keys)
    assert insured.ppf(np.array([0.1, 0.999]), 12).tolist() == [0, 0]


@pytest.mark.parametrize("keys", [{"deductible": -1}, {"deductible": 1, "limit": 0}, {"limit": 5}])
def test_impossible_insurance_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Insurance.model_validate(keys)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (LAYER, "the insurer pays up to 1,000,000 above that"),
        ({"deductible": 50_000}, "the insurer pays the rest"),
    ],
)
def test_the_sentence_says_who_pays_what(keys: dict[str, Any], said: str) -> None:
    assert Insurance.model_validate(keys).sentence() == f"insured: 50,000 of each is ours, {said}"
