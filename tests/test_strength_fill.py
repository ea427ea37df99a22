"""Filling a place by need."""

from __future__ import annotations

from typing import Any

from strengthening import dosing, exercises, moment, season

from planforge.strength.choice import Choice
from planforge.strength.fill import LOAD_LEAST_S, fill, rank_for_half
from planforge.strength.moment import Moment
from planforge.strength.places import places_of
from planforge.strength.room import Room
from planforge.strength.sets import HALF, items_of
from planforge.strength.shares import contacts_of, half_main, seconds_of, strength_sets

BREATHING, SHIFT = "sucker_punch_rockback", "ninety_ninety_hip_shift"
MENU = (BREATHING, "goblet_squat", "calf_raise_straight_knee", "side_plank", "one_arm_row")


def filled(
    menu: tuple[str, ...],
    at: Moment,
    *,
    minutes: int = 35,
    spare: tuple[str, ...] = (),
    ramp: int = 0,
    **changes: Any,
) -> list[str]:
    return [each.choice.id for each in taken(menu, at, minutes=minutes, spare=spare, ramp=ramp, **changes)]


def taken(
    menu: tuple[str, ...],
    at: Moment,
    *,
    minutes: int = 35,
    spare: tuple[str, ...] = (),
    ramp: int = 0,
    **changes: Any,
) -> Any:
    when = season(8, minutes=minutes)
    values: dict[str, Any] = {"first_week": False, "seen": frozenset(), "carriers": 3}
    room = Room(places_of(when, when.weeks)[4], **(values | changes))
    offered = [Choice(exercises()[name], ground="pattern" if name == SHIFT else "general") for name in menu]
    return fill(offered, [Choice(exercises()[name]) for name in spare], room, at, dosing(), ramp)


def test_everything_stands_where_there_is_time() -> None:
    """Breathing first, then the menu in its order, and sets until 28 minutes are used."""
    found = taken(MENU, moment(week=3))
    assert [each.choice.id for each in found] == list(MENU)
    assert seconds_of(items_of(found)) <= 35 * 60


def test_the_minutes_of_the_place_and_the_ramp_up_are_kept() -> None:
    """Fifteen minutes, two of them for lighter sets."""
    found = taken(MENU, moment(week=3), minutes=15, ramp=120)
    assert found
    assert seconds_of(items_of(found)) <= 13 * 60


def test_half_of_the_time_is_main_work_and_breathing_still_opens() -> None:
    """One squat cannot carry two accessories, pelvis work and breathing."""
    menu = (BREATHING, "quadruped_rockback", "side_plank", "one_arm_row", "goblet_squat")
    found = taken(menu, moment(week=3))
    assert half_main(items_of(found), light=False)
    assert BREATHING in {each.choice.id for each in found}


def test_easy_work_fills_a_short_session_with_new_families_first() -> None:
    """A hinge comes before a second squat."""
    found = filled((BREATHING, "goblet_squat"), moment(week=3), spare=("squat_to_chair", "hip_hinge_to_wall"))
    assert found.index("hip_hinge_to_wall") < found.index("squat_to_chair")


def test_hops_get_the_contacts_that_full_jumps_leave() -> None:
    """Twenty full jumps and twenty hops are the first forty; a full jump does not come after hops."""
    at, lifts = moment("power", week=6), (BREATHING, *MENU[1:3], "romanian_deadlift")
    jumps = taken((*lifts, "countermovement_jump", "pogo_hops"), at, minutes=60)
    assert [each.choice.id for each in jumps[-2:]] == ["countermovement_jump", "pogo_hops"]
    assert contacts_of(items_of(jumps)) == 40
    hopped = filled((*lifts, "pogo_hops", "countermovement_jump"), at, minutes=60)
    assert "pogo_hops" in hopped
    assert "countermovement_jump" not in hopped


def test_what_was_too_much_beside_main_work_leaves_room_for_more_of_it() -> None:
    """Fifteen minutes: the row goes, which leaves time for calf raises of 330 s; the plank still fits."""
    menu = (BREATHING, "side_plank", "one_arm_row", "goblet_squat", "calf_raise_straight_knee")
    found = filled(menu, moment(week=3), minutes=15)
    assert set(found) == {BREATHING, "goblet_squat", "calf_raise_straight_knee", "side_plank"}


def test_a_taper_counts_its_sets() -> None:
    """Half of twelve, in at most 25 minutes, whatever the place has."""
    found = taken(MENU, moment("strength", week=7, kind="taper", sets_before=12), minutes=60)
    assert strength_sets(items_of(found)) == HALF * 12
    assert seconds_of(items_of(found)) <= 25 * 60


def test_a_taper_with_little_main_work_stays_at_half_of_its_sets() -> None:
    """Of six sets three, although accessories would still fit."""
    menu = (BREATHING, "goblet_squat", "side_plank", "one_arm_row", "push_up")
    found = taken(menu, moment("strength", week=7, kind="taper", sets_before=6))
    assert strength_sets(items_of(found)) == 3


def test_what_stood_here_is_no_second_of_its_family() -> None:
    """Both calf raises stood before, so both stand again at once."""
    two = (
        "calf_raise_straight_knee",
        "calf_raise_bent_knee",
        "goblet_squat",
        "romanian_deadlift",
        "side_plank",
    )
    assert "calf_raise_bent_knee" not in filled(two, moment(week=3))
    again = filled(two[:4], moment(week=3), stood=frozenset(two[:4]))
    assert again == list(two[:4])


def test_a_set_up_drill_comes_before_other_accessories() -> None:
    """Main work, breathing, drills and strength, then the rest."""
    when = season(8)
    room = Room(places_of(when, when.weeks)[4], False, frozenset(), 3)
    names = (BREATHING, SHIFT, "goblet_squat", "side_plank", "quadruped_rockback")
    ranks = {
        name: rank_for_half(Choice(exercises()[name], ground="pattern" if name == SHIFT else "general"), room)
        for name in names
    }
    assert ranks == {BREATHING: 1, SHIFT: 2, "goblet_squat": 0, "side_plank": 2, "quadruped_rockback": 3}


def test_the_aim_of_a_load_week_is_28_minutes() -> None:
    """Beside three main lifts the plank of two sets gets a third."""
    found = taken((*MENU[:3], "romanian_deadlift", "side_plank"), moment(week=3), minutes=60)
    assert {each.choice.id for each in found if each.more} == {"side_plank"}
    assert seconds_of(items_of(found)) <= LOAD_LEAST_S + 200
