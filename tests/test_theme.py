"""The theme: the coach's keys over the shipped ones, faults with their place."""

from __future__ import annotations

from pathlib import Path

from planforge.reading.layers import Layer, shipped_folder
from planforge.reading.theme import read_theme

SHIPPED = Layer("shipped", shipped_folder())


def own(tmp_path: Path, text: str) -> Layer:
    path = tmp_path / "documents" / "theme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return Layer("coach", tmp_path)


def test_the_shipped_theme_is_whole() -> None:
    """Every key has a value, and no key is unknown."""
    theme, problems = read_theme([SHIPPED])
    assert problems == []
    assert theme["workbook_font"] == "Arial"
    assert theme["paper_size"] == "a4"
    assert set(theme["sessions"]) >= {"easy", "long", "hard", "race", "strength"}
    assert len(theme["phases"]) >= 4


def test_one_key_of_the_coach(tmp_path: Path) -> None:
    """One colour and one dot change; the rest stays."""
    layer = own(tmp_path, 'left: "#7A1FA2"\nsessions: {race: "#000000"}\npaper_size: Letter\n')
    shipped, _ = read_theme([SHIPPED])
    theme, problems = read_theme([layer, SHIPPED])
    assert problems == []
    assert (theme["left"], theme["right"]) == ("#7A1FA2", shipped["right"])
    assert (theme["sessions"]["race"], theme["sessions"]["easy"]) == ("#000000", shipped["sessions"]["easy"])
    assert theme["paper_size"] == "letter"


def test_a_faulty_theme_counts_for_nothing(tmp_path: Path) -> None:
    """An unknown key and a colour that is none: two problems, and the shipped theme."""
    layer = own(tmp_path, "lefft: '#000000'\nink: blue\n")
    theme, problems = read_theme([layer, SHIPPED])
    found = {problem.place.line: problem for problem in problems}
    assert {line: problem.is_error for line, problem in found.items()} == {1: True, 2: True}
    assert "did you mean 'left'?" in found[1].hint
    assert theme == read_theme([SHIPPED])[0]


def test_the_parts_that_are_printed(tmp_path: Path) -> None:
    """A list of names, none of them empty; without it the theme names none, and all are printed."""
    assert "parts" not in read_theme([SHIPPED])[0]
    theme, problems = read_theme([own(tmp_path, "parts: [weeks, cards]\nprint_colours: grey\n"), SHIPPED])
    assert problems == []
    assert theme["parts"] == ["weeks", "cards"]
    assert theme["print_colours"] == "grey"


def test_an_unknown_part_is_told_at_its_place(tmp_path: Path) -> None:
    layer = own(tmp_path, "coach: Ann\nparts: [weeks, card]\n")
    theme, (problem,) = read_theme([layer, SHIPPED])
    assert (problem.is_error, problem.place.line, problem.place.column) == (True, 2, 16)
    assert problem.message == "'card' is not known here"
    assert "did you mean 'cards'?" in problem.hint
    assert "parts" not in theme


def test_no_part_at_all_is_told(tmp_path: Path) -> None:
    """An empty list would print an empty PDF."""
    _, (problem,) = read_theme([own(tmp_path, "parts: []\n"), SHIPPED])
    assert (problem.is_error, problem.place.line) == (True, 1)


def test_an_unknown_part_alone_is_told_once(tmp_path: Path) -> None:
    """That the list is empty without it needs no saying; a list that is too short even so does."""
    _, (problem,) = read_theme([own(tmp_path, "parts: [week]\n"), SHIPPED])
    assert problem.code == "PF104"
