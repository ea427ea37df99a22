"""Runs as a watch takes them: which are files, their names, what each step is, and its line of notation."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from athletes import shipped_library
from planforge.models.season import Run
from planforge.models.watch import WatchRun
from planforge.plan.watch_targets import LOWEST_BPM, Aims
from planforge.plan.watch_words import NAME_BYTES, watch_guide, watch_run
from planforge.running import notation

DATE = dt.date(2027, 1, 21)


def a_run(written: str = "10 min E", **fields: Any) -> Run:
    given: dict[str, Any] = {
        "date": DATE, "slot": "run", "kind": "run", "type": "interval", "title": "", "text": "",
        "steps": notation.parse(written) if written else (), "distance_m": 0, "duration_s": 0,
        "hard": True, "key": True, "origin": "schedule",
    }  # fmt: skip
    return Run(**{**given, **fields})


def on_watch(written: str = "10 min E", *, title: str = "Intervals", unit: Any = "km", **f: Any) -> WatchRun:
    words = shipped_library().words
    return watch_run(
        a_run(written, **f), "ann-2027-01-21-run", title, "club track", words, Aims("pace", unit)
    )


def steps(run: WatchRun) -> list[tuple[str, str]]:
    return [(one.name, one.intensity) for block in run.blocks for one in block.steps]


def lines(run: WatchRun) -> list[str]:
    return [one.notation for block in run.blocks for one in block.steps]


def test_names_have_the_date_and_a_short_title() -> None:
    run = on_watch()
    assert (run.file_name, run.name) == ("2027-01-21_intervals", "01-21 Intervals")
    assert run.heading == "2027-01-21 Intervals"
    assert on_watch(slot="run2").file_name == "2027-01-21_intervals-2"
    assert on_watch().serial == run.serial != 0


@pytest.mark.parametrize("title", ["../../../etc/passwd", "C:\\evil", "a\nb", "=1+1", "🏃🏽‍♀️" * 9, ""])
def test_a_hostile_title_is_harmless(title: str) -> None:
    run = on_watch(type=None, title=title)
    assert run.file_name.startswith("2027-01-21_")
    assert set(run.file_name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(run.name.encode()) <= NAME_BYTES
    assert "\n" not in run.name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Threshold", "Threshold"),
        ("5 km pace", "5 km pace"),
        ("10 km pace", "10km pace"),
        ("1500 m pace", "1500m"),
        ("Half marathon pace", "Half pace"),
        ("Marathon effort", "Marathon"),
        ("Repetitions", "Reps"),
        ("Easy + strides", "Strides"),
        ("Long run, strong finish", "Long run"),
        ("Long run with marathon effort", "Long run"),
        ("club track", "club trac"),
    ],
)
def test_a_run_is_named_as_in_the_plan_and_no_shorter_than_it_must(title: str, name: str) -> None:
    """Nine letters beside the date; the file's name has room for the whole title."""
    run = on_watch(title=title)
    assert run.name == f"01-21 {name}"
    assert len(run.name.encode()) <= NAME_BYTES
    assert run.file_name == "2027-01-21_" + re.sub("[^a-z0-9]+", "-", title.lower())


def test_every_title_of_ours_keeps_a_whole_word() -> None:
    words = shipped_library().words
    for title in words.entry("runs.titles").values():
        if len(title) > 20:  # a sentence of a day, no title of a run
            continue
        name = on_watch(title=title).name.removeprefix("01-21 ")
        whole = [*words.entry("watch.short").values(), *title.split(), title]
        assert name in whole or all(part in title.split() for part in name.split()), title
    names = words.entry("watch.steps")
    assert {len(name.encode()) <= NAME_BYTES for name in names.values()} == {True}
    assert not any(character.isdigit() for name in names.values() for character in name)


