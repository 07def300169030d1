"""Files of a report on disk: all of them or none, at every moment."""

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

from simtco.report.exchange import exchange
from simtco.report.gallery import FOLDER, is_picture

if sys.platform != "win32":
    import fcntl

OWN_FILES = (
    *("report.html", "report.md", "summary.json", "run.json", "trials.npz", "results.xlsx"),
    *("strategies.csv", "inputs.csv", "categories.csv", "months.csv", "percentiles.csv"),
)
_OLD = "old"  # what the old report is called while two renames put the new one in its place


def write_folder(
    folder: Path, files: Mapping[str, str | bytes], own_files: Collection[str] = OWN_FILES
) -> None:
    """Replace a report's folder by these files in one step; until then the old one stays whole.

    A file that is none of a report's own is kept. Of two runs at once the last one wins.

    Raises:
        OSError: the folder cannot be written; the old report is as it was.

    """
    with _named(folder), _workplace(folder) as place:
        fresh = place / folder.name
        if folder.is_dir():
            own = partial(_own, own_files)
            shutil.copytree(folder, fresh, ignore=own, symlinks=True)
        fresh.mkdir(exist_ok=True)
        for name, content in files.items():
            (fresh / name).parent.mkdir(exist_ok=True)
            _write(fresh / name, content)
        if (fresh / FOLDER).is_dir():
            _settle(fresh / FOLDER)
        _settle(fresh)
        _put(fresh, folder, place / _OLD)
        _settle(folder.parent)


def claim(folder: Path) -> None:
    """Make sure that a report can be written, before anything is worked out.

    What a run left behind that was killed is put right: a report half put in place, folders
    half written.

    Raises:
        OSError: the folder cannot be written.

    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _named(folder):
        if folder.is_symlink():
            said = "it is a link; name the folder that it leads to with --out"
            raise OSError(errno.ELOOP, said, str(folder))
        _clear(folder)
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is a file", str(folder))
        with _workplace(folder):
            pass


@contextlib.contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Say of every refusal which report it is about, not which file on the way."""
    try:
        yield
    except shutil.Error as error:  # several files that could not be copied
        source, _, why = error.args[0][0]
        raise OSError(errno.EIO, f"{source} cannot be kept: {why}", str(folder)) from error
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(folder)) from error


@contextlib.contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder beside the report to write in, held by a lock as long as this process lives."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent):
        place = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
        held = _hold(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        _release(held)


def _own(own_files: Collection[str], folder: str, files: list[str]) -> set[str]:
    """Files of a folder that a report wrote; its pictures where no other file is beside them."""
    there = Path(folder)
    if there.name == FOLDER:
        return {name for name in files if is_picture(name)}
    pictures = there / FOLDER
    bare = pictures.is_dir() and all(is_picture(path.name) for path in pictures.iterdir())
    return {*own_files, *((FOLDER,) if bare else ())} & set(files)


def _write(path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(fresh: Path, folder: Path, old: Path) -> None:
    """Put the fresh folder in the report's place: in one step, or in two where none is known."""
    if folder.exists() and exchange(fresh, folder):
        return
    with _alone(folder.parent):
        if folder.exists():
            folder.rename(old)
        try:
            fresh.rename(folder)
        except BaseException:
            with contextlib.suppress(OSError):
                old.rename(folder)
            raise


def _clear(folder: Path) -> None:
    """Take away what killed runs left; a report that is nowhere else goes to its place first."""
    with _alone(folder.parent):
        for place in sorted(folder.parent.iterdir()):
            held = _hold(place) if place.name.startswith(_prefix(folder)) else None
            if held is None:  # nothing of ours, or a run is at work in it
                continue
            if (place / _OLD).is_dir() and not folder.exists():
                (place / _OLD).rename(folder)
            shutil.rmtree(place, ignore_errors=True)
            _release(held)


def _prefix(folder: Path) -> str:
    return f".{folder.name}.writing."


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other run changes what stands in a folder, and let none do so meanwhile."""
    held = _hold(folder, wait=True)
    try:
        yield
    finally:
        _release(held)


def _hold(folder: Path, *, wait: bool = False) -> int | None:
    """A lock on a folder that ends with this process; None where another has it, or none can."""
    if sys.platform == "win32":
        return None
    descriptor = None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW * (not wait))
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB * (not wait))
    except OSError:
        _release(descriptor)
        return None
    return descriptor


def _release(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, so that they outlast a loss of power."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
