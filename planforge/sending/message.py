"""A letter as the bytes of a mail (RFC 5322, MIME): one recipient, seven bits, the same for the same input.

Names and subjects are written here rather than by Python's own headers, which fold a name with letters beyond
ASCII so that a comma in it parts two addresses in some versions. What could end a line is gone before that;
an address that is not plain ASCII is refused, since cleaning it would make another one.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import unicodedata
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from planforge.models.mail import Attachment, Letter, Sender
from planforge.sending.addresses import usable_address

LONGEST_LINE = 76  # of a header with encoded words (RFC 2047, 2)
WORD_BYTES = 30  # of UTF-8 in an encoded word, so that it fits behind every header's name
LONGEST_NAME, LONGEST_SUBJECT = 120, 200  # characters [default]; what is longer is cut
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,200}@[A-Za-z0-9.-]{1,200}>")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
PLAIN_NAME = re.compile(rf"{ATOM}( {ATOM})*")
METHOD = re.compile(rb"^METHOD:([A-Z]+)\r?$", re.MULTILINE)  # of a calendar: RFC 6047, 2.4
# Letters that turn the reading direction, which make a name look like another.
TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
WIRE = policy.SMTP.clone(cte_type="7bit")


class RefusedError(ValueError):
    """What must not stand in a mail's head; the text says why."""


def compose(
    letter: Letter,
    sender: Sender | None,
    *,
    message_id: str = "",
    date: dt.datetime | None = None,
    draft: bool = False,
) -> bytes:
    """The mail, CRLF at each end of a line. RefusedError where an address or the message id is not safe.

    A draft has no date and no message id, which the program that sends it gives, and may have no sender.
    """
    lines = []
    if sender is not None:
        lines.append(_mailbox("From", sender.name, sender.address))
    lines += [_mailbox("To", letter.name, letter.to), _header("Subject", letter.subject, LONGEST_SUBJECT)]
    if draft:
        # The first for Outlook and Thunderbird, the second for Apple Mail.
        lines += ["X-Unsent: 1", "X-Uniform-Type-Identifier: com.apple.mail-draft"]
    else:
        if sender is None or date is None or date.tzinfo is None:
            raise RefusedError("a mail has a sender, and a date with its zone")
        if not MESSAGE_ID.fullmatch(message_id):
            raise RefusedError(f"{message_id!r} is no message id")
        lines += [f"Date: {format_datetime(date)}", f"Message-ID: {message_id}"]
    head = "".join(f"{line}\r\n" for line in lines).encode("ascii")
    return head + _body(letter, message_id).as_bytes(policy=WIRE)


def _body(letter: Letter, message_id: str) -> EmailMessage:
    """Text and HTML as alternatives, and the files behind them; boundaries follow from the letter."""
    body = EmailMessage(policy=WIRE)
    body.set_content(_sound(letter.text), cte="quoted-printable")
    body.add_alternative(_sound(letter.html), subtype="html", cte="quoted-printable")
    for attachment in letter.attachments:
        _attach(body, attachment)
    seed = "\0".join([message_id, letter.athlete, letter.kind, letter.plan_id, str(letter.week)])
    mark = hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:24]
    for number, part in enumerate(one for one in body.walk() if one.is_multipart()):
        # "=_" stands neither in base64 nor in quoted-printable, so that no part holds its boundary.
        part.set_boundary(f"=_{mark}_{number}")
    return body


def _attach(body: EmailMessage, attachment: Attachment) -> None:
    kind = attachment.media_type.partition(";")[0].strip().lower()
    if not MEDIA_TYPE.fullmatch(kind) or kind.startswith(("multipart/", "message/")):
        raise RefusedError(f"{attachment.media_type!r} is no type of a file")
    main, sub = kind.split("/")
    params = {}
    if main == "text":
        params["charset"] = "utf-8"
    if kind == "text/calendar" and (method := METHOD.search(attachment.data)):
        params["method"] = method[1].decode("ascii")
    name = re.sub(r"[/\\]", "_", clean(attachment.name)) or "file"
    body.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name, params=params)


def clean(text: str) -> str:
    """On one line: nothing that ends a line, does not print or turns the reading direction."""
    kept = ("" if char in TURNING else " " if _unprinted(char) else char for char in text)
    return " ".join("".join(kept).split())


def _unprinted(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}


def _sound(text: str) -> str:
    """Text that UTF-8 can hold, in lines that end alike."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return ends.encode("utf-8", "replace").decode("utf-8")


def _mailbox(header: str, name: str, address: str) -> str:
    """`Name <address>`; the name as atoms, quoted or encoded, the address as it is or not at all."""
    if usable_address(address)[0] != address:
        raise RefusedError(f"{address!r} is no address that a mail can go to as it stands")
    shown = clean(name)[:LONGEST_NAME].strip()
    if not shown:
        return f"{header}: {address}"
    if _readable(shown) and len(header) + len(shown) < LONGEST_LINE - 6:
        text = shown if PLAIN_NAME.fullmatch(shown) else '"' + re.sub(r'(["\\])', r"\\\1", shown) + '"'
    else:
        text = _encoded(shown)
    last = len(text.rpartition("\n")[2]) + (len(header) + 2 if "\n" not in text else 0)
    fold = " " if last + len(address) + 3 <= LONGEST_LINE else "\r\n "
    return f"{header}: {text}{fold}<{address}>"


def _header(name: str, text: str, longest: int) -> str:
    """A header of plain words, folded between them; encoded where it has other letters or none to fold at."""
    said = clean(text)[:longest].strip()
    lines = [f"{name}:"]
    for word in said.split(" "):
        if len(lines[-1]) + 1 + len(word) <= LONGEST_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    if not _readable(said) or any(len(line) > LONGEST_LINE for line in lines):
        return f"{name}: {_encoded(said)}"
    return "\r\n".join(lines)


def _readable(text: str) -> bool:
    """Whether it may stand as it is: ASCII, and nothing that a reader would decode."""
    return text.isascii() and "=?" not in text


def _encoded(text: str) -> str:
    """As encoded words (RFC 2047), none of which splits a character."""
    words, held = [], b""
    for char in text:
        coded = char.encode("utf-8", "replace")
        if len(held) + len(coded) > WORD_BYTES:
            words.append(held)
            held = b""
        held += coded
    words.append(held)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(word).decode('ascii')}?=" for word in words)
