"""A squad's letters, a server's settings and a composer of real mails, for the tests that deliver."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from planforge.models.mail import Attachment, Letter, MailSettings, Outcome, Security, Sender
from planforge.problems import Problem
from planforge.sending.addresses import usable_address
from planforge.sending.ledger import Ledger
from planforge.sending.message import RefusedError
from planforge.sending.outbox import deliver
from planforge.sending.smtp import Timeouts

USER, PASSWORD = "coach", "korrekt Pferd ü"
LAST_LINE = "That is all."
NOW = dt.datetime(2026, 11, 28, 6, 0, tzinfo=dt.UTC)
QUICK = Timeouts(connect=2.0, reply=2.0, data=2.0, end=2.0, quit=0.5)


def file(name: str = "plan.pdf", data: bytes = b"%PDF-1.7 a plan") -> Attachment:
    return Attachment(name, "application/pdf", data, hashlib.sha256(data).hexdigest())


def letter(
    athlete: str = "maya-okafor", to: str = "", plan_id: str = "1f0c53a2b9d4", week: dt.date | None = None
) -> Letter:
    address = to or f"{athlete}@example.org"
    kind = "week" if week else "plan"
    words = f"Hello,\n.a line that begins with a dot\n\n{LAST_LINE}\n"
    return Letter(athlete, athlete, address, "Your plan", kind, plan_id, week, words, "", (file(),))


def squad(size: int) -> list[Letter]:
    return [letter(f"athlete-{number}") for number in range(size)]


def compose(
    letter: Letter, sender: Sender, *, message_id: str, date: dt.datetime, draft: bool = False
) -> bytes:
    if usable_address(letter.to)[0] is None or not letter.subject.isprintable():
        raise RefusedError("it would be another's")
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender.address, letter.to, letter.subject
    mail["Message-ID"] = message_id
    mail["Date"] = date
    mail.set_content(letter.text)
    return mail.as_bytes()


def settings(
    port: int, ca_file: str | None, security: Security = "starttls", host: str = "localhost"
) -> MailSettings:
    return MailSettings(host, port, security, USER, Sender("Anna", "anna@example.org"), 20_000_000, ca_file)


def nothing(_: object) -> None: ...


def send(
    letters: list[Letter],
    server: MailSettings,
    ledger: Ledger,
    *,
    again: bool = False,
    password: str = PASSWORD,
    timeouts: Timeouts = QUICK,
    sleep: Callable[[float], None] = nothing,
    report: Callable[[Outcome], None] = nothing,
    ready: Callable[[Letter], Sequence[Problem]] = lambda _: (),
    waiting: Callable[[str], None] = nothing,
) -> list[Outcome]:
    return deliver(
        letters,
        server,
        password,
        ledger,
        compose=compose,
        now=lambda: NOW,
        again=again,
        report=report,
        sleep=sleep,
        timeouts=timeouts,
        ready=ready,
        waiting=waiting,
    )
