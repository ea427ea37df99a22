"""What the coach reads of a finding, sentence by sentence, with every figure in its unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import DAY, EARLIER, TODAY, card, catalogue, maya, measure, profile, words

from planforge.assessment.findings import assess
from planforge.models.findings import Finding
from planforge.models.profile import Dominance, HistoryEntry
from planforge.models.sessions import Effect
from planforge.plan.coach_words import (
    band_text,
    coach_sentences,
    effect_text,
    finding_notes,
    many_tests_record,
)

LUNGE, HEEL = "weight_bearing_lunge_angle", "single_leg_heel_raise"


def finding(test: str, *days: Any, **more: Any) -> Finding:
    """The finding of a test measured on one or two days."""
    dated = list(zip((EARLIER, DAY)[-len(days) :], ({test: each} for each in days), strict=True))
    return assess(profile(*dated, **more), catalogue(), TODAY).findings[0]


def test_the_worked_lunge_in_full() -> None:
    """Measured, how sure, verdict; then change, reference, suggestion: in this order."""
    lunge = assess(maya(), catalogue(), TODAY).by_test(LUNGE)
    assert lunge is not None
    assert coach_sentences(lunge, words()) == (
        "33.8° on the left, 40.8° on the right (15 Nov 2026, by AM, inclinometer, mean of 3 trials a side).",
        "The trials vary by 0.29° on both sides (SD).",
        "7° apart, 1.5 times the test's error of 4.7°.",
        "95 % band: the left is 2.3° to 11.7° lower.",
        "Beyond the error and at least 6.5°, so it counts as large.",
        "The same side on two test days.",
    )
    assert finding_notes(lunge, words())[:2] == (
        "No change beyond the error since 25 Oct 2026: 7.5° then, 7° now; a change counts beyond 6.6°.",
        "The left is below the reference of 35°.",
    )


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (finding(LUNGE, measure(34, 41)), "95 % band: the left is 2.3° to 11.7° lower."),
        (finding(LUNGE, measure(41, 34)), "95 % band: the right is 2.3° to 11.7° lower."),
        (
            finding(LUNGE, measure(36, 38)),
            "95 % band: the left is anything from 2.7° higher to 6.7° lower.",
        ),
        (finding(LUNGE, measure(36, 36)), "95 % band: up to 4.7° either way."),
        (finding(HEEL, measure(16, 27)), "95 % band: the left is 5 to 17 reps lower."),
        (finding("lateral_step_down", measure(4, 1)), "95 % band: the left is 2 to 4 points higher."),
        (finding("single_leg_hop", measure(120, 150)), "95 % band: the left is 11% to 29% lower."),
        (
            finding("ground_contact_balance", measure(51.3)),
            "95 % band: the right is 0.6 to 2 points lower.",
        ),
        (  # 4.7° is usual: of 18° as measured 13.3° count, just the error
            finding(
                "shoulder_internal_rotation", measure(60, 42), dominance=Dominance(hand="right", foot=None)
            ),
            "95 % band: the right is 0° to 26.6° lower.",
        ),
    ],
)
def test_the_band_is_told_from_the_side_that_stands_first(found: Finding, text: str) -> None:
    """In the test's own kind; across nothing it names both ways."""
    assert band_text(found, words()) == text


def test_the_band_of_values_alike_mirrors_with_the_hand() -> None:
    """50° on both sides: what is left of the usual difference names the side."""
    alike = measure(50, 50)
    for hand, side in (("right", "left"), ("left", "right")):
        found = finding("shoulder_internal_rotation", alike, dominance=Dominance(hand=hand))
        assert band_text(found, words()) == (
            f"95 % band: the {side} is anything from 8.6° higher to 18° lower."
        )


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((34, 44), (38, 39), "Since 25 Oct 2026 the difference has become smaller: 10° then, 1° now;"),
        ((38, 39), (34, 44), "Since 25 Oct 2026 the difference has become larger: 1° then, 10° now;"),
        (
            (34, 44),
            (40, 36),
            "Since 25 Oct 2026 the difference has turned round and become smaller: 10°",
        ),
        ((34, 44), (44, 34), "Since 25 Oct 2026 the difference has swung to the other side: 10° then, 10°"),
        ((36, 38), (38, 36), "No change beyond the error since 25 Oct 2026: 2° then, 2° the other way now;"),
    ],
)
def test_the_change_since_the_day_before(
    first: tuple[float, float], second: tuple[float, float], said: str
) -> None:
    """Both figures and what a change must exceed; a gap that turned round is told as such."""
    notes = finding_notes(finding(LUNGE, measure(*first), measure(*second)), words())
    assert any(note.startswith(said) for note in notes), notes


