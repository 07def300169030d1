"""Who runs the batches: this thread, or several; nothing else knows of workers."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from simtco.engine.block import Batch, Summary
from simtco.engine.simulate import simulate
from simtco.files.experiment import Experiment

Progress = Callable[[int, int], None]


def execute(experiment: Experiment, batches: list[Batch], workers: int) -> Iterator[Summary]:
    """The summary of each batch, in their order whatever the number of workers."""
    if workers <= 1:
        yield from (simulate(experiment, batch) for batch in batches)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Summary]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(simulate, experiment, batch))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
