"""`planforge assess`: asked test by test or given with --set; what a coach sees, and what the file holds."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from test_amend import changed

from planforge.cli import main
from planforge.reading.yamlfile import parse_yaml

DAY = "2026-11-22"
TODAY = ["--today", DAY]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A coach's own folder with three athletes, away from the checkout."""
    (tmp_path / "athletes").mkdir()
    for name in ("maya-okafor", "sam-lee", "hana-sato"):
        text = (ROOT / "athletes" / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / "athletes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, answers: list[str] | None = None) -> Result:
    typed = "".join(f"{one}\n" for one in answers or [])
    return CliRunner().invoke(main, ["assess", *args, *TODAY], input=typed, catch_exceptions=False)


def text_of(name: str) -> str:
    return Path("athletes", f"{name}.yaml").read_text(encoding="utf-8")


def measured(name: str, date: str = DAY) -> Any:
    """The measures of a day as plain data."""
    document, problems = parse_yaml(text_of(name), name)
    assert document is not None, problems
    days = [one for one in document.data["assessments"] or [] if one["date"] == date]
    assert len(days) <= 1
    return days[0].get("measures") if days else None


# -- --set -------------------------------------------------------------------------------------------------

FORMS = {
    "weight_bearing_lunge_angle=34 34 33,5/41 41 40.5": {
        "left": ["34", "34", "33.5"],
        "right": ["41", "41", "40.5"],
    },
    "single_leg_heel_raise=16/27": {"left": "16", "right": "27"},
    "hip_abduction_strength=210/240, unit=N": {"left": "210", "right": "240", "unit": "N"},
    "hip_adduction_strength = 2,1 / 2.4 ,unit = Nm/kg": {"left": "2.1", "right": "2.4", "unit": "Nm/kg"},
    "hip_internal_rotation=33/34, position=prone, note=cold room, late": {
        "left": "33",
        "right": "34",
        "position": "prone",
        "note": "cold room, late",
    },
    "passive_ankle_dorsiflexion=12/13, device=goniometer, pain_left=2": {
        "left": "12",
        "right": "13",
        "pain_left": "2",
        "device": "goniometer",
    },
    "ground_contact_balance=51.2/": {"left": "51.2"},
    "side_plank=/88, pain_left=5": {"right": "88", "pain_left": "5"},
}


def test_set_takes_every_form_and_adds_lines_only(coach: Path) -> None:
    """One assessment of the day, one line a measure, one line of output a measure; exit 0."""
    before = text_of("maya-okafor")
    options = [part for form in FORMS for part in ("--set", form)]
    done = run("maya-okafor", *options, "--rater", "AM")
    assert done.exit_code == 0, done.stderr
    assert measured("maya-okafor") == {form.split("=")[0].strip(): raw for form, raw in FORMS.items()}
    gone, came = changed(before, text_of("maya-okafor"))
    assert gone == []
    assert len(came) == len(FORMS) + 3
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[:3] for row in rows] == [
        ["athletes/maya-okafor.yaml", DAY, form.split("=")[0].strip()] for form in FORMS
    ]
    assert rows[0][3:6] == ["33.8°", "40.8°", "clear"]
    assert "Found on two test days." in rows[0][6]
    assert "Next: planforge plan maya-okafor" in done.stderr
    assert CliRunner().invoke(main, ["check", "maya-okafor", *TODAY]).exit_code == 0


BAD = {
    "unknown test": ("side_plnk=1/2", 1, "PF401", "did you mean 'side_plank'?"),
    "no number": ("side_plank=a/88", 12, "PF105", "write a number"),
    "its own unit": ("side_plank=70s/88", 12, "PF105", "without its unit"),
    "second trial": ("hip_internal_rotation=30 300/31", 26, "PF403", "30"),
    "one side": ("side_plank=70/", 1, "PF402", "pain_right"),
    "nothing": ("side_plank=/", 1, "PF402", "left and right"),
    "no unit": ("hip_abduction_strength=200/210", 1, "PF410", "N, Nm/kg"),
    "wrong unit": ("hip_abduction_strength=200/210, unit=kg", 38, "PF410", "N, Nm/kg"),
    "pain": ("side_plank=70/80, pain_left=11", 29, "PF106", "0–10"),
    "fact": ("side_plank=70/80, devise=x", 19, "PF413", "did you mean 'device'?"),
    "shape": ("side_plank", 1, "PF413", "TEST=LEFT/RIGHT"),
    "no text": ("side_plank=70/80, note=a\x1b[31m", 25, "PF016", "again"),
    "too far apart": ("weight_bearing_lunge_angle=20/50", 1, "PF404", "slip"),
}


