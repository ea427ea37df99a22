"""Rules of the two sides: mirror, what is left out, one set more, mobility, reasons, ledger."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from typing import Any

from strength_case import (
    OTHER,
    RANK,
    Case,
    alone,
    amounts,
    answers,
    barred,
    more,
    plain,
)
from strengthening import mirrored_assessed, mirrored_profile

from planforge.models.findings import Finding
from planforge.models.sessions import DosedItem, Why


# -- (1) the mirror and the same plan twice -------------------------------------------------------------
def swapped(value: Any) -> Any:
    """Left for right in keys, values and names."""
    if isinstance(value, dict):
        return {swapped(key): swapped(one) for key, one in value.items()}
    if isinstance(value, list):
        return [swapped(one) for one in value]
    return swapped_text(value) if isinstance(value, str) else value


@functools.cache
def swapped_text(value: str) -> str:
    for word, other in (("left", "\0"), ("right", "left"), ("\0", "right")):
        value = value.replace(word, other)
    for word, other in (("Left", "\0"), ("Right", "Left"), ("\0", "Right")):
        value = value.replace(word, other)
    return value


def mirror(case: Case) -> Iterator[str]:
    """Swapping left and right in athlete and measures swaps the plan and changes nothing else (5.4)."""
    what = mirrored_assessed(case.what)
    points = tuple(dataclasses.replace(f, points=OTHER.get(f.points or "")) for f in what.findings)  # type: ignore[arg-type]
    other = case.remade(mirrored_profile(case.who), dataclasses.replace(what, findings=points))
    yield from differences(swapped(plain(case.made)), plain(other), "mirrored plan")


def twice(case: Case) -> Iterator[str]:
    """The same inputs give the same plan (5.6)."""
    yield from differences(plain(case.made), plain(case.remade()), "second run")


def differences(one: Any, other: Any, where: str) -> Iterator[str]:
    """Each place where two trees differ, in kind or value."""
    if repr(one) != repr(other):  # alike to the last sign in nearly every case
        yield from _differences(one, other, where)


def _differences(one: Any, other: Any, where: str) -> Iterator[str]:
    if type(one) is not type(other):
        yield f"{where}: {one!r} and {other!r}"
    elif isinstance(one, dict):
        for key in sorted({*one, *other}):
            yield from _differences(one.get(key), other.get(key), f"{where}.{key}")
    elif isinstance(one, list):
        if len(one) != len(other):
            yield f"{where}: {len(one)} and {len(other)} entries"
        for at, (this, that) in enumerate(zip(one, other, strict=False)):
            yield from _differences(this, that, f"{where}[{at}]")
    elif one != other:
        yield f"{where}: {one!r} and {other!r}"


# -- (2) what is left out --------------------------------------------------------------------------------
def excluded(case: Case) -> Iterator[str]:
    """No exercise whose equipment is missing, that the coach, the history, a sign or pain rules out (5.8)."""
    everything = {card.id: card for card in case.cards.values()}
    used = {item.exercise.id for _, item in case.items()}
    used |= {habit.exercise.id for habit in case.made.habits.values()}
    for name in sorted(used):
        for ground in barred(case, everything[name]):
            yield f"{name} stands although {ground}"


def experience(case: Case) -> Iterator[str]:
    """A card that asks for lifting experience stands only for those who bring it (issue: the library)."""
    for session, item in case.items():
        if RANK[item.exercise.experience] > RANK[case.who.strength.experience]:
            has = case.who.strength.experience
            yield f"{session.date} {item.exercise.id} asks for {item.exercise.experience}, has {has}"


# -- (3) one set more ------------------------------------------------------------------------------------
def extra_set(case: Case) -> Iterator[str]:
    """One set more at most, levels 3 and 4, on the side of a confirmed clear capacity finding (6)."""
    for session, item in case.items():
        side = more(item)
        if side is None:
            continue
        assert item.left is not None
        assert item.right is not None
        where, sets = f"{session.date} {item.exercise.id}", (item.left.sets, item.right.sets)
        if abs(sets[0] - sets[1]) != 1:
            yield f"{where}: {sets[0]} : {sets[1]}"
        if min(sets) < 2:
            yield f"{where}: unequal at one set"
        if item.exercise.level not in (3, 4):
            yield f"{where}: unequal at level {item.exercise.level}"
        causes = [f for why in item.why for f in case.what.findings if why.test == f.test.id]
        if not any(case.extra_for(f) and f.side == side and answers(item.exercise, f.test) for f in causes):
            said = [(f.test.id, f.verdict, f.side, f.confirmed) for f in causes]
            yield f"{where}: one more on the {side}, called by {said}"


def extra_time(case: Case) -> Iterator[str]:
    """The extra set stands in load weeks, until the next re-test and six weeks at most (6)."""
    for session, item in case.items():
        if more(item) is None:
            continue
        causes = [f for why in item.why for f in case.what.findings if why.test == f.test.id]
        until = max([case.extra_until(f) for f in causes if case.extra_for(f)], default=case.equal_from)
        kind = case.weeks[session.date].kind
        if kind != "load":
            yield f"{session.date} {item.exercise.id}: unequal in a {kind} week"
        if case.phase(session.date).side_bias == "off":
            yield f"{session.date} {item.exercise.id}: unequal in the phase {case.phase(session.date).id}"
        if session.date > until:
            yield f"{session.date} {item.exercise.id}: unequal after {until}"


def extra_carriers(case: Case) -> Iterator[str]:
    """At most three exercises a week carry the extra set (6)."""
    for week in case.when.weeks:
        sessions = case.sessions_in([week])
        carry = {item.exercise.id for one in sessions for item in one.items if more(item)}
        if len(carry) > 3:
            yield f"week {week.number}: {sorted(carry)} carry an extra set"


def other_side(case: Case) -> Iterator[str]:
    """The other side never gets less than the phase's dose; two sets while movements are new (6, 7.2)."""
    for session, item in case.items():
        side = more(item)
        if side is None:
            continue
        phase = case.phase(session.date)
        work = phase.main if item.exercise.role == "main" else phase.accessory
        least = min(work.sets, item.exercise.dose.sets[1])
        unknown = case.who.strength.experience is None  # then the careful side
        new = case.since_start(session.date) < (14 if case.new_lifter or unknown else 7)
        has = min(amount.sets for _, amount in amounts(item))
        if has < (min(2, least) if new else least):
            yield f"{session.date} {item.exercise.id}: the {OTHER[side]} has {has} sets, the phase {least}"


