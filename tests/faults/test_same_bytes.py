"""Equal inputs give byte-equal files, wherever and whenever they are run."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import TINY

COMMAND = (sys.executable, "-c", "from simtco.cli.main import main; main()")
PLACES = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "COLUMNS": "40"},
    {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "1"},
)
OF_THE_MOMENT = {"started", "seconds"}
EVERY_FILE = ("--save-trials", "--csv", "--excel", "--figures", "svg,png,pdf")


def run(folder: Path, place: dict[str, str]) -> dict[str, bytes]:
    """Every file of a report but run.json; of that, what does not name the moment."""
    folder.mkdir()
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    subprocess.run(
        [*COMMAND, "run", "tiny.toml", "--trials", "4096", *EVERY_FILE, "--quiet"],
        cwd=folder,
        env={**os.environ, **place},
        check=True,
    )
    report = folder / "reports/tiny"
    files = {
        str(path.relative_to(report)): path.read_bytes()
        for path in report.rglob("*")
        if path.is_file()
    }
    record = json.loads(files.pop("run.json"))
    assert record.keys() >= OF_THE_MOMENT
    kept = {key: value for key, value in record.items() if key not in OF_THE_MOMENT}
    return {**files, "run.json": json.dumps(kept).encode()}


def test_files_are_equal_over_folders_locales_zones_and_hash_seeds(tmp_path: Path) -> None:
    first, second = (run(tmp_path / str(i), place) for i, place in enumerate(PLACES))
    assert first.keys() == second.keys() >= {"report.html", "report.md", "trials.npz"}
    written = {Path(name).suffix for name in first}
    assert written >= {".html", ".md", ".json", ".npz", ".csv", ".xlsx", ".svg", ".png", ".pdf"}
    assert {name for name in first if first[name] != second[name]} == set()
