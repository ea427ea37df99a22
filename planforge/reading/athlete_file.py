"""An athlete file that is being added to: its text, what can be read of it, and measures put in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planforge.models.profile import Assessment, Measure, Profile
from planforge.problems import Place, Problem, Severity, in_order
from planforge.reading.amend import SEVERAL, Entry, amended, standing
from planforge.reading.layers import shown_path
from planforge.reading.unfinished import without_unfinished
from planforge.reading.validate import sound_part
from planforge.reading.yamlfile import Document, decode, parse_yaml, read_yaml


@dataclass(frozen=True)
class AthleteFile:
    """The file as it stands on the disk; `profile` holds what can be read of it."""

    path: Path
    text: str
    document: Document
    profile: Profile

    def measured_on(self, date: dt.date, test: str) -> int | None:
        """The line where a test stands on a day already; None where it is free."""
        steps = standing(self.document.data, date, test)
        return self.document.spots[steps].key_line if steps and steps in self.document.spots else None

    def assessment(self, date: dt.date) -> Assessment | None:
        return next((one for one in reversed(self.profile.assessments) if one.date == date), None)

    def days_of(self, test: str) -> list[tuple[dt.date, Measure]]:
        """The days of a test with its measure, oldest first."""
        dated = sorted(self.profile.assessments, key=lambda one: one.date)
        return [(one.date, one.measures[test]) for one in dated if test in one.measures]


def open_athlete(path: Path) -> tuple[AthleteFile | None, list[Problem]]:
    """The file, or None where it cannot be read as YAML; problems of its content are left to the check."""
    document, problems = read_yaml(path, shown_path(path))
    if document is None:
        return None, problems
    try:
        text, fault = decode(path.read_bytes())
    except OSError as error:
        text, fault = None, (f"the file cannot be read: {error.strerror}", "try again")
    if text is None:
        return None, [Problem("PF003", Severity.ERROR, Place(shown_path(path)), *fault)]
    return _opened(path, text)


def _opened(path: Path, text: str) -> tuple[AthleteFile | None, list[Problem]]:
    document, problems = parse_yaml(text, shown_path(path))
    if document is None:
        return None, problems
    if several := [one for one in problems if one.code == SEVERAL]:
        return None, several
    given = {"id": path.stem}
    whole, _ = without_unfinished(document, Profile, given=given)
    profile, _, _ = sound_part(whole, Profile, given=given)
    return AthleteFile(path, text, document, profile or Profile(id=path.stem, name=path.stem)), []


def with_measures(
    file: AthleteFile,
    date: dt.date,
    measures: Mapping[str, Mapping[str, Any]],
    *,
    rater: str | None = None,
    replace: Sequence[str] = (),
) -> tuple[AthleteFile | None, list[Problem]]:
    """The file with all measures of a day in its text, or None with what forbids one of them.

    `replace` names the tests whose measure of that day may be written over. Nothing is written here.
    """
    text, problems = file.text, []
    for test, raw in measures.items():
        entry = Entry(date, test, _as_written(raw), rater)
        new, found = amended(text, entry, file.document.file, replace=test in replace)
        problems += found
        text = text if new is None else new
    return (None, in_order(problems)) if problems else _opened(file.path, text)


def _as_written(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The measure as a coach would write it: values first, one trial without brackets."""

    def plain(value: Any) -> Any:
        return value[0] if isinstance(value, list) and len(value) == 1 else value

    return {key: plain(raw[key]) for key in Measure.model_fields if key in raw}


def rater_problem(file: AthleteFile, date: dt.date, rater: str | None) -> list[Problem]:
    """A warning where a day is by somebody else: one assessment has one rater."""
    day = file.assessment(date)
    if rater is None or day is None or day.rater == rater:
        return []
    said = (
        f"the assessment of {date} is by {day.rater}"
        if day.rater
        else f"the assessment of {date} names no rater"
    )
    hint = "that stays so; two raters differ by more than one rater's error"
    return [Problem("PF417", Severity.WARNING, Place("--rater", 1, 1), said, hint, rater, len(rater))]
