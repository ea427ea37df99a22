"""The parts of Typst documents, laid into one folder for the compiler, and what it says against them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import typst

from planforge.problems import Place, Problem, Severity
from planforge.render.document_imports import fetched
from planforge.render.font_coverage import FONT_SUFFIXES

# `┌─ week.typ:12:4`: where a message of the compiler points; columns count from 0 there.
SPOT = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):(?P<column>\d+)\s*$", re.MULTILINE)
# What the compiler advises about its own options helps nobody here.
OWN_OPTION = re.compile(r"--[a-z]|project root")
INSIDE = "copy the file into documents/ and name it from there"
LONGEST = 120.0  # seconds; the longest plan takes a twentieth of it [default]
AGES = 11  # one more than typst-py 0.15 keeps: it evicts what the last 10 compiles did not use

TemplateFiles = Mapping[str, Path]


def files_in(folder: Path) -> dict[str, Path]:
    """The document parts of one folder, as if no other layer were there."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


class UnfinishedError(Exception):
    """The compiler was still at work when its time was over."""


def compiled(source: Path, *, forget: bool = False, **options: Any) -> bytes | list[bytes]:
    """What the compiler makes of a document, in its time: a loop in a part must not hold the program up.

    `forget` for a large one: the compiler keeps none of it.

    A thread that is not waited for ends with the program; the compiler cannot be told to stop.
    """
    made: list[Any] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            made.append(typst.compile(str(source), root=str(source.parent), **options))
        except Exception as error:  # handed to the caller, which knows what to make of it
            failed.append(error)
        if forget:
            _forget()

    worker = Thread(target=run, daemon=True)
    worker.start()
    worker.join(LONGEST)
    if failed:
        raise failed[0]
    if not made:
        raise UnfinishedError
    return made[0] if isinstance(made[0], list) else bytes(made[0] or b"")


def _forget() -> None:
    """Let the compiler drop what it keeps of a document: its cache lets go what ten compiles did not use.

    A plan's PDF is 0.4 GB there, so a squad made one after another would fill the memory; ten empty
    documents are a hundredth of a second.
    """
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for _ in range(AGES):
        typst.compile(b"", font_paths=none)


@dataclass(frozen=True)
class Parts:
    """The document parts of all layers, copied below `folder`; `main` is the one that is compiled."""

    folder: Path
    files: TemplateFiles
    main: str

    def unusable(self) -> Problem | None:
        """What keeps the parts from being compiled at all; else they lie in the folder afterwards."""
        return self._unreadable() or fetched(self.files) or self._laid()

    def _laid(self) -> Problem | None:
        """Copy the parts; the first that cannot be read."""
        for name, path in self.files.items():
            if path.suffix.lower() in FONT_SUFFIXES:
                continue
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.write_bytes(path.read_bytes())
            except OSError as error:
                return _unread(name, path, error)
        return None

    def _unreadable(self) -> Problem | None:
        """The first part that is no UTF-8 text."""
        for name, path in sorted(self.files.items()):
            if path.suffix == ".typ":
                try:
                    path.read_text("utf-8")
                except UnicodeDecodeError as error:
                    before = bytes(error.object[: error.start])
                    line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
                    said, hint = f"{name} is not text in UTF-8", "save it as UTF-8"
                    return Problem("PF005", Severity.ERROR, Place(str(path), line, column), said, hint)
                except OSError as error:
                    return _unread(name, path, error)
        return None

    def unfinished(self, severity: Severity) -> Problem:
        """The problem of parts that never come to an end."""
        said = f"the document was not finished after {LONGEST:g} seconds: a part never ends"
        hint = "look for a loop or for pages that add pages in the part that was changed last"
        return Problem("PF622", severity, Place(str(self.files[self.main])), said, hint)

    def located(self, code: str, severity: Severity, error: typst.TypstError, hint: str) -> Problem:
        """What the compiler said, on the file that a person can mend, counting columns from 1."""
        diagnostic = str(error.diagnostic)
        message = str(error.message).replace(str(self.folder), "documents")
        hints = [INSIDE if OWN_OPTION.search(one) else one for one in error.hints]
        hint = hint or "; ".join(hints)
        if not (spot := SPOT.search(diagnostic)):
            return Problem(code, severity, Place(str(self.files[self.main])), message, hint)
        told = spot["file"].strip().replace("\\", "/")
        names = [name for name in self.files if told == name or told.endswith(f"/{name}")]
        path = self.files[max(names, key=len)] if names else Path(told)
        line, column = int(spot["line"]), int(spot["column"]) + 1
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        excerpt = lines[line - 1] if line <= len(lines) else ""
        return Problem(code, severity, Place(str(path), line, column), message, hint, excerpt)


def _unread(name: str, path: Path, error: OSError) -> Problem:
    said = f"{name} cannot be read ({error.strerror})"
    return Problem("PF603", Severity.ERROR, Place(str(path)), said, "look at its permissions")
