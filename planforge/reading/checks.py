"""What a profile means, against the library and the day: every remark, then its place in the file.

The checks are small pure functions that name a path; `check_profile` turns paths into places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from planforge.problems import Problem
from planforge.reading.check_calendar import CALENDAR_CHECKS
from planforge.reading.check_dates import DATE_CHECKS
from planforge.reading.check_days import DAY_CHECKS
from planforge.reading.check_measures import MEASURE_CHECKS
from planforge.reading.check_runs import RUN_CHECKS
from planforge.reading.check_watch import WATCH_CHECKS
from planforge.reading.remark import Case, Remark
from planforge.reading.yamlfile import Document, Steps

CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    *DATE_CHECKS,
    *DAY_CHECKS,
    *RUN_CHECKS,
    *MEASURE_CHECKS,
    *WATCH_CHECKS,
    *CALENDAR_CHECKS,
)


def remarks(case: Case) -> list[Remark]:
    """Everything the checks say of a profile."""
    return [remark for check in CHECKS for remark in check(case)]


# What must not be said when a value was unreadable: its absence would be held against the athlete.
SILENT: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        frozenset({"goal", "weeks", "start", "schedule"}),
        frozenset({"PF203", "PF205", "PF206", "PF207", "PF209", "PF210"}),
    ),
    (
        frozenset({"availability"}),
        frozenset({"PF301", "PF302", "PF303", "PF304", "PF305", "PF306"}),
    ),
    (frozenset({"running", "born"}), frozenset({"PF645", "PF646", "PF647"})),
)


def _follows(remark: Remark, taken: Sequence[Steps], document: Document) -> bool:
    """Whether the remark may come only from values that were unreadable and taken away."""
    tops = {steps[0] for steps in taken}
    if any(tops & keys and remark.code in codes for keys, codes in SILENT):
        return True
    tests = {steps[3] for steps in taken if steps[0] == "assessments" and len(steps) > 3}
    if remark.steps[0] != "assessments" or len(remark.steps) < 4 or remark.steps[3] not in tests:
        return False
    of_list = any(len(steps) > 5 and steps[3] == remark.steps[3] for steps in taken)
    return of_list or _lost_value(document, remark.steps[:4])


def _lost_value(document: Document, measure: Steps) -> bool:
    """Whether a key of this measure stands in the file without a value: it was blank, or was taken away."""
    held = document.data
    for step in measure:
        held = held[step]
    known = [steps[4] for steps in document.spots if len(steps) == 5 and steps[:4] == measure]
    return any(key not in held for key in known)


def check_profile(case: Case, document: Document, taken: Sequence[Steps] = ()) -> list[Problem]:
    """The remarks as problems with file, line and column.

    The document is the one without blanks; `taken` are the values it lost because they could not be read.
    """
    return [
        document.problem(
            remark.code,
            remark.steps,
            remark.message,
            remark.hint,
            remark.severity,
            at_key=remark.at_key,
            inside=remark.column,
        )
        for remark in remarks(case)
        if not _follows(remark, taken, document)
    ]
