"""simtco run: the files that it writes, whole or not at all."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simtco.report import bundle as bundling

Simtco = Callable[..., Any]

FILES = {"report.html", "report.md", "summary.json", "run.json"}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def first(simtco: Simtco, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """One run of a small experiment, and the folder that it was run in."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "tiny.toml").write_text(
        'title = "Rent or host?"\nhorizon_months = 3\nsimulation.trials = 8_192\n'
        '[strategies.rent.costs.bill]\nkind = "line"\nmonthly = "3_000 to 5_000"\n'
        '[strategies.host.costs.gpus]\nkind = "line"\nmonthly = "2_000 to 7_000"\n',
        encoding="utf-8",
    )
    said = simtco("run", folder / "tiny.toml", "--out", folder / "out", "--workers", "1")
    return said, folder


def test_it_says_the_answer_and_where_the_report_is(first: tuple[Any, Path]) -> None:
    said, folder = first
    assert (said.code, said.err) == (0, "")
    assert "Rent or host?" in said.out
    assert "rent" in said.out
    assert "host" in said.out
    assert f"Report: {folder / 'out' / 'tiny' / 'report.html'}" in said.out
    assert "\x1b" not in said.out, "no colour where no terminal is"


def test_it_writes_four_files_and_nothing_else(first: tuple[Any, Path]) -> None:
    _, folder = first
    assert [path.name for path in (folder / "out").iterdir()] == ["tiny"]
    assert set(files(folder / "out" / "tiny")) == FILES
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_the_folder_and_its_files_can_be_read_by_all(first: tuple[Any, Path]) -> None:
    _, folder = first
    assert (folder / "out" / "tiny").stat().st_mode & 0o777 == 0o755
    for path in (folder / "out" / "tiny").iterdir():
        assert path.stat().st_mode & 0o444 == 0o444


def test_summary_and_provenance_agree_with_the_file(first: tuple[Any, Path]) -> None:
    _, folder = first
    report = files(folder / "out" / "tiny")
    summary, run = json.loads(report["summary.json"]), json.loads(report["run.json"])
    assert (summary["schema"], summary["experiment"]) == (1, "tiny")
    assert (summary["trials"], summary["seed"]) == (8192, 33)
    assert list(summary["strategies"]) == ["rent", "host"]
    assert run["config"] == (folder / "tiny.toml").read_text(encoding="utf-8")
    assert run["overrides"] == {}
    assert {"started", "seconds"} <= set(run)


def test_equal_runs_write_equal_bytes_whatever_the_workers(
    simtco: Simtco, first: tuple[Any, Path]
) -> None:
    """A second run in another place, by two workers: time stands in run.json alone."""
    said, folder = first
    again = simtco(
        "run", folder / "tiny.toml", "--out", folder / "again", "--workers", "2", "--save-trials"
    )
    assert again.out.replace("again", "out") == said.out
    before, after = files(folder / "out" / "tiny"), files(folder / "again" / "tiny")
    assert set(after) == FILES | {"trials.npz"}
    for name in FILES - {"run.json"}:
        assert before[name] == after[name], name
    first_run, second_run = json.loads(before["run.json"]), json.loads(after["run.json"])
    for timed in ("started", "seconds"):
        del first_run[timed], second_run[timed]
    assert first_run == second_run

    with np.load(folder / "again" / "tiny" / "trials.npz") as trials:
        assert set(trials) == {
            f"{what}_{name}" for what in ("total", "break_even") for name in ("rent", "host")
        }
        assert trials["total_rent"].shape == (8192,)
        mean = json.loads(after["summary.json"])["strategies"]["rent"]["mean"]
        assert trials["total_rent"].mean() == pytest.approx(mean)


