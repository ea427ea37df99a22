"""Files that go along: read from the athlete's own folder, and only where they are what was written there.

A file is taken when it is an ordinary file of the folder itself, its bytes have the recorded hash, and
what was written down of it names the plan, as does a workbook, a PDF or a calendar itself. All that is
passed on is bytes, so that what was checked is what is sent.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planforge.files import digest
from planforge.models.mail import DOCUMENT, WORKBOOK, Attachment
from planforge.problems import Place, Problem, Severity
from planforge.units import shown


@dataclass(frozen=True)
class Kind:
    """What may be attached. The record (.json) is none of them: it holds every measured value."""

    suffix: str
    media_type: str
    what: str


KINDS: Mapping[str, Kind] = {
    "xlsx": Kind("xlsx", WORKBOOK, "workbook"),
    "pdf": Kind("pdf", DOCUMENT, "PDF"),
    "ics": Kind("ics", "text/calendar", "calendar"),
    "html": Kind("html", "text/html", "page"),
    "fit": Kind("fit.zip", "application/zip", "watch file"),
}
USUAL = ("xlsx", "pdf", "ics")
BOOK_PLAN_ID, PDF_PLAN_ID = "planforge_plan_id", "/PlanforgePlanId"  # as the renderers write them
PROPERTIES = "docProps/custom.xml"
MOST_PROPERTIES = 1_000_000  # bytes [default]
MOST_FILE = 200_000_000  # bytes [default]: more is no file of ours, and is not read
# A mail beside its files: heads, both bodies' own growth, the lines between the parts [default].
HEADS = 8_000


@dataclass(frozen=True)
class Recorded:
    """What the folder's ledger says of a file; empty where it says nothing."""

    sha256: str
    plan_id: str


def kind_of(name: str) -> Kind:
    """The kind of a file by its name."""
    return next(kind for kind in KINDS.values() if name.endswith(f".{kind.suffix}"))


def format_of(name: str) -> str:
    """The format a file's name tells, as it is named on the command line."""
    kind = kind_of(name)
    return next(one for one, each in KINDS.items() if each is kind)


def read_own(path: Path, folder: Path) -> tuple[bytes | None, str]:
    """The bytes of an ordinary file that lies in the folder itself, or None with what is wrong.

    No link is followed: one could lead to another athlete's file.
    """
    try:
        if folder.is_symlink() or path.is_symlink():
            return None, "is a link, which is not followed"
        if path.parent != folder or folder.resolve() != folder.parent.resolve() / folder.name:
            return None, "does not lie in the athlete's own folder"
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
                         | getattr(os, "O_NONBLOCK", 0))  # fmt: skip
        with os.fdopen(handle, "rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                return None, "is no ordinary file"
            if found.st_size > MOST_FILE:
                return None, f"has {found.st_size / 1e6:.0f} MB"
            return stream.read(), ""
    except FileNotFoundError:
        return None, "is not there"
    except (OSError, ValueError) as error:
        return None, f"cannot be read: {getattr(error, 'strerror', None) or error}"


def attachment(
    path: Path, folder: Path, recorded: Recorded, plan_id: str, athlete: str
) -> tuple[Attachment | None, list[Problem]]:
    """The file as it goes along, or None with what forbids it."""
    kind = kind_of(path.name)
    format_ = format_of(path.name)
    again = f"planforge plan {athlete} --format {format_} writes it again"

    def refused(message: str, hint: str = again) -> tuple[None, list[Problem]]:
        return None, [Problem("PF811", Severity.ERROR, Place(shown(path, 300)), message, hint)]

    data, fault = read_own(path, folder)
    if data is None:
        return refused(f"this {kind.what} {fault}", "put the file itself there: " + again)
    found = digest(data)
    if not recorded.sha256:
        return refused(f"nothing says that this {kind.what} was written by planforge")
    if found != recorded.sha256:
        if format_ == "xlsx":
            return refused(
                "this workbook was filled in, or changed, since it was written",
                f"planforge plan {athlete} --force writes a fresh one and keeps this as a copy; "
                "or name the other files with --attach",
            )
        return refused(f"this {kind.what} is not as it was written")
    if not recorded.plan_id:
        part = "has some weeks of the plan alone (--weeks), or " if format_ == "pdf" else ""
        return refused(f"this {kind.what} {part}was written by an earlier version, which noted no plan")
    inside = INSIDE[format_](data) if format_ in INSIDE else recorded.plan_id
    if not plan_id == recorded.plan_id == inside:
        return refused(f"this {kind.what} belongs to another plan than the record")
    return Attachment(path.name, kind.media_type, data, found), []


def _in_book(data: bytes) -> str:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if book.getinfo(PROPERTIES).file_size > MOST_PROPERTIES:
                return ""
            text = book.read(PROPERTIES)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(text, parser)
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        etree.XMLSyntaxError,
    ):
        return ""
    for one in root.iter("{*}property"):
        if one.get("name") == BOOK_PLAN_ID:
            return "".join(str(text) for text in one.itertext()).strip()
    return ""


def _in_pdf(data: bytes) -> str:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return str(document.trailer.get("/Info", pikepdf.Dictionary()).get(PDF_PLAN_ID, ""))
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return ""


def _in_calendar(data: bytes) -> str:
    unfolded = re.sub(rb"\r?\n[ \t]", b"", data)  # RFC 5545, 3.1
    found = re.search(rb"^X-PLANFORGE-PLAN-ID[^:\r\n]*:([^\r\n]*)", unfolded, re.MULTILINE | re.IGNORECASE)
    return found[1].decode(errors="replace").strip() if found else ""


# The plan id that a file carries; empty where it carries none or cannot be read.
INSIDE: Mapping[str, Callable[[bytes], str]] = {"xlsx": _in_book, "pdf": _in_pdf, "ics": _in_calendar}


def mail_bytes(texts: Sequence[str], attachments: Sequence[Attachment]) -> int:
    """How large a mail becomes, at most.

    Files go in base64, four signs for three bytes in lines of 76 and their two ends (RFC 2045, 6.8), and
    words in quoted-printable, where a byte may become three (6.7).
    """
    files = sum(-(-len(one.data) // 57) * 78 for one in attachments)
    return HEADS + sum(3 * len(text.encode()) for text in texts) + files
