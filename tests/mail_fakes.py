"""Stand-ins for what composes, records and sends: tests look at what is handed over to them."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from planforge.forge import pipeline
from planforge.models.mail import Attachment, Letter, Outcome, Sender
from planforge.problems import Place, Problem, Severity


@dataclass
class Post:
    """What was handed over in one test, and how the stand-ins are to behave."""

    sent: list[tuple[Letter, bytes]] = field(default_factory=list)
    rows: dict[tuple[Any, ...], SimpleNamespace] = field(default_factory=dict)
    passwords: list[str] = field(default_factory=list)  # each that a file was locked with
    given: list[str] = field(default_factory=list)  # each that the server was given
    before_each: Callable[[Letter], object] = id
    refuse: Mapping[str, str] = field(default_factory=dict)  # athlete -> state
    ledger_problem: Problem | None = None


def install(monkeypatch: pytest.MonkeyPatch) -> Post:
    """The stand-ins in the place of the modules, for one test."""
    post = Post()
    names = {"when": "2026-11-23T09:00:00+00:00", "said": ""}

    def write_mail(
        plan: Any, words: Any, theme: Any, documents: Any, **facts: Any
    ) -> tuple[Any, list[Problem]]:
        week = f" week of {facts['week']}" if facts["week"] else ""
        files = ", ".join(one.name for one in facts["attached"])
        text = f"Hello {plan.athlete.name},\n\n{facts['message']}\n{files}\n{facts['sender_name']}\n"
        locked = " (locked)" if facts["locked"] else ""
        return SimpleNamespace(subject=f"Plan{week}{locked}", text=text, html=f"<p>{text}</p>"), []

    def key(letter: Letter) -> tuple[Any, ...]:
        hashes = tuple(sorted(one.sha256 for one in letter.attachments))
        return letter.athlete, letter.to, letter.kind, letter.plan_id, letter.week, hashes

    class Ledger:
        def __init__(self, path: Path) -> None:
            self.path = path

        def problems(self) -> list[Problem]:
            return [post.ledger_problem] if post.ledger_problem else []

        def already(self, letter: Letter) -> SimpleNamespace | None:
            row = post.rows.get(key(letter))
            return None if row is None or row.state == "drafted" else row

        def note(self, letter: Letter, state: str, **_: Any) -> None:
            post.rows[key(letter)] = SimpleNamespace(state=state, **names)

    def compose(letter: Letter, sender: Sender, **facts: Any) -> bytes:
        return f"{sender.address}>{letter.to}\n{letter.subject}\n{letter.text}".encode()

    def deliver(
        letters: Sequence[Letter], settings: Any, password: str, ledger: Any, **how: Any
    ) -> list[Outcome]:
        post.given.append(password)
        outcomes = []
        for letter in letters:
            post.before_each(letter)
            try:
                before = None if how["again"] else ledger.already(letter)
                content = how["compose"](letter, settings.sender, message_id="<1@x>", date=how["now"]())
                state = "already" if before else post.refuse.get(letter.athlete, "sent")
                outcome = Outcome(letter, state, f"{state} {letter.to}", "ask" if state == "unsure" else "")
            except ValueError as error:
                state, outcome = "failed", Outcome(letter, "failed", str(error))
            if state == "sent":
                post.sent.append((letter, content))
                ledger.note(letter, "sent", when=how["now"]())
            how["report"](outcome)
            outcomes.append(outcome)
        return outcomes

    def save_draft(
        letter: Letter, sender: Sender | None, folder: Path, *, start: dt.date
    ) -> tuple[Path | None, list[Problem]]:
        if letter.athlete in post.refuse:
            return None, [Problem("PF702", Severity.ERROR, Place(letter.athlete), "cannot be written")]
        path = folder / f"{letter.athlete}_{letter.week or start}.eml"
        path.write_bytes(b"".join(one.data for one in letter.attachments) + letter.text.encode())
        return path, []

    def lock(attachment: Attachment, password: str) -> Attachment:
        post.passwords.append(password)
        return replace(attachment, data=b"locked " + attachment.data[::-1])

    parts: dict[str, dict[str, Any]] = {
        "render.mail": {"write_mail": write_mail},
        "sending.ledger": {"Ledger": Ledger, "LedgerUnusable": type("LedgerUnusable", (Exception,), {})},
        "sending.message": {"compose": compose},
        "sending.outbox": {"deliver": deliver},
        "sending.drafts": {"save_draft": save_draft},
        "sending.encryption": {"lock": lock, "NotLocked": type("NotLocked", (ValueError,), {})},
    }
    for name, content in parts.items():
        module = ModuleType(f"planforge.{name}")
        module.__dict__.update(content)
        monkeypatch.setitem(sys.modules, f"planforge.{name}", module)
    return post


FORGED: dict[tuple[Any, ...], pipeline.Forged] = {}
REAL = pipeline.forge


def forge_once(path: Path, *, today: dt.date, templates: Path | None = None) -> pipeline.Forged:
    """The pipeline itself, run once for the same text of a file of the same name on the same day."""
    key = (path.name, path.read_bytes(), today, templates)
    if key not in FORGED:
        FORGED[key] = REAL(path, today=today, templates=templates)
    return replace(FORGED[key], path=path)
