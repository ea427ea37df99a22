"""Mails for the tests: of the sample athletes' plans, without a problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lxml import html
from pages import parts, theme_of

from athletes import shipped_library
from planforge.models.mail import Attachment, LetterKind, MailBody
from planforge.models.plan import Plan
from planforge.render.mail import WORKBOOK, write_mail


def files(*names: str) -> tuple[Attachment, ...]:
    types = {"xlsx": WORKBOOK, "pdf": "application/pdf", "ics": "text/calendar", "html": "text/html"}
    return tuple(Attachment(name, types[name.rpartition(".")[2]], b"x", "0") for name in names)


def mail(
    plan: Plan,
    kind: LetterKind = "plan",
    *,
    week: dt.date | None = None,
    look: dict[str, Any] | None = None,
    message: str = "",
    attached: Sequence[Attachment] = (),
    locked: bool = False,
) -> MailBody:
    body, problems = write_mail(
        plan,
        shipped_library().words,
        theme_of() | (look or {}),
        parts(),
        kind=kind,
        week=week,
        message=message,
        sender_name="Ana Maric",
        attached=attached,
        locked=locked,
    )
    assert [problem.to_text() for problem in problems] == []
    assert body is not None
    return body


def said(markup: str) -> str:
    """What an HTML mail says, read from its beginning: a blank between its pieces."""
    (body,) = html.fromstring(markup).xpath("//body")
    return " ".join(" ".join(body.itertext()).split())
