"""The last steps of a season of either kind: the weeks after the race, then the coach's own hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planforge.models.season import SeasonPhase, SeasonWeek
from planforge.running.coach import apply_changes
from planforge.running.finished import PlannedWeek, season_week
from planforge.running.ground import Ground, S
from planforge.running.memory import Memory
from planforge.running.phases import season_phases
from planforge.running.places import settle_strength, tell_strength
from planforge.running.races import Race
from planforge.running.tell import Told
from planforge.running.transition import Transition


def finish(
    ground: Ground[S],
    planned: list[PlannedWeek],
    races: Sequence[Race],
    end: dt.date,
    memory: Memory,
    told: Told,
) -> tuple[tuple[SeasonWeek, ...], tuple[SeasonPhase, ...]]:
    """The weeks as the season keeps them, and its phases; `memory`: what lies behind the last week."""
    goal, basis, rails = ground.profile.goal, ground.basis, ground.rails
    held = ground.schedule.titles.get("held_easy") if basis.easy_only else None
    phases: tuple[SeasonPhase, ...] = season_phases(tuple(ground.weeks), held)
    transition: Transition | None = None
    if goal and goal.transition_weeks:
        transition = Transition(ground, goal, memory, biggest(planned) or float(basis.weekly_m), told)
        planned = transition.after(planned, end)
        phases = (*phases, transition.phase(planned))
    days = {state.date: state for week in planned for state in week.days}
    touched = apply_changes(days, ground.profile.changes, ground.workouts, rails, told)
    settle_strength(days, races, rails)
    if transition:
        transition.lighten(days)
    if touched:
        tell_strength(days, touched, rails, ground.profile, told)
    return tuple(season_week(week, ground.frames) for week in planned), phases


def biggest(weeks: Sequence[PlannedWeek]) -> float:
    """Metres of the biggest week without races."""
    return float(
        max(
            (
                sum(run.distance_m for day in week.days for run in day.runs if run.kind == "run")
                for week in weeks
            ),
            default=0,
        )
    )
