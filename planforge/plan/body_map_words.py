"""The body map in words: labels of the sides called, lines of the tests that call none."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.models.body_map import PLACES, BodyLabel, BodyMap, BodyMark, BodyRing
from planforge.models.findings import Assessed, Finding
from planforge.models.words import Words
from planforge.plan import dates
from planforge.plan.figures import difference_text, usual_difference

LEAST_SHOWN = 5e-7  # findings are rounded to six decimals


def body_map(assessed: Assessed, words: Words, *, values: bool) -> BodyMap | None:
    """The map of all findings from the top of the body down; None where no value may or can be shown."""
    compared = [finding for finding in assessed.findings if finding.verdict != "no_data"]
    if not values or not compared:
        return None
    ordered = sorted(compared, key=lambda finding: PLACES.index(finding.test.place))
    called = [finding for finding in ordered if finding.counts and finding.side]
    others = [finding for finding in ordered if finding not in called]
    labels = tuple(_label(str(number), finding, words) for number, finding in enumerate(called, 1))
    lines = tuple(_lines(others, words))
    marks = tuple(_marks(called, labels))
    # A ring beside a mark would be seen on one side alone, as if it called that side.
    marked = {BodyRing(view=mark.view, place=mark.place) for mark in marks}
    texts = [label.text for label in labels] or [words("body_map.none_called")]
    measured = _measured(compared, words)
    return BodyMap(
        title=words("body_map.title"),
        measured=measured,
        front=words("body_map.front"),
        back=words("body_map.back"),
        left=words("body_map.left"),
        right=words("body_map.right"),
        letters=(words("body_map.letter.left"), words("body_map.letter.right")),
        marks=marks,
        rings=tuple(ring for ring in dict.fromkeys(map(_ring, others)) if ring not in marked),
        labels=labels,
        lines=lines,
        alt=words("body_map.alt", measured=measured, marked="; ".join(texts), lines=" ".join(lines)).strip(),
    )


def _measured(compared: Sequence[Finding], words: Words) -> str:
    """When: each test's newest day counts."""
    days = sorted({finding.date for finding in compared})
    if len(days) == 1:
        return words("body_map.measured", date=dates.medium(days[0], words))
    first, last = (dates.medium(day, words) for day in (days[0], days[-1]))
    return words("body_map.measured_between", first=first, last=last)


def _label(number: str, finding: Finding, words: Words) -> BodyLabel:
    assert finding.side is not None
    form = "label" if abs(usual_difference(finding)) < LEAST_SHOWN else "label_usual"
    text = words(
        f"body_map.{form}",
        name=finding.test.short,
        sign=words(f"body_map.sign.{finding.test.named_value}"),
        difference=difference_text(finding, words),
        side=finding.side,
        times=words("body_map.times", ratio=_ratio_text(finding.ratio or 0.0)),
    )
    return BodyLabel(number=number, side=finding.side, text=text)


def _ratio_text(ratio: float) -> str:
    """One decimal; more where a difference beyond the error would print as the error itself."""
    places = next((places for places in (1, 2, 3) if round(ratio, places) != 1 or ratio == 1), 6)
    return f"{ratio:.{places}f}"


def _marks(called: Sequence[Finding], labels: Sequence[BodyLabel]) -> list[BodyMark]:
    """One mark for each place and side, with the numbers of all labels that belong to it."""
    shared: dict[tuple[str, str, str], list[BodyLabel]] = {}
    for finding, label in zip(called, labels, strict=True):
        shared.setdefault((finding.test.seen_from, finding.test.place, label.side), []).append(label)
    return [
        BodyMark.model_validate(
            {
                "view": view,
                "place": place,
                "side": side,
                "numbers": ", ".join(label.number for label in found),
            }
        )
        for (view, place, side), found in shared.items()
    ]


def _ring(finding: Finding) -> BodyRing:
    return BodyRing(view=finding.test.seen_from, place=finding.test.place)


def _lines(others: Sequence[Finding], words: Words) -> list[str]:
    """Tests that call no side, a line for each reason."""
    reasons = words.entry("body_map.without_side")
    by_reason: dict[str, list[str]] = {reason: [] for reason in reasons}
    for finding in others:
        by_reason["counts" if finding.counts else finding.verdict].append(finding.test.short)
    return [
        words(f"body_map.without_side.{reason}", tests=", ".join(names))
        for reason, names in by_reason.items()
        if names
    ]
