"""Two bars on one scale, LEFT above RIGHT, and the test's own error as a pale end of the shorter one.

The same picture as `side-bars` of `templates/documents/drawings.typ`, in the page's own colours.
"""

from __future__ import annotations

from markupsafe import Markup

from planforge.models.plan_findings import FindingRecord

WIDE, BAR, GAP = 240, 12, 4
LEAST = 2  # of a bar, so that a value of nothing is still seen


def side_bars(finding: FindingRecord, alt: str) -> Markup:
    """An SVG whose colours are classes of the style sheet, since the page allows no style attributes."""
    left, right = finding.left, finding.right
    if left is None or right is None:
        return Markup("")
    low = min(left, right)
    # The error in the test's unit: the difference over how many errors it is; where both are alike, as given.
    error = abs(finding.difference / finding.ratio) if finding.difference and finding.ratio else finding.error
    start = min(0.0, low)
    end = max(low + error, left, right, start + 0.001)

    def at(value: float) -> float:
        return round(WIDE * (value - start) / (end - start), 1)

    parts = []
    for row, (side, value) in enumerate((("left", left), ("right", right))):
        top = row * (BAR + GAP)
        if value == low:
            parts.append(_rect("b-error", at(low), top, at(low + error) - at(low)))
        begin, stop = at(min(0.0, value)), at(max(0.0, value))
        parts.append(_rect(f"b-{side}", begin, top, max(LEAST, stop - begin)))
    high = 2 * BAR + GAP
    head = Markup('<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(WIDE, high, alt)
    return head + Markup("").join(parts) + Markup("</svg>")


def _rect(name: str, left: float, top: float, wide: float) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        name, round(left, 1), top, round(wide, 1), BAR
    )
