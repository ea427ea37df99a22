"""A plan's weeks against its schedule's: what is told, and what a race too near leaves to plan."""

from __future__ import annotations

from dataclasses import replace

from planforge.models.schedule import Schedule
from planforge.problems import Notice
from planforge.running.choose import MOST_WEEKS, Basis


def is_too_near(schedule: Schedule, weeks: int) -> bool:
    """Whether the race leaves room for the taper and at most the phase before it: nothing can be built."""
    if schedule.taper is None or weeks >= schedule.weeks.least:
        return False
    before = [phase for phase in schedule.phases if phase.id != "taper"]
    return weeks <= schedule.taper_weeks + before[-1].least


def held_to_own(basis: Basis) -> Basis:
    """The athlete with no volume to build: the biggest week and the longest run are their own."""
    peak = basis.part.peak.model_copy(
        update={"growth": 1.0, "floor_m": basis.weekly_m, "ceiling_m": basis.weekly_m}
    )
    part = basis.part.model_copy(update={"peak": peak, "long_m": min(basis.part.long_m, basis.longest_m)})
    return replace(basis, part=part)


def length_notices(schedule: Schedule, weeks: int) -> list[Notice]:
    """Too few weeks for the schedule, more than it needs, or more than a plan may have."""
    least, most = schedule.weeks.least, schedule.weeks.most
    facts = {"weeks_planned": weeks, "schedule": schedule.name}
    if weeks < least:
        code = "plan-sharpens" if is_too_near(schedule, weeks) else "plan-short"
        facts["weeks_asked"] = least
        return [Notice(code, "warning", facts, value=weeks, limit=least)]
    if weeks > MOST_WEEKS:
        return [Notice("plan-too-long", "warning", facts, value=weeks, limit=MOST_WEEKS)]
    if weeks > most:
        return [Notice("plan-long", "info", facts, value=weeks, limit=most)]
    return []