def test_json_prints_the_summary_and_nothing_else(simtco: Simtco, first: tuple[Any, Path]) -> None:
    _, folder = first
    said = simtco("run", folder / "tiny.toml", "--out", folder / "json", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.out.encode() == (folder / "json" / "tiny" / "summary.json").read_bytes()
    assert said.out.encode() == (folder / "out" / "tiny" / "summary.json").read_bytes()


def test_options_change_what_the_file_says(simtco: Simtco, tiny: Path) -> None:
    said = simtco(
        *("run", tiny, "--trials", "5000", "--seed", "7", "--set", "horizon_months=6"),
        *("--set", "title=Six months", "--quiet"),
    )
    assert said == type(said)(0, "", "")
    report = files(Path("reports/tiny"))
    summary, run = json.loads(report["summary.json"]), json.loads(report["run.json"])
    assert (summary["trials"], summary["seed"]) == (8192, 7), "rounded up to whole blocks"
    assert run["overrides"] == {
        "horizon_months": "6",
        "title": "Six months",
        "simulation.trials": "5000",
        "simulation.seed": "7",
    }
    assert run["config"] == tiny.read_text(encoding="utf-8")
    assert b"Six months" in report["report.html"]
    assert summary["strategies"]["rent"]["base"] == pytest.approx(6 * 3873, rel=1e-3)


def old_report(folder: Path) -> dict[str, bytes]:
    folder.mkdir(parents=True)
    for name in FILES:
        (folder / name).write_text("old", encoding="utf-8")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    return files(folder)


def test_a_new_report_replaces_the_old_and_keeps_other_files(simtco: Simtco, tiny: Path) -> None:
    old = old_report(Path("reports/tiny"))
    Path("reports/tiny/trials.npz").write_text("trials of the old report", encoding="utf-8")
    assert simtco("run", tiny, "--trials", "1", "--quiet").code == 0
    new = files(Path("reports/tiny"))
    assert set(new) == {*FILES, "mine.txt"}
    assert new["mine.txt"] == old["mine.txt"]
    assert all(new[name] != old[name] for name in FILES)
    assert [path.name for path in Path("reports").iterdir()] == ["tiny"]


def test_a_wrong_file_leaves_the_old_report(simtco: Simtco, tiny: Path) -> None:
    old = old_report(Path("reports/tiny"))
    said = simtco("run", tiny, "--set", "horizon_months=0")
    assert (said.code, said.out) == (2, "")
    assert files(Path("reports/tiny")) == old
    assert [path.name for path in Path("reports").iterdir()] == ["tiny"]


def test_a_wrong_file_makes_no_folder(simtco: Simtco, tiny: Path) -> None:
    assert simtco("run", tiny, "--trials", "0").code == 2
    assert not Path("reports").exists()


def test_a_bug_leaves_the_old_report(
    simtco: Simtco, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = old_report(Path("reports/tiny"))

    def broken(_page: object) -> str:
        raise RuntimeError("a bug")

    monkeypatch.setattr(bundling, "html", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        simtco("run", tiny, "--trials", "1")
    assert files(Path("reports/tiny")) == old
    assert [path.name for path in Path("reports").iterdir()] == ["tiny"]


def test_a_full_disk_leaves_the_old_report(
    simtco: Simtco, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = old_report(Path("reports/tiny"))
    real = os.fsync

    def full(file: int) -> None:
        real(file)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("simtco.report.write.os.fsync", full)
    said = simtco("run", tiny, "--trials", "1")
    assert (said.code, said.out) == (1, "")
    assert said.err == "cannot write reports/tiny: No space left on device\n"
    assert files(Path("reports/tiny")) == old
    assert [path.name for path in Path("reports").iterdir()] == ["tiny"]


@pytest.mark.parametrize("file", ["taken", "out/tiny"])
def test_a_file_in_the_folders_place_is_said_at_once_and_kept(
    simtco: Simtco, tiny: Path, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found out before anything is simulated."""

    def simulated(*_: object) -> None:
        raise AssertionError("the simulation has begun")

    monkeypatch.setattr("simtco.engine.run.run", simulated)
    Path("out").mkdir()
    Path(file).write_text("mine", encoding="utf-8")
    said = simtco("run", tiny, "--out", file.partition("/")[0])
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"cannot write {file}: ")
    assert Path(file).read_text(encoding="utf-8") == "mine"
    as_json = simtco("run", tiny, "--out", file.partition("/")[0], "--json")
    assert (as_json.code, as_json.err) == (1, "")
    assert [sorted(error) for error in as_json.data["errors"]] == [["message"]]


@pytest.mark.parametrize("name", ["..toml", "...toml"])
def test_a_name_of_dots_writes_nothing_outside_its_folder(
    simtco: Simtco, tiny: Path, name: str
) -> None:
    """The stem of `...toml` is `..`: a report there would take the place of the folder above."""
    tiny.rename(name)
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine", encoding="utf-8")
    before = {path.name for path in Path().iterdir()}
    said = simtco("run", name, "--trials", "1", "--out", "out", "--quiet")
    assert said.code in {0, 2}
    assert {path.name for path in Path().iterdir()} == before
    loose = {path.name for path in Path("out").iterdir() if path.is_file()}
    assert loose == {"mine.txt"}


def test_names_of_files_and_folders_may_be_odd(simtco: Simtco, tiny: Path) -> None:
    folder = Path("mit Leerzeichen & Ümlaut #1")
    folder.mkdir()
    odd = tiny.rename(folder / "Frage [1] 50%.toml")
    said = simtco("run", odd, "--trials", "1", "--out", folder / "b$ {x}", "--json")
    assert said.code == 0
    assert said.data["experiment"] == "Frage [1] 50%"
    assert set(files(folder / "b$ {x}" / "Frage [1] 50%")) == FILES
