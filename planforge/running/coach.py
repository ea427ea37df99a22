"""The coach's own hand: runs that stand every week, and changes on a date, obeyed as they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import WEEKDAYS, Change, Profile
from planforge.models.season import Run, RunStep, StrengthSlot
from planforge.running.notation import NotationError, looks_like_notation
from planforge.running.tell import Told
from planforge.running.workouts import GRID_M, Sized, Workouts, parsed


@dataclass(frozen=True)
class Standing:
    """A run that stands every week on its day: steps where it is notation, else the coach's words."""

    weekday: int
    words: str
    steps: tuple[RunStep, ...] | None
    hard: bool
    distance_m: int | None
    minutes: int | None


def standing_of(profile: Profile, workouts: Workouts) -> tuple[Standing, ...]:
    """The profile's `fixed` runs; plain words count as hard, notation by its zones."""
    found = []
    for fixed in profile.fixed:
        steps = read(fixed.run)
        found.append(
            Standing(
                weekday=WEEKDAYS.index(fixed.day),
                words=fixed.run,
                steps=steps,
                hard=is_hard(steps, workouts),
                distance_m=fixed.distance_m,
                minutes=fixed.minutes,
            )
        )
    return tuple(found)


def read(text: str) -> tuple[RunStep, ...] | None:
    """The steps of a text in notation; None for plain words."""
    if not looks_like_notation(text):
        return None
    try:
        return parsed(text)
    except NotationError:
        return None  # the file's check has told the coach; the words themselves still stand


def is_hard(steps: tuple[RunStep, ...] | None, workouts: Workouts) -> bool:
    """Plain words are counted as hard; notation is hard with any work above E, or uphill."""
    if steps is None:
        return True
    return workouts.measure(steps).hard_s > 0 or any(step.text == "hill" for step in steps)


def words_run(workouts: Workouts, metres: int | None, minutes: int | None, fallback_m: int) -> Sized:
    """One step without a zone, sized by what the coach gave, else by `fallback_m`."""
    if metres is None and minutes is not None:
        step = _step(None, minutes * 60)
    else:
        step = _step(metres if metres is not None else fallback_m, None)
    sized = workouts.measure((step,))
    return replace(sized, duration_s=minutes * 60) if minutes is not None else sized


def _step(metres: int | None, seconds: int | None) -> RunStep:
    return RunStep(group=1, repeat=1, distance_m=metres, duration_s=seconds, zone=None, text="")


