"""Plain sentences: figures as a person writes them, no codes, and the mirror by swapping words alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from assessing import (
    DAY,
    EARLIER,
    OTHER_WAY,
    TODAY,
    catalogue,
    maya,
    measure,
    mirrored,
    profile,
    words,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_findings import athletes

from planforge.assessment.findings import assess
from planforge.models.findings import Finding
from planforge.models.profile import Dominance, Profile
from planforge.plan.finding_words import finding_records, finding_sentence
from planforge.plan.pattern_words import pattern_record

SWAP = {"left": "right", "right": "left"}
BANNED = re.compile(
    r"weak|deficit|imbalance|dysfunction|risk|prevent|within_error|pain_limited|no_data|[{}_]"
)


def swap_words(text: str) -> str:
    return re.sub("left|right", lambda found: SWAP[found[0]], text)


def finding(test: str, left: Any, right: Any, **more: Any) -> Finding:
    dominance = more.pop("dominance", Dominance())
    athlete = profile((DAY, {test: measure(left, right, **more)}), dominance=dominance)
    return assess(athlete, catalogue(), TODAY).findings[0]


@pytest.mark.parametrize(
    ("given_finding", "sentence"),
    [
        (
            finding("weight_bearing_lunge_angle", 34, 41),
            "Ankle bend: 34° on the left, 41° on the right; "
            "the difference of 7° is beyond the test's error of 4.7°.",
        ),
        (
            finding("weight_bearing_lunge_angle", 41, 33.8333),
            "Ankle bend: 33.8° on the right, 41° on the left; "
            "the difference of 7.2° is beyond the test's error of 4.7°.",
        ),
        (
            finding("weight_bearing_lunge_angle", 34, 34),
            "Ankle bend: 34° on both sides; no difference beyond the test's error of 4.7°.",
        ),
        (
            finding("weight_bearing_lunge_angle", 36, 34),
            "Ankle bend: 34° on the right, 36° on the left; no difference beyond the test's error of 4.7°.",
        ),
        (
            finding("weight_bearing_lunge_angle", 30, 34.74),
            "Ankle bend: 30° on the left, 34.7° on the right; "
            "the difference of 4.74° is beyond the test's error of 4.7°, but too small to act on.",
        ),
        (
            finding("single_leg_hop", [150, 156, 153], [168, 160, 164]),
            "Single hop: 153 cm on the left, 164 cm on the right; the difference of 11 cm (6.7%) is beyond "
            "the spread of the trials, but not beyond the test's error of 9%.",
        ),
        (
            finding("single_leg_heel_raise", 16, 27),
            "Calf raises: 16 reps on the left, 27 reps on the right; the difference of 11 reps is beyond "
            "the test's error of 6 reps. A second test day would confirm it.",
        ),
        (
            finding("lateral_step_down", 1, 4),
            "Step-down: 4 points on the right, 1 point on the left; the difference of 3 points is beyond "
            "the test's error of 1 point. A second test day would confirm it.",
        ),
        (
            finding("ground_contact_balance", 51.3, ()),
            "Ground contact: 48.7% on the right, 51.3% on the left; the difference of 1.3 points from even "
            "is beyond the test's error of 0.7 points.",
        ),
        (
            finding("hip_abduction_strength", 1.52, 1.95, unit="Nm/kg"),
            "Hip strength, outward: 1.52 Nm/kg on the left, 1.95 Nm/kg on the right; the difference of "
            "0.43 Nm/kg (22.1%) is beyond the test's error of 14%. A second test day would confirm it.",
        ),
        (
            finding("shoulder_internal_rotation", 67, 48, dominance=Dominance(hand="right")),
            "Shoulder turn-in: 48° on the right, 67° on the left; the difference of 14.3° is beyond the "
            "test's error of 13.3°. A further 4.7° is usual for the side that is used more and is not "
            "counted.",
        ),
        (
            finding("shoulder_internal_rotation", 50, 61, dominance=Dominance(hand="right")),
            "Shoulder turn-in: 50° on the left, 61° on the right; the difference of 15.7° is beyond the "
            "test's error of 13.3°. It includes 4.7°, since the side that is used more usually differs the "
            "other way.",
        ),
        (
            finding("hip_internal_rotation", 22, 36, pain_left=2),
            "Hip turn-in: 22° on the left, 36° on the right; the difference of 14° is beyond the test's "
            "error of 8.6°. Slight pain on the left during the test.",
        ),
        (
            finding("hip_internal_rotation", 22, 36, pain_left=4),
            "Hip turn-in: pain on the left during the test, so the sides are not compared; "
            "re-test when it is gone.",
        ),
        (
            finding("hip_internal_rotation", 22, (), pain_left=4, pain_right=5),
            "Hip turn-in: pain on both sides during the test, so the sides are not compared; "
            "re-test when it is gone.",
        ),
        (
            finding("hip_internal_rotation", 22, ()),
            "Hip turn-in: not measured on both sides; nothing to compare.",
        ),
    ],
)
def test_sentences(given_finding: Finding, sentence: str) -> None:
    """Every verdict, every kind of test, pain and dominance."""
    assert finding_sentence(given_finding, words()) == sentence


def test_a_difference_never_prints_like_the_error_it_is_beyond() -> None:
    """4.7003 prints with four figures, so that nobody reads 4.7 beyond 4.7."""
    text = finding_sentence(finding("weight_bearing_lunge_angle", 30, 34.7003), words())
    assert "the difference of 4.7° is beyond" not in text


def test_days_and_tests_that_confirm_are_told() -> None:
    """Two days, two tests, or a side that changed."""
    lunge, wall = "weight_bearing_lunge_angle", "knee_to_wall_distance"
    two_days = profile((EARLIER, {lunge: measure(34, 41)}), (DAY, {lunge: measure(34, 41)}))
    two_tests = profile((DAY, {lunge: measure(34, 41), wall: measure(8, 12)}))
    flipped = profile((EARLIER, {lunge: measure(41, 34)}), (DAY, {lunge: measure(34, 41)}))
    ends = [
        finding_sentence(found, words()).split(". ")[-1]
        for athlete in (two_days, two_tests, flipped)
        for found in assess(athlete, catalogue(), TODAY).findings
        if found.test.id == lunge
    ]
    assert ends == [
        "Found on two test days.",
        "A second test on the same day agrees.",
        "The last test day showed it the other way, so no side is called.",
    ]


def test_without_values_no_figure_is_told() -> None:
    """share: doses_only keeps what was measured out of the sentence."""
    records = finding_records(assess(maya(), catalogue(), TODAY), {}, words(), values=False)
    assert [record.sentence for record in records if re.search(r"\d", record.sentence)] == []
    heel = next(record for record in records if record.test == "single_leg_heel_raise")
    assert heel.sentence == (
        "Calf raises: a measured difference beyond the test's error; left first. Found on two test days."
    )


def test_the_figures_of_a_record() -> None:
    """Texts beside numbers; quality, kind, sources and confirmation as found."""
    heel = next(
        record
        for record in finding_records(assess(maya(), catalogue(), TODAY), {}, words())
        if record.test == "single_leg_heel_raise"
    )
    assert (heel.left_text, heel.right_text) == ("16 reps", "27 reps")
    assert (heel.difference_text, heel.error_text) == ("11 reps", "6 reps")
    assert (heel.name, heel.quality, heel.kind) == ("Calf raises", "calf_capacity", "capacity")
    assert (heel.verdict, heel.side, heel.confirmed, heel.ratio) == ("clear", "left", True, 1.833333)
    assert heel.sources == ("hebert-losier-2017", "heel-raise-sem")


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(athlete=athletes(), values=st.booleans())
def test_a_mirrored_athlete_reads_the_same_with_the_words_swapped(athlete: Profile, values: bool) -> None:
    """Sentences and texts of findings and pattern, the coach's too; and never a banned word or a code."""
    one, two = (assess(each, catalogue(), TODAY.replace(year=2027)) for each in (athlete, mirrored(athlete)))
    for record, turned in zip(
        finding_records(one, {}, words(), values), finding_records(two, {}, words(), values), strict=True
    ):
        assert turned.sentence == swap_words(record.sentence)
        assert (turned.left_text, turned.right_text) == (record.right_text, record.left_text)
        assert (turned.difference_text, turned.error_text) == (record.difference_text, record.error_text)
        assert not BANNED.search(record.sentence)
        assert turned.coach == tuple(swap_words(text) for text in record.coach)
        assert turned.coach_notes == tuple(swap_words(text) for text in record.coach_notes)
        assert not BANNED.search(" ".join(record.coach))
    pattern, turned_pattern = pattern_record(one.pattern, words()), pattern_record(two.pattern, words())
    assert turned_pattern.sentence == swap_words(pattern.sentence)
    assert turned_pattern.athlete_sentence == swap_words(pattern.athlete_sentence)
    assert not re.search(r"\d", pattern.athlete_sentence)
    assert turned_pattern.pattern_class == OTHER_WAY.get(pattern.pattern_class, pattern.pattern_class)


def test_the_difference_in_the_record_is_right_minus_left() -> None:
    """What handedness explains stands beside it, named by side, so that it mirrors with the athlete."""
    written = {
        "name": "Ann",
        "dominance": {"hand": "right"},
        "assessments": [
            {"date": "2026-11-15", "measures": {"shoulder_internal_rotation": {"left": "60", "right": "42"}}}
        ],
    }
    found = assess(Profile.model_validate({"id": "ann", **written}), catalogue(), TODAY)
    (record,) = finding_records(found, {}, words())
    assert record.difference == -18.0
    assert (record.usual_lower, record.usual_amount) == ("right", 4.7)
    assert record.ratio == pytest.approx(13.3 / 13.3)
