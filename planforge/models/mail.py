"""A mail to one athlete, and the server that takes it: what composing, the ledger and SMTP share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

LetterKind = Literal["plan", "week"]
Security = Literal["starttls", "tls"]
OutcomeState = Literal["sent", "drafted", "already", "failed", "unsure"]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/pdf"


@dataclass(frozen=True)
class Attachment:
    """A file of the athlete's own folder; the hash is of the file there, before any lock is put on it."""

    name: str
    media_type: str  # "application/pdf"
    data: bytes
    sha256: str


@dataclass(frozen=True)
class MailBody:
    """What a mail says: its subject, and the same words as text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Letter:
    """One mail to one athlete: words in text and HTML, and files. `week` is its Monday, else null."""

    athlete: str  # the id
    name: str
    to: str
    subject: str
    kind: LetterKind
    plan_id: str
    week: dt.date | None
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    words_sha256: str = ""  # of what it says beside the coach's message: two plans may say the same
    locked: bool = False  # its files go behind a password


@dataclass(frozen=True)
class Sender:
    """Who the mail comes from; the name may be empty."""

    name: str
    address: str


@dataclass(frozen=True)
class MailSettings:
    """The server of `planforge.toml`, without the password, which stands in no file."""

    host: str
    port: int
    security: Security
    user: str
    sender: Sender
    most_bytes: int  # the server's limit for one mail, attachments encoded
    ca_file: str | None = None  # of a server with a certificate of its own; null: the system's


@dataclass(frozen=True)
class Outcome:
    """What became of one letter. `unsure`: the server may or may not have it, and only a person can tell."""

    letter: Letter
    state: OutcomeState
    text: str
    hint: str = ""