def test_all_bad_sets_are_told_at_once_and_nothing_is_written(coach: Path) -> None:
    """Each with its number, its column and a caret, and a good one among them is not written either."""
    before = text_of("maya-okafor")
    texts = [text for text, *_ in BAD.values()]
    done = run("maya-okafor", *[p for text in ["triple_hop=500/510", *texts] for p in ("--set", text)])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert text_of("maya-okafor") == before
    told = done.stderr.splitlines()
    for number, (text, column, code, hint) in enumerate(BAD.values(), 2):
        at = next(
            n for n, line in enumerate(told) if line.startswith(f"--set:{number}:{column}: error {code}")
        )
        assert told[at + 1] == f"{number:>5} | {text}".replace("\x1b", " ")
        assert told[at + 2].index("^") == 7 + column
        assert hint in told[at + 2]
    assert len([line for line in told if ": error PF" in line]) == len(BAD)


def test_a_warning_is_told_and_the_measure_written(coach: Path) -> None:
    """An unusual difference is not a wrong one."""
    done = run("sam-lee", "--set", "weight_bearing_lunge_angle=20/42, device=eye")
    assert done.exit_code == 0
    assert "--set:1:1: warning PF405" in done.stderr
    assert "--set:1:42: warning PF408" in done.stderr
    assert measured("sam-lee") == {
        "weight_bearing_lunge_angle": {"left": "20", "right": "42", "device": "eye"}
    }


