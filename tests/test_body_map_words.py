"""The body map in words: which side is marked where, and what stands in the lines without a side."""

from __future__ import annotations

import datetime as dt

import pytest

from athletes import athlete, shipped_library
from planforge.assessment.findings import assess
from planforge.models.body_map import BodyMap
from planforge.models.profile import Assessment, Measure, Profile
from planforge.plan.body_map_words import body_map

DAY = dt.date(2026, 11, 1)
WORDS = shipped_library().words


def mapped(*, hand: str | None = None, values: bool = True, **measures: Measure) -> BodyMap | None:
    """The map of one test day."""
    profile = Profile.model_validate(
        {
            "id": "ann",
            "name": "Ann",
            "dominance": {"hand": hand},
            "assessments": [Assessment(date=DAY, measures=measures)],
        }
    )
    return body_map(assess(profile, shipped_library().tests, DAY), WORDS, values=values)


def both(left: float, right: float, **more: object) -> Measure:
    return Measure.model_validate({"left": left, "right": right, **more})


def found(**measures: Measure) -> BodyMap:
    made = mapped(**measures)
    assert made is not None
    return made


def test_the_lower_side_is_marked_with_its_figures() -> None:
    made = found(weight_bearing_lunge_angle=both(33.8, 40.8))
    assert [(mark.view, mark.place, mark.side, mark.numbers) for mark in made.marks] == [
        ("front", "ankle", "left", "1")
    ]
    assert made.labels[0].text == "Ankle bend −7° on the left · 1.5 × the error"


def test_the_higher_side_where_the_test_calls_the_higher() -> None:
    made = found(foot_posture_index=both(7, 3))
    assert made.labels[0].text == "Foot posture +4 points on the left · 2.0 × the error"
    assert made.marks[0].side == "left"


def test_tests_of_one_place_and_side_share_a_mark_and_the_body_is_read_from_the_top() -> None:
    made = found(
        single_leg_heel_raise=both(16, 27),
        hip_external_rotation=both(30, 50),
        hip_internal_rotation=both(20, 36),
        seated_trunk_rotation=both(55, 43),
    )
    assert [(mark.view, mark.place, mark.side, mark.numbers) for mark in made.marks] == [
        ("front", "trunk", "right", "1"),
        ("front", "hip", "left", "2, 3"),
        ("back", "calf", "left", "4"),
    ]


def test_within_the_error_is_a_ring_and_one_line() -> None:
    made = found(
        hip_internal_rotation=both(33, 34), weight_bearing_lunge_angle=both(40, 40), side_plank=both(80, 84)
    )
    assert (made.marks, made.labels) == ((), ())
    assert [(ring.view, ring.place) for ring in made.rings] == [
        ("front", "trunk"),
        ("front", "hip"),
        ("front", "ankle"),
    ]
    assert made.lines == ("No difference beyond the error: Side plank, Hip turn-in, Ankle bend.",)
    assert "No side is called" in made.alt


def test_no_ring_beside_a_mark_of_the_same_place() -> None:
    """It would be seen on one side alone."""
    made = found(hip_internal_rotation=both(20, 36), hip_external_rotation=both(40, 41))
    assert [mark.place for mark in made.marks] == ["hip"]
    assert made.rings == ()
    assert made.lines == ("No difference beyond the error: Hip turn-out.",)


@pytest.mark.parametrize(
    ("measures", "line"),
    [
        ({"leg_length": both(850, 880)}, "A measured difference, no side called: Leg length."),
        (
            {"hip_internal_rotation": both(20, 40, pain_left=4)},
            "Limited by pain, so no side is called: Hip turn-in.",
        ),
        (
            {"weight_bearing_lunge_angle": Measure(left=(40, 40.1, 40.2), right=(42, 42.1, 42.2))},
            "Perhaps a difference, not enough to act on: Ankle bend.",
        ),
    ],
)
def test_what_calls_no_side_says_why(measures: dict[str, Measure], line: str) -> None:
    made = found(**measures)
    assert made.lines == (line,)
    assert made.marks == ()


def test_a_dominant_hand_is_told_in_the_label() -> None:
    """The figure is what is left after the usual difference, and says so."""
    made = mapped(hand="right", shoulder_internal_rotation=both(40, 70))
    assert made is not None
    assert "beyond the usual on the left" in made.labels[0].text


def test_no_map_where_no_value_may_be_shown_or_none_is_there() -> None:
    assert mapped(weight_bearing_lunge_angle=both(33, 41), values=False) is None
    assert mapped() is None
    assert mapped(side_plank=Measure(left=(80,), right=(), pain_right=5)) is not None


def test_a_difference_beyond_the_error_never_prints_as_the_error_itself() -> None:
    """4.8 against an error of 4.7 is 1.02 times, not 1.0 times."""
    made = found(weight_bearing_lunge_angle=both(36, 40.8), knee_to_wall_distance=both(8, 10.9))
    for label in made.labels:
        assert " 1.0 ×" not in label.text


def test_the_map_says_when_it_was_measured() -> None:
    """The newest day of each test; between the first and the last where they differ."""
    assert found(side_plank=both(80, 84)).measured == "measured 1 Nov 2026"
    assert "measured 1 Nov 2026" in found(side_plank=both(80, 84)).alt
    days = {
        dt.date(2026, 9, 1): {"side_plank": both(60, 84), "leg_length": both(850, 850)},
        dt.date(2026, 10, 25): {"side_plank": both(80, 84)},
        DAY: {"weight_bearing_lunge_angle": both(40, 40)},
    }
    for without, said in (
        ("leg_length", "measured between 25 Oct 2026 and 1 Nov 2026"),
        ("", "measured between 1 Sep 2026 and 1 Nov 2026"),
    ):
        assessments = [
            Assessment(date=day, measures={name: held for name, held in tests.items() if name != without})
            for day, tests in days.items()
        ]
        profile = Profile.model_validate({"id": "ann", "name": "Ann", "assessments": assessments})
        made = body_map(assess(profile, shipped_library().tests, DAY), WORDS, values=True)
        assert made is not None
        assert made.measured == said


def test_the_words_of_a_mirrored_athlete_are_mirrored() -> None:
    straight, mirror = (
        found(foot_posture_index=both(*feet), hip_internal_rotation=both(*hips))
        for feet, hips in (((7, 3), (23, 36)), ((3, 7), (36, 23)))
    )
    swapped = [label.text.replace("left", "right") for label in straight.labels]
    assert swapped == [label.text for label in mirror.labels]
    assert [mark.place for mark in straight.marks] == [mark.place for mark in mirror.marks]
    assert {mark.side for mark in mirror.marks} == {"right"}


def test_the_alternative_text_says_all_of_it() -> None:
    made = found(foot_posture_index=both(7, 3), side_plank=both(80, 84))
    assert made.labels[0].text in made.alt
    assert made.lines[0] in made.alt
    assert athlete("maya-okafor").share == "full"
