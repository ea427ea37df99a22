"""Drafts: the file's name, what makes programs open it ready to send, and whole files only."""

from __future__ import annotations

import datetime as dt
import os
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from planforge.models.mail import Attachment, Letter, LetterKind, Sender
from planforge.sending.drafts import save_draft

START, MONDAY = dt.date(2026, 11, 23), dt.date(2026, 12, 28)
PDF = Attachment("maya_2026-11-23.pdf", "application/pdf", b"%PDF", "0")


def letter(kind: LetterKind = "plan", to: str = "maya@example.org") -> Letter:
    week = MONDAY if kind == "week" else None
    return Letter("maya", "Maya", to, "Your plan", kind, "abc", week, "Hello\n", "<p>Hello</p>\n", (PDF,))


def test_a_draft_is_marked_unsent_and_leaves_date_and_id_to_who_sends_it(tmp_path: Path) -> None:
    path, problems = save_draft(letter(), Sender("Ana", "ana@example.org"), tmp_path / "maya", start=START)
    assert (path, problems) == (tmp_path / "maya" / "maya_2026-11-23.eml", [])
    data = path.read_bytes() if path else b""
    read = message_from_bytes(data, policy=policy.default)
    assert (read["X-Unsent"], read["X-Uniform-Type-Identifier"]) == ("1", "com.apple.mail-draft")
    assert (str(read["From"]), str(read["To"])) == ("Ana <ana@example.org>", "Maya <maya@example.org>")
    assert [name for name in ("Date", "Message-ID", "Bcc", "Cc", "Received") if name in read] == []
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip


def test_without_a_sender_the_program_takes_its_own_account(tmp_path: Path) -> None:
    path, _ = save_draft(letter("week"), None, tmp_path, start=START)
    assert path == tmp_path / "maya_week_2026-12-28.eml"
    assert "From" not in message_from_bytes(path.read_bytes())


def test_the_same_letter_is_the_same_draft_and_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    first, _ = save_draft(letter(), None, tmp_path, start=START)
    assert first is not None
    whole = first.read_bytes()
    assert not (path_mode(first) & 0o077)
    first.write_bytes(b"older")
    first.chmod(0o644)
    assert save_draft(letter(), None, tmp_path, start=START) == (first, [])
    assert (first.read_bytes(), [one.name for one in tmp_path.iterdir()]) == (whole, [first.name])
    assert not (path_mode(first) & 0o077)


def path_mode(path: Path) -> int:
    """Its rights; a draft holds health data and an address, so others have none."""
    return path.stat().st_mode if os.name == "posix" else 0


def test_an_address_that_is_none_leaves_no_draft(tmp_path: Path) -> None:
    path, problems = save_draft(letter(to="maya@example.org\nBcc: x@y.org"), None, tmp_path, start=START)
    assert (path, [one.code for one in problems], list(tmp_path.iterdir())) == (None, ["PF634"], [])


@pytest.mark.parametrize("name", ["maya_2026-11-23.eml", ""])
def test_a_place_that_cannot_be_written_is_a_problem(name: str, tmp_path: Path) -> None:
    """A folder of the draft's name; a file where the athlete's folder should be."""
    folder = tmp_path / "maya"
    if name:
        (folder / name).mkdir(parents=True)
    else:
        folder.write_text("")
    path, problems = save_draft(letter(), None, folder, start=START)
    assert (path, [one.code for one in problems]) == (None, ["PF702"])
