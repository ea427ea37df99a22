"""What a profile means: each check speaks exactly where its rule begins, and is silent just before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from test_profile import MAYA

from planforge.models.content import Library
from planforge.models.profile import Profile
from planforge.reading.check_runs import RECORDS, fastest
from planforge.reading.checks import CHECKS, check_profile, remarks
from planforge.reading.content import load_library
from planforge.reading.layers import find_layers
from planforge.reading.profiles import read_profile
from planforge.reading.remark import Case
from planforge.reading.validate import validate
from planforge.reading.yamlfile import parse_yaml
from planforge.running import notation
from planforge.running.paces import plausible

TODAY = dt.date(2026, 11, 22)  # a Sunday
GOAL = "goal: {race: Half, date: 2027-04-18, distance: half marathon}\n"


@pytest.fixture(scope="module")
def library() -> Library:
    read, problems = load_library(find_layers())
    assert read is not None, problems
    return read


def case(text: str, library: Library, today: dt.date = TODAY) -> Case:
    document, problems = parse_yaml("name: A\n" + text, "a.yaml")
    assert document is not None
    assert problems == []
    profile, problems = validate(document, Profile, given={"id": "a"})
    assert problems == []
    assert profile is not None
    return Case(profile, library, today, notation)


def said(text: str, library: Library, today: dt.date = TODAY) -> list[str]:
    """The codes that the checks give."""
    return sorted(remark.code for remark in remarks(case(text, library, today)))


def measured(measure: str, library: Library) -> list[str]:
    return said(f"assessments:\n  - date: 2026-11-01\n    measures:\n      {measure}\n", library)


def test_the_example_has_nothing_to_say(library: Library) -> None:
    """No check cries wolf over the profile of the design."""
    assert said(MAYA.split("\n", 1)[1], library) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (GOAL, []),
        (GOAL + "weeks: 12\n", ["PF204"]),
        ("weeks: 12\n", []),
        ("goal: {race: H, date: 2026-11-21, distance: 5 km}\n", ["PF202"]),
        ("goal: {race: H, date: 2026-11-22, distance: 5 km}\nstart: 2026-09-07\n", []),
        ("goal: {race: H, date: 2026-11-22, distance: 5 km}\n", ["PF203"]),
        (GOAL + "start: 2027-04-19\n", ["PF203"]),
        ("goal: {race: H, date: 2027-01-24, distance: half marathon}\n", ["PF205"]),  # nine weeks, ten needed
        ("goal: {race: H, date: 2027-01-25, distance: half marathon}\n", []),  # a tenth week begins
        ("goal: {race: H, date: 2027-11-21, distance: half marathon}\n", []),  # week 52
        ("goal: {race: H, date: 2027-11-22, distance: half marathon}\n", ["PF206"]),  # week 53
        (GOAL + "other_races: [{race: R, date: 2026-11-23, distance: 5 km}]\n", []),
        (GOAL + "other_races: [{race: R, date: 2026-11-22, distance: 5 km}]\n", ["PF207"]),
        (GOAL + "other_races: [{race: R, date: 2027-04-18, distance: 5 km}]\n", ["PF208"]),
        (GOAL + "changes: [{date: 2027-04-18, drop: strength}]\n", []),
        (GOAL + "changes: [{date: 2027-04-19, drop: strength}]\n", ["PF209"]),
        (GOAL + "changes: [{date: 2027-01-05, move_to: 2027-01-06}]\n", []),
        (GOAL + "changes: [{date: 2027-01-05, run: 5 km E}, {date: 2027-01-05, drop: strength}]\n", []),
        (GOAL + "changes: [{date: 2027-01-05, drop: run}, {date: 2027-01-05, drop: run}]\n", ["PF211"]),
        ("availability: {away: [{from: 2026-12-24, to: 2026-12-24}]}\n", []),
        ("born: 2018-01-01\n", []),
        ("born: 2019-01-01\n", ["PF216"]),
        ("running: {longest_run: {distance: 5 km, date: 2026-11-22}}\n", []),
        ("running: {longest_run: {distance: 5 km, date: 2026-11-23}}\n", ["PF217"]),
        ("history: [{what: groin, when: 2026}]\n", []),
        ("history: [{what: groin, when: 2026-11}]\n", []),
        ("history: [{what: groin, when: 2026-12}]\n", ["PF217"]),
        ('running: {recent_result: {distance: 5 km, time: "20:00", date: 2026-05-23}}\n', []),
        ('running: {recent_result: {distance: 5 km, time: "20:00", date: 2026-05-22}}\n', ["PF314"]),
    ],
)
def test_dates(text: str, codes: list[str], library: Library) -> None:
    """Day by day at the edges of every rule."""
    assert said(text, library) == codes


def test_a_move_of_last_week_does_not_block_planning_again(library: Library) -> None:
    """Changes stay in the file; a move made in the past was right when it was made."""
    text = GOAL + "start: 2026-10-05\nchanges: [{date: 2026-11-10, move_to: 2026-11-11}]\n"
    assert said(text, library) == []


def test_the_named_schedule_sets_the_weeks_needed(library: Library) -> None:
    """Not the one that the distance would choose."""
    short = "goal: {race: H, date: 2027-01-17, distance: half marathon}\n"
    assert said(short, library) == ["PF205"]
    assert said(short + "schedule: 5-km\n", library) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("availability: {long_run: sunday, strength: [friday]}\n", []),
        ("availability: {tuesday: 60 min}\n", []),
        ("availability: {tuesday: rest}\n", ["PF301"]),
        ("availability: {tuesday: 60 min, long_run: sunday}\n", ["PF302"]),
        ("availability: {tuesday: 60 min, strength: [friday]}\n", ["PF303"]),
        ("availability: {tuesday: 60 min, split: [friday]}\n", ["PF304"]),
        ("availability: {tuesday: 60 min}\nfixed: [{day: friday, run: club}]\n", ["PF305"]),
        ("availability: {tuesday: 60 min}\nrunning: {runs_per_week: 2}\n", ["PF306"]),
        ("availability: {tuesday: 60 min, split: [tuesday]}\nrunning: {runs_per_week: 2}\n", []),
    ],
)
def test_days(text: str, codes: list[str], library: Library) -> None:
    """Rest days hold nothing; with no day named every day is open."""
    assert said(text, library) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('running: {recent_result: {distance: marathon, time: "2:01:00"}}\n', []),
        ('running: {recent_result: {distance: marathon, time: "1:59:00"}}\n', ["PF312"]),
        ('running: {recent_result: {distance: 5 km, time: "1:14:59"}}\n', []),
        ('running: {recent_result: {distance: 5 km, time: "1:15:01"}}\n', ["PF312"]),
        ('running: {recent_result: {distance: 100 km, time: "30:00:00"}}\n', []),
        ("running: {weekly_distance: 15 km, longest_run: {distance: 15 km}}\n", []),
        ("running: {weekly_distance: 14 km, longest_run: {distance: 15 km}}\n", ["PF313"]),
        ("running: {resting_heart_rate: 50, max_heart_rate: 190}\n", []),
        ("running: {resting_heart_rate: 190, max_heart_rate: 190}\n", ["PF316"]),
        ("avoid: [copenhagen_plank, squat]\n", []),
        ("avoid: [jumping jacks]\n", ["PF319"]),
        ("fixed: [{day: tuesday, run: club track}]\n", []),
        ('fixed: [{day: tuesday, run: "5x(1000 m I, 3 min jog)"}]\n', []),
        ('fixed: [{day: tuesday, run: "5x(1000 m Q, 3 min jog)"}]\n', ["PF315"]),
    ],
)
def test_runs(text: str, codes: list[str], library: Library) -> None:
    """Results between the world record and a walk, names that exist, notation that can be read."""
    assert said(text, library) == codes


def test_the_record_grows_with_the_distance() -> None:
    """Between two records lies a time between them; beyond the last, pace slows further."""
    times = [fastest(metres) for metres in range(400, 300_000, 500)]
    assert times == sorted(times)
    for metres, seconds in RECORDS:
        assert fastest(metres) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("measure", "codes"),
    [
        ("hip_internal_rotation: {left: 22, right: 36}", []),
        ("hip_internal_rotation: {left: 22}", ["PF402"]),
        ("hip_internal_rotation: {right: 22, pain_left: 0}", ["PF402"]),
        ("hip_internal_rotation: {right: 22, pain_left: 4}", []),
        ("hip_internal_rotation: {note: x}", ["PF402"]),
        ("hip_internal_rotation: {pain_left: 4, pain_right: 5}", []),
        ("hip_internal_rotation: {pain_left: 0, pain_right: 0}", ["PF402"]),
        ("ground_contact_balance: {right: 50.4}", []),
        ("ground_contact_balance: {pain_left: 4, pain_right: 5}", []),
        ("ground_contact_balance: {left: 49.6, right: 50.4}", []),
        ("ground_contact_balance: {left: 49.6, right: 51.4}", ["PF411"]),
        ("weight_bearing_lunge_angle: {left: 17.1, right: 30}", []),
        ("weight_bearing_lunge_angle: {left: 17, right: 30}", ["PF405"]),
        ("weight_bearing_lunge_angle: {left: 10, right: 30}", ["PF405"]),
        ("weight_bearing_lunge_angle: {left: 10, right: 30.1}", ["PF405"]),
        ("weight_bearing_lunge_angle: {left: 35, right: 10}", ["PF405"]),
        ("weight_bearing_lunge_angle: {left: 35.1, right: 10}", ["PF404"]),
        ("weight_bearing_lunge_angle: {left: 9.9, right: 30}", ["PF403"]),
        ("weight_bearing_lunge_angle: {left: 65, right: 65}", []),
        ("weight_bearing_lunge_angle: {left: 36, right: 36, device: App}", []),
        ("weight_bearing_lunge_angle: {left: 36, right: 36, device: ruler}", ["PF408"]),
        ("adduction_drop: {left: -15, right: 3}", []),
        ("single_leg_heel_raise: {left: 0, right: 3}", []),
        ("hip_abduction_strength: {left: 180, right: 200, unit: N}", []),
        ("hip_abduction_strength: {left: 180, right: 200}", ["PF410"]),
        ("hip_abduction_strength: {left: 1.8, right: 2, unit: N}", ["PF403", "PF403"]),
        ("side_plank: {left: 60, right: 64, unit: s}", []),
        ("side_plonk: {left: 60, right: 64}", ["PF401"]),
    ],
)
def test_measures(measure: str, codes: list[str], library: Library) -> None:
    """Limits of the test card are included; one side may stand alone with pain or as a share."""
    assert measured(measure, library) == codes


TWICE = [
    ("single_leg_heel_raise: {left: 5, right: 30}", "25 reps"),
    ("single_leg_heel_raise: {left: 30, right: 10}", "20 reps"),
    ("knee_to_wall_distance: {left: 12, right: 6}", "6 cm"),
    ("hip_abduction_strength: {left: 120, right: 200, unit: N}", "40%"),  # of the larger
    ("foot_posture_index: {left: -4, right: 8}", "12 points"),
]
NOT_TWICE = [
    "single_leg_heel_raise: {left: 11, right: 30}",
    "single_leg_heel_raise: {left: 5, right: 30, pain_left: 3}",
    "hip_abduction_strength: {left: 121, right: 200, unit: N}",
    "leg_length: {left: 800, right: 841}",  # no side is called
]


@pytest.mark.parametrize(("measure", "amount"), TWICE)
def test_twice_the_priority_is_told_once(measure: str, amount: str, library: Library) -> None:
    """In the test's own kind, with the remedy, for every test that calls a side."""
    text = f"assessments:\n  - date: 2026-11-01\n    measures:\n      {measure}\n"
    told = [(one.code, one.message, one.hint) for one in remarks(case(text, library))]
    assert told == [
        (
            "PF405",
            f"a difference of {amount} between the sides is twice the priority or more",
            "measure again; if it stays, a clinician should look at it",
        )
    ]