def test_a_note_says_what_the_watch_holds_the_step_to() -> None:
    """By heart rate the beats stand in the place of the pace; by pace and by nothing the pace of the zone."""
    words = shipped_library().words
    aims = Aims("heart_rate", "km", "maximum", {"E": (LOWEST_BPM, 145), "T": (165, 173)}, maximum=188)
    steps = notation.parse("5 km E; 3x(8 min T, 2 min jog); 8 min @85-89% HRmax")
    paced = tuple(
        step if step.text or step.zone is None else replace(step, pace_s_per_km=(300.0, 290.0))
        for step in steps
    )
    run = a_run("", steps=paced)
    notes = {
        target: [step.note for block in made.blocks for step in block.steps]
        for target in ("heart_rate", "pace", "none")
        for made in [watch_run(run, "x", "y", "", words, replace(aims, target=target))]
    }
    assert notes["heart_rate"] == [
        "5 km easy, up to 145 bpm",
        "8 min threshold, 165–173 bpm",
        "2 min jog",
        "8 min at 85–89% HRmax, 160–167 bpm",
    ]
    assert notes["pace"][:2] == ["5 km easy, 4:50–5:00 /km", "8 min threshold, 4:55 /km"]
    assert notes["none"][:2] == notes["pace"][:2]


@pytest.mark.parametrize(
    ("written", "fields", "is_file"),
    [
        ("15 min E; 4x(800 m I, 2 min jog); 10 min E", {}, True),
        ("8 km E", {"type": "easy"}, True),
        ("20 min RPE 6", {"type": None}, False),  # one step by effort says nothing that a watch could hold
        ("20 min @85-89% LTHR", {"type": None}, True),
        ("", {"type": None}, False),
        ("10 km T", {"kind": "race", "type": None, "slot": "race"}, False),
    ],
)
def test_which_runs_are_files(written: str, fields: dict[str, Any], is_file: bool) -> None:
    assert on_watch(written, **fields).is_file is is_file


def test_warm_up_repeats_recovery_cool_down() -> None:
    run = on_watch("15 min E; 6x(800 m I, 2 min jog); 10 min E")
    assert [block.repeat for block in run.blocks] == [1, 6, 1]
    assert steps(run) == [
        ("Warm-up", "warmup"), ("Interval", "active"), ("Jog", "recovery"), ("Cool-down", "cooldown"),
    ]  # fmt: skip
    assert lines(run) == ["Warm-up 15m", "Interval 0.8km", "Jog 2m", "Cool-down 10m"]


def test_an_easy_runs_easy_part_is_no_warm_up() -> None:
    run = on_watch("8 km E; 4x(20 s strides, 1 min jog)", type="strides")
    assert steps(run) == [("Easy", "active"), ("Stride", "active"), ("Jog", "recovery")]


def test_a_way_back_lasts_until_the_lap_button() -> None:
    jog = on_watch("15 min E; 8x(60 s hill, 90 s jog down); 10 min E", type="hills").blocks[1].steps[1]
    assert (jog.duration_s, jog.distance_m, jog.intensity) == (None, None, "recovery")
    assert jog.note == "90 s jog down, press lap"
    assert jog.notation == "Jog down 1m30s press lap"


def test_sizes_in_the_notation() -> None:
    """A bare m is minutes there: metres are written in km, or in miles from a mile on."""
    assert lines(on_watch("90 min E")) == ["Easy 1h30m"]
    assert lines(on_watch("12.87 km E")) == ["Easy 12.87km"]
    assert lines(on_watch("8 mi E", unit="mi")) == ["Easy 8mi"]
    assert lines(on_watch("6x(400 m I, 1 min jog)", unit="mi")) == ["Interval 0.4km", "Jog 1m"]


def test_a_race_pace_has_no_figure_before_its_size() -> None:
    """ "5 km pace 0.4km" would be read as five kilometres."""
    run = on_watch("4x(400 m @5k, 1 min jog)")
    assert run.blocks[0].steps[0].name == "5 km pace"
    assert lines(run)[0] == "Race pace 0.4km"


def test_steps_of_the_coach_are_named_by_what_they_are_held_to() -> None:
    run = on_watch("3x(8 min @85-89% LTHR, 2 min jog); 2x(1 mi @7:00/mi, 400 m jog); 3 min RPE 7", unit="mi")
    assert [name for name, _ in steps(run)] == ["By heart rate", "Jog", "At pace", "Jog", "By effort"]
    assert run.blocks[1].steps[0].note == "1 mi at 7:00"
    assert lines(run)[2:4] == ["At pace 1mi 7:05-6:55/mi Pace", "Jog 0.4km"]


def test_guide_says_what_stands_behind_the_targets() -> None:
    words = shipped_library().words
    assert "paces" in watch_guide(Aims("pace", "km"), words).intro[2]
    by_heart = watch_guide(Aims("heart_rate", "km", "maximum", maximum=188), words).intro
    assert "188" in by_heart[3]
    assert len(watch_guide(Aims("none", "km"), words).intro) == 3
