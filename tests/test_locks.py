"""One writer at a time, in several processes; and nobody waits for ever."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT

from planforge.files import write_whole
from planforge.locks import Busy, locked

COUNT = """
import sys, time
from pathlib import Path
from planforge.files import write_whole
from planforge.locks import locked
path = Path(sys.argv[1])
for _ in range(10):
    with locked(path):
        number = int(path.read_text())
        time.sleep(0.002)
        write_whole(path, str(number + 1).encode())
"""
HOLD = """
import sys, time
from pathlib import Path
from planforge.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def start(program: str, path: Path, output: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdout=output,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def test_processes_that_read_and_replace_a_file_lose_nothing(tmp_path: Path) -> None:
    """Each counts on from what stands there, and nothing is left beside the file."""
    path = tmp_path / "count"
    path.write_text("0")
    writers = [start(COUNT, path) for _ in range(4)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    assert path.read_text() == "40"
    assert list(tmp_path.iterdir()) == [path]


def test_a_lock_that_is_kept_is_told_and_ends_with_its_holder(tmp_path: Path) -> None:
    """Busy after the patience; a holder that was killed blocks nobody."""
    path = tmp_path / "a.yaml"
    path.write_text("x")
    holder = start(HOLD, path, subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    began = time.monotonic()
    with pytest.raises(Busy, match="another program"), locked(path, 0.1):
        pass
    assert time.monotonic() - began < 5
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with locked(path, 1.0):
        write_whole(path, b"y")
    assert path.read_text() == "y"


def test_a_file_that_is_not_there_is_left_to_its_reader(tmp_path: Path) -> None:
    """Nothing is made and nothing raised."""
    with locked(tmp_path / "none"):
        pass
    assert list(tmp_path.iterdir()) == []