def provisional(case: Case) -> Iterator[str]:
    """Under `early` an extra set for an unconfirmed finding is marked provisional (6)."""
    for session, item in case.items():
        if more(item) is None:
            continue
        causes = [f for why in item.why for f in case.what.findings if why.test == f.test.id]
        called = [f for f in causes if case.extra_for(f) and answers(item.exercise, f.test)]
        if called and not any(f.confirmed for f in called):
            marks = [why.rule for why in item.why]
            if not any("provisional" in mark for mark in marks):
                yield f"{session.date} {item.exercise.id}: reasons {marks} do not say provisional"


def extra_stands(case: Case) -> Iterator[str]:
    """A confirmed clear capacity finding gets its set where a load week has the work (6)."""
    for found in _without_extra(case):
        until, chances, full = case.extra_until(found), [], True
        for session, item in case.items():
            fits = session.date <= until and case.weeks[session.date].kind == "load"
            fits = fits and case.phase(session.date).side_bias == "on" and item.exercise.level in (3, 4)
            both = item.left is not None and item.right is not None
            if not (fits and both and answers(item.exercise, found.test)):
                continue
            if min(amount.sets for _, amount in amounts(item)) >= 2:
                week = case.weeks[session.date]
                carry = {i.exercise.id for s in case.sessions_in([week]) for i in s.items if more(i)}
                full = full and len(carry) >= 3
                chances.append(f"{session.date} {item.exercise.id}")
        if chances and not full:
            yield f"{found.test.id} {found.side}: no extra set, though {chances[0]} could carry it"


def extra_told(case: Case) -> Iterator[str]:
    """A finding whose extra set no session carries is told in a notice (issue: bad input)."""
    for found in _without_extra(case):
        if not any(case.short(found.test.id) in str(one.facts) for one in case.made.notices):
            effect = case.made.effects.get(found.test.id)
            yield f"{found.test.id} {found.side}: no extra set, no notice (effect: {effect and effect.rule})"


def _without_extra(case: Case) -> Iterator[Finding]:
    """Findings that call for an extra set that nothing carries, and that no other test contradicts."""
    called = [found for found in case.what.findings if case.extra_for(found, wide=True)]
    for found in called:
        opposed = [f for f in called if f.test.quality == found.test.quality and f.side != found.side]
        carried = [i for _, i in case.items() if more(i) == found.side and answers(i.exercise, found.test)]
        if not opposed and not carried:
            yield found


def calling(item: DosedItem) -> list[Why]:
    """The reasons that call a side; both sides low is none (science, 6.2)."""
    return [why for why in item.why if not why.rule.startswith("both_low")]


