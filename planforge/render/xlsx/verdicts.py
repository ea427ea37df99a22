"""The verdict on a difference as a formula, in plain words: the rule of the design, section 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planforge.models.plan_findings import TestRecord
from planforge.models.profile import PAIN_LIMITED
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.shared import Material

DECIMALS = 6  # as in planforge.assessment.measures


@dataclass(frozen=True)
class Bands:
    """What decides: the error (MDC95) and the two thresholds in the test's kind, gates in percent."""

    error: float
    attention: float
    priority: float
    attention_pct: float | None
    priority_pct: float | None


def verdict(test: TestRecord, cell: Mapping[str, Formula], material: Material, empty: str = "") -> Formula:
    """The words for one row: `empty` while both sides are; which side is called where a difference counts.

    `cell` holds signed and share (the difference in the test's kind and in percent), difference, pain_left,
    pain_right, error, attention, priority, attention_pct, priority_pct, spread, left and right.
    """
    words = {name: material.say(f"tests.verdicts.{name}") for name in material.entry("tests.verdicts")}
    amount, share = f.absolute(cell["signed"]), f.absolute(cell["share"])
    clear, real = amount >= cell["priority"], amount >= cell["attention"]
    if test.attention_pct is not None:
        clear = f.all_of(clear, share >= cell["priority_pct"])
        real = f.all_of(real, share >= cell["attention_pct"])
    own = share if test.has_percent else amount
    varied = f.all_of(f.is_number(cell["spread"]), own > cell["spread"])
    small = f.when(varied, words["possible"], words["within_error"])
    named = _named(test, cell["difference"], material)
    beyond = f.when(
        clear, f.join(words["clear"], named), f.when(real, f.join(words["real"], named), words["possible"])
    )
    judged = f.when(amount > cell["error"], beyond, small)
    one_side = f.any_of(f.is_number(cell["left"]), f.is_number(cell["right"]))
    missing = f.when(one_side, words["no_data"], empty)
    known = f.when(f.is_number(cell["signed"]), f.if_error(judged, words["no_data"]), missing)
    pain = f.any_of(cell["pain_left"] >= PAIN_LIMITED, cell["pain_right"] >= PAIN_LIMITED)
    return f.when(pain, words["pain_limited"], known)


def _named(test: TestRecord, difference: Formula, material: Material) -> Formula | str:
    """ ", left lower", or the higher side where that is the one called; nothing for information."""
    if test.calls == "none":
        return ""
    sides = ("right", "left") if test.calls == "higher" else ("left", "right")
    first, second = (
        material.say(f"tests.{test.calls}", side=material.say(f"tests.sides.{side}")) for side in sides
    )
    return f.when(difference > 0, first, second)


def change(test: TestRecord, before: Formula, now: Formula, error: Formula, material: Material) -> Formula:
    """Whether the gap moved by more than a change is measured to, which is root two of the test's error.

    The rule of `planforge.assessment.change`; which side is the lower one is the verdict's to say.
    """
    limit = f.rounded(f.square_root(2) * error, DECIMALS)
    said = f.join(f.fixed(limit, 1), "%") if test.kind == "pct" else f.fixed(limit, 1)
    unchanged, closed, grew, round_ = (
        f.filled(str(material.entry(f"tests.changes.{name}")), {"error": said})
        for name in ("unchanged", "closed", "grew", "turned")
    )
    first, second = f.absolute(before), f.absolute(now)
    beyond = f.rounded(f.absolute(now - before), DECIMALS) > limit
    turned = f.all_of(before * now < 0, f.smallest(first, second) > error)
    sized = f.when(second < first, closed, f.when(second > first, grew, unchanged))
    return f.when(beyond, f.when(turned, round_, sized), unchanged)
