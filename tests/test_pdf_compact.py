"""Packing a PDF: the same objects, fewer bytes, still a PDF to strict readers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import outside_program
from printed_pdf import read, write
from printed_plans import printed_plan
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from planforge.render import pdf
from planforge.render.pdf_compact import compact

OF_A_STREAM = {"/Length", "/Filter", "/DecodeParms"}  # how it is packed, not what it holds


@pytest.fixture(scope="module")
def files() -> tuple[bytes, bytes]:
    """The compiler's own file, and the packed one."""
    kept: list[bytes] = []

    def keep(data: bytes, plan_id: str) -> bytes:  # which is tried with what reads it
        kept.append(data)
        return compact(data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "compact", keep)
        packed, problems = write(printed_plan())
    assert problems == []
    return kept[0], packed


def differences(before: bytes, after: bytes) -> tuple[list[str], int]:
    """What differs between two documents from their roots on, whatever the numbers; and the objects met."""
    first, second = read(before), read(after)
    partner: dict[int, int] = {}
    found = []
    todo: list[tuple[str, Any, Any]] = [
        (key, first.trailer.raw_get(key), second.trailer.raw_get(key)) for key in ("/Root", "/Info")
    ]
    while todo:
        where, one, other = todo.pop()
        if isinstance(one, IndirectObject) and isinstance(other, IndirectObject):
            if one.idnum in partner:
                if partner[one.idnum] != other.idnum:
                    found.append(f"{where}: another object")
                continue
            partner[one.idnum] = other.idnum
            one, other = one.get_object(), other.get_object()
        if type(one) is not type(other) and not (
            isinstance(one, StreamObject) and isinstance(other, StreamObject)
        ):
            found.append(f"{where}: {type(one).__name__} and {type(other).__name__}")
        elif isinstance(one, DictionaryObject):
            names = set(one)
            if isinstance(one, StreamObject):
                names -= OF_A_STREAM
                if one.get_data() != other.get_data():
                    found.append(f"{where}: another stream")
            there = set(other) - (OF_A_STREAM if isinstance(other, StreamObject) else set())
            found += [f"{where}{name}: in one alone" for name in sorted(names ^ there)]
            todo += [(f"{where}{name}", one.raw_get(name), other.raw_get(name)) for name in names & there]
        elif isinstance(one, ArrayObject):
            if len(one) != len(other):
                found.append(f"{where}: {len(one)} and {len(other)} entries")
            todo += [(f"{where}[{n}]", a, b) for n, (a, b) in enumerate(zip(one, other, strict=False))]
        elif one != other:
            found.append(f"{where}: {one!r} and {other!r}")
    if len(set(partner.values())) != len(partner):
        found.append("two objects became one")
    return found, len(partner)


def test_packing_keeps_every_object(files: tuple[bytes, bytes]) -> None:
    """Pages, tags, links, bookmarks, metadata and its dates are the compiler's, in a third of the bytes."""
    before, packed = files
    found, objects = differences(before, packed)
    assert found == []
    assert objects > 1_000
    assert 3 * len(packed) < len(before)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb"/S/TH\b", b"/S/TD"),
        (rb"D:2026\d{4}", b"D:20260101"),
        (rb"/Lang\b", b"/Long"),
        (rb"/Title\(W", b"/Title(V"),
    ],
)
def test_a_change_is_seen(old: bytes, new: bytes, files: tuple[bytes, bytes]) -> None:
    """A tag of another kind, another date, no language, another bookmark."""
    before, packed = files
    planted, count = re.subn(old, new, before, count=1)
    assert (count, len(planted)) == (1, len(before))
    assert differences(planted, packed)[0] != []


def test_a_bookmark_that_leads_elsewhere_is_seen(files: tuple[bytes, bytes]) -> None:
    before, packed = files
    places = re.findall(rb"/Dest (\d+) 0 R", before)
    other = next(one for one in places if one != places[0] and len(one) == len(places[0]))
    planted = before.replace(b"/Dest %s 0 R" % places[0], b"/Dest %s 0 R" % other, 1)
    assert differences(planted, packed)[0] != []


def test_the_same_document_is_packed_into_the_same_bytes(files: tuple[bytes, bytes]) -> None:
    before, packed = files
    assert compact(before) == packed
    assert packed.startswith(b"%PDF-1.7")


def test_qpdf_finds_nothing_wrong(files: tuple[bytes, bytes], tmp_path: Path) -> None:
    """A strict outside reader accepts the packed file."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(files[1])
    qpdf = outside_program("qpdf", "qpdf")
    done = subprocess.run([qpdf, "--check", path], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
