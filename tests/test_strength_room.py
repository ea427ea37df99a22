"""The room of a session: caps, minutes, and what may stand in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from strengthening import START, dosed, exercises, moment, season

from planforge.strength.choice import Choice
from planforge.strength.places import places_of
from planforge.strength.room import Room, short_enough, stands, too_early, within_caps


def room(*, light: bool = False, **changes: Any) -> Room:
    """Session A of the first week, with or without heavy legs."""
    when = season(8, light=[(1, "A")] if light else [])
    values: dict[str, Any] = {"first_week": False, "seen": frozenset(), "carriers": 3}
    return Room(places_of(when, when.weeks)[0], **(values | changes))


def choices(*names: str) -> list[Choice]:
    return [Choice(exercises()[name]) for name in names]


FOUR = ("goblet_squat", "calf_raise_bent_knee", "step_up", "side_plank")


@pytest.mark.parametrize(
    ("names", "fits"),
    [
        (FOUR, True),
        ((*FOUR, "push_up"), False),
        ((*FOUR, "pogo_hops", "box_jump"), True),
        (("pogo_hops", "skipping_rope"), False),
    ],
)
def test_exercises_of_a_level_are_capped(names: tuple[str, ...], fits: bool) -> None:
    """Four of levels 3 and 4; two kinds of jumps, each family once."""
    assert within_caps(choices(*names), room()) is fits


def test_a_first_week_brings_three_new_exercises() -> None:
    """What was seen before does not count."""
    assert not within_caps(choices(*FOUR), room(first_week=True))
    assert within_caps(choices(*FOUR), room(first_week=True, seen=frozenset(FOUR[:1])))


def test_breathing_preparation_and_the_whole_keep_their_time() -> None:
    """Breathing four minutes, levels 1 and 2 ten, everything the minutes of the place."""
    breathing, pelvis = dosed("sucker_punch_rockback"), dosed("quadruped_rockback")
    assert short_enough([breathing, pelvis], breathing.seconds + pelvis.seconds)
    assert not short_enough([breathing, pelvis], breathing.seconds + pelvis.seconds - 1)
    assert not short_enough([breathing] * 2, 10_000)
    assert not short_enough([pelvis] * 7, 10_000)


def test_heavy_legs_stand_only_where_they_may() -> None:
    """A squat needs its place, a plank does not."""
    squat, plank = choices("goblet_squat", "side_plank")
    assert stands(squat, room(), moment())
    assert not stands(squat, room(light=True), moment())
    assert stands(plank, room(light=True), moment())


def test_jumps_stand_while_the_block_builds_and_before_a_race_only_if_known() -> None:
    """Not in a block of the first four weeks, nor in race week."""
    (hops,) = choices("pogo_hops")
    fifth = START + dt.timedelta(weeks=4)
    late: dict[str, Any] = {"week": 6, "block_start": fifth}
    assert stands(hops, room(), moment(**late))
    assert not stands(hops, room(), moment(week=6, block_start=START))
    assert not stands(hops, room(), moment("strength", **late, kind="taper"))
    assert stands(hops, room(seen=frozenset({"pogo_hops"})), moment("strength", **late, kind="taper"))
    assert not stands(hops, room(seen=frozenset({"pogo_hops"})), moment("strength", **late, kind="race"))


def test_breathing_is_a_habit_for_two_weeks_unless_a_finding_asks_for_it() -> None:
    """Then it opens the session."""
    card = exercises()["sucker_punch_rockback"]
    assert too_early(Choice(card), moment(week=2))
    assert not too_early(Choice(card), moment(week=3))
    assert not too_early(Choice(card, ground="finding"), moment(week=2))
