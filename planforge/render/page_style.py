"""What a browser passes over in silence in a style sheet: a rule left open, something from the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from planforge.problems import Place, Problem, Severity

# Comments and quoted texts as a browser reads them; what is left open runs to the end of file or line.
QUIET = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?", re.DOTALL)
FETCHED = re.compile(r"(@import)\b[^;\n]*|\b(url\()(?!\s*['\"]?(?:data:|#))", re.IGNORECASE)
FETCHED_SAID = "'{what}' loads nothing: the page's policy forbids whatever does not stand in the file itself"
FETCHED_HINT = "write it into the file itself, a picture as url(data:...)"
OPEN_SAID = "this rule is not closed: a browser drops what follows it"
CLOSED_SAID = "'}' closes nothing: a browser drops the rule after it"


def style_problems(text: str, path: Path) -> list[Problem]:
    """At most one warning for braces, and one for each thing that would be fetched."""

    def warn(at: int, width: int, said: str, hint: str) -> Problem:
        line = text.count("\n", 0, at)
        column = at - (text.rfind("\n", 0, at) + 1)
        place = Place(str(path), line + 1, column + 1)
        return Problem("PF630", Severity.WARNING, place, said, hint, text.split("\n")[line], width)

    bare = QUIET.sub(lambda found: _blank(found[0]), text)
    problems = [
        warn(found.start(), len(what), FETCHED_SAID.format(what=what), FETCHED_HINT)
        for found in FETCHED.finditer(bare)
        for what in ((found[1] or found[2]).lower(),)
    ]
    for at, said, hint in _braces(bare):
        problems.append(warn(at, 1, said, hint))
    return problems


def _blank(quiet: str) -> str:
    """As long as it was, with its lines; of an address only that it is one of the page's own stays."""
    own = next((start for start in ("data:", "#") if quiet[1:].lower().startswith(start)), "")
    kept = quiet[: 1 + len(own)] if own and quiet[0] in "\"'" else ""
    return kept + "".join(char if char == "\n" else " " for char in quiet[len(kept) :])


def _braces(bare: str) -> Iterator[tuple[int, str, str]]:
    """The first brace without its other half."""
    opened: list[int] = []
    for found in re.finditer(r"[{}]", bare):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            yield found.start(), CLOSED_SAID, "take it out, or write the rule's '{' before it"
            return
    if opened:
        yield opened[-1], OPEN_SAID, "close it with '}'"
