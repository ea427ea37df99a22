"""`--set TEST=LEFT/RIGHT`: a measure given on the command line, its problems with the place in its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planforge.models.test_card import TestCard
from planforge.problems import Place, Problem, Severity, did_you_mean
from planforge.reading.typed import (
    FACTS,
    PAINS,
    checked,
    place_of,
    plain,
    split_facts,
    unknown_test,
    words_of,
)
from planforge.reading.yaml_syntax import CONTROL
from planforge.reading.yamlfile import Steps
from planforge.units import shown

FILE = "--set"
NONE_FAULTY: Mapping[tuple[str, str], Sequence[Problem]] = {}
FORM = "write TEST=LEFT/RIGHT, as side_plank=70/88"


@dataclass(frozen=True)
class Given:
    """One --set, read: the test and its measure as plain data; `number` counts the options from 1."""

    text: str
    number: int
    test: str
    raw: Mapping[str, Any]

    def problem(self, code: str, message: str, hint: str) -> Problem:
        """A problem of the whole measure, at the name of the test."""
        return _problem(self.text, self.number, code, message, hint, 0, len(self.test))


def read_all(
    texts: Sequence[str],
    tests: Mapping[str, TestCard],
    faulty: Mapping[tuple[str, str], Sequence[Problem]] = NONE_FAULTY,
) -> tuple[list[Given], list[Problem]]:
    """Every --set in its order, and every problem of them; one with an error is not among those given.

    Of a test whose card is faulty the card's own problems are told, once.
    """
    given: dict[str, Given] = {}
    problems: list[Problem] = []
    for number, text in enumerate(texts, 1):
        name = text.partition("=")[0].strip()
        if told := faulty.get(("tests", name)):
            problems += [problem for problem in told if problem not in problems]
            continue
        one, found = read_set(text, number, tests)
        problems += found
        if one is not None and one.test in given:
            said = f"'{one.test}' is set twice"
            hint = f"first in --set {given[one.test].number}; put its trials together"
            problems.append(one.problem("PF413", said, hint))
        elif one is not None:
            given[one.test] = one
    return list(given.values()), problems


def read_set(text: str, number: int, tests: Mapping[str, TestCard]) -> tuple[Given | None, list[Problem]]:
    """One --set: what it gives, or None with its problems; warnings stand beside what it gives."""

    def faulty(code: str, message: str, hint: str, column: int, width: int) -> tuple[None, list[Problem]]:
        return None, [_problem(text, number, code, message, hint, column, width)]

    if strange := CONTROL.search(text):
        said = f"a character that is no text (U+{ord(strange[0]):04X})"
        return faulty("PF016", said, "type the option again", strange.start(), 1)
    name, equals, rest = text.partition("=")
    test = name.strip()
    at = len(name) - len(name.lstrip())
    if not equals or not test:
        return faulty("PF413", "there is no test and '=' before the values", FORM, 0, len(text))
    card = tests.get(test)
    if card is None:
        return faulty("PF401", *unknown_test(test, tests), at, len(test))
    start = len(name) + 1
    values, *facts = split_facts(rest)
    sides = values.text.split("/")
    if len(sides) != 2:
        said = "left and right are not apart" if len(sides) < 2 else "there is more than one '/'"
        return faulty("PF413", said, FORM, start, len(values.text))
    raw: dict[str, Any] = {}
    places: dict[Steps, tuple[int, int]] = {(): (at, len(test))}
    for key, side, begin in (("left", sides[0], start), ("right", sides[1], start + len(sides[0]) + 1)):
        words = words_of(side, begin)
        if words:
            raw[key] = [plain(word.text, card) for word in words]
        places |= {(key, place): (word.column, len(word.text)) for place, word in enumerate(words)}
    slips: list[Problem] = []
    for fact in facts:
        key, _, value = (part.strip() for part in fact.text.partition("="))
        column = start + fact.column
        if fault := _fact_fault(key, value, raw):
            slips.append(_problem(text, number, "PF413", *fault, column, len(key)))
            continue
        raw[key] = value
        within = fact.text.index("=") + 1
        indent = len(fact.text[within:]) - len(fact.text[within:].lstrip())
        places[(key,)] = (column + within + indent, len(value))
    measure, remarks = checked(card, raw)
    problems = slips + [
        _problem(
            text,
            number,
            remark.code,
            remark.message,
            remark.hint,
            *place_of(remark.steps, places),
            severity=remark.severity,
        )
        for remark in remarks
    ]
    if measure is None or any(problem.is_error for problem in problems):
        return None, problems
    return Given(text, number, test, raw), problems


def _fact_fault(key: str, value: str, raw: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a further fact, and the remedy."""
    known = (*FACTS, *PAINS)
    if key == "rater":
        return "the rater is not part of a measure", "use --rater"
    if key not in known:
        return f"'{shown(key)}' is not known here", did_you_mean(key, known) or f"one of: {', '.join(known)}"
    if not value:
        return f"nothing stands after '{key}='", "write it, or take it away"
    return (f"'{key}' stands twice", "keep one of them") if key in raw else None


def _problem(
    text: str,
    number: int,
    code: str,
    message: str,
    hint: str,
    column: int,
    width: int,
    severity: Severity = Severity.ERROR,
) -> Problem:
    return Problem(code, severity, Place(FILE, number, column + 1), message, hint, text, max(width, 1))
