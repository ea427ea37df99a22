"""Runs in words: what a coach would say, at most 12 words, with the target pace."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.models.season import Run, RunStep
from planforge.models.words import Words
from planforge.plan.run_words import (
    is_plain,
    main_step,
    session_pace_text,
    session_text,
    session_title,
    short_text,
    step_records,
    step_text,
)
from planforge.running.notation import parse, totals, with_paces
from planforge.running.paces import zone_paces

WORDS_FILE = Path(__file__).parent.parent / "templates" / "words" / "en.yaml"
WORDS = Words(yaml.load(WORDS_FILE.read_text(encoding="utf-8"), yaml.BaseLoader))
VDOT = 43.0
PACES = zone_paces(VDOT)


def run(notation: str, *, paced: bool = True, **fields: Any) -> Run:
    """A run of a session in notation, with the paces of a 47:30 runner or by effort."""
    steps = parse(notation) if notation else ()
    distance, duration = totals(steps, PACES)
    known: dict[str, Any] = {
        "date": dt.date(2026, 12, 1), "slot": "run", "kind": "run", "type": "easy", "title": "", "text": "",
        "steps": with_paces(steps, PACES, vdot=VDOT) if paced else steps, "distance_m": distance,
        "duration_s": duration, "hard": False, "key": False, "origin": "schedule",
    }  # fmt: skip
    return Run(**(known | fields))


@pytest.mark.parametrize(
    ("notation", "fields", "plain"),
    [
        ("14 km E", {"type": "long"}, True),
        ("45 min E", {"title": "Easy"}, True),
        ("5 km E; 6 strides", {}, False),
        ("8 km progression E to T", {}, False),
        ("8x(3 min E, 1 min walk)", {}, False),
        ("20 min @4:30-4:40/km", {}, False),
        ("7 km M", {"type": "long"}, False),
        ("10 km E", {"type": "progression"}, False),
        ("10 km E", {"kind": "race"}, False),
        ("", {}, False),
    ],
)
def test_a_plain_run_needs_no_text_beside_its_figures(
    notation: str, fields: dict[str, Any], plain: bool
) -> None:
    """Only easy running in one piece: title, distance, time and pace say all of it."""
    assert is_plain(run(notation, **fields)) is plain


@pytest.mark.parametrize(
    ("notation", "text", "pace"),
    [
        ("14 km E", "14 km easy", "5:36–6:16 /km"),
        ("4.5 km E", "4.5 km easy", "5:36–6:16 /km"),
        ("2 h E", "2 h easy", "5:36–6:16 /km"),
        ("1 h 45 min E", "1 h 45 easy", "5:36–6:16 /km"),
        ("5 km E; 6 strides", "5 km easy, 6 × 20 s strides, 1 min walk", "5:36–6:16 /km"),
        ("2 km E; 3x(8 min T, 2 min jog); 2 km E", "2 km easy, 3×8 min, 2 min jog, 2 km easy", "4:49 /km"),
        ("3x(8 min T, 2 min jog); 2 km E", "3 × 8 min at 4:49, 2 min jog, 2 km easy", "4:49 /km"),
        (
            "15 min E; 5x(1000 m I, 3 min jog); 10 min E",
            "15 min easy, 5×1000 m, 3 min jog, 10 min easy",
            "4:26 /km",
        ),
        ("8x(45 s hill, jog down)", "8 × 45 s uphill, jog down", "by effort"),
        ("8x(3 min E, 1 min walk)", "8 × 3 min easy, 1 min walk", "5:36–6:16 /km"),
        ("6x(1 min hard, 1 min easy)", "6 × 1 min hard, 1 min easy", "RPE 8"),
        ("2x(4x(400 m R, 200 m jog), 3 min rest)", "2 sets of 4 × 400 m at 4:05, 200 m jog", "4:05 /km"),
        ("8 km progression E to T", "8 km easy to threshold", "4:46–6:16 /km"),
        ("4x(1 mile @5k, 400 m jog)", "4 × 1 mi at 5 km pace, 400 m jog", "4:32 /km"),
        ("20 min @85% LTHR", "20 min at 85% LTHR", "85% LTHR"),
        ("20 min @4:30-4:40/km", "20 min at 4:35", "4:35 /km"),
        ("2 min 30 s T", "2:30 min at 4:49", "4:49 /km"),
        (
            "3 km E; 5 km M; 2x(10 min T, 2 min jog); 4x(200 m R, 200 m jog); 2 km E",
            "5 km at 5:09, 2×10 min at 4:49, 4×200 m at 4:05",
            "5:09 /km",
        ),
    ],
)
def test_sessions_in_kilometres(notation: str, text: str, pace: str) -> None:
    """The session and its target pace as a coach would say them."""
    session = run(notation, type="hills" if "hill" in notation else "easy")
    assert session_text(session, WORDS, "km") == text
    assert session_pace_text(session, WORDS, "km") == pace


@pytest.mark.parametrize(
    ("notation", "text", "pace"),
    [
        ("8 km E", "5 mi easy", "9:01–10:05 /mi"),
        ("3x(8 min T, 2 min jog); 2 km E", "3 × 8 min at 7:45, 2 min jog, 1.2 mi easy", "7:45 /mi"),
        ("5x(1000 m I, 3 min jog)", "5 × 1000 m at 7:08, 3 min jog", "7:08 /mi"),
        ("2x(2 mi T, 2 min jog)", "2 × 2 mi at 7:45, 2 min jog", "7:45 /mi"),
    ],
)
def test_sessions_in_miles(notation: str, text: str, pace: str) -> None:
    """Miles change what is printed; track repeats stay in metres."""
    session = run(notation)
    assert session_text(session, WORDS, "mi") == text
    assert session_pace_text(session, WORDS, "mi") == pace


@pytest.mark.parametrize(
    ("notation", "text", "pace"),
    [
        ("14 km E", "14 km easy", "easy"),
        (
            "2 km E; 3x(8 min T, 2 min jog); 2 km E",
            "2 km easy, 3×8 min, 2 min jog, 2 km easy",
            "comfortably hard",
        ),
        ("4x(1 km @5k, 2 min jog)", "4 × 1000 m at 5 km pace, 2 min jog", "5 km pace"),
        ("20 min @4:30/km", "20 min at 4:30", "4:30 /km"),
    ],
)
def test_sessions_without_a_result(notation: str, text: str, pace: str) -> None:
    """Without paces the effort stands in words; what the coach stated still stands."""
    session = run(notation, paced=False)
    assert session_text(session, WORDS, "km") == text
    assert session_pace_text(session, WORDS, "km") == pace


def test_steps_as_records() -> None:
    """Each step of the plan keeps size, zone, group and repeats, with its own text and pace."""
    records = step_records(
        run("10 min E; 3x(1 km T, 90 s jog); 1 km @10k; 8x(30 s hill, walk back)"), WORDS, "km"
    )
    assert [(each.group, each.repeat, each.text, each.pace_text) for each in records] == [
        (1, 1, "10 min easy", "5:36–6:16 /km"),
        (2, 3, "1000 m threshold", "4:49 /km"),
        (2, 3, "90 s jog", ""),
        (3, 1, "1 km at 10 km pace", "4:42 /km"),
        (4, 8, "30 s uphill", ""),
        (4, 8, "1 min walk back", ""),
    ]
    assert [(each.distance_m, each.duration_s) for each in records[:2]] == [(None, 600), (1000, None)]


def test_titles() -> None:
    """The run's own title wins; else the type has a name; a race is a race."""
    assert session_title(run("8 km E", title="Frost 10", kind="race", type=None), WORDS) == "Frost 10"
    assert session_title(run("8 km E", type="long"), WORDS) == "Long run"
    assert session_title(run("8 km E", kind="race", type=None), WORDS) == "Race"
    assert session_title(run("8 km E", type=None), WORDS) == "Run"


