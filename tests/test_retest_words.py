"""The re-test sheets: protocol and trials of each test, values of the last time where they are shared."""

from __future__ import annotations

import datetime as dt

from assessing import catalogue, measure, profile, words
from printed_plans import finding

from planforge.models.plan import Retest
from planforge.models.profile import Profile
from planforge.models.retest_sheet import RetestSheet
from planforge.plan.measure_words import assessment_records
from planforge.plan.retest_words import retest_sheets

LUNGE, HEEL, TURN = "weight_bearing_lunge_angle", "single_leg_heel_raise", "hip_internal_rotation"
TODAY = dt.date(2026, 11, 23)
FIRST = (dt.date(2026, 10, 25), {LUNGE: measure(30, 40), TURN: measure(22, 36, position="prone")})
SECOND = (dt.date(2026, 11, 15), {LUNGE: measure(33.5, 41, device="inclinometer"), HEEL: measure(16, 27)})
DAYS = (
    Retest(date=dt.date(2026, 12, 3), date_text="Thursday 3 December 2026", tests=(HEEL,), why="confirm"),
    Retest(date=dt.date(2026, 12, 31), date_text="Thursday 31 December 2026", tests=(LUNGE, HEEL, TURN)),
)


def sheets(who: Profile, *, values: bool = True) -> tuple[RetestSheet, ...]:
    records = assessment_records(who, catalogue(), words(), TODAY)
    found = (finding(LUNGE, "Ankle bend", 33.5, 41, 4.7),)
    return retest_sheets(DAYS, catalogue(), records, found, words(), values=values)


def test_a_sheet_for_each_day_and_the_newest_value_of_each_test() -> None:
    """By hand: the lunge from 15 November with its device, the hip from 25 October with its position."""
    confirm, end = sheets(profile(FIRST, SECOND))
    assert [confirm.title, end.title] == ["Confirming measure", "Re-test"]
    assert [one.test for one in end.tests] == [LUNGE, HEEL, TURN]
    lunge, heel, turn = end.tests
    assert (lunge.last_left_text, lunge.last_right_text) == ("33.5°", "41°")
    assert (lunge.last_date_text, lunge.like_text) == ("15 Nov 2026", "inclinometer")
    assert (turn.last_left_text, turn.last_right_text) == ("22°", "36°")
    assert (turn.last_date_text, turn.like_text) == ("25 Oct 2026", "prone")
    assert (heel.last_left_text, heel.like_text) == ("16 reps", "")
    assert (lunge.trials, heel.trials, turn.trials) == (3, 1, 3)
    assert (lunge.error_text, heel.error_text) == ("4.7°", "")


def test_the_protocol_is_the_card_s() -> None:
    """Position, landmark, movement, trials with their rest, and the stop rule where there is one."""
    heel = sheets(profile(SECOND))[0].tests[0]
    assert heel.protocol[0].startswith("Stand on one leg")
    assert heel.protocol[3] == "One trial a side. Rest: 2 min between the sides."
    assert heel.protocol[-1].startswith("Stop when the mark")
    assert len(heel.protocol) == 5


def test_doses_only_has_no_value_of_the_last_time() -> None:
    """The sheet is the same but for the three fields that tell what was measured."""
    who = profile(FIRST, SECOND)
    for full, bare in zip(sheets(who), sheets(who, values=False), strict=True):
        for with_values, without in zip(full.tests, bare.tests, strict=True):
            assert with_values.last_left_text != ""
            gone = dict.fromkeys(
                ("last_date_text", "last_left_text", "last_right_text", "between_date_text"), ""
            )
            assert without == with_values.model_copy(update=gone)


def test_a_test_never_taken_has_nothing_beside_it() -> None:
    end = sheets(profile(FIRST))[1]
    assert end.tests[1].last_date_text == ""


def test_every_test_of_the_catalogue_can_stand_on_a_sheet() -> None:
    """Each has a protocol of at least two steps, and a count of trials."""
    day = (Retest(date=TODAY, date_text="", tests=tuple(catalogue())),)
    (sheet,) = retest_sheets(day, catalogue(), (), (), words(), values=True)
    assert len(sheet.tests) == len(catalogue()) == 30
    assert all(len(one.protocol) >= 2 and one.trials >= 1 for one in sheet.tests)


def test_a_test_that_is_taken_in_between_has_a_cell_for_that_day() -> None:
    """The heel raise of 3 December is written in on 31 December; the lunge is taken for the first time."""
    confirm, end = sheets(profile(FIRST, SECOND))
    assert confirm.tests[0].between_date_text == ""
    assert [one.between_date_text for one in end.tests] == ["", "3 Dec 2026", ""]


def test_the_difference_is_judged_by_hand_and_what_is_never_taken_is_told() -> None:
    """Only where the error is known; measures without a re-test stand on the last sheet alone."""
    records = assessment_records(profile(SECOND), catalogue(), words(), TODAY)
    found = (finding(LUNGE, "Ankle bend", 33.5, 41, 4.7), finding("foot", "Foot posture", 7, 3, 2))
    confirm, end = retest_sheets(DAYS, catalogue(), records, found, words(), values=True)
    told = "Difference ______ ; beyond 4.7°? Then send it to your coach."
    assert [one.judge_text for one in end.tests] == [told, "", ""]
    assert (confirm.also_text, end.also_text) == ("", "Not re-tested in this plan: Foot posture.")
