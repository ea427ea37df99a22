"""Text stays text: what a coach writes, through the whole command, into every cell and back out of it.

The texts stand in an athlete file and in templates of the coach's own, are read as any other, and the book
is opened by openpyxl, LibreOffice and Gnumeric. What the reader does not let through is said here too: it
puts the white space of one-line texts (names, races, titles) in order and refuses control signs, halves of
surrogate pairs, line separators and over-long lines with their place.
"""

from __future__ import annotations

import json
import math
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from test_xlsx_book import audit, hostile
from workbooks import opened, plan, written
from xlsx_engines import (
    Cell,
    all_by_libreoffice,
    by_gnumeric,
    cells,
    differences,
    pdfs_by_libreoffice,
    with_today,
)

from athletes import TODAY, shipped_library
from planforge.cli import main
from planforge.forge import Forged, forge
from planforge.models.plan import Plan
from planforge.reading.profiles import read_profile, slug
from planforge.render.xlsx.grid import LONGEST_TEXT, one_line, plain
from planforge.render.xlsx.text_fit import lines_needed

# One line each, as names and titles are; the reader keeps them sign by sign.
LINES = (
    '=HYPERLINK("http://x.example","y")', "+1-2", "-2+3", "@SUM(A1)", "'quoted", "''twice", "007", "TRUE",
    '"double" a_x0041_b <b>&amp; ]]> & <', "see 'Plan'!A1 &A&D&[Path] %s", "🏃" * 30,
)  # fmt: skip
# White space at the ends and inside, which cards keep: they may be of several lines.
SPACED = ("\t=1+1\tand\tmore", "  two  inner  and outer  ", "one\ntwo\n\nfour", "\u00a0=1", "\t")
NAMES = {
    "Greek": "Ελένη Παπαδοπούλου", "Cyrillic": "Юлия Щербакова", "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Japanese": "高橋 さくら", "marks": "Zoe\u0301 Mu\u0308ller", "quotes": "D'Arcy \"Day\" & <Co>",
    "emoji": "Ann 🏃🏽‍♀️", "Arabic": "يوسف",
}  # fmt: skip
# Several texts, so that what a week is for still takes one row of Plan and every cell keeps its place.
ALL_NAMES = tuple(" · ".join(list(NAMES.values())[at : at + 2]) for at in range(0, len(NAMES), 2))
TEXTS = (*LINES, *SPACED, *ALL_NAMES)
IN_EVERY_PLACE = (LINES[0], "'quoted", SPACED[0], ALL_NAMES[0])
IN_WEEKS = {f"weeks {at // 7 + 1}": TEXTS[at : at + 7] for at in range(0, len(TEXTS), 7)}
REFUSED = {
    "bell": ("a\x07b", "PF016"), "escape sequence": ("a\x1b[31mb", "PF016"),
    "no character": ("a\ufffeb", "PF016"), "line separator": ("a\u2028b", "PF016"),
    "half a pair": ("a\ud800b", "PF007"), "too long": ("x" * 40_000, "PF106"),
}  # fmt: skip


GOAL = {"date": "2027-03-07", "distance": "10 km"}


