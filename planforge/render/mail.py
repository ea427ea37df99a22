"""A mail's words placed: as text and as HTML, from `templates/documents/mail.*.j2` and their parts.

Nothing in it is fetched and nothing runs. Colours stand in the elements themselves, since many programs drop
a style sheet; the one that is there holds the dark colours alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planforge.models.mail import Attachment, LetterKind, MailBody
from planforge.models.plan import Plan, Week
from planforge.models.words import Words
from planforge.problems import Place, Problem, Severity
from planforge.render.page_colours import palettes
from planforge.render.page_sandbox import plain_call
from planforge.render.page_template import Document, PageTemplate

TEXT, HTML = "mail.txt.j2", "mail.html.j2"
DOCUMENT = {TEXT: Document("mail", "PF631", escaped=False), HTML: Document("mail", "PF631")}
# What a file is for, by its type; the sentences are the words file's.
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
USES = {
    WORKBOOK: "workbook",
    "application/pdf": "pdf",
    "text/calendar": "calendar",
    "text/html": "page",
    "application/zip": "watch",
}
SECTIONS = ("mail", "page", "pdf")  # of the words
# What no printed text has: control characters, but for the ends of lines and tabs.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def write_mail(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    documents: Mapping[str, Path],
    *,
    kind: LetterKind,
    week: dt.date | None = None,
    message: str = "",
    sender_name: str = "",
    attached: Sequence[Attachment] = (),
    locked: bool = False,
) -> tuple[MailBody | None, list[Problem]]:
    """One mail of a plan, or of the week that holds a day; none where a part is at fault.

    `locked`: the files open with a password alone, so nothing of the plan stands in the mail beside them.
    """
    if plan.mail is None:
        said = "this plan was written before there were mails"
        return None, [_about(plan, "PF632", said, "write it again with planforge plan")]
    if locked and not attached:
        said = "a locked mail holds nothing but its files, and there is none"
        return None, [_about(plan, "PF632", said, "send it with its files, or without a lock")]
    weeks = zip(plan.weeks, plan.mail.weeks, strict=True)
    head = next((one for one in weeks if kind == "week" and _holds(one[0], week)), None)
    if kind == "week" and head is None:
        hint = f"it runs from {plan.start} to {plan.end}"
        return None, [_about(plan, "PF633", f"the plan holds no week of {week}", hint)]
    light, dark = palettes(theme)
    subject = plan.mail.subject if head is None else head[1].subject
    if locked:
        subject = words("mail.subject_locked")
    facts = {
        "plan": plan,
        "mail": plan.mail,
        "week": None if head is None else head[0],
        "week_mail": None if head is None else head[1],
        "subject": subject,
        "message": _paragraphs(message),
        "sender_name": _clean(sender_name) or theme.get("coach", ""),
        "files": [(_clean(one.name), USES.get(_type(one), "other")) for one in attached],
        "locked": locked,
        "words": {name: words.entry(name) for name in SECTIONS},
        "say": plain_call(words),
        "theme": theme,
        "light": light,
        "dark": dark,
        "measures_shown": plan.athlete.share == "full",
        "tests": {one.test: one.name for one in plan.tests},
    }
    filled: dict[str, str] = {}
    problems: list[Problem] = []
    for name, document in DOCUMENT.items():
        text = PageTemplate(documents, name, document).fill(facts)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            filled[name] = text
    if problems:
        return None, problems
    return MailBody(_clean(subject), _tidy(filled[TEXT]), filled[HTML].strip() + "\n"), []


def _about(plan: Plan, code: str, said: str, hint: str) -> Problem:
    return Problem(code, Severity.ERROR, Place(plan.athlete.id), said, hint)


def _holds(week: Week, day: dt.date | None) -> bool:
    """Whether a day is of the week, or is the Monday before a first week that begins later."""
    return day is not None and day.isocalendar()[:2] == week.start.isocalendar()[:2]


def _type(attachment: Attachment) -> str:
    return attachment.media_type.partition(";")[0].strip().lower()


def _paragraphs(message: str) -> list[list[str]]:
    """The coach's paragraphs, each as the lines it was written in."""
    lines = CONTROL.sub("", ENDS.sub("\n", message)).expandtabs(4)
    found = re.split(r"\n[ ]*\n\s*", lines.strip("\n \t"))
    return [[line.rstrip() for line in one.split("\n")] for one in found if one.strip()]


def _clean(text: str) -> str:
    """On one line, with nothing that does not print."""
    return " ".join(CONTROL.sub(" ", ENDS.sub(" ", text)).split())


def _tidy(text: str) -> str:
    """No more than one empty line in a row, none at either end, no blanks at ends of lines."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
