"""Scores of two models on the same tasks."""

import numpy as np
import pytest

from simtco.metrics.bootstrap import score_change
from simtco.words.scores import Scores


def scores(before: list[float], after: list[float], fall: float = 0.0) -> Scores:
    return Scores(before=tuple(before), after=tuple(after), accepted_fall=fall)


def test_a_change_that_is_the_same_on_every_task_is_certain() -> None:
    change = score_change(scores([0.5, 0.7, 0.9], [0.4, 0.6, 0.8], 0.05), 1)
    assert (change.mean, change.low, change.high) == pytest.approx((-0.1, -0.1, -0.1))
    assert change.p_opens == 0


def test_many_tasks_give_the_interval_of_the_normal() -> None:
    """Passed and failed tasks: the sd of a mean of n changes is their sd over sqrt(n)."""
    generator = np.random.default_rng(5)
    before = generator.integers(0, 2, 400).astype(float).tolist()
    after = generator.integers(0, 2, 400).astype(float).tolist()
    change = score_change(scores(before, after), 2)
    spread = np.std(np.array(after) - np.array(before)) / 20.0
    assert change.mean == pytest.approx(np.mean(after) - np.mean(before))
    assert change.low == pytest.approx(change.mean - 1.96 * spread, abs=0.005)
    assert change.high == pytest.approx(change.mean + 1.96 * spread, abs=0.005)


def test_an_interval_holds_the_true_change_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    covered = 0
    for seed in range(300):
        change = generator.normal(-0.02, 0.1, 100)
        found = score_change(scores([0.0] * 100, change.tolist()), seed)
        covered += found.low <= -0.02 <= found.high
    assert 0.90 <= covered / 300 <= 0.98


def test_the_same_seed_gives_the_same_interval() -> None:
    some = scores([0.1, 0.5, 0.9, 0.3], [0.2, 0.4, 0.8, 0.5])
    assert score_change(some, 3) == score_change(some, 3)
