"""Which of the two kinds a schedule file is, and what the loaded schedules take from the words.

A list of weeks is a written schedule; a range of weeks with phases, levels and ladders a periodized one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from planforge.models.schedule import Schedule
from planforge.models.words import Words
from planforge.models.written_schedule import AnySchedule, WrittenPhase, WrittenSchedule
from planforge.problems import Problem
from planforge.reading.yamlfile import Document

# Keys that only the one kind has.
PERIODIZED = ("levels", "ladders", "taper", "strides")
WRITTEN = ("longer", "days_apart")


def schedule_model(data: Any) -> type[BaseModel]:
    """The model of a schedule file's content; nothing of either kind is read as written out."""
    if not isinstance(data, dict):
        return Schedule
    if isinstance(data.get("weeks"), list):
        return WrittenSchedule
    marks = sum(key in data for key in PERIODIZED), sum(key in data for key in WRITTEN)
    periodized = isinstance(data.get("weeks"), dict) or isinstance(data.get("phases"), list)
    return Schedule if periodized or marks[0] > marks[1] else WrittenSchedule


def kind_problems(document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    """Keys of the other kind, weeks that are neither kind's, weeks without runs."""
    data = document.data if isinstance(document.data, dict) else {}
    written = model is WrittenSchedule
    other = PERIODIZED if written else WRITTEN
    strange = [key for key in data if key in other or (written and key == "phases" and _listed(data[key]))]
    weeks = data.get("weeks")
    if isinstance(weeks, str) and weeks:
        hint = "write every week as '- runs: [40 min E]', or a range as {least: 8, most: 24}"
        yield document.problem("PF103", ("weeks",), "the weeks are a list or a range", hint)
    for number, week in enumerate(weeks if isinstance(weeks, list) else ()):
        if not week or (isinstance(week, dict) and not week.get("runs") and week.get("runs") != []):
            # A blank week would vanish, and the others would move by one.
            at = ("weeks", number, "runs") if week else ("weeks", number)
            hint = "write its runs, or 'runs: []' for a week of rest"
            yield document.problem("PF101", at, "the week has no runs", hint, at_key=True)
    if not strange:
        return
    if written:
        said = f"the weeks are written out, and '{strange[0]}' belongs to a periodized schedule"
        hint = f"take away {_named(strange)}, or write weeks as {{least: 8, most: 24}}"
        if strange == ["phases"]:
            said = "the phases of a schedule that is written out are a mapping"
            hint = "write phases: {base: {name: Base}}, and in a week 'phase: base'"
    else:
        said = f"the schedule is periodized, and '{strange[0]}' belongs to one whose weeks are written out"
        hint = f"take away {_named(strange)}, or write every week below 'weeks' as a list"
    yield document.problem("PF509", (strange[0],), said, hint, at_key=True)


def _listed(value: Any) -> bool:
    return isinstance(value, list)


def _named(keys: list[str]) -> str:
    return " and ".join(f"'{key}'" for key in keys)


def with_words(schedules: Mapping[str, AnySchedule], words: Words) -> dict[str, AnySchedule]:
    """The schedules with titles and phases worded: their own where they have them, else the words file's."""
    titles: dict[str, str] = words.entry("runs.titles")
    worded: dict[str, AnySchedule] = {}
    for name, schedule in schedules.items():
        update: dict[str, Any] = {"titles": {**titles, **schedule.titles}}
        if isinstance(schedule, WrittenSchedule):
            update["phases"] = {
                identity: WrittenPhase(
                    name=own.name or default["name"],
                    purpose=own.purpose or default["purpose"],
                    strength=own.strength,
                )
                for identity, default in words.entry("runs.phases").items()
                for own in [schedule.phases.get(identity) or WrittenPhase(strength=None)]
            }
        worded[name] = schedule.model_copy(update=update)
    return worded
