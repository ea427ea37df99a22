"""Packing a PDF: the same objects, fewer bytes, still a PDF to strict readers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import outside_program
from printed_pdf import objects_of, write
from printed_plans import printed_plan

from planforge.render import pdf
from planforge.render.pdf_compact import compact


def shown(one: object) -> str:
    """An object without the memory address of its file in its references."""
    return re.sub(r"IndirectObject\((\d+), 0, \d+\)", r"\1 0 R", repr(one))


def test_packing_keeps_every_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packed file holds the objects of the compiler's file, one by one, in a third of the bytes."""
    kept: list[bytes] = []

    def keep(data: bytes) -> bytes:
        kept.append(data)
        return compact(data)

    monkeypatch.setattr(pdf, "compact", keep)
    packed, _ = write(printed_plan())
    before, after = objects_of(kept[0]), objects_of(packed)
    assert {number: shown(one) for number, one in before.items()} == {
        number: shown(after[number]) for number in before
    }
    assert 3 * len(packed) < len(kept[0])


def test_packing_leaves_what_it_does_not_know() -> None:
    """A file of another build comes back as it is."""
    assert compact(b"%PDF-1.4\nsomething else\n%%EOF") == b"%PDF-1.4\nsomething else\n%%EOF"


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    """A strict outside reader accepts the packed file."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(write(printed_plan())[0])
    qpdf = outside_program("qpdf", "qpdf")
    done = subprocess.run([qpdf, "--check", path], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
