"""Rules of set-ups: the pattern's side, handedness, the five drills, and what is printed of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from strength_case import OTHER, Case, amounts, barred, own_name, plain
from strength_side_rules import differences

from planforge.models.exercise import Exercise
from planforge.models.findings import Finding
from planforge.models.sessions import StrengthPlan

LEVELS = {"ribcage": "ribcage", "abdominal_wall": "ribcage", "pelvis_hip": "pelvis", "foot": "foot"}
POINTS = {"typical": "left", "mirrored": "right", "mixed": "even", "none": "even"}
FIVE = {
    "sucker_punch_rockback": "A",
    "split_squat_rotation": "A",
    "ninety_ninety_hip_shift": "B",
    "alternating_chest_press": "B",
    "staggered_hinge_asym_arms": "B",
}


# -- (5) set-ups -----------------------------------------------------------------------------------------
def wanted_version(case: Case, card: Exercise) -> set[str]:
    """The set-ups that the pattern and the measures allow for a drill (4.3, design 6)."""
    versions = set()
    for level in card.pattern_levels:
        versions.add(_level_version(case, level))
    return {versions.pop()} if len(versions) == 1 else {"even"}


def _level_version(case: Case, level: str) -> str:
    of = case.what.pattern
    by_level = {"ribcage": of.ribcage, "pelvis": of.pelvis, "foot": of.foot}[level]
    if of.chosen_by == "coach":
        version = POINTS[by_level]
    elif of.pattern_class in ("typical", "mirrored"):
        version = POINTS[of.pattern_class]
    elif of.pattern_class in ("none", "insufficient_data"):
        version = "even"
    else:
        version = POINTS[by_level]
    measured = {
        _points(found)
        for found in case.what.findings
        if found.test.pattern is not None and LEVELS[found.test.pattern.level] == level
    }
    return "even" if measured - {None, version} else version


def _points(found: Finding) -> str | None:
    """Where a measured difference points in the model: the typical low side lower is left (4.1)."""
    indicator = found.test.pattern
    if indicator is None or found.verdict not in ("real", "clear") or found.flipped:
        return None
    if found.left is None or found.right is None or found.left == found.right:
        return None
    if abs(found.right - found.left) < indicator.min_difference:
        return None
    if indicator.only_below_zero and (found.left < 0) == (found.right < 0):
        return None
    lower = "left" if found.left < found.right else "right"
    return "left" if lower == indicator.typical_low else "right"


def set_ups(case: Case) -> Iterator[str]:
    """Each asymmetric drill is set up by the pattern, even where a measure points against it (4.3, 6)."""
    every = [(str(one.date), item.exercise, item.version) for one, item in case.items()]
    every += [(f"habit {date}", one.exercise, one.version) for date, one in case.made.habits.items()]
    for where, card, version in every:
        wanted = wanted_version(case, card) if card.side_rule == "asymmetric" else {"even"}
        if version not in wanted:
            yield f"{where} {card.id}: set up {version}, the pattern says {sorted(wanted)}"
        if card.named(version) != own_name(card, version):
            yield f"{where} {card.id}: named {card.named(version)}"


def dominance(case: Case) -> Iterator[str]:
    """Handedness changes the side that starts and nothing else: no set-up, no dose (4.3; issue 4)."""
    old = case.who.dominance
    turned = old.model_copy(
        update={
            "foot": OTHER.get(old.foot or "", "left"),
            "hand": OTHER.get(old.hand or "", "left"),
        }
    )
    other = case.remade(case.who.model_copy(update={"dominance": turned}))
    yield from differences(_unordered(case.made), _unordered(other), "other dominance")


def _unordered(made: StrengthPlan) -> Any:
    whole = plain(made)
    for session in whole["sessions"]:
        for item in session["items"]:
            item.pop("first")
            item["why"] = [why for why in item["why"] if why["rule"] != "less_used_first"]
    return whole["sessions"], whole["habits"]


# -- (6) the five drills ---------------------------------------------------------------------------------
def five_drills(case: Case) -> Iterator[str]:
    """With a whole pattern all five drills stand in each block, or a notice says why (6).

    Breathing is a daily habit in the first fourteen days, so the rockback's own places are those after them.
    Where its own session has no place of twenty minutes in the block before the taper, a drill may stand in
    the other one.
    """
    if case.what.pattern.pattern_class not in ("typical", "mirrored"):
        return
    for weeks in case.blocks:
        sessions = case.sessions_in(weeks)
        if not sessions:
            continue
        made = {session.date: session.letter for session in sessions}
        for drill, letter in FIVE.items():
            card = case.cards[drill]
            after = 14 if card.level == 1 else 0
            if all(case.since_start(session.date) < after for session in sessions):
                continue
            stands = [s.letter for s in sessions for item in s.items if item.exercise.id == drill]
            names = {own_name(card, version) for version in ("left", "right", "even")}
            told = any(case.told("drill-", name) for name in names)
            home = [day.strength for week in weeks for day in week.days if day.strength]
            home = [
                slot
                for slot in home
                if made.get(slot.date) == letter
                and slot.minutes >= 20
                and case.phase(slot.date).id != "taper"
                and case.since_start(slot.date) >= after
                and (not card.heavy_legs or (slot.heavy_legs and not case.race_near(slot.date)))
            ]
            moved = stands and not home  # the home session has no place for it in this block
            if letter not in stands and not told and not moved:
                ground = next(barred(case, card), "")
                found = f"only in {sorted(set(stands))}" if stands else "nowhere"
                yield f"block from week {weeks[0].number}: {drill} stands {found}, no notice; {ground}"


# -- what is printed ---------------------------------------------------------------------------------------
def printed(case: Case) -> Iterator[str]:
    """The plan prints the doses and names that were computed, and no open {A} or {B} (5; issue 4)."""
    if case.plan is None:
        return
    told = json.dumps(case.plan, ensure_ascii=False)
    yield from (f"an open {token} is printed" for token in ("{A}", "{B}", "{a}", "{b}") if token in told)
    days = {day["date"]: day for week in case.plan["weeks"] for day in week["days"]}
    for session in case.made.sessions:
        found = [s for s in days[session.date.isoformat()]["sessions"] if s["kind"] == "strength"]
        lines = [item for one in found for item in one["items"]]
        if [line["exercise"] for line in lines] != [item.exercise.id for item in session.items]:
            yield f"{session.date}: prints {[line['exercise'] for line in lines]}"
            continue
        for line, item in zip(lines, session.items, strict=True):
            doses = {
                name: (one["sets"], one[_measure(one)]) if (one := line[name]) else None
                for name in ("left", "right", "both")
            }
            made = {name: (one.sets, one.count) for name, one in amounts(item)}
            if {name: dose for name, dose in doses.items() if dose} != made:
                yield f"{session.date} {item.exercise.id}: prints {doses}, computed {made}"
            if line["name"] != own_name(item.exercise, item.version):
                yield f"{session.date} {item.exercise.id}: prints the name {line['name']}"


def _measure(dose: dict[str, Any]) -> str:
    return next(n for n in ("reps", "breaths", "seconds", "metres", "contacts") if dose[n] is not None)


RULES = (set_ups, dominance, five_drills, printed)
