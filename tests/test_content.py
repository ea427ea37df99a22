"""The library: layers file by file, every shipped file sound, references that lead somewhere."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import planforge
from planforge.cli import main
from planforge.models.words import Words
from planforge.reading import content
from planforge.reading.content import load_library
from planforge.reading.layers import (
    Layer,
    copy_template,
    file_hash,
    find_layers,
    find_template,
    old_copies,
    shipped_folder,
    which,
)
from planforge.reading.profiles import read_profile
from planforge.reading.wording import merged_words, placeholders
from planforge.running import notation

SHIPPED = Layer("shipped", shipped_folder())
GOBLET = (SHIPPED.folder / "exercises" / "goblet_squat.yaml").read_text(encoding="utf-8")


def put(folder: Path, name: str, text: str) -> Layer:
    """A layer of one file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Layer("coach", folder)


def codes(*layers: Layer) -> list[str]:
    """Problems of the coach's own files, laid over the shipped ones."""
    problems = load_library([*layers, SHIPPED], parse_run=notation.parse)[1]
    own = [str(layer.folder) for layer in layers]
    return [one.code for one in problems if any(one.place.file.startswith(folder) for folder in own)]


def test_everything_that_is_shipped_is_sound() -> None:
    """Every file validates, every reference leads somewhere, every workout can be read."""
    library, problems = load_library([SHIPPED], parse_run=notation.parse)
    assert [problem.to_text() for problem in problems] == []
    assert library is not None
    assert len(library.tests) == 30
    assert {"base", "5-km", "10-km", "half-marathon", "marathon"} <= set(library.schedules)
    for cards in (library.tests, library.exercises, library.schedules, library.strength):
        assert all(name == card.id for name, card in cards.items())


def test_a_reading_is_kept_while_the_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seventy cards are read once in a process, and again when one changes."""
    layer = put(tmp_path, "exercises/goblet_squat.yaml", GOBLET)
    load_library([layer, SHIPPED])
    read: list[str] = []
    real = content.read_yaml
    monkeypatch.setattr(
        content, "read_yaml", lambda path, name, **more: (read.append(path.name), real(path, name, **more))[1]
    )
    load_library([layer, SHIPPED])
    assert read == []
    put(tmp_path, "exercises/goblet_squat.yaml", GOBLET + "# changed\n")
    load_library([layer, SHIPPED])
    assert set(read) == {"goblet_squat.yaml"}


def test_the_record_names_every_file_that_was_read(tmp_path: Path) -> None:
    """For --watch: the files that won, words of every layer, sources and guard rails."""
    layer = put(tmp_path, "exercises/goblet_squat.yaml", GOBLET)
    put(tmp_path, "words/en.yaml", "plan: {rest: Day off}\n")
    record: list[Path] = []
    load_library([layer, SHIPPED], record=record)
    assert tmp_path / "exercises" / "goblet_squat.yaml" in record
    assert SHIPPED.folder / "exercises" / "goblet_squat.yaml" not in record
    for name in ("words/en.yaml", "sources.yaml", "guard_rails.yaml", "tests/side_plank.yaml"):
        assert SHIPPED.folder / name in record
    assert len(record) == len(set(record))


def test_the_first_layer_wins_file_by_file(tmp_path: Path) -> None:
    """The option over the coach's folder over the package; all other files stay."""
    coach = put(tmp_path / "coach", "exercises/goblet_squat.yaml", GOBLET)
    option = put(tmp_path / "option", "exercises/goblet_squat.yaml", GOBLET.replace("Goblet", "Gobelet"))
    library, _ = load_library([option, coach, SHIPPED])
    assert library is not None
    assert "Gobelet" in library.exercises["goblet_squat"].name
    assert "split_squat" in library.exercises
    found = {one.name: one for one in which([option, coach, SHIPPED])}["exercises/goblet_squat.yaml"]
    assert found.path == option.folder / "exercises/goblet_squat.yaml"
    assert found.hides == tuple(layer.folder / "exercises/goblet_squat.yaml" for layer in (coach, SHIPPED))
    assert find_template("exercises/goblet_squat.yaml", [coach, SHIPPED]) == coach.folder / found.name


