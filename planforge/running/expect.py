"""What the coach may expect of a season and is told: the target, the race's length, the longest run."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import Profile
from planforge.models.season import Run, SeasonDay, SeasonWeek
from planforge.models.written_schedule import AnySchedule
from planforge.problems import Notice
from planforge.running.choose import Basis
from planforge.running.fit import LONG_STEP_M
from planforge.running.paces import race_time, vdot_of
from planforge.running.races import MARATHON_M, Race
from planforge.running.tell import Told
from planforge.running.workouts import GRID_M
from planforge.units import clock_text

OWN_WEEK = 0.98  # [default] of the athlete's own week, that the biggest week is expected to reach
ULTRA_M = 45_000  # from here a race is longer than a marathon
AMBITIOUS = 0.95  # a target faster than today's form by more than 5 percent
# [default] A longest run below this is told, by the goal's distance: a coach would ask why.
FAR_SHORT = 0.6  # [default] of the race: a longest run below it is a warning, to think of another goal
LONG_ENOUGH_M = ((ULTRA_M, 30_000), (MARATHON_M, 26_000), (20_000, 17_000))


def race_notices(
    profile: Profile, schedule: AnySchedule, basis: Basis, races: Sequence[Race]
) -> list[Notice]:
    """The goal's length against the schedule, its target against today's form, races while held easy."""
    found: list[Notice] = []
    goal, held = profile.goal, schedule.distance
    if goal and held and goal.distance_m >= held.below_m and not profile.schedule:
        found.append(Notice("distance-beyond-schedules", "info", {"schedule": schedule.name}))
    elif goal and held and not held.from_m <= goal.distance_m < held.below_m:
        found.append(Notice("distance-outside-schedule", "warning", {"schedule": schedule.name}))
    if basis.easy_only and races:
        dates = tuple(sorted({race.date.isoformat() for race in races}))
        found.append(Notice("race-while-held-easy", "warning", {}, dates=dates))
    if goal and goal.target_s and basis.vdot is not None:
        form_s = int(race_time(goal.distance_m, basis.vdot) + 0.5)
        facts = {"target": clock_text(goal.target_s), "form": clock_text(form_s)}
        if goal.target_s > form_s:
            found.append(Notice("target-slower-than-form", "info", facts, value=goal.target_s, limit=form_s))
        elif goal.target_s < AMBITIOUS * form_s:
            gap = form_s - goal.target_s
            points = vdot_of(goal.distance_m, goal.target_s) - basis.vdot
            facts |= {
                "gap": clock_text(gap), "percent": f"{100 * gap / form_s:.0f}", "points": f"{points:.1f}"
            }  # fmt: skip
            found.append(Notice("target-ambitious", "warning", facts, value=goal.target_s, limit=form_s))
    return found


def tell_long_run(
    weeks: Sequence[SeasonWeek], basis: Basis, rails: GuardRails, profile: Profile, told: Told
) -> None:
    """Why the longest run of a long race's plan stays short: the day, the rail's minutes, the week, weeks.

    For any plan: a longest run below the athlete's own, where the minutes of its day are the reason.
    """
    goal = profile.goal
    runs = [(run, day, week) for week in weeks for day in week.days for run in day.runs if run.kind == "run"]
    if basis.easy_only or not runs:
        return
    longest, day, week = max(runs, key=lambda each: (each[0].distance_m, -each[0].date.toordinal()))
    reason = _bound(longest, day, week, basis, rails)
    race_m = goal.distance_m if goal else 0
    enough = next((least for from_m, least in LONG_ENOUGH_M if race_m >= from_m), None)
    if enough is None or longest.distance_m >= enough:
        if reason == "day" and basis.longest_m and longest.distance_m + GRID_M <= basis.longest_m:
            told.add(
                "long-run-below-own", "info", longest.date, week=week.number,
                measure=longest.distance_m / 1000, bound=basis.longest_m / 1000, worse=False,
                longest_m=longest.distance_m, own_m=basis.longest_m,
                minutes=int(longest.duration_s / 60 + 0.5),
            )  # fmt: skip
        return
    severity = "warning" if longest.distance_m < FAR_SHORT * race_m else "info"
    told.add(
        f"long-run-short-{reason}", severity, longest.date, week=week.number,
        measure=longest.distance_m / 1000, bound=enough / 1000, worse=False,
        longest_m=longest.distance_m, enough_m=enough, minutes=int(longest.duration_s / 60 + 0.5),
    )  # fmt: skip


def tell_volume(weeks: Sequence[SeasonWeek], basis: Basis, told: Told) -> None:
    """An athlete's own week that the plan does not reach, where no other notice gives the reason."""
    plain = [
        sum(run.distance_m for day in week.days for run in day.runs)
        for week in weeks
        if week.kind == "load" and len(week.days) == 7
        and not any(day.away or any(run.kind == "race" for run in day.runs) for day in week.days)
    ]  # fmt: skip
    if not plain or max(plain) >= OWN_WEEK * basis.stated_m or told.has("volume-short"):
        return
    told.add(
        "volume-above-schedule", "warning",
        measure=max(plain) / 1000, bound=basis.stated_m / 1000, worse=False,
        planned_m=max(plain), own_m=basis.stated_m, runs=basis.runs,
    )  # fmt: skip


def _bound(longest: Run, day: SeasonDay, week: SeasonWeek, basis: Basis, rails: GuardRails) -> str:
    """What held the longest run: a step more would pass it."""
    step_s = LONG_STEP_M * sum(basis.paces["E"]) / 2000
    spent = sum(run.duration_s for run in day.runs) + (day.strength.minutes * 60 if day.strength else 0)
    if day.minutes is not None and spent + step_s > day.minutes * 60:
        return "day"
    if longest.duration_s + step_s > (rails.rails["long-time"].warn or 150) * 60:
        return "time"
    own = [run.distance_m for each in week.days for run in each.runs if run.kind == "run"]
    share = rails.usual_long_share_for(len(own))
    if longest.distance_m + LONG_STEP_M > share * (sum(own) + LONG_STEP_M):
        return "share"
    return "weeks"
