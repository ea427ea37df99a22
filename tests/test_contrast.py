"""Contrast of the theme's text by the formula of WCAG: known values, and the warnings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planforge.models.colour import contrast
from planforge.problems import Problem
from planforge.reading.contrast import BARS, PAIRS
from planforge.reading.layers import Layer, shipped_folder
from planforge.reading.theme import read_theme

SHIPPED = Layer("shipped", shipped_folder())


def told(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "documents" / "theme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return read_theme([Layer("coach", tmp_path), SHIPPED])[1]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),  # the grey just short of the limit, as WCAG's own material has it
        ("#767676", "#FFFFFF", 4.54),
        ("#1D5F8A", "#1D5F8A", 1.0),
    ],
)
def test_known_contrasts(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_shipped_theme_can_be_read() -> None:
    theme, problems = read_theme([SHIPPED])
    assert problems == []
    grounds = {name: said if isinstance(said, list) else [said] for name, said in theme.items()}
    assert all(contrast(theme[text], on) >= 4.5 for text, ground in PAIRS for on in grounds[ground])
    assert all(contrast(theme[bar], on) >= 3 for bar, ground in BARS for on in grounds[ground])


def test_a_pale_side_is_told_with_its_line(tmp_path: Path) -> None:
    """On all that it stands on: warnings at the key, with the way out."""
    problems = told(tmp_path, 'coach: Ann\nleft: "#F0B080"\n')
    assert {(one.code, one.is_error, one.place.line, one.place.column) for one in problems} == {
        ("PF609", False, 2, 7)
    }
    assert [one.message.split(" has")[0] for one in problems] == [
        "left on paper",
        "left on left_tint",
        "left on soft",
        "left on error_band",
    ]
    assert problems[0].hint == "make left darker: at least 4.5 : 1"
    assert problems[-1].hint == "make left darker: at least 3 : 1"  # a bar is larger than a letter


def test_a_dark_ground_is_told_at_the_ground(tmp_path: Path) -> None:
    problems = told(tmp_path, 'right_tint: "#3C5A70"\n')
    assert [one.message.split(" has")[0] for one in problems] == [
        "ink on right_tint",
        "muted on right_tint",
        "right on right_tint",
    ]
    assert problems[0].place.line == 1


def test_light_text_on_a_dark_page_is_no_fault(tmp_path: Path) -> None:
    dark = {
        "soft": "#1A2026",
        "link": "#80B8E0",
        "paper": "#101418",
        "input": "#2A2618",
        "error_band": "#3A4450",
        "left_tint": "#241710",
        "right_tint": "#101C26",
    }
    light = {"ink": "#F0F2F4", "muted": "#A8B2BC", "key": "#E8B860", "left": "#F0A070", "right": "#80B8E0"}
    text = "".join(f'{key}: "{colour}"\n' for key, colour in (dark | light).items())
    assert told(tmp_path, f'{text}phases: ["#204030"]\n') == []


def test_a_dark_phase_is_told_at_the_phases(tmp_path: Path) -> None:
    """Ink stands on the band of each phase; the worst is named, and the ground is what to change."""
    (problem,) = told(tmp_path, 'phases: ["#A9CDB6", "#000000", "#222222"]\n')
    assert problem.message.startswith("ink on phases #222222 has a contrast of 1.")
    assert problem.hint == "make phases lighter: at least 4.5 : 1"


def test_white_ink_is_to_be_made_darker(tmp_path: Path) -> None:
    """One way for all its grounds."""
    hints = {one.hint for one in told(tmp_path, 'ink: "#FFFFFF"\n')}
    assert hints == {"make ink darker: at least 4.5 : 1"}


@pytest.mark.parametrize(
    ("key", "colour", "told_at"),
    [("right", "#99CCFF", "right"), ("soft", "#333333", "soft"), ("ink", "#FFFFFF", "ink")],
)
def test_the_shipped_file_is_judged_too_where_it_was_edited(
    key: str, colour: str, told_at: str, tmp_path: Path
) -> None:
    """As the README says for a clone: the warnings stand at the line that was changed."""
    shipped = (shipped_folder() / "documents" / "theme.yaml").read_text(encoding="utf-8")
    edited = re.sub(rf'^{key}: "#......"', f'{key}: "{colour}"', shipped, flags=re.MULTILINE)
    assert edited != shipped
    path = tmp_path / "documents" / "theme.yaml"
    path.parent.mkdir()
    path.write_text(edited, encoding="utf-8")
    _, problems = read_theme([Layer("shipped", tmp_path)])
    lines = edited.splitlines()
    assert {one.code for one in problems} == {"PF609"}
    assert len(problems) >= 3
    assert {lines[one.place.line - 1].split(":")[0] for one in problems} == {told_at}


@pytest.mark.parametrize("colour", ["red", "#FFF", "#GGGGGG"])
def test_what_is_no_colour(colour: str, tmp_path: Path) -> None:
    (problem,) = told(tmp_path, f'left: "{colour}"\n')
    assert (problem.code, problem.message) == ("PF110", f"'{colour}' is no colour")
    assert "#A8480B" in problem.hint


def test_one_colour_for_both_sides(tmp_path: Path) -> None:
    problems = told(tmp_path, 'left: "#1d5f8a"\n')
    assert [one.message for one in problems] == ["left and right have the same colour"]
