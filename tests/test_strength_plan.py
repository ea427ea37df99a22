"""The strength stage as a whole: the dose rules on hand-made athletes, and what holds for any athlete."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from strengthening import (
    CONFIRMED_CALF,
    EVERYTHING,
    START,
    assessed,
    exercises,
    finding,
    findings,
    items,
    mirrored_assessed,
    mirrored_profile,
    pattern,
    phases,
    plan,
    profile,
    profiles,
    season,
    seasons,
)

from planforge.models.findings import Assessed
from planforge.models.profile import Profile
from planforge.models.season import Season
from planforge.models.sessions import DosedItem, StrengthPlan
from planforge.strength.allowed import barred, condition_of
from planforge.strength.choose import FIVE_DRILLS

CALVES = ("calf_raise_straight_knee", "calf_raise_bent_knee")
# `make doses` holds thousands to more rules.
random_plans = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def uneven(made: StrengthPlan) -> list[tuple[dt.date, DosedItem]]:
    return [
        (date, item)
        for date, item in items(made)
        if item.left is not None and item.right is not None and item.left != item.right and sets(item)
    ]


def sets(item: DosedItem) -> int:
    """Right sets less left sets; 0 where the sides are equal or there is one side only."""
    if item.left is None or item.right is None:
        return 0
    return item.right.sets - item.left.sets


def test_a_confirmed_calf_finding_gets_one_set_more_until_the_retest() -> None:
    """3:2 in the first two weeks and 4:3 after, on the lower side, until the re-test and never after."""
    made = plan(what=assessed(CONFIRMED_CALF))
    first_retest = next(retest.date for retest in made.retests if retest.why == "block_end")
    carried = uneven(made)
    assert {item.exercise.id for _, item in carried} == set(CALVES)
    assert {(item.left.sets, item.right.sets) for _, item in carried if item.left and item.right} == {
        (3, 2),
        (4, 3),
    }
    assert max(date for date, _ in carried) < first_retest
    after = [item for date, item in items(made, *CALVES) if date >= first_retest]
    assert after
    assert all(sets(item) == 0 and item.first == "left" for item in after)
    assert all(why.rule == "equal_until_retest" for item in after for why in item.why if why.test)


@pytest.mark.parametrize(
    ("dosing", "confirmed", "rule"),
    [
        ("standard", True, "extra_set"),
        ("standard", False, None),
        ("early", False, "extra_provisional"),
        ("early", True, "extra_set"),
        ("cautious", True, "extra_set"),
        ("cautious", False, None),
        ("off", True, None),
    ],
)
def test_who_gets_the_extra_set(dosing: str, confirmed: bool, rule: str | None) -> None:
    """Clear and confirmed, or clear under early; never under off."""
    calf = finding("single_leg_heel_raise", 27, 16, confirmed=confirmed)
    carried = uneven(plan(profile(side_dosing=dosing), what=assessed(calf)))
    assert {why.rule for _, item in carried for why in item.why} == ({rule} if rule else set())
    assert all(sets(item) == 1 for _, item in carried)


def test_a_provisional_set_waits_for_its_confirming_measure() -> None:
    """Under early the set more stands until the confirming measure, then its result is waited for."""
    made = plan(profile(side_dosing="early"), what=assessed(finding("single_leg_heel_raise", 16, 27)))
    confirm = next(retest.date for retest in made.retests if retest.why == "confirm")
    carried = [date for date, _ in uneven(made)]
    assert carried
    assert max(carried) < confirm


@pytest.mark.parametrize(
    ("verdict", "more"),
    [
        ("within_error", {}),
        ("possible", {}),
        ("pain_limited", {"pain": frozenset({"left"})}),
        ("clear", {"flipped": True, "confirmed": True}),
    ],
)
def test_what_is_no_finding_stays_equal(verdict: str, more: dict[str, Any]) -> None:
    """Within error, possible, pain and a flipped direction give equal sets and no side first."""
    calf = finding("single_leg_heel_raise", 16, 27, verdict, **more)
    made = plan(what=assessed(calf))
    assert not uneven(made)
    assert {item.first for _, item in items(made, *CALVES)} == {"either"}
    assert made.retests == ()


def test_a_real_capacity_finding_is_first_equal_and_measured_again() -> None:
    """Equal sets, that side first, and a five-minute measure within 14 days on an easy day."""
    made = plan(what=assessed(finding("single_leg_heel_raise", 16, 23, "real")))
    assert not uneven(made)
    assert {item.first for _, item in items(made, *CALVES)} == {"left"}
    (confirm,) = made.retests
    assert (confirm.why, confirm.seconds, confirm.tests) == ("confirm", 300, ("single_leg_heel_raise",))
    assert dt.timedelta(0) <= confirm.date - START < dt.timedelta(days=14)
    assert confirm.date.weekday() in (0, 2, 3, 4)  # Tuesday is hard, Saturday rest, Sunday long


def test_a_clear_range_finding_doses_mobility_on_that_side_alone() -> None:
    """Ankle rocks on the stiffer side only; strength that answers the hip stays equal, its side first."""
    hip = finding("hip_internal_rotation", 35, 24)
    made = plan(what=assessed(finding("weight_bearing_lunge_angle", 41, 33), hip))
    end = next(retest.date for retest in made.retests if retest.why == "block_end")
    rocks = [item for date, item in items(made) if item.exercise.family == "ankle" and date < end]
    assert rocks
    assert all(item.left is None and item.right is not None for item in rocks)
    assert not uneven(made)
    assert {item.first for _, item in items(made, "split_squat_rotation")} == {"right"}


def test_a_real_range_finding_waits_for_a_low_range() -> None:
    """Real alone orders the sides; real and below the reference adds mobility."""
    usual = plan(what=assessed(finding("weight_bearing_lunge_angle", 36, 42, "real")))
    low = finding("weight_bearing_lunge_angle", 30, 36, "real", low=frozenset({"left"}))
    assert not [item for _, item in items(usual) if item.exercise.family == "ankle"]
    assert [item for _, item in items(plan(what=assessed(low))) if item.exercise.family == "ankle"]


def test_cautious_waits_for_confirmation_of_a_range_finding() -> None:
    """Under cautious a single measure gives no mobility but asks for a second; a confirmed one does."""
    once = finding("weight_bearing_lunge_angle", 33, 41)
    waiting = plan(profile(side_dosing="cautious"), what=assessed(once))
    sure = plan(
        profile(side_dosing="cautious"),
        what=assessed(finding("weight_bearing_lunge_angle", 33, 41, confirmed=True)),
    )
    assert not [item for _, item in items(waiting) if item.exercise.family == "ankle"]
    assert [retest.why for retest in waiting.retests] == ["confirm"]
    assert [item for _, item in items(sure) if item.exercise.family == "ankle"]


def test_a_shifted_arc_gets_active_control_and_no_stretch() -> None:
    """Turn-in short and turn-out long on one side: no hard stretch of the hip anywhere."""
    made = plan(
        what=assessed(
            finding("hip_internal_rotation", 22, 36), finding("hip_external_rotation", 47, 34), arc="left"
        )
    )
    hips = [item for _, item in items(made) if item.exercise.level == 2 and item.exercise.family == "hip"]
    active = [item for item in hips if any(why.rule == "mobility_active" for why in item.why)]
    assert {item.exercise.id for item in active} == {"sidelying_hip_ir", "hip_er_figure4_isometric"}
    assert not any(item.exercise.stretch for item in hips)


@pytest.mark.parametrize(("name", "version"), [("typical", "left"), ("mirrored", "right"), ("none", "even")])
def test_the_five_drills_take_the_side_of_the_pattern(name: str, version: str) -> None:
    """All five in the set-up of the pattern, with equal sets."""
    made = plan(profile(equipment=["dumbbells"]), what=assessed(of=pattern(name)))
    shown = {item.exercise.id: item.version for _, item in items(made, *FIVE_DRILLS)}
    assert shown == dict.fromkeys(FIVE_DRILLS, version)
    assert not uneven_sets(made)


def uneven_sets(made: StrengthPlan) -> list[DosedItem]:
    return [item for _, item in items(made) if sets(item)]


def test_a_whole_pattern_brings_all_five_drills_into_each_block() -> None:
    """Sixteen weeks make four blocks (re-tests mark them); each shows the five, in A and B as given."""
    made = plan(
        profile(equipment=["dumbbells"]),
        season(16, kinds={16: "load"}, strength=("base", "strength", "power")),
        assessed(of=pattern("mirrored")),
    )
    for first in range(0, 16, 4):
        start = START + dt.timedelta(weeks=first)
        shown = {
            (session.letter, item.exercise.id)
            for session in made.sessions
            if start <= session.date < start + dt.timedelta(weeks=4)
            for item in session.items
        }
        assert {("A", "sucker_punch_rockback"), ("A", "split_squat_rotation")} <= shown
        assert {("B", name) for name in FIVE_DRILLS[2:]} <= shown


def test_mixed_levels_set_up_level_by_level() -> None:
    """Ribcage typical, pelvis mirrored: their own drills follow, the integrated ones are even."""
    of = pattern("mixed", ribcage="typical", pelvis="mirrored")
    made = plan(profile(equipment=["dumbbells"]), what=assessed(of=of))
    shown = {item.exercise.id: item.version for _, item in items(made, *FIVE_DRILLS)}
    assert shown == {
        "sucker_punch_rockback": "left",
        "alternating_chest_press": "left",
        "ninety_ninety_hip_shift": "right",
        "split_squat_rotation": "even",
        "staggered_hinge_asym_arms": "even",
    }


def test_a_measure_against_the_pattern_makes_its_level_even_and_is_told() -> None:
    """Typical by the coach, but the right hip turns in less: the pelvis is even, the ribcage stays."""
    made = plan(
        profile(equipment=["dumbbells"]),
        what=assessed(finding("hip_internal_rotation", 36, 22), of=pattern("typical")),
    )
    shown = {item.exercise.id: item.version for _, item in items(made, *FIVE_DRILLS)}
    assert shown["ninety_ninety_hip_shift"] == shown["split_squat_rotation"] == "even"
    assert shown["sucker_punch_rockback"] == "left"
    (notice,) = [notice for notice in made.notices if notice.code == "pattern-and-measure"]
    assert notice.facts == {"levels": ("pelvis",), "tests": ("Hip turn-in",)}


def test_a_drill_without_its_equipment_is_a_notice() -> None:
    """No weights and no band: no press, and the coach is told why."""
    made = plan(profile(equipment=[]), what=assessed(of=pattern("typical")))
    assert not items(made, "alternating_chest_press")
    (notice,) = [notice for notice in made.notices if notice.code == "drill-equipment"]
    assert notice.facts == {
        "exercises": ("Alternating chest press",),
        "what": ("dumbbells or kettlebell or weight or band or cable",),
    }


def test_no_side_where_a_complaint_stands() -> None:
    """A managed Achilles: equal calves and no re-test of them, although the finding is clear."""
    who = profile(history=[{"what": "achilles", "status": "managing", "side": "right"}])
    made = plan(who, what=assessed(CONFIRMED_CALF))
    assert not uneven_sets(made)
    assert {item.first for _, item in items(made, *CALVES)} == {"either"}
    assert "bias-quiet-place" in {notice.code for notice in made.notices}


def test_red_flags_stop_all_side_bias_and_all_jumping() -> None:
    """Night pain: equal sets, the feet take turns whatever was measured, no level 5, effort held at 6."""
    who = profile(screening=["night_pain"], equipment=list(EVERYTHING), dominance={"foot": "right"})
    made = plan(who, what=assessed(CONFIRMED_CALF, finding("weight_bearing_lunge_angle", 33, 41)))
    assert not uneven_sets(made)
    started = {(item.first, ((date - START).days // 7 + 1) % 2) for date, item in items(made) if item.first}
    assert started == {("left", 1), ("right", 0)}
    assert max(item.exercise.level for _, item in items(made)) <= 4
    assert max(item.effort.rpe[1] for _, item in items(made) if item.effort.rpe) <= 6


def test_the_less_used_foot_starts_in_odd_weeks() -> None:
    """Dominance known and no finding: non-dominant in odd weeks, dominant in even ones."""
    made = plan(profile(dominance={"foot": "right"}))
    for date, item in items(made):
        if item.first is not None:
            week = (date - START).days // 7 + 1
            assert item.first == ("left" if week % 2 else "right")


def test_nothing_known_starts_with_either_side() -> None:
    """No measure, no dominance: no side is named anywhere."""
    assert {item.first for _, item in items(plan(profile()))} == {"either", None}


def test_the_bias_ends_after_two_blocks_without_change() -> None:
    """A finding that has settled: equal sets and a notice; one that has not keeps its set."""
    settled = plan(profile(), what=assessed(dataclasses.replace(CONFIRMED_CALF, settled=True)))
    moving = plan(profile(), what=assessed(CONFIRMED_CALF))
    assert not uneven_sets(settled)
    assert "bias-settled" in {notice.code for notice in settled.notices}
    assert uneven_sets(moving)


def test_breathing_is_a_habit_for_two_weeks_and_then_part_of_strength() -> None:
    """Fourteen days of two to three minutes, none on a day away; the rockback opens sessions after."""
    away = START + dt.timedelta(days=9)
    made = plan(when=season(8, away=(away,)), what=assessed(of=pattern("typical")))
    assert sorted(made.habits) == [
        START + dt.timedelta(days=at) for at in range(14) if START + dt.timedelta(days=at) != away
    ]
    assert all(120 <= habit.seconds <= 180 for habit in made.habits.values())
    breathing = [date for date, item in items(made, "sucker_punch_rockback")]
    assert min(breathing) >= START + dt.timedelta(days=14)
    assert all(session.items[0].exercise.level == 1 for session in made.sessions if session.date in breathing)


def test_beginners_breathe_without_a_pause() -> None:
    """In 3, out 5 for beginners; in 4, out 6, pause 3 for others."""
    new = plan(when=season(6, level="beginner"))
    used = plan(when=season(6))
    rhythms = [{item.effort.rhythm for _, item in items(made) if item.effort.rhythm} for made in (new, used)]
    assert rhythms == [{(3, 5, 0)}, {(4, 6, 3)}]


def test_retests_stand_at_block_ends_and_never_in_the_last_fourteen_days() -> None:
    """One a block, on an easy day of its last week, ten minutes at most."""
    when = season(16)
    made = plan(
        when=when,
        what=assessed(CONFIRMED_CALF, finding("weight_bearing_lunge_angle", 33, 41, confirmed=True)),
    )
    dates = [retest.date for retest in made.retests]
    assert len(dates) == 3
    assert all(when.end - date >= dt.timedelta(days=14) for date in dates)
    assert all(retest.seconds <= 600 and len(retest.tests) <= 4 for retest in made.retests)
    assert all(date.weekday() in (0, 2, 3, 4) for date in dates)


def test_the_extra_set_never_stands_in_a_recovery_taper_or_race_week() -> None:
    """Weeks 2 to 4 as recovery, taper and race: only week 1 carries it."""
    kinds = {2: "recovery", 3: "taper", 4: "race"}
    carried = uneven(plan(when=season(8, kinds=kinds), what=assessed(CONFIRMED_CALF)))
    assert {(date - START).days // 7 for date, _ in carried} <= {0, 4, 5}


def test_a_new_lifter_stays_at_rpe_six_to_seven_for_four_weeks() -> None:
    """Even in a strength phase; nothing above 7 for eight weeks."""
    made = plan(profile(strength={}), season(12, strength=("strength",)))
    first = [item.effort.rpe for date, item in items(made) if date < START + dt.timedelta(weeks=4)]
    second = [item.effort.rpe for date, item in items(made) if date < START + dt.timedelta(weeks=8)]
    assert all(rpe[0] >= 6 and rpe[1] <= 7 for rpe in first if rpe)
    assert all(rpe[1] <= 7 for rpe in second if rpe)
    assert any(item.effort.rpe[1] > 7 for _, item in items(made) if item.effort.rpe)


def test_a_finding_is_answered_by_its_own_exercises() -> None:
    """A side-plank finding is answered by trunk work, not by calves."""
    made = plan(what=assessed(finding("side_plank", 40, 95, confirmed=True)))
    carried = {item.exercise.family for _, item in uneven(made)}
    assert carried == {"trunk"}


# -- what holds for any athlete -------------------------------------------------------------------------


@random_plans
@given(profiles(), seasons(), findings())
def test_the_dose_rules_hold_for_any_athlete(who: Profile, when: Season, what: Assessed) -> None:
    """One set more at most, on a confirmed side, on three exercises a week, only in load weeks of a block."""
    made = plan(who, when, what)
    weeks = {day.date: week for week in when.weeks for day in week.days}
    retests = [retest.date for retest in made.retests if retest.why == "block_end"]
    carriers: Counter[int] = Counter()
    for date, item in items(made):
        both = (item.left, item.right)
        assert (item.both is None) != (both == (None, None))
        if None not in both and item.left and item.right:
            assert item.left.count == item.right.count
            assert abs(sets(item)) <= 1
        if sets(item):
            week = weeks[date]
            assert week.kind == "load"
            carriers[week.number] += 1
            assert min(item.left.sets, item.right.sets) >= 2  # type: ignore[union-attr]
            assert date < min([START + dt.timedelta(weeks=6), *retests])
            assert who.side_dosing != "off"
            reason = next(why for why in item.why if why.rule in ("extra_set", "extra_provisional"))
            found = what.by_test(reason.test or "")
            assert found is not None
            assert found.verdict == "clear"
            assert found.confirmed or who.side_dosing == "early"
            assert found.side == ("left" if sets(item) < 0 else "right")
        if (item.left is None) != (item.right is None):
            (reason,) = [why for why in item.why if why.rule in ("mobility_alone", "mobility_active")]
            found = what.by_test(reason.test or "")
            assert found is not None
            assert found.side == ("left" if item.left is not None else "right")
            assert item.exercise.level <= 2
    assert all(count <= 3 for count in carriers.values())


@random_plans
@given(profiles(), seasons(), findings())
def test_every_session_keeps_its_minutes_and_caps(who: Profile, when: Season, what: Assessed) -> None:
    """Minutes, levels, order, new exercises, days without heavy legs, races."""
    made = plan(who, when, what)
    slots = {day.date: day.strength for week in when.weeks for day in week.days if day.strength}
    order = ["breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory"]
    seen: set[str] = set()
    assert len({session.date for session in made.sessions}) == len(made.sessions)
    for session in made.sessions:
        slot = slots[session.date]
        levels = Counter(item.exercise.level for item in session.items)
        assert session.seconds <= slot.minutes * 60
        assert session.seconds == sum(item.seconds for item in session.items) + session.ramp_up_s
        assert levels[1] <= 2
        assert levels[2] <= 2
        assert levels[3] + levels[4] <= 4
        assert levels[5] <= 2
        assert sum(item.seconds for item in session.items if item.exercise.level <= 2) <= 600
        assert sum(item.seconds for item in session.items if item.exercise.level == 1) <= 240
        roles = [order.index(item.exercise.role) for item in session.items]
        assert roles == sorted(roles)
        near = any(dt.timedelta(0) <= race - session.date <= dt.timedelta(days=3) for race in when.race_dates)
        light = not slot.heavy_legs or near
        assert not (light and any(item.exercise.heavy_legs for item in session.items))
        if session.date < START + dt.timedelta(days=7):
            assert len({item.exercise.id for item in session.items} - seen) <= 3
        if session.date < START + dt.timedelta(days=28):
            assert levels[5] == 0
        seen |= {item.exercise.id for item in session.items}
        assert all(item.why and all(why.sources for why in item.why) for item in session.items)


@random_plans
@given(profiles(), seasons(), findings())
def test_nothing_forbidden_stands_in_any_plan(who: Profile, when: Season, what: Assessed) -> None:
    """Equipment, the coach's list, history, screening and pain, in sessions and habit."""
    made = plan(who, when, what)
    condition = condition_of(who, what, when.start)
    shown = {item.exercise for _, item in items(made)} | {habit.exercise for habit in made.habits.values()}
    assert all(barred(exercise, who, what, condition) is None for exercise in shown)
    assert not {exercise.id for exercise in shown} & set(who.avoid)
    assert not {exercise.family for exercise in shown} & set(who.avoid)


