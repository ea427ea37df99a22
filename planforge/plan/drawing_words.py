"""What the drawings of a plan show, in words, and the figures of its gaps."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.models.findings import EVEN_AT, Assessed, Finding
from planforge.models.plan import Breath, DrawingText, Gap, Plan
from planforge.models.week_sums import LedgerWeek
from planforge.models.words import Words
from planforge.plan.figures import difference_text, error_text, side_text, values_text
from planforge.plan.item_words import rhythm_text


def gap_records(assessed: Assessed, words: Words, *, values: bool) -> tuple[Gap, ...]:
    """Every finding with both sides, in the order of the findings; none where no value may be shown."""
    return tuple(_gap(finding, words) for finding in _compared(assessed)) if values else ()


def _compared(assessed: Assessed) -> list[Finding]:
    return [
        finding
        for finding in assessed.findings
        if finding.left is not None and finding.right is not None and finding.signed is not None
    ]


def _gap(finding: Finding, words: Words) -> Gap:
    signed = finding.signed or 0.0
    return Gap(
        test=finding.test.id,
        name=finding.test.short,
        left_text=side_text(finding, "left", words),
        right_text=side_text(finding, "right", words),
        toward=None if abs(signed) < EVEN_AT else "left" if signed < 0 else "right",
        errors=round(abs(signed) / finding.error, 6) if finding.error else 0.0,
        text=_apart(finding, words),
    )


def _apart(finding: Finding, words: Words) -> str:
    if abs(finding.signed or 0.0) < EVEN_AT:
        return words("drawings.alike", error=error_text(finding, words))
    difference, error = difference_text(finding, words), error_text(finding, words)
    return words("drawings.apart", difference=difference, error=error)


def drawing_texts(plan: Plan, assessed: Assessed, words: Words) -> tuple[DrawingText, ...]:
    """The drawings that this plan has, each with its alternative text."""
    return tuple(_drawings(plan, assessed, words))


def _drawings(plan: Plan, assessed: Assessed, words: Words) -> Iterator[DrawingText]:
    if plan.body_map is not None:
        yield DrawingText(name="body_map", title=plan.body_map.title, alt_text=plan.body_map.alt)
    join = words("drawings.join")
    if plan.gaps:
        told = [
            words(
                "drawings.gap",
                name=finding.test.short,
                values=values_text(finding, words),
                apart=_apart(finding, words),
            )
            for finding in _compared(assessed)
        ]
        yield _drawing("gaps", words, gaps=join.join(told))
    phases = [
        words(
            "drawings.phase_one" if phase.first_week == phase.last_week else "drawings.phase",
            name=phase.name,
            first=phase.first_week,
            last=phase.last_week,
        )
        for phase in plan.phases
    ]
    yield _drawing("phases", words, phases=join.join(phases))
    weeks = [words("drawings.week", week=week.title, distance=week.distance_text) for week in plan.weeks]
    yield _drawing("weeks", words, weeks=join.join(weeks))
    if held := [row for row in plan.side_ledger if row.left_sets or row.right_sets]:
        yield _drawing("ledger", words, weeks=join.join(_sets(row, words) for row in held))
    for breath in _rhythms(plan):
        rhythm = (breath.in_s, breath.out_s, breath.pause_s)
        name = "breath:" + "-".join(map(str, rhythm))
        drawn = _drawing("breath", words, rhythm=rhythm_text(rhythm, words))
        yield drawn.model_copy(update={"name": name, "breath": breath})


def _drawing(name: str, words: Words, **facts: str) -> DrawingText:
    title, alt = words(f"drawings.{name}.title"), words(f"drawings.{name}.alt", **facts)
    return DrawingText(name=name, title=title, alt_text=alt)


def _sets(row: LedgerWeek, words: Words) -> str:
    return words("drawings.sets", week=row.week, sets=row.sets_text, cap=row.cap_text)


def _rhythms(plan: Plan) -> list[Breath]:
    """Each rhythm that the plan asks for, in the order in which it first stands there."""
    asked = [
        breath
        for week in plan.weeks
        for day in week.days
        for breath in (
            day.habit_breath,
            *(item.breath for session in day.sessions for item in session.items),
        )
        if breath is not None
    ]
    return list(dict.fromkeys(asked))
