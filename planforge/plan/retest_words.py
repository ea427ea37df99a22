"""The re-test sheets: what is measured on which day, how, and beside it the values of the last time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from planforge.models.plan import Retest
from planforge.models.plan_findings import AssessmentRecord, FindingRecord, MeasureRecord
from planforge.models.retest_sheet import RetestSheet, SheetTest
from planforge.models.test_card import TestCard
from planforge.models.words import Words
from planforge.plan import dates
from planforge.plan.item_words import title_of_retest


def retest_sheets(
    retests: Iterable[Retest],
    tests: Mapping[str, TestCard],
    assessments: Sequence[AssessmentRecord],
    findings: Sequence[FindingRecord],
    words: Words,
    *,
    values: bool,
) -> tuple[RetestSheet, ...]:
    """A sheet a re-test day, in the order of the plan; measured values only where all is shared."""
    days = tuple(retests)
    sheets: list[RetestSheet] = []
    for place, retest in enumerate(days):
        before = {test: earlier.date for earlier in days[:place] for test in earlier.tests}
        sheets.append(
            RetestSheet(
                date=retest.date,
                date_text=retest.date_text,
                title=title_of_retest(retest.why, words),
                tests=tuple(
                    _sheet_test(tests[test], assessments, findings, before.get(test), words, values=values)
                    for test in retest.tests
                    if test in tests
                ),
                also_text=_never(days, findings, words) if place == len(days) - 1 else "",
            )
        )
    return tuple(sheets)


def _never(retests: Sequence[Retest], findings: Sequence[FindingRecord], words: Words) -> str:
    """Which of the measures the plan never takes again."""
    again = {test for retest in retests for test in retest.tests}
    names = [one.name for one in findings if one.test not in again and one.verdict != "no_data"]
    if not names:
        return ""
    return words("retest_sheets.never", tests=words("retest_sheets.join").join(names))


def _sheet_test(
    card: TestCard,
    assessments: Sequence[AssessmentRecord],
    findings: Sequence[FindingRecord],
    between: dt.date | None,
    words: Words,
    *,
    values: bool,
) -> SheetTest:
    last = _last(card.id, assessments)
    measure = last[1] if last else None
    shown = last if values else None
    like = () if measure is None else tuple(part for part in (measure.device, measure.position) if part)
    error = next((one.error_text for one in findings if one.test == card.id), "")
    return SheetTest(
        test=card.id,
        name=card.name,
        unit_text=card.unit_text,
        protocol=card.steps(words),
        trials=card.protocol.trials,
        error_text=error,
        like_text=words("retest_sheets.join").join(like),
        last_date_text=shown[0].date_text if shown else "",
        last_left_text=shown[1].left_text if shown else "",
        last_right_text=shown[1].right_text if shown else "",
        between_date_text=dates.medium(between, words) if between and shown else "",
        judge_text=words(f"retest_sheets.judge.{card.kind}", error=error) if error else "",
    )


def _last(
    test: str, assessments: Sequence[AssessmentRecord]
) -> tuple[AssessmentRecord, MeasureRecord] | None:
    """The newest day on which the test was taken."""
    for day in sorted(assessments, key=lambda day: day.date, reverse=True):
        for measure in day.measures:
            if measure.test == test:
                return day, measure
    return None
