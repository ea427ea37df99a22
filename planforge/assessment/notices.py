"""What the coach must know about the measures. One notice per cause, naming every test it covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planforge.assessment.change import day_before, raters_differ
from planforge.assessment.measured_days import SIDES, MeasuredDay
from planforge.assessment.measures import range_of
from planforge.models.findings import Finding
from planforge.models.frozen import Side
from planforge.models.profile import Profile
from planforge.models.test_card import REMEASURE_AT
from planforge.problems import Notice

OLD_AFTER_WEEKS = 12  # [default] three blocks of four weeks; re-tests are due every block

Holds = Callable[[Finding, Sequence[MeasuredDay]], bool]


def notices_of(
    findings: Sequence[Finding],
    days: Mapping[str, Sequence[MeasuredDay]],
    profile: Profile,
    as_of: dt.date,
    arc: Side | None,
) -> tuple[Notice, ...]:
    """All notices on the measures, the gravest causes first."""
    oldest = as_of - dt.timedelta(weeks=OLD_AFTER_WEEKS)
    causes: tuple[tuple[str, str, Holds], ...] = (
        ("refer_difference", "warning", lambda found, _: found.refer),
        ("entry_error", "warning", _entry_error),
        ("loss_new", "warning", lambda found, _: found.loss == "new"),
        ("loss_lasting", "warning", lambda found, _: found.loss == "lasting"),
        ("loss_explained", "info", lambda found, _: bool(found.explained_by)),
        ("measure_again", "warning", _very_large),
        ("pain_limited", "warning", lambda found, _: found.verdict == "pain_limited"),
        ("side_flipped", "warning", lambda found, _: found.flipped and found.test.calls != "none"),
        ("stronger_side_fell", "warning", lambda found, _: bool(found.trend and found.trend.stronger_fell)),
        ("side_fell", "warning", _side_fell),
        ("both_sides_low", "info", lambda found, _: len(found.low) == len(SIDES)),
        ("rater_changed", "info", _rater_changed),
        ("trials_apart", "info", _trials_apart),
        ("shares_off_100", "warning", lambda _, tested: not tested[-1].compared.sums_to_100),
        ("measures_old", "warning", lambda found, _: found.date < oldest),
    )
    made = [_about(code, severity, holds, findings, days) for code, severity, holds in causes]
    made += [_disagree(findings), _shifted(arc), _turn_out_missing(findings), _after(profile, as_of)]
    return tuple(notice for notice in made if notice is not None)


def _about(
    code: str,
    severity: str,
    holds: Holds,
    findings: Sequence[Finding],
    days: Mapping[str, Sequence[MeasuredDay]],
) -> Notice | None:
    """One notice for all tests that a cause holds for, by name in the catalogue's order."""
    by_test = {found.test.id: found for found in findings}
    covered = [by_test[test] for test in days if holds(by_test[test], days[test])]
    if not covered:
        return None
    facts: dict[str, Any] = {
        "tests": ", ".join(found.test.short for found in covered),
        "weeks": OLD_AFTER_WEEKS,
        "what": ", ".join(
            dict.fromkeys(what.replace("_", " ") for found in covered for what in found.explained_by)
        ),
    }
    dates = tuple(sorted({found.date.isoformat() for found in covered}))
    return Notice(code, severity, facts, dates=dates)


def _entry_error(found: Finding, _: Sequence[MeasuredDay]) -> bool:
    limit = found.test.implausible
    return limit is not None and found.amount is not None and found.amount > limit.entry_error


def _very_large(found: Finding, days: Sequence[MeasuredDay]) -> bool:
    """Twice the priority, or beyond what the card finds believable; not where it is said more strongly."""
    if (
        found.amount is None
        or found.pain
        or found.loss
        or found.refer
        or found.explained_by
        or _entry_error(found, days)
    ):
        return False
    limit = found.test.implausible
    return found.amount >= REMEASURE_AT * found.priority or (limit is not None and found.amount > limit.ask)


def _side_fell(found: Finding, _: Sequence[MeasuredDay]) -> bool:
    """A side got worse beyond the error, and nothing says so more strongly."""
    trend = found.trend
    return trend is not None and bool(trend.fell) and not (trend.stronger_fell or found.loss or found.flipped)


def _rater_changed(_: Finding, days: Sequence[MeasuredDay]) -> bool:
    before = day_before(days)
    return before is not None and raters_differ(before, days[-1])


def _trials_apart(found: Finding, days: Sequence[MeasuredDay]) -> bool:
    """Two trials of one side further apart than two tests of it should be (MDC95 is just that)."""
    measure = days[-1].measure
    if found.test.kind != "abs" or found.pain:
        return False
    return any(range_of(trials) > found.error for trials in (measure.left, measure.right))


def _disagree(findings: Sequence[Finding]) -> Notice | None:
    """Tests of one quality that call opposite sides on their newest days."""
    sided = [found for found in findings if found.counts and found.side]
    apart = [
        one
        for one in sided
        if any(other.test.quality == one.test.quality and other.side != one.side for other in sided)
    ]
    if not apart:
        return None
    dates = tuple(sorted({found.date.isoformat() for found in apart}))
    return Notice("tests_disagree", "warning", {"tests": ", ".join(f.test.short for f in apart)}, dates=dates)


def _shifted(arc: Side | None) -> Notice | None:
    return None if arc is None else Notice("shifted_arc", "info", {"side": arc})


def _turn_out_missing(findings: Sequence[Finding]) -> Notice | None:
    """Turn-in short on a side, and turn-out of the hip never measured on both sides."""
    turn_in = next((f for f in findings if f.test.quality == "hip_turn_in" and f.counts and f.side), None)
    usable = any(f.test.quality == "hip_turn_out" and f.difference is not None for f in findings)
    if turn_in is None or usable:
        return None
    return Notice("turn_out_missing", "warning", {"side": turn_in.side}, dates=(turn_in.date.isoformat(),))


def _after(profile: Profile, as_of: dt.date) -> Notice | None:
    """Assessments dated after the day of the plan are not used."""
    dates = tuple(sorted({each.date.isoformat() for each in profile.assessments if each.date > as_of}))
    return Notice("assessment_after_today", "warning", dates=dates) if dates else None
