"""Data and a model to an instance or problems: the only place that knows pydantic's error format.

Errors are told apart by their type and `loc`, never by their message; all of them are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo

from planforge.models.card_text import TextError
from planforge.models.own_error import PairsError
from planforge.models.written import DateError, RangeError
from planforge.problems import Problem, did_you_mean
from planforge.reading.blanks import without_blanks
from planforge.reading.yamlfile import Document, Steps
from planforge.units import LimitError, NumberError, UnitError, shown

M = TypeVar("M", bound=BaseModel)
Said = tuple[str, str, str]  # code, message, hint

MOST_CUTS = 4  # rounds of taking faulty values away; each round can only bare what the last one hid
MOST_NAMED = 14  # names listed in a hint before it becomes a wall of words [default]


@dataclass(frozen=True)
class Fault:
    """One of pydantic's errors, its `loc` split into steps of the file and parts that are not in the file."""

    kind: str
    loc: tuple[str | int, ...]
    steps: Steps
    branch: tuple[Steps, str] | None  # where a choice of models was tried, and which one this is
    value: Any
    context: Mapping[str, Any]


def validate(
    document: Document, model: type[M], *, given: Mapping[str, object] | None = None
) -> tuple[M | None, list[Problem]]:
    """The instance, or None with every problem; `given` are values of the program, not keys of the file."""
    given = given or {}
    document = without_blanks(document)
    if not isinstance(document.data, dict):
        if document.spots[()].faulty:  # said already
            return None, []
        said = "the file must hold keys and their values"
        return None, [document.problem("PF017", (), said, _beginning(model))]
    problems = [
        document.problem("PF102", (key,), *_unknown_key(key, model, ())[1:], at_key=True)
        for key in document.data
        if key in given
    ]
    instance, errors = attempt(model, document.data, given)
    problems += [_problem(document, model, error) for error in errors if not _said_already(document, error)]
    return (None, problems) if problems else (instance, [])


def _beginning(model: type[BaseModel]) -> str:
    """How a file of this kind begins: its first keys that must stand."""
    for name, field in written_names(model).items():
        if name not in ("id", "root") and field.is_required():
            return f"begin with lines such as '{name}: {_example(field) or '…'}'"
    return "begin with lines such as 'key: value'; compare with the shipped file"


def _said_already(document: Document, error: Fault) -> bool:
    """Whether the reader of the text has a problem at this value, or at what holds it."""
    steps = (*error.steps, str(error.loc[-1])) if error.kind == "missing" else error.steps
    spots = [document.spots.get(steps[:count]) for count in range(len(steps) + 1)]
    return any(spot is not None and spot.faulty for spot in spots)


def sound_part(
    document: Document, model: type[M], *, given: Mapping[str, object] | None = None
) -> tuple[M | None, Document, list[Steps]]:
    """What is right in a file: an instance without the faulty values, its document, and what was taken away.

    So the meaning of the rest can be checked at once. None where nothing sound remains.
    """
    given = dict(given or {})
    document = without_blanks(document)
    taken: list[Steps] = []
    if not isinstance(document.data, dict):
        return None, document, taken
    document = replace(
        document, data={key: value for key, value in document.data.items() if key not in given}
    )
    for _ in range(MOST_CUTS):
        instance, errors = attempt(model, document.data, given)
        if not errors:
            return instance, document, taken
        data = deepcopy(document.data)
        for error in errors:
            if error.steps:
                taken.append(error.steps)
                take_away(data, error.steps)
            elif error.kind == "missing":
                given[str(error.loc[-1])] = "?"
        document = without_blanks(replace(document, data=data))
    return None, document, taken


def take_away(data: Any, steps: Steps) -> None:
    """Make the value at these steps a blank."""
    node = data
    for step in steps[:-1]:
        node = node.get(step) if isinstance(node, dict) else node[step]
        if node is None:  # taken away already, with what holds it
            return
    node[steps[-1]] = None


def attempt(
    model: type[M], data: dict[str, Any], given: Mapping[str, object]
) -> tuple[M | None, list[Fault]]:
    """The instance, or None with every fault, nothing said of them yet."""
    try:
        return model.model_validate({**data, **given}, by_alias=True, by_name=False), []
    except ValidationError as failure:
        faults = _one_branch([_error(one, data) for one in failure.errors(include_url=False)])
        return None, [one for one in faults if not _short_of_faulty(one, faults)]


def _short_of_faulty(fault: Fault, faults: list[Fault]) -> bool:
    """Whether a list is too short only because pydantic does not count its faulty parts, which are told."""
    if fault.kind != "too_short" or not isinstance(fault.value, list | tuple):
        return False
    depth = len(fault.steps)
    inside = any(len(one.steps) > depth and one.steps[:depth] == fault.steps for one in faults)
    return inside and len(fault.value) >= fault.context.get("min_length", 0)


