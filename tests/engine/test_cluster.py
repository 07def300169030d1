"""The same bits from every crew, and what becomes of a run whose workers or scheduler are lost."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from distributed import LocalCluster

from simtco.engine import dask_crew
from simtco.engine.block import Result
from simtco.engine.crew import Backend, CrewError, crew, is_address
from simtco.engine.plan import plan
from simtco.engine.run import run
from simtco.engine.sweep import costed
from simtco.engine.unfinished import Unfinished
from simtco.engine.versions import versions
from simtco.files.experiment import Experiment
from tests.engine.conftest import Write
from tests.engine.test_run import UNCERTAIN

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TRIALS = 12 * 32_768
ARRAYS = ("totals", "break_even", "items", "inputs", "shocks", "cumulative")


def of(experiment: Write, trials: int = TRIALS) -> Experiment:
    return experiment(f"{UNCERTAIN}[simulation]\ntrials = {trials}\n")


def same(one: Result, other: Result) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ARRAYS)


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers in processes of their own, for all tests of this file."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as started:
        yield started


@pytest.mark.parametrize("backend", ["serial", "threads", "processes"])
def test_no_backend_changes_a_bit(experiment: Write, backend: Backend) -> None:
    asked = of(experiment, 65_536 + 1)
    with crew(backend, None if backend == "serial" else 2) as workers:
        assert same(run(asked, workers), run(asked, 1))


def test_a_cluster_changes_no_bit(experiment: Write, cluster: LocalCluster) -> None:
    asked = of(experiment)
    with crew(scheduler=cluster.scheduler_address) as workers:
        assert same(run(asked, workers), run(asked, 1))


def test_a_sweep_runs_on_a_cluster(experiment: Write, cluster: LocalCluster) -> None:
    points = [of(experiment, trials) for trials in (4_096, 8_192, 12_288)]
    with crew(scheduler=cluster.scheduler_address) as workers:
        found = list(workers.in_order(costed, ((16, point) for point in points)))
    for point, totals in zip(points, found, strict=True):
        assert np.array_equal(totals, run(point, 1).totals)


def test_a_worker_killed_in_mid_run_costs_its_blocks_time_alone(
    experiment: Write, cluster: LocalCluster
) -> None:
    asked, killed = of(experiment), list[int]()
    with crew(scheduler=cluster.scheduler_address) as workers:

        def kill_one(done: int, trials: int) -> None:
            if not killed:
                killed.append(workers.submit(os.getpid).result())
                os.kill(killed[0], signal.SIGKILL)

        assert same(run(asked, workers, kill_one), run(asked, 1))
    assert killed


def test_what_was_done_before_the_scheduler_went_away_is_not_done_again(
    experiment: Write, tmp_path: Path
) -> None:
    asked, folder = of(experiment), tmp_path / "x.unfinished"
    lost = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0")
    kept = Unfinished(folder, asked, resume=False)

    def close(done: int, trials: int) -> None:
        lost.close()

    with (
        lost,
        crew(scheduler=lost.scheduler_address) as workers,
        pytest.raises(CrewError, match=r"connection to the scheduler at tcp://.* is lost"),
    ):
        run(asked, workers, close, kept)
    done, whole = len(kept), len(plan(asked))
    assert 1 <= done < whole
    again = Unfinished(folder, asked, resume=True)
    assert same(run(asked, 1, unfinished=again), run(asked, 1))
    assert again.read_again == done
    assert len(again) == whole
    again.clear()
    assert not folder.exists()


def test_a_worker_of_another_version_does_no_work() -> None:
    others = tuple((name, f"{version}.0") for name, version in versions())
    with pytest.raises(CrewError, match=r"a worker runs simtco .*, not .*; install the same"):
        dask_crew.checked(others, len, "abc")
    assert dask_crew.checked(versions(), len, "abc") == 3


def test_where_nothing_answers_the_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_crew, "_REACH", 0.2)
    with (
        pytest.raises(CrewError, match="nothing answers for the scheduler at tcp"),
        crew(scheduler="tcp://127.0.0.1:9"),
    ):
        pass


@pytest.mark.parametrize("said", ["tcp://10.0.0.1:8786", "host:8786", "tls://[::1]:8786"])
def test_what_may_be_the_address_of_a_scheduler(said: str) -> None:
    assert is_address(said)


def test_what_is_no_address_is_not_waited_for() -> None:
    with pytest.raises(ValueError, match="write tcp://HOST:8786"), crew(scheduler="nonsense"):
        pass


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CrewError, match=r'pip install "simtco\[cluster\]"'), crew("dask", 2):
        pass