@pytest.mark.parametrize("measure", NOT_TWICE)
def test_less_than_twice_or_pain_is_not_told(measure: str, library: Library) -> None:
    assert measured(measure, library) == []


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("{what: achilles, side: left, place: calf}", []),
        ("{what: achilles, side: both}", []),
        ("{what: achilles}", []),
        ("{what: achilles, side: right}", ["PF405"]),  # the better side
        ("{what: back_pain, side: left}", ["PF405"]),  # another place
    ],
)
def test_what_the_history_explains_is_not_told(entry: str, codes: list[str], library: Library) -> None:
    """The place of the test on the lower side, or on no named side."""
    text = (
        f"history:\n  - {entry}\n"
        "assessments:\n  - date: 2026-11-01\n    measures:\n"
        "      single_leg_heel_raise: {left: 5, right: 30}\n"
    )
    assert said(text, library) == codes


def test_swapping_the_sides_says_the_same(library: Library) -> None:
    """No check has a default side."""
    for measure in ("left: 22", "left: 5, right: 40", "left: 9, right: 30", "left: 22, pain_right: 3"):
        swapped = measure.replace("left", "~").replace("right", "left").replace("~", "right")
        for test in ("hip_internal_rotation", "weight_bearing_lunge_angle"):
            assert measured(f"{test}: {{{measure}}}", library) == measured(f"{test}: {{{swapped}}}", library)


