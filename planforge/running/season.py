"""The season: a periodized schedule laid on real dates, week by week from the first to the race.

A schedule that is written out goes its own way (`written_season`): nothing of it is planned, it is placed.

Each week is arranged (which day holds what) and fitted (how far each run goes) before the next begins, since
every guard rail looks back. The coach's changes come last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import Profile
from planforge.models.schedule import Schedule
from planforge.models.season import Season
from planforge.models.written_schedule import AnySchedule, WrittenSchedule
from planforge.running.amounts import ZonePaces
from planforge.running.choose import basis_of, choose_schedule, end_date, start_date, weeks_between
from planforge.running.coach import standing_of
from planforge.running.expect import race_notices, tell_long_run, tell_volume
from planforge.running.finish import finish
from planforge.running.finished import PlannedWeek
from planforge.running.frames import frames_of
from planforge.running.ground import Ground
from planforge.running.guard_rails import check, tell
from planforge.running.length import held_to_own, is_too_near, length_notices
from planforge.running.phases import outline
from planforge.running.races import races_of
from planforge.running.settle import settled
from planforge.running.volume import Held
from planforge.running.week import WeekPlanner
from planforge.running.workouts import Workouts
from planforge.running.written_season import written_season


def plan_season(
    profile: Profile,
    schedules: Mapping[str, AnySchedule],
    strength: Mapping[str, tuple[int, int]],
    rails: GuardRails,
    zone_paces: ZonePaces | None,
    today: dt.date,
    vdot: float | None = None,
    loss_flags: tuple[str, ...] = (),
) -> Season:
    """The season of one athlete; `strength` maps a strength phase to (sessions a week, minutes).

    `loss_flags` are red flags that the measures raise, beside those of the profile's screening.

    ValueError where the race lies before the start: `choose.weeks_available` tells it beforehand.
    """
    named = schedules[profile.schedule] if profile.schedule else None
    if isinstance(named, WrittenSchedule):
        return written_season(profile, named, strength, rails, zone_paces, today, vdot, loss_flags)
    periodized = {name: one for name, one in schedules.items() if isinstance(one, Schedule)}
    schedule = choose_schedule(profile, periodized)
    start = start_date(profile, today)
    end = end_date(profile, today, rails.defaults.weeks)
    if end < start:
        raise ValueError(f"the race on {end} lies before the plan's start on {start}")
    basis, notices = basis_of(profile, schedule, rails, zone_paces, vdot, today, loss_flags)
    goal = profile.goal
    if goal and is_too_near(schedule, weeks_between(start, goal.date)):
        basis = held_to_own(basis)
    races, outside = races_of(profile, start, end)
    notices += outside
    workouts = Workouts(schedule, basis)
    standing = standing_of(profile, workouts)
    frames = frames_of(profile, basis, rails, races, standing, start, end)
    raced = profile.goal is not None
    weeks = outline(schedule, start, goal.date if goal else end, basis.recovery_every, raced)
    notices += length_notices(schedule, len(weeks))
    notices += race_notices(profile, schedule, basis, races)

    ground = Ground(profile, schedule, basis, rails, workouts, strength, frames, weeks)

    def weeks_within(held: Held | None) -> tuple[list[PlannedWeek], WeekPlanner]:
        planner = WeekPlanner(ground, held)
        return [planner.plan(week) for week in weeks], planner

    planned, planner = settled(weeks_within)
    told = planner.told
    finished, phases = finish(ground, planned, races, end, planner.memory, told)
    tell_long_run(finished, basis, rails, profile, told)
    tell_volume(finished, basis, told)
    taper = schedule.taper if goal else None
    tell(check(finished, basis, rails, taper, goal.date if goal else None), told)
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
