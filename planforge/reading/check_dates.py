"""Dates of a profile: the race, the start, other races, changes, absences, and what lies in the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planforge.reading.remark import MOST_WEEKS, Case, Remark, monday, warning

OLD_RESULT = dt.timedelta(days=183)  # six months [default]
OLDEST = 100  # years [default]
# Changes that decide about the run of a day: two of them would undo one another.
RUN_DEEDS = frozenset({"run", "move_to", "drop run", "drop all"})
YOUNGEST = 8  # years [default]: below it a date of birth is a slip of the pen


def goal_or_weeks(case: Case) -> Iterator[Remark]:
    """A plan ends with its race; a number of weeks beside it says something else."""
    if case.profile.goal is not None and case.profile.weeks is not None:
        hint = "with a race the plan ends on its day: take one of the two away"
        said = "a goal and a number of weeks at once; the weeks do not count"
        yield warning(("weeks",), "PF204", said, hint, at_key=True)


def race_to_come(case: Case) -> Iterator[Remark]:
    """The goal race lies ahead, of today and of the start."""
    goal = case.profile.goal
    if goal is None:
        return
    if goal.date < case.today:
        hint = f"today is {case.today}; write the date of the next race"
        yield Remark(("goal", "date"), "PF202", "the race is in the past", hint)
    elif goal.date < case.start:
        if case.profile.start is not None:
            said = f"the start is after the race of {goal.date}"
            yield Remark(("start",), "PF203", said, "write an earlier start")
        else:
            said = f"the race is before the plan can start, on Monday {case.start}"
            hint = f"write 'start: {case.today}' to begin today, or a later race"
            yield Remark(("goal", "date"), "PF203", said, hint)


def enough_weeks(case: Case) -> Iterator[Remark]:
    """The weeks from start to race hold the schedule, and no plan is longer than a year."""
    end = case.end
    if end is None or end < case.start or end < case.today:
        return
    weeks = (monday(end) - monday(case.start)).days // 7 + 1
    goal = case.profile.goal is not None
    to_race = weeks - (case.profile.goal.transition_weeks if case.profile.goal is not None else 0)
    steps = ("goal", "date") if goal else ("weeks",)
    until = "from the start to the race" if goal else "asked for"
    if weeks > MOST_WEEKS:
        first = monday(end) - dt.timedelta(weeks=MOST_WEEKS - 1)
        hint = f"write 'start: {first}' or later, or a nearer race"
        yield Remark(steps, "PF206", f"{weeks} weeks {until}, a plan has at most {MOST_WEEKS}", hint)
    schedule = case.schedule
    if schedule is not None and to_race < schedule.least_weeks:
        count = "1 week" if to_race == 1 else f"{to_race} weeks"
        said = f"{count} {until}, the schedule '{schedule.id}' asks for {schedule.least_weeks}"
        hint = "take an earlier start, a later race or another schedule" if goal else "ask for more weeks"
        if goal and case.profile.start is None:
            hint = "write the day the plan began as 'start: YYYY-MM-DD', a later race or another schedule"
        yield warning(steps, "PF205", said, hint)


def named_races(case: Case) -> Iterator[Remark]:
    """A race has a name; without one it is printed as a race."""
    goal = case.profile.goal
    unnamed: list[tuple[str | int, ...]] = [("goal", "race")] if goal is not None and not goal.race else []
    for number, race in enumerate(case.profile.other_races):
        unnamed += [] if race.race else [("other_races", number, "race")]
    for steps in unnamed:
        hint = "write its name, as 'race: Lakeside Half'; the plan calls it a race"
        yield warning(steps, "PF111", "the race has no name", hint, at_key=True)


def other_races(case: Case) -> Iterator[Remark]:
    """Other races stand inside the plan, each on its own day."""
    taken: dict[dt.date, str] = {}
    if case.profile.goal is not None:
        taken[case.profile.goal.date] = "the goal race"
    for number, race in enumerate(case.profile.other_races):
        steps = ("other_races", number, "date")
        if race.date in taken:
            said = f"{taken[race.date]} is on {race.date} too"
            yield Remark(steps, "PF208", said, "one race a day: correct the date or take one away")
        taken.setdefault(race.date, f"'{race.race}'" if race.race else "another race")
        if race.date < case.start or (case.end is not None and race.date > case.end):
            span = f"{case.start} to {case.end}" if case.end else f"from {case.start} on"
            said = f"the race is outside the plan ({span})"
            yield warning(steps, "PF207", said, "it is not planned; correct the date if it should be")


def changes(case: Case) -> Iterator[Remark]:
    """Changes meet a day of the plan, and no two of them the same thing."""
    said_on: dict[tuple[dt.date, str], int] = {}
    runs_on: dict[dt.date, str] = {}
    end = case.end
    for number, change in enumerate(case.profile.changes):
        steps = ("changes", number)
        deed = "run" if change.run else "move_to" if change.move_to else f"drop {change.drop}"
        first = said_on.setdefault((change.date, deed), number)
        if first != number:
            said = f"a change above says the same of {change.date}"
            yield Remark((*steps, "date"), "PF211", said, "keep one of the two")
        elif deed in RUN_DEEDS:
            other = runs_on.setdefault(change.date, deed)
            if {deed, other} not in ({deed}, {"drop run", "drop all"}):
                said = f"a change above says '{other}' of the run of {change.date}, this one '{deed}'"
                yield Remark((*steps, "date"), "PF211", said, "keep one of the two: their order would decide")
        if change.date < case.start or (end is not None and change.date > end):
            span = f"{case.start} to {end}" if end else f"from {case.start} on"
            said = f"{change.date} is outside the plan ({span})"
            yield warning((*steps, "date"), "PF209", said, "correct the date, or delete the change")
        elif change.move_to is not None:
            where = (*steps, "move_to")
            if change.move_to == change.date:
                yield Remark(where, "PF210", "moved to its own day", "write another day")
            elif change.move_to < case.start or (end is not None and change.move_to > end):
                yield Remark(where, "PF210", "moved to a day outside the plan", "write a day of the plan")
            elif change.move_to < case.today <= change.date:
                said, hint = "moved to a day in the past", f"today is {case.today}; write a day to come"
                yield Remark(where, "PF210", said, hint)


def absences(case: Case) -> Iterator[Remark]:
    """An absence begins before it ends."""
    for number, away in enumerate(case.profile.availability.away):
        if away.last < away.first:
            steps = ("availability", "away", number, "to")
            said = f"the absence ends before it begins on {away.first}"
            yield Remark(steps, "PF213", said, "swap 'from' and 'to', or correct the year")


def not_in_the_future(case: Case) -> Iterator[Remark]:
    """What has happened lies in the past."""
    running = case.profile.running
    hint = f"today is {case.today}; correct the date"
    for key, dated in (("longest_run", running.longest_run), ("recent_result", running.recent_result)):
        if dated is not None and dated.date is not None and dated.date > case.today:
            yield Remark(("running", key, "date"), "PF217", f"{dated.date} is in the future", hint)
    for number, other in enumerate(running.other_results):
        if other.date is not None and other.date > case.today:
            steps = ("running", "other_results", number, "date")
            yield Remark(steps, "PF217", f"{other.date} is in the future", hint)
    for number, entry in enumerate(case.profile.history):
        if entry.when is not None and entry.when > case.today.isoformat()[: len(entry.when)]:
            yield Remark(("history", number, "when"), "PF217", f"{entry.when} is in the future", hint)


def date_of_birth(case: Case) -> Iterator[Remark]:
    """A date of birth that a runner can have."""
    born = case.profile.born
    if born is None:
        return
    years = (case.today - born).days / 365.25
    if not YOUNGEST <= years <= OLDEST:
        said = f"born on {born}" + (", in the future" if years < 0 else f", that is {int(years)} years old")
        yield Remark(("born",), "PF216", said, "correct the year, or leave it out")


def fresh_result(case: Case) -> Iterator[Remark]:
    """Paces come from a result that still says something."""
    result = case.profile.running.recent_result
    if result is not None and result.date is not None and case.today - result.date > OLD_RESULT:
        hint = "add a newer one, or a time trial: the paces are computed from it"
        said = f"the result of {result.date} is older than six months"
        yield warning(("running", "recent_result", "date"), "PF314", said, hint)
    for number, other in enumerate(case.profile.running.other_results):
        if other.date is not None and case.today - other.date > OLD_RESULT:
            said = f"the result of {other.date} is older than six months"
            hint = "a second opinion compares races of one form: take it out, or a newer one"
            yield warning(("running", "other_results", number, "date"), "PF314", said, hint)


DATE_CHECKS = (
    goal_or_weeks, race_to_come, enough_weeks, named_races, other_races, changes, absences, not_in_the_future,
    date_of_birth, fresh_result,
)  # fmt: skip