def test_who_fell_and_who_measured_is_told() -> None:
    """The better side fell; another person measured."""
    athlete = profile(
        (EARLIER, {LUNGE: measure(36, 47)}),
        (DAY, {LUNGE: measure(36, 39)}),
        raters={EARLIER: "AM", DAY: "BK"},
    )
    notes = finding_notes(assess(athlete, catalogue(), TODAY).findings[0], words())
    assert "It became smaller because the better side fell, not because the other rose." in notes
    assert "The right went from 47° to 39°, worse beyond the test's error." in notes
    assert "Another person measured then, so small changes may come from that." in notes


def test_an_unknown_hand_is_told_where_it_would_matter() -> None:
    """Never assumed; where it is known the usual difference is taken off and told."""
    shoulder = "shoulder_internal_rotation"
    unknown = coach_sentences(finding(shoulder, measure(64, 45)), words())
    assert unknown[3] == "Which hand is used more is not given; 4.7° either way would be usual for it."
    known = coach_sentences(finding(shoulder, measure(67, 48), dominance=Dominance(hand="right")), words())
    assert known[3].startswith("A further 4.7° is usual for the side that is used more")
    assert not [n for n in coach_sentences(finding(shoulder, measure(50, 51)), words()) if "hand" in n]


def test_a_large_difference_is_for_a_clinician_before_it_is_for_training() -> None:
    """Measure again first and no word of what to train; what explains it is named."""
    new = finding_notes(finding(HEEL, measure(5, 28)), words())
    assert new[0].startswith("So large, and nothing in the file explains it: measure again")
    assert not [note for note in new if "calf strength" in note]
    known = finding(HEEL, measure(5, 28), history=(HistoryEntry(what="achilles", side="left"),))
    assert finding_notes(known, words())[0].startswith(
        "So large a difference is explained in the file (achilles)"
    )


def test_days_measured_otherwise_are_said_not_to_be_compared() -> None:
    """Two positions of the hip give no change."""
    hip = finding(
        "hip_internal_rotation", measure(22, 36, position="prone"), measure(23, 37, position="seated")
    )
    assert finding_notes(hip, words())[0].startswith(
        "Not compared with 25 Oct 2026, which was measured otherwise"
    )


def test_an_assumed_error_and_ones_own_are_told() -> None:
    """Confidence C is no measured error; the coach's own is named as such."""
    ribs = coach_sentences(finding("chest_expansion_lower_back", measure(2.4, 3.6)), words())
    assert "The error of this test is an assumption, not measured: read the band with care." in ribs
    own = {**catalogue(), LUNGE: card(LUNGE, sem=1.0)}
    found = assess(profile((DAY, {LUNGE: measure(34, 41)})), own, TODAY).findings[0]
    assert coach_sentences(found, words())[1] == "7° apart, 2.5 times your own error of 2.8°."


def test_pain_is_told_with_its_side_and_size() -> None:
    """The side that hurt more stands first; alike on both is said once."""
    for pains, said in (
        ({"pain_left": 4}, "Pain of 4 on the left during"),
        ({"pain_left": 3, "pain_right": 6}, "Pain of 6 on the right and 3 on the left during"),
        ({"pain_left": 5, "pain_right": 5}, "Pain of 5 on both sides during"),
    ):
        assert coach_sentences(finding(LUNGE, measure(30, 31, **pains)), words())[1].startswith(said)


def test_just_beyond_the_error_never_reads_as_once_the_error() -> None:
    """1.04 times is not 1 time."""
    assert coach_sentences(finding(LUNGE, measure(30, 34.9)), words())[1].startswith("4.9° apart, 1.04 times")


