"""Running figures of a profile: results a runner can have, names that exist, workouts that can be read."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from planforge.models.written_schedule import WrittenSchedule
from planforge.problems import did_you_mean
from planforge.reading.remark import Case, Remark, warning
from planforge.reading.yamlfile import Steps
from planforge.units import clock_text, distance_text, race_text, shown

# World records of men in seconds by metres, rounded down [recalled, 2025]: nobody's result is faster.
RECORDS: tuple[tuple[float, float], ...] = (
    (400, 43), (800, 100), (1500, 206), (1609.344, 223), (3000, 437), (5000, 755), (10_000, 1571),
    (21_097.5, 3400), (42_195, 7235), (50_000, 9500), (100_000, 21_900), (160_934.4, 39_000),
)  # fmt: skip
# Of a result that fits no row of the pace table: slower than twice the record it is too slow, else too fast.
TOO_SLOW = 2
# Below it a week is a walker's or an injured runner's [default]; the first planned week has its own floor.
LITTLE_M = 5000
# Slower than a stroll is no run [default]; beyond 50 km, with nights and mountains, more time is given.
WALKING_S_PER_KM, ULTRA_S_PER_KM, ULTRA_M = 15 * 60, 24 * 60, 50_000


def fastest(distance_m: float) -> float:
    """The world record in seconds at a distance: between two records by a power law, as records run."""
    at = min(max(bisect_left([metres for metres, _ in RECORDS], distance_m), 1), len(RECORDS) - 1)
    (near, near_s), (far, far_s) = RECORDS[at - 1], RECORDS[at]
    power = math.log(far_s / near_s) / math.log(far / near)
    return near_s * math.pow(distance_m / near, power)


def _implausible(distance_m: int, time_s: int, steps: Steps, what: str) -> Iterator[Remark]:
    slowest = (ULTRA_S_PER_KM if distance_m > ULTRA_M else WALKING_S_PER_KM) * distance_m / 1000
    best = fastest(distance_m)
    race = f"{race_text(distance_m, 'km')} in {clock_text(time_s)}"
    if time_s < best:
        hint = "check the distance and the time"
        if best <= time_s * 60 <= slowest:
            hint = f"for hours write {clock_text(time_s)}:00"
        yield Remark(steps, "PF312", f"{what} is faster than the world record: {race}", hint)
    elif time_s > slowest:
        hint = "check the distance and the time"
        if best <= time_s / 60 <= slowest:
            hint = f"for minutes and seconds write {clock_text(time_s / 60)}"
        yield Remark(steps, "PF312", f"{what} is slower than walking: {race}", hint)


def plausible_results(case: Case) -> Iterator[Remark]:
    """A result and a target between the world record and a walk."""
    result, goal = case.profile.running.recent_result, case.profile.goal
    if result is not None:
        yield from _implausible(
            result.distance_m, result.time_s, ("running", "recent_result", "time"), "the result"
        )
    for number, other in enumerate(case.profile.running.other_results):
        steps: Steps = ("running", "other_results", number, "time")
        yield from _implausible(other.distance_m, other.time_s, steps, "the result")
    if goal is not None and goal.target_s is not None:
        yield from _implausible(goal.distance_m, goal.target_s, ("goal", "target"), "the target")


def result_in_the_table(case: Case) -> Iterator[Remark]:
    """Paces come from a table; a result slower than its slowest row gets that row's paces."""
    result = case.profile.running.recent_result
    if result is None or case.plausible is None or case.plausible(result.distance_m, result.time_s):
        return
    steps = ("running", "recent_result", "time")
    slow = result.time_s > TOO_SLOW * fastest(result.distance_m)
    if slow and not any(_implausible(result.distance_m, result.time_s, steps, "the result")):
        said = "the result is slower than the slowest row of the pace table"
        hint = "the paces are those of that row and are too fast: go by effort, or take a newer result"
        yield warning(steps, "PF318", said, hint)


def little_running(case: Case) -> Iterator[Remark]:
    """Next to no running is no ground for a running plan."""
    week = case.profile.running.weekly_distance_m
    if isinstance(case.schedule, WrittenSchedule):
        return  # what is written out starts where the coach has it start
    if week is not None and week < LITTLE_M:
        units = case.profile.units
        floor = distance_text(case.content.guard_rails.defaults.start_floor_m, units)
        said = f"{distance_text(week, units)} a week is next to no running"
        hint = f"run-walk or walking first; the plan starts from {floor} a week"
        yield warning(("running", "weekly_distance"), "PF317", said, hint)


def longest_and_week(case: Case) -> Iterator[Remark]:
    """One run is seldom longer than a whole week."""
    running = case.profile.running
    longest, week = running.longest_run, running.weekly_distance_m
    if longest is not None and week is not None and longest.distance_m > week:
        units = case.profile.units
        said = f"the longest run is longer than the week of {distance_text(week, units)}"
        hint = "weekly_distance is the mean of the last four weeks: check both"
        yield warning(("running", "longest_run", "distance"), "PF313", said, hint)


def heart_rates(case: Case) -> Iterator[Remark]:
    """Resting below threshold below maximum."""
    running = case.profile.running
    keys = ("resting_heart_rate", "threshold_heart_rate", "max_heart_rate")
    given = [(key, rate) for key in keys if (rate := getattr(running, key)) is not None]
    for (lower, low), (upper, high) in pairwise(given):
        if low >= high:
            said = f"{lower} {low} is not below {upper} {high}"
            yield Remark(("running", lower), "PF316", said, "check the two rates")


def names(case: Case) -> Iterator[Remark]:
    """The schedule and what is avoided are in the library; a faulty one is, and is told at its own file."""
    library, profile = case.content, case.profile
    schedules = {*library.schedules, *(name for folder, name in library.faulty if folder == "schedules")}
    if profile.schedule is not None and profile.schedule not in schedules:
        hint = did_you_mean(profile.schedule, library.schedules)
        hint = hint or f"one of: {', '.join(sorted(library.schedules))}"
        yield Remark(("schedule",), "PF311", f"there is no schedule '{shown(profile.schedule)}'", hint)
    families = {exercise.family for exercise in library.exercises.values()}
    known = sorted({*library.exercises, *families})
    if any(folder == "exercises" for folder, _ in library.faulty):  # a faulty exercise hides its family
        return
    for number, name in enumerate(profile.avoid):
        if name not in known:
            hint = did_you_mean(name, known) or "planforge library exercises lists them"
            said = f"there is no exercise or family '{shown(name)}'"
            yield Remark(("avoid", number), "PF319", said, hint)


def workouts(case: Case) -> Iterator[Remark]:
    """Workouts of the coach that look like notation can be read; plain words may stand."""
    if case.notation is None:
        return
    texts: list[tuple[Steps, str | None]] = []
    texts += [(("fixed", number, "run"), fixed.run) for number, fixed in enumerate(case.profile.fixed)]
    texts += [(("changes", number, "run"), change.run) for number, change in enumerate(case.profile.changes)]
    for steps, text in texts:
        if text is None or not case.notation.looks_like_notation(text):
            continue
        try:
            case.notation.parse(text)
        except ValueError as error:
            message, hint = getattr(error, "message", str(error)), getattr(error, "hint", "")
            yield Remark(steps, "PF315", message, hint, column=int(getattr(error, "column", 0) or 0))


RUN_CHECKS = (
    plausible_results, result_in_the_table, little_running, longest_and_week, heart_rates, names, workouts,
)  # fmt: skip
