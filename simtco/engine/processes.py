"""Processes of this machine that share no memory."""

import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from simtco.engine.crew import Crew, CrewError, Pending

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Packed:
    """A value as bytes; a worker unpacks them once, and keeps what it works out of the value."""

    content: bytes


class Processes(Crew):
    """A pool of processes."""

    remote = True

    def __init__(self, pool: ProcessPoolExecutor, workers: int) -> None:
        self._pool, self._workers = pool, workers

    def size(self) -> int:
        return self._workers

    def share(self, value: Any) -> Any:
        return Packed(pickle.dumps(value))

    def submit(self, function: Callable[..., T], *arguments: Any) -> Pending:
        return _Answer(self._pool.submit(_unpacked, function, arguments))


class _Answer:
    def __init__(self, future: Future[Any]) -> None:
        self._future = future

    def result(self) -> Any:
        try:
            return self._future.result()
        except BrokenProcessPool as error:
            raise CrewError(
                "a worker process ended abruptly, perhaps for want of memory; "
                "run with fewer --workers"
            ) from error


@contextmanager
def processes(workers: int) -> Iterator[Crew]:
    """So many processes, each a Python of its own."""
    fresh = multiprocessing.get_context("spawn")  # a fork may inherit locks that others hold
    pool = ProcessPoolExecutor(workers, mp_context=fresh)
    try:
        yield Processes(pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _unpacked(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return function(*(_content(a.content) if isinstance(a, Packed) else a for a in arguments))


@lru_cache(maxsize=4)
def _content(content: bytes) -> Any:
    return pickle.loads(content)  # noqa: S301  (packed by this program, sent over its own pipe)