def test_an_assessment_of_today_has_happened(library: Library) -> None:
    """Tomorrow's has not; and one day has one assessment."""
    assert said("assessments:\n  - {date: 2026-11-22}\n", library) == []
    assert said("assessments:\n  - {date: 2026-11-23}\n", library) == ["PF406"]
    twice = "assessments:\n  - {date: 2026-11-20}\n  - {date: 2026-11-20}\n"
    assert said(twice, library) == ["PF407"]


def test_every_check_is_pure(library: Library) -> None:
    """Twice the same, and nothing kept between."""
    one = case(MAYA.split("\n", 1)[1], library)
    for check in CHECKS:
        assert list(check(one)) == list(check(one))


def test_remarks_get_their_place(library: Library) -> None:
    """The path of a remark becomes the line and column of its value."""
    text = "name: A\navailability:\n  tuesday: 60 min\n  strength: [tuesday, friday]\n"
    document, _ = parse_yaml(text, "a.yaml")
    assert document is not None
    profile, _ = validate(document, Profile, given={"id": "a"})
    assert profile is not None
    (problem,) = check_profile(Case(profile, library, TODAY), document)
    assert (problem.code, problem.place.line, problem.place.column) == ("PF303", 4, 23)


def test_faults_and_meaning_come_at_once(library: Library, tmp_path: Path) -> None:
    """A misspelt key does not hide a race in the past; a broken value is not held against its neighbours."""
    path = tmp_path / "ann.yaml"
    path.write_text(
        "name: Ann\nemial: x\ngoal: {race: X, date: 2026-01-01, distance: 5 km}\n"
        "availability: {tuesday: 60, long_run: tuesday}\n"
        "assessments:\n  - date: 2026-11-01\n    measures:\n      side_plank: {left: x, right: 60}\n"
    )
    profile, problems = read_profile(path, library, TODAY, notation=notation)
    assert profile is None
    assert [problem.code for problem in problems] == ["PF102", "PF202", "PF108", "PF105"]


