"""A progress bar on stderr, where stderr is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(
    *,
    quiet: bool,
    counted: str = "futures",
    doing: str = "simulating",
    then: str = "working out the answer",
) -> Iterator[Callable[[int, int], None] | None]:
    """A function that is told how many of how many are done, or None for silence.

    `then` is what goes on once all are done and the bar is still there.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=None, done="")

        def tell(done: int, total: int) -> None:
            progress.update(
                task,
                completed=done,
                total=total,
                done=f"{done:,} of {total:,} {counted}",
                description=doing if done < total else then,
            )

        yield tell
