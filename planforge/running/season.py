"""The season: a periodized schedule laid on real dates, week by week from the first to the race.

Each week is arranged (which day holds what) and fitted (how far each run goes) before the next begins, since
every guard rail looks back. The coach's changes come last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import Profile
from planforge.models.schedule import Schedule
from planforge.models.season import Season, SeasonDay, SeasonWeek
from planforge.problems import Notice
from planforge.running.amounts import ZonePaces
from planforge.running.choose import MOST_WEEKS, basis_of, choose_schedule, end_date, start_date
from planforge.running.coach import DayState, apply_changes, standing_of
from planforge.running.expect import race_notices, tell_long_run, tell_volume
from planforge.running.frames import Frame, frames_of
from planforge.running.guard_rails import check, tell
from planforge.running.phases import WeekOutline, outline, season_phases
from planforge.running.places import settle_strength, tell_strength
from planforge.running.races import races_of
from planforge.running.volume import BEFORE_BIGGEST, Held
from planforge.running.week import PlannedWeek, WeekPlanner
from planforge.running.workouts import Workouts

REACHED = 0.98  # [default] of the biggest week wanted, that counts as reached; and of it, the other weeks
ROUNDS = 6  # at most so many times
LEAST_KEPT = 0.75  # [default] of the first plan's biggest other week: no more is given up for an even rise
NEARER = 0.99  # each time a little less is wanted, so that it comes to an end


def plan_season(
    profile: Profile,
    schedules: Mapping[str, Schedule],
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
    schedule = choose_schedule(profile, schedules)
    start = start_date(profile, today)
    end = end_date(profile, today, rails.defaults.weeks)
    if end < start:
        raise ValueError(f"the race on {end} lies before the plan's start on {start}")
    basis, notices = basis_of(profile, schedule, rails, zone_paces, vdot, today, loss_flags)
    races, outside = races_of(profile, start, end)
    notices += outside
    workouts = Workouts(schedule, basis)
    standing = standing_of(profile, workouts)
    frames = frames_of(profile, basis, rails, races, standing, start, end)
    weeks = outline(schedule, start, end, basis.recovery_every, profile.goal is not None)
    notices += _length_notices(schedule, weeks)
    notices += race_notices(profile, schedule, basis, races)

    def weeks_within(held: Held | None) -> tuple[list[PlannedWeek], WeekPlanner]:
        planner = WeekPlanner(schedule, basis, rails, workouts, strength, frames, weeks, profile, held)
        return [planner.plan(week) for week in weeks], planner

    planned, planner = settled(weeks_within)
    told = planner.told

    days = {state.date: state for week in planned for state in week.days}
    touched = apply_changes(days, profile.changes, workouts, rails, told)
    settle_strength(days, races, rails)
    if touched:
        tell_strength(days, touched, rails, profile, told)
    finished = tuple(_season_week(week, frames) for week in planned)
    tell_long_run(finished, basis, rails, profile, told)
    tell_volume(finished, basis, told)
    tell(check(finished, basis, rails, schedule.taper if profile.goal else None), told)
    return Season(
        schedule_id=schedule.id,
        schedule_name=schedule.name,
        level=basis.level,
        start=start,
        end=end,
        goal_date=profile.goal.date if profile.goal else None,
        race_dates=tuple(sorted({race.date for race in races})),
        phases=season_phases(weeks, schedule.titles.get("held_easy") if basis.easy_only else None),
        weeks=finished,
        notices=(*notices, *told.notices()),
    )


def settled(
    weeks_within: Callable[[Held | None], tuple[list[PlannedWeek], WeekPlanner]],
) -> tuple[list[PlannedWeek], WeekPlanner]:
    """The weeks planned again until the one meant to be the biggest is.

    Days and rails may hold less than the schedule's biggest week: then the plan grows to what they hold, and
    evenly. Where races or absences keep that from coming about, the first plan stands.
    """
    first = planned, planner = weeks_within(None)
    wanted_m, most_m = planner.volume.wanted_m, biggest_loads(planned)[1]
    for number in range(ROUNDS):
        biggest_m, others_m = biggest_loads(planned)
        if biggest_m >= REACHED * wanted_m and others_m <= REACHED * biggest_m:
            return planned, planner
        wanted_m = max(biggest_m, wanted_m) if number else biggest_m
        held = Held(wanted_m, BEFORE_BIGGEST * biggest_m * NEARER**number)
        if held.others_m < LEAST_KEPT * most_m:
            break
        planned, planner = weeks_within(held)
    biggest_m, others_m = biggest_loads(planned)
    return (planned, planner) if others_m < biggest_m else first


def biggest_loads(weeks: Sequence[PlannedWeek]) -> tuple[float, float]:
    """Metres of the week meant to be the biggest, and of the biggest other load week before the taper.

    Pro rata, weeks with an absence or a race left out; 0 for the one meant where it is such a week.
    """
    meant, others = 0.0, [0.0]
    for week in weeks:
        own = [run for day in week.days for run in day.runs]
        torn = any(day.away_running != "full" for day in week.days) or any(run.kind == "race" for run in own)
        if week.kind == "load" and not torn:
            metres = sum(run.distance_m for run in own) * 7 / len(week.days)
            if week.outline.biggest:
                meant = metres
            elif len(week.days) == 7:
                others.append(metres)
    return meant, max(others)


def _length_notices(schedule: Schedule, weeks: Sequence[WeekOutline]) -> list[Notice]:
    count = len(weeks)
    least, most = schedule.weeks.least, schedule.weeks.most
    facts = {"weeks_planned": count, "schedule": schedule.name}
    if count < least:
        return [Notice("plan-short", "warning", facts, value=count, limit=least)]
    if count > MOST_WEEKS:
        return [Notice("plan-too-long", "warning", facts, value=count, limit=MOST_WEEKS)]
    if count > most:
        return [Notice("plan-long", "info", facts, value=count, limit=most)]
    return []


def _season_week(week: PlannedWeek, frames: Mapping[dt.date, Frame]) -> SeasonWeek:
    return SeasonWeek(
        number=week.outline.number,
        start=week.outline.start,
        end=week.outline.end,
        phase=week.outline.phase.id,
        kind=week.kind,
        days=tuple(_season_day(state, frames[state.date]) for state in week.days),
    )


def _season_day(state: DayState, frame: Frame) -> SeasonDay:
    return SeasonDay(
        date=state.date,
        minutes=state.minutes,
        away=frame.away,
        away_strength=state.away_strength,
        runs=tuple(sorted(state.runs, key=lambda run: (run.slot != "race", run.slot))),
        strength=state.strength,
    )
