"""Files written whole: a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """One file whole; OSError leaves the old file and nothing else behind."""
    write_all({path: content}, private=private)


def write_all(contents: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Every file whole: all are written beside their places first, and only then renamed.

    OSError while writing leaves every old file as it was; nothing temporary stays behind. What is private
    only its owner may read, whatever stood there before.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            if path.is_dir():
                raise IsADirectoryError(f"{path} is a folder")
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
            waiting.append((Path(temporary), path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            if not private:  # a temporary file is its owner's alone
                _like(path, Path(temporary))
        for temporary_path, path in waiting:
            temporary_path.replace(path)
    finally:
        for temporary_path, _ in waiting:
            temporary_path.unlink(missing_ok=True)


def _like(path: Path, new: Path) -> None:
    """Owner, group and rights of the file that is replaced, as far as the system lets us."""
    old = path.stat() if path.exists() else None
    if old is not None and hasattr(os, "chown"):
        for owner in (old.st_uid, -1):  # the group alone may be ours to give
            with contextlib.suppress(OSError):
                os.chown(new, owner, old.st_gid)
                break
    new.chmod(old.st_mode & 0o777 if old else 0o644)


def digest(data: bytes) -> str:
    """By what a file is known again: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
