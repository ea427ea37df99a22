"""Days of a profile: a week that holds the runs and the strength work asked for."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.models.profile import WEEKDAYS, Weekday
from planforge.reading.remark import Case, Remark, warning


def _is_rest(case: Case, day: Weekday) -> bool:
    return case.profile.minutes_on(WEEKDAYS.index(day)) == 0


def _free_days(case: Case) -> list[Weekday]:
    return [day for day in WEEKDAYS if not _is_rest(case, day)]


def a_free_day(case: Case) -> Iterator[Remark]:
    """At least one day of the week is free to run."""
    if not _free_days(case):
        hint = "write minutes for the days that are free, as 'tuesday: 60 min'"
        yield Remark(("availability",), "PF301", "no day of the week is free", hint, at_key=True)


def special_days(case: Case) -> Iterator[Remark]:
    """Long run, strength, split and fixed days are no rest days; no day is named twice."""
    week = case.profile.availability
    if not _free_days(case):
        return
    named = any(getattr(week, day) is not None for day in WEEKDAYS)
    hint = "give the day minutes, or name another day" if named else ""
    if week.long_run is not None and _is_rest(case, week.long_run):
        said = f"{week.long_run} is the day of the long run and a rest day"
        yield Remark(("availability", "long_run"), "PF302", said, hint)
    for key, days in (("strength", week.strength), ("split", week.split)):
        for number, day in enumerate(days):
            steps = ("availability", key, number)
            if day in days[:number]:
                yield warning(steps, "PF307", f"{day} is named twice", "name it once")
            elif _is_rest(case, day) and key == "strength":
                yield Remark(steps, "PF303", f"{day} is a strength day and a rest day", hint)
            elif _is_rest(case, day):
                yield warning(steps, "PF304", f"{day} is split in two slots and a rest day", hint)
    for number, fixed in enumerate(case.profile.fixed):
        if _is_rest(case, fixed.day):
            said = f"'{fixed.run}' is fixed on {fixed.day}, a rest day"
            yield warning(("fixed", number, "day"), "PF305", said, "the run stands; give the day minutes")


def enough_days(case: Case) -> Iterator[Remark]:
    """There are as many free days (a split day counts twice) as runs a week."""
    runs = case.profile.running.runs_per_week
    free = _free_days(case)
    slots = len(free) + sum(day in case.profile.availability.split for day in free)
    if runs is not None and free and runs > slots:
        said = f"{runs} runs a week, and {slots} {'place' if slots == 1 else 'places'} for them"
        hint = "free another day, name a split day, or ask for fewer runs"
        yield warning(("running", "runs_per_week"), "PF306", said, hint)


DAY_CHECKS = (a_free_day, special_days, enough_days)
