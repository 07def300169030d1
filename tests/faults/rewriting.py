"""A process that writes one report after the other into a folder, until it is killed.

`python -m tests.faults.rewriting FOLDER` says READY when the first is in place; every file of a
report says which one it is of. With `--every-line` or `--every-line-of-two-steps` it has children
that write the second report, and the n-th of them dies at the n-th line of our own: the death of
`kill -9`, at every line that there is.
"""

import itertools
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from simtco.report import write

FILES = ("report.html", "report.md", "summary.json", "run.json")
DIED = 77
_SIZE = 20_000


def report(number: int) -> dict[str, str | bytes]:
    """The files of a report, each with the number of the report many times over."""
    return {name: f"{number} {name}\n" * (_SIZE // len(name)) for name in FILES}


def whole(folder: Path) -> int:
    """The number of the one report that all files of a folder are of."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    (number,) = {int(text.split(" ", 1)[0]) for text in found.values()}
    assert found == report(number)
    return number


def main(folder: Path) -> None:
    """Write reports for ever."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's children may ignore
    write.claim(folder)
    write.write_folder(folder, report(0))
    print("READY", flush=True)  # noqa: T201
    for number in itertools.count(1):
        write.write_folder(folder, report(number))


def every_line(folder: Path, *, in_one_step: bool) -> None:
    """Print the number of deaths, after each of which the report is whole and the next run works.

    Where folders cannot change places in one step, the old report may wait beside for a run.
    """
    if not in_one_step:
        patch("simtco.report.write.exchange", return_value=False).start()
    for line in itertools.count(1):
        write.claim(folder)
        write.write_folder(folder, report(0))
        child = os.fork()
        if not child:
            _die_at(line)
            write.write_folder(folder, report(1))
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != DIED:
            break
        assert not in_one_step or whole(folder) in {0, 1}
        write.claim(folder)
        assert whole(folder) in {0, 1}
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert whole(folder) == 1
    print(line - 1)  # noqa: T201


def _die_at(line: int) -> None:
    passed = itertools.count(1)

    def watch(frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code.co_filename != write.__file__:
            return None
        if event == "line" and next(passed) == line:
            os._exit(DIED)
        return watch

    sys.settrace(watch)


if __name__ == "__main__":
    if "--every-line" in sys.argv:
        every_line(Path(sys.argv[1]), in_one_step=True)
    elif "--every-line-of-two-steps" in sys.argv:
        every_line(Path(sys.argv[1]), in_one_step=False)
    else:
        main(Path(sys.argv[1]))
