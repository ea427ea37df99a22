"""A mail server that is one object and keeps what it is handed. All else is the program's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from planforge.forge import pipeline
from planforge.forge import sending as preparing
from planforge.models.mail import Attachment, Letter, MailSettings
from planforge.models.plan import Plan
from planforge.problems import Problem
from planforge.render import mail
from planforge.sending import encryption, message, outbox
from planforge.sending.trouble import Trouble


@dataclass
class Post:
    """What was handed over in one test, and how the server is to behave."""

    sent: list[tuple[Letter, bytes]] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)  # each that a file was locked with
    given: list[str] = field(default_factory=list)  # each that the server was given
    before_each: Callable[[Letter], object] = id  # done when a letter's turn comes
    before_reply: Callable[[Letter], object] = id  # done when all of it is with the server
    refuse: Mapping[str, Any] = field(default_factory=dict)  # athlete -> "permanent", "unsure"
    letters: dict[bytes, Letter] = field(default_factory=dict)  # by the bytes that were made of each

    open: bool = True

    def send(self, _source: str, _to: str, content: bytes, handing_over: Callable[[], None]) -> str | Trouble:
        """As the connection has it."""
        letter = self.letters[content]
        state = self.refuse.get(letter.athlete)
        if state == "permanent":
            return Trouble("permanent", "the server says no", "", "550 no")
        handing_over()
        self.before_reply(letter)
        if state is not None:
            return Trouble(state, "the connection was lost", "", "")
        self.sent.append((letter, content))
        return "250 taken"

    def close(self) -> None: ...

    drop = close


def install(monkeypatch: pytest.MonkeyPatch) -> Post:
    """The server in the place of a connection, and a look at what comes by, for one test."""
    post = Post()
    settled, compose, write_mail = preparing.settled, message.compose, mail.write_mail

    def connect(_settings: MailSettings, password: str, _patience: object) -> Post:
        post.given.append(password)
        return post

    def looked_at(prepared: preparing.Prepared) -> tuple[list[Path], list[Problem]]:
        if prepared.letter is not None:
            post.before_each(prepared.letter)
        return settled(prepared)

    def composed(letter: Letter, *parts: Any, **facts: Any) -> bytes:
        content = compose(letter, *parts, **facts)
        post.letters[content] = letter
        return content

    def lock(attachment: Attachment, password: str) -> Attachment:
        post.passwords.append(password)
        return replace(attachment, data=b"locked " + attachment.data[::-1])

    def written_once(plan: Plan, words: Any, theme: Any, documents: Mapping[str, Path], **facts: Any) -> Any:
        """Filling the templates is what takes longest; the same ones twice give the same mail."""
        key = (
            plan.plan_id,
            repr(facts | {"attached": [one.name for one in facts["attached"]]}),
            repr(documents),
        )
        if key not in MAILS:
            MAILS[key] = write_mail(plan, words, theme, documents, **facts)
        return MAILS[key]

    monkeypatch.setattr(mail, "write_mail", written_once)
    monkeypatch.setattr(outbox, "connect", connect)
    monkeypatch.setattr(preparing, "settled", looked_at)
    monkeypatch.setattr(message, "compose", composed)
    monkeypatch.setattr(encryption, "lock", lock)
    return post


MAILS: dict[tuple[str, str, str], Any] = {}
FORGED: dict[tuple[Any, ...], pipeline.Forged] = {}
REAL = pipeline.forge


def forge_once(path: Path, *, today: dt.date, templates: Path | None = None) -> pipeline.Forged:
    """The pipeline itself, run once for the same text of a file of the same name on the same day."""
    key = (path.name, path.read_bytes(), today, templates)
    if key not in FORGED:
        FORGED[key] = REAL(path, today=today, templates=templates)
    return replace(FORGED[key], path=path)
