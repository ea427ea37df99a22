"""The race-day page: warm-up, splits at even pace for the target and for today's form, plan B, last weeks.

Every share and limit here is a default of planforge [default].
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planforge import units
from planforge.models.plan import Goal, PhaseRecord, Session, Week
from planforge.models.race_day import RaceDay, RaceLine, RaceTime, Split, WarmUpStep
from planforge.models.words import Words
from planforge.plan import dates
from planforge.units import Units

CLASSES = ((7_500, "short"), (15_000, "ten"), (30_000, "half"))
MILE, LAP = 1_610, 400  # the mile as it is read; it and what is run on a track are told by the lap
STEPS = (1, 2, 5, 10, 20, 50)  # kilometres or miles between two points: the first that gives few enough rows
HALF_STEP = 0.5  # where whole ones give too few
MOST, LEAST = 11, 4  # rows, the finish with them: a half marathon goes by fives, as its marks do
NEAR = 100  # metres; a point so close to another, or closer than a tenth of the step, tells nothing
LOOK_AT = 1 / 3  # of the course: the first point from there on is early enough to change, late enough to know
LATE = 3 / 4  # of the course: about here whoever holds back may let go a little
FAR = 0.05  # of today's form: a goal further from it gets another plan B, as it gets a notice when quicker


@dataclass(frozen=True)
class Point:
    """A point of the course, in metres from the start; halves of a mile are no whole metres."""

    metres: float
    half: bool = False
    finish: bool = False


def race_day(
    goal: Goal | None,
    weeks: tuple[Week, ...],
    phases: tuple[PhaseRecord, ...],
    unit: Units,
    words: Words,
    *,
    beginner: bool = False,
    held_easy: bool = False,
) -> RaceDay | None:
    """The page of the goal race; None without one. `held_easy`: no time is aimed at."""
    if goal is None:
        return None
    target = _time("target", goal.target_s, goal, unit, words)
    predicted = _time("predicted", goal.predicted_s, goal, unit, words)
    if held_easy:
        target = predicted = None
    splits = split_rows(goal.distance_m, target, predicted, unit, words) if target or predicted else ()
    return RaceDay(
        title=words("race_day.title"),
        race=goal.name,
        date=goal.date,
        date_text=goal.date_text,
        distance_text=goal.distance_text,
        warm_up=_warm_up(goal.distance_m, unit, words, beginner=beginner, held_easy=held_easy),
        target=target,
        predicted=predicted,
        splits=splits,
        start_text=_start(goal.distance_m, target, predicted, unit, words, held_easy=held_easy),
        plan_b=() if held_easy else _plan_b(goal.distance_m, target, predicted, unit, words),
        stop=tuple(words.entry("race_day.stop")),
        week_before=tuple(_week_before(goal, weeks, phases, words)),
    )


def distance_class(distance_m: int) -> str:
    """short, ten, half or long: how a race of this length is begun."""
    return next((name for most, name in CLASSES if distance_m <= most), "long")


def by_laps(distance_m: int) -> bool:
    return units.on_track(distance_m) or distance_m == MILE


def points(distance_m: int, unit: Units) -> list[Point]:
    """Where the clock is read: at laps, else at whole kilometres or miles and half way; then the finish."""
    if by_laps(distance_m):
        return _points(distance_m, LAP, halved=False)
    one = units.METRES[unit]
    each = _points(distance_m, one, halved=False)
    if len(each) < LEAST:
        return _points(distance_m, one * HALF_STEP, halved=False)
    if len(each) <= MOST:
        return each
    wider = (_points(distance_m, one * step, halved=True) for step in STEPS[1:])
    return next(
        (found for found in wider if len(found) <= MOST), _points(distance_m, one * STEPS[-1], halved=True)
    )


def _points(distance_m: int, step: float, *, halved: bool) -> list[Point]:
    """The course in steps; `halved`: half way is a point of its own, in place of one beside it."""
    near, half = max(NEAR, step / 10), distance_m / 2
    metres = [step * number for number in range(1, math.floor((distance_m - near) / step) + 1)]
    if halved:
        metres = sorted([half, *(point for point in metres if abs(point - half) >= near)])
    return [*(Point(point, half=point == half) for point in metres), Point(distance_m, finish=True)]


def seconds_at(metres: float, distance_m: int, finish_s: int) -> int:
    """Even pace, rounded once from the start: pieces differ by a second at most, their sum is the finish."""
    return math.floor(finish_s * metres / distance_m + 0.5)


def split_rows(
    distance_m: int, target: RaceTime | None, predicted: RaceTime | None, unit: Units, words: Words
) -> tuple[Split, ...]:
    """A row a point, with the time there for each of the two finish times that is known."""

    def row(point: Point) -> Split:
        both = [
            None if time is None else seconds_at(point.metres, distance_m, time.seconds)
            for time in (target, predicted)
        ]
        return Split(
            distance_m=round(point.metres),
            place=_place(point, distance_m, unit, words),
            half=point.half,
            target_s=both[0],
            target_text="" if both[0] is None else units.clock_text(both[0]),
            predicted_s=both[1],
            predicted_text="" if both[1] is None else units.clock_text(both[1]),
        )

    return tuple(row(point) for point in points(distance_m, unit))


def _place(point: Point, distance_m: int, unit: Units, words: Words) -> str:
    if by_laps(distance_m):
        distance = words("race_day.metres", number=round(point.metres))
    else:
        number = units.needed_number(point.metres, unit)
        distance = words("race_day.kilometres" if unit == "km" else "race_day.miles", number=number)
    form = "finish" if point.finish else "half_way" if point.half else "place"
    return words(f"race_day.{form}", distance=distance)


def _time(name: str, seconds: int | None, goal: Goal, unit: Units, words: Words) -> RaceTime | None:
    if seconds is None:
        return None
    pace = seconds / goal.distance_m * 1000
    return RaceTime(
        name=words(f"race_day.{name}"),
        seconds=seconds,
        text=units.clock_text(seconds),
        pace_text=units.pace_text(pace, pace, unit),
    )


def _warm_up(
    distance_m: int, unit: Units, words: Words, *, beginner: bool, held_easy: bool
) -> tuple[WarmUpStep, ...]:
    name = "held_easy" if held_easy else distance_class(distance_m)
    if beginner and name in ("short", "ten"):
        name = "new"
    form = "what_laps" if by_laps(distance_m) else f"what_{unit}"  # minutes at its effort outlast a lap
    return tuple(
        WarmUpStep(when=step["when"], what=step.get(form, step["what"]))
        for step in words.entry(f"race_day.warm_up.{name}")
    )


def _start(
    distance_m: int,
    target: RaceTime | None,
    predicted: RaceTime | None,
    unit: Units,
    words: Words,
    *,
    held_easy: bool,
) -> str:
    """How far to hold back: to the first point of the table, so that there is a split to hold back to."""
    if held_easy:
        return words("race_day.start_held")
    effort = words(f"race_day.efforts.{distance_class(distance_m)}")
    first, *others = points(distance_m, unit)
    if not others:
        return words("race_day.start_short", effort=effort)
    if by_laps(distance_m):
        told = words("race_day.first.lap")
    elif round(first.metres) == round(units.METRES[unit]):
        told = words(f"race_day.first.{unit}")
    else:
        told = words("race_day.first.other", place=_place(first, distance_m, unit, words))
    if _against_form(target, predicted) == "far_slower":
        return words("race_day.start_below", first=told)
    form = "race_day.start_paced" if target or predicted else "race_day.start_effort"
    return words(form, first=told, effort=effort)


def _against_form(target: RaceTime | None, predicted: RaceTime | None) -> str:
    """How the goal stands to today's form, where both are known: the plan B that it gets."""
    if target is None or predicted is None:
        return "target" if target else "predicted" if predicted else "none"
    if target.pace_text == predicted.pace_text:
        return "even"
    if target.seconds < predicted.seconds:
        return "faster" if target.seconds >= predicted.seconds * (1 - FAR) else "far_faster"
    return "slower" if target.seconds <= predicted.seconds * (1 + FAR) else "far_slower"