def test_several_at_once_lose_no_measure(coach: Path) -> None:
    """Every process that says "Added" has its measure in the file, and comments of the file stay."""
    sets = ["side_plank=70/88", "single_leg_heel_raise=20/27", "leg_length=800/803", "triple_hop=400/410"]
    before = text_of("sam-lee")
    command = [sys.executable, "-m", "planforge", "assess", "sam-lee", *TODAY, "--set"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([*command, one], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        for one in sets
    ]
    assert [one.wait(60) for one in running] == [0, 0, 0, 0]
    assert set(measured("sam-lee")) == {one.split("=")[0] for one in sets}
    assert changed(before, text_of("sam-lee"))[0] == []


def test_an_editor_that_saves_in_between_loses_nothing(coach: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is read again where the file is another by the time it is written."""
    from planforge.reading import athlete_file

    real, path = athlete_file.with_measures, Path("athletes/sam-lee.yaml")

    def save(*args: Any, **named: Any) -> Any:
        if "# saved" not in path.read_text(encoding="utf-8"):
            path.write_text(path.read_text(encoding="utf-8") + "# saved\n", encoding="utf-8")
        return real(*args, **named)

    monkeypatch.setattr(athlete_file, "with_measures", save)
    assert run("sam-lee", "--set", "side_plank=70/88").exit_code == 0
    assert "# saved\n" in text_of("sam-lee")
    assert measured("sam-lee") == {"side_plank": {"left": "70", "right": "88"}}


def test_a_file_that_is_read_only_stays(coach: Path) -> None:
    """PF702 with its remedy, also for who may write everything."""
    before = text_of("sam-lee")
    Path("athletes/sam-lee.yaml").chmod(0o444)
    done = run("sam-lee", "--set", "side_plank=70/88")
    assert done.exit_code == 1
    assert "error PF702: is read-only" in done.stderr
    assert "allow writing to it" in done.stderr
    assert text_of("sam-lee") == before


def test_what_stands_on_the_day_is_not_written_over_unasked(coach: Path) -> None:
    """PF414 names the line; --replace changes that one line."""
    options = ["maya-okafor", "--date", "2026-11-15", "--set", "single_leg_heel_raise=17/27"]
    before = text_of("maya-okafor")
    done = run(*options)
    assert done.exit_code == 1
    assert "--set:1:1: error PF414" in done.stderr
    assert "(line 64)" in done.stderr
    assert text_of("maya-okafor") == before
    assert run(*options, "--replace").exit_code == 0
    gone, came = changed(before, text_of("maya-okafor"))
    assert gone == ["      single_leg_heel_raise: {left: 16, right: 27}\n"]
    assert came == ["      single_leg_heel_raise: {left: 17, right: 27}\n"]


def test_nothing_is_said_twice_of_a_measure(coach: Path) -> None:
    """Pain belongs to the athlete's sentence and to the coach's notes; here both are one."""
    done = run("sam-lee", "--set", "side_plank=70/120, pain_left=2")
    assert done.stdout.count("Slight pain on the left during the test.") == 1


def test_a_measure_joins_the_assessment_of_its_date(coach: Path) -> None:
    """A date is never repeated; a rater who differs from the day's is told."""
    done = run("maya-okafor", "--date", "2026-11-15", "--set", "side_plank=70/88", "--rater", "KB")
    assert done.exit_code == 0
    assert "warning PF417: the assessment of 2026-11-15 is by AM" in done.stderr
    assert measured("maya-okafor", "2026-11-15")["side_plank"] == {"left": "70", "right": "88"}


def test_json_holds_the_findings_concerned_and_the_path(coach: Path) -> None:
    """Plain values for a program."""
    done = run("maya-okafor", "--set", "single_leg_heel_raise=16/27", "--set", "side_plank=70/71", "--json")
    told = json.loads(done.stdout)
    assert (told["path"], told["date"], told["added"]) == (
        "athletes/maya-okafor.yaml",
        DAY,
        ["single_leg_heel_raise", "side_plank"],
    )
    first = told["findings"][0]
    assert (first["left"], first["right"], first["verdict"], first["side"]) == (16, 27, "clear", "left")
    assert first["notes"]
    assert told["pattern"]["sentence"]
    assert told["problems"] == []


def test_json_of_bad_input_is_json(coach: Path) -> None:
    """Nothing added; the problems are in it and on standard error; exit 1."""
    done = run("maya-okafor", "--set", "side_plank=a/71", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["added"] == []
    assert [one["code"] for one in told["problems"]] == ["PF105"]


@pytest.mark.parametrize(
    ("name", "date", "code"),
    [
        ("sam-lee", "2026-11-23", "PF406"),
        ("bad", DAY, "PF007"),
        ("two", DAY, "PF012"),
        ("none", DAY, "PF001"),
    ],
)
def test_json_of_what_cannot_be_measured_is_json(name: str, date: str, code: str, coach: Path) -> None:
    """A bad file, a future date, no such athlete: the same keys, and nothing is written."""
    Path("athletes/bad.yaml").write_text("name: [\n", encoding="utf-8")
    Path("athletes/two.yaml").write_text("name: A\n---\nname: B\n", encoding="utf-8")
    done = run(name, "--set", "side_plank=70/71", "--json", "--date", date)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["added"], told["findings"], told["path"]) == ([], [], None)
    assert [one["code"] for one in told["problems"]] == [code]
    assert text_of("two") == "name: A\n---\nname: B\n"


@pytest.mark.parametrize("name", ["gone", "round"])
def test_a_link_that_leads_nowhere_is_told(name: str, coach: Path) -> None:
    """Its target is named, or the circle; no file appears."""
    Path("athletes/gone.yaml").symlink_to("nowhere.yaml")
    Path("athletes/round.yaml").symlink_to("back.yaml")
    Path("athletes/back.yaml").symlink_to("round.yaml")
    done = run(name, "--set", "side_plank=70/71")
    said = {"gone": "this link leads to 'nowhere.yaml'", "round": "links lead in a circle here"}
    assert done.exit_code == 1
    assert said[name] in done.stderr
    assert not Path("athletes/nowhere.yaml").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["maya-okafor", "--date", "2026-11-31", "--set", "side_plank=1/2"], "is not a date"),
        (["maya-okafor", "side_plnk"], "did you mean 'side_plank'?"),
        (["maya-okafor", "--screen", "quik"], "did you mean 'quick'?"),
        (["maya-okafor", "--json"], "--json goes with --set"),
        (["maya-okafor", "side_plank", "--screen", "quick"], "one of the three"),
        (["maya-okafor", "--rater", "\x1b", "--set", "side_plank=1/2"], "write initials or a name"),
        (["athletes", "side_plank"], "holds 3 athletes"),
    ],
)
def test_wrong_usage_is_exit_two(options: list[str], said: str, coach: Path) -> None:
    """A sentence with a remedy, nothing asked."""
    done = run(*options)
    assert done.exit_code == 2
    assert said in done.stderr


