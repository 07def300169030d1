"""Killed at any moment: the old report is whole or the new one is, and the next run works."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simtco.report import write
from tests.cli.conftest import TINY
from tests.faults.rewriting import report, whole

WRITER = (sys.executable, "-m", "tests.faults.rewriting")
ROOT = Path(__file__).parents[2]


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.parent.iterdir() if path != folder]


def assert_the_next_run_works(folder: Path, number: int) -> None:
    write.claim(folder)
    assert whole(folder) == number
    assert left_behind(folder) == []
    write.write_folder(folder, report(number + 1))
    assert whole(folder) == number + 1
    assert left_behind(folder) == []


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_at_25_random_moments_the_report_is_whole(tmp_path: Path, sent: signal.Signals) -> None:
    folder = tmp_path / "reports" / "x"
    dice = random.Random(sent)  # noqa: S311  (no secret hangs on it)
    for _ in range(25):
        with subprocess.Popen(
            [*WRITER, folder], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as running:
            assert running.stdout
            assert running.stdout.readline() == b"READY\n"
            time.sleep(dice.uniform(0.0, 0.02))
            running.send_signal(sent)
        assert running.returncode in {-sent, 1, 130}
        assert_the_next_run_works(folder, whole(folder))


@pytest.mark.parametrize("how", ["--every-line", "--every-line-of-two-steps"])
def test_at_every_line_the_report_is_whole(tmp_path: Path, how: str) -> None:
    done = subprocess.run(
        [*WRITER, tmp_path / "reports" / "x", how],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50


def test_what_is_the_users_own_outlives_every_report(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    write.write_folder(folder, report(0))
    (folder / "notes.md").write_text("mine", encoding="utf-8")
    (folder / "figures").mkdir()
    (folder / "figures/link").symlink_to("nowhere")
    write.write_folder(folder, report(1))
    assert (folder / "notes.md").read_text(encoding="utf-8") == "mine"
    assert (folder / "figures/link").is_symlink()
    assert (folder / "report.md").read_text(encoding="utf-8").startswith("1 ")


def test_two_runs_at_once_leave_one_report_whole(tmp_path: Path) -> None:
    """The last one wins; none sees or takes away what another is writing."""
    folder = tmp_path / "x"
    running = [
        subprocess.Popen(
            [*WRITER, folder], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for each in running:
        assert each.stdout
        assert each.stdout.readline() == b"READY\n"
    for _ in range(20):
        write.claim(folder)  # clears what dead runs left, and these are alive
        time.sleep(0.02)
    assert [each.poll() for each in running] == [None, None]
    for each in running:
        each.kill()
        _, complaint = each.communicate()
        assert complaint == b""
    assert_the_next_run_works(folder, whole(folder))


def seed_of(folder: Path) -> int:
    """The seed of the one run that all files of a report are of."""
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert record["seed"] == summary["seed"]
    for name in ("report.html", "report.md"):
        assert f"seed {summary['seed']}" in (folder / name).read_text(encoding="utf-8")
    return int(summary["seed"])


def test_a_whole_run_is_killed_and_a_report_is_whole(tmp_path: Path) -> None:
    """At 3 moments here and at 50 nightly, from the start of Python to the end of the command."""
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    folder, dice = tmp_path / "reports" / "tiny", random.Random(3)  # noqa: S311  (no secret)
    command = [sys.executable, "-c", "from simtco.cli.main import main; main()", "run", "tiny.toml"]
    began = time.monotonic()
    subprocess.run([*command, "--seed", "0", "--quiet"], cwd=tmp_path, check=True)
    lasts = time.monotonic() - began
    for seed in range(1, 51 if os.environ.get("SIMTCO_NIGHTLY") else 4):
        with subprocess.Popen(
            [*command, "--seed", str(seed)],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            time.sleep(dice.uniform(0.0, 1.1 * lasts))
            running.send_signal(dice.choice((signal.SIGKILL, signal.SIGINT)))
        assert seed_of(folder) <= seed
        write.claim(folder)
        assert left_behind(folder) == []