@random_plans
@given(profiles(), seasons(), findings())
def test_the_mirrored_athlete_gets_the_mirrored_plan(who: Profile, when: Season, what: Assessed) -> None:
    """Swapping left and right in all that is known swaps them in the plan and changes nothing else."""
    made = swapped(as_data(plan(who, when, what)))
    assert made == as_data(plan(mirrored_profile(who), when, mirrored_assessed(what)))


@random_plans
@given(profiles(), seasons(), findings())
def test_the_ledger_counts_levels_three_to_five(who: Profile, when: Season, what: Assessed) -> None:
    """Left and right sets of a week are those of its items."""
    made = plan(who, when, what)
    assert [row.week for row in made.ledger] == [week.number for week in when.weeks]
    for week, row in zip(when.weeks, made.ledger, strict=True):
        mine = [
            item for date, item in items(made) if week.start <= date <= week.end and item.exercise.level > 2
        ]
        assert row.left == sum(item.left.sets for item in mine if item.left)
        assert row.right == sum(item.right.sets for item in mine if item.right)


def as_data(made: StrengthPlan) -> Any:
    """The plan as plain data, exercises by id."""

    def plain(value: Any) -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        if isinstance(value, dict):
            return {str(key): plain(entry) for key, entry in value.items()}
        if isinstance(value, tuple | list):
            return [plain(entry) for entry in value]
        return getattr(value, "id", value)

    return plain(made)


def swapped(value: Any) -> Any:
    """Left and right swapped in keys and texts."""
    if isinstance(value, dict):
        return {swapped(key): swapped(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [swapped(entry) for entry in value]
    if isinstance(value, str):
        pairs = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
        return re.sub(r"\b(left|right|Left|Right)\b", lambda m: pairs[m[0]], value)
    return value


def test_the_mirror_of_the_test_swaps() -> None:
    """The test's own mirror turns a left-sided plan into something else: it could fail."""
    made = as_data(plan(what=assessed(CONFIRMED_CALF)))
    assert swapped(made) != made
    assert swapped(swapped(made)) == made


def test_the_library_of_the_tests_is_the_shipped_one() -> None:
    """More than forty-five exercises and the five phases."""
    assert len(exercises()) >= 45
    assert set(phases()) == {"base", "strength", "power", "maintenance", "taper"}
