"""The words file: every layer's sentences over those of the layer below, one by one.

So a coach's file may hold a single changed sentence, and an old copy does not miss the new ones.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from planforge.models.words import Words
from planforge.problems import Place, Problem, Severity, did_you_mean
from planforge.reading.layers import Layer, own_file, shown_path
from planforge.reading.yamlfile import Document, Steps, read_yaml

NAME = "words/en.yaml"
EMPTY = "delete the file, or copy the shipped one: planforge templates copy words/en.yaml"


def merged_words(
    layers: Sequence[Layer], record: list[Path] | None = None
) -> tuple[Words | None, list[Problem]]:
    """The words of all layers, the first layer on top; None where no layer has any."""
    entries: Any = None
    problems: list[Problem] = []
    for layer in reversed(layers):
        path = own_file(layer, NAME)
        if path is None:
            continue
        if record is not None:
            record.append(path)
        document, more = read_yaml(path, shown_path(path), empty=EMPTY)
        problems += more
        if document is None:
            continue
        if not isinstance(document.data, dict):
            said = "the file must hold keys and their values"
            problems.append(document.problem("PF017", (), said, "begin with a section such as 'plan:'"))
            continue
        if entries is None:
            problems += _broken(document, document.data, ())
            entries = document.data
        else:
            problems += _misfits(document, document.data, entries, ())
            entries = _laid_over(document.data, entries)
    if entries is None:
        if not problems:
            place = Place(shown_path(layers[-1].folder / NAME) if layers else NAME)
            said = f"no layer of the templates holds {NAME}"
            problems.append(Problem("PF507", Severity.ERROR, place, said, "install planforge again"))
        return None, problems
    return Words(entries), problems


def _laid_over(upper: dict[str, Any], lower: dict[str, Any]) -> dict[str, Any]:
    """Sentences of `upper` where it has sound ones, those of `lower` elsewhere; a blank is no sentence."""
    merged = dict(lower)
    for key, value in upper.items():
        below = lower.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = _laid_over(value, below)
        elif value is not None and (below is None or _fits(value, below)):
            merged[key] = value
    return merged


def _fits(upper: Any, lower: Any) -> bool:
    """Whether a value can stand in for the shipped one: same kind, and no fact that nobody fills."""
    if isinstance(upper, dict) != isinstance(lower, dict):
        return False
    known = {name for _, one in _sentences(lower, ()) for name in placeholders(one) or ()}
    asked = [placeholders(one) for _, one in _sentences(upper, ())]
    return all(names is not None and names <= known for names in asked)


# Whole numbers that print with two figures; every other format could fail on what fills the braces.
FORMATTED = frozenset({("minutes", "02d"), ("seconds", "02d")})


def placeholders(sentence: str) -> frozenset[str] | None:
    """The names in braces; None where the braces do not fit together or hold more than a name."""
    try:
        parts = [part for part in string.Formatter().parse(sentence) if part[1] is not None]
    except ValueError:
        return None
    if any(conversion or (spec and (field, spec) not in FORMATTED) for _, field, spec, conversion in parts):
        return None
    return frozenset(str(field) for _, field, _, _ in parts)


def _sentences(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in pairs:
            yield from _sentences(one, (*steps, key))


def _broken(document: Document, value: Any, steps: Steps) -> Iterator[Problem]:
    for where, sentence in _sentences(value, steps):
        if placeholders(sentence) is None:
            hint = "write {name}, and {{ or }} for a brace that is printed"
            yield document.problem("PF506", where, "the braces do not fit together", hint)


def _misfits(document: Document, upper: Any, lower: Any, steps: Steps) -> Iterator[Problem]:
    """Sentences that nothing reads, and those that ask for facts the program does not give them."""
    if isinstance(upper, dict) and isinstance(lower, dict):
        for key, value in upper.items():
            where = (*steps, key)
            if key not in lower:
                hint = did_you_mean(key, lower) or "compare with the shipped words"
                said = f"nothing reads the sentence '{key}'"
                yield document.problem("PF508", where, said, hint, Severity.WARNING, at_key=True)
            else:
                yield from _misfits(document, value, lower[key], where)
    elif upper is not None and isinstance(upper, dict) != isinstance(lower, dict):
        wanted = "a section" if isinstance(lower, dict) else "a sentence"
        yield document.problem("PF506", steps, f"{wanted} is wanted here", "compare with the shipped words")
    elif upper is not None:
        yield from _broken(document, upper, steps)
        known = {name for _, one in _sentences(lower, ()) for name in placeholders(one) or ()}
        for where, sentence in _sentences(upper, steps):
            for name in sorted((placeholders(sentence) or frozenset()) - known):
                names = ", ".join(f"{{{one}}}" for one in sorted(known)) or "no braces"
                said = f"nothing fills {{{name}}} in this sentence"
                yield document.problem("PF506", where, said, f"the shipped sentence has {names}")
