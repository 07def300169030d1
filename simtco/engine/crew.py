"""Who does the work: this thread, threads, processes or a Dask cluster."""

import os
import re
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Literal, Protocol, TypeVar

Backend = Literal["serial", "threads", "processes", "dask"]
T = TypeVar("T")
_ADDRESS = re.compile(r"((tcp|tls|ws|wss|ucx)://)?([^\s/:\[\]]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")


class CrewError(Exception):
    """Workers, or what schedules them, cannot do the work; the message says what to do."""


class Pending(Protocol):
    """A call whose answer is waited for."""

    def result(self) -> Any:
        """What the call gave back, once it has."""


class Crew(ABC):
    """Workers that call functions, which they must be able to import.

    remote: they share no memory with this process, so that a call has to be worth its journey.
    """

    remote = False

    @abstractmethod
    def size(self) -> int:
        """Number of calls that run at once, now: a cluster grows and shrinks."""

    @abstractmethod
    def share(self, value: Any) -> Any:
        """What stands for a value in calls, so that many of them need it sent but once."""

    @abstractmethod
    def submit(self, function: Callable[..., T], *arguments: Any) -> Pending:
        """Begin a call."""

    def in_order(self, function: Callable[..., T], calls: Iterable[tuple[Any, ...]]) -> Iterator[T]:
        """The answer to each call, in their order, whoever is the first to finish.

        No more calls are under way than twice as many as can run: memory stays bounded.

        Raises:
            CrewError: a worker is lost for good.

        """
        waiting: deque[Pending] = deque()
        for call in calls:
            waiting.append(self.submit(function, *call))
            if len(waiting) > 2 * self.size():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class Alone(Crew):
    """This thread: a call is made when its answer is asked for."""

    def size(self) -> int:
        return 1

    def share(self, value: Any) -> Any:
        return value

    def submit(self, function: Callable[..., T], *arguments: Any) -> Pending:
        return _Call(function, arguments)


class _Call:
    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._function, self._arguments = function, arguments

    def result(self) -> Any:
        return self._function(*self._arguments)


class Threads(Crew):
    """Threads of this process."""

    def __init__(self, pool: Executor, workers: int) -> None:
        self._pool, self._workers = pool, workers

    def size(self) -> int:
        return self._workers

    def share(self, value: Any) -> Any:
        return value

    def submit(self, function: Callable[..., T], *arguments: Any) -> Pending:
        return self._pool.submit(function, *arguments)


def is_address(said: str) -> bool:
    """Whether a scheduler may be at what is said, such as tcp://HOST:8786; HOST:8786 will do."""
    return _ADDRESS.fullmatch(said) is not None


@contextmanager
def at_work(workers: int | Crew | None) -> Iterator[Crew]:
    """A crew as it is; or so many threads, as many as there are processors where left out."""
    if isinstance(workers, Crew):
        yield workers
    else:
        with crew(workers=workers) as found:
            yield found


@contextmanager
def crew(
    backend: Backend | None = None, workers: int | None = None, scheduler: str | None = None
) -> Iterator[Crew]:
    """Workers, for as long as the context lasts; the numbers never depend on which.

    Left out: threads, as many as there are processors; with the address of a `scheduler`, the Dask
    cluster behind it. "dask" without an address is a cluster on this machine.

    Raises:
        CrewError: there is no scheduler at that address, or Dask is not installed.
        ValueError: the address is none.

    """
    if scheduler and not is_address(scheduler):  # Dask would hang on it for 40 s
        raise ValueError(f'"{scheduler}" is no address of a scheduler; write tcp://HOST:8786')
    count = workers or os.cpu_count() or 1
    if scheduler or backend == "dask":
        from simtco.engine.dask_crew import dask_crew  # noqa: PLC0415  (Dask is an extra)

        with dask_crew(scheduler, count) as found:
            yield found
    elif backend == "processes":
        from simtco.engine.processes import processes  # noqa: PLC0415  (start-up time)

        with processes(count) as found:
            yield found
    elif backend == "serial" or count == 1:
        yield Alone()
    else:
        pool = ThreadPoolExecutor(count)
        try:
            yield Threads(pool, count)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
