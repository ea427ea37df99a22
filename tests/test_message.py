"""The bytes of a mail as Python's parser reads them: one recipient, no header of a name's making."""

from __future__ import annotations

import datetime as dt
import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from planforge.models.mail import Attachment, Letter, Sender
from planforge.sending.message import RefusedError, clean, compose

ID = "<20261128.maya@example.org>"
DATE = dt.datetime(2026, 11, 28, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
FILES = (
    Attachment("maya_2026-11-23.pdf", "application/pdf", bytes(range(256)) * 40, "0"),
    Attachment("maya_2026-11-23.ics", "text/calendar", CALENDAR, "1"),
)
LETTER = Letter(
    "maya", "Maya Okafor", "maya@example.org", "Your training plan", "plan", "abc123", None,
    "Hello Maya,\n\n3 × 8 left\n.\nFrom here on\n", "<p>3 × 8 left</p>\n", FILES,
)  # fmt: skip
COACH = Sender("Ana Marić", "ana@example.org")
HEAD = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
HOSTILE = (
    "Ann\r\nBcc: x@y.org", "Ann\nBcc: x@y.org", "Ann\rBcc: x", 'A", x@y.org, "B', "Ann <x@y.org>,",
    "A\0B", "Jos\u00e9, x@y.org", "A\u2028Bcc: x@y.org", "\u202egro.x@y", "\\", '"', "A;B:",
    "=?utf-8?q?=0D=0ABcc:_x@y.org?=",
)  # fmt: skip
REFUSED = (
    "", "maya", "a@b@c.org", "maya@example.org\r\nBcc: x@y.org", "a@b.org, c@d.org", "<a@b.org>",
    "maya@example.org ", "a@example.org\n", '"a b"@example.org', "a..b@example.org", ".a@example.org",
    "a@b..org", "a@-", "a" * 65 + "@example.org", "a@" + "b" * 64 + ".org", "a@" + "b." * 130 + "org",
    "\u017eofie@example.org", "zofie@b\u00fccher.example",
)  # fmt: skip


def bytes_of(letter: Letter = LETTER, sender: Sender | None = COACH, **options: object) -> bytes:
    given_ = {"message_id": ID, "date": DATE} | options
    return compose(letter, sender, **given_)  # type: ignore[arg-type]


def parsed(data: bytes) -> EmailMessage:
    read = message_from_bytes(data, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def with_(letter: Letter = LETTER, **changes: object) -> Letter:
    return Letter(**{**letter.__dict__, **changes})  # type: ignore[arg-type]


def content(part: EmailMessage | None) -> str:
    """A part's text with plain line ends: on the wire they are CRLF."""
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def squeezed(text: str) -> str:
    """Without blanks, which this parser puts between the encoded words of one name."""
    return "".join(text.split())


def people(read: EmailMessage, header: str) -> list[tuple[str, str]]:
    return [(one.display_name, one.addr_spec) for one in read[header].addresses]


def test_it_is_read_back_whole() -> None:
    read = parsed(bytes_of())
    assert people(read, "To") == [("Maya Okafor", "maya@example.org")]
    assert people(read, "From") == [("Ana Marić", "ana@example.org")]
    assert (read["Subject"], read["Message-ID"]) == ("Your training plan", ID)
    assert read["Date"].datetime == DATE
    assert set(read.keys()) == HEAD
    assert read.get_content_type() == "multipart/mixed"
    alternative, pdf, calendar = read.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    text, markup = (part for part in alternative.iter_parts() if isinstance(part, EmailMessage))
    assert (text.get_content_type(), markup.get_content_type()) == ("text/plain", "text/html")
    assert (content(text), content(markup)) == (LETTER.text, LETTER.html)
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", "maya_2026-11-23.pdf")
    assert pdf.get_content() == FILES[0].data
    assert calendar.get_payload(decode=True) == CALENDAR
    assert calendar["Content-Type"].params == {"charset": "utf-8", "method": "PUBLISH"}
    assert {one.get_content_disposition() for one in (pdf, calendar)} == {"attachment"}


def test_it_is_seven_bits_in_lines_that_every_server_takes() -> None:
    data = bytes_of(with_(text="é" * 5000 + "\n" + "x" * 5000, name="Żółć " * 20, subject="Läuferin " * 20))
    assert data.isascii()
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert content(parsed(data).get_body(("plain",))).startswith("é" * 5000)


def test_the_same_letter_is_the_same_bytes_and_boundaries_follow_the_id() -> None:
    assert bytes_of() == bytes_of()
    marks = [re.findall(rb'boundary="([^"]+)"', bytes_of(message_id=one)) for one in (ID, "<2@example.org>")]
    assert len({mark for pair in marks for mark in pair}) == 4
    assert all(mark.startswith(b"=_") for pair in marks for mark in pair)


def test_a_letter_without_files_is_text_and_html() -> None:
    read = parsed(bytes_of(with_(attachments=())))
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_stays_a_name(hostile: str) -> None:
    letter, sender = with_(name=hostile, subject=hostile), Sender(hostile, "ana@example.org")
    read = parsed(bytes_of(letter, sender))
    assert set(read.keys()) == HEAD
    assert people(read, "To") == [(clean(hostile), "maya@example.org")]
    assert people(read, "From") == [(clean(hostile), "ana@example.org")]
    assert read["Subject"] == clean(hostile)
    assert read.defects == []


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [("A\0B", "A B"), ("Ann\r\n B", "Ann B"), ("a\x1b[31mb\x7f", "a [31mb"), ("\t\n", ""),
     ("a\u2028b\u2029c", "a b c"), ("\u202egro\u2069", "gro"), ("a\ud800b", "a b"),
     ("  J\u00f3  \u0644\u200d ", "J\u00f3 \u0644\u200d")],
)  # fmt: skip
def test_what_does_not_print_is_gone_and_letters_stay(given_name: str, kept: str) -> None:
    assert clean(given_name) == kept


@hypothesis_settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=150), subject=st.text(max_size=250), file=st.text(max_size=60))
@example("a" * 130, "b" * 250, "c" * 250 + ".pdf")
@example("é" * 130, "😀" * 250, "é" * 120 + "/..\\.pdf")
@example("", "", "")
@example("a\0b\x7f", "\x1b[31m", "\x00.pdf")
def test_no_name_subject_or_file_name_makes_a_header(name: str, subject: str, file: str) -> None:
    """One recipient, the headers that were meant and no others, whatever the words."""
    letter = with_(
        name=name, subject=subject, attachments=(Attachment(file, "application/pdf", b"%PDF", "0"),)
    )
    data = bytes_of(letter, Sender(name, "ana@example.org"))
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    read = parsed(data)
    assert set(read.keys()) == HEAD
    ((shown, address),) = people(read, "To")
    assert (squeezed(shown), address) == (squeezed(clean(name)[:120]), "maya@example.org")
    assert read["Subject"] == clean(subject)[:200].strip()
    (attached,) = read.iter_attachments()
    assert set(attached.keys()) == {
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "MIME-Version",
    }
    assert attached.get_content() == b"%PDF"
    assert not set(attached.get_filename() or "") & set("/\\\r\n")


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    address=st.text(min_size=1, max_size=40)
    | st.from_regex(r"[a-z.,<>@\r\n \"]{1,20}@[a-z.@,]{1,12}", fullmatch=True)
)
def test_an_address_goes_out_as_it_is_or_not_at_all(address: str) -> None:
    try:
        data = bytes_of(with_(to=address))
    except RefusedError:
        return
    assert people(parsed(data), "To") == [("Maya Okafor", address)]


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_could_be_read_otherwise_is_refused(address: str) -> None:
    """Cleaning would make another address, and the mail go to somebody else.

    Letters beyond ASCII before the @ ask every server for SMTPUTF8; a domain comes in its ASCII form.
    """
    with pytest.raises(RefusedError):
        bytes_of(with_(to=address))
    with pytest.raises(RefusedError):
        bytes_of(sender=Sender("Ana", address))