def test_the_future_cannot_be_measured(coach: Path) -> None:
    """PF406, as the check has it, at --date."""
    done = run("maya-okafor", "--date", "2026-11-23", "--set", "side_plank=70/71")
    assert done.exit_code == 1
    assert "--date:1:1: error PF406: 2026-11-23 is in the future" in done.stderr


def test_a_file_that_is_no_yaml_stays_as_it_is(coach: Path) -> None:
    """Its problems, exit 1, nothing asked and nothing written."""
    Path("athletes/ann.yaml").write_text("name: [\n", encoding="utf-8")
    for options in (["--set", "side_plank=70/71"], ["side_plank"]):
        done = run("ann", *options, answers=["AM", "70", "71", ""])
        assert done.exit_code == 1
        assert "athletes/ann.yaml:1:" in done.stderr
        assert text_of("ann") == "name: [\n"
        assert done.stdout == ""


def test_other_problems_of_the_file_do_not_stop_a_measure(coach: Path) -> None:
    """The measure is written and judged from what can be read; the problems follow, exit 1."""
    text = (
        "emial: x\nassessments:\n  - date: 2026-11-01\n    measures:\n"
        "      single_leg_heel_raise: {left: 10, right: 30}\n"
    )
    Path("athletes/ann.yaml").write_text(text, encoding="utf-8")
    done = run("ann", "--set", "single_leg_heel_raise=11/30")
    assert done.exit_code == 1
    assert "Found on two test days." in done.stdout
    assert "error PF102: unknown key 'emial'" in done.stderr
    assert measured("ann") == {"single_leg_heel_raise": {"left": "11", "right": "30"}}
    assert text_of("ann").startswith(text)


# -- the interview -----------------------------------------------------------------------------------------


def test_the_whole_quick_screen_played_through(coach: Path) -> None:
    """Slips on the way are told and asked again; nothing wrong is written; a pattern comes out."""
    answers = ["AM", "3", "1", "incl", "340", "34 34,5", "60", "34 34,5", "x", "41 41", "11", "right 2"]
    answers += ["prone", "23 24", "36 37", "", "", "46 46", "35 34", ""]
    answers += ["55 56", "", "43 44", "", "7", "3", "", "16", "27", "", "1:28", "pain 4"]
    done = run("sam-lee", "--screen", "quick", answers=answers)
    assert done.exit_code == 0, done.stderr
    assert measured("sam-lee") == {
        "weight_bearing_lunge_angle": {
            "left": ["34", "34.5"],
            "right": ["41", "41"],
            "pain_right": "2",
            "device": "inclinometer",
        },
        "hip_internal_rotation": {"left": ["23", "24"], "right": ["36", "37"], "position": "prone"},
        "hip_external_rotation": {"left": ["46", "46"], "right": ["35", "34"], "position": "prone"},
        "seated_trunk_rotation": {"left": ["55", "56"], "right": ["43", "44"]},
        "foot_posture_index": {"left": "7", "right": "3"},
        "single_leg_heel_raise": {"left": "16", "right": "27"},
        "side_plank": {"left": "88", "pain_right": "4"},
    }
    assert "rater: AM" in text_of("sam-lee")
    assert [line.split("\t")[5] for line in done.stdout.splitlines()] == [
        "clear", "clear", "real", "clear", "real", "clear", "pain_limited"
    ]  # fmt: skip
    for said in (
        "Answer with a number from 1 to 2.",
        "340 is outside the limits of this test, 10° to 65°",
        "is a decimal point missing: 34?",
        "a difference of 25.8° between the sides is more than a body shows",
        "'x' is not a number",
        "Name the side and a number from 0 to 10",
        "the right side has no value",
        "2 trials a side; the mean counts.",
        "Hip turn-in (2 of 7, 1 min)",
        "4 of 4 measured differences point to the left set-ups",
    ):
        assert said in " ".join(done.stderr.split()), said
    assert max(len(line) for line in done.stderr.splitlines()) <= 80


