"""What each finding changes in the plan, or why it changes nothing: one rule for every finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planforge.models.body import places_at_rest
from planforge.models.findings import Assessed, Finding
from planforge.models.frozen import Side
from planforge.models.profile import Profile
from planforge.models.sessions import Effect
from planforge.strength.allowed import ACTIVE, PRESSED, PRESSURE_FLAGS, Condition
from planforge.strength.doses import Emphases, Emphasis, other_side


@dataclass(frozen=True)
class Done:
    """What the sessions really hold: tests with one set more, tests with work for one side alone."""

    extra: frozenset[str]
    alone: frozenset[str]


def effects_of(
    profile: Profile,
    assessed: Assessed,
    condition: Condition,
    emphases: Emphases,
    unanswered: Mapping[str, tuple[str, str]],
    done: Done,
    extra_until: dt.date,
    confirms: Mapping[str, dt.date],
) -> dict[str, Effect]:
    """By test. `unanswered` has the cause and the thing where no session holds the work a finding asks for,
    `done` what the sessions hold for each test, `confirms` the day of a confirming measure.
    """
    asked = {emphasis.finding.test.id: emphasis for emphasis in emphases.all}
    found: dict[str, Effect] = {}
    for finding in assessed.findings:
        test, emphasis = finding.test.id, asked.get(finding.test.id)
        if emphasis is None:
            found[test] = _equal(finding, profile, assessed, condition, emphases)
        elif test in unanswered:
            cause, what = unanswered[test]
            found[test] = Effect(f"unanswered.{cause}", {"what": what})
        else:
            elsewhere = _elsewhere(emphasis, emphases, done)
            found[test] = elsewhere or _asked(emphasis, extra_until, confirms.get(test), assessed.shifted_arc)
    return found


def _equal(
    finding: Finding, profile: Profile, assessed: Assessed, condition: Condition, emphases: Emphases
) -> Effect:
    """Why both sides get the same work; the gravest cause first."""
    rule, facts = "no_side", dict[str, Any]()
    if finding.refer:
        rule = "referred"
    elif finding.test.group == "information":
        rule = "information"
    elif finding.loss:
        rule = "loss"
    elif not finding.counts:
        rule = finding.verdict
    elif finding.flipped:
        rule = "flipped"
    elif profile.side_dosing == "off":
        rule = "off"
    elif condition.no_bias:
        rule = "screening" if condition.red_flag or not assessed.referred else "referred"
    elif finding.test.place in condition.lost_places:
        rule, facts = "beside_loss", {"tests": _names(assessed, finding.test.place)}
    elif finding.test.place in condition.quiet_places:
        rule, facts = _quiet(finding, profile)
    elif finding.test.id in emphases.settled:
        rule = "settled"
    return Effect(rule, facts)


def _names(assessed: Assessed, place: str) -> tuple[str, ...]:
    return tuple(finding.test.short for finding in assessed.losses if finding.test.place == place)


def _quiet(finding: Finding, profile: Profile) -> tuple[str, dict[str, Any]]:
    """The complaint that stands at the finding's place, or the pain in a test there."""
    entries = [
        entry
        for entry in profile.history
        if entry.status in ACTIVE and finding.test.place in places_at_rest(entry)
    ]
    if not entries and finding.test.place in PRESSED and (flags := PRESSURE_FLAGS & set(profile.screening)):
        return "quiet_flag", {"what": tuple(flag.replace("_", " ") for flag in sorted(flags))}
    if not entries:
        return "quiet_pain", {}
    return "quiet", {"what": tuple(dict.fromkeys(entry.what.replace("_", " ") for entry in entries))}


def _elsewhere(emphasis: Emphasis, emphases: Emphases, done: Done) -> Effect | None:
    """Work that a finding asks for and that stands for another one, or is carried by others already."""
    finding = emphasis.finding
    if emphasis.extra and finding.test.id not in done.extra:
        return Effect("extra_carried", {"side": emphasis.side})
    if not emphasis.mobility or finding.test.id in done.alone:
        return None
    alike = [
        other
        for other in emphases.all
        if other is not emphasis and other.finding.test.quality == finding.test.quality
    ]
    opposed = tuple(other.finding.test.short for other in alike if other.side != emphasis.side)
    if opposed:
        return Effect("opposed", {"side": emphasis.side, "tests": opposed})
    shared = tuple(other.finding.test.short for other in alike if other.finding.test.id in done.alone)
    if shared:
        return Effect("mobility_shared", {"side": emphasis.side, "tests": shared})
    return Effect("unanswered.no-room", {})


def _asked(
    emphasis: Emphasis, extra_until: dt.date, confirmed_on: dt.date | None, arc: Side | None
) -> Effect:
    """What the plan does for one side."""
    if emphasis.provisional and confirmed_on is not None:
        extra_until = min(extra_until, confirmed_on)
    facts: dict[str, Any] = {"side": emphasis.side, "until": extra_until, "date": confirmed_on}
    if arc is not None:
        facts |= {"short_in": arc, "short_out": other_side(arc)}
    confirm = "_confirm" if confirmed_on is not None else ""
    if emphasis.extra:
        rule = "extra_provisional" if emphasis.provisional else "extra_set"
    elif emphasis.mobility:
        active = "mobility_arc" if arc is not None else "mobility_active"
        rule = active if emphasis.active_only else "mobility"
    elif emphasis.finding.test.group == "range":
        rule = f"waits{confirm}" if emphasis.confirm else "range_first"
    else:
        rule = f"capacity_first{confirm}"
    return Effect(rule, facts)
