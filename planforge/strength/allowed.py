"""What an athlete may do: equipment, the coach's own list, history, screening flags and pain decide.

Sources: design, sections 3 and 5 (rule 8); the gates of level 5 are science/asymmetry.md 5.2 [default].
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planforge.models.body import places_at_rest
from planforge.models.exercise import Caution, Exercise
from planforge.models.findings import Assessed, Finding
from planforge.models.profile import RED_FLAGS, HistoryEntry, Profile

# Flags that stop every side bias although they are no red flag: the body is built unequally (6.4).
UNEQUAL_BUILD = frozenset({"scoliosis", "leg_length_difference"})
# Flags without a red standing ask for care where the breath is held or pressed: ribs and trunk (8.3).
PRESSURE_FLAGS = frozenset({"high_blood_pressure", "heart_or_lung_disease", "glaucoma", "hernia"})
PRESSED = frozenset({"ribs", "trunk"})  # places of tests where the breath is held or pressed
HOP_TESTS = frozenset({"single_leg_hop", "triple_hop"})
BONE_HEALING = dt.timedelta(weeks=12)  # after a bone-stress injury, no jumping without clearance [default]
ACTIVE = frozenset({"current", "managing"})


@dataclass(frozen=True)
class Barred:
    """Why an exercise is not for this athlete.

    `cause` is equipment, avoid, history, screening, pain or gate (a test that must reach a value first).
    """

    cause: str
    what: str


@dataclass(frozen=True)
class Condition:
    """What the file says about the body, read once for the whole plan."""

    red_flag: bool
    no_bias: bool  # nowhere on the body
    quiet_places: frozenset[str]  # places of tests where no side is called: a complaint or pain stands there
    lost_places: frozenset[str]  # no side is called either: a large difference that nothing explains
    no_jumps: bool


def condition_of(profile: Profile, assessed: Assessed, start: dt.date) -> Condition:
    """Where side bias stops, and whether there is any jumping, from history, screening and pain."""
    flags = frozenset(profile.screening)
    red = bool(assessed.loss_flags) or any(flag in RED_FLAGS for flag in flags)
    places: frozenset[str] = frozenset()
    for entry in profile.history:
        if entry.status in ACTIVE:
            places |= places_at_rest(entry)
    for finding in assessed.findings:
        if finding.pain or finding.verdict == "pain_limited":
            places |= frozenset({finding.test.place})
    if flags & PRESSURE_FLAGS:
        places |= PRESSED
    return Condition(
        red_flag=red,
        no_bias=red or bool(flags & UNEQUAL_BUILD) or bool(assessed.referred),
        quiet_places=places,
        lost_places=frozenset(finding.test.place for finding in assessed.losses),
        no_jumps=red or _hopping_hurts(assessed.findings) or _near_bone_stress(profile, start),
    )


def had_knee_pain(profile: Profile) -> bool:
    """Whether the history names a knee, whatever its status: harder work there comes step by step."""
    return any(
        entry.what == "knee_pain" or "knee" in (entry.place or "").lower() for entry in profile.history
    )


def _hopping_hurts(findings: Iterable[Finding]) -> bool:
    return any(finding.pain for finding in findings if finding.test.id in HOP_TESTS)


def _near_bone_stress(profile: Profile, start: dt.date) -> bool:
    """Not recovered, or within twelve weeks of its date; a recovered one without a date is long past."""
    for entry in profile.history:
        if entry.what != "bone_stress":
            continue
        if entry.status != "recovered":
            return True
        if entry.when is not None and start - _latest_day(entry.when) < BONE_HEALING:
            return True
    return False


def _latest_day(when: str) -> dt.date:
    """The last day that "2025", "2025-06" or "2025-06-14" can mean: the careful reading."""
    parts = [int(part) for part in when.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    if len(parts) == 1:
        return dt.date(parts[0], 12, 31)
    year, month = parts
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def barred(exercise: Exercise, profile: Profile, assessed: Assessed, condition: Condition) -> Barred | None:
    """Why this exercise is not for this athlete, or None."""
    ruled_out = {_plain(name) for name in profile.avoid}
    for name in (exercise.id, exercise.family):
        if _plain(name) in ruled_out:
            return Barred("avoid", name)
    if not exercise.possible_with(frozenset(profile.equipment)):
        missing = next(g for g in exercise.equipment if not any(t in profile.equipment for t in g))
        return Barred("equipment", " or ".join(missing))
    for caution in exercise.cautions:
        if reason := _applies(caution, profile, assessed):
            return reason
    if exercise.level == 5 and condition.no_jumps:
        return Barred("pain", "hop")
    for need in exercise.needs:
        if not _meets(assessed.by_test(need.test), need.at_least):
            return Barred("gate", need.test)
    return None


def _plain(name: str) -> str:
    """An id or a family however it is spelt: capitals, blanks and hyphens make no difference."""
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _meets(finding: Finding | None, at_least: float) -> bool:
    """Both sides measured, at least so high, without pain; what was not measured keeps the gate closed."""
    if finding is None or finding.left is None or finding.right is None or finding.pain:
        return False
    return min(finding.left, finding.right) >= at_least


def _applies(caution: Caution, profile: Profile, assessed: Assessed) -> Barred | None:
    if caution.flag is not None:
        return Barred("screening", caution.flag) if caution.flag in profile.screening else None
    if caution.pain_in is not None:
        finding = assessed.by_test(caution.pain_in)
        return Barred("pain", caution.pain_in) if finding is not None and finding.pain else None
    for entry in profile.history:
        if entry.what == caution.what and entry.status in caution.status and _at(entry, caution.place):
            return Barred("history", entry.what)
    return None


def _at(entry: HistoryEntry, place: str | None) -> bool:
    """Whether the entry is at the caution's place; one that names no place could be anywhere."""
    return place is None or entry.place is None or place in entry.place.lower()