def test_an_unreadable_value_hides_its_own_measure_only(library: Library, tmp_path: Path) -> None:
    """The same test on another day is still checked, so that all is shown at once."""
    path = tmp_path / "ann.yaml"
    path.write_text(
        "name: Ann\nassessments:\n"
        "  - {date: 2026-10-01, measures: {side_plank: {left: 60}, leg_length: {left: 5, right: 900}}}\n"
        "  - {date: 2026-11-01, measures: {side_plank: {left: x, right: 60}}}\n"
    )
    problems = read_profile(path, library, TODAY, notation=notation)[1]
    assert [(one.code, one.place.line) for one in problems] == [("PF402", 3), ("PF403", 3), ("PF105", 4)]


def test_warnings_let_a_profile_pass(library: Library, tmp_path: Path) -> None:
    """Only errors stop a plan."""
    path = tmp_path / "ann.yaml"
    path.write_text("name: Ann\nrunning: {weekly_distance: 5 km, longest_run: {distance: 6 km}}\n")
    profile, problems = read_profile(path, library, TODAY)
    assert profile is not None
    assert [problem.is_error for problem in problems] == [False]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("run: 30 min E", "drop: run", ["PF211"]),
        ("drop: all", "run: 30 min E", ["PF211"]),
        ("run: 30 min E", "move_to: 2027-01-13", ["PF211"]),
        ("move_to: 2027-01-13", "drop: run", ["PF211"]),
        ("run: 30 min E", "drop: strength", []),
        ("drop: run", "drop: all", []),
    ],
)
def test_two_changes_of_one_run(one: str, other: str, expected: list[str], library: Library) -> None:
    """Where the order would decide what is run, the coach is asked."""
    text = f"{GOAL}changes:\n  - {{date: 2027-01-12, {one}}}\n  - {{date: 2027-01-12, {other}}}\n"
    assert said(text, library) == expected


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ('distance: 5 km, time: "59:00"', ["PF318"]),
        ('distance: marathon, time: "9:00:00"', ["PF318"]),
        ('distance: 5 km, time: "39:00"', []),
        ('distance: 5 km, time: "12:40"', []),
        ('distance: 5 km, time: "1:59:00"', ["PF312"]),
    ],
)
def test_a_result_slower_than_the_pace_table(result: str, expected: list[str], library: Library) -> None:
    """A warning below VDOT 20, nothing for the fastest, and one problem alone for a walk."""
    one = case(f"running:\n  recent_result: {{{result}}}\n", library)
    assert [remark.code for remark in remarks(replace(one, plausible=plausible))] == expected
    assert "PF318" not in [remark.code for remark in remarks(one)]