def test_every_run_type_has_a_title() -> None:
    """No type of run is without words."""
    from typing import get_args

    from planforge.models.plan import RunType

    assert set(get_args(RunType)) <= set(WORDS.entry("runs.titles"))


def test_a_coach_s_own_words_stay() -> None:
    """A run in plain words prints them, cut after 12 with a sign."""
    assert session_text(run("", text="club track"), WORDS, "km") == "club track"
    long = "meet at the lake and run with the others as long as it feels good"
    text = session_text(run("", text=long), WORDS, "km")
    assert text == "meet at the lake and run with the others as long as…"
    assert len(text.split()) == 12
    assert session_pace_text(run("", text="club track"), WORDS, "km") == ""


def test_a_race_is_its_distance_and_pace() -> None:
    """A race prints what it is over, and the pace where one is known."""
    race = run("21.1 km @4:59/km", kind="race", type=None, distance_m=21_100)
    assert session_text(race, WORDS, "km").endswith("at 4:59 /km")
    assert session_pace_text(race, WORDS, "km") == "4:59 /km"
    assert short_text(race, "half marathon at 4:59 /km", WORDS, "km") == "half marathon"  # beside its pace
    easy = run("21.1 km E", kind="race", type=None, distance_m=21_100)
    assert session_text(easy, WORDS, "km") == "half marathon easy"
    assert short_text(easy, "half marathon easy", WORDS, "km") == "half marathon easy"
    plain = run("10 km RPE 9", kind="race", type=None, distance_m=10_000, paced=False)
    assert session_text(plain, WORDS, "km") == "10 km"


