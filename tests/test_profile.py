"""The athlete file: the example of the design reads as it says, in either unit, with or without blanks."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from planforge.models.profile import (
    CAUTIONS,
    RED_FLAGS,
    SCREENING_FLAGS,
    Change,
    Goal,
    Measure,
    PatternByLevel,
    Profile,
    ScreeningFlag,
)
from planforge.problems import Problem
from planforge.reading.validate import validate
from planforge.reading.yamlfile import parse_yaml

MAYA = """\
name: Maya Okafor
email: maya@example.org
born: 1991-04-12
units: km
dominance: {hand: right, foot: right}
goal: {race: Lakeside Half, date: 2027-04-18, distance: half marathon, target: "1:42:00"}
other_races:
  - {race: Frost 10, date: 2027-02-28, distance: 10 km, priority: B}
schedule: half-marathon
start: 2026-11-23
running:
  level: intermediate
  weekly_distance: 38 km
  longest_run: {distance: 15 km, date: 2026-11-15}
  recent_result: {distance: 10 km, time: "47:30", date: 2026-11-08}
  runs_per_week: 4
  max_heart_rate: 188
strength: {experience: some, heaviest_dumbbell: 10 kg}
availability:
  monday: rest
  tuesday: 75 min
  wednesday: 1 h 30
  sunday: 150 min
  long_run: sunday
  strength: [wednesday]
  split: [tuesday]
  away:
    - {from: 2026-12-24, to: 2026-12-27, running: none, strength: none}
fixed:
  - {day: tuesday, run: "club track"}
changes:
  - {date: 2027-01-12, run: "15 min E; 6x(800 m I, 2 min jog); 10 min E"}
  - {date: 2027-01-19, move_to: 2027-01-20}
  - {date: 2027-02-02, drop: strength}
equipment: [mat, band, dumbbells, box]
history:
  - {what: ankle_sprain, side: right, place: ankle, when: 2025-06, status: recovered, note: trail run}
screening: []
avoid: [copenhagen_plank]
pattern: {ribcage: typical, foot: none}
assessments:
  - date: 2026-10-25
    rater: AM
    measures:
      weight_bearing_lunge_angle: {left: [33, 34, 33.5], right: [41, "41,5", 40.5], device: inclinometer}
      hip_internal_rotation: {left: 22, right: 36, position: prone}
      single_leg_heel_raise: {left: 17, right: 28, pain_left: 0, pain_right: 2}
