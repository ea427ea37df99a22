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

METRES = {"km": 1000.0, "mi": 1609.344}
CLASSES = ((7_500, "short"), (15_000, "ten"), (30_000, "half"))
LAPS_TO, LAP = 3_000, 400  # shorter races are told by the lap of a track
SINGLE_TO = {"km": 10_000, "mi": 21_100}  # so far each kilometre, each mile; then every five
NEAR = 100  # metres: a point so close to another, or to the finish, tells nothing
LOOK_AT = 1 / 3  # of the course: the first point from there on is early enough to change, late enough to know


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
        start_text=_start(goal.distance_m, unit, words, paced=bool(splits), held_easy=held_easy),
        plan_b=() if held_easy else _plan_b(goal.distance_m, target, predicted, splits, words),
        stop=tuple(words.entry("race_day.stop")),
        week_before=tuple(_week_before(goal, weeks, phases, words)),
    )


def distance_class(distance_m: int) -> str:
    """short, ten, half or long: how a race of this length is begun."""
    return next((name for most, name in CLASSES if distance_m <= most), "long")


def points(distance_m: int, unit: Units) -> list[Point]:
    """Where the clock is read: every kilometre or mile, from there on every five, half way, the finish."""
    units_a_step = 1 if distance_m <= SINGLE_TO[unit] else 5
    step = LAP if distance_m <= LAPS_TO else METRES[unit] * units_a_step
    last = math.floor((distance_m - NEAR) / step)
    metres = [step * number for number in range(1, last + 1)]
    half = distance_m / 2
    told = {point: Point(point, half=point == half) for point in metres}
    apart = min((abs(half - point) for point in metres), default=half)
    if distance_m > SINGLE_TO["km"] and apart >= NEAR:
        told[half] = Point(half, half=True)
    return [*sorted(told.values(), key=lambda point: point.metres), Point(distance_m, finish=True)]


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
    if distance_m <= LAPS_TO:
        distance = words("race_day.metres", number=round(point.metres))
    else:
        number = f"{point.metres / METRES[unit]:.2f}".rstrip("0").rstrip(".")
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
    return tuple(
        WarmUpStep(when=step["when"], what=step.get(f"what_{unit}", step["what"]))
        for step in words.entry(f"race_day.warm_up.{name}")
    )


def _start(distance_m: int, unit: Units, words: Words, *, paced: bool, held_easy: bool) -> str:
    if held_easy:
        return words("race_day.start_held")
    name = distance_class(distance_m)
    first = words(f"race_day.first.{unit}.{name}")
    form = "race_day.start_paced" if paced else "race_day.start_effort"
    return words(form, first=first, effort=words(f"race_day.efforts.{name}"))


def _plan_b(
    distance_m: int,
    target: RaceTime | None,
    predicted: RaceTime | None,
    splits: tuple[Split, ...],
    words: Words,
) -> tuple[str, ...]:
    """When to leave the target's splits for the predicted pace, and what follows when that is too hard."""
    effort = words(f"race_day.efforts.{distance_class(distance_m)}")
    if not splits:
        return words("race_day.plan_b.none", effort=effort), words("race_day.plan_b.effort")
    after = words("race_day.plan_b.ahead"), words("race_day.plan_b.effort")
    if len(splits) == 1:  # over before the clock could be looked at
        return after
    look = next(row.place for row in splits if row.distance_m >= distance_m * LOOK_AT)
    if target is None:
        first = words("race_day.plan_b.predicted", place=look, effort=effort)
    elif predicted is None:
        first = words("race_day.plan_b.target", place=look, effort=effort)
    elif target.seconds < predicted.seconds:
        first = words("race_day.plan_b.faster", place=look, effort=effort, pace=predicted.pace_text)
    else:
        first = words("race_day.plan_b.slower", effort=effort, pace=predicted.pace_text)
    return first, *after


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
