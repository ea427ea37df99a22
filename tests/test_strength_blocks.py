"""Blocks of four to six weeks, and the days for measuring."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from assessing import catalogue
from strengthening import CONFIRMED_CALF, START, assessed, finding, plan, profile, season

from planforge.strength.allowed import condition_of
from planforge.strength.blocks import blocks_of, confirm_days, is_easy
from planforge.strength.doses import Emphases, emphases_of


def emphases(*found: object, **written: object) -> Emphases:
    who, what = profile(**written), assessed(*found)  # type: ignore[arg-type]
    return emphases_of(who, what, condition_of(who, what, START))


@pytest.mark.parametrize("weeks", range(1, 30))
def test_blocks_cover_the_plan_and_are_four_to_six_weeks(weeks: int) -> None:
    """Every week once; only a last remainder may be shorter than four weeks."""
    blocks = blocks_of(season(weeks))
    covered = [at for block in blocks for at in range(block.first, block.last + 1)]
    lengths = [block.last - block.first + 1 for block in blocks]
    assert covered == list(range(weeks))
    assert all(4 <= length <= 6 for length in lengths[:-1])
    assert lengths[-1] <= 6
    if weeks >= 8:
        assert lengths[-1] >= 4


def test_blocks_end_with_a_lighter_week_where_they_can() -> None:
    """Recovery in weeks 5 and 10 of 14: blocks end there."""
    kinds = {4: "load", 8: "load", 12: "load", 5: "recovery", 10: "recovery"}
    assert [block.last for block in blocks_of(season(14, kinds=kinds))] == [4, 9, 13]


def test_easy_days_are_easy_runs_or_empty_free_days() -> None:
    """Not rest, not away, not hard, not long: of a week Monday, Wednesday, Thursday and Friday."""
    away = START + dt.timedelta(days=3)
    days = season(1, away=(away,)).weeks[0].days
    assert [day.date.weekday() for day in days if is_easy(day)] == [0, 2, 4]


def test_confirming_measures_share_five_minutes() -> None:
    """Two tests of five minutes take two days; what fits into five minutes shares one."""
    two = emphases(
        finding("single_leg_heel_raise", 16, 23, "real"), finding("single_leg_hop", 150, 180, "real")
    )
    days, left = confirm_days(season(8), two, catalogue(), profile())
    assert sorted(day.tests for day in days) == [("single_leg_heel_raise",), ("single_leg_hop",)]
    assert left == ()
    assert all(day.seconds == 300 for day in days)


def test_a_dropped_test_day_is_not_used() -> None:
    """The coach drops the test of a day: the measure moves to another easy day."""
    found = emphases(finding("single_leg_heel_raise", 16, 23, "real"))
    (first,), _ = confirm_days(season(8), found, catalogue(), profile())
    dropped = profile(changes=[{"date": first.date.isoformat(), "drop": "test"}])
    (second,), _ = confirm_days(season(8), found, catalogue(), dropped)
    assert second.date != first.date


def test_a_plan_of_two_weeks_has_no_room_for_a_measure_and_says_so() -> None:
    """The last fourteen days hold no test, so the coach is told."""
    made = plan(when=season(2), what=assessed(finding("single_leg_heel_raise", 16, 23, "real")))
    assert made.retests == ()
    assert [notice.facts for notice in made.notices if notice.code == "confirm-no-day"] == [
        {"tests": ("Calf raises",)}
    ]


def test_the_extra_set_ends_with_the_block_where_no_retest_is_possible() -> None:
    """Six weeks: the block's end lies in the last fourteen days, so no re-test; the bias still ends."""
    made = plan(when=season(6, kinds={4: "load"}), what=assessed(CONFIRMED_CALF))
    assert made.retests == ()
    until = next(notice.facts["until"] for notice in made.notices if notice.code == "extra-set-until")
    assert until <= START + dt.timedelta(weeks=6)


def test_a_measure_needs_the_minutes_of_its_day() -> None:
    """Every easy day of the last week is full to the minute: the measure moves to the week before."""
    when = season(16)
    full = [
        dataclasses.replace(day, minutes=80 if day.strength else 45 if day.runs else 4)
        for day in when.weeks[3].days
    ]
    tight = dataclasses.replace(when.weeks[3], days=tuple(full))
    when = dataclasses.replace(when, weeks=(*when.weeks[:3], tight, *when.weeks[4:]))
    first = plan(when=when, what=assessed(CONFIRMED_CALF)).retests[0]
    assert when.weeks[2].start <= first.date <= when.weeks[2].end
