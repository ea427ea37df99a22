"""One measure put into the text of an athlete file, everything the coach wrote kept as it stands.

Text goes in where the new lines belong, instead of writing the whole file anew: so comments, order, quotes,
indents and line ends stay, and a diff shows added lines only. Whatever the style of the file, the new text
is read again, and unless it holds exactly the old data and the measure, nothing comes of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from planforge.problems import Place, Problem, Severity
from planforge.reading.kept_text import comments_kept, lines_kept
from planforge.reading.yaml_nodes import Mark, Node, parse_nodes
from planforge.reading.yaml_text import Value, flow_text, item_lines, key_lines
from planforge.reading.yamlfile import BLANK, LINE_BREAK, Document, Steps, parse_yaml

VALUES = ("left", "right", "pain_left", "pain_right")  # what makes a measure more than a prepared blank
SEVERAL = "PF012"  # documents in one file: which of them is meant cannot be told
FLOW_REST = re.compile(r"\s*(?P<comma>,?)\s*#.*")  # behind the last part of brackets over several lines
COLON, FLOW_END = re.compile(" *:"), re.compile(" *(?=[,}])")
STEP = 2  # columns, where the file shows no habit of its own
# Levels that are opened out, so that each measure has a line: measures, and an assessment around them.
OPEN_MEASURES, OPEN_ASSESSMENT, OPEN_LIST = 1, 2, 3


@dataclass(frozen=True)
class Entry:
    """A measure to be put in, as plain data of the file; `rater` is for an assessment that begins with it."""

    date: dt.date
    test: str
    measure: Mapping[str, Value]
    rater: str | None = None


def standing(data: Any, date: dt.date, test: str) -> Steps | None:
    """Where the measure of a test on a day stands in the data of a file; None where it is free.

    Values or pain stand there, or anything that is no prepared mapping, as 70/95 or [70, 95].
    """
    for number, assessment in enumerate(_assessments(data)):
        if _is_of(assessment, date) and _says_something(_measures(assessment).get(test)):
            return ("assessments", number, "measures", test)
    return None


def _says_something(measure: Any) -> bool:
    if isinstance(measure, dict):
        return any(measure.get(key) is not None for key in VALUES)
    if isinstance(measure, list):
        return any(one is not None for one in measure)
    return measure is not None


def amended(text: str, entry: Entry, file: str, *, replace: bool = False) -> tuple[str | None, list[Problem]]:
    """The text with the measure in it; None with every problem that forbids it. Warnings are not told."""
    document, problems = parse_yaml(text, file)
    if document is None:
        return None, problems
    if several := [one for one in problems if one.code == SEVERAL]:
        return None, several
    if not replace and (there := standing(document.data, entry.date, entry.test)):
        return None, [standing_problem(document, there)]
    wanted = _with(document.data, entry)
    if not isinstance(wanted, dict):
        return None, [document.problem("PF415", wanted, *_unfit(wanted), at_key=True)]
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    root = parse_nodes(text.removeprefix("\ufeff"))
    edit = _Edit(text.removeprefix("\ufeff"))
    if root is not None:
        _insert(edit, root, document.data, wanted, entry)
    new = mark + edit.text()
    again, more = parse_yaml(new, file)
    sound = again is not None and again.data == wanted and len(more) == len(problems)
    if not sound or not comments_kept(text, new) or not (replace or lines_kept(text, new)):
        said = f"the measure of {entry.test} cannot be put into this file without changing something else"
        hint = "write it by hand under 'assessments:', as the starter file of planforge new shows"
        return None, [Problem("PF416", Severity.ERROR, Place(file), said, hint)]
    return new, []


def standing_problem(document: Document, steps: Steps) -> Problem:
    """A measure is never written over unasked."""
    day = document.data["assessments"][steps[1]]["date"].strip()
    said = f"'{steps[-1]}' is measured on {day} already"
    return document.problem("PF414", steps, said, "use --replace to write over it", at_key=True)


# -- the data ---------------------------------------------------------------------------------------------


def _assessments(data: Any) -> list[Any]:
    found = data.get("assessments") if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _measures(assessment: Any) -> dict[str, Any]:
    found = assessment.get("measures") if isinstance(assessment, dict) else None
    return found if isinstance(found, dict) else {}


def _is_of(assessment: Any, date: dt.date) -> bool:
    day = assessment.get("date") if isinstance(assessment, dict) else None
    return isinstance(day, str) and day.strip() == date.isoformat()


def _day_of(data: Any, entry: Entry) -> int | None:
    """The assessment the measure belongs to: the one that holds the test, else the last of that day."""
    there = standing(data, entry.date, entry.test)
    if there is not None:
        return int(there[1])
    days = [number for number, one in enumerate(_assessments(data)) if _is_of(one, entry.date)]
    return days[-1] if days else None


def _with(data: Any, entry: Entry) -> dict[str, Any] | Steps:
    """The data with the measure in it, or the steps of what stands where a list or mapping belongs."""
    if not isinstance(data, dict):
        return ()
    new = deepcopy(data)
    if not isinstance(new.get("assessments") or [], list):
        return ("assessments",)
    number = _day_of(data, entry)
    if number is None:
        new["assessments"] = [*(new.get("assessments") or []), _assessment(entry)]
        return new
    assessment = new["assessments"][number]
    if not isinstance(assessment.get("measures") or {}, dict):
        return ("assessments", number, "measures")
    assessment["measures"] = {**_measures(assessment), entry.test: _measure(data, entry)}
    return new


def _assessment(entry: Entry) -> dict[str, Any]:
    rater = {"rater": entry.rater} if entry.rater else {}
    return {"date": entry.date.isoformat(), **rater, "measures": {entry.test: _measure(None, entry)}}


def _measure(data: Any, entry: Entry) -> dict[str, Any]:
    """The measure; a device, a position, a unit or a note that stand there stay unless given anew.

    Values and pain that were there and are not given are blank: what a coach wrote beside them stays.
    """
    number = _day_of(data, entry)
    new = {key: one if isinstance(one, str | Mapping) else list(one) for key, one in entry.measure.items()}
    old = _measures(_assessments(data)[number]).get(entry.test) if number is not None else None
    if not isinstance(old, dict):
        return new
    return new | {key: None if key in VALUES else one for key, one in old.items() if key not in new}


def _unfit(steps: Steps) -> tuple[str, str]:
    if not steps:
        return "the file must hold keys and their values", "begin with a line such as 'name: Ann Berg'"
    wanted = "a list" if steps[-1] == "assessments" else "a mapping"
    return f"'{steps[-1]}' is not {wanted}, so nothing can be added", "mend it first, or delete its value"


# -- the text ---------------------------------------------------------------------------------------------


class _Edit:
    """A text with the pieces that go into it; all places are those of the old text."""

    def __init__(self, text: str) -> None:
        self.old = text
        self.lines = LINE_BREAK.split(text)
        self.starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
        self.breaks = [match[0] for match in LINE_BREAK.finditer(text)]
        self.pieces: list[tuple[int, int, str]] = []

    def offset(self, mark: Mark) -> int:
        return (
            min(self.starts[mark[0]] + mark[1], len(self.old))
            if mark[0] < len(self.starts)
            else len(self.old)
        )

    def put(self, start: int, end: int, text: str) -> None:
        self.pieces.append((start, end, text))

    def below(self, line: int, new: Sequence[str]) -> None:
        """New lines below a line, ended as that line is; a file without a last line end stays so."""
        if line < len(self.breaks):
            ended = self.breaks[line]
            self.put(self.starts[line + 1], self.starts[line + 1], "".join(one + ended for one in new))
        else:
            ended = self.breaks[-1] if self.breaks else "\n"
            self.put(len(self.old), len(self.old), "".join(ended + one for one in new))

    def above(self, line: int, new: Sequence[str]) -> None:
        """New lines above a line, ended as that line is."""
        ended = (self.breaks or ["\n"])[min(line, len(self.breaks) - 1)]
        self.put(self.starts[line], self.starts[line], "".join(one + ended for one in new))

    def last_comment(self, line: int, least: int) -> int:
        """The last of the comment lines that follow a line, indented at least so far; else the line."""
        last = line
        for number in range(line + 1, len(self.lines)):
            text = self.lines[number].lstrip(" ")
            if text and (not text.startswith("#") or len(self.lines[number]) - len(text) < least):
                break
            last = number if text else last
        return last

    def text(self) -> str:
        new = self.old
        for start, end, piece in sorted(self.pieces, key=lambda one: one[:2])[::-1]:
            new = new[:start] + piece + new[end:]
        return new


def _insert(edit: _Edit, root: Node, old: Any, wanted: dict[str, Any], entry: Entry) -> None:
    """Plan the pieces that make the text of `old` into one of `wanted`."""
    found = root.get("assessments")
    number = _day_of(old, entry)
    if found is None and (last := _unended(edit, root)) is not None:
        edit.above(
            last.start[0], key_lines("assessments", wanted["assessments"], root.start[1], STEP, OPEN_LIST)
        )
    elif found is None:
        _pair_in(edit, root, "assessments", wanted["assessments"], OPEN_LIST)
    elif number is None:
        _item_in(edit, root, *found, wanted["assessments"][-1])
    else:
        day = found[1].inside[number]
        measures, wanted_measures = day.get("measures"), wanted["assessments"][number]["measures"]
        if measures is None:
            _pair_in(edit, day, "measures", wanted_measures, OPEN_MEASURES)
        elif not measures[1].inside:
            _fill(edit, day, *measures, wanted_measures)
        elif (there := measures[1].get(entry.test)) is not None:
            _measure_in(edit, *there, wanted_measures[entry.test])
        else:
            _pair_in(edit, measures[1], entry.test, wanted_measures[entry.test], 0)


def _unended(edit: _Edit, root: Node) -> Node | None:
    """The last key, where its block text ends the file without a line end: more lines would change it."""
    if root.flow or not root.pairs:
        return None
    key, value = root.pairs[-1]
    open_end = (
        value.quoted and value.end[0] == len(edit.breaks) and value.end[1] and value.end[0] > value.start[0]
    )
    return key if open_end else None


def _pair_in(edit: _Edit, owner: Node, key: str, value: Value, opened: int) -> None:
    """A new last pair of a mapping."""
    column = owner.start[1]
    if owner.flow:
        _flow_in(edit, owner, f"{flow_text(key)}: {flow_text(value)}")
    else:
        below = edit.last_comment(owner.last_line, column)
        edit.below(below, key_lines(key, value, column, STEP, opened))


def _item_in(edit: _Edit, owner: Node, key: Node, value: Node, item: Value) -> None:
    """A new last item of a list; an empty list is opened out."""
    if not value.inside:
        _fill(edit, owner, key, value, [item])
    elif value.flow:
        _flow_in(edit, value, flow_text(item))
    else:
        gap, step = _habit(value)
        below = edit.last_comment(value.last_line, key.start[1] + 1)
        edit.below(below, item_lines(item, value.start[1], gap, step, OPEN_ASSESSMENT))


def _habit(items: Node) -> tuple[int, int]:
    """Columns from dash to key and from key to what it holds, as the last assessment has them."""
    for one in reversed(items.inside):
        if one.kind == "map" and not one.flow and one.start[1] > items.start[1] + 1:
            measures = one.get("measures")
            inner = measures[1] if measures else None
            block = inner is not None and inner.kind == "map" and not inner.flow and inner.inside
            step = inner.start[1] - one.start[1] if inner is not None and block else STEP
            return one.start[1] - items.start[1], step
    return 2, STEP


def _fill(edit: _Edit, owner: Node, key: Node, value: Node, content: Value) -> None:
    """The content of a key that has none yet: a blank, an empty list or an empty mapping."""
    start, end = edit.offset(value.start), edit.offset(value.end)
    if owner.flow:
        edit.put(start, end, (" " if start == edit.offset(key.end) + 1 else "") + flow_text(content))
        return
    if value.start[0] != value.end[0] or value.start[0] != key.start[0]:
        _flow_in(edit, value, flow_text(content)[1:-1])  # brackets over several lines, with comments
        return
    if start != end:
        rest = edit.lines[value.end[0]][value.end[1] :]
        before = edit.old[:start]
        edit.put(start if rest.strip() else len(before.rstrip(" ")), end, "")
    below = edit.last_comment(value.last_line, key.start[1] + 1)
    opened = OPEN_MEASURES if isinstance(content, Mapping) else OPEN_LIST
    lines = key_lines(key.text, content, key.start[1], STEP, opened)
    edit.below(below, lines[1:])


def _measure_in(edit: _Edit, key: Node, value: Node, content: Mapping[str, Any]) -> None:
    """The parts of a measure, each in the place that stands ready for it; further ones behind the last."""
    if value.kind != "map" or not value.inside:
        _replace(edit, key, value, flow_text(content))
        return
    further = [(name, one) for name, one in content.items() if value.get(name) is None]
    text = ", ".join(f"{flow_text(name)}: {flow_text(one)}" for name, one in further)
    for pair in value.pairs:
        one = content.get(pair[0].text)
        if one == _plain(pair[1]):
            continue
        new = "" if one is None else flow_text(one)
        if value.flow and text and new and pair[0] is value.inside[-2]:
            new, text = f"{new}, {text}", ""
        _replace(edit, *pair, new)
    if value.flow and text:
        _flow_in(edit, value, text)
    elif not value.flow and further:
        below = edit.last_comment(value.last_line, value.start[1])
        lines = [line for name, one in further for line in key_lines(name, one, value.start[1], STEP, 0)]
        edit.below(below, lines)


def _plain(node: Node) -> Any:
    """The plain data of a value, as the reader takes it."""
    if node.kind == "list":
        return [_plain(one) for one in node.inside]
    if node.kind == "map":
        return {key.text: _plain(one) for key, one in node.pairs}
    return None if not node.quoted and node.text in BLANK else node.text


def _replace(edit: _Edit, key: Node, value: Node, new: str) -> None:
    """Another value in the place of one, on the line of its key."""
    start, end = edit.offset(value.start), edit.offset(value.end)
    colon = COLON.match(edit.old, edit.offset(key.end))
    if colon is None or edit.old[colon.end() : start].strip():  # a question mark's key, or a comment between
        edit.put(start, end, new)
        return
    blank = start == end  # what follows it stays where it is
    behind = FLOW_END.match(edit.old, colon.end() if blank else end)
    if blank:
        end = behind.end() if behind else colon.end()
    edit.put(colon.end(), end, f" {new}" if new or behind else "")


def _flow_in(edit: _Edit, owner: Node, text: str) -> None:
    """A new last part of a list or mapping in brackets."""
    last = owner.inside[-1] if owner.inside else None
    if last is None:
        at = edit.offset(owner.start) + 1
        edit.put(at, at, text)
        return
    at = edit.offset(last.end)
    blank = last.kind == "scalar" and not last.quoted and last.text in BLANK
    line, rest = last.end[0], edit.lines[last.end[0]][last.end[1] :]
    if line < owner.end[0] and (comment := FLOW_REST.fullmatch(rest)):
        first = _first_of_line(edit, owner, last)
        if not comment["comma"]:
            edit.put(at, at, " ," if blank else ",")  # a comma right after a colon would be part of a text
        edit.below(line, [" " * first + text])
        return
    if blank:
        at = edit.offset(owner.end) - 1
    edit.put(at, at, f", {text}")


def _first_of_line(edit: _Edit, owner: Node, last: Node) -> int:
    """The column where the line of the last part begins, as its own or after the bracket."""
    line = edit.lines[last.end[0]]
    begins = len(line) - len(line.lstrip(" "))
    return begins if owner.start[0] < last.end[0] else max(owner.start[1] + 1, begins)
