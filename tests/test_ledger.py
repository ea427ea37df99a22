"""Sets of each side by week: counted, explained, and never further apart than their cap."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from strengthening import (
    CONFIRMED_CALF,
    START,
    assessed,
    finding,
    findings,
    plan,
    profile,
    profiles,
    season,
    seasons,
)

from planforge.models.findings import Assessed
from planforge.models.profile import Profile
from planforge.models.season import Season
from planforge.models.sessions import MoreOnASide, WeekSets
from planforge.strength.doses import Emphases, Emphasis
from planforge.strength.ledger import carried_until

HEEL = "single_leg_heel_raise"
UNTIL = START + dt.timedelta(days=28)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles(), seasons(), findings())
def test_sides_are_never_further_apart_than_the_cap(who: Profile, when: Season, what: Assessed) -> None:
    """Nor in lighter weeks and tapers at all; what makes them differ adds up to the difference."""
    for week, row in zip(when.weeks, plan(who, when, what).ledger, strict=True):
        assert abs(row.left - row.right) <= row.cap
        assert row.cap in ((0, 3) if week.kind == "load" else (0,))
        more = {side: sum(one.sets for one in row.more if one.side == side) for side in ("left", "right")}
        assert row.left - row.right == more["left"] - more["right"]
        if min(row.left, row.right):  # never 2 to 1
            assert max(row.left, row.right) < 2 * min(row.left, row.right)


def test_what_makes_the_sides_differ_is_named() -> None:
    """A confirmed calf finding: the calf raises carry what the left has more; week four is light."""
    made = plan(what=assessed(CONFIRMED_CALF))
    assert [row.cap for row in made.ledger[:6]] == [3, 3, 3, 0, 0, 0]
    second = made.ledger[1]
    assert second.left > second.right
    assert {one.side for one in second.more} == {"left"}
    assert all(one.exercise.startswith("Calf raise") for one in second.more)
    assert made.ledger[3].more == ()


def test_without_a_confirmed_capacity_finding_the_cap_is_equal() -> None:
    """Range, and capacity found once, carry nothing."""
    once = finding(HEEL, 16, 27, "clear")
    for what in (assessed(), assessed(once), assessed(finding("weight_bearing_lunge_angle", 33, 41))):
        assert all(row.left == row.right and row.cap == 0 for row in plan(what=what).ledger)
    off = plan(profile(side_dosing="off"), what=assessed(CONFIRMED_CALF))
    assert {row.cap for row in off.ledger} == {0}


def test_a_phase_that_allows_no_extra_set_caps_at_equal() -> None:
    """The taper phase: no sets apart, although its weeks are named load."""
    made = plan(
        when=season(4, kinds=dict.fromkeys(range(1, 5), "load"), strength=("taper",)),
        what=assessed(CONFIRMED_CALF),
    )
    assert {row.cap for row in made.ledger} == {0}


def test_the_last_day_for_an_extra_set() -> None:
    """The block's end; for a provisional set its confirming measure; none where no finding gives one."""
    calf = CONFIRMED_CALF
    sure, early = Emphasis(calf, "left", extra=True), Emphasis(calf, "left", extra=True, provisional=True)
    confirm = {HEEL: START + dt.timedelta(days=9)}
    assert carried_until(Emphases((sure,), ()), UNTIL, confirm) == UNTIL
    assert carried_until(Emphases((early,), ()), UNTIL, confirm) == confirm[HEEL]
    assert carried_until(Emphases((early, sure), ()), UNTIL, confirm) == UNTIL
    assert carried_until(Emphases((Emphasis(calf, "left"),), ()), UNTIL, confirm) is None


def test_the_rows_are_plain_values() -> None:
    """Two sessions of one exercise stand as one entry."""
    first = plan(what=assessed(CONFIRMED_CALF)).ledger[0]
    assert isinstance(first, WeekSets)
    names = [one.exercise for one in first.more]
    assert len(names) == len(set(names))
    assert all(isinstance(one, MoreOnASide) and one.sets >= 1 for one in first.more)
