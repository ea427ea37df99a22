"""A finding's figures as a person would write them; a difference never prints like its error."""

from __future__ import annotations

from planforge.models.findings import EVEN_AT, Finding
from planforge.models.frozen import Side
from planforge.models.test_card import number_text
from planforge.models.words import Words


def raw_difference(finding: Finding) -> float | None:
    """Right minus left as measured; the computed difference where one side alone is known."""
    if finding.left is None or finding.right is None:
        return finding.difference
    return round(finding.right - finding.left, 6) + 0.0


def usual_difference(finding: Finding) -> float:
    """What was taken off for the dominant hand, right minus left; 0 where nothing was."""
    raw = raw_difference(finding)
    if raw is None or finding.difference is None:
        return 0.0
    return round(raw - finding.difference, 6) + 0.0


def expected_value(finding: Finding) -> float | None:
    """Where the other side is expected by the lower one: at its value, or off by the usual difference."""
    if finding.left is None or finding.right is None:
        return None
    usual = usual_difference(finding)
    if finding.left <= finding.right:
        return round(finding.left + usual, 6) + 0.0
    return round(finding.right - usual, 6) + 0.0


def error_in_unit(finding: Finding) -> float | None:
    """The error as a length between the two values: as given, twice for a share, or a part of the values."""
    if finding.left is None or finding.right is None:
        return None
    if finding.test.kind == "abs":
        return finding.error
    if finding.test.kind == "dist_from_50":
        return round(2 * finding.error, 6)
    if finding.ratio and finding.difference:
        return round(abs(finding.difference) / finding.ratio, 6)
    return round(finding.error / 100 * (abs(finding.left) + abs(finding.right)) / 2, 6)


def usual_note(finding: Finding, words: Words) -> list[str]:
    """A note where the usual difference of dominant sides was taken off, so that the figures add up."""
    usual = usual_difference(finding)
    if abs(usual) < EVEN_AT:
        return []
    form = "dominance" if (raw_difference(finding) or 0.0) * usual > 0 else "dominance_added"
    return [words(f"findings.{form}", usual=finding.test.value_text(abs(usual), finding.unit))]


def values_text(finding: Finding, words: Words) -> str:
    """Both sides, the one called or the lower one first; one figure where they print alike."""
    left, right = side_text(finding, "left", words), side_text(finding, "right", words)
    if left == right:
        return words("findings.values_alike", value=left)
    first, second = side_order(finding)
    texts: dict[Side, str] = {"left": left, "right": right}
    return words(
        "findings.values", first=first, first_value=texts[first], second=second, second_value=texts[second]
    )


def side_order(finding: Finding) -> tuple[Side, Side]:
    """The side that stands first in a sentence: the one called, else the lower one, else the only one."""
    left, right = finding.left, finding.right
    behind = right is None or (left is not None and left < right)
    if left == right:  # alike as measured: what handedness leaves decides
        behind = (finding.signed or 0.0) > 0
    lower: Side = "left" if behind else "right"
    first = finding.side or lower
    return first, "right" if first == "left" else "left"


def side_text(finding: Finding, side: Side, words: Words) -> str:
    value = finding.left if side == "left" else finding.right
    return words("findings.no_value") if value is None else finding.test.value_text(value, finding.unit)


def difference_text(finding: Finding, words: Words) -> str:
    """The difference without sign, with enough decimals not to print like the error it is beyond."""
    card, amount = finding.test, finding.amount
    if amount is None or finding.difference is None:
        return words("findings.no_value")
    places = finding.decimals_apart
    if card.kind == "dist_from_50":
        return words("findings.from_even", number=number_text(amount, places or 1))
    if card.kind == "pct":
        difference = card.value_text(abs(finding.difference), finding.unit)
        percent = card.kind_text(amount, finding.unit, places)
        return words("findings.share_of", difference=difference, percent=percent)
    return card.value_text(amount, finding.unit, places)


def error_text(finding: Finding, words: Words) -> str:
    return amount_text(finding, finding.error, words)


def amount_text(finding: Finding, amount: float, words: Words) -> str:
    """An amount in the test's own kind: "4.7°", "9%", "0.7 points"."""
    if finding.test.kind == "dist_from_50":
        return words("findings.points", number=number_text(amount))
    return finding.test.kind_text(amount, finding.unit, None if finding.test.kind == "pct" else 1)
