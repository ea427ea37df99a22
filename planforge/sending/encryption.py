"""Files locked by a password: a workbook as Office does it (ECMA-376, agile), a PDF by AES-256 (revision 6).

Both are opened again before they are handed back: a file that its own password does not open is worse than
none. The hash of an attachment stays that of the plain file, by which the ledger knows it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from planforge.models.mail import DOCUMENT, WORKBOOK, Attachment

LONGEST = 127  # bytes of a password: what PDF's revision 6 takes (ISO 32000-2, 7.6.4.3.3)


class NotLocked(ValueError):
    """A file that cannot be locked; it must not be sent in its place without a lock."""


def lockable(media_type: str) -> bool:
    """Whether this kind of file can be locked: a calendar or a watch file cannot."""
    return media_type in _LOCKS


def lock(attachment: Attachment, password: str) -> Attachment:
    """The same file behind a password. NotLocked where the kind, the password or the file is unfit."""
    locked_by = _LOCKS.get(attachment.media_type)
    if locked_by is None:
        raise NotLocked(f"{attachment.name} cannot be locked: only workbooks and PDF files can")
    if not password or not password.isprintable() or len(password.encode()) > LONGEST:
        raise NotLocked(f"the password must have 1 to {LONGEST} bytes, all of signs that are seen")
    try:
        data = locked_by(attachment.data, password)
    except Exception as error:  # what the two libraries raise has no common root; it may quote the password
        raise NotLocked(f"{attachment.name} cannot be locked ({type(error).__name__})") from None
    return replace(attachment, data=data)


def _workbook(plain: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile  # without types

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, locked)
    opened = io.BytesIO()
    book = OOXMLFile(io.BytesIO(locked.getvalue()))
    book.load_key(password=password)
    book.decrypt(opened, verify_integrity=True)
    if opened.getvalue() != plain:
        raise NotLocked
    return locked.getvalue()


def _document(plain: bytes, password: str) -> bytes:
    import pikepdf

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        # Whoever opens it may do all with it: PDF/UA asks that it may be read aloud.
        allowed = pikepdf.Permissions(modify_assembly=True)
        how = pikepdf.Encryption(owner=password, user=password, R=6, allow=allowed, aes=True, metadata=True)
        pdf.save(locked, encryption=how)
    with pikepdf.open(io.BytesIO(locked.getvalue()), password=password) as opened:
        if not opened.is_encrypted:
            raise NotLocked
    return locked.getvalue()


_LOCKS: dict[str, Callable[[bytes, str], bytes]] = {WORKBOOK: _workbook, DOCUMENT: _document}
