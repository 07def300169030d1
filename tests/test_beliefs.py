"""The catalogue's derived figures follow from the raw data, where that is at hand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from simtco.files.catalogue import Catalogue
from simtco.words.belief import Belief

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
HOURS_A_YEAR = 24 * 365.25


def derive(*options: str) -> "subprocess.CompletedProcess[str]":
    if not DATA.is_dir():
        pytest.skip("the raw data is not here")
    command = [sys.executable, str(ROOT / "benchmarks/derive_beliefs.py"), str(DATA), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def shipped(name: str) -> Belief:
    entry = Catalogue().find(name)
    assert entry is not None
    return Belief.model_validate(entry.table)


def test_derived_beliefs_are_what_the_raw_data_give() -> None:
    done = derive("--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_says_that_it_is_derived_can_be_derived_again() -> None:
    printed = re.findall(r"^# (\w+)\.toml\n(?:# .*\n)?\[(.+)\]$", derive().stdout, re.MULTILINE)
    derived = {f"{topic}.{table}" for topic, table in printed}
    said = {
        entry.name
        for entry in Catalogue().entries()
        if entry.table.get("source", "").startswith("Derived")
        or entry.table.get("kind") in {"empirical", "mixture", "discrete"}
    }
    assert said <= derived


def test_one_it_project_in_six_to_five_overruns_by_more_than_half() -> None:
    """Flyvbjerg and Gardner 2023: 18%; the body adds its own few beyond 1.5."""
    build = shipped("overruns.build").family
    assert build.chance_below(1.5) == pytest.approx(1 - 0.18, abs=0.01)
    assert build.percentile(1 - 1e-9) == pytest.approx(15, rel=1e-6)


def test_the_cut_tail_of_overruns_has_the_mean_of_a_bounded_pareto() -> None:
    """Mean of a Pareto cut at h: a min^a (h^(1-a) - min^(1-a)) / ((1-a) (1 - (min/h)^a))."""
    low, alpha, high = 1.5, 1.38, 15.0
    whole = alpha * low**alpha / (1 - alpha) * (high ** (1 - alpha) - low ** (1 - alpha))
    tail = whole / (1 - (low / high) ** alpha)
    assert shipped("overruns.build").family.mean == pytest.approx(0.82 * 0.92 + 0.18 * tail)


@pytest.mark.parametrize(("vendor", "available"), [("openai", 0.9982), ("anthropic", 0.9992)])
def test_lost_hours_add_up_to_the_measured_availability(vendor: str, available: float) -> None:
    """ICPE 2025, arXiv 2501.12469: availability weighted by severity."""
    a_year = shipped(f"incidents.{vendor}_api.major_incidents_per_year").family.mean
    lost = a_year * shipped(f"incidents.{vendor}_api.lost_hours").family.mean
    assert 1 - lost / HOURS_A_YEAR == pytest.approx(available, abs=1e-5)
