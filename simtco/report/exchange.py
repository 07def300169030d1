"""Two folders change places in one step, where the system can."""

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths count from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2 (Linux 3.15), RENAME_SWAP of renamex_np (macOS 10.12)


def exchange(one: Path, other: Path) -> bool:
    """Let two paths change places at once; False where this system or disk cannot.

    Python has no call for it (docs/decisions/0006-whole-reports.md).
    """
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = system.renamex_np(first, second, _EXCHANGE)
        else:
            failed = system.renameat2(_HERE, first, _HERE, second, _EXCHANGE)
    except (AttributeError, OSError, TypeError):  # no such call; no C library to ask
        return False
    return not failed
