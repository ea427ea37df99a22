"""Files written whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planforge.files import write_whole


def test_a_whole_file(tmp_path: Path) -> None:
    """The bytes stand there, folders are made, nothing else stays."""
    path = tmp_path / "new" / "plan.json"
    write_whole(path, b"plan")
    assert path.read_bytes() == b"plan"
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the rename fails, the old file stands and no temporary file stays."""
    path = tmp_path / "plan.json"
    path.write_text("old")

    def fail(self: Path, target: Path) -> Path:
        raise PermissionError("in use")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PermissionError):
        write_whole(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays whole, and no temporary one is left over."""
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    """What only the coach may read stays so when it is written anew; a new file may be read by all."""
    path = tmp_path / "ann.yaml"
    write_whole(path, b"old")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_keeps_its_owner_and_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given anew where the system lets us; where it does not, the group alone is tried, then let be."""
    path, asked = tmp_path / "ann.yaml", []
    path.write_text("old")

    def chown(_: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        raise PermissionError

    monkeypatch.setattr(os, "chown", chown)
    write_whole(path, b"new")
    there = path.stat()
    assert asked == [(there.st_uid, there.st_gid), (-1, there.st_gid)]
    assert path.read_text() == "new"
