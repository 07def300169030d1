"""Who runs the blocks: this thread, or several; nothing else knows of workers."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from simtco.engine.block import Block, Summary
from simtco.engine.simulate import simulate
from simtco.files.experiment import Experiment

Progress = Callable[[int, int], None]


def execute(experiment: Experiment, blocks: list[Block], workers: int) -> Iterator[Summary]:
    """The summary of each block, in the order of the blocks whatever the number of workers."""
    if workers <= 1:
        yield from (simulate(experiment, block) for block in blocks)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Summary]] = deque()
        try:
            for block in blocks:
                waiting.append(pool.submit(simulate, experiment, block))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
