"""matplotlib keeps a list of fonts on the disk; a report is the same whatever is wrong with it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.font_manager import FontManager

from tests.cli.conftest import TINY
from tests.faults.test_same_bytes import COMMAND

FONTS = f"fontlist-v{FontManager.__version__}.json"


def page(folder: Path, cache: Path) -> bytes:
    """The page of a report that is written with the cache at a place."""
    folder.mkdir()
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "run", "tiny.toml", "--trials", "4096"],
        cwd=folder,
        env={**os.environ, "MPLCONFIGDIR": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return (folder / "reports/tiny/report.html").read_bytes()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("sound")
    return page(folder / "report", folder / "cache")


def _a_file(place: Path) -> None:
    place.touch()


def _garbage(place: Path) -> None:
    place.mkdir()
    (place / FONTS).write_bytes(b'{"_version": \0')


def _a_list_of_none(place: Path) -> None:
    place.mkdir()
    (place / FONTS).write_text("[]", encoding="utf-8")


@pytest.mark.parametrize("broken", [_a_file, _garbage, _a_list_of_none])
def test_a_broken_cache_of_fonts_changes_no_byte(
    tmp_path: Path, sound: bytes, broken: Callable[[Path], None]
) -> None:
    broken(tmp_path / "cache")
    assert page(tmp_path / "report", tmp_path / "cache") == sound
