"""Formulas that every program understands: Excel 2016, LibreOffice and Google Sheets.

Excel refuses to open a book that breaks one of its limits, and no engine of the tests has them all:
so they are counted here.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl.formula import Tokenizer
from workbooks import book, opened, plan, written

from athletes import SIX
from planforge.render.xlsx.formulas import formula, join

# In all three by the same name and arguments; Excel had each by 2007.
SHARED = {
    "ABS", "AND", "AVERAGE", "CHAR", "CHOOSE", "COUNT", "COUNTIFS", "DAY", "EXP", "FIXED", "HYPERLINK",
    "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "MATCH", "MAX", "MIN", "MOD", "MONTH", "NOT", "OR",
    "ROUND", "ROW", "ROWS", "SQRT", "SUBSTITUTE", "SUMIFS", "SUMPRODUCT", "TEXT", "TODAY", "WEEKDAY",
}  # fmt: skip
LONGEST_FORMULA = 8192  # characters; Excel's published limits
DEEPEST = 64
LONGEST_LITERAL = 255


def formulas(data: bytes) -> list[tuple[str, str]]:
    """Every formula of the file with its place: cells, conditions, validations, names."""
    found: list[tuple[str, str]] = []
    workbook = opened(data)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert isinstance(cell.value, str), f"{sheet.title}!{cell.coordinate} is an array formula"
                    found.append((f"{sheet.title}!{cell.coordinate}", cell.value))
        for area in sheet.conditional_formatting:
            found += [
                (f"{sheet.title} {area.sqref}", f"={text}") for rule in area.rules for text in rule.formula
            ]
        for rule in sheet.data_validations.dataValidation:
            texts = (rule.formula1, rule.formula2)
            found += [(f"{sheet.title} {rule.sqref}", f"={text}") for text in texts if text]
    return found


def faults(place: str, text: str) -> list[str]:
    said = []
    depth = deepest = 0
    for token in Tokenizer(text).items:
        if token.type == "FUNC" and token.subtype == "OPEN":
            name = token.value.strip(":(").upper()  # a range may end in INDEX
            depth += 1
            if name not in SHARED:
                said.append(f"{place}: {name} is not shared")
        elif token.type == "PAREN" and token.subtype == "OPEN":
            depth += 1
        elif token.subtype == "CLOSE":
            depth -= 1
        elif token.type == "ARRAY" or ("#" in token.value and token.subtype == "RANGE"):
            said.append(f"{place}: {token.value} is an array")
        elif token.subtype == "TEXT" and len(token.value[1:-1].replace('""', '"')) > LONGEST_LITERAL:
            said.append(f"{place}: a literal of {len(token.value) - 2} characters")
        deepest = max(deepest, depth)
    if len(text) > LONGEST_FORMULA:
        said.append(f"{place}: {len(text)} characters")
    if deepest > DEEPEST:
        said.append(f"{place}: {deepest} deep")
    return said


@pytest.mark.parametrize("name", SIX)
def test_only_what_all_three_programs_have(name: str) -> None:
    """Functions of the list, and Excel's limits for length, depth and text kept."""
    of = formulas(book(name))
    assert len(of) > 300
    assert [said for place, text in of for said in faults(place, text)] == []


def test_no_cell_is_an_array() -> None:
    """No spilling, no array formula: Excel 2016 has no dynamic arrays."""
    with zipfile.ZipFile(io.BytesIO(book("maya-okafor"))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not [one for one in sheets if re.search(rb't="array"|<c [^>]*\bcm=', one)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("=XLOOKUP(1,A1:A3,B1:B3)", "XLOOKUP is not shared"),
        ("=SUM({1,2})", "SUM is not shared"),
        ("=IF(TRUE,{1;2},0)", "is an array"),
        ('="' + "x" * 256 + '"', "a literal of 256 characters"),
        ("=" + "IF(TRUE," * 65 + "1" + ",0)" * 65, "65 deep"),
        ("=" + "1+" * 4096 + "1", "8194 characters"),
    ],
)
def test_each_fault_is_seen(text: str, said: str) -> None:
    assert [fault for fault in faults("A1", text) if said in fault]


def test_a_long_text_is_put_together_from_short_ones() -> None:
    """What exactly is done may be long, and carries live paces: no literal passes 255 characters."""
    text = 'a "quoted" word, ' * 40
    assert faults("A1", "=" + join(text, formula("!")).text) == []
    assert join(text, formula("!")).value == text + "!"


def test_a_long_session_keeps_to_the_limits() -> None:
    of = plan("maya-okafor")
    week = next(week for week in of.weeks if any("×" in s.text for day in week.days for s in day.sessions))
    days = tuple(
        day.model_copy(
            update={
                "sessions": tuple(s.model_copy(update={"text": (s.text + "; ") * 30}) for s in day.sessions)
            }
        )
        for day in week.days
    )
    long = of.model_copy(update={"weeks": (week.model_copy(update={"days": days}),)})
    assert [said for place, text in formulas(written(long)) for said in faults(place, text)] == []