def _error(raw: Mapping[str, Any], data: Any) -> Fault:
    steps: list[str | int] = []
    branch: tuple[Steps, str] | None = None
    node = data
    for number, part in enumerate(raw["loc"]):
        inside = part in node if isinstance(node, dict) else False
        if isinstance(node, list) and isinstance(part, int):
            inside = part < len(node)
        if inside:
            steps.append(part)
            node = node[part]
        elif branch is None and part != "[key]" and not _is_missing_key(raw, number):
            branch = (tuple(steps), str(part))
    return Fault(raw["type"], raw["loc"], tuple(steps), branch, raw.get("input"), raw.get("ctx", {}))


def _is_missing_key(raw: Mapping[str, Any], number: int) -> bool:
    return raw["type"] == "missing" and number == len(raw["loc"]) - 1


def _one_branch(errors: list[Fault]) -> list[Fault]:
    """Where several models were tried for one value, the errors of the one that came nearest."""
    tried: dict[Steps, dict[str, list[Fault]]] = {}
    for error in errors:
        if error.branch is not None:
            tried.setdefault(error.branch[0], {}).setdefault(error.branch[1], []).append(error)
    best = {
        at: max(
            branches, key=lambda name: (max(len(one.steps) for one in branches[name]), -len(branches[name]))
        )
        for at, branches in tried.items()
    }
    return [error for error in errors if error.branch is None or best[error.branch[0]] == error.branch[1]]


def _problem(document: Document, model: type[BaseModel], error: Fault) -> Problem:
    if error.kind == "missing":
        steps = error.steps
        code, message, hint = _missing_key(model, error, document)
        blank = (*steps, error.loc[-1])
        at = blank if blank in document.spots else steps
        return document.problem(code, at, message, hint, at_key=True)
    if error.kind == "extra_forbidden":
        code, message, hint = _unknown_key(str(error.loc[-1]), model, error.loc[:-1])
        return document.problem(code, error.steps, message, hint, at_key=True)
    code, message, hint = _said(error)
    key = "[key]" in error.loc or isinstance(error.value, dict)
    return document.problem(code, error.steps, message, hint, at_key=key)


# -- keys ------------------------------------------------------------------------------------------------


