"""The weeks of a season planned again until the one meant to be the biggest is the biggest."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from planforge.running.finished import PlannedWeek
from planforge.running.volume import BEFORE_BIGGEST, Held
from planforge.running.week import WeekPlanner

REACHED = 0.98  # [default] of the biggest week wanted, that counts as reached; and of it, the other weeks
ROUNDS = 6  # at most so many times
BELOW = 0.95  # [default] of an earlier biggest week, the week that was meant to be
LEAST_KEPT = 0.88  # [default] of the first plan's biggest other week: no more is given up for an even rise
CLEARLY = 0.99  # [default] a biggest week is bigger than the others by this at least
NEARER = 0.99  # each time a little less is wanted, so that it comes to an end


def settled(
    weeks_within: Callable[[Held | None], tuple[list[PlannedWeek], WeekPlanner]],
) -> tuple[list[PlannedWeek], WeekPlanner]:
    """The weeks planned again until the one meant to be the biggest is.

    Days and rails may hold less than the schedule's biggest week: then the plan grows to what they hold, and
    evenly. Where that does not come about the biggest week stands earlier and this one clearly below it.
    With races or absences on the way the first plan stands: they, not the days, make its weeks small.
    """
    planned, planner = weeks_within(None)
    if any(is_torn(week) for week in planned[:-1]):
        return planned, planner
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
    if others_m <= CLEARLY * biggest_m:
        return planned, planner
    return weeks_within(Held(BELOW * most_m, math.inf))


def biggest_loads(weeks: Sequence[PlannedWeek]) -> tuple[float, float]:
    """Metres of the week meant to be the biggest, and of the biggest other load week before the taper.

    Pro rata, weeks with an absence or a race left out; 0 for the one meant where it is such a week.
    """
    meant, others = 0.0, [0.0]
    for week in weeks:
        if week.kind == "load" and not is_torn(week):
            metres = sum(run.distance_m for day in week.days for run in day.runs) * 7 / len(week.days)
            if week.biggest:
                meant = metres
            elif len(week.days) == 7:
                others.append(metres)
    return meant, max(others)


def is_torn(week: PlannedWeek) -> bool:
    """Whether an absence or a race falls into the week."""
    return any(day.away_running != "full" or any(run.kind == "race" for run in day.runs) for day in week.days)
