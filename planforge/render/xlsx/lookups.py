"""Formulas over ranges: finding a row, counting and summing where a condition holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from planforge.render.xlsx.formulas import (
    FAILED,
    Failure,
    Formula,
    Operand,
    Value,
    bare,
    formula,
    number_of,
    order_of,
)


@dataclass(frozen=True)
class Range:
    """Cells in a row or column, with their values now."""

    text: str
    values: tuple[Value, ...]


def match(wanted: Operand, within: Range) -> Formula:
    """MATCH of the same value: its place from 1, a failure where there is none."""
    key = formula(wanted)
    places = (place for place, value in enumerate(within.values, 1) if _same(key.value, value))
    return Formula(f"MATCH({bare(key.text)},{within.text},0)", next(places, FAILED))


def match_after(wanted: Operand, within: Range, place: Operand) -> Formula:
    """The next place behind `place` of the same value: MATCH in what is left of the range."""
    key, behind = formula(wanted), formula(place)
    at = number_of(behind.value)
    value: Value = FAILED
    if not isinstance(at, Failure):
        left = enumerate(within.values[int(at) :], int(at) + 1)
        value = next((found for found, one in left if _same(key.value, one)), FAILED)
    # INDEX on both sides: Gnumeric reads no other range that is put together.
    rest = f"INDEX({within.text},{behind.text}+1):INDEX({within.text},ROWS({within.text}))"
    return Formula(f"({behind.text}+MATCH({bare(key.text)},{rest},0))", value)


def match_last_up_to(wanted: Operand, within: Range) -> Formula:
    """MATCH among ascending numbers: the place of the last one that is not above `wanted`."""
    key = formula(wanted)
    limit = number_of(key.value)
    place = 0
    if not isinstance(limit, Failure):
        place = sum(1 for v in within.values if isinstance(v, float | int) and v <= limit)
    return Formula(f"MATCH({bare(key.text)},{within.text},1)", place or FAILED)


def _same(a: Value, b: Value) -> bool:
    return b is not None and type(a) is not bool and order_of(a, b) == 0


def pick(within: Range, place: Operand) -> Formula:
    """INDEX: an empty cell stays empty inside `join`, and shows as 0 alone."""
    where = formula(place)
    at = number_of(where.value)
    value: Value = FAILED
    if not isinstance(at, Failure) and 1 <= at <= len(within.values):
        value = within.values[int(at) - 1]
    if len(within.values) == 1:  # Gnumeric finds nothing in a range of one cell
        return Formula(within.text.partition(":")[0], value)
    return Formula(f"INDEX({within.text},{bare(where.text)})", value)


def sum_where(summed: Range, *conditions: tuple[Range, Operand]) -> Formula:
    """SUMIFS with conditions of equality, or a text such as ">=3"."""
    tests = [(within, formula(wanted)) for within, wanted in conditions]
    total = 0.0
    for place in _places(tests):
        amount = summed.values[place]
        if not isinstance(amount, bool | str | Failure) and amount is not None:
            total += amount
    return Formula(f"SUMIFS({summed.text},{_pairs(tests)})", total)


def count_where(*conditions: tuple[Range, Operand]) -> Formula:
    """COUNTIFS, with conditions as in `sum_where`."""
    tests = [(within, formula(wanted)) for within, wanted in conditions]
    return Formula(f"COUNTIFS({_pairs(tests)})", len(_places(tests)))


def _places(tests: Sequence[tuple[Range, Formula]]) -> list[int]:
    """The places from 0 at which every condition holds, each condition looking only where those before do."""
    places: Sequence[int] = range(len(tests[0][0].values))
    for within, wanted in tests:
        meets = _condition(wanted.value)
        places = [place for place in places if meets(within.values[place])]
    return list(places)


def sum_of_products(where: tuple[Range, Operand], *factors: Range) -> Formula:
    """SUMPRODUCT with each factor an argument of its own: there text and empty cells count as 0."""
    within, wanted = where[0], formula(where[1])
    total = 0.0
    for place, value in enumerate(within.values):
        row = [factor.values[place] for factor in factors]
        if _same(wanted.value, value):
            numbers = [v if isinstance(v, float | int) and not isinstance(v, bool) else 0.0 for v in row]
            total += math.prod(numbers)
    arrays = ",".join(factor.text for factor in factors)
    return Formula(f"SUMPRODUCT(({within.text}={wanted.text})*1,{arrays})", total)


def _pairs(tests: Sequence[tuple[Range, Formula]]) -> str:
    return ",".join(f"{within.text},{bare(wanted.text)}" for within, wanted in tests)


def _condition(wanted: Value) -> Callable[[Value], bool]:
    if isinstance(wanted, str) and wanted.startswith(">="):
        least = float(wanted[2:])
        return lambda value: _is_number(value) and value >= least
    if _is_number(wanted):
        return lambda value: value == wanted and type(value) is not bool
    return lambda value: _same(wanted, value)


def _is_number(value: Value) -> TypeGuard[float]:
    return type(value) in (int, float)


def link(target: Operand, label: Operand) -> Formula:
    """HYPERLINK; the cell shows the label."""
    place, shown = formula(target), formula(label)
    return Formula(f"HYPERLINK({bare(place.text)},{bare(shown.text)})", shown.value)


def row_of(within: Range, place: Operand) -> Formula:
    """ROW of the cell at a place of a range in one column: right even after rows were inserted above."""
    first = int("".join(filter(str.isdigit, within.text.rpartition("!")[2].split(":")[0])))
    where = formula(place)
    at = number_of(where.value)
    value: Value = FAILED if isinstance(at, Failure) else first - 1 + int(at)
    return Formula(f"ROW(INDEX({within.text},{bare(where.text)}))", value)
