"""What the coach must know about the strength part: one notice a cause, with the dates it covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planforge.models.test_card import TestCard
from planforge.problems import Notice
from planforge.strength.allowed import Barred
from planforge.strength.choose import FIVE_DRILLS, Chooser
from planforge.strength.setups import Setups


@dataclass(frozen=True)
class Told:
    """What happened while the sessions were composed."""

    names: Mapping[str, str]  # drill: its name in this athlete's set-up
    causes: Mapping[str, Barred | None]  # exercise: why it is not for this athlete
    missing: Mapping[str, Sequence[str]]  # drill: starts of the blocks in which it found no place
    unmoved: Mapping[str, Sequence[str]]  # test: starts of the blocks without its mobility work
    empty: tuple[str, ...]  # dates on which no session fitted
    untested: tuple[dt.date, ...]
    unconfirmed: tuple[str, ...]
    bias_until: dt.date | None  # None where nothing carries one set more


def notices(
    told: Told, setups: Setups, chooser: Chooser, tests: Mapping[str, TestCard]
) -> tuple[Notice, ...]:
    """All notices of the stage, each cause once."""
    return (*_drills(told, setups), *_findings(told, chooser, tests), *_sessions(told))


def _drills(told: Told, setups: Setups) -> Iterator[Notice]:
    """The five drills that a whole pattern asks for and that are not in the plan, by cause."""
    if not setups.whole:
        return
    by_cause: dict[tuple[str, str], list[str]] = {}
    for name in FIVE_DRILLS:
        cause = told.causes.get(name)
        if cause is not None:
            what = cause.what.replace("_", " ")
            by_cause.setdefault((cause.cause, what), []).append(told.names[name])
    for (cause_name, what), names in by_cause.items():
        facts = {"exercises": tuple(names), "what": what}
        yield Notice(f"drill-{cause_name}", "info", facts)
    if told.missing:
        dates = tuple(sorted({date for dates in told.missing.values() for date in dates}))
        missing = tuple(told.names[name] for name in told.missing)
        yield Notice("drill-no-place", "warning", {"exercises": missing}, dates=dates)


def _findings(told: Told, chooser: Chooser, tests: Mapping[str, TestCard]) -> Iterator[Notice]:
    unanswered = tuple(emphasis.finding.test.short for emphasis in chooser.unanswered())
    if unanswered:
        yield Notice("mobility-none-allowed", "warning", {"tests": unanswered})
    if told.unmoved:
        starts = tuple(sorted({date for dates in told.unmoved.values() for date in dates}))
        yield Notice("mobility-no-place", "info", {"tests": tuple(told.unmoved)}, dates=starts)
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
