"""Every family against scipy.stats, and the metalog against its published form."""

import numpy as np
import pytest
from scipy.special import expit, logit

from simtco.words.arrays import Floats
from tests.words.family_examples import IN_SCIPY, TABLES, Table, scale_of, shared


@pytest.mark.parametrize("name", IN_SCIPY)
def test_mean_and_sd_agree_with_scipy(name: str) -> None:
    family, known = shared(name), IN_SCIPY[name]
    sd = known.std()
    if name == "generalised_pareto without an sd":
        assert np.isnan(sd), "scipy has learnt that this sd is infinite"
        sd = np.inf
    assert family.mean == pytest.approx(known.mean(), rel=1e-9, abs=1e-9 * scale_of(family))
    assert family.sd == pytest.approx(sd, rel=1e-9)


def exact_metalog(table: Table, u: Floats) -> Floats:
    """Keelin, The Metalog Distributions, 2016: equations 6, 11 and 14, term by term."""
    stated = {float(key[1:]) / 100: value for key, value in table.items() if key[1:].isdigit()}
    p, x = np.array(list(stated)), np.array(list(stated.values()), dtype=float)
    low, high = table.get("min"), table.get("max")

    def terms(y: Floats) -> Floats:
        line, c = np.log(y) - np.log1p(-y), y - 0.5
        return np.stack([np.ones_like(y), line, c * line, c, c**2, c**2 * line][: len(p)], axis=-1)

    if low is None and high is None:
        return np.asarray(terms(u) @ np.linalg.solve(terms(p), x))
    if high is None:
        return np.asarray(low + np.exp(terms(u) @ np.linalg.solve(terms(p), np.log(x - low))))
    if low is None:
        return np.asarray(high - np.exp(-terms(u) @ np.linalg.solve(terms(p), -np.log(high - x))))
    inner = np.exp(terms(u) @ np.linalg.solve(terms(p), np.log((x - low) / (high - x))))
    return np.asarray((low + high * inner) / (1 + inner))


_FINE = np.unique(expit(np.linspace(logit(1e-9), -logit(1e-9), 5_001)))
_TABULATED = ("beta", "gamma", "pert", "student_t")


@pytest.mark.parametrize("name", [n for n in IN_SCIPY if not n.startswith(_TABULATED)])
def test_a_closed_ppf_agrees_with_scipy(name: str) -> None:
    family, exact = shared(name), np.asarray(IN_SCIPY[name].ppf(_FINE))
    np.testing.assert_allclose(family.ppf(_FINE), exact, rtol=1e-9, atol=1e-12 * scale_of(family))


@pytest.mark.parametrize("name", [n for n in IN_SCIPY if n.startswith(_TABULATED)])
def test_a_tabulated_ppf_agrees_with_scipy(name: str) -> None:
    family, exact = shared(name), np.asarray(IN_SCIPY[name].ppf(_FINE))
    np.testing.assert_allclose(family.ppf(_FINE), exact, rtol=0, atol=1e-6 * scale_of(family))


@pytest.mark.parametrize("name", [n for n in IN_SCIPY if n.startswith(_TABULATED)])
@pytest.mark.parametrize("p", [1e-9, 0.01, 0.1, 0.5, 0.9, 0.99, 1 - 1e-9])
def test_a_single_percentile_is_exact_beside_a_table(name: str, p: float) -> None:
    exact = IN_SCIPY[name].ppf(p)
    assert shared(name).percentile(p) == pytest.approx(exact, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("name", [n for n in TABLES if n.startswith("metalog")])
def test_a_metalog_agrees_with_its_published_form(name: str) -> None:
    family, exact = shared(name), exact_metalog(TABLES[name], _FINE)
    np.testing.assert_allclose(family.ppf(_FINE), exact, rtol=0, atol=1e-6 * scale_of(family))