def starts(case: Case) -> Iterator[str]:
    """The lower side of a difference that counts starts; else the less used foot in odd weeks (5.4, 6).

    Judged are items done side by side that name one test, or none.
    """
    foot = case.who.dominance.foot
    for session, item in case.items():
        if item.left is None or item.right is None:
            continue
        where = f"{session.date} {item.exercise.id}"
        causes = [f for why in calling(item) for f in case.what.findings if why.test == f.test.id]
        if not causes:
            odd = case.weeks[session.date].number % 2 == 1
            less_used = "either" if foot is None else OTHER[foot] if odd else foot
            if item.first != less_used:
                yield f"{where}: {item.first} first, nothing measured and {foot}-footed ({less_used})"
        elif len(causes) == 1 and causes[0].side != item.first:
            yield f"{where}: {item.first} first, {causes[0].test.id} calls the {causes[0].side}"


# -- (4) mobility for one side ---------------------------------------------------------------------------
def one_side(case: Case) -> Iterator[str]:
    """Work for one side alone: levels 1 and 2, for a clear range finding or a real and low one, there (6)."""
    for session, item in case.items():
        side = alone(item)
        if side is None:
            continue
        where = f"{session.date} {item.exercise.id} on the {side} alone"
        if item.exercise.level > 2:
            yield f"{where}: level {item.exercise.level}"
        causes = [f for why in item.why for f in case.what.findings if why.test == f.test.id]
        good = [f for f in causes if case.mobility_for(f) and f.side == side]
        good = [f for f in good if answers(item.exercise, f.test)]
        if not good:
            said = [(f.test.id, f.test.group, f.verdict, f.side, f.confirmed, f.low) for f in causes]
            yield f"{where}: called by {said}"
        turns = [f for f in causes if f.test.id in ("hip_internal_rotation", "hip_external_rotation")]
        if item.exercise.stretch and turns and case.what.shifted_arc:
            yield f"{where}: a hard stretch for a shifted arc"


def one_side_ends(case: Case) -> Iterator[str]:
    """Work for one side alone ends at the re-test of its measure, after two blocks at the latest (6)."""
    latest = case.blocks[min(1, len(case.blocks) - 1)][-1].end
    for session, item in case.items():
        if alone(item) is None:
            continue
        tests = {why.test for why in item.why if why.test}
        ends = [one.date for one in case.retests("block_end") if tests & set(one.tests)]
        until = min([latest, *ends[:1]])
        if session.date > until:
            yield f"{session.date} {item.exercise.id}: for the {alone(item)} alone after {until}"


# -- (14) reasons and (16) ledger ------------------------------------------------------------------------
def reasons(case: Case) -> Iterator[str]:
    """Every item has a reason, and one that names a test names one that the athlete has (5.10)."""
    measured = {f.test.id for f in case.what.findings if f.verdict != "no_data"}
    for session, item in case.items():
        if not item.why:
            yield f"{session.date} {item.exercise.id}: no reason"
        for why in item.why:
            if why.test is not None and why.test not in measured:
                yield f"{session.date} {item.exercise.id}: reason of {why.test}, which was not measured"
        for found in (f for why in calling(item) for f in case.what.findings if why.test == f.test.id):
            if found.verdict not in ("real", "clear") or found.side is None or found.flipped:
                yield f"{session.date} {item.exercise.id}: reason of {found.test.id}, which calls no side"


def ledger(case: Case) -> Iterator[str]:
    """The ledger holds the sets of levels 3 to 5, left and right, of every week (5; issue 8)."""
    told = {row.week: (row.left, row.right) for row in case.made.ledger}
    for week in case.when.weeks:
        items = [item for one in case.sessions_in([week]) for item in one.items if item.exercise.level >= 3]
        left = sum(item.left.sets for item in items if item.left)
        right = sum(item.right.sets for item in items if item.right)
        if told.get(week.number, (0, 0)) != (left, right):
            yield f"week {week.number}: the ledger says {told.get(week.number)}, the items {left} and {right}"
    if case.plan is not None:
        printed = {one["week"]: (one["left_sets"], one["right_sets"]) for one in case.plan["side_ledger"]}
        if printed != told:
            yield f"the plan prints {printed}, the ledger is {told}"


RULES = (
    mirror, twice, excluded, experience, extra_set, extra_time, extra_carriers, other_side, provisional,
    extra_stands, extra_told, starts, one_side, one_side_ends, reasons, ledger,
)  # fmt: skip
