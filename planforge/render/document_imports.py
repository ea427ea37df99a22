"""What document parts import, held to parts: Typst fetches packages, and only `send` may use the network.

The compiler has no switch for it, so that the text is read instead, by a list of what is allowed: after each
`import` and `include` the name of a part in plain quotes. Of the two other ways to a computed import `eval`
is refused, and `std` but for a name of it. A word counts wherever code may stand; prose and remarks go free.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planforge.problems import Place, Problem, Severity

# What ends a line for Typst; in a remark it lets code begin again.
BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
ASKED = re.compile(r"(?<!\w)(?P<word>import|include|eval|std)(?![\w-])")
# After these a word is code, after any other word it is prose: code wants a new line or a semicolon there.
BEFORE_CODE = {
    "not", "and", "or", "let", "set", "show", "context", "if", "else", "for", "in", "while", "break",
    "continue", "return", "import", "include", "as",
}  # fmt: skip
LAST_WORD = re.compile(r"(?<![\w-])[^\W\d][\w-]*$")
REMARK = re.compile(r"(?:^|\s)//(?!.*\*/)[^\"`]*$")  # nothing in it can end a text or remark begun before it
PLAIN = re.compile(r'[ \t]*"(?P<name>[^"\\]*)"')
# What may stand behind the name; a method of it, on whatever line, would make another name of it.
BEHIND = re.compile(r"(?:\s|//[^\n\r\v\f\x85\u2028\u2029]*|/\*(?:(?!/\*|\*/).)*\*/)*(?P<next>.|$)", re.DOTALL)
NAME_OF_STD = re.compile(r"\.(?!std\b)[a-z]")

COPY = "copy what you need into documents/"
QUOTED = 'write the name of a part in quotes, as in #import "style.typ": *'
OTHERWISE = "write the code itself; in a text, another word"


@dataclass(frozen=True)
class _Slip:
    offset: int
    length: int
    said: str
    hint: str


def fetched(files: Mapping[str, Path]) -> Problem | None:
    """The first place of a part, or of what a part includes, that asks for a package or might do so."""
    waiting = sorted(name for name in files if name.endswith(".typ"))
    seen = set(waiting)
    while waiting:
        name = waiting.pop(0)
        try:
            text = files[name].read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # told elsewhere; nothing can be imported from it
        for found in _found(text):
            if isinstance(found, _Slip):
                return _problem(files[name], name, text, found)
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), found)).lstrip("/")
            if part in files and part not in seen:
                seen.add(part)
                waiting.append(part)
    return None


def _found(text: str) -> Iterator[str | _Slip]:
    """The name of each part that is asked for, and what is no such name."""
    for asked in ASKED.finditer(text):
        word, start = asked["word"], asked.start()
        if not _is_code(text, start):
            continue
        if word == "eval" or (word == "std" and not NAME_OF_STD.match(text, asked.end())):
            said = f"'{word}' might ask for a package from the network"
            yield _Slip(start, len(word), said, OTHERWISE)
        if word not in {"import", "include"}:
            continue
        named = PLAIN.match(text, asked.end())
        if named is None or not _stands_alone(text, named.end()):
            said = f"what is asked for by '{word}' cannot be seen here, and might come from the network"
            yield _Slip(start, len(word), said, QUOTED)
        elif named["name"].startswith("@"):
            quote = named.start("name") - 1
            yield _Slip(quote, len(named["name"]) + 2, "it asks for a package from the network", COPY)
        else:
            yield named["name"]


def _is_code(text: str, start: int) -> bool:
    """Whether a word may be code: nothing before it on its line says that it is prose or a remark."""
    begin = max((one.end() for one in BREAK.finditer(text, 0, start)), default=0)
    line = text[begin:start]
    if REMARK.search(line):
        return False
    before = line.rstrip()
    if before == line:
        # `x-import` is a name, where no number and no sign stands before it.
        return not (line.endswith("-") and LAST_WORD.search(line))
    last = LAST_WORD.search(before)
    return last is None or last[0] in BEFORE_CODE


def _stands_alone(text: str, end: int) -> bool:
    behind = BEHIND.match(text, end)
    return behind is not None and behind["next"] not in {".", "/"}


def _problem(path: Path, name: str, text: str, slip: _Slip) -> Problem:
    before = BREAK.split(text[: slip.offset])
    line, column = len(before), len(before[-1]) + 1
    excerpt = BREAK.split(text)[line - 1]
    place = Place(str(path), line, column)
    return Problem("PF602", Severity.ERROR, place, f"{name}: {slip.said}", slip.hint, excerpt, slip.length)
