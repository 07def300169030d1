"""Workers of a Dask cluster, on this machine or on many (docs/cluster.md).

Dask schedules, moves data, and does again what a lost worker was doing. Here is only what a
call needs beside that: the same versions at both ends, and errors that say what to do.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from simtco.engine.crew import Crew, CrewError, Pending
from simtco.engine.versions import versions

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
_REACH = 20  # seconds in which the scheduler has to answer
_PATIENCE = 60  # seconds in which the first worker has to appear
_UNHURRIED = {
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.worker.memory.monitor-interval": "1s",
}
"""Dask has workers give memory back at once, for which numpy then waits at every step, and every
process look at itself 2 to 100 times a second: 0.14 of a processor for two workers that do nothing.
"""


class DaskCrew(Crew):
    """Every worker of a cluster; Dask repeats the calls of those that are lost."""

    remote = True

    def __init__(self, client: "Client", where: str) -> None:
        self._client, self._where = client, where

    def size(self) -> int:
        with self._lost():
            threads: dict[str, int] = self._client.nthreads()
        return max(sum(threads.values()), 1)

    def share(self, value: Any) -> Any:
        """A call that gives the value back: Dask makes it again where its holder is lost."""
        return self._client.submit(_itself, value, pure=False)

    def submit(self, function: Callable[..., T], *arguments: Any) -> Pending:
        with self._lost():
            future = self._client.submit(checked, versions(), function, *arguments, pure=False)
        return _Answer(future, self)

    def answer(self, future: "Future[Any]") -> Any:
        """What a call gave back."""
        from distributed import KilledWorker  # noqa: PLC0415  (an extra)

        with self._lost():
            try:
                return future.result()
            except KilledWorker as error:
                raise CrewError(
                    f"the workers of {self._where} died of the same futures again and again, "
                    "perhaps for want of memory; their logs say why"
                ) from error
            except (ModuleNotFoundError, RuntimeError) as error:
                missing = error.__cause__ if isinstance(error, RuntimeError) else error
                if not isinstance(missing, ModuleNotFoundError):
                    raise
                raise CrewError(
                    f"{self._where} or one of its workers cannot import {missing.name}; "
                    "install the same simtco on all of them"
                ) from error

    @contextmanager
    def _lost(self) -> Iterator[None]:
        try:
            yield
        except (CancelledError, OSError) as error:
            raise CrewError(f"the connection to {self._where} is lost") from error


class _Answer:
    def __init__(self, future: "Future[Any]", asked: DaskCrew) -> None:
        self._future, self._asked = future, asked

    def result(self) -> Any:
        return self._asked.answer(self._future)


@contextmanager
def dask_crew(scheduler: str | None, workers: int) -> Iterator[Crew]:
    """The cluster of a scheduler, or one of so many single-threaded workers on this machine.

    Raises:
        CrewError: Dask is not installed, nothing answers at the address, or no worker is there.

    """
    try:
        import dask.config  # noqa: PLC0415  (an extra)
        from distributed import Client, LocalCluster  # noqa: PLC0415  (an extra)
        from distributed.utils import silence_logging_cmgr  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise CrewError('work on a cluster needs Dask: pip install "simtco[cluster]"') from error
    with ExitStack() as stack:
        stack.enter_context(silence_logging_cmgr(logging.CRITICAL))
        stack.enter_context(dask.config.set(_UNHURRIED))
        where = f"the scheduler at {scheduler}" if scheduler else "the cluster on this machine"
        try:
            at = scheduler or stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address=":0",
                    silence_logs=logging.CRITICAL,
                )
            )
            client = stack.enter_context(
                Client(at, set_as_default=False, name="simtco", timeout=_REACH)
            )
        except (OSError, ValueError) as error:
            raise CrewError(f"nothing answers for {where}: {error}") from error
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise CrewError(
                f"{where} has no worker; start one with: dask worker ADDRESS"
            ) from error
        yield DaskCrew(client, where)


def _itself(value: T) -> T:
    return value


def checked(
    expected: tuple[tuple[str, str], ...], function: Callable[..., T], *arguments: Any
) -> T:
    """Call a function where the same versions run as where the call was made.

    Raises:
        CrewError: other versions might give other numbers.

    """
    if versions() != expected:
        differing = ", ".join(
            f"{name} {here}, not {there}"
            for (name, here), (_, there) in zip(versions(), expected, strict=True)
            if here != there
        )
        raise CrewError(f"a worker runs {differing}; install the same versions there")
    return function(*arguments)
