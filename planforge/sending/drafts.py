"""A letter as a draft: one `.eml` file beside the plan, which a mail program opens ready to send."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from planforge.files import write_whole
from planforge.models.mail import Letter, Sender
from planforge.problems import Place, Problem, Severity
from planforge.sending.message import RefusedError, compose


def draft_name(letter: Letter, start: dt.date) -> str:
    """`<id>_<start>.eml` for a plan that begins on that day, `<id>_week_<monday>.eml` for a week."""
    if letter.kind == "week" and letter.week is not None:
        return f"{letter.athlete}_week_{letter.week.isoformat()}.eml"
    return f"{letter.athlete}_{start.isoformat()}.eml"


def save_draft(
    letter: Letter, sender: Sender | None, folder: Path, *, start: dt.date
) -> tuple[Path | None, list[Problem]]:
    """The draft in the athlete's folder, whole or not at all; an older one of the same name is replaced.

    Without a sender the program that opens it takes its own account.
    """
    path = folder / draft_name(letter, start)
    try:
        write_whole(path, compose(letter, sender, draft=True), private=True)
    except RefusedError as error:
        hint = "correct it in the athlete file or in planforge.toml"
        return None, [Problem("PF634", Severity.ERROR, Place(letter.athlete), str(error), hint)]
    except OSError as error:
        said = f"cannot be written: {error.strerror or error}"
        hint = "choose another folder with --out, or mend what stands in the way"
        return None, [Problem("PF702", Severity.ERROR, Place(str(path)), said, hint)]
    return path, []
