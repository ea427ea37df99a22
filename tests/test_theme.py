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
