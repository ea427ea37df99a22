"""Formulas that carry their value: one expression gives the text for the sheet and the number it shows.

Previews on a phone or in a mail do not calculate, so every formula cell needs its result beside it.
Writing the result by hand would state each rule twice; here `a * b + 1` builds both at once, with the
semantics that Excel, LibreOffice and Google Sheets share (ECMA-376 part 1, 18.17). Only functions of all
three are offered.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

BRACKETS = re.compile(r'["()]')
Scalar = float | int | str | bool | None
# Excel refuses to open a book with a text of more than 255 characters in a formula; emoji count twice.
LONGEST_LITERAL = 127


class Failure:
    """The value of a formula that cannot be computed; only IFERROR turns it into something else."""


FAILED: Final = Failure()
Value = Scalar | Failure


@dataclass(frozen=True)
class Formula:
    """An expression: its text without the equals sign, and its value now. None is an empty cell."""

    text: str
    value: Value

    def __add__(self, other: Operand) -> Formula:
        return _arithmetic(self, "+", other, lambda a, b: a + b)

    def __radd__(self, other: Operand) -> Formula:
        return _arithmetic(formula(other), "+", self, lambda a, b: a + b)

    def __sub__(self, other: Operand) -> Formula:
        return _arithmetic(self, "-", other, lambda a, b: a - b)

    def __rsub__(self, other: Operand) -> Formula:
        return _arithmetic(formula(other), "-", self, lambda a, b: a - b)

    def __mul__(self, other: Operand) -> Formula:
        return _arithmetic(self, "*", other, lambda a, b: a * b)

    def __rmul__(self, other: Operand) -> Formula:
        return _arithmetic(formula(other), "*", self, lambda a, b: a * b)

    def __truediv__(self, other: Operand) -> Formula:
        return _arithmetic(self, "/", other, lambda a, b: a / b)

    def __rtruediv__(self, other: Operand) -> Formula:
        return _arithmetic(formula(other), "/", self, lambda a, b: a / b)

    def __lt__(self, other: Operand) -> Formula:
        return _compared(self, "<", other, lambda order: order < 0)

    def __le__(self, other: Operand) -> Formula:
        return _compared(self, "<=", other, lambda order: order <= 0)

    def __gt__(self, other: Operand) -> Formula:
        return _compared(self, ">", other, lambda order: order > 0)

    def __ge__(self, other: Operand) -> Formula:
        return _compared(self, ">=", other, lambda order: order >= 0)

    def equals(self, other: Operand) -> Formula:
        """`=` of a sheet: text without regard to case, an empty cell equal to 0 and to ""."""
        return _compared(self, "=", other, lambda order: order == 0)

    def differs(self, other: Operand) -> Formula:
        return _compared(self, "<>", other, lambda order: order != 0)


Operand = Formula | float | int | str | bool


def formula(value: Operand) -> Formula:
    """A constant as an expression; quotes in text are doubled, so no text can end the literal."""
    if isinstance(value, Formula):
        return value
    if isinstance(value, bool):
        return Formula("TRUE" if value else "FALSE", value)
    if isinstance(value, str):
        parts = [value[at : at + LONGEST_LITERAL] for at in range(0, len(value), LONGEST_LITERAL)] or [""]
        text = "&".join('"' + part.replace('"', '""') + '"' for part in parts)
        return Formula(text if len(parts) == 1 else f"({text})", value)
    return Formula(number_text(value), value)


def number_text(value: float) -> str:
    """A number as a sheet writes it: at most 15 digits, no exponent in the ranges met here."""
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.20f}".rstrip("0")


def _arithmetic(left: Operand, sign: str, right: Operand, do: Callable[[float, float], float]) -> Formula:
    a, b = formula(left), formula(right)
    numbers = number_of(a.value), number_of(b.value)
    value: Value = FAILED
    if not isinstance(numbers[0], Failure) and not isinstance(numbers[1], Failure):
        try:
            value = do(numbers[0], numbers[1])
        except ZeroDivisionError:
            value = FAILED
    return Formula(f"({a.text}{sign}{b.text})", value)


def number_of(value: Value) -> float | Failure:
    if value is None:
        return 0.0
    if isinstance(value, Failure | str):
        return FAILED
    return value if isinstance(value, int) and not isinstance(value, bool) else float(value)


def _compared(left: Operand, sign: str, right: Operand, holds: Callable[[int], bool]) -> Formula:
    a, b = formula(left), formula(right)
    order = order_of(a.value, b.value)
    return Formula(f"({a.text}{sign}{b.text})", FAILED if order is None else holds(order))


def order_of(a: Value, b: Value) -> int | None:
    """-1, 0 or 1 as a sheet orders values: numbers below text below TRUE and FALSE; None for a failure."""
    if isinstance(a, Failure) or isinstance(b, Failure):
        return None
    if a is None:
        a = "" if isinstance(b, str) else 0
    if b is None:
        b = "" if isinstance(a, str) else 0
    x, y = _rank(a), _rank(b)
    return (x > y) - (x < y)


def _rank(value: float | int | str | bool) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    return 0, float(value), ""


def _truth(value: Value) -> bool | None:
    if value is None:
        return False
    if isinstance(value, Failure | str):
        return None
    return bool(value)


def when(condition: Formula, then: Operand, other: Operand) -> Formula:
    """IF."""
    a, b = formula(then), formula(other)
    truth = _truth(condition.value)
    value = FAILED if truth is None else a.value if truth else b.value
    return Formula(f"IF({bare(condition.text)},{bare(a.text)},{bare(b.text)})", value)


def all_of(*conditions: Formula) -> Formula:
    """AND: every part is evaluated, as a sheet does."""
    return _logical("AND", conditions, all)


def any_of(*conditions: Formula) -> Formula:
    """OR."""
    return _logical("OR", conditions, any)


def _logical(name: str, parts: Sequence[Formula], decide: Callable[[list[bool]], bool]) -> Formula:
    truths = [_truth(part.value) for part in parts]
    value = FAILED if None in truths else decide([bool(truth) for truth in truths])
    return Formula(f"{name}({_listed(parts)})", value)


def if_error(tried: Formula, other: Operand) -> Formula:
    """IFERROR."""
    fallback = formula(other)
    value = fallback.value if isinstance(tried.value, Failure) else tried.value
    return Formula(f"IFERROR({bare(tried.text)},{bare(fallback.text)})", value)


def is_number(part: Formula) -> Formula:
    """ISNUMBER: false for an empty cell and for text."""
    known = isinstance(part.value, float | int) and not isinstance(part.value, bool)
    return Formula(f"ISNUMBER({bare(part.text)})", known)


def join(*parts: Operand) -> Formula:
    """Text put together with `&`; an empty cell adds nothing."""
    pieces = [formula(part) for part in parts]
    text = "".join(_shown(piece.value) for piece in pieces)
    failed = any(isinstance(piece.value, Failure) for piece in pieces)
    return Formula("(" + "&".join(piece.text for piece in pieces) + ")", FAILED if failed else text)


def without(part: Formula, piece: Operand) -> Formula:
    """SUBSTITUTE by nothing: the text without each place where `piece` stands."""
    gone = formula(piece)
    failed = isinstance(part.value, Failure) or isinstance(gone.value, Failure)
    text = FAILED if failed else _shown(part.value).replace(_shown(gone.value), "")
    return Formula(f'SUBSTITUTE({bare(part.text)},{bare(gone.text)},"")', text)


def line_break() -> Formula:
    """CHAR(10): the next line inside a cell."""
    return Formula("CHAR(10)", "\n")


def _shown(value: Value) -> str:
    if value is None or isinstance(value, Failure):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else number_text(value)


def rounded(part: Operand, places: int = 0) -> Formula:
    """ROUND: half away from zero."""
    return _by_number("ROUND", part, lambda x: float(_half_up(x, places)), str(places))


def fixed(part: Operand, places: int) -> Formula:
    """FIXED without thousands separators: the reader's own decimal sign, unlike TEXT with a pattern.

    Rounded to six decimals before: a sum of minutes such as 101.49999999999999 is printed as 102.
    """
    return _by_number("FIXED", rounded(part, 6), lambda x: str(_half_up(x, places)), str(places), "TRUE")


def two_digits(part: Operand) -> Formula:
    """TEXT(x, "00"): seconds of a pace; the pattern means the same in every language."""
    return _by_number("TEXT", part, lambda x: f"{int(_half_up(x, 0)):02d}", '"00"')


def _half_up(x: float, places: int) -> Decimal:
    # The shortest decimal that gives this double, as sheets round what they would print.
    return Decimal(repr(float(f"{x:.15g}"))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + Decimal(0)


def whole(part: Operand) -> Formula:
    """INT: the next whole number below."""
    return _by_number("INT", part, lambda x: float(math.floor(x)))


def remainder(part: Operand, divisor: Operand) -> Formula:
    """MOD."""
    a, b = formula(part), formula(divisor)
    x, y = number_of(a.value), number_of(b.value)
    value: Value = FAILED
    if not isinstance(x, Failure) and not isinstance(y, Failure) and y:
        value = x - y * math.floor(x / y)
    return Formula(f"MOD({bare(a.text)},{bare(b.text)})", value)


def absolute(part: Operand) -> Formula:
    """ABS."""
    return _by_number("ABS", part, abs)


def exponential(part: Operand) -> Formula:
    """EXP."""
    return _by_number("EXP", part, math.exp)


def square_root(part: Operand) -> Formula:
    """SQRT; a failure below 0."""
    return _by_number("SQRT", part, math.sqrt)


def _by_number(name: str, part: Operand, do: Callable[[float], float | str], *more: str) -> Formula:
    inner = formula(part)
    x = number_of(inner.value)
    value: Value = FAILED
    if not isinstance(x, Failure):
        try:
            value = do(x)
        except (ValueError, OverflowError):
            value = FAILED
    return Formula(f"{name}({','.join((bare(inner.text), *more))})", value)


def largest(*parts: Operand) -> Formula:
    """MAX of single values."""
    return _extreme("MAX", parts, max)


def smallest(*parts: Operand) -> Formula:
    """MIN of single values."""
    return _extreme("MIN", parts, min)


def _extreme(name: str, parts: Sequence[Operand], pick: Callable[[list[float]], float]) -> Formula:
    pieces = [formula(part) for part in parts]
    numbers = [number_of(piece.value) for piece in pieces]
    known = [number for number in numbers if not isinstance(number, Failure)]
    return Formula(f"{name}({_listed(pieces)})", pick(known) if len(known) == len(numbers) else FAILED)


def filled(sentence: str, facts: Mapping[str, Formula | str]) -> Formula:
    """A sentence with formulas in its places: `"{done} of {planned}"`."""
    parts: list[Formula | str] = []
    for piece in sentence.replace("}", "{").split("{"):
        value = facts.get(piece, piece)
        if value != "":
            parts.append(value)
    return join(*parts)


def _listed(parts: Sequence[Formula]) -> str:
    return ",".join(bare(part.text) for part in parts)


def bare(text: str) -> str:
    """Without the outer brackets of an expression that stands alone as an argument."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth, quoted = 0, False
    for sign in BRACKETS.finditer(text):
        if sign[0] == '"':
            quoted = not quoted
        elif not quoted and sign[0] == "(":
            depth += 1
        elif not quoted:
            depth -= 1
            if depth == 0 and sign.end() < len(text):
                return text
    return text[1:-1]


def cell_text(expression: Formula) -> str:
    """What stands in the cell: the expression behind an equals sign."""
    return "=" + bare(expression.text)
