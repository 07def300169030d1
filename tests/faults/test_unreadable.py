"""What cannot be read is said, with what would be right: too large, no file, no catalogue."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Simtco = Callable[..., Any]

PAY = '[pay]\nkind = "constant"\nvalue = 3\n'
PACK = '[pay.costs.bill]\nkind = "line"\nmonthly = 3\n'


def said_of(simtco: Simtco, tiny: Path, *folders: str) -> str:
    """What check says of an experiment with these catalogues, without the excerpt."""
    said = simtco("check", tiny, *(part for f in folders for part in ("--catalogue", f)))
    assert (said.code, said.out) == (2, "")
    return str(said.err.splitlines()[0])


def topic(folder: str, text: str) -> None:
    Path(folder).mkdir(exist_ok=True)
    Path(folder, "ours.toml").write_text(text, encoding="utf-8")


def test_a_file_that_is_too_large(simtco: Simtco, tiny: Path) -> None:
    os.truncate(tiny, 2_000_001)
    assert said_of(simtco, tiny) == (
        "tiny.toml: larger than 2,000,000 bytes; is this an experiment?"
    )


def test_a_folder_in_a_files_place(simtco: Simtco, tiny: Path) -> None:
    Path("folder.toml").mkdir()
    assert said_of(simtco, Path("folder.toml")) == "folder.toml: cannot be read: it is no file"


def test_a_name_of_dots(simtco: Simtco, tiny: Path) -> None:
    tiny.rename("..toml")
    said = "..toml: a report takes the file's name, and this one is all dots"
    assert said_of(simtco, Path("..toml")) == said


def test_a_csv_file_that_is_too_large(simtco: Simtco, tiny: Path) -> None:
    Path("big.csv").touch()
    os.truncate("big.csv", 50_000_001)
    amount = '{ kind = "empirical", csv = "big.csv", column = "x" }'
    said = simtco("check", tiny, "--set", f"strategies.rent.costs.bill.monthly={amount}")
    assert said.code == 2
    assert "big.csv is larger than 50,000,000 bytes; keep the column that is needed" in said.err


def test_a_cell_that_is_too_long(simtco: Simtco, tiny: Path) -> None:
    Path("long.csv").write_text("x\n" + "1" * 200_000 + "\n", encoding="utf-8")
    amount = '{ kind = "empirical", csv = "long.csv", column = "x" }'
    said = simtco("check", tiny, "--set", f"strategies.rent.costs.bill.monthly={amount}")
    assert said.code == 2
    assert "long.csv:2: not CSV: a cell is longer than 131,072 letters" in said.err


def test_a_catalogue_that_is_no_catalogue(simtco: Simtco, tiny: Path) -> None:
    Path("empty").mkdir()
    assert said_of(simtco, tiny, "empty") == (
        "empty: holds no .toml file; a catalogue is a folder with one for each topic, such as "
        "people.toml"
    )
    assert said_of(simtco, tiny, "nowhere").startswith("nowhere: cannot be read: ")
    assert said_of(simtco, tiny, "tiny.toml").startswith("tiny.toml: is a file; name the folder")


def test_a_topic_that_leads_nowhere(simtco: Simtco, tiny: Path) -> None:
    Path("company").mkdir()
    Path("company/ours.toml").symlink_to("gone.toml")
    assert said_of(simtco, tiny, "company").startswith("company/ours.toml: cannot be read: ")


def test_catalogues_that_do_not_fit_each_other(simtco: Simtco, tiny: Path) -> None:
    topic("group", PAY)
    topic("company", PACK)
    assert said_of(simtco, tiny, "group", "company") == (
        'company/ours.toml:1:1: "@ours.pay" is a pack of costs here and a number in '
        "group/ours.toml:1:1; an entry replaces one of its own sort: give this one another name"
    )
    topic("company", PAY.replace("[pay]", "[pay.senior]"))
    assert said_of(simtco, tiny, "group", "company") == (
        'company/ours.toml:1:1: "@ours.pay.senior" stands below "@ours.pay", which is a number '
        "(group/ours.toml:1:1); give it another name"
    )


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a disk that is full: no file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fills_while_a_report_is_written(simtco: Simtco, tiny: Path) -> None:
    assert simtco("run", tiny, "--trials", "4096", "--quiet").code == 0
    folder = Path("reports/tiny")
    old = {path.name: path.read_bytes() for path in folder.iterdir()}
    with files_of_at_most(5_000):
        said = simtco("run", tiny, "--trials", "8192")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("cannot write reports/tiny: File too large\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == old
    assert [path.name for path in folder.parent.iterdir()] == ["tiny"]


def test_a_folder_that_takes_no_files(simtco: Simtco, tiny: Path) -> None:
    """The kernel's own tables take none, whoever asks."""
    said = simtco("run", tiny, "--out", "/proc/reports", "--json")
    assert (said.code, said.err) == (1, "")
    (error,) = said.data["errors"]
    assert error["message"].startswith("cannot write /proc/reports: ")
    assert said.data.keys() == {"errors"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_result_that_cannot_be_said(simtco: Simtco, tiny: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from simtco.cli.main import main; main()", "list", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        1,
        "cannot write the result: No space left on device\n",
    )


def test_a_clock_that_jumps_back_changes_no_duration(
    simtco: Simtco, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Durations come from a clock that only goes forward, never from the time of day."""
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert simtco("run", tiny, "--trials", "4096", "--quiet").code == 0
    record = json.loads(Path("reports/tiny/run.json").read_text(encoding="utf-8"))
    assert 0 < record["seconds"] < 600