def test_the_interview_begins_with_the_tests_of_this_athlete(coach: Path) -> None:
    """Measured differences first, with the last values; then any other by id, and Enter ends."""
    done = run("maya-okafor", answers=["", *[""] * 10, "plank", "70", "88", "", "hop", "side_plnk", ""])
    asked = re.findall(r"^(\S.*) \(\d of 7\)$", done.stderr, re.MULTILINE)
    assert len(asked) == 7
    assert set(asked[:2]) <= {"Trunk turn (seated)", "Foot posture index (FPI-6)", "Single-leg heel raise"}
    assert "15 Nov: 33.8° left, 40.8° right (inclinometer)" in done.stderr
    assert "single_leg_hop  " in done.stderr  # several begin so, and are listed
    assert "did you mean 'side_plank'?" in done.stderr
    assert measured("maya-okafor") == {"side_plank": {"left": "70", "right": "88"}}
    assert "rater: AM" in text_of("maya-okafor").split(DAY)[-1]


def test_without_any_measure_the_screen_is_offered(coach: Path) -> None:
    """Its id is an answer where another test is asked."""
    done = run("sam-lee", answers=["", "quick", "2", "9", "12", "", "q"])
    assert "The quick screen takes 12 minutes: answer quick here." in " ".join(done.stderr.split())
    assert measured("sam-lee") == {"knee_to_wall_distance": {"left": "9", "right": "12"}}


def test_the_screen_takes_the_ankle_test_used_before(coach: Path) -> None:
    """Maya was measured with the lunge angle, so nothing is asked."""
    done = run("maya-okafor", "--screen", "quick", answers=["", "", "q"])
    assert "Which of these" not in done.stderr
    assert "Ankle bend (lunge angle) (1 of 7, 1.5 min)" in done.stderr


def test_back_leads_to_the_test_before_and_corrects_it(coach: Path) -> None:
    """What this session wrote is asked anew; Enter leaves it, an answer takes its place."""
    done = run(
        "sam-lee",
        "side_plank",
        "triple_hop",
        answers=["", "70", "88", "", "b", "71", "88", "", "500", "510", ""],
    )
    assert "Now: 70 s left, 88 s right." in done.stderr
    assert measured("sam-lee") == {
        "side_plank": {"left": "71", "right": "88"},
        "triple_hop": {"left": "500", "right": "510"},
    }
    assert done.stderr.count("One trial a side.") == 1  # its protocol is shown once


def test_a_test_of_the_day_is_written_over_only_on_yes(coach: Path) -> None:
    """The interview says what stands and asks; --replace asks nothing."""
    options = ["maya-okafor", "single_leg_heel_raise", "--date", "2026-11-15"]
    no = run(*options, answers=["n"])
    assert "Measured on this day already: 16 reps left, 27 reps right." in no.stderr
    assert measured("maya-okafor", "2026-11-15")["single_leg_heel_raise"] == {"left": "16", "right": "27"}
    run(*options, answers=["y", "17", "27", ""])
    assert measured("maya-okafor", "2026-11-15")["single_leg_heel_raise"] == {"left": "17", "right": "27"}
    run(*options, "--replace", answers=["18", "27", ""])
    assert measured("maya-okafor", "2026-11-15")["single_leg_heel_raise"] == {"left": "18", "right": "27"}


def test_units_devices_and_facts(coach: Path) -> None:
    """A unit must be one of the card's; a device may be another; facts may be typed beside values."""
    answers = ["", "", "kg", "nm", "note=a belt, new", "2,1", "2.0", ""]
    done = run("sam-lee", "hip_abduction_strength", answers=answers)
    assert "the unit is missing" in done.stderr
    assert "'kg' is not a unit of this test" in done.stderr
    assert measured("sam-lee")["hip_abduction_strength"] == {
        "left": "2.1",
        "right": "2",
        "unit": "Nm/kg",
        "note": "a belt, new",
    }
    done = run("sam-lee", "weight_bearing_lunge_angle", answers=["34 35", "my phone", "", "34", "36", ""])
    assert "no error is known of 'my phone'" in done.stderr
    assert measured("sam-lee")["weight_bearing_lunge_angle"]["device"] == "my phone"


def test_an_unusual_difference_asks_to_measure_again(coach: Path) -> None:
    """Above 20° in the lunge: yes measures again, no writes it."""
    answers = ["", "", "20", "42", "", "y", "21", "42", "", "n"]
    done = run("sam-lee", "weight_bearing_lunge_angle", answers=answers)
    assert done.stderr.count("measure again? y/N") == 2
    assert measured("sam-lee")["weight_bearing_lunge_angle"] == {"left": "21", "right": "42"}