def test_the_main_step_is_the_work() -> None:
    """The main step is the longest work, not the warm-up; without steps there is none."""
    found = main_step(run("30 min E; 2x(5 min T, 1 min jog); 3x(1 km M, 1 min jog); 20 min E"))
    assert found is not None
    assert found.zone == "M"
    assert main_step(run("", text="club track")) is None


ZONES = st.sampled_from(["E", "M", "T", "I", "R"])
SIZES = st.one_of(
    st.integers(200, 3_000).map(lambda metres: f"{metres} m"),
    st.integers(6, 1200).map(lambda seconds: f"{seconds} s"),
)
STEPS = st.one_of(
    st.tuples(SIZES, ZONES).map(" ".join),
    st.tuples(SIZES, st.sampled_from(["@5k", "@HM", "@mile", "@15k"])).map(" ".join),
    st.tuples(SIZES, st.sampled_from(["RPE 6-7", "@85-90% LTHR", "@4:30-4:40/km", "hard"])).map(" ".join),
    st.tuples(SIZES, st.sampled_from(["strides", "hill", "jog", "walk", "progression M to I"])).map(" ".join),
    st.integers(5, 400).map(lambda seconds: f"{seconds} s rest"),
)
BRACKETS = st.tuples(st.integers(2, 12), st.lists(STEPS, min_size=1, max_size=4)).map(
    lambda drawn: f"{drawn[0]}x({', '.join(drawn[1])})"
)
WORKOUTS = (
    st.lists(st.one_of(STEPS, BRACKETS), min_size=1, max_size=6)
    .map("; ".join)
    .filter(lambda text: len(text) <= 400)
)


@given(WORKOUTS, st.booleans(), st.sampled_from(["km", "mi"]))
@settings(deadline=None)
def test_never_more_than_twelve_words(notation: str, paced: bool, unit: Any) -> None:
    """Whatever the session, its text has 1 to 12 words, and every step has a text of its own."""
    session = run(notation, paced=paced, type="fartlek")
    text = session_text(session, WORDS, unit)
    assert 1 <= len(text.split()) <= 12
    assert text == text.strip()
    for record in step_records(session, WORDS, unit):
        assert record.text
        assert len(record.text.split()) <= 12
    assert session_pace_text(session, WORDS, unit)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_plain_words_are_cut_too(text: str) -> None:
    """A coach's own words are at most 12."""
    assert len(session_text(run("", text=text), WORDS, "km").split()) <= 12


@given(WORKOUTS)
@settings(deadline=None)
def test_no_side_is_ever_named(notation: str) -> None:
    """Run texts never hold a side: a mirrored athlete gets the same runs."""
    session = run(notation)
    printed = [session_text(session, WORDS, "km"), *(step_text(step, WORDS, "km") for step in session.steps)]
    assert not any(side in text.casefold() for text in printed for side in ("left", "right"))


def test_no_words_of_runs_hold_a_side() -> None:
    """The section itself names no side, in any entry."""
    assert "left" not in str(WORDS.entry("runs")).casefold()
    assert "right" not in str(WORDS.entry("runs")).casefold()


def test_a_step_without_known_target_is_by_effort() -> None:
    """A step with a size alone says so rather than nothing."""
    step = RunStep(group=1, repeat=1, distance_m=None, duration_s=600, zone=None, text="")
    assert step_text(step, WORDS, "km") == "10 min by effort"


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        (
            "15 min E; 3x(1000 m @10k, 2 min jog); 2x(400 m R, 400 m jog); 10 min E",
            "easy, 3×1000 m at 10 km pace, 2×400 m at 4:05, easy",
        ),
        ("3 km E; 4x(2 km @4:20/km, 2 min jog); 2 km E", "easy, 4 × 2 km at 4:20, 2 min jog, easy"),
        (
            "3 km E; 4x(1 km @4:00/km, 2 min jog); 1 km E; 4 strides",
            "easy, 4×1000 m at 4:00, 1 km easy, 4×20 s strides",
        ),
    ],
)
def test_warm_up_and_cool_down_are_said_without_figures_before_they_go(notation: str, text: str) -> None:
    """No athlete runs repeats cold because a line was short."""
    assert session_text(run(notation), WORDS, "km") == text