def test_layers_are_found_beside_the_athletes(tmp_path: Path) -> None:
    """--templates first, the folder beside athletes/ next, the package last; a missing one is no layer."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "team" / "templates").mkdir(parents=True)
    profile = tmp_path / "team" / "athletes" / "juniors" / "ann.yaml"
    layers = find_layers(tmp_path / "mine", profile)
    assert [layer.name for layer in layers] == ["option", "coach", "shipped"]
    assert layers[1].folder == tmp_path / "team" / "templates"
    assert [layer.name for layer in find_layers(None, tmp_path / "ann.yaml")] == ["shipped"]
    assert [layer.name for layer in find_layers(tmp_path / "no")] == ["shipped"]
    checkout = SHIPPED.folder.parent / "athletes" / "ann.yaml"
    assert [layer.name for layer in find_layers(None, checkout)] == ["shipped"]


def test_hidden_files_are_no_templates(tmp_path: Path) -> None:
    """Leftovers of editors neither win nor count."""
    put(tmp_path, "exercises/.#goblet_squat.yaml", "junk: [")
    put(tmp_path, "exercises/goblet_squat.yaml~", "junk: [")
    assert which([put(tmp_path, ".git/config.yaml", "junk: [")]) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("easier: ", "easier: goblet_sqat # ", "PF501"),
        ("easier: ", "easier: my_squat # ", "PF511"),
        ("sources: [", "sources: [konor-1912, ", "PF501"),
        ("equipment: ", "equipment: [[dumbel]] # ", "PF501"),
        ("level: ", "level: 9 # ", "PF106"),
        ("role: ", "role: mian # ", "PF104"),
        ("name: ", "naem: ", "PF102"),
        ("cautions:", "cautions: [{flag: tired}]\nstop_for_2:", "PF102"),
    ],
)
def test_a_slip_in_an_exercise(old: str, new: str, code: str, tmp_path: Path) -> None:
    """The coach's own card is held to the same rules, at its own line."""
    assert f"\n{old}" in f"\n{GOBLET}"
    text = f"\n{GOBLET}".replace(f"\n{old}", f"\n{new}", 1).removeprefix("\n")
    assert code in codes(put(tmp_path, "exercises/my_squat.yaml", text))


def test_a_good_card_of_a_coach_joins_the_library(tmp_path: Path) -> None:
    """Its id is the name of its file."""
    layer = put(tmp_path, "exercises/my_squat.yaml", GOBLET)
    assert codes(layer) == []
    library, _ = load_library([layer, SHIPPED])
    assert library is not None
    assert library.exercises["my_squat"].id == "my_squat"


def test_an_exercise_that_names_one_with_a_fault_is_not_blamed(tmp_path: Path) -> None:
    """A card that cannot be read exists all the same: one slip, one problem."""
    layer = put(tmp_path, "exercises/goblet_squat.yaml", GOBLET.replace("level: ", "level: x"))
    problems = load_library([layer, SHIPPED])[1]
    assert [problem.code for problem in problems if problem.code == "PF501"] == []
    assert len(problems) == 1


def test_a_workout_of_a_schedule_that_cannot_be_read(tmp_path: Path) -> None:
    """The column counts into the text of the rung."""
    text = (SHIPPED.folder / "schedules" / "5-km.yaml").read_text(encoding="utf-8")
    broken = text.replace("4x(20 s strides, 60 s jog)", "4x(20 s strides, 60 s jgo)")
    assert broken != text
    layer = put(tmp_path, "schedules/5-km.yaml", broken)
    problems = load_library([layer, SHIPPED], parse_run=notation.parse)[1]
    assert {problem.code for problem in problems} == {"PF315"}
    place = problems[0].place
    assert problems[0].excerpt[place.column - 1 :].startswith("jgo")