def written_names(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys a file may use for a model, with their fields."""
    return {
        field.validation_alias if isinstance(field.validation_alias, str) else name: field
        for name, field in model.model_fields.items()
    }


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models that stand in an annotation: in a list, a mapping, an optional, a choice."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if issubclass(annotation, RootModel):
            return _models_in(annotation.model_fields["root"].annotation)
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def models_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """The models whose keys may stand at a place of the file."""
    models = _models_in(model)
    for part in loc:
        found = [
            written_names(one)[part] for one in models if isinstance(part, str) and part in written_names(one)
        ]
        if found:
            models = [inner for field in found for inner in _models_in(field.annotation)] or models
    return models


def _fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> dict[str, FieldInfo]:
    return {name: field for one in models_at(model, loc) for name, field in written_names(one).items()}


def _unknown_key(key: str, model: type[BaseModel], loc: tuple[str | int, ...]) -> Said:
    message = f"unknown key '{shown(key)}'"
    if key == "id" and not loc:
        return "PF102", message, "the id is the name of the file"
    names = [name for name in _fields_at(model, loc) if name != "id"]
    hint = did_you_mean(key, names)
    if not hint and (home := _home(key, model)):
        hint = f"it belongs under '{home}'"
    if not hint and names:
        more = ", …" if len(names) > MOST_NAMED else ""
        hint = f"known here: {', '.join(names[:MOST_NAMED])}{more}"
    return "PF102", message, hint


def _home(key: str, model: type[BaseModel]) -> str:
    """The key of the top level under which a misplaced key belongs."""
    for name, field in written_names(model).items():
        if any(key in written_names(inner) for inner in _models_in(field.annotation)):
            return name
    return ""


def _missing_key(model: type[BaseModel], error: Fault, document: Document) -> Said:
    key = str(error.loc[-1])
    owner = next((str(part) for part in reversed(error.steps) if isinstance(part, str)), "")
    blank = (*error.steps, key) in document.spots
    message = f"'{key}' is blank" if blank else f"'{key}' is missing" + (f" in '{owner}'" if owner else "")
    field = _fields_at(model, error.loc[:-1]).get(key)
    example = _example(field)
    parts = [f"write {key}: {example}" if example else f"write '{key}: …'"]
    if field and field.description:
        parts.append(f"({field.description})")
    return "PF101", message, " ".join(parts)


def _example(field: FieldInfo | None) -> str:
    """What stands in a file for this field, as the field or its type shows it."""
    if field is None:
        return ""
    schemas = [part.json_schema or {} for part in field.metadata if isinstance(part, WithJsonSchema)]
    shows = [*(field.examples or ()), *(one for schema in schemas for one in schema.get("examples", ()))]
    return str(shows[0]) if shows else ""


# -- values ----------------------------------------------------------------------------------------------


def _choice(error: Fault) -> Said:
    names = re.findall(
        r"'([^']*)'", str(error.context.get("expected", error.context.get("expected_tags", "")))
    )
    listed = f"one of: {', '.join(names)}"
    near = did_you_mean(str(error.value), names)
    return "PF104", f"'{shown(error.value)}' is not known here", near or listed


def _wanted(what: str, hint: str) -> Callable[[Fault], Said]:
    def said(error: Fault) -> Said:
        is_scalar = isinstance(error.value, str)
        filled = hint.replace("{value}", shown(error.value) if is_scalar else "…")
        return "PF103", f"{what} is wanted here", filled

    return said


def _limit(error: Fault) -> Said:
    bounds = [f"{name} {error.context[key]:g}" for key, name in LIMIT_WORDS.items() if key in error.context]
    return "PF106", f"'{shown(error.value)}' is outside the limits", f"write a value {' and '.join(bounds)}"


def _value_error(error: Fault) -> Said:
    cause = error.context.get("error")
    if isinstance(cause, UnitError):
        code = "PF108"
        if isinstance(error.value, dict) or isinstance(cause, RangeError | TextError | PairsError):
            code = "PF110"
        elif isinstance(cause, LimitError):
            code = "PF106"
        elif isinstance(cause, NumberError):
            code = "PF105"
        elif isinstance(cause, DateError):
            code = "PF107"
        return code, cause.message, cause.hint
    return "PF110", shown(cause if cause is not None else "these values do not fit", 200), ""


LIMIT_WORDS = {
    "ge": "of at least",
    "gt": "above",
    "le": "of at most",
    "lt": "below",
    "multiple_of": "a multiple of",
}
LENGTH_WORDS = {"min_length": "at least", "max_length": "at most"}


def _form(error: Fault) -> Said:
    """A text of a fixed form, as a colour is."""
    if "#[0-9A-Fa-f]" in str(error.context.get("pattern")):
        return "PF110", f"'{shown(error.value)}' is no colour", 'write it as "#A8480B": six digits behind #'
    return "PF109", f"'{shown(error.value)}' has not the form that is wanted here", ""


def _length(error: Fault) -> Said:
    bounds = [f"{name} {error.context[key]}" for key, name in LENGTH_WORDS.items() if key in error.context]
    what = " characters" if error.kind.startswith("string_") else ""
    return "PF109", "too short or too long", f"{' and '.join(bounds)}{what} wanted"


_MAPPING = _wanted("a mapping", "write its keys below it, indented, or in braces")
_LIST = _wanted("a list", "write it as [{value}]")
_TEXT = _wanted("a text", "write one value, without brackets or braces")


def _number(error: Fault) -> Said:
    return "PF105", f"'{shown(error.value)}' is not a number", "write a number"


def _whole(error: Fault) -> Said:
    return "PF105", f"'{shown(error.value)}' is not a whole number", "write a whole number"


def _truth(error: Fault) -> Said:
    return "PF104", f"'{shown(error.value)}' is not known here", "one of: true, false"


def _day(error: Fault) -> Said:
    return "PF107", f"'{shown(error.value)}' is not a date", "write year-month-day, as 2027-04-18"


# The first of these that begins the error's type speaks.
BY_TYPE: tuple[tuple[str, Callable[[Fault], Said]], ...] = (
    ("value_error", _value_error),
    ("assertion_error", _value_error),
    ("literal_error", _choice),
    ("enum", _choice),
    ("union_tag", _choice),
    ("model_", _MAPPING),
    ("dict_", _MAPPING),
    ("mapping_", _MAPPING),
    ("dataclass_", _MAPPING),
    ("tuple_type", _LIST),
    ("list_type", _LIST),
    ("set_type", _LIST),
    ("frozen_set_type", _LIST),
    ("iterable_type", _LIST),
    ("string_type", _TEXT),
    ("string_pattern_mismatch", _form),
    ("string_", _length),
    ("too_short", _length),
    ("too_long", _length),
    ("int_", _whole),
    ("float_", _number),
    ("decimal_", _number),
    ("finite_number", _number),
    ("bool_", _truth),
    ("date_", _day),
    ("datetime_", _day),
    ("greater_than", _limit),
    ("less_than", _limit),
    ("multiple_of", _limit),
)


def faults_of(model: type[M], data: dict[str, Any]) -> tuple[M | None, list[tuple[Steps, Said]]]:
    """Data from elsewhere than a file, told in the same words: the instance, or where and what is wrong."""
    instance, errors = attempt(model, data, {})
    return instance, [(error.steps, _said(error)) for error in errors]


def _said(error: Fault) -> Said:
    for start, speak in BY_TYPE:
        if error.kind.startswith(start):
            return speak(error)
    return (
        "PF110",
        f"'{shown(error.value)}' does not fit here ({error.kind})",
        "compare with the shipped templates",
    )
