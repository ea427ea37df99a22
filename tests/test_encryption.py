"""Workbook and PDF behind a password: nothing without it, the plan with it."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
import warnings
from pathlib import Path

import msoffcrypto
import openpyxl
import pikepdf
import pypdf
import pytest
from letters import file
from msoffcrypto.format.ooxml import OOXMLFile

from planforge.models.mail import DOCUMENT, WORKBOOK, Attachment
from planforge.sending.encryption import NotLocked, lock, lockable

PASSWORD = "Lauf-Zeit ünd Ruhe"


def workbook(rows: int = 3) -> Attachment:
    book = openpyxl.Workbook()
    for row in range(rows):
        book.active.append([f"{row * 7919 % 100_003}", row])
    stream = io.BytesIO()
    book.save(stream)
    return dataclasses.replace(file("plan.xlsx", stream.getvalue()), media_type=WORKBOOK)


def document() -> Attachment:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = "Maya Okafor"
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = "Maya Okafor"
        pdf.save(stream)
    return file("plan.pdf", stream.getvalue())


def test_a_locked_workbook_is_the_plan_byte_for_byte() -> None:
    """A book of two thousand cells, by the strongest lock that Office knows."""
    plain = workbook(1000)
    locked = lock(plain, PASSWORD)
    assert (locked.name, locked.sha256) == (plain.name, plain.sha256)
    assert not locked.data.startswith(b"PK")
    book = msoffcrypto.OfficeFile(io.BytesIO(locked.data))
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        book.load_key(password="another", verify_password=True)
    opened = io.BytesIO()
    book.load_key(password=PASSWORD, verify_password=True)
    book.decrypt(opened, verify_integrity=True)
    assert opened.getvalue() == plain.data
    info = book.file.openstream("EncryptionInfo").read()
    assert b'cipherAlgorithm="AES"' in info
    assert b'keyBits="256"' in info
    assert b'hashAlgorithm="SHA512"' in info


def test_a_locked_document_opens_with_the_password_alone() -> None:
    """AES-256 of revision 6 by another reader; its title is hidden, reading aloud stays allowed."""
    locked = lock(document(), PASSWORD)
    assert b"Maya" in document().data
    assert b"Maya" not in locked.data
    reader = pypdf.PdfReader(io.BytesIO(locked.data))
    assert reader.is_encrypted
    assert reader.decrypt("another") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt("") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt(PASSWORD) != pypdf.PasswordType.NOT_DECRYPTED
    assert reader.metadata is not None
    assert reader.metadata.title == "Maya Okafor"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked.data))
    with pikepdf.open(io.BytesIO(locked.data), password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert int(pdf.trailer.Encrypt.P) & 1 << 9  # bit 10: reading aloud (ISO 32000-2, table 22)
        assert pdf.allow.print_highres
        assert pdf.allow.extract


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_says_that_a_password_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(lock(document(), PASSWORD).data)
    assert subprocess.run(["qpdf", "--requires-password", path], check=False).returncode == 0
    shown = subprocess.run(
        ["qpdf", f"--password={PASSWORD}", "--show-encryption", path],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "R = 6" in shown.stdout
    assert "file encryption method: AESv3" in shown.stdout


def test_what_cannot_be_locked_is_never_handed_back_unlocked() -> None:
    """Another kind of file, a file that is none, and a password that could not be typed."""
    calendar = dataclasses.replace(file("plan.ics", b"BEGIN:VCALENDAR"), media_type="text/calendar")
    assert [lockable(kind) for kind in (WORKBOOK, DOCUMENT, "text/calendar")] == [True, True, False]
    broken = [calendar, file("plan.pdf", b"no pdf"), dataclasses.replace(workbook(), data=b"no book")]
    for attachment in broken:
        with pytest.raises(NotLocked, match=f"{attachment.name} cannot be locked") as stop:
            lock(attachment, PASSWORD)
        assert PASSWORD not in str(stop.value)
    for password in ("", "a\nb", "\x00", "ü" * 64):
        with pytest.raises(NotLocked, match="password"):
            lock(document(), password)


def test_what_its_own_password_does_not_open_is_never_handed_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that locks with another password, that changes what is inside, or that does not lock."""
    encrypt, encryption, decrypt = OOXMLFile.encrypt, pikepdf.Encryption, OOXMLFile.decrypt

    def refused(attachment: Attachment) -> None:
        with pytest.raises(NotLocked, match=f"{attachment.name} cannot be locked"):
            lock(attachment, PASSWORD)

    with monkeypatch.context() as patch:
        patch.setattr(OOXMLFile, "encrypt", lambda book, _, out: encrypt(book, "another", out))
        patch.setattr(pikepdf, "Encryption", lambda **_: encryption(owner="a", user="b", R=6))
        refused(workbook())
        refused(document())
    with monkeypatch.context() as patch:
        patch.setattr(pikepdf, "Encryption", lambda **_: False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a password that was not needed
            refused(document())
        patch.setattr(
            OOXMLFile, "decrypt", lambda book, out, **how: (decrypt(book, out, **how), out.write(b" "))[0]
        )
        refused(workbook())
    lock(workbook(), PASSWORD)
