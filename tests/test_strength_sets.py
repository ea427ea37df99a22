"""More sets until the time is used, fewer in lighter weeks."""

from __future__ import annotations

import pytest
from strengthening import dosing, exercises, moment

from planforge.strength.choice import Choice
from planforge.strength.moment import Moment
from planforge.strength.sets import Taken, fewer, half_kept, items_of, more_sets, recovering, tapered
from planforge.strength.shares import seconds_of, sets_of, strength_sets

LEGS = ("goblet_squat", "calf_raise_straight_knee")
WHOLE = (*LEGS, "side_plank", "one_arm_row")


def taken(at: Moment, *names: str) -> list[Taken]:
    choices = [Choice(exercises()[name]) for name in names]
    return [Taken(choice, dosing().item(choice, at, may_carry=False)) for choice in choices]


def sets(found: list[Taken]) -> dict[str, int]:
    return {each.choice.id: sets_of(each.item) for each in found}


def test_sets_grow_to_those_of_main_work_until_the_time_is_used() -> None:
    """An accessory of two sets gets a third where half of the time stays main work."""
    at = moment()
    before = taken(at, *LEGS, "side_plank")
    after = more_sets(before, 10_000, 10_000, False, at, dosing())
    assert (sets(before)["side_plank"], sets(after)["side_plank"]) == (2, 3)
    used = seconds_of(items_of(before))
    assert sets(more_sets(before, used, 10_000, False, at, dosing())) == sets(before)
    assert sets(more_sets(before, 10_000, used, False, at, dosing())) == sets(before)


def test_accessories_do_not_outgrow_main_work() -> None:
    """However much time there is, nothing goes beyond the three sets of main work."""
    at = moment()
    found = more_sets(taken(at, *LEGS, "side_plank"), 10_000, 10_000, False, at, dosing())
    assert set(sets(found).values()) == {3}


@pytest.mark.parametrize(("usual", "stand"), [(12, 6), (8, 4), (5, 3)])
def test_a_taper_takes_half_of_the_sets(usual: int, stand: int) -> None:
    """Of 12 sets 6, of 8 four exercises with one each; of 5 one exercise has to go."""
    at = moment("strength", week=12, kind="taper", sets_before=usual)
    found = tapered(taken(at, *WHOLE), 10_000, False, at, dosing(), {})
    assert strength_sets(items_of(found)) == stand


def test_no_exercise_has_more_sets_in_a_taper_than_before_unless_it_must() -> None:
    """One set each before: the goblet squat keeps to it until 40 percent ask for more."""
    at = moment("strength", week=12, kind="taper", sets_before=12)
    name = WHOLE[0]
    free = sets(tapered(taken(at, *WHOLE), 10_000, False, at, dosing(), {}))
    kept = sets(tapered(taken(at, *WHOLE), 10_000, False, at, dosing(), {name: 1}))
    assert (free[name], kept[name]) == (2, 1)


def test_a_recovery_week_never_has_the_sets_of_the_week_before() -> None:
    """Three sets become two, and one where the week before had two only."""
    at = moment(week=4, kind="recovery")
    (squat,) = taken(at, "goblet_squat")
    assert [sets_of(fewer(squat.item, squat, before, at, dosing())) for before in (3, 2)] == [2, 1]


def test_a_lighter_day_with_more_time_brings_no_more_sets() -> None:
    """Of ten sets at most seven stand: what is needed least goes."""
    items = items_of(taken(moment(week=4, kind="recovery"), *WHOLE, "romanian_deadlift"))
    left = recovering(items, 10)
    assert strength_sets(items) > 7
    assert strength_sets(left) <= 7
    assert left == items[: len(left)]


def test_a_lighter_week_keeps_half_of_the_sets() -> None:
    """Two exercises of one set are left of eight sets: both get one back, but no more than they had."""
    at = moment(week=4, kind="recovery", sets_before=8)
    choices = taken(at, *LEGS)
    single = [fewer(each.item, each, 2, at, dosing()) for each in choices]
    assert strength_sets(single) == 2
    before = dict.fromkeys(LEGS, 2)
    assert strength_sets(half_kept(single, choices, before, False, at, dosing())) == 4
    capped = dict.fromkeys(LEGS, 1)
    assert strength_sets(half_kept(single, choices, capped, False, at, dosing())) == 2