def test_words_of_a_coach_change_single_sentences(tmp_path: Path) -> None:
    """An old copy does not miss the new sentences; a blank one is taken as not given."""
    layer = put(tmp_path, "words/en.yaml", "plan:\n  rest: Day off\n  away:\n")
    words, problems = merged_words([layer, SHIPPED])
    shipped, _ = merged_words([SHIPPED])
    assert problems == []
    assert words is not None
    assert shipped is not None
    assert words("plan.rest") == "Day off"
    assert words("plan.away") == shipped("plan.away")
    assert words.entry("dates") == shipped.entry("dates")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('plan: {week: "Week {number} of {count}"}\n', ["PF506"]),
        ('plan: {week: "Week"}\n', []),
        ('plan: {week: "Week {"}\n', ["PF506"]),
        ("plan: {week: {a: b}}\n", ["PF506"]),
        ("plan: Plan\n", ["PF506"]),
        ("plan: {weke: x}\n", ["PF508"]),
        ("- plan\n", ["PF017"]),
        ("plan: {week: a, week: b}\n", ["PF009"]),
    ],
)
def test_words_that_would_break_a_sentence(text: str, found: list[str], tmp_path: Path) -> None:
    """A coach may leave a fact out, and cannot ask for one that the program does not give."""
    words, problems = merged_words([put(tmp_path, "words/en.yaml", text), SHIPPED])
    assert [problem.code for problem in problems] == found
    assert words is not None
    assert words("plan.week", number=3)


def test_placeholders() -> None:
    """Names in braces; None where the braces do not fit or hold a format that could fail."""
    assert placeholders("{a} and {minutes:02d} {{x}}") == {"a", "minutes"}
    assert placeholders("{a:%Y}") is None
    assert placeholders("{a!z}") is None
    assert placeholders("{seconds:>3000}") is None
    assert placeholders("{a") is None


def test_without_words_or_guard_rails_there_is_no_library(tmp_path: Path) -> None:
    """Said once for each, never raised."""
    library, problems = load_library([put(tmp_path, "exercises/goblet_squat.yaml", GOBLET)])
    assert library is None
    assert [problem.code for problem in problems] == [
        "PF507"
    ] * 5  # words, guard rails, two files of models, sources
    assert load_library([])[0] is None


def test_a_copy_carries_its_origin_and_tells_when_it_is_old(tmp_path: Path) -> None:
    """Version, name and hash in the first line; the warning comes only when the original has changed."""
    shipped = put(tmp_path / "package", "exercises/goblet_squat.yaml", GOBLET)
    shipped = Layer("shipped", shipped.folder)
    put(shipped.folder, "documents/part.typ", "#let a = 1\n")
    mine = Layer("coach", tmp_path / "mine")
    for name in ("exercises/goblet_squat.yaml", "documents/part.typ"):
        target, problems = copy_template(name, mine.folder, [shipped])
        assert problems == []
        assert target == mine.folder / name
        first, rest = target.read_text(encoding="utf-8").split("\n", 1)
        assert rest == (shipped.folder / name).read_text(encoding="utf-8")
        assert f"copied from planforge {planforge.__version__}: {name} sha256:" in first
        assert first.endswith(file_hash(shipped.folder / name))
    assert old_copies([mine, shipped]) == []
    put(shipped.folder, "exercises/goblet_squat.yaml", GOBLET + "# newer\n")
    (shipped.folder / "documents" / "part.typ").unlink()
    assert [problem.code for problem in old_copies([mine, shipped])] == ["PF503", "PF503"]
    again, problems = copy_template("exercises/goblet_squat.yaml", mine.folder, [shipped])
    assert again is None
    assert [problem.code for problem in problems] == ["PF504"]


@pytest.mark.parametrize(
    "name", ["exercises/goblet_sqat.yaml", "../pyproject.toml", "/etc/passwd", "", "tests"]
)
def test_only_shipped_templates_can_be_copied(name: str, tmp_path: Path) -> None:
    """Nothing outside the templates, and a hint at what was meant."""
    target, problems = copy_template(name, tmp_path, [SHIPPED])
    assert target is None
    assert [problem.code for problem in problems] == ["PF001"]
    assert list(tmp_path.iterdir()) == []


