"""Jinja templates of all layers, filled in a sandbox; what fails is a problem with its line.

The page's, and the mails', whose texts are filled without HTML's escapes.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import jinja2

from planforge.problems import Place, Problem, Severity
from planforge.render.page_sandbox import PageEnvironment

LONGEST = 60.0  # seconds; the longest plan takes a thirtieth of it [default]
MOST_TEXT = 20_000_000  # characters; the longest plan has a twentieth of it [default]
# A mark of the encoding, which some editors write, is no text.
ENCODING = "utf-8-sig"


class _Files(jinja2.BaseLoader):
    """Each part by its name below `documents/`, from the file that won for it."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files

    def get_source(self, _: jinja2.Environment, template: str) -> tuple[str, str, None]:
        if template not in self.files:
            raise jinja2.TemplateNotFound(template)
        path = self.files[template]
        return path.read_text(ENCODING), str(path), None


@dataclass(frozen=True)
class Document:
    """What is being written, as its problems name it."""

    name: str
    code: str
    escaped: bool = True  # as HTML


PAGE = Document("page", "PF630")


class TooLongError(Exception):
    """More text than any document has."""


class _Filling:
    """One filling of the main part, and how it ended: neither text nor error while it is at work."""

    def __init__(self, environment: PageEnvironment, main: str, facts: Mapping[str, Any]) -> None:
        self.environment, self.main, self.facts = environment, main, facts
        self.text: str | None = None
        self.error: Exception | None = None
        self.given_up = False

    def run(self) -> None:
        try:
            pieces: list[str] = []
            size = 0
            for piece in self.environment.get_template(self.main).generate(self.facts):
                pieces.append(piece)
                size += len(piece)
                if size > MOST_TEXT or self.given_up:
                    raise TooLongError
            self.text = "".join(pieces)
        except Exception as error:  # handed to the one who waits, who knows what to make of it
            self.error = error


class PageTemplate:
    """The main part with those it includes; autoescape is on for all of them, or off for all."""

    def __init__(self, files: Mapping[str, Path], main: str, document: Document = PAGE) -> None:
        self.files, self.main, self.document = files, main, document
        self.loader = _Files(files)

    def fill(self, facts: Mapping[str, Any]) -> str | Problem:
        """The text, or the one problem at the line of the template where it arose.

        Filled in by a thread that is waited for no longer than its time: a loop must not hold the program up.
        """
        filling = _Filling(
            PageEnvironment(self.loader, facts, escaped=self.document.escaped), self.main, facts
        )
        worker = Thread(target=filling.run, daemon=True)
        worker.start()
        worker.join(LONGEST)
        if filling.error is not None:
            return self._failed(filling.error)
        if filling.text is None:
            filling.given_up = True
            return self._endless(
                f"the {self.document.name} was not finished after {LONGEST:g} seconds: a part never ends"
            )
        return filling.text

    def _failed(self, error: Exception) -> Problem:
        if isinstance(error, TooLongError):
            return self._endless(
                f"the {self.document.name} has more than {MOST_TEXT} characters: a part never ends"
            )
        if isinstance(error, jinja2.TemplateNotFound):
            return self._missing(error)
        if isinstance(error, jinja2.TemplateSyntaxError):
            path = error.filename or str(self.files.get(error.name or "", self.main))
            return _at(path, error.lineno, error.message or "this is no template", self.document.code)
        if isinstance(error, UnicodeDecodeError):
            return self._not_text(error)
        if (spot := self._spot(error)) is None:  # whatever a template of the coach's can raise is a problem,
            raise error  # but nothing of a template on the way is a bug of ours
        said = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
        return _at(*spot, said, self.document.code)

    def _endless(self, said: str) -> Problem:
        hint = "look for a loop in the part that was changed last"
        return Problem("PF622", Severity.ERROR, Place(str(self.files[self.main])), said, hint)

    def _spot(self, error: BaseException) -> tuple[str, int] | None:
        """The innermost line of a template on the way: Jinja gives its frames their real lines."""
        own = {str(path) for path in self.files.values()}
        frames = traceback.extract_tb(error.__traceback__)
        return next(
            ((one.filename, one.lineno or 0) for one in reversed(frames) if one.filename in own), None
        )

    def _missing(self, error: jinja2.TemplateNotFound) -> Problem:
        name = str(error.name or self.main)
        said = f"{name}: this document part is missing: the {self.document.name} is not written"
        if (spot := self._spot(error)) is not None:
            return _at(*spot, said, "PF601")
        return Problem("PF601", Severity.ERROR, Place(name), said)

    def _not_text(self, error: UnicodeDecodeError) -> Problem:
        for _, path in sorted(self.files.items()):
            if path.suffix == ".j2":
                try:
                    path.read_text(ENCODING)
                except UnicodeDecodeError:
                    said = f"{path.name} is not text in UTF-8"
                    return Problem("PF005", Severity.ERROR, Place(str(path)), said, "save it as UTF-8")
        raise error


def _at(path: str, line: int, message: str, code: str) -> Problem:
    try:
        lines = Path(path).read_text(ENCODING).splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    column = len(text) - len(text.lstrip()) + 1
    width = max(len(text.strip()), 1)
    return Problem(code, Severity.ERROR, Place(path, line, column), message, "", text, width)