def test_a_domain_in_its_ascii_form_goes_through() -> None:
    address = "a.b+c@xn--bcher-kva.example"
    assert people(parsed(bytes_of(with_(to=address))), "To") == [("Maya Okafor", address)]


@pytest.mark.parametrize(
    "message_id", ["", "x", "<x>", "<a@b>\r\nBcc: x@y.org", "<a b@c>", "<@b>", "<a@b><c@d>"]
)
def test_a_message_id_is_one_or_refused(message_id: str) -> None:
    with pytest.raises(RefusedError, match="no message id"):
        bytes_of(message_id=message_id)


def test_a_mail_needs_a_sender_and_a_date_with_its_zone() -> None:
    for sender, date in ((None, DATE), (COACH, None), (COACH, DATE.replace(tzinfo=None))):
        with pytest.raises(RefusedError):
            bytes_of(sender=sender, date=date)


@pytest.mark.parametrize("kind", ["", "pdf", "multipart/mixed", "message/rfc822", "text/plain\r\nX: y"])
def test_a_type_that_is_none_is_refused(kind: str) -> None:
    with pytest.raises(RefusedError):
        bytes_of(with_(attachments=(Attachment("a", kind, b"x", "0"),)))


def test_a_file_that_looks_like_a_boundary_does_not_end_the_mail() -> None:
    mark = re.search(rb'boundary="([^"]+_0)"', bytes_of())
    assert mark is not None
    fake = b"\r\n--" + mark[1] + b"--\r\n"
    letter = with_(
        text=fake.decode().replace("\r", ""), attachments=(Attachment("a", "text/html", fake, "0"),)
    )
    read = parsed(bytes_of(letter))
    assert len(list(read.iter_attachments())) == 1
    assert content(read.get_body(("plain",))) == letter.text


def test_what_utf8_cannot_hold_is_replaced() -> None:
    assert content(parsed(bytes_of(with_(text="a\ud800b\0c\r\nd\n"))).get_body(("plain",))) == "a?bc\nd\n"


def test_a_name_is_one_encoded_word_where_it_fits() -> None:
    """Python's own reader puts a blank between two words of one name, so a cut stands at a blank."""
    short = "Γιώργος Παπαδάκης"
    data = bytes_of(with_(name=short))
    assert people(parsed(data), "To") == [(short, "maya@example.org")]
    assert data.count(b"=?utf-8?b?", data.index(b"To:"), data.index(b"Subject:")) == 1
    long = "Αικατερίνη Παπακωνσταντίνου Ιωαννίδη"
    data = bytes_of(with_(name=long, subject=f"{long}: εβδομάδα"))
    assert people(parsed(data), "To")[0][0].split() == long.split()
    assert str(parsed(data)["Subject"]).split() == [*long.split()[:-1], "Ιωαννίδη:", "εβδομάδα"]
    lines = data.split(b"\r\n")
    assert max(len(line) for line in lines if b"=?utf-8?" in line) <= 76