def test_windows_line_ends_are_no_change(tmp_path: Path) -> None:
    """Git may check files out with other line ends."""
    unix, windows = tmp_path / "a", tmp_path / "b"
    unix.write_bytes(b"a\nb\n")
    windows.write_bytes(b"a\r\nb\r\n")
    assert file_hash(unix) == file_hash(windows)


def test_a_file_that_nothing_reads(tmp_path: Path) -> None:
    """A misspelt folder would be passed over in silence."""
    assert codes(put(tmp_path, "excercises/my_squat.yaml", GOBLET)) == ["PF505"]
    assert isinstance(load_library([SHIPPED])[0].words, Words)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("exercises/goblet_squat.yaml", r"seconds_per_rep: .*", "seconds_per_rep: inf", "PF105"),
        ("exercises/goblet_squat.yaml", r"seconds_per_rep: .*", "seconds_per_rep: 1e9", "PF106"),
        ("exercises/goblet_squat.yaml", r"count: \[\d+, \d+\]", "count: [10, 6]", "PF110"),
        ("exercises/goblet_squat.yaml", r"count: \[\d+, \d+\]", "count: [99999, 99999]", "PF106"),
        ("exercises/goblet_squat.yaml", r"name: .*", "name: " + "a" * 300, "PF106"),
        ("exercises/goblet_squat.yaml", r"name: .*", "name: " + "a" * 5000, "PF109"),
        ("exercises/goblet_squat.yaml", r"purpose: .*", "purpose: " + "a" * 5000, "PF109"),
        ("guard_rails.yaml", r"quality_gap: .*", "quality_gap: nan", "PF105"),
        ("guard_rails.yaml", r"easy_after_fifty: .*", "easy_after_fifty: 99999999", "PF106"),
        ("guard_rails.yaml", r"warn: 1.30", "warn: inf", "PF105"),
        ("strength/base.yaml", r"(main: .*)rpe: \[[^]]*\]", r"\1rpe: [9, 2]", "PF110"),
        ("tests/side_plank.yaml", r"error: .*", "error: inf", "PF105"),
    ],
)
def test_numbers_of_a_coach_are_finite_sane_and_in_order(
    name: str, old: str, new: str, code: str, tmp_path: Path
) -> None:
    """A slip in a template is one problem, at the value, with its remedy."""
    text, count = re.subn(old, new, (SHIPPED.folder / name).read_text(), count=1)
    assert count == 1
    _, problems = load_library([put(tmp_path, name, text), SHIPPED])
    assert {one.code for one in problems} == {code}
    value = new.split(": ")[-1].removeprefix("[" if code == "PF106" else "")
    assert problems[0].excerpt[problems[0].place.column - 1 :].startswith(value[:5])
    assert problems[0].hint


def test_a_range_that_runs_down_says_how_to_write_it(tmp_path: Path) -> None:
    """The hint is the corrected range."""
    text = re.sub(r"count: \[\d+, \d+\]", "count: [10, 6]", GOBLET)
    (problem,) = load_library([put(tmp_path, "exercises/goblet_squat.yaml", text), SHIPPED])[1]
    assert problem.message == "a range runs upwards, not from 10 down to 6"
    assert problem.hint == "write the smaller number first: [6, 10]"


def test_an_empty_card_is_one_problem_and_not_one_for_each_that_names_it(tmp_path: Path) -> None:
    """The card is there; what is wrong is that it is empty, and the remedy is a coach's."""
    library, _ = load_library([SHIPPED])
    assert library is not None
    named = next(one.easier for one in library.exercises.values() if one.easier)
    put(tmp_path, f"exercises/{named}.yaml", "")
    layer = put(tmp_path, "tests/single_leg_hop.yaml", "")
    _, problems = load_library([layer, SHIPPED])
    assert [one.code for one in problems] == ["PF006", "PF006"]
    assert all("planforge templates" in one.hint for one in problems)


