"""What the coach must know about the strength part: one notice a cause, with the dates it covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planforge.models.test_card import TestCard
from planforge.problems import Notice
from planforge.strength.allowed import Barred
from planforge.strength.choose import FIVE_DRILLS, Chooser
from planforge.strength.doses import Emphasis
from planforge.strength.setups import Setups


@dataclass(frozen=True)
class Told:
    """What happened while the sessions were composed."""

    names: Mapping[str, str]  # drill: its name in this athlete's set-up
    causes: Mapping[str, Barred | None]  # exercise: why it is not for this athlete
    missing: Mapping[str, Sequence[str]]  # drill: starts of the blocks in which it found no place
    unmoved: Mapping[str, Sequence[str]]  # test: starts of the blocks without its mobility work
    silent: Sequence[Emphasis]  # what should drive a dose and stands in no session
    any_session: bool
    ends: Mapping[str, dt.date]  # test: first day on which its mobility is no longer for one side alone
    empty: tuple[str, ...]  # dates on which no session fitted
    untested: tuple[dt.date, ...]
    unconfirmed: tuple[str, ...]
    uncarried: tuple[str, ...]  # tests whose set more stands nowhere
    no_retest: bool  # the race is too near for one, though doses differ
    bias_until: dt.date | None  # None where nothing carries one set more


def notices(
    told: Told, setups: Setups, chooser: Chooser, tests: Mapping[str, TestCard]
) -> tuple[Notice, ...]:
    """All notices of the stage, each cause once."""
    return (
        *_drills(told, setups),
        *_silent(told, chooser),
        *_findings(told, tests),
        *_sessions(told),
    )


def _drills(told: Told, setups: Setups) -> Iterator[Notice]:
    """The five drills that a whole pattern asks for and that are not in the plan, by cause."""
    if not setups.whole:
        return
    causes = [
        (told.names[name], cause) for name in FIVE_DRILLS if (cause := told.causes.get(name)) is not None
    ]
    for cause_name in dict.fromkeys(cause.cause for _, cause in causes):
        alike = [(name, cause.what.replace("_", " ")) for name, cause in causes if cause.cause == cause_name]
        facts = {
            "exercises": tuple(name for name, _ in alike),
            "what": tuple(dict.fromkeys(what for _, what in alike)),
        }
        yield Notice(f"drill-{cause_name}", "info", facts)
    if told.missing:
        dates = tuple(sorted({date for dates in told.missing.values() for date in dates}))
        missing = tuple(told.names[name] for name in told.missing)
        yield Notice("drill-no-place", "warning", {"exercises": missing}, dates=dates)


def unanswered(told: Told, chooser: Chooser) -> dict[str, tuple[str, str]]:
    """By test: the cause, and the thing in the way, where nothing follows from what a finding asks for."""
    return {emphasis.finding.test.id: _cause(emphasis, told, chooser) for emphasis in told.silent}


def _silent(told: Told, chooser: Chooser) -> Iterator[Notice]:
    """Findings that nothing follows from in this plan, by cause."""
    causes = unanswered(told, chooser)
    by_cause: dict[tuple[str, str], list[str]] = {}
    for emphasis in told.silent:
        by_cause.setdefault(causes[emphasis.finding.test.id], []).append(emphasis.finding.test.short)
    for (cause, what), names in by_cause.items():
        yield Notice(f"finding-{cause}", "warning", {"tests": tuple(names), "what": what})


def _cause(emphasis: Emphasis, told: Told, chooser: Chooser) -> tuple[str, str]:
    """Why no session holds work for it: no session, nothing allowed, or no room beside other work."""
    if not told.any_session:
        return "no-strength", ""
    causes = [told.causes[name] for name in chooser.answers.answers_to(emphasis)]
    barred = [cause for cause in causes if cause is not None]
    if not causes:
        return "no-exercise", ""
    if len(barred) < len(causes):
        return "no-room", ""
    # What stands in the way most often; of two alike the first in the order of the alphabet.
    most = max(sorted({(cause.cause, cause.what) for cause in barred}), key=lambda pair: _count(barred, pair))
    return most[0], most[1].replace("_", " ")


def _count(barred: Sequence[Barred], pair: tuple[str, str]) -> int:
    return sum((cause.cause, cause.what) == pair for cause in barred)


def _findings(told: Told, tests: Mapping[str, TestCard]) -> Iterator[Notice]:
    silent = {emphasis.finding.test.short for emphasis in told.silent}
    unmoved = {name: dates for name, dates in told.unmoved.items() if name not in silent}
    if unmoved:
        starts = tuple(sorted({date for dates in unmoved.values() for date in dates}))
        yield Notice("mobility-no-place", "info", {"tests": tuple(unmoved)}, dates=starts)
    if told.ends:
        names = tuple(tests[name].short for name in told.ends)
        dates = tuple(sorted({end.isoformat() for end in told.ends.values()}))
        yield Notice("one-side-until", "info", {"tests": names}, dates=dates)
    uncarried = tuple(name for name in told.uncarried if name not in silent)
    if uncarried:
        yield Notice("extra-no-place", "info", {"tests": uncarried})
    if told.no_retest:
        yield Notice("retest-none", "info", {})
    if told.bias_until is not None:
        yield Notice("extra-set-until", "info", {"until": told.bias_until})
    if told.unconfirmed:
        yield Notice(
            "confirm-no-day", "warning", {"tests": tuple(tests[name].short for name in told.unconfirmed)}
        )
    if told.untested:
        yield Notice("retest-no-day", "warning", {}, dates=tuple(day.isoformat() for day in told.untested))


def _sessions(told: Told) -> Iterator[Notice]:
    if told.empty:
        yield Notice("strength-empty", "warning", {}, dates=told.empty)
