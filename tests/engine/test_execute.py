"""How batches are handed out: near workers one at a time, far ones some at a time."""

from collections.abc import Callable
from typing import Any

import pytest

from simtco.engine.block import Batch
from simtco.engine.crew import Alone, Pending
from simtco.engine.execute import execute


class _Asked(Alone):
    """A crew that writes down how many batches each call holds, and answers nothing."""

    def __init__(self, *, remote: bool) -> None:
        self.remote = remote
        self.held: list[int] = []

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Pending:
        self.held.append(len(arguments[1]))
        return super().submit(lambda *_: [], *arguments)


@pytest.mark.parametrize(
    ("remote", "batches", "blocks", "held"),
    [
        (False, 640, 1, [1] * 640),
        (True, 63, 1, [1] * 63),
        (True, 640, 1, [10] * 64),
        (True, 64 * 100, 1, [64] * 100),
        (True, 640, 32, [2] * 320),
    ],
    ids=["near", "few", "a 64th of the run", "64 blocks", "64 blocks in two batches"],
)
def test_a_call_to_far_workers_is_a_64th_of_the_run_or_64_blocks(
    remote: bool, batches: int, blocks: int, held: list[int]
) -> None:
    crew = _Asked(remote=remote)
    run = [Batch(at * blocks, blocks) for at in range(batches)]
    assert list(execute(None, run, crew)) == []
    assert crew.held == held


def test_small_batches_at_the_start_make_no_call_of_a_long_run_larger() -> None:
    crew = _Asked(remote=True)
    assert (
        list(execute(None, [Batch(0, 8), *(Batch(8 + 32 * at, 32) for at in range(639))], crew))
        == []
    )
    assert crew.held == [2] * 320
