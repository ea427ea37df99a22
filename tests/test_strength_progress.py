"""How strength work grows and gives way: week by week in a block, in recovery weeks, before the race."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from strengthening import (
    CONFIRMED_CALF,
    START,
    assessed,
    dosed,
    items,
    moment,
    pattern,
    phases,
    plan,
    profile,
    season,
)

from planforge.models.season import Season
from planforge.models.sessions import DosedItem, StrengthPlan, StrengthSession
from planforge.strength.amounts import Lifter
from planforge.strength.places import places_of
from planforge.strength.progress import Progress, aim_of

DUMBBELLS = profile(equipment=["mat", "band", "dumbbells"])


def counts(made: StrengthPlan, name: str) -> list[tuple[int, int]]:
    """Week and count of an exercise, once a week."""
    found = {}
    for date, item in items(made, name):
        amount = item.both or item.left or item.right
        assert amount is not None
        found[(date - START).days // 7 + 1] = amount.count
    return sorted(found.items())


def strength_sets(made: StrengthPlan, when: Season, week: int) -> int:
    """Sets of levels 3 and 4 in a week, those of the fuller side."""
    days = {day.date for day in when.weeks[week - 1].days}
    return sum(fuller(item) for date, item in items(made) if date in days and item.exercise.level in (3, 4))


def fuller(item: DosedItem) -> int:
    return max(amount.sets for amount in (item.left, item.right, item.both) if amount is not None)


def test_a_base_block_adds_one_repetition_a_week_and_its_effort_climbs() -> None:
    """Light loads: 10, 11, 12 of 12, then 10 in the lighter week; a card of 6 to 8 goes 6, 7, 8, 6."""
    made = plan(DUMBBELLS, season(8, strength=("base",)))
    assert counts(made, "calf_raise_straight_knee")[:4] == [(1, 10), (2, 11), (3, 12), (4, 10)]
    assert counts(made, "split_squat_rotation")[:4] == [(1, 6), (2, 7), (3, 8), (4, 6)]
    efforts = {date: item.effort.rpe for date, item in items(made, "split_squat_rotation")}
    assert list(efforts.values())[:4] == [(6, 6), (6, 7), (7, 7), (6, 6)]


def test_a_strength_block_keeps_its_repetitions_and_adds_effort() -> None:
    """Six with a barbell, RPE 7, 7 to 8, 8, and 7 in the lighter week."""
    who = profile(strength={"experience": "regular"}, equipment=["barbell"])
    made = plan(who, season(8, strength=("strength",), kinds={8: "recovery"}, goal=False))
    second = [(date, item) for date, item in items(made, "barbell_squat") if date >= START]
    assert {item.both.count for _, item in second if item.both} == {6}
    by_week = {(date - START).days // 7: item.effort.rpe for date, item in second}
    assert [by_week[week] for week in (4, 5, 6, 7)] == [(7, 7), (7, 8), (8, 8), (7, 7)]


def test_power_and_keeping_stay_where_they_are() -> None:
    """No climbing of repetitions or effort where speed or keeping is the aim."""
    for phase in ("power", "maintenance"):
        made = plan(DUMBBELLS, season(8, strength=(phase,), goal=False))
        late = [(d, i) for d, i in items(made) if i.exercise.role == "main" and d >= START + dt.timedelta(35)]
        load = [(d, i) for d, i in late if (d - START).days // 7 != 7]
        small = {i.effort.rpe for _, i in load if i.exercise.side_rule != "asymmetric"}
        assert small == {None if phase == "power" else phases()[phase].main.rpe}
    who = profile(equipment=["barbell"], strength={"experience": "regular"})
    heavy = plan(who, season(8, strength=("power",), goal=False))
    kept = [item for date, item in items(heavy, "barbell_squat") if (date - START).days // 7 in (4, 5, 6)]
    assert {item.effort.rpe for item in kept} == {phases()["power"].main.rpe}
    fast = [i for _, i in items(plan(DUMBBELLS, season(8, strength=("power",)))) if i.effort.fast]
    assert {i.exercise.role for i in fast} == {"main"}


@pytest.mark.parametrize("way", ["typical", "none"])
def test_the_same_strength_work_stands_through_a_block(way: str) -> None:
    """From the second week on sessions A of a block hold the same exercises in one order; so do B.

    Jumps may give way in a lighter week.
    """
    when = season(16)
    made = plan(DUMBBELLS, when, assessed(CONFIRMED_CALF, of=pattern(way)))
    for first in (1, 5, 9):
        for letter in ("A", "B"):
            held = {
                tuple(item.exercise.id for item in session.items if item.exercise.level in (3, 4))
                for session in made.sessions
                if session.letter == letter and first <= (session.date - START).days // 7 + 1 <= first + 3
                if (session.date - START).days >= 7
            }
            assert len(held) == 1, (first, letter)


def test_the_next_block_changes_the_exercises() -> None:
    """Not one session of the second block holds just what the first block held."""
    made = plan(DUMBBELLS, season(16))

    def held(week: int, letter: str) -> set[str]:
        (one,) = [s for s in made.sessions if s.letter == letter and (s.date - START).days // 7 + 1 == week]
        return {item.exercise.id for item in one.items if item.exercise.level in (3, 4)}

    assert held(3, "A") != held(6, "A")
    assert held(3, "B") != held(6, "B")


@pytest.mark.parametrize("experience", ["none", "some", "regular"])
def test_a_recovery_week_takes_30_to_50_percent_of_the_sets(experience: str) -> None:
    """Two sets of three, one of two, nothing new (asymmetry 7.2)."""
    when = season(16)
    made = plan(profile(equipment=["dumbbells"], strength={"experience": experience}), when)
    for week in (4, 8, 12):
        before, now = strength_sets(made, when, week - 1), strength_sets(made, when, week)
        assert 0.5 * before <= now <= 0.7 * before, (week, before, now)


def test_a_taper_takes_40_to_60_percent_of_the_sets() -> None:
    """One session of 25 minutes after weeks of two: half of the sets before, and nothing new."""
    when = season(12, strength=("base", "strength", "taper"), one_session=(10, 11, 12), kinds={10: "taper"})
    made = plan(DUMBBELLS, when)
    before = max(strength_sets(made, when, week) for week in (5, 6, 7, 9))
    seen = {item.exercise.id for date, item in items(made) if date < when.weeks[9].start}
    for week in (10, 11):
        assert 0.4 * before <= strength_sets(made, when, week) <= 0.6 * before
    late = {i.exercise.id for d, i in items(made) if d >= when.weeks[9].start and i.exercise.level >= 3}
    assert late <= seen


def test_no_heavy_legs_in_the_last_week_before_the_goal_race() -> None:
    """Race on the last Sunday: the Wednesday and Friday before it hold none, the week before does."""
    when = season(12)
    made = plan(DUMBBELLS, when)
    heavy = [date for date, item in items(made) if item.exercise.heavy_legs]
    assert when.goal_date is not None
    assert max(heavy) <= when.goal_date - dt.timedelta(days=7)
    assert max(heavy) >= when.goal_date - dt.timedelta(days=10)


def taken_by(progress: Progress, when: Season, at: int, *names: str, phase: str = "base") -> None:
    """A session of these exercises at the place with this number."""
    place = places_of(when, when.weeks)[at]
    made = tuple(dosed(name, moment(phase, week=place.week.number)) for name in names)
    session = StrengthSession(place.slot.date, place.letter, made, sum(item.seconds for item in made))
    progress.take(session, place, phases()[phase], full=place.week.number > 1)


def test_what_stood_at_a_place_is_gone_on_with_in_load_and_recovery_weeks() -> None:
    """The first full session counts; the other letter, other minutes and the taper begin anew."""
    when, progress = season(8, goal=False), Progress()
    first_a, second_a, second_b = 0, 2, 3
    taken_by(progress, when, first_a, "side_plank")
    taken_by(progress, when, second_a, "goblet_squat", "calf_raise_bent_knee")
    taken_by(progress, when, 4, "goblet_squat")
    places = places_of(when, when.weeks)
    stood = frozenset({"goblet_squat", "calf_raise_bent_knee"})
    base, taper = phases()["base"], phases()["taper"]
    assert places[6].week.kind == "recovery"
    assert [progress.stood_at(places[at], base) for at in (4, 6)] == [stood, stood]
    assert progress.stood_at(places[second_b], base) == frozenset()
    assert progress.stood_at(places[4], taper) == frozenset()
    assert places[-2].week.kind == "taper"
    assert progress.stood_at(places[-2], base) == frozenset()


def test_lighter_weeks_are_measured_by_what_went_before() -> None:
    """Recovery: the same session a week ago. Taper: the fullest of three weeks, shared by its places."""
    when, progress = season(8), Progress()
    assert progress.sets_before("recovery", "A", 2) is None
    taken_by(progress, when, 2, "goblet_squat", "calf_raise_bent_knee")
    taken_by(progress, when, 3, "goblet_squat", "side_plank")
    taken_by(progress, when, 4, "goblet_squat")
    assert progress.sets_before("recovery", "A", 2) == 3
    assert progress.sets_before("recovery", "B", 2) == 5
    assert progress.sets_before("taper", "A", 2) == 5
    assert progress.sets_before("taper", "A", 1) == 11


SMALL = Lifter(new=False, introduction=dt.timedelta(days=7), heavy_at_hand=False, any_weight=True)
HEAVY = dataclasses.replace(SMALL, heavy_at_hand=True)
NOTHING = dataclasses.replace(SMALL, any_weight=False)


@pytest.mark.parametrize(
    ("phase", "changes", "lifter", "new", "aim"),
    [
        ("base", {"week": 1}, SMALL, True, "learn"),
        ("base", {}, SMALL, True, "new"),
        ("base", {}, SMALL, False, "phase"),
        ("base", {"step": 2}, SMALL, False, "repetitions"),
        ("base", {"step": 3}, SMALL, False, "load"),  # 12 of 12 are reached
        ("base", {"step": 3}, NOTHING, False, "slower"),
        ("strength", {"step": 1}, HEAVY, False, "load"),
        ("strength", {"step": 1}, SMALL, False, "repetitions"),
        ("power", {"step": 2}, HEAVY, False, "speed"),
        ("maintenance", {"step": 1}, HEAVY, False, "keep"),
        ("base", {"kind": "recovery"}, SMALL, False, "recovery"),
        ("base", {"kind": "taper"}, SMALL, False, "taper"),
        ("taper", {}, SMALL, False, "taper"),
        ("taper", {"kind": "race"}, SMALL, False, "race"),
    ],
)
def test_what_a_person_changes_in_a_week(
    phase: str, changes: dict[str, object], lifter: Lifter, new: bool, aim: str
) -> None:
    """By the phase and the week's kind, and by what there is to load with."""
    assert aim_of(moment(phase, **changes), lifter, new=new) == aim


def test_race_week_holds_less_than_the_taper_week() -> None:
    """A session's share of 70 percent of the taper's sets, halved as every taper is."""
    made = plan(DUMBBELLS, season(12, kinds={11: "taper", 12: "race"}, one_session=(11, 12)))
    when = season(12)
    assert 0 < strength_sets(made, when, 12) <= strength_sets(made, when, 11)
