"""What may go along: files of the athlete's own folder, as they were written, of the plan that is sent."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pikepdf
import pytest

from planforge.models.mail import Attachment
from planforge.problems import Problem
from planforge.sending.attachments import (
    INSIDE,
    KINDS,
    MOST_FILE,
    MOST_PROPERTIES,
    Recorded,
    attachment,
    mail_bytes,
    read_own,
)

PLAN = "0123456789ab"
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property name="other"><vt:lpwstr>no</vt:lpwstr></property>'
    '<property name="planforge_plan_id"><vt:lpwstr>{}</vt:lpwstr></property></Properties>'
)


def book(plan_id: str = PLAN, custom: str | None = None) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", CUSTOM.format(plan_id) if custom is None else custom)
    return data.getvalue()


def pdf(plan_id: str = PLAN) -> bytes:
    data = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/PlanforgePlanId"] = plan_id
        document.save(data)
    return data.getvalue()


def ics(plan_id: str = PLAN) -> bytes:
    return f"BEGIN:VCALENDAR\r\nX-PLANFORGE-PLAN-ID:{plan_id[:5]}\r\n {plan_id[5:]}\r\n".encode()


MAKE = {"xlsx": book, "pdf": pdf, "ics": ics}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ann").mkdir()
    return tmp_path / "ann"


def take(
    path: Path, folder: Path, data: bytes | None = None, plan_id: str = PLAN
) -> tuple[Attachment | None, list[Problem]]:
    """The file as an attachment, where the folder's ledger has the hash of `data`."""
    data = path.read_bytes() if data is None else data
    return attachment(path, folder, Recorded(hashlib.sha256(data).hexdigest(), plan_id), PLAN, "ann")


def refused(found: tuple[Attachment | None, list[Problem]]) -> Problem:
    one, (problem,) = found
    assert one is None
    assert (problem.code, problem.is_error) == ("PF811", True)
    assert "planforge plan ann" in problem.hint
    return problem


@pytest.mark.parametrize("name", ["xlsx", "pdf", "ics"])
def test_a_file_as_it_was_written_goes_along(folder: Path, name: str) -> None:
    path = folder / f"ann_2026-11-23.{name}"
    path.write_bytes(MAKE[name]())
    one, problems = take(path, folder)
    assert problems == []
    assert one == Attachment(
        path.name, KINDS[name].media_type, path.read_bytes(), hashlib.sha256(path.read_bytes()).hexdigest()
    )


@pytest.mark.parametrize("name", ["xlsx", "pdf", "ics"])
def test_a_file_of_another_plan_is_refused(folder: Path, name: str) -> None:
    """By what the file says, by what was written down of it, and by both."""
    path = folder / f"ann_2026-11-23.{name}"
    path.write_bytes(MAKE[name]("ffffffffffff"))
    for recorded in (PLAN, "ffffffffffff"):
        assert "another plan" in refused(take(path, folder, plan_id=recorded)).message
    path.write_bytes(MAKE[name]())
    assert "another plan" in refused(take(path, folder, plan_id="ffffffffffff")).message


@pytest.mark.parametrize("name", ["html", "fit.zip"])
def test_a_page_and_a_watch_file_are_known_by_what_was_written_down(folder: Path, name: str) -> None:
    path = folder / f"ann_2026-11-23.{name}"
    path.write_bytes(b"<p>")
    assert take(path, folder)[1] == []
    assert "another plan" in refused(take(path, folder, plan_id="ffffffffffff")).message
    assert "noted no plan" in refused(take(path, folder, plan_id="")).message


def test_a_file_that_is_far_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "ann.pdf"
    path.write_bytes(b"")
    os.truncate(path, MOST_FILE)
    monkeypatch.setattr("planforge.sending.attachments.MOST_FILE", MOST_FILE - 1)
    assert read_own(path, folder) == (None, "has 200 MB")


def test_a_filled_in_workbook_is_refused_with_what_to_do(folder: Path) -> None:
    path = folder / "ann_2026-11-23.xlsx"
    path.write_bytes(book() + b" ")
    problem = refused(take(path, folder, book()))
    assert "filled in" in problem.message
    assert "--force" in problem.hint
    assert "--attach" in problem.hint


def test_changed_unknown_and_missing_files_are_refused(folder: Path) -> None:
    path = folder / "ann_2026-11-23.pdf"
    path.write_bytes(pdf() + b" ")
    assert "not as it was written" in refused(take(path, folder, pdf())).message
    unknown = attachment(path, folder, Recorded("", ""), PLAN, "ann")
    assert "nothing says" in refused(unknown).message
    assert "is not there" in refused(take(folder / "ann_2026-11-30.pdf", folder, pdf())).message


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_no_link_is_followed(folder: Path, tmp_path: Path) -> None:
    """A link to another athlete's file, a link for the folder, a way out of the folder, a pipe."""
    (tmp_path / "ben").mkdir()
    other = tmp_path / "ben" / "ben.pdf"
    other.write_bytes(pdf())
    path = folder / "ann.pdf"
    path.symlink_to(other)
    assert "link" in refused(take(path, folder)).message
    (tmp_path / "cleo").symlink_to(tmp_path / "ben", target_is_directory=True)
    assert "link" in refused(take(tmp_path / "cleo" / "ben.pdf", tmp_path / "cleo")).message
    assert "own folder" in refused(take(folder / ".." / "ben" / "ben.pdf", folder)).message
    assert "own folder" in refused(take(other, tmp_path / "ben" / ".." / "ben" / "..")).message
    os.mkfifo(folder / "pipe.pdf")
    assert read_own(folder / "pipe.pdf", folder) == (None, "is no ordinary file")
    assert read_own(folder / "a\0b.pdf", folder)[0] is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("xlsx", b""),
        ("xlsx", b"PK\x03\x04 no zip"),
        ("xlsx", book(custom="<a")),
        ("xlsx", book(custom='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')),
        ("xlsx", book(custom=" " * (MOST_PROPERTIES + 1))),
        ("pdf", b""),
        ("pdf", b"%PDF-1.7 no more"),
        ("pdf", pdf().replace(b"/PlanforgePlanId", b"/PlanforgePlanIx")),
        ("ics", b"SUMMARY:X-PLANFORGE-PLAN-ID:0123456789ab\r\n"),
    ],
)
def test_a_file_that_says_nothing_has_no_plan(name: str, data: bytes) -> None:
    assert INSIDE[name](data) == ""


def test_a_mail_is_never_larger_than_was_said() -> None:
    """Against Python's own encoder: base64, quoted-printable, heads."""
    from email import policy
    from email.message import EmailMessage

    text = "Übung macht’s = \n" * 300
    files = [
        Attachment(f"ann_{n}.pdf", "application/pdf", os.urandom(n), "") for n in (0, 1, 57, 58, 300_001)
    ]
    mail = EmailMessage(policy=policy.SMTP)
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(f"<p>{text}</p>", subtype="html", cte="quoted-printable")
    for one in files:
        mail.add_attachment(one.data, maintype="application", subtype="pdf", filename=one.name)
    said, real = mail_bytes((text, f"<p>{text}</p>"), files), len(mail.as_bytes())
    assert real <= said < real * 1.2
