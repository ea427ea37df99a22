"""The page: one self-contained HTML file from `templates/documents/page.html.j2` and its parts.

Nothing is fetched and nothing inline is allowed but the one style sheet and the one script, by their hashes.
The only clock is the reader's browser: the script picks the day.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from planforge.models.picture import Drawing, Picture
from planforge.models.plan import Plan, Session
from planforge.models.web import is_web_link
from planforge.models.words import Words
from planforge.problems import Place, Problem, Severity
from planforge.render.drawings import breath_drawings
from planforge.render.page_colours import custom_properties
from planforge.render.page_sandbox import plain_call
from planforge.render.page_style import style_problems
from planforge.render.page_template import ENCODING, PageTemplate

MAIN, STYLE = "page.html.j2", "page.css"
# Joined in this order. The first three are functions that the last calls, so a whole script of the coach's in
# place of the last runs as it did before there were others.
SCRIPTS = ("page_sheet.js", "page_ticks.js", "page_timers.js", "page.js")
DRAWN = ("weeks", "body_map", "gaps", "ledger")  # of all weeks; a breathing card shows its rhythm too
# What stands as it is in an address that is quoted by `"`; all else is written as %XX.
PLAIN = "/:;,=()'?@!$*+ "


def drawings_shown(plan: Plan) -> tuple[str, ...]:
    """The names of the drawings that the page has a place for."""
    return (*DRAWN, *breath_drawings(plan).values())


def write_page(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    documents: Mapping[str, Path],
    *,
    logo: Picture | None = None,
    drawings: Mapping[str, Drawing] | None = None,
) -> tuple[bytes, list[Problem]]:
    """The plan as an HTML page, the same bytes for the same input; none where a part is at fault.

    What a browser would pass over in the style sheet is a warning beside it.
    """
    assets: dict[str, str] = {}
    for name, end in ((STYLE, "</style"), *((name, "</script") for name in SCRIPTS)):
        text = _asset(name, end, documents)
        if isinstance(text, Problem):
            return b"", [text]
        assets[name] = text
    style = custom_properties(theme) + assets[STYLE]
    script = "\n".join(assets[name] for name in SCRIPTS)
    facts = {
        "plan": plan,
        "words": {"page": words.entry("page"), "pdf": words.entry("pdf")},
        "say": plain_call(words),
        "theme": theme,
        "logo": None if logo is None else _data_url(logo.data, _image_type(logo.data)),
        "logo_size": None if logo is None else (logo.width, logo.height),
        "drawings": {
            name: {
                "src": _svg_url(one.svg),
                "width": round(one.width),
                "height": round(one.height),
                "alt": one.alt,
            }
            for name, one in (drawings or {}).items()
        },
        "breaths": breath_drawings(plan),
        "measures_shown": plan.athlete.share == "full",
        "policy": _policy(style, script),
        "style": Markup(style),  # of a layer, held to contain no end tag
        "script": Markup(script),
        "marked": _marks_a_side(plan),
        "cards": {card.id for card in plan.exercises},
        "long_date": lambda date: _long_date(date, words),
        "kind_of": _kind_of,
        "linked": is_web_link,
    }
    text = PageTemplate(documents, MAIN).fill(facts)
    if isinstance(text, Problem):
        return b"", [text]
    return text.encode("utf-8", "replace"), style_problems(assets[STYLE], documents[STYLE])


def _asset(name: str, end: str, documents: Mapping[str, Path]) -> str | Problem:
    """The text of the style sheet or a part of the script with the line ends that a browser hashes."""
    if name not in documents:
        said = "this document part is missing: the page is not written"
        return Problem("PF601", Severity.ERROR, Place(name), said)
    path = documents[name]
    try:
        text = path.read_text(ENCODING).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        said = f"{name} is not text in UTF-8"
        return Problem("PF005", Severity.ERROR, Place(str(path)), said, "save it as UTF-8")
    for number, line in enumerate(text.split("\n"), 1):
        for bad in (end, "<!--"):  # both change where a browser sees the end of the element
            if (column := line.lower().find(bad)) >= 0:
                said = f"'{bad}' would end the part early"
                hint = "write it in two pieces, or leave it out"
                return Problem(
                    "PF630", Severity.ERROR, Place(str(path), number, column + 1), said, hint, line, len(bad)
                )
    return text.replace("\0", "")


def _policy(style: str, script: str) -> str:
    """The page's Content-Security-Policy: nothing from anywhere, and nothing inline but these two."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data_url(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _svg_url(svg: bytes) -> Markup:
    """A drawing as an address: a fifth shorter than in base64."""
    plain = svg if b"'" in svg else svg.replace(b'"', b"'")
    return Markup("data:image/svg+xml," + quote(plain, safe=PLAIN))


def _image_type(data: bytes) -> str:
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"


def _long_date(date: dt.date, words: Words) -> str:
    days, months = words.entry("dates.days"), words.entry("dates.months")
    return words("page.date", weekday=days[date.weekday()], day=date.day, month=months[date.month - 1])


def _kind_of(session: Session) -> str:
    """What kind of work a session is, for its colour; the title says it in words."""
    if session.kind != "run":
        return session.kind
    return "hard" if session.hard else "long" if session.type == "long" else "easy"


def _marks_a_side(plan: Plan) -> bool:
    items = (item for week in plan.weeks for day in week.days for one in day.sessions for item in one.items)
    return any(item.first in {"left", "right"} for item in items)