def _plan_b(
    distance_m: int, target: RaceTime | None, predicted: RaceTime | None, unit: Units, words: Words
) -> tuple[str, ...]:
    """When to leave the splits, at a point of the table, and what follows when that is too hard."""
    effort = words(f"race_day.efforts.{distance_class(distance_m)}")
    *on_the_way, _ = points(distance_m, unit)
    if not on_the_way:  # over before the clock could be looked at
        return (words("race_day.plan_b.short"),)
    case = _against_form(target, predicted)
    if case == "none":
        return words("race_day.plan_b.none", effort=effort), words("race_day.plan_b.effort")
    if case == "far_faster":
        at = on_the_way[0]
    elif case in ("slower", "far_slower"):
        share = LATE if case == "far_slower" else 1 / 2
        at = min(on_the_way, key=lambda point: abs(point.metres - distance_m * share))
    else:
        at = next((point for point in on_the_way if point.metres >= distance_m * LOOK_AT), on_the_way[-1])
    place = _place(at, distance_m, unit, words)
    pace = predicted.pace_text if predicted else ""
    first = words(f"race_day.plan_b.{case}", place=place, effort=effort, pace=pace)
    if case in ("slower", "far_slower"):  # its splits are kept to a point, and then left
        return first, words("race_day.plan_b.effort")
    return first, words("race_day.plan_b.ahead"), words("race_day.plan_b.effort")


def _week_before(
    goal: Goal, weeks: tuple[Week, ...], phases: tuple[PhaseRecord, ...], words: Words
) -> Iterator[RaceLine]:
    """What the plan itself says of the last weeks, each line only where the plan has it."""

    def line(name: str, **facts: str) -> RaceLine:
        return RaceLine(
            name=words(f"race_day.week_before.{name}"),
            text=words(f"race_day.week_before.{name}_text", **facts),
        )

    def on(day: int) -> str:
        date = days[day].date
        return f"{dates.weekday(date, words)} {dates.short(date, words)}"

    taper = next((week for week in weeks if week.kind == "taper"), None)
    if taper is not None:
        purpose = next((phase.purpose for phase in phases if phase.name == taper.phase), "")
        yield line("taper", week=_small(taper.title), purpose=purpose)
    days = [day for week in weeks for day in week.days if day.date < goal.date]
    hard = [n for n, day in enumerate(days) if any(_is_hard(one) for one in day.sessions)]
    strength = [n for n, day in enumerate(days) if any(one.kind == "strength" for one in day.sessions)]
    if hard:
        title = next(one.title for one in days[hard[-1]].sessions if _is_hard(one))
        yield line("last_hard", date=on(hard[-1]), title=title)
    if strength:
        yield line("last_strength", date=on(strength[-1]))
    if days:
        yield line("day_before", date=on(-1), title=days[-1].title)


def _is_hard(session: Session) -> bool:
    return session.kind == "run" and session.hard


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