def test_both_sides_that_fell_alike_are_told_once() -> None:
    """The same values on both days: neither side stands first, so the mirrored athlete reads the same."""
    notes = finding_notes(finding(HEEL, measure(30, 30), measure(18, 18)), words())
    assert [note for note in notes if "went" in note] == [
        "Both sides went from 30 reps to 18 reps, worse beyond the test's error."
    ]
    for one, other in (((30, 31), (18, 19)), ((31, 30), (19, 18))):
        low = "left" if one[0] < one[1] else "right"
        said = finding_notes(finding(HEEL, measure(*one), measure(*other)), words())
        first = next(note for note in said if "went" in note)
        assert first == f"The {low} went from 30 reps to 18 reps, worse beyond the test's error."


def test_verdicts_name_the_threshold_that_decides() -> None:
    """What is missing to count is said with both gates, where a test has two."""
    small = coach_sentences(finding(HEEL, measure(60, 67)), words())
    assert (
        "Beyond the test's error, but too small to act on: that begins at 6 reps and 15% of the larger side."
        in (small)
    )
    hops = measure([150, 156, 153], [168, 160, 164])
    spread = coach_sentences(finding("single_leg_hop", hops), words())
    assert "The trials vary by 3 cm (2%) on the left and 4 cm (2.4%) on the right (SD)." in spread
    assert (
        "Beyond the spread of its own trials, but inside the test's error: noted, no side called." in spread
    )


def test_pain_and_one_side_give_no_figures_to_compare() -> None:
    """Nothing is apart where nothing is compared."""
    for found in (finding(LUNGE, measure(30, 41, pain_left=4)), finding(LUNGE, measure(30, ()))):
        assert not [text for text in coach_sentences(found, words()) if "apart" in text or "band" in text]


def test_what_a_difference_suggests_and_where_it_points() -> None:
    """Only where a side is called; the model's set-ups only for a test that speaks for its place."""
    hip = finding_notes(finding("hip_internal_rotation", measure(22, 36)), words())
    assert hip[-1] == "In the coach's model this goes with the left set-ups."
    turned = finding_notes(finding("hip_internal_rotation", measure(36, 22)), words())
    assert turned[-1] == "In the coach's model this goes with the right set-ups."
    assert not [n for n in finding_notes(finding(LUNGE, measure(34, 41)), words()) if "model" in n]
    assert finding_notes(finding("hip_internal_rotation", measure(30, 31)), words()) == ()


@pytest.mark.parametrize(
    ("athlete", "text"),
    [
        (
            profile((DAY, {LUNGE: measure(36, 37)})),
            "One test was compared; chance alone would put it beyond its error 1 time in 20.",
        ),
        (
            profile((DAY, {LUNGE: measure(36, 37), HEEL: measure(25, 26)})),
            "2 tests were compared. With no true difference at all, chance alone would put about 0.1 of them "
            "beyond their error, and at least one in 10 of 100 athletes. Here none is beyond it.",
        ),
        (
            profile((DAY, {LUNGE: measure(36, 41), HEEL: measure(25, 26)})),
            "2 tests were compared. With no true difference at all, chance alone would put about 0.1 of them "
            "beyond their error, and at least one in 10 of 100 athletes. Here 1 is beyond it. "
            "Judged together (Holm's correction), none of them stands by itself.",
        ),
    ],
)
def test_many_tests_many_chances(athlete: Any, text: str) -> None:
    """How many by chance, how many here, how many stand."""
    assessed = assess(athlete, catalogue(), TODAY)
    assert assessed.many is not None
    assert many_tests_record(assessed.many, assessed.findings, words()).sentence == text


def test_effects_are_filled_with_dates_and_lists() -> None:
    """A date in short, several things joined."""
    extra = Effect("extra_set", {"side": "left", "until": dt.date(2026, 12, 17), "date": None})
    assert effect_text(extra, words()).startswith("One set more on the left, at most until 17 Dec;")
    quiet = Effect("quiet", {"what": ("achilles", "calf strain")})
    assert effect_text(quiet, words()).endswith("a complaint stands at this place.")