class Written(yaml.SafeDumper):
    """YAML without anchors, which the reader refuses."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def as_yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=Written, sort_keys=False, allow_unicode=True)


def athlete(text: str) -> dict[str, Any]:
    """An athlete file with the text wherever free text may stand."""
    measure = {"left": 20, "right": 28, "note": text, "device": text}
    turned = {"left": 38, "right": 25, "position": "prone"}
    return {
        "name": text, "start": "2026-11-30", "schedule": "mine", "equipment": ["mat", "band", "dumbbells"],
        "running": {
            "level": "intermediate", "weekly_distance": "30 km",
            "recent_result": {"distance": "5 km", "time": "25:00"},
        },
        "goal": {"race": text, "date": "2026-12-20", "distance": "10 km"},
        "other_races": [{"race": text, "date": "2026-12-05", "distance": "5 km", "priority": "C"}],
        "fixed": [{"day": "thursday", "run": text, "minutes": "40 min"}],
        "changes": [{"date": "2026-12-01", "run": text}],
        "history": [{"what": "other", "side": "left", "place": text, "note": text, "status": "recovered"}],
        "assessments": [
            {
                "date": "2026-11-20", "rater": text,
                "measures": {"single_leg_heel_raise": measure, "hip_internal_rotation": turned},
            }
        ],
        "notes": text,
    }  # fmt: skip


def schedule(text: str) -> dict[str, Any]:
    week = {"phase": "base", "runs": {"tuesday": {"run": "8 km E", "title": text}, "sunday": "14 km E"}}
    return {
        "name": text, "summary": text, "titles": {"easy": text},
        "phases": {"base": {"name": text, "purpose": text}}, "weeks": [week] * 3,
    }  # fmt: skip


def forged(folder: Path, text: str, lines: tuple[str, ...]) -> Forged:
    """A plan with the text in every one-line place and the lines in every exercise that names no side."""
    templates = folder / "templates"
    (templates / "exercises").mkdir(parents=True)
    (templates / "schedules").mkdir()
    (templates / "schedules" / "mine.yaml").write_text(as_yaml(schedule(text)), encoding="utf-8")
    for path in (ROOT / "templates" / "exercises").glob("*.yaml"):
        card = yaml.safe_load(path.read_text(encoding="utf-8"))
        if card["side_rule"] != "asymmetric":  # those need a token for the side in every sentence
            own = {key: text for key in ("name", "purpose", "tempo", "effort", "side_note") if card.get(key)}
            card = {**card, **own, "setup": list(lines), "cues": list(lines)}
            (templates / "exercises" / path.name).write_text(as_yaml(card), encoding="utf-8")
    (templates / "tests").mkdir()
    raise_ = yaml.safe_load((ROOT / "templates/tests/single_leg_heel_raise.yaml").read_text(encoding="utf-8"))
    own_test = as_yaml({**raise_, "name": text})
    (templates / "tests" / "single_leg_heel_raise.yaml").write_text(own_test, encoding="utf-8")
    path = folder / "ann.yaml"
    path.write_text(as_yaml(athlete(text)), encoding="utf-8")
    return forge(path, today=TODAY, templates=templates)


# -- every text in every cell ----------------------------------------------------------------------------

MARK = "MARKED"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The JSON of a plan that has a mark in every place of free text, through the whole command."""
    made = forged(tmp_path_factory.mktemp("marked"), MARK, (MARK,))
    assert made.plan is not None, [problem.to_text() for problem in made.problems if problem.is_error]
    cards = tuple(card for card in made.plan.exercises if card.name == MARK)[:3]
    short = made.plan.model_copy(update={"weeks": made.plan.weeks[:1], "exercises": cards, "sources": ()})
    return short.to_json()


@pytest.fixture(scope="module")
def books(marked: str) -> dict[str, bytes]:
    """That plan with each text in place of the mark."""
    made = {}
    for text in (MARK, *TEXTS):
        of = Plan.from_json(marked.replace(MARK, json.dumps(text)[1:-1]))
        made[text] = with_today(written(of), of.generated_on)
    return made


@pytest.fixture(scope="module")
def opened_elsewhere(books: dict[str, bytes]) -> dict[str, bytes]:
    """A few texts in every place, and all texts in weeks and cards of their own: fewer books to open."""
    base, made = plan("maya-okafor").model_copy(update={"sources": ()}), {}
    for name, texts in IN_WEEKS.items():
        made[name] = with_today(written(hostile(base, *texts)), base.generated_on)
    return made | {text: books[text] for text in IN_EVERY_PLACE}


