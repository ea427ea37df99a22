"""Optional blocks that were begun: with what they need left blank they count as not given, with a warning."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from planforge.models.written import Block, NothingSaid
from planforge.problems import Problem, Severity
from planforge.reading.blanks import without_blanks
from planforge.reading.validate import MOST_CUTS, Fault, attempt, models_at, take_away, written_names
from planforge.reading.yamlfile import Document, Steps


def without_unfinished(
    document: Document, model: type[BaseModel], *, given: Mapping[str, object] | None = None
) -> tuple[Document, list[Problem]]:
    """The document without optional blocks whose needed part is blank, and a warning for each of them.

    A blank never blocks a plan (design: the athlete file); a part that is left out or misspelt is an error.
    """
    document = without_blanks(document)
    problems: list[Problem] = []
    for _ in range(MOST_CUTS):
        if not isinstance(document.data, dict):
            break
        data = deepcopy(document.data)
        cut = False
        for error in attempt(model, document.data, given or {})[1]:
            name = _unfinished(document, model, error)
            if name is not None:
                cut = True
                take_away(data, error.steps)
                hint = f"it counts as not given: fill in '{name}', or delete the rest"
                said = f"'{name}' is blank" if error.kind == "missing" else "there is nothing to do"
                place = (*error.steps, name)
                problems.append(document.problem("PF111", place, said, hint, Severity.WARNING, at_key=True))
        if not cut:
            break
        document = without_blanks(replace(document, data=data))
    return document, problems


def _unfinished(document: Document, model: type[BaseModel], error: Fault) -> str | None:
    """The blank key that leaves an optional block unfinished; None for every other error."""
    owners = models_at(model, error.loc[:-1] if error.kind == "missing" else error.loc)
    if not error.steps or not any(issubclass(owner, Block) for owner in owners):
        return None
    names = [name for owner in owners for name in written_names(owner)]
    blank = [name for name in names if (*error.steps, name) in document.spots]
    blank = [name for name in blank if name not in _block(document, error.steps)]
    if any(document.spots[(*error.steps, name)].faulty for name in blank):
        return None
    if error.kind == "missing":
        return str(error.loc[-1]) if error.loc[-1] in blank else None
    return blank[0] if blank and isinstance(error.context.get("error"), NothingSaid) else None


def _block(document: Document, steps: Steps) -> Any:
    node = document.data
    for step in steps:
        node = node[step]
    return node
