"""What stands in the way of a PDF: characters without a font, broken parts, wrong settings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from printed_pdf import DOCUMENTS, THEME, WORDS, page_texts, pages_of, read, root_of, write
from printed_plans import printed_plan

from planforge.models.words import Words
from planforge.render import pdf


@pytest.mark.parametrize(
    "name", ["Ελένη Παπαδοπούλου", "Юлія Щербаківська", "Nguyễn Thị Ánh Tuyết", "Zoë Šťastná"]
)
def test_names_in_the_scripts_of_the_font_are_whole(name: str) -> None:
    """Greek, Cyrillic, Vietnamese and Latin names need no font of the machine."""
    data, problems = write(printed_plan(title=name))
    assert problems == []
    assert name in " ".join(page_texts(data))


def test_a_character_that_no_font_has_is_a_warning() -> None:
    """The PDF is still made, and the warning names the character."""
    unassigned = "\u0378"
    data, problems = write(printed_plan(title=f"Maya {unassigned} Okafor"))
    assert len(read(data).pages) == pages_of(printed_plan())
    assert [one.code for one in problems] == ["PF604"]
    assert not problems[0].is_error
    assert "U+0378" in problems[0].message


def test_a_japanese_name_is_printed_or_told() -> None:
    """Where the machine has a font for it the name is whole and tagged; elsewhere a warning names it."""
    data, problems = write(printed_plan(title="山田 太郎"))
    assert len(read(data).pages) == pages_of(printed_plan())
    if problems:
        assert [one.code for one in problems] == ["PF604"]
        assert "'山' (U+5C71)" in problems[0].message
    else:
        assert "山田 太郎" in " ".join(page_texts(data))


def copied(to: Path, name: str, change: tuple[str, str]) -> Path:
    documents = to / "documents"
    shutil.copytree(DOCUMENTS, documents)
    part = documents / name
    text = part.read_text("utf-8")
    assert change[0] in text
    part.write_text(text.replace(*change, 1), "utf-8")
    return documents


def test_a_broken_part_is_a_problem_with_its_line(tmp_path: Path) -> None:
    """A slip in a template points at the template's line and column, with the line itself."""
    documents = copied(tmp_path, "week.typ", ("week.days.map(day-rows)", "week.deys.map(day-rows)"))
    data, problems = write(printed_plan(), documents)
    assert data == b""
    assert [one.code for one in problems] == ["PF603"]
    problem = problems[0]
    assert problem.is_error
    assert problem.place.file == str(documents / "week.typ")
    line = (documents / "week.typ").read_text("utf-8").splitlines()[problem.place.line - 1]
    assert problem.excerpt == line
    assert line[problem.place.column - 1 :].startswith("deys")
    assert "deys" in problem.message


def test_a_missing_word_is_a_problem_with_its_line() -> None:
    """A word that the words file lacks is told where it is wanted."""
    entries = dict(WORDS.entry("pdf"))
    del entries["rpe"]
    data, problems = pdf.write_pdf(printed_plan(), Words({"pdf": entries}), THEME, DOCUMENTS)
    assert data == b""
    assert [one.code for one in problems] == ["PF603"]
    assert problems[0].place.file.endswith("week.typ")
    assert "rpe" in problems[0].message


def test_a_part_that_is_not_accessible_is_a_warning(tmp_path: Path) -> None:
    """A coach's page that skips a heading level is printed, without the standard, and told."""
    documents = copied(tmp_path, "cards.typ", ("heading(level: 2, title)", "heading(level: 5, title)"))
    data, problems = write(printed_plan(), documents)
    assert len(read(data).pages) == pages_of(printed_plan())
    assert [(one.code, one.is_error) for one in problems] == [("PF605", False)]
    assert problems[0].place.file == str(documents / "cards.typ")
    assert b"pdfuaid" not in root_of(data)["/Metadata"].get_object().get_data()


def test_a_missing_part_and_a_fetched_package_are_problems(tmp_path: Path) -> None:
    """No plan.typ: told. A package from the network: told before anything is fetched."""
    (tmp_path / "empty").mkdir()
    assert [one.code for one in write(printed_plan(), tmp_path / "empty")[1]] == ["PF601"]
    documents = copied(tmp_path, "cover.typ", ('#import "style.typ": *', '#import "@preview/cetz:0.3.0": *'))
    data, problems = write(printed_plan(), documents)
    assert data == b""
    assert [(one.code, one.place.column) for one in problems] == [("PF602", 9)]


def test_an_unknown_paper_is_a_problem() -> None:
    """Only A4 and Letter are laid out and tried."""
    assert [one.code for one in write(printed_plan(), paper="A5")[1]] == ["PF606"]


def test_weeks_that_the_plan_has_not_are_a_problem() -> None:
    """Nothing to print is told, not printed as an empty page."""
    data, problems = write(printed_plan(), weeks=(9, 12))
    assert (data, [one.code for one in problems]) == (b"", ["PF607"])
    assert problems[0].hint == "its weeks are 1 to 4"