PLANK = (SHIPPED.folder / "tests" / "side_plank.yaml").read_text(encoding="utf-8")
BROKEN = PLANK.replace("\nminutes: 8", "\nminutes: -1")
ANN = """name: Ann
assessments:
  - date: 2026-11-15
    measures:
      side_plank: {left: 70, right: 88}
      side_plonk: {left: 70, right: 88}
"""


def test_a_measure_of_a_faulty_card_is_not_blamed(tmp_path: Path) -> None:
    """The card's fault is told once; a test that is nowhere is told all the same."""
    layer = put(tmp_path / "templates", "tests/side_plank.yaml", BROKEN)
    put(
        tmp_path / "templates",
        "screens/mine.yaml",
        "name: M\nsteps:\n  - {tests: [{test: side_plank}], minutes: 1}\n",
    )
    library, problems = load_library([layer, SHIPPED])
    assert library is not None
    assert [(one.code, one.place.line) for one in problems] == [("PF106", 22)]
    assert dict(library.faulty) == {("tests", "side_plank"): tuple(problems)}
    path = tmp_path / "ann.yaml"
    path.write_text(ANN, encoding="utf-8")
    profile, found = read_profile(path, library, dt.date(2026, 11, 20))
    assert profile is None
    assert [(one.code, one.place.line) for one in found] == [("PF401", 6)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("schedules/mine.yaml", "schedule: mine\nweeks: 8\n"),
        ("exercises/mine.yaml", "avoid: [mine]\nweeks: 8\n"),
    ],
)
def test_a_profile_that_names_a_faulty_schedule_or_exercise_is_not_blamed(
    name: str, said: str, tmp_path: Path
) -> None:
    """Nothing is said of the profile; without the file the name is unknown."""
    layer = put(tmp_path / "templates", name, "name: [\n")
    path = tmp_path / "ann.yaml"
    path.write_text(f"name: Ann\n{said}", encoding="utf-8")
    for layers, found in (([layer, SHIPPED], 0), ([SHIPPED], 1)):
        library, _ = load_library(layers)
        assert library is not None
        errors = [one for one in read_profile(path, library, dt.date(2026, 11, 20))[1] if one.is_error]
        assert len(errors) == found


@pytest.mark.parametrize(
    ("name", "text", "arguments", "told"),
    [
        ("tests/side_plank.yaml", BROKEN, ["assess", "ann", "--set", "side_plank=70/88"], "PF106"),
        (
            "tests/side_plank.yaml",
            BROKEN,
            ["assess", "ann", "--set", "side_plank=70/88", "--set", "side_plank=71/88"],
            "PF106",
        ),
        ("tests/side_plank.yaml", BROKEN, ["assess", "ann", "side_plank"], "PF106"),
        ("tests/side_plank.yaml", BROKEN, ["plan", "ann"], "PF106"),
        ("tests/side_plank.yaml", BROKEN, ["library", "tests", "side_plank"], "PF106"),
        ("screens/mine.yaml", "name: M\nsteps: []\n", ["assess", "ann", "--screen", "mine"], "PF106"),
    ],
)
def test_a_faulty_card_is_told_by_every_command_that_wants_it(
    name: str,
    text: str,
    arguments: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its true cause, once, with its file; not that there is no such test."""
    put(tmp_path / "templates", name, text)
    path = tmp_path / "athletes" / "ann.yaml"
    path.parent.mkdir()
    path.write_text(ANN.replace("      side_plonk: {left: 70, right: 88}\n", ""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    day = [] if arguments[0] == "library" else ["--today", "2026-11-20"]
    result = CliRunner().invoke(main, [*arguments, *day])
    assert result.exit_code == 1
    assert re.findall(r"PF\d+", result.stderr) == [told]
    assert f"templates/{name}:" in result.stderr
    assert path.read_text(encoding="utf-8").count("side_plank") == 1
