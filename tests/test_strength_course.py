"""How a plan goes on: re-tests by turns, the end of work for one side, steps of difficulty, minutes used."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strengthening import (
    CONFIRMED_CALF,
    EVERYTHING,
    START,
    assessed,
    exercises,
    finding,
    findings,
    items,
    pattern,
    plan,
    profile,
    season,
)

from athletes import TODAY, athlete, shipped_library
from planforge.assessment.findings import assess
from planforge.forge import running_paces
from planforge.models.findings import Assessed
from planforge.models.profile import Profile
from planforge.models.season import Season
from planforge.models.sessions import StrengthPlan
from planforge.running.paces import zone_paces
from planforge.running.season import plan_season
from planforge.strength.blocks import blocks_of
from planforge.strength.choose import FIVE_DRILLS

CALVES = ("calf_raise_straight_knee", "calf_raise_bent_knee")
LIFTERS = ("none", "some", "regular")
MANY_RANGES = (
    finding("single_leg_heel_raise", 16, 27, confirmed=True),
    finding("seated_trunk_rotation", 55, 43),
    finding("hip_internal_rotation", 22, 36),
    finding("weight_bearing_lunge_angle", 33, 41),
)


def test_retests_rotate_so_that_each_driving_measure_is_met_within_two_blocks() -> None:
    """Eleven minutes of tests: the ankle, which the first re-test has no time for, opens the second."""
    made = plan(what=assessed(*MANY_RANGES))
    first, second, *_ = [retest.tests for retest in made.retests if retest.why == "block_end"]
    assert "weight_bearing_lunge_angle" not in first
    assert second[0] == "weight_bearing_lunge_angle"
    assert {found.test.id for found in MANY_RANGES} == {*first, *second}


def test_mobility_for_one_side_ends_at_its_own_retest() -> None:
    """Each test until the re-test that holds it; then both sides alike, that side first, or not at all."""
    made = plan(when=season(20), what=assessed(*MANY_RANGES))
    for found in MANY_RANGES[1:]:
        name = found.test.id
        end = next(r.date for r in made.retests if r.why == "block_end" and name in r.tests)
        mine = [(date, item) for date, item in items(made) if item.why[0].test == name]
        mine = [(date, item) for date, item in mine if item.exercise.level < 3]
        alone = [date for date, item in mine if item.left is None or item.right is None]
        after = [item for date, item in mine if date >= end]
        assert alone
        assert max(alone) < end
        assert all(item.first == found.side for item in after)
        assert {why.rule for item in after for why in item.why} <= {"equal_until_retest"}
    (notice,) = [notice for notice in made.notices if notice.code == "one-side-until"]
    assert set(notice.facts["tests"]) == {"Trunk turn", "Hip turn-in", "Ankle bend"}


def test_without_a_retest_mobility_for_one_side_ends_after_two_blocks() -> None:
    """No day has a minute for measuring: the last one-sided day lies in week 8."""
    when = season(16)
    full = dataclasses.replace(
        when,
        weeks=tuple(
            dataclasses.replace(
                week,
                days=tuple(
                    dataclasses.replace(day, minutes=80 if day.strength else 45 if day.runs else 1)
                    for day in week.days
                ),
            )
            for week in when.weeks
        ),
    )
    made = plan(when=full, what=assessed(finding("weight_bearing_lunge_angle", 33, 41)))
    alone = [date for date, item in items(made) if item.exercise.family == "ankle" and item.right is None]
    assert made.retests == ()
    assert START + dt.timedelta(weeks=7) < max(alone) < START + dt.timedelta(weeks=8)


def test_a_real_foot_finding_has_a_foot_exercise_with_that_side_first() -> None:
    """Real and not low: both feet the same dose, the side of the finding first."""
    made = plan(what=assessed(finding("foot_posture_index", 7, 3, "real")))
    feet = [item for _, item in items(made, "short_foot")]
    assert feet
    assert all(item.left == item.right and item.first == item.why[0].facts["side"] for item in feet)
    assert {why.rule for item in feet for why in item.why} == {"range_first"}


def test_a_calf_raise_far_below_the_maximum_asks_for_load() -> None:
    """10 to 12 of 16 leave more in reserve than RPE 6 to 7 has; of 13 they do not; nor with a red flag."""
    who, weights = profile(equipment=["dumbbells"]), ["dumbbells"]
    able = plan(who, what=assessed(CONFIRMED_CALF))
    near = plan(who, what=assessed(finding("single_leg_heel_raise", 13, 27, confirmed=True)))
    flagged = plan(profile(screening=["night_pain"], equipment=weights), what=assessed(CONFIRMED_CALF))
    base = START + dt.timedelta(weeks=3)
    assert {item.effort.load for date, item in items(able, *CALVES) if date < base} == {True}
    for made in (near, flagged):
        assert {item.effort.load for date, item in items(made, *CALVES) if date < base} == {False}
    assert not [item for _, item in items(able, "split_squat") if item.effort.load]


NOVICES = (profile(strength={}, equipment=list(EVERYTHING)), profile(strength={"experience": "none"}))


@pytest.mark.parametrize("who", NOVICES, ids=["everything", "nothing"])
def test_a_new_lifter_climbs_one_step_a_block(who: Profile) -> None:
    """No exercise that asks for experience, ten contacts a set, and no family jumps two steps at once."""
    made = plan(who, season(24))
    assert all(item.exercise.experience == "any" for _, item in items(made))
    assert all((item.both or item.left).count <= 20 for _, item in items(made) if item.exercise.level == 5)  # type: ignore[union-attr]
    assert {item.both.count for _, item in items(made, "pogo_hops") if item.both} <= {10}
    for family in ("squat", "lunge", "hinge", "step", "trunk", "push", "pull"):
        reached = 0
        for date, item in items(made):
            if item.exercise.family == family and item.exercise.level in (3, 4) and item.version == "even":
                steps = depth(item.exercise.id) if item.exercise.side_rule != "asymmetric" else 0
                assert steps <= reached + 1, (date, item.exercise.id)
                reached = max(reached, steps)


def depth(name: str) -> int:
    """Steps below this exercise in its own family."""
    easier = exercises()[name].easier
    if easier is None or exercises()[easier].family != exercises()[name].family:
        return 0
    return 1 + depth(easier)


def test_a_knee_that_has_healed_starts_at_the_lowest_step() -> None:
    """Regular lifter, knee pain recovered: the chair first, the bar not before the third block."""
    who = profile(
        strength={"experience": "regular"},
        equipment=list(EVERYTHING),
        history=[{"what": "knee_pain", "status": "recovered", "side": "left"}],
    )
    made = plan(who, season(20, strength=("base", "strength")))
    squats = [(date, item.exercise.id) for date, item in items(made) if item.exercise.family == "squat"]
    assert squats[0][1] == "squat_to_chair"
    two_blocks = START + dt.timedelta(weeks=8)
    assert not [date for date, name in squats if name == "barbell_squat" and date < two_blocks]
    raised = [date for date, _ in items(made, "rear_foot_elevated_split_squat")]
    assert not [date for date in raised if date < START + dt.timedelta(weeks=4)]


def test_lighter_sets_stand_before_loaded_hard_lifts_only() -> None:
    """Not before a squat to a chair, not at RPE 6, and not where there is nothing to load with."""
    hard = season(12, strength=("strength",))
    loaded = {s.ramp_up for s in plan(profile(equipment=list(EVERYTHING)), hard).sessions}
    assert loaded - {None}
    assert "squat_to_chair" not in loaded
    assert {s.ramp_up for s in plan(profile(), hard).sessions} == {None}
    easy = plan(profile(equipment=list(EVERYTHING)), season(12, strength=("base",)))
    assert {s.ramp_up for s in easy.sessions} == {None}


def test_sessions_use_the_time_of_their_place() -> None:
    """35 minutes in load weeks after the introduction: 25 and more in each, 28 and more on the mean."""
    for who in (profile(equipment=list(EVERYTHING)), profile()):
        when = season(12, strength=("base", "strength"))
        made = plan(who, when, assessed(of=pattern("typical")))
        kinds = {day.date: week.kind for week in when.weeks for day in week.days}
        spent = [
            session.seconds / 60
            for session in made.sessions
            if kinds[session.date] == "load" and session.date >= START + dt.timedelta(days=14)
        ]
        assert min(spent) >= 24
        assert sum(spent) / len(spent) >= 27


@pytest.mark.parametrize("experience", ["none", "some", "regular"])
def test_taper_sessions_are_short_equal_and_keep_the_load(experience: str) -> None:
    """12 to 25 minutes, three sets at most, all equal, main lifts at RPE 7."""
    lifts = {"experience": experience, "heaviest_dumbbell": "24 kg"}
    who = profile(strength=lifts, equipment=["dumbbells"])
    when = season(16, kinds={16: "taper", 13: "load"}, one_session=range(13, 17), goal=False)
    made = plan(who, when, assessed(CONFIRMED_CALF))
    first = when.weeks[12].start
    strength = [item for date, item in items(made) if item.exercise.level in (3, 4) and date >= first]
    assert all(12 * 60 <= s.seconds <= 25 * 60 for s in made.sessions if s.date >= first)
    assert all(a.sets <= 3 for item in strength for a in (item.left, item.right, item.both) if a)
    assert all(item.left is None or item.left.sets == item.right.sets for item in strength)  # type: ignore[union-attr]
    assert {item.effort.rpe for item in strength if item.exercise.role == "main"} == {(7, 7)}


def test_no_session_of_a_few_minutes_stands() -> None:
    """Calf and hinge ruled out, a red flag: what there is fills ten minutes, or no session stands."""
    who = profile(
        screening=["bone_stress"],
        history=[{"what": "bone_stress", "status": "managing", "side": "left", "place": "shin"}],
    )
    when = season(12, strength=("base", "strength", "power"))
    made = plan(who, when)
    assert len(made.sessions) >= 20
    late = [session for session in made.sessions if session.date >= START + dt.timedelta(days=7)]
    assert all(len(session.items) >= 3 for session in late)
    kinds = {day.date: week.kind for week in when.weeks for day in week.days}
    for session in late:  # a recovery week has the same exercises with fewer sets
        least = 600 if kinds[session.date] == "load" else 360
        assert session.seconds - session.ramp_up_s >= least


def test_a_finding_without_any_session_or_exercise_is_told_with_its_cause() -> None:
    """No place in the whole season; the ankle ruled out by the coach."""
    found = (CONFIRMED_CALF, finding("weight_bearing_lunge_angle", 33, 41))
    when = season(8)
    days = [tuple(dataclasses.replace(day, strength=None) for day in week.days) for week in when.weeks]
    bare = dataclasses.replace(
        when, weeks=tuple(dataclasses.replace(w, days=d) for w, d in zip(when.weeks, days, strict=True))
    )
    (nowhere,) = [n for n in plan(when=bare, what=assessed(*found)).notices if n.code.startswith("finding-")]
    assert (nowhere.code, nowhere.facts["tests"]) == ("finding-no-strength", ("Calf raises", "Ankle bend"))
    ruled_out = plan(profile(avoid=["ankle"]), what=assessed(*found))
    (notice,) = [n for n in ruled_out.notices if n.code.startswith("finding-")]
    assert (notice.code, notice.facts) == ("finding-avoid", {"tests": ("Ankle bend",), "what": "ankle"})
    assert not [n for n in plan(what=assessed(*found)).notices if n.code.startswith("finding-")]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["typical", "mirrored"]), findings(), st.integers(8, 20), st.sampled_from(LIFTERS))
def test_the_five_drills_stand_in_every_block_of_a_whole_pattern(
    way: str, what: Assessed, weeks: int, lifter: str
) -> None:
    """35 minutes twice a week and dumbbells: all five, the breathing of the first block as the habit."""
    who, when = profile(equipment=["dumbbells"], strength={"experience": lifter}), season(weeks)
    made = plan(who, when, dataclasses.replace(what, pattern=pattern(way)))
    assert drills_missing(when, made) == []


def drills_missing(when: Season, made: StrengthPlan) -> list[tuple[int, set[str]]]:
    """By block the drills of the article that stand neither in its sessions nor in its habit."""
    missing = []
    for block in blocks_of(when):
        first, last = when.weeks[block.first].start, when.weeks[block.last].end
        shown = {item.exercise.id for date, item in items(made) if first <= date <= last}
        shown |= {habit.exercise.id for day, habit in made.habits.items() if first <= day <= last}
        if set(FIVE_DRILLS) - shown:
            missing.append((block.index, set(FIVE_DRILLS) - shown))
    return missing


@pytest.mark.parametrize("name", ["maya-okafor", "tomas-lindqvist"])
def test_the_five_drills_stand_in_every_block_of_maya_and_tomas(name: str) -> None:
    """A typical and a mirrored athlete from their files, with their own days and minutes."""
    who, library = athlete(name), shipped_library()
    what = assess(who, library.tests, TODAY)
    vdot, _, _ = running_paces(who, library)
    needs = {phase.id: (phase.sessions, phase.minutes) for phase in library.strength.values()}
    zones = None if vdot is None else zone_paces(vdot)
    when = plan_season(who, library.schedules, needs, library.guard_rails, zones, TODAY, vdot)
    made = plan(who, when, what)
    assert what.pattern.pattern_class in ("typical", "mirrored")
    assert drills_missing(when, made) == []


def test_one_set_more_ends_in_words_when_it_ends_in_the_sessions() -> None:
    """Two load weeks, then taper and race week: until the Monday after the second week, not the re-test's."""
    made = plan(when=season(4, kinds={3: "taper", 4: "race"}), what=assessed(CONFIRMED_CALF))
    (notice,) = [notice for notice in made.notices if notice.code == "extra-set-until"]
    uneven = [date for date, item in items(made) if item.left and item.right and item.left != item.right]
    assert notice.facts["until"] == START + dt.timedelta(weeks=2)
    assert max(uneven) < notice.facts["until"]
