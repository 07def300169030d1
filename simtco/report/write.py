"""Files of a report on disk: all of them or none."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

OWN_FILES = ("report.html", "report.md", "summary.json", "run.json", "trials.npz")


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Replace a report's folder by these files; until the last step the old report stays whole.

    A file that is none of a report's own is kept.

    Raises:
        OSError: the folder cannot be written; the old report is as it was.

    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        if folder.is_dir():
            own = shutil.ignore_patterns(*OWN_FILES)
            shutil.copytree(folder, fresh, ignore=own, dirs_exist_ok=True, symlinks=True)
        for name, content in files.items():
            _write(fresh / name, content)
        fresh.chmod(0o755)
        _swap(fresh, folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def claim(folder: Path) -> None:
    """Make sure that a report can be written, before anything is worked out.

    Raises:
        OSError: the folder cannot be written.

    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file", str(folder))
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent):
        pass


def _write(path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in the old one's place; on failure put the old one back."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    folder.rename(old / "report")
    try:
        fresh.rename(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            (old / "report").rename(folder)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
