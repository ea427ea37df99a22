"""The days of a written week: hard rules, and the cheapest assignment that keeps them."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import replace
from typing import Any

import pytest
from written import HARD, schedule_of, workouts_of

from athletes import shipped_library
from planforge.running.written_days import Around, Chosen, Day, DayChooser
from planforge.running.written_runs import read_week

MONDAY = dt.date(2026, 11, 30)
NOTHING = Around(frozenset(), frozenset(), frozenset(), 1, 7)


def days(**minutes: float) -> list[Day]:
    """A week in which every day is open; `tue=45` gives its minutes, `tue=0` closes it."""
    found = []
    for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun")):
        limit = minutes.get(name, math.inf)
        found.append(Day(MONDAY + dt.timedelta(days=place), limit > 0, True, True, limit * 60, 1.0))
    return found


def choose(runs: Any, open_days: list[Day], around: Around = NOTHING, long_day: int | None = None) -> Chosen:
    schedule = schedule_of(runs)
    chooser = DayChooser(shipped_library().guard_rails.costs, long_day)
    return chooser.choose(open_days, read_week(schedule.weeks[0], workouts_of(schedule)), around, ())


def roles(chosen: Chosen) -> str:
    """One letter a day: l, q, e, or a point."""
    on = {date.weekday(): run.role[0] for date, run in chosen.on}
    return "".join(on.get(day, ".") for day in range(7))


WEEK = {"tuesday": HARD, "thursday": "40 min E", "friday": HARD, "sunday": "90 min E"}


@pytest.mark.parametrize(
    ("open_days", "found"),
    [
        (days(), ".q.eq.l"),
        (days(tue=0), "..qeq.l"),
        (days(sat=0, mon=0), ".q.eq.l"),
        (days(mon=0, wed=0, sat=0, sun=0), ".q.ql.."),
        (days(tue=0, wed=0, thu=0, fri=0), "q....ql"),
    ],
)
def test_where_the_runs_stand(open_days: list[Day], found: str) -> None:
    """On their days where they can; never hard beside hard or after the long run; easy runs go first."""
    assert roles(choose(WEEK, open_days)) == found


def test_the_athletes_day_for_the_long_run_counts() -> None:
    assert roles(choose({"tuesday": HARD, "sunday": "90 min E"}, days(), long_day=5)) == ".q...l."


def test_what_stands_around_is_respected() -> None:
    """A hard Sunday before, and a long one, keep Monday free of hard work; so does a hard Wednesday."""
    sunday, wednesday = MONDAY - dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)
    runs = {"monday": HARD}
    assert roles(choose(runs, days())) == "q......"
    assert roles(choose(runs, days(), replace(NOTHING, hard=frozenset([sunday])))) == ".q....."
    assert roles(choose(runs, days(), replace(NOTHING, long=frozenset([sunday])))) == ".q....."
    both = replace(NOTHING, hard=frozenset([sunday, wednesday]), running=frozenset([wednesday]))
    assert roles(choose(runs, days(), both)) == "....q.."


def test_no_more_runs_than_allowed() -> None:
    """Of four runs two: the long run and a hard one."""
    chosen = choose(WEEK, days(), replace(NOTHING, most=2))
    assert sorted(run.role for _, run in chosen.on) == ["long", "quality"]
    assert sorted(run.role for run in chosen.left_out) == ["easy", "quality"]


def test_listed_runs_keep_their_order_and_are_spread() -> None:
    """Three easy runs on a free week stand two or three days apart, in the order of the list."""
    chosen = choose(["30 min E", "31 min E", "31 min E"], days())
    assert [run.number for _, run in chosen.on] == [0, 1, 2]
    gaps = [(later[0] - earlier[0]).days for earlier, later in itertools.pairwise(chosen.on)]
    assert min(gaps) >= 2


def test_days_apart_is_kept_where_days_are_few() -> None:
    """Of three days in a row two hold a run; without the rule all three do."""
    runs, open_days = ["30 min E"] * 3, days(thu=0, fri=0, sat=0, sun=0)
    assert roles(choose(runs, open_days)) == "eee...."
    assert roles(choose(runs, open_days, replace(NOTHING, apart=2))) == "e.e...."


@pytest.mark.parametrize(
    ("change", "open_days", "found"),
    [
        ({}, days(tue=32), ".e....."),
        ({"written_moved": 0.0, "written_by_day": 0.0}, days(tue=32), "e......"),
        ({}, days(tue=0, mon=45, wed=30), "e......"),
        ({"written_by_day": 9.0}, days(tue=0, mon=0, wed=35, thu=0, sat=0, sun=0), "..e...."),
        ({"written_by_day": 0.0}, days(tue=0, mon=0, wed=35, thu=0, sat=0, sun=0), "....e.."),
    ],
)
def test_what_moving_costs_is_the_coachs_to_change(
    change: dict[str, float], open_days: list[Day], found: str
) -> None:
    """A day that is a little short is kept while moving costs more; a far day counts by its distance."""
    schedule = schedule_of({"tuesday": "40 min E"})
    costs = shipped_library().guard_rails.costs.model_copy(update=change)
    week = read_week(schedule.weeks[0], workouts_of(schedule))
    assert roles(DayChooser(costs, None).choose(open_days, week, NOTHING, ())) == found