@pytest.fixture(scope="module")
def resaved(
    opened_elsewhere: dict[str, bytes], soffice: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    return all_by_libreoffice(soffice, opened_elsewhere, tmp_path_factory.mktemp("resaved"))


def holding(book: bytes, text: str) -> dict[tuple[str, str], Cell]:
    return {
        place: cell
        for place, cell in cells(book).items()
        if isinstance(cell.value, str) and text in cell.value
    }


def test_the_text_reaches_every_tab(books: dict[str, bytes]) -> None:
    """Plan, strength, tests, cards and the record; This week and Paces look it up."""
    found = holding(books[MARK], MARK)
    assert {tab for tab, _ in found} == set(opened(books[MARK]).sheetnames) - {"Paces"}
    assert len(found) > 40


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_stands_unchanged_and_is_no_formula(text: str, books: dict[str, bytes]) -> None:
    """Where the mark stood stands the text, sign by sign; the formulas are the same ones."""
    plain_book, book = cells(books[MARK]), cells(books[text])
    for place, was in plain_book.items():
        if str(was.value).startswith("Printed on "):  # a longer text takes more pages
            continue
        expected = was.value.replace(MARK, text) if isinstance(was.value, str) else was.value
        now = book[place]
        assert now.value == expected, place
        assert (now.formula is None) == (was.formula is None)
        assert now.formula is None or now.formula == was.formula or text.strip() in now.formula


@pytest.mark.parametrize("text", TEXTS)
def test_openpyxl_reads_the_text(text: str, books: dict[str, bytes]) -> None:
    workbook = opened(books[text])
    for (tab, place), cell in holding(books[text], text).items():
        if cell.formula is None:
            assert workbook[tab][place].value == cell.value
            assert workbook[tab][place].data_type == "s"


@pytest.mark.parametrize("name", IN_WEEKS)
def test_each_text_has_cells_of_its_own(name: str, opened_elsewhere: dict[str, bytes]) -> None:
    """Title, text and pace of a session, habit, focus, dates, the card and the referral."""
    for text in IN_WEEKS[name]:
        assert [cell.value for cell in holding(opened_elsewhere[name], text).values()].count(text) >= 6


@pytest.mark.parametrize("name", [*IN_WEEKS, *IN_EVERY_PLACE])
def test_the_text_comes_back_from_libreoffice(
    name: str, opened_elsewhere: dict[str, bytes], resaved: dict[str, bytes]
) -> None:
    """Every cell of the book after LibreOffice opened, computed and saved it."""
    before = opened_elsewhere[name]
    assert differences(before, resaved[name], cells(before)) == []


@pytest.mark.parametrize("name", [*IN_WEEKS, *IN_EVERY_PLACE])
def test_the_text_comes_back_from_gnumeric(
    name: str,
    opened_elsewhere: dict[str, bytes],
    ssconvert: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    before = opened_elsewhere[name]
    after = by_gnumeric(ssconvert, before, tmp_path_factory.mktemp("one"))
    assert differences(before, after, cells(before)) == []


def test_what_begins_like_a_formula_keeps_its_mark(books: dict[str, bytes]) -> None:
    """Excel edits such a cell as text, by the quote prefix; an apostrophe of the text is not doubled."""
    for text in LINES[:8]:
        title = opened(books[text])["Plan"]["A1"]
        assert title.quotePrefix == text.startswith(("=", "+", "-", "@", "'"))


# -- the reader ------------------------------------------------------------------------------------------


def test_the_reader_keeps_every_line(tmp_path: Path) -> None:
    """Each text in a file, through the command: one-line texts as they are, cards with their white space."""
    for number, text in enumerate(LINES):
        path = tmp_path / f"a{number}.yaml"
        path.write_text(as_yaml({"name": text, "goal": {**GOAL, "race": text}}), encoding="utf-8")
        profile, _ = read_profile(path, shipped_library(), TODAY)
        assert profile is not None
        assert profile.goal is not None
        assert (profile.name, profile.goal.race) == (text, text)
    made = forged(tmp_path / "own", LINES[0], (*LINES, *SPACED[:-1]))
    assert made.plan is not None, [problem.to_text() for problem in made.problems if problem.is_error]
    own = [card for card in made.plan.exercises if card.name == LINES[0]]
    assert own
    assert {card.cues for card in own} == {(*LINES, *SPACED[:-1])}
    assert {card.setup for card in own} == {(*LINES, *SPACED[:-1])}


@pytest.mark.parametrize("text", SPACED[:4])
def test_the_reader_sets_a_name_in_one_line(text: str, tmp_path: Path) -> None:
    """White space around a name is dropped and inside it is one space."""
    (tmp_path / "ann.yaml").write_text(as_yaml({"name": text, "weeks": "2"}), encoding="utf-8")
    made = forge(tmp_path / "ann.yaml", today=TODAY)
    assert made.plan is not None
    assert made.plan.athlete.name == " ".join(text.split())


@pytest.mark.parametrize("kind", REFUSED)
def test_the_reader_refuses_what_is_no_text(kind: str, tmp_path: Path) -> None:
    """With the line of the file; such a text never reaches a cell."""
    text, code = REFUSED[kind]
    written_ = json.dumps(text) if kind != "line separator" else f'"{text}"'
    (tmp_path / "ann.yaml").write_text(f"name: Ann\ngoal: {{race: {written_}}}\n", encoding="utf-8")
    made = forge(tmp_path / "ann.yaml", today=TODAY)
    assert made.plan is None
    assert (code, 2) in {(problem.code, problem.place.line) for problem in made.problems}


# -- what a cell cannot hold, and places of one line -----------------------------------------------------


def test_only_control_signs_are_taken_out() -> None:
    """White space stays; a new line is one sign; a text too long ends with a whole character."""
    assert plain("\t a\x00b\x1f\ud800\r\nc\rd \uffff") == "\t ab\nc\nd "
    assert plain("🏃" * 20_000) == "🏃" * (LONGEST_TEXT // 2)
    assert plain("x" * 40_000) == "x" * LONGEST_TEXT
    assert one_line(" \ta\r\n b\x00 ") == "a b"


def test_a_footer_and_the_title_have_one_line(tmp_path: Path) -> None:
    """Even where the plan's title holds a tab, line breaks and the codes of a footer."""
    data = written(hostile(plan("maya-okafor"), " a\t&P\r\nb\x00 "))
    assert audit(data, tmp_path) == []
    workbook = opened(data)
    assert workbook.properties.title == "a &P b"
    assert str(workbook["Plan"].oddFooter.left.text).startswith("a &&P b")


def test_rows_are_high_enough_for_taller_scripts() -> None:
    """Lines of Japanese need a fifth more than as many lines of Arial; one line has room anyway."""
    for signs in (10, 40, 120):
        latin, japanese = (lines_needed(sign * signs, 12) for sign in ("W", "高"))  # a full em each
        assert latin > 1
        assert japanese == math.ceil(latin * 1.2)
    assert lines_needed("高橋 さくら", 30) == 1
    accented, dashed = lines_needed("Nguyễn Thị Tuyết " * 6, 30), lines_needed("3–4 in reserve " * 6, 30)
    assert (accented, dashed) == (
        lines_needed("Nguyen Thi Tuyet " * 6, 30),
        lines_needed("3-4 in reserve " * 6, 30),
    )


# -- names -----------------------------------------------------------------------------------------------


def test_a_name_is_whole_in_file_name_and_properties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files named after the athletes: the id is the name of the output, also where no letter is Latin."""
    folder = tmp_path / "athletes"
    folder.mkdir()
    for name in NAMES.values():
        (folder / f"{slug(name)}.yaml").write_text(as_yaml({"name": name, "weeks": "1"}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    arguments = ["plan", "athletes", "--today", TODAY.isoformat(), "--format", "xlsx", "--out", "out"]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    paths = {path.parent.name: path for path in map(Path, done.stdout.splitlines()) if path.suffix == ".xlsx"}
    assert set(paths) == set(map(slug, NAMES.values()))
    for name in NAMES.values():
        path = paths[slug(name)]
        assert path.name.startswith(f"{slug(name)}_2026-")
        workbook = openpyxl.load_workbook(path)
        assert name in str(workbook.properties.title)
        assert name in str(workbook["Plan"]["A1"].value)


def test_names_are_whole_in_print(soffice: str, pdftotext: str, tmp_path: Path) -> None:
    """LibreOffice's print has every name in one piece, and the apostrophe of a text once."""
    base = plan("maya-okafor").model_copy(update={"sources": (), "assessments": ()})
    book = written(hostile(base, *ALL_NAMES, "'quoted"))
    (pdf,) = pdfs_by_libreoffice(soffice, {"names": book}, tmp_path).values()
    done = subprocess.run([pdftotext, "-layout", "-", "-"], input=pdf, check=True, capture_output=True)
    everything = done.stdout.decode()
    for kind, name in NAMES.items():
        if kind == "emoji":  # no sign of it is printed where no font has it
            continue
        assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", everything), kind
    assert "'quoted" in everything
    assert "''" not in everything