def standing_size(
    standing: Standing, workouts: Workouts, mean_m: int, seconds: int | None, limit_m: float | None
) -> Sized:
    """The size of a standing run in a week: its own, else the week's mean run within the day's minutes."""
    if standing.steps is not None:
        return workouts.measure(standing.steps)
    fallback = mean_m
    if seconds:
        fallback = min(fallback, workouts.easy_metres(seconds))
    if limit_m is not None:
        fallback = min(fallback, int(limit_m // GRID_M) * GRID_M)
    return words_run(workouts, standing.distance_m, standing.minutes, max(fallback, GRID_M))


@dataclass
class DayState:
    """A planned date that the coach's changes may still alter."""

    date: dt.date
    minutes: int | None
    away_running: str
    away_strength: bool
    runs: list[Run]
    strength: StrengthSlot | None


def apply_changes(
    days: dict[dt.date, DayState],
    changes: Sequence[Change],
    workouts: Workouts,
    rails: GuardRails,
    told: Told,
) -> frozenset[dt.date]:
    """Obey each change in the order of the file; returns the dates that were altered."""
    touched: set[dt.date] = set()
    races = [date for date, day in days.items() if any(run.kind == "race" for run in day.runs)]
    for change in changes:
        day = days.get(change.date)
        if day is None:
            told.add("change-outside-plan", "warning", change.date)
        elif change.run is not None:
            _replace(day, change.run, workouts)
            touched.add(change.date)
        elif change.move_to is not None:
            target = days.get(change.move_to)
            if target is None:
                told.add("change-outside-plan", "warning", change.move_to)
            elif target is not day:
                _move(day, target, told)
                touched.update((change.date, change.move_to))
        elif change.drop is not None:
            _drop(day, change.drop, told)
            touched.add(change.date)
    for date in sorted(touched):
        _tell_what_breaks(days[date], told)
        _tell_near_race(days[date], races, rails, told)
        if workouts.basis.easy_only and any(run.hard and run.kind == "run" for run in days[date].runs):
            told.add("change-hard-held-easy", "warning", date)
    return frozenset(touched)


def _replace(day: DayState, text: str, workouts: Workouts) -> None:
    own = [run for run in day.runs if run.kind == "run"]
    steps = read(text)
    if steps is not None:
        sized = workouts.measure(steps)
    else:
        before = sum(run.distance_m for run in own)
        fallback = before or workouts.easy_metres(40 * 60)  # [default] where nothing stood there
        sized = words_run(workouts, None, None, fallback)
    hard = is_hard(steps, workouts)
    title = text if steps is None else workouts.title_of(steps, hard)
    run = workouts.run(
        day.date, sized, title, workouts.type_of(steps, hard), hard=hard, key=hard, origin="change"
    )
    day.runs = [each for each in day.runs if each.kind == "race"] + [run]


def _move(day: DayState, target: DayState, told: Told) -> None:
    runs = [run for run in day.runs if run.kind == "run"]
    if runs:
        day.runs = [run for run in day.runs if run.kind == "race"]
        for run in runs:
            taken = {each.slot for each in target.runs}
            slot = next(name for name in _slots() if name not in taken)
            target.runs.append(replace(run, date=target.date, slot=slot))
    elif day.strength is not None:
        if target.strength is not None:
            told.add("change-strength-taken", "warning", target.date)
        else:
            target.strength = replace(day.strength, date=target.date)
        day.strength = None
    else:
        told.add("change-nothing-to-move", "warning", day.date)


def _slots() -> list[str]:
    return ["run", *(f"run{number}" for number in range(2, 20))]


def _drop(day: DayState, what: Literal["run", "strength", "test", "all"], told: Told) -> None:
    runs = [run for run in day.runs if run.kind == "run"]
    found = what == "test"  # tests are placed later; who places them sees to it
    if what in {"run", "all"} and runs:
        day.runs = [run for run in day.runs if run.kind == "race"]
        found = True
    if what in {"strength", "all"} and day.strength is not None:
        day.strength = None
        found = True
    if not found:
        told.add("change-nothing-to-drop", "warning", day.date)


def _tell_what_breaks(day: DayState, told: Told) -> None:
    own = [run for run in day.runs if run.kind == "run"]
    if (own or day.strength) and day.minutes == 0:
        told.add("change-on-rest-day", "warning", day.date)
    if (
        own and (day.away_running == "none" or (day.away_running == "easy" and any(r.hard for r in own)))
    ) or (day.strength and day.away_strength):
        told.add("change-while-away", "warning", day.date)
    if day.minutes:
        need = sum(run.duration_s for run in own) + (day.strength.minutes * 60 if day.strength else 0)
        if need > day.minutes * 60:
            told.add("change-beyond-minutes", "warning", day.date, measure=need / 60, bound=day.minutes)
    if own and any(run.kind == "race" for run in day.runs):
        told.add("change-on-race-day", "warning", day.date)
    if day.strength and any(run.kind == "race" for run in day.runs):
        told.add("change-strength-near-race", "warning", day.date)


def _tell_near_race(day: DayState, races: Sequence[dt.date], rails: GuardRails, told: Told) -> None:
    """A hard run in the days before a race, or more than a short one on its eve."""
    own = [run for run in day.runs if run.kind == "run"]
    for race in races:
        to_go = (race - day.date).days
        hard = 0 < to_go <= rails.spacing.no_quality_before_other and any(run.hard for run in own)
        long = to_go == 1 and sum(run.duration_s for run in own) > rails.spacing.eve_minutes * 60
        if hard or long:
            told.add("change-near-race", "warning", day.date)