@pytest.mark.parametrize(("week", "expected"), [("0 km", ["PF317"]), ("4.9 km", ["PF317"]), ("5 km", [])])
def test_next_to_no_running(week: str, expected: list[str], library: Library) -> None:
    """Allowed, with a word on where the plan starts."""
    assert said(f"running: {{weekly_distance: {week}}}\n", library) == expected


def test_a_target_faster_than_the_record(library: Library) -> None:
    """Targets are held to what a runner can run, as results are."""
    text = 'goal: {race: X, date: 2027-04-18, distance: marathon, target: "1:30:00"}\n'
    assert said(text, library) == ["PF312"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ('{distance: 5 km, time: "22:30", date: 2026-10-04}', []),
        ('{distance: 5 km, time: "22:30"}', []),
        ('{distance: 5 km, time: "2:30"}', ["PF312"]),
        ('{distance: 5 km, time: "22:30", date: 2026-11-23}', ["PF217"]),
        ('{distance: 5 km, time: "22:30", date: 2026-05-22}', ["PF314"]),
    ],
)
def test_other_results_are_judged_like_the_recent_one(
    other: str, expected: list[str], library: Library
) -> None:
    """A second result in the list: possible, past, and not older than six months."""
    fine = '{distance: mile, time: "6:20"}'
    found = remarks(case(f"running:\n  other_results:\n    - {fine}\n    - {other}\n", library))
    mine = [one for one in found if one.steps[:2] == ("running", "other_results")]
    assert [one.code for one in mine] == expected
    assert all(one.steps[2] == 1 for one in mine)


def test_no_more_than_six_other_results() -> None:
    """A few races say something of today's form, a whole diary does not."""
    for count, expected in ((6, []), (7, ["PF109"])):
        line = '    - {distance: mile, time: "6:20"}\n'
        document, _ = parse_yaml("name: A\nrunning:\n  other_results:\n" + line * count, "a.yaml")
        assert document is not None
        assert [one.code for one in validate(document, Profile, given={"id": "a"})[1]] == expected
