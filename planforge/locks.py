"""One writer at a time: a lock on a file that the system lets go when its holder ends, however it ends.

On POSIX the file itself is locked, so that nothing is left beside it; Windows renames no file that is
open, so there a file of the user's temporary folder stands for it.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = (
    10.0  # seconds [default]: a write takes a few hundredths; a stopped program must not hold up another
)
PAUSE = 0.02


class Busy(OSError):
    """Another program has held the lock for longer than a write takes."""


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file, also while it is replaced; Busy where another keeps it.

    Where the file system knows no locks, nothing is held.
    """
    end = time.monotonic() + patience
    while (handle := _try(path)) is None:
        if time.monotonic() >= end:
            raise Busy("another program is writing it")
        time.sleep(PAUSE)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)  # which lets the lock go


if sys.platform == "win32":
    import msvcrt

    def _try(path: Path) -> int | None:
        """The handle that holds the lock; None while another has it."""
        mark = hashlib.sha256(os.path.normcase(path.resolve()).encode()).hexdigest()[:24]
        beside = Path(tempfile.gettempdir()) / f"planforge-{mark}.lock"
        handle = os.open(beside, os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            return None
        return handle

else:
    import fcntl

    def _try(path: Path) -> int | None:
        """The handle that holds the lock, -1 where there are no locks; None while another has it."""
        try:
            handle = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return -1  # told where it is read
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        except OSError:
            os.close(handle)
            return -1
        try:
            same = os.path.samestat(os.fstat(handle), path.stat())
        except OSError:
            same = False
        if same:
            return handle
        os.close(handle)  # it was replaced meanwhile: the lock is on a file that is gone
        return None
