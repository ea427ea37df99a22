"""Document parts and fonts that a coach broke: each a problem at its place, and no plan without its text."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from printed_pdf import DOCUMENTS, THEME, WORDS, read, write
from printed_plans import printed_plan

from planforge.models.plan import Plan
from planforge.problems import Place, Problem, Severity, without_echoes
from planforge.render import document_parts, pdf


def short(**changes: Any) -> Plan:
    """One week: what is wrong with a part shows on it as on many."""
    return printed_plan(weeks=printed_plan().weeks[:1], exercises=(), **changes)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DOCUMENTS, tmp_path / "documents"))


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    ("added", "column", "code", "said", "hint"),
    [
        ("#let x = (", 10, "PF603", "unclosed delimiter", ""),
        ("#let x = nosuch", 10, "PF603", "unknown variable: nosuch", ""),
        ("#let x = (1).nosuch()", 10, "PF603", "type integer has no method `nosuch`", ""),
        ("#while true { let x = 1 }", 8, "PF603", "condition is always true", ""),
        ("#let f() = { pagebreak(); f() }; #f()", 14, "PF603", "maximum function call depth exceeded", ""),
        ('#import "@preview/cetz:0.3.0"', 9, "PF602", "asks for a package from the network", "copy what"),
        (
            '#import ("@prev" + "iew/x:1.0.0")',
            2,
            "PF602",
            "cannot be seen here",
            "the name of a part in quotes",
        ),
        (
            '#let x = read("../../etc/passwd")',
            15,
            "PF603",
            "would escape the project root",
            "copy the file into",
        ),
        ('#let x = read("/etc/passwd")', 15, "PF603", "searched at documents/etc/passwd", ""),
    ],
)
def test_a_slip_is_told_at_its_place(
    added: str, column: int, code: str, said: str, hint: str, documents: Path
) -> None:
    """File, line and column of the part itself, never of the copy that the compiler read."""
    part = documents / "style.typ"
    part.write_text(part.read_text("utf-8") + added + "\n", "utf-8")
    data, problems = write(short(), documents)
    assert data == b""
    problem = only(problems)
    assert (problem.code, problem.is_error) == (code, True)
    assert problem.place.file == str(part)
    assert part.read_text("utf-8").splitlines()[problem.place.line - 1] == added
    assert problem.place.column == column
    assert said in problem.message
    assert hint in problem.hint
    assert "--root" not in problem.hint


def test_a_part_in_another_encoding_is_told_at_its_letter(documents: Path) -> None:
    part = documents / "cards.typ"
    part.write_bytes("// ok\n#let x = [für]\n".encode("latin-1"))
    problem = only(write(short(), documents)[1])
    assert (problem.code, problem.place.line, problem.place.column) == ("PF005", 2, 12)


def test_a_part_that_cannot_be_opened_is_told(documents: Path) -> None:
    files = {**document_parts.files_in(documents), "gone.typ": documents / "gone.typ"}
    data, problems = pdf.write_pdf(short(), WORDS, THEME, files)
    assert data == b""
    assert only(problems).message == "gone.typ cannot be read (No such file or directory)"


def test_a_document_without_an_end_is_given_up(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand pages would take minutes; the compiler is not waited for."""
    part = documents / "plan.typ"
    part.write_text(part.read_text("utf-8") + "#for i in range(900) { pagebreak() }\n", "utf-8")
    monkeypatch.setattr(document_parts, "LONGEST", 0.05)
    data, problems = write(short(), documents)
    assert data == b""
    assert (only(problems).code, only(problems).place.file) == ("PF622", str(part))


def test_damaged_fonts_never_leave_a_page_without_text(documents: Path) -> None:
    """A font of the machine steps in where there is one; each file is named, and the family."""
    for font in (documents / "fonts").glob("*.ttf"):
        font.write_bytes(font.read_bytes()[:200_000])
    data, problems = write(short(), documents)
    codes = [one.code for one in problems]
    assert codes[:3] == ["PF621", "PF621", "PF620"]
    if "PF604" not in codes:  # else the machine has no font either, and that was told
        assert "Week 1" in read(data).pages[1].extract_text()
    assert not any(one.is_error for one in problems)


def test_one_damaged_font_is_named(documents: Path) -> None:
    (documents / "fonts" / "SourceSans3-Semibold.ttf").write_bytes(b"")
    data, problems = write(short(), documents)
    assert data
    assert (only(problems).code, Path(only(problems).place.file).name) == (
        "PF621",
        "SourceSans3-Semibold.ttf",
    )


def test_an_unknown_family_is_told() -> None:
    """The PDF is set in what is there; without the warning nobody would know why."""
    data, problems = pdf.write_pdf(short(), WORDS, {**THEME, "font": "Source San 3"}, DOCUMENTS)
    assert data
    assert (only(problems).code, only(problems).hint) == ("PF620", "did you mean 'Source Sans 3'?")


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("Ἀθηνᾶ Қайрат Ђорђе Ґалина Ươ", ""),  # polytonic Greek, Cyrillic beyond Russian, Vietnamese
        ("e\u0301\u0302 a\u200db\u00ad \u2066x\u2069", ""),  # marks, joiners and directions have no shape
        ("Run 👟🏃\u200d♀\ufe0f", "🏃👟"),
        ("\ue000 \u0378", "\u0378\ue000"),
    ],
)
def test_names_are_whole_or_their_characters_are_named(name: str, missing: str) -> None:
    """Every one of them, also where the compiler stops at the first of a run."""
    data, problems = write(short(title=name))
    assert data
    if not missing:
        assert problems == []
        return
    told = re.findall(r"U\+([0-9A-F]+)", "".join(one.message for one in problems))
    assert {chr(int(code, 16)) for code in told} <= set(missing)
    if told:  # a machine with a font for them prints them, and has nothing to tell
        assert {one.code for one in problems} == {"PF604"}
    else:
        assert problems == []


def test_a_line_taken_out_gives_a_pdf_or_a_place(documents: Path) -> None:
    """A few parts without a line of theirs, the same ones every time."""
    chosen = random.Random(2)
    plan = short()
    for name in ("style.typ", "drawings.typ", "inputs.typ"):
        part = documents / name
        text = part.read_text("utf-8")
        lines = text.splitlines()
        at = chosen.randrange(len(lines))
        part.write_text("\n".join(lines[:at] + lines[at + 1 :]), "utf-8")
        data, problems = write(plan, documents)
        assert data or (problems and problems[0].place.line and problems[0].message)
        part.write_text(text, "utf-8")


def test_a_part_that_pdf_and_drawings_use_is_told_once() -> None:
    """The error stands, the warning that echoes it goes; another place's warning stays."""
    place, other = Place("drawings.typ", 3, 1), Place("theme.yaml", 1, 1)
    error = Problem("PF603", Severity.ERROR, place, "unclosed delimiter")
    echo = Problem("PF603", Severity.WARNING, place, "unclosed delimiter", "there are no drawings")
    warning = Problem("PF609", Severity.WARNING, other, "unclosed delimiter")
    assert without_echoes([echo, warning, error]) == [warning, error]
    assert without_echoes([echo]) == [echo]