def test_a_likely_slip_asks_to_measure_again(coach: Path) -> None:
    """Sides exchanged against the day before, and a trial ten times the others: asked, and written on no."""
    answers = ["", "41", "34", "", "y", "34", "41", ""]
    done = run("maya-okafor", "weight_bearing_lunge_angle", answers=["AM", *answers])
    assert "each side has what the other had on 2026-11-15" in done.stderr
    assert done.stderr.count("measure again? y/N") == 1
    assert measured("maya-okafor")["weight_bearing_lunge_angle"]["left"] == "34"
    done = run("sam-lee", "triple_hop", answers=["", "600 61 605", "602 600 603", "", "n"])
    assert "is a decimal point wrong" in done.stderr
    assert measured("sam-lee")["triple_hop"]["left"] == ["600", "61", "605"]


def test_a_question_mark_shows_the_whole_card(coach: Path) -> None:
    """Error, thresholds and sources, then the question again."""
    done = run("sam-lee", "side_plank", answers=["", "?", "70", "71", ""])
    assert "error (MDC95): 30 s" in done.stderr
    assert "Juan-Recio" in done.stderr
    assert max(len(line) for line in done.stderr.splitlines()) <= 80
    assert measured("sam-lee") == {"side_plank": {"left": "70", "right": "71"}}


def test_a_file_broken_meanwhile_loses_no_measure(coach: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The coach's editor left it half saved: told, and written once it is mended."""
    from planforge.cli import interview

    good = text_of("sam-lee")
    real = interview.ask

    def ask(prompt: str, card: str = "", first: str = "  ") -> str:
        if prompt.startswith("pain"):
            Path("athletes/sam-lee.yaml").write_text(good + "x: [\n", encoding="utf-8")
        if prompt.startswith("Enter to try"):
            Path("athletes/sam-lee.yaml").write_text(good + "# mended\n", encoding="utf-8")
        return real(prompt, card, first)

    monkeypatch.setattr(interview, "ask", ask)
    done = run("sam-lee", "side_plank", answers=["", "70", "71", "", ""])
    assert "The measure is not written yet." in done.stderr
    assert measured("sam-lee") == {"side_plank": {"left": "70", "right": "71"}}
    assert "# mended" in text_of("sam-lee")


def test_the_mirrored_athlete_reads_the_mirrored_sentences(coach: Path) -> None:
    """The same answers with sides swapped give the same lines with the words swapped."""
    text = text_of("maya-okafor").split("assessments:")[0]
    swap = {"left": "right", "right": "left"}

    def mirrored(words: str) -> str:
        return re.sub(r"\b(left|right)\b", lambda match: swap[match[0]], words)

    Path("athletes/one.yaml").write_text(text, encoding="utf-8")
    Path("athletes/other.yaml").write_text(mirrored(text), encoding="utf-8")
    sides = [("23 24", "36"), ("46", "35"), ("16", "27"), ("70", "70")]
    tests = ["hip_internal_rotation", "hip_external_rotation", "single_leg_heel_raise", "side_plank"]
    told = []
    for name, turn in (("one", 1), ("other", -1)):
        options = [f"{test}={'/'.join(pair[::turn])}" for test, pair in zip(tests, sides, strict=True)]
        done = run(name, *[part for one in options for part in ("--set", one)])
        assert done.exit_code == 0, done.stderr
        told.append(
            [line.split("\t")[6] for line in done.stdout.splitlines()] + [done.stderr.split("\n\n")[-1]]
        )
    assert [mirrored(line).replace("one", "other") for line in told[0]] == [
        line.replace("one", "other") for line in told[1]
    ]
    assert "left" in told[0][0]


def test_b_goes_one_question_back(coach: Path) -> None:
    """From pain to the second side, from there to the first, and from there to the test before."""
    answers = ["", "70", "88", "b", "89", "b", "b", "71", "90", "", "b", "n"]
    done = run("sam-lee", "side_plank", "triple_hop", answers=answers)
    assert measured("sam-lee") == {"side_plank": {"left": "71", "right": "90"}}
    asked = re.findall(r"^  (left|right|pain\?[^:]*): ", done.stderr, re.MULTILINE)
    assert [one[:5] for one in asked[:9]] == [
        "left", "right", "pain?", "right", "pain?", "right", "left", "right", "pain?"
    ]  # fmt: skip
    assert "Now: 71 s left, 90 s right." in done.stderr  # b at the first question of the second test


def test_before_the_first_test_there_is_none(coach: Path) -> None:
    done = run("sam-lee", "side_plank", answers=["", "b", "70", "88", ""])
    assert "This is the first test; there is none before it." in done.stderr
    assert measured("sam-lee") == {"side_plank": {"left": "70", "right": "88"}}


def test_pain_on_both_sides_is_a_measure_without_values(coach: Path) -> None:
    """Nothing could be measured, and that is what is kept."""
    done = run("sam-lee", "side_plank", answers=["", "pain 4", "pain 5"])
    assert measured("sam-lee") == {"side_plank": {"pain_left": "4", "pain_right": "5"}}
    assert done.stdout.split("\t")[5] == "pain_limited"
    assert CliRunner().invoke(main, ["check", "sam-lee", *TODAY]).exit_code == 0
    done = run("hana-sato", "--set", "side_plank=/, pain_left=4, pain_right=5")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.split("\t")[5] == "pain_limited"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["", "50.6", ""], {"right": "50.6"}),
        (["49.4", "", ""], {"left": "49.4"}),
        (["", ""], None),
    ],
)
def test_of_two_shares_either_side_is_enough(typed: list[str], kept: Any, coach: Path) -> None:
    """Enter at the first side asks the other; Enter at both skips the test."""
    done = run("sam-lee", "ground_contact_balance", answers=["", *typed])
    assert done.exit_code == 0
    assert measured("sam-lee") == ({"ground_contact_balance": kept} if kept else None)
    assert "One side is enough" in done.stderr


