"""Formulas carry the value that a sheet would show; the engines check whole books, these the corners."""

from __future__ import annotations

import pytest

from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups
from planforge.render.xlsx.formulas import FAILED, Formula
from planforge.render.xlsx.lookups import Range

EMPTY = Formula("A1", None)
TEXT = Formula("A2", "abc")
WEEKS = Range("'Plan'!$A$5:$A$8", (1, 1, None, 2))
FIGURES = Range("'Plan'!$E$5:$E$8", (5.0, None, "x", 7.5))


def test_text_and_value_are_built_together() -> None:
    """One expression gives what stands in the cell and what it shows."""
    built = (Formula("B2", 6) + 2) * 3 / 4
    assert f.cell_text(built) == "=((B2+2)*3)/4"
    assert built.value == 6


def test_quotes_in_text_cannot_end_the_literal() -> None:
    """A quotation mark of a plan's text is doubled, so nothing behind it is read as a formula."""
    assert f.formula('a"&HYPERLINK("x').text == '"a""&HYPERLINK(""x"'


@pytest.mark.parametrize(
    ("built", "value"),
    [
        (f.rounded(Formula("A1", 2.5)), 3.0),
        (f.rounded(Formula("A1", -2.5)), -3.0),
        (f.rounded(Formula("A1", 1.005), 2), 1.01),  # as a person, though the double lies below
        (f.fixed(Formula("A1", 39), 1), "39.0"),
        (f.fixed(Formula("A1", 0.05), 1), "0.1"),
        (f.two_digits(Formula("A1", 5)), "05"),
        (f.remainder(Formula("A1", -1), 60), 59),
        (f.join(EMPTY, "x", Formula("B1", 6)), "x6"),
        (f.join(Formula("B1", 9.6)), "9.6"),
        (EMPTY.equals(""), True),
        (EMPTY.equals(0), True),
        (TEXT.equals("ABC"), True),
        (TEXT > 10_000, True),
        (f.is_number(EMPTY), False),
        (EMPTY + 1, 1),
        (TEXT + 1, FAILED),
        (Formula("B1", 1) / 0, FAILED),
        (f.if_error(Formula("B1", 1) / 0, "-"), "-"),
        (f.when(EMPTY >= 3, "pain", "none"), "none"),
        (f.all_of(Formula("B1", True), Formula("B2", 0)), False),
        (lookups.match(2, WEEKS), 4),
        (lookups.match(0, WEEKS), FAILED),
        (lookups.match_last_up_to(1.5, Range("$A$1:$A$3", (1, 2, 3))), 1),
        (lookups.pick(FIGURES, 2), None),
        (lookups.pick(FIGURES, 9), FAILED),
        (lookups.sum_where(FIGURES, (WEEKS, 1)), 5.0),
        (lookups.sum_where(FIGURES, (WEEKS, ">=2")), 7.5),
        (lookups.count_where((WEEKS, 1), (FIGURES, "X")), 0),
        (lookups.row_of(WEEKS, 3), 7),
        (lookups.sum_of_products((WEEKS, 1), Range("$F$5:$F$8", (40, "x", 9, 9)), FIGURES), 200.0),
        (lookups.sum_of_products((WEEKS, 2), Range("$F$5:$F$8", (9, 9, 9, 4)), FIGURES), 30.0),
    ],
)
def test_values_as_a_sheet_computes_them(built: Formula, value: object) -> None:
    """Empty cells, text and errors behave as in Excel, LibreOffice and Google Sheets."""
    assert built.value == value
