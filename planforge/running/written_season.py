"""The season of a schedule that is written out: its weeks and sessions laid on the athlete's dates.

Races, absences, rest days and the runs that stand every week go first; what is written is placed around
them, and whatever moved, shrank or was left out is told with its date. The guard rails judge the result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import Profile
from planforge.models.season import Season, SeasonWeek
from planforge.models.written_schedule import WrittenSchedule
from planforge.problems import Notice
from planforge.running.amounts import ZonePaces
from planforge.running.choose import Basis, basis_of, end_date, level_of, monday_of, start_date
from planforge.running.coach import standing_of
from planforge.running.expect import race_notices
from planforge.running.finish import finish
from planforge.running.finished import PlannedWeek
from planforge.running.frames import frames_of
from planforge.running.ground import Ground
from planforge.running.guard_rails import check, tell
from planforge.running.races import races_of
from planforge.running.tell import Told
from planforge.running.workouts import Workouts
from planforge.running.written_layer import WeekLayer
from planforge.running.written_runs import metres_of
from planforge.running.written_weeks import fitted, written_outline, written_weeks

# From next to nothing the first written week says where the plan starts.
NOT_SAID = frozenset({"start-from-floor", "longest-run-unknown"})


def written_season(
    profile: Profile,
    schedule: WrittenSchedule,
    strength: Mapping[str, tuple[int, int]],
    rails: GuardRails,
    zone_paces: ZonePaces | None,
    today: dt.date,
    vdot: float | None = None,
    loss_flags: tuple[str, ...] = (),
) -> Season:
    """The season of one athlete who runs this schedule; arguments as of `season.plan_season`."""
    goal = profile.goal
    raced = goal is not None
    start = start_date(profile, today)
    written = written_weeks(schedule, level_of(profile, rails), raced)
    # Without a race or a number of weeks in the file, the plan is as long as the schedule.
    end = end_date(profile, today, len(written))
    if end < start:
        raise ValueError(f"the race on {end} lies before the plan's start on {start}")
    basis, notices = basis_of(profile, schedule, rails, zone_paces, vdot, today, loss_flags)
    # What the athlete runs now neither starts nor limits a written schedule; the rails judge by it.
    if basis.stated_m < rails.defaults.start_floor_m:
        notices = [notice for notice in notices if notice.code not in NOT_SAID]
    races, outside = races_of(profile, start, end)
    last = goal.date if goal else end  # of what is written
    count = (monday_of(last) - monday_of(start)).days // 7 + 1
    workouts = Workouts(schedule, basis)
    laid, length = fitted(written, count, raced, schedule.longer, lambda week: metres_of(week, workouts))
    notices += [*outside, *length, *race_notices(profile, schedule, basis, races)]

    told = Told()
    frames = frames_of(profile, basis, rails, races, standing_of(profile, workouts), start, end)
    weeks = written_outline(schedule, laid, start, last, raced)
    ground = Ground(profile, schedule, basis, rails, workouts, strength, frames, weeks)
    layer = WeekLayer(ground, told)
    planned = [
        PlannedWeek(week.number, week.start, week.end, week.phase.id, week.kind, layer.lay(week, placed.week))
        for week, placed in zip(weeks, laid, strict=True)
    ]
    finished, phases = finish(ground, planned, races, end, layer.memory, told)
    judged, started = _judged_from(basis, finished, rails)
    notices += [*started, *_below_own(finished, basis)]
    tell(check(finished, judged, rails, None), told)
    return Season(
        schedule_id=schedule.id,
        schedule_name=schedule.name,
        level=basis.level,
        start=start,
        end=end,
        goal_date=goal.date if goal else None,
        race_dates=tuple(sorted({race.date for race in races})),
        phases=phases,
        weeks=finished,
        notices=(*notices, *told.notices()),
    )


def _judged_from(
    basis: Basis, weeks: tuple[SeasonWeek, ...], rails: GuardRails
) -> tuple[Basis, list[Notice]]:
    """What the rails judge the first weeks by: the athlete's own week and longest run.

    From next to nothing no percentage leads anywhere: such a start is judged from the first full week.
    """
    if basis.stated_m >= rails.defaults.start_floor_m:
        return basis, []
    full = [week for week in weeks if len(week.days) == 7 and week.distance_m] or list(weeks)
    first_m = full[0].distance_m
    notice = Notice(
        "written-start-judged", "info", {"own_m": basis.stated_m, "first_m": first_m}, week=full[0].number
    )
    return replace(basis, stated_m=first_m, weekly_m=max(first_m, rails.defaults.start_floor_m)), [notice]


def _below_own(weeks: tuple[SeasonWeek, ...], basis: Basis) -> list[Notice]:
    """A schedule whose biggest week stays below what the athlete runs already."""
    biggest = max(week.distance_m for week in weeks)
    if biggest >= basis.stated_m:
        return []
    facts = {"own_m": basis.stated_m, "planned_m": biggest}
    return [Notice("written-below-own", "info", facts, value=biggest, limit=basis.stated_m)]