def test_a_position_is_one_of_the_cards(coach: Path) -> None:
    """What is none is refused with the reason, at its question and as a fact; so are bare numbers."""
    answers = ["", "right 2", "22 23", "pro", "position=standing", "position=sup", "23", "24", ""]
    done = run("sam-lee", "hip_internal_rotation", answers=answers)
    refused = "That is no position of this test: type one of prone, seated, supine."
    assert " ".join(done.stderr.split()).count(refused) == 3
    assert measured("sam-lee")["hip_internal_rotation"]["position"] == "supine"
    done = run("hana-sato", "weight_bearing_lunge_angle", answers=["", "34 35", "", "34", "35", ""])
    refused = "Numbers alone are no device: type the device, or Enter for inclinometer."
    assert refused in " ".join(done.stderr.split())
    assert measured("hana-sato")["weight_bearing_lunge_angle"]["device"] == "inclinometer"


@pytest.mark.parametrize(("answer", "left"), [("y", "70"), ("n", "50")])
def test_a_test_that_another_session_added_is_asked_about(
    answer: str, left: str, coach: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at the start: what stands there is told, and written over only on yes."""
    from planforge.cli import interview

    real = interview.ask

    def ask(prompt: str, card: str = "", first: str = "  ") -> str:
        if prompt.startswith("pain"):
            run("sam-lee", "--set", "side_plank=50/51")
        return real(prompt, card, first)

    monkeypatch.setattr(interview, "ask", ask)
    done = run("sam-lee", "side_plank", answers=["", "70", "71", "", answer])
    assert "Measured on this day already: 50 s left, 51 s right." in done.stderr
    assert "PF414" not in done.stderr
    assert measured("sam-lee")["side_plank"]["left"] == left


def test_twice_the_priority_asks_to_measure_again(coach: Path) -> None:
    """Yes measures again, no writes it."""
    done = run("sam-lee", "single_leg_heel_raise", answers=["", "5", "30", "", "y", "6", "30", "", "n"])
    text = " ".join(done.stderr.split())
    assert "a difference of 25 reps between the sides is twice the priority or more" in text
    assert "measure again; if it stays, a clinician should look at it" in text
    assert text.count("measure again? y/N") == 2
    assert measured("sam-lee") == {"single_leg_heel_raise": {"left": "6", "right": "30"}}


SCREENS = {
    "broken": ("name: x\nsteps:\n  - tests: [{test: side_plank}\n    minutes: 1\n", 1, "PF007"),
    "misspelt": (
        "name: x\nsteps:\n  - {tests: [{test: side_plonk}], minutes: 1}\n"
        "  - {tests: [{test: side_plank}], minutes: 1}\n",
        1,
        "did you mean 'side_plank'?",
    ),
    "single": (
        "name: One\nsteps:\n  - {tests: [{test: side_plank}], minutes: 1}\n",
        0,
        "One: 1 test in 1 minute",
    ),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_the_coachs_own(name: str, coach: Path) -> None:
    """A fault of its file is told where the screen is named, before any question."""
    text, code, said = SCREENS[name]
    Path("templates/screens").mkdir(parents=True)
    Path(f"templates/screens/{name}.yaml").write_text(text, encoding="utf-8")
    done = run("sam-lee", "--screen", name, answers=["", "q"])
    assert done.exit_code == code
    assert said in done.stderr
    assert "there is no screen" not in done.stderr
    asked = done.stderr.find("measured by")
    assert name == "single" or asked < 0 or done.stderr.index(said) < asked


def test_questions_are_wrapped_in_a_narrow_window(coach: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is longer than a window of 31 columns, what is typed aside."""
    monkeypatch.setenv("COLUMNS", "31")
    done = run("sam-lee", "weight_bearing_lunge_angle", answers=["", "", "q"])
    questions = done.stderr.split("1 ")[0].splitlines() + done.stderr.splitlines()[-4:]
    assert max(len(line.rstrip()) for line in questions) <= 30


# -- a real terminal ---------------------------------------------------------------------------------------


class Terminal:
    """planforge in a pseudo-terminal of 80 columns."""

    def __init__(self, *args: str) -> None:
        self.seen = ""
        self.pid, self.screen = pty.fork()
        if self.pid == 0:  # the child
            os.environ |= {"COLUMNS": "80", "LINES": "24", "PYTHONPATH": str(ROOT)}
            os.execv(sys.executable, [sys.executable, "-m", "planforge", "assess", *args, *TODAY])

    def wait_for(self, text: str) -> None:
        """Read until the text has come after what was waited for before; fail after 30 s."""
        end = time.monotonic() + 30
        while text not in self.seen:
            ready, _, _ = select.select([self.screen], [], [], max(end - time.monotonic(), 0))
            assert ready, f"{text!r} did not come: {self.seen[-800:]!r}"
            try:
                data = os.read(self.screen, 4096)
            except OSError:  # Linux: the other end was closed
                data = b""
            assert data, f"{text!r} did not come: {self.seen[-800:]!r}"
            self.seen += data.decode()
        self.seen = self.seen.split(text, 1)[1]

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def exit_code(self) -> int:
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.screen)
        return status