notes: Prefers mornings.
"""


def read(text: str) -> tuple[Profile | None, list[Problem]]:
    document, problems = parse_yaml(text, "maya.yaml")
    assert document is not None
    profile, more = validate(document, Profile, given={"id": "maya"})
    return profile, [*problems, *more]


def good(text: str) -> Profile:
    profile, problems = read(text)
    assert problems == []
    assert profile is not None
    return profile


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text)[1]]


def test_the_example_of_the_design() -> None:
    """Metres, seconds, minutes, kilograms, dates and tuples."""
    maya = good(MAYA)
    assert (maya.id, maya.name, maya.units) == ("maya", "Maya Okafor", "km")
    assert maya.goal == Goal(
        race="Lakeside Half", date=dt.date(2027, 4, 18), distance_m=21_100, target_s=6120
    )
    assert maya.running.weekly_distance_m == 38_000
    assert maya.running.recent_result is not None
    assert maya.running.recent_result.time_s == 2850
    assert maya.strength.heaviest_dumbbell_kg == 10
    assert [maya.minutes_on(day) for day in range(7)] == [0, 75, 90, 0, 0, 0, 150]
    assert maya.availability.away[0].first == dt.date(2026, 12, 24)
    assert maya.history[0].when == "2025-06"
    assert maya.pattern == PatternByLevel(ribcage="typical", pelvis="measured", foot="none")
    assert maya.assessments[0].measures["weight_bearing_lunge_angle"].right == (41, 41.5, 40.5)
    assert maya.assessments[0].measures["hip_internal_rotation"].left == (22,)
    assert [change.drop for change in maya.changes] == [None, None, "strength"]


def test_miles_and_kilometres_read_as_the_same_metres() -> None:
    """24 miles and 38.62 km are the same week."""
    miles = good("name: A\nrunning: {weekly_distance: 24 mi}\n")
    kilometres = good("name: A\nrunning: {weekly_distance: 38.62 km}\n")
    assert miles.running.weekly_distance_m == kilometres.running.weekly_distance_m == 38_620


def test_every_optional_key_may_be_blank() -> None:
    """The example with every value but the name taken away is the profile with the name alone."""
    keys = [line.split(":")[0] for line in MAYA.splitlines() if line and not line.startswith((" ", "name"))]
    blank = "name: Maya Okafor\n" + "".join(f"{key}:\n" for key in keys)
    assert good(blank) == good("name: Maya Okafor\n")


@pytest.mark.parametrize(
    "name", ["\u200b\u200b\u200b", "\u00a0", "\u2060\u00ad", "\u3164", "\u0301", "\ufe0f"]
)
def test_a_name_that_nobody_can_see_is_none(name: str) -> None:
    """Signs without width, spaces of any kind, fillers and marks without a letter."""
    profile, (problem,) = read(f'name: "{name}"\n')
    assert profile is None
    assert (problem.code, problem.place.line) == ("PF108", 1)


@pytest.mark.parametrize("name", ["a\u200b", "Ｚ", "王", "!", "🏃", "e\u0301", "7"])
def test_one_sign_that_is_seen_is_a_name(name: str) -> None:
    assert good(f'name: "{name}"\n').name == name


def test_a_goal_of_blanks_is_no_goal() -> None:
    """As in a starter profile."""
    assert good("name: A\ngoal:\n  race:\n  date:\n  distance:\n").goal is None


def test_no_day_named_means_every_day_is_open() -> None:
    """Once one day is named, the others are rest."""
    assert good("name: A\n").minutes_on(0) is None
    named = good("name: A\navailability: {friday: 45 min}\n")
    assert [named.minutes_on(day) for day in range(7)] == [0, 0, 0, 0, 45, 0, 0]


def test_python_names_are_no_keys_of_the_file() -> None:
    """`weekly_distance_m: 38000` in a file would have no unit."""
    assert codes("name: A\nrunning: {weekly_distance_m: 38000}\n") == ["PF102"]


def test_the_id_is_no_key_of_the_file() -> None:
    """It is the file's name, whatever the file says."""
    assert codes("name: A\nid: maya\n") == ["PF102"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("running: {weekly_distance: 301 km}", "PF106"),
        ("running: {weekly_distance: 300 km}", None),
        ("running: {weekly_distance: 0 km}", None),
        ("running: {runs_per_week: 15}", "PF106"),
        ("running: {runs_per_week: 4.5}", "PF105"),
        ("weeks: 53", "PF106"),
        ("weeks: 52", None),
        ("start: 2026-02-30", "PF107"),
        ("start: 20261123", "PF107"),
        ("start: 1795392000", "PF107"),
        ("availability: {monday: 800 min}", "PF106"),
        ("availability: {long_run: Sunday}", "PF104"),
        ("side_dosing: Early", "PF104"),
        ("history: [{what: ankle_sprain, when: 2025}]", None),
        ("history: [{what: ankle_sprain, when: 2025-13}]", "PF107"),
        ("history: [{what: ankle_sprain, when: 2025-02-30}]", "PF107"),
        ("changes: [{date: 2027-01-01}]", "PF110"),
        ("changes: [{date: 2027-01-01, drop: run, move_to: 2027-01-02}]", "PF110"),
        ("changes: [{date: 2027-01-01, drop: everything}]", "PF104"),
        ("name2: B", "PF102"),
        ("notes: {a: b}", "PF103"),
        ("email: a@b", "PF108"),
        ('email: "a@b.org\\nBcc: c@d.org"', "PF108"),
        ("screening: [night_pain, pregnancy]", None),
        ("screening: [tired]", "PF104"),
        ("equipment: [treadmill]", "PF104"),
        (f"notes: {'x' * 2001}", "PF106"),
    ],
)
def test_values_and_their_problems(line: str, code: str | None) -> None:
    """Limits are included; everything outside has its code."""
    assert codes(f"name: A\n{line}\n") == ([code] if code else [])


def test_text_is_never_interpreted() -> None:
    """Numbers, truth words, formulas and markup in a text field are that text."""
    for text in ("007", "no", "=1+1", "*bold* #x $y$", "2027-04-18"):
        assert good(f"name: A\nnotes: '{text}'\n").notes == text
    assert good("name: No\n").name == "No"


def test_models_built_in_code_take_python_values() -> None:
    """Other parts build profiles by their attribute names."""
    measure = Measure(left=(1.0,), right=(2.0, 3.0), pain_left=0)
    assert measure.right == (2.0, 3.0)
    assert Change(date=dt.date(2027, 1, 1), drop="run").drop == "run"
    with pytest.raises(ValidationError):
        Goal(race="x", date=dt.date(2027, 1, 1), distance_m=10)


def test_screening_flags_are_red_flags_and_cautions() -> None:
    """The flags of the science page that the design names are red, and no flag is both."""
    named = {"night_pain", "bone_stress", "missed_periods", "pregnancy", "postpartum", "chest_symptoms"}
    assert {*named, "nerve_signs"} <= set(RED_FLAGS)
    assert not set(RED_FLAGS) & set(CAUTIONS)
    assert set(SCREENING_FLAGS) == set(RED_FLAGS) | set(CAUTIONS) == set(get_args(ScreeningFlag))


def test_a_profile_is_frozen() -> None:
    """What was read is not changed by any stage."""
    maya: Any = good(MAYA)
    with pytest.raises(ValidationError):
        maya.name = "B"
