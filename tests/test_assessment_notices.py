"""Notices on the measures: one for each cause, naming every test it covers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import DAY, EARLIER, TODAY, catalogue, measure, profile, words

from planforge.assessment.findings import assess
from planforge.models.profile import HistoryEntry, Profile
from planforge.plan.notice_words import notice_record
from planforge.problems import Notice

LUNGE, HEEL, TURN_IN = "weight_bearing_lunge_angle", "single_leg_heel_raise", "hip_internal_rotation"
TURN_OUT = "hip_external_rotation"


def notices(athlete: Profile, as_of: dt.date = TODAY) -> dict[str, Notice]:
    made = assess(athlete, catalogue(), as_of).notices
    assert len({notice.code for notice in made}) == len(made), "one notice for each cause"
    return {notice.code: notice for notice in made}


def day(**measures: Any) -> Profile:
    return profile((DAY, measures))


@pytest.mark.parametrize(
    ("athlete", "codes"),
    [
        (day(leg_length=measure(880, 899)), []),
        (day(leg_length=measure(880, 900)), ["refer_difference"]),
        (day(calf_girth=measure(35, 38)), ["refer_difference"]),
        (day(weight_bearing_lunge_angle=measure(30, 42.9)), []),
        (day(weight_bearing_lunge_angle=measure(30, 43)), ["loss_new"]),  # twice the priority
        (day(weight_bearing_lunge_angle=measure(30, 55)), ["loss_new"]),
        (day(foot_posture_index=measure(10, 0)), ["loss_new"]),
        (day(leg_length=measure(850, 890)), ["refer_difference"]),
        (day(ground_contact_balance=measure(55, 45)), ["measure_again"]),  # calls no side
        (day(weight_bearing_lunge_angle=measure(30, 55.1)), ["entry_error"]),
        (day(weight_bearing_lunge_angle=measure(20, 42, pain_right=3)), ["pain_limited"]),
        # pain on the low side makes a large difference no smaller
        (day(weight_bearing_lunge_angle=measure(20, 42, pain_left=3)), ["loss_new", "pain_limited"]),
        (
            day(knee_to_wall_distance=measure(10, 14), weight_bearing_lunge_angle=measure(44, 36)),
            ["tests_disagree"],
        ),
        (day(weight_bearing_lunge_angle=measure(33, 34)), ["both_sides_low"]),
        (day(weight_bearing_lunge_angle=measure([36, 36, 41], [38, 39, 39])), ["trials_apart"]),
        (day(weight_bearing_lunge_angle=measure([36, 36, 40.7], [38, 39, 39])), []),
        (day(ground_contact_balance=measure(52, 50)), ["shares_off_100"]),
        (day(hip_internal_rotation=measure(22, 36)), ["turn_out_missing"]),
        (day(hip_internal_rotation=measure(30, 36)), []),
        (day(hip_internal_rotation=measure(22, 36), hip_external_rotation=measure(35, 38)), []),
        (day(hip_internal_rotation=measure(22, 36), hip_external_rotation=measure(46, 35)), ["shifted_arc"]),
    ],
)
def test_what_one_day_tells_the_coach(athlete: Profile, codes: list[str]) -> None:
    """Each cause at its threshold and just below it."""
    assert list(notices(athlete)) == codes


def test_what_two_days_tell_the_coach() -> None:
    """A flipped side, a fall of the better side, another rater."""
    flipped = profile((EARLIER, {LUNGE: measure(36, 45)}), (DAY, {LUNGE: measure(45, 36)}))
    fell = profile((EARLIER, {LUNGE: measure(36, 47)}), (DAY, {LUNGE: measure(36, 39)}))
    other = profile(
        (EARLIER, {LUNGE: measure(36, 38)}),
        (DAY, {LUNGE: measure(36, 38)}),
        raters={EARLIER: "AM", DAY: "BK"},
    )
    assert list(notices(flipped)) == ["side_flipped"]
    assert list(notices(fell)) == ["stronger_side_fell"]
    assert list(notices(other)) == ["rater_changed"]


def test_measures_are_old_after_twelve_weeks() -> None:
    """84 days are not yet more than twelve weeks."""
    athlete = day(weight_bearing_lunge_angle=measure(36, 38), single_leg_heel_raise=measure(25, 26))
    assert notices(athlete, DAY + dt.timedelta(days=84)) == {}
    old = notices(athlete, DAY + dt.timedelta(days=85))["measures_old"]
    assert old.facts["tests"] == "Calf raises, Ankle bend"
    assert old.dates == (DAY.isoformat(),)


def test_every_notice_has_a_sentence_without_a_code_in_it() -> None:
    """All codes are worded; sides stand in the words where they belong."""
    athletes = [
        day(
            hip_internal_rotation=measure(22, 36),
            calf_girth=measure(35, 38),
            ground_contact_balance=measure(52, 50),
        ),
        day(hip_internal_rotation=measure(22, 36), hip_external_rotation=measure(46, 35)),
        day(single_leg_heel_raise=measure(15, 27, pain_left=4), knee_to_wall_distance=measure(3, 4)),
        day(weight_bearing_lunge_angle=measure([25, 25, 31], 55)),
        day(seated_trunk_rotation=measure(30, 60), ground_contact_balance=measure(55, 45)),
        day(knee_to_wall_distance=measure(10, 14), weight_bearing_lunge_angle=measure(44, 36)),
        profile((EARLIER, {HEEL: measure(28, 30)}), (DAY, {HEEL: measure(13, 30)})),
        profile((DAY, {HEEL: measure(5, 28)}), history=(HistoryEntry(what="achilles", side="left"),)),
        profile((EARLIER, {LUNGE: measure(30, 43)}), (DAY, {LUNGE: measure(30, 43)})),
        profile(
            (EARLIER, {LUNGE: measure(36, 45)}),
            (DAY, {LUNGE: measure(45, 36)}),
            raters={EARLIER: "A", DAY: "B"},
        ),
        profile((EARLIER, {LUNGE: measure(36, 47)}), (DAY, {LUNGE: measure(36, 39)})),
        profile((TODAY + dt.timedelta(weeks=20), {LUNGE: measure(36, 45)}), (DAY, {LUNGE: measure(36, 37)})),
    ]
    texts = {
        notice.code: notice_record(notice, "km", words()).text
        for athlete in athletes
        for notice in assess(athlete, catalogue(), TODAY + dt.timedelta(weeks=14)).notices
    }
    assert sorted(texts) == [
        "assessment_after_today", "both_sides_low", "entry_error", "loss_explained", "loss_lasting",
        "loss_new", "measure_again", "measures_old", "pain_limited", "rater_changed", "refer_difference",
        "shares_off_100", "shifted_arc", "side_fell", "side_flipped", "stronger_side_fell", "tests_disagree",
        "trials_apart", "turn_out_missing",
    ]  # fmt: skip
    assert not [text for text in texts.values() if "_" in text or "{" in text]
    assert texts["turn_out_missing"].startswith("The left hip turns in short")
    assert texts["assessment_after_today"].endswith("4 Apr.") or "Apr" in texts["assessment_after_today"]