def test_ctrl_c_in_a_real_terminal_keeps_what_was_entered(coach: Path) -> None:
    """Two tests of the screen are in, the third is broken off: both are in the file, and it is told."""
    terminal = Terminal("maya-okafor", "--screen", "quick")
    terminal.wait_for("measured by [AM]: ")
    terminal.type("\n")
    terminal.wait_for("device (inclinometer, app, goniometer) [inclinometer]: ")
    terminal.type("\n")
    for test, sides in (("Ankle bend", ("34 34,5", "41 41")), ("Hip turn-in", ("23 24", "36 37"))):
        if test == "Hip turn-in":
            terminal.wait_for("[prone]: ")
            terminal.type("\n")
        for name, values in zip(("left: ", "right: "), sides, strict=True):
            terminal.wait_for(name)
            terminal.type(values + "\n")
        terminal.wait_for("pain?")
        terminal.wait_for(": ")
        terminal.type("\n")
        terminal.wait_for(f"  > {test}: ")
    terminal.wait_for("[prone]: ")
    terminal.type("\n")
    terminal.wait_for("left: ")
    terminal.type("46 ")
    terminal.type("\x03")
    terminal.wait_for("Added to athletes/maya-okafor.yaml on 22 Nov 2026: Ankle bend, Hip turn-in.")
    terminal.wait_for("Next: planforge plan maya-okafor")
    assert terminal.exit_code() == 0
    assert list(measured("maya-okafor")) == ["weight_bearing_lunge_angle", "hip_internal_rotation"]


def test_without_any_input_nothing_is_asked_twice(coach: Path) -> None:
    """A closed standard input is its end."""
    command = f"{sys.executable} -m planforge assess sam-lee side_plank --today {DAY} <&-"
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("Nothing was added.\n")


def test_input_that_is_no_text_ends_nothing(coach: Path) -> None:
    """Bytes of another encoding are a slip like any other; the end of the input ends the session."""
    done = subprocess.run(
        [sys.executable, "-m", "planforge", "assess", "sam-lee", "side_plank", *TODAY],
        input=b"\n\xff\xfe\n70\n88\n",
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"is not a number" in done.stderr
    assert measured("sam-lee") == {"side_plank": {"left": "70", "right": "88"}}  # no pain was typed
