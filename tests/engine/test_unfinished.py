"""What an unfinished run has kept is read again only where it is whole and of the same run."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simtco.engine import unfinished as module
from simtco.engine.block import Batch
from simtco.engine.plan import plan
from simtco.engine.run import run
from simtco.engine.simulate import simulate
from simtco.engine.unfinished import Unfinished, configuration_hash
from tests.engine.conftest import Write
from tests.engine.test_run import UNCERTAIN

BATCH = Batch(0, 2)


@pytest.fixture
def kept(experiment: Write, tmp_path: Path) -> Path:
    """The file of one summary."""
    asked = experiment(UNCERTAIN)
    Unfinished(tmp_path, asked, resume=False).keep(simulate(asked, BATCH))
    return tmp_path / "000000-2.npz"


def test_a_summary_is_read_as_it_was(experiment: Write, kept: Path) -> None:
    asked = experiment(UNCERTAIN)
    again = Unfinished(kept.parent, asked, resume=True)
    found, expected = again.read(BATCH), simulate(asked, BATCH)
    assert found is not None
    assert found.trace is not None
    assert expected.trace is not None
    for name in ("totals", "break_even", "items"):
        assert np.array_equal(getattr(found, name), getattr(expected, name))
    for name in ("inputs", "shocks", "cumulative"):
        assert np.array_equal(getattr(found.trace, name), getattr(expected.trace, name))
    assert (again.read_again, again.passed_over) == (1, [])


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2_000])


def _flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _pickle(path: Path) -> None:
    np.savez(path, head=np.array([{"configuration": "x"}], dtype=object), totals=np.zeros(2))


def _other_shape(path: Path) -> None:
    with np.load(path) as arrays:
        changed = {**arrays, "totals": arrays["totals"][:, :-1]}
    np.savez(path, **changed)


@pytest.mark.parametrize("spoil", [_truncate, _flip_a_bit, _empty, _pickle, _other_shape])
def test_a_file_that_is_not_whole_is_passed_over(
    experiment: Write, kept: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(kept)
    again = Unfinished(kept.parent, experiment(UNCERTAIN), resume=True)
    assert again.read(BATCH) is None
    assert len(again.passed_over) == 1
    assert again.passed_over[0].startswith("000000-2.npz: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sigma = 0.8", "sigma = 0.81"),
        ("8_000 to 12_000", "8_000 to 12_001"),
        ("horizon_months = 6", "horizon_months = 5"),
        ("[inputs]", "[simulation]\nseed = 34\n[inputs]"),
        ('month_cost = "@inputs.wage"\n[strategies.b', "month_cost = 9_000\n[strategies.b"),
    ],
)
def test_a_summary_of_another_configuration_is_passed_over(
    experiment: Write, kept: Path, old: str, new: str
) -> None:
    assert old in UNCERTAIN
    other = experiment(UNCERTAIN.replace(old, new, 1))
    assert Unfinished(kept.parent, other, resume=True).read(BATCH) is None


def test_a_summary_of_another_version_is_passed_over(
    experiment: Write, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "versions", lambda: (("simtco", "0.0.1"),))
    again = Unfinished(kept.parent, experiment(UNCERTAIN), resume=True)
    assert again.read(BATCH) is None
    assert again.passed_over == ["000000-2.npz: another configuration, or other versions"]


def test_more_trials_are_the_same_configuration(experiment: Write) -> None:
    few, more, auto = (
        experiment(f"{UNCERTAIN}[simulation]\ntrials = {said}\n")
        for said in ("8_192", "1_000_000", '"auto"')
    )
    assert configuration_hash(few) == configuration_hash(more) == configuration_hash(auto)


def test_other_blocks_are_passed_over(experiment: Write, kept: Path) -> None:
    kept.rename(kept.parent / "000002-2.npz")
    again = Unfinished(kept.parent, experiment(UNCERTAIN), resume=True)
    assert again.read(replace(BATCH, first=2)) is None
    assert again.passed_over == ["000002-2.npz: other blocks"]


def test_a_run_goes_on_from_what_was_kept(experiment: Write, tmp_path: Path) -> None:
    asked = experiment(f"{UNCERTAIN}[simulation]\ntrials = 65_536\n")
    first, second = plan(asked)
    Unfinished(tmp_path, asked, resume=False).keep(simulate(asked, first))
    again = Unfinished(tmp_path, asked, resume=True)
    assert np.array_equal(run(asked, 1, unfinished=again).totals, run(asked, 1).totals)
    assert (again.read_again, len(again)) == (1, 2)
    assert again.read(second) is not None


def test_without_resume_nothing_is_read(experiment: Write, kept: Path) -> None:
    assert Unfinished(kept.parent, experiment(UNCERTAIN), resume=False).read(BATCH) is None
