"""Jinja templates of all layers, filled in a sandbox; what fails is a problem with its line."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planforge.problems import Place, Problem, Severity

LIMIT = "the page is not written"


class _Files(jinja2.BaseLoader):
    """Each part by its name below `documents/`, from the file that won for it."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files

    def get_source(self, _: jinja2.Environment, template: str) -> tuple[str, str, None]:
        if template not in self.files:
            raise jinja2.TemplateNotFound(template)
        path = self.files[template]
        return path.read_text("utf-8"), str(path), None


class PageTemplate:
    """The main part with those it includes; autoescape is on for all of them."""

    def __init__(self, files: Mapping[str, Path], main: str) -> None:
        self.files, self.main = files, main
        self.environment = ImmutableSandboxedEnvironment(
            loader=_Files(files),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def fill(self, facts: Mapping[str, Any]) -> str | Problem:
        """The text, or the one problem at the line of the template where it arose."""
        try:
            return self.environment.get_template(self.main).render(facts)
        except jinja2.TemplateNotFound as error:
            return self._missing(error)
        except jinja2.TemplateSyntaxError as error:
            path = error.filename or str(self.files.get(error.name or "", self.main))
            return _at(path, error.lineno, error.message or "this is no template")
        except UnicodeDecodeError as error:
            return self._not_text(error)
        except Exception as error:  # whatever a template of the coach's can raise, by design a problem
            if (spot := self._spot(error)) is None:
                raise  # nothing of a template on the way: a bug of ours
            said = (
                str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
            )
            return _at(*spot, said)

    def _spot(self, error: BaseException) -> tuple[str, int] | None:
        """The innermost line of a template on the way: Jinja gives its frames their real lines."""
        own = {str(path) for path in self.files.values()}
        frames = traceback.extract_tb(error.__traceback__)
        return next(
            ((one.filename, one.lineno or 0) for one in reversed(frames) if one.filename in own), None
        )

    def _missing(self, error: jinja2.TemplateNotFound) -> Problem:
        name = str(error.name or self.main)
        said = f"{name}: this document part is missing: {LIMIT}"
        if (spot := self._spot(error)) is not None:
            return _at(*spot, said, code="PF601")
        return Problem("PF601", Severity.ERROR, Place(name), said)

    def _not_text(self, error: UnicodeDecodeError) -> Problem:
        for _, path in sorted(self.files.items()):
            if path.suffix == ".j2":
                try:
                    path.read_text("utf-8")
                except UnicodeDecodeError:
                    said = f"{path.name} is not text in UTF-8"
                    return Problem("PF005", Severity.ERROR, Place(str(path)), said, "save it as UTF-8")
        raise error


def _at(path: str, line: int, message: str, code: str = "PF630") -> Problem:
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    column = len(text) - len(text.lstrip()) + 1
    width = max(len(text.strip()), 1)
    return Problem(code, Severity.ERROR, Place(path, line, column), message, "", text, width)
