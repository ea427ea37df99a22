"""Rules of one session: time, order, caps, gates, breathing, the ranges of the cards."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from strength_case import HOPS, Case, amounts, answers, barred, least_seconds, more

from planforge.models.sessions import DosedItem

ORDER = ("breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory")
BEGINNER = (3, 5, 0)
DEFAULT = (4, 6, 3)
# Where the breath is not held, whoever the athlete is (science, 8.3: ask a clinician first).
NO_PAUSE = (
    "high_blood_pressure", "heart_or_lung_disease", "glaucoma", "hernia", "pregnancy", "postpartum",
    "breathing_symptoms", "chest_symptoms",
)  # fmt: skip
FIRST_FOUR_WEEKS = 28
BONE_WEEKS = 84  # days


# -- (7) time and order ----------------------------------------------------------------------------------
def time_kept(case: Case) -> Iterator[str]:
    """A session keeps to the minutes of its place, ramp-up sets included (6; issue 2)."""
    for session in case.made.sessions:
        slot = case.days[session.date].strength
        if slot is None:
            continue
        own = sum(least_seconds(item) for item in session.items) + session.ramp_up_s
        if own > slot.minutes * 60:
            yield f"{session.date} {session.letter}: {own / 60:.1f} min of work in {slot.minutes}"
        if session.seconds > slot.minutes * 60:
            yield f"{session.date} {session.letter}: {session.seconds / 60:.1f} min in {slot.minutes}"


def time_counted(case: Case) -> Iterator[str]:
    """What is counted is no less than the work takes, and the session is the sum of its parts (issue 2)."""
    for session in case.made.sessions:
        for item in session.items:
            if item.seconds < least_seconds(item) - 1:
                yield f"{session.date} {item.exercise.id}: {item.seconds} s told, {least_seconds(item):.0f} s"
        parts = sum(item.seconds for item in session.items) + session.ramp_up_s
        if abs(parts - session.seconds) > len(session.items):
            yield f"{session.date} {session.letter}: {session.seconds} s told, parts of {parts} s"


def preparation(case: Case) -> Iterator[str]:
    """Levels 1 and 2 take at most 10 minutes, breathing at most 4 (6)."""
    for session in case.made.sessions:
        for most, levels in ((240, (1,)), (600, (1, 2))):
            took = sum(item.seconds for item in session.items if item.exercise.level in levels)
            if took > most:
                yield f"{session.date} {session.letter}: levels {levels} take {took} s"


def half_main(case: Case) -> Iterator[str]:
    """At least half of the time is main work (6).

    Counted: items whose role is main, with the ramp-up that prepares them, over the session's seconds.
    Where no heavy legs are possible (`Case.light`) all work of levels 3 and 4 counts.
    """
    for session in case.made.sessions:
        light = case.light(session)
        took = sum(i.seconds for i in session.items if _is_main(i, light)) + session.ramp_up_s
        if took * 2 < session.seconds:
            named = "levels 3 and 4" if light else "main"
            yield f"{session.date} {session.letter}: {named} {took} of {session.seconds} s"


def _is_main(item: DosedItem, light: bool) -> bool:
    return item.exercise.role == "main" or (light and item.exercise.level in (3, 4))


def order(case: Case) -> Iterator[str]:
    """Breathing, pelvis, foot and ankle, plyometric, main, accessory (6)."""
    for session in case.made.sessions:
        roles = [item.exercise.role for item in session.items]
        if roles != sorted(roles, key=ORDER.index):
            yield f"{session.date} {session.letter}: {roles}"
        names = [item.exercise.id for item in session.items]
        if len(set(names)) != len(names):
            yield f"{session.date} {session.letter}: an exercise stands twice in {names}"
        if not names:
            yield f"{session.date} {session.letter}: an empty session"


def level_caps(case: Case) -> Iterator[str]:
    """At most two of level 1, two of level 2, four of levels 3 and 4, two of level 5 (science, 5.2)."""
    for session in case.made.sessions:
        levels = [item.exercise.level for item in session.items]
        many = {
            "level 1": (levels.count(1), 2),
            "level 2": (levels.count(2), 2),
            "levels 3 and 4": (levels.count(3) + levels.count(4), 4),
            "level 5": (levels.count(5), 2),
        }
        for name, (count, most) in many.items():
            if count > most:
                yield f"{session.date} {session.letter}: {count} of {name}"


def least_strength(case: Case) -> Iterator[str]:
    """Three exercises of levels 3 and 4 at least, where a load week's place has 35 minutes (science, 5.2).

    Not in the first week, where three new exercises are the limit, nor where a third of two minutes would
    leave less than half of the time for main work (6), as where next to no main work is allowed.
    """
    for session in case.made.sessions:
        slot, week = case.days[session.date].strength, case.weeks[session.date]
        if slot is None or slot.minutes < 35 or week.kind != "load" or case.since_start(session.date) < 7:
            continue
        phase = case.phase(session.date).id
        if phase == "taper":
            continue
        cards = [c for c in case.allowed if c.level in (3, 4) and phase in c.phases]
        if case.light(session):
            cards = [card for card in cards if not card.heavy_legs]
        count = sum(1 for item in session.items if item.exercise.level in (3, 4))
        took = sum(item.seconds for item in session.items)
        main = sum(item.seconds for item in session.items if _is_main(item, case.light(session)))
        if count < 3 and len(cards) >= 6 and not 0 < 2 * main < took + 120:
            yield f"{session.date} {session.letter}: {count} of levels 3 and 4 in {slot.minutes} min"


def first_week(case: Case) -> Iterator[str]:
    """At most three new exercises in a session of the first week (6)."""
    seen: set[str] = set()
    for session in case.made.sessions:
        new = {item.exercise.id for item in session.items} - seen
        if case.weeks[session.date].number == 1 and len(new) > 3:
            yield f"{session.date} {session.letter}: new are {sorted(new)}"
        seen |= new


# -- (8) gates -------------------------------------------------------------------------------------------
def jump_gates(case: Case) -> Iterator[str]:
    """No level 5 in the first 28 days, with hop pain, or within 12 weeks of bone stress (science, 5.2)."""
    hop_hurts = [f.test.id for f in case.what.findings if f.test.id in HOPS and f.pain]
    bones = [entry for entry in case.who.history if entry.what == "bone_stress"]
    for session, item in case.items():
        if item.exercise.level != 5:
            continue
        where = f"{session.date} {item.exercise.id}"
        if case.since_start(session.date) < FIRST_FOUR_WEEKS:
            yield f"{where}: day {case.since_start(session.date) + 1} of the plan"
        if hop_hurts:
            yield f"{where}: {hop_hurts} hurt"
        if "bone_stress" in case.who.screening:
            yield f"{where}: screening says bone_stress"
        for entry in bones:
            last = _latest(entry.when)
            if entry.status != "recovered" or (last and (session.date - last).days < BONE_WEEKS):
                yield f"{where}: bone stress {entry.status} {entry.when}"


def _latest(when: str | None) -> dt.date | None:
    """The last day that a year, a month or a day can mean."""
    if when is None:
        return None
    parts = [int(part) for part in str(when).split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)


def contacts(case: Case) -> Iterator[str]:
    """40 to 60 contacts a session to start with, 120 later at most (science, 5.2).

    To start with is the first four weeks with jumps. The least holds in load weeks of the phases that
    build (not maintenance, taper), where the place has 35 minutes.
    """
    first: dt.date | None = None
    for session in case.made.sessions:
        count = sum(
            amount.sets * amount.count
            for item in session.items
            if item.exercise.level == 5
            for _, amount in amounts(item)
        )
        if not count:
            continue
        first = first or session.date
        early = (session.date - first).days < FIRST_FOUR_WEEKS
        if count > (60 if early else 120):
            yield f"{session.date} {session.letter}: {count} contacts"
        slot = case.days[session.date].strength
        whole = slot is not None and slot.minutes >= 35 and slot.heavy_legs
        building = case.phase(session.date).id in ("base", "strength", "power")
        hops = any(item.exercise.family == "hop" for item in session.items)  # a few full jumps are enough
        if whole and building and hops and case.weeks[session.date].kind == "load" and count < 40:
            yield f"{session.date} {session.letter}: only {count} contacts"


def new_lifters(case: Case) -> Iterator[str]:
    """New lifters stay at RPE 6 to 7 for four weeks (6)."""
    if not case.new_lifter:
        return
    for session, item in case.items():
        rpe = item.effort.rpe
        if rpe is not None and rpe[1] > 7 and case.since_start(session.date) < FIRST_FOUR_WEEKS:
            yield f"{session.date} {item.exercise.id}: RPE {rpe[0]:g} to {rpe[1]:g}"


# -- (10) breathing --------------------------------------------------------------------------------------
def habit(case: Case) -> Iterator[str]:
    """Days 1 to 14: one drill of breathing, two to three minutes, never on days away (6; 5.2)."""
    names = {one.exercise.id for one in case.made.habits.values()}
    if len(names) > 1:
        yield f"the habit is {sorted(names)}"
    for date, one in case.made.habits.items():
        if not 0 <= case.since_start(date) < 14:
            yield f"{date}: a habit on day {case.since_start(date) + 1}"
        if one.seconds > 180:
            yield f"{date}: a habit of {one.seconds} s"
        if case.days[date].away:
            yield f"{date}: a habit on a day away"
        if one.exercise.level != 1:
            yield f"{date}: the habit is level {one.exercise.level}"
        low, high = one.exercise.dose.count
        if not low <= one.amount.count <= high or one.amount.sets > one.exercise.dose.sets[1]:
            yield f"{date}: the habit is {one.amount.sets} x {one.amount.count}"
    drills = [card for card in case.cards.values() if card.level == 1 and not next(barred(case, card), None)]
    for date, day in case.days.items():
        if drills and 0 <= case.since_start(date) < 14 and not day.away and date not in case.made.habits:
            yield f"{date}: no habit on day {case.since_start(date) + 1}"


def breathing_first(case: Case) -> Iterator[str]:
    """From day 15 each session begins with breathing, where a drill is allowed (6)."""
    for session in case.made.sessions:
        phase = case.phase(session.date)
        drills = [c for c in case.cards.values() if c.level == 1 and phase.id in c.phases]
        drills = [c for c in drills if not next(barred(case, c), None)]
        if drills and case.since_start(session.date) >= 14 and session.items[0].exercise.level != 1:
            yield f"{session.date} {session.letter}: begins with {session.items[0].exercise.id}"


def rhythm(case: Case) -> Iterator[str]:
    """Beginners 3 in, 5 out, no pause; others 4, 6, 3 at most, no pause with a caution (issue 6; 8.1)."""
    beginner = case.when.level == "beginner" or case.new_lifter
    for session, item in case.items():
        told = item.effort.rhythm
        breaths = any(amount.measure == "breaths" for _, amount in amounts(item))
        if breaths and told is None and item.exercise.level == 1:
            yield f"{session.date} {item.exercise.id}: breaths without a rhythm"
        if told is None:
            continue
        if beginner and told != BEGINNER:
            yield f"{session.date} {item.exercise.id}: {told} for a beginner"
        if any(part > most for part, most in zip(told, DEFAULT, strict=True)):
            yield f"{session.date} {item.exercise.id}: {told}"
        if told[2] and set(case.who.screening) & set(NO_PAUSE):
            yield f"{session.date} {item.exercise.id}: a pause of {told[2]} s in spite of the screening"
        if not breaths:
            yield f"{session.date} {item.exercise.id}: a rhythm without breaths"


# -- (13) the ranges of the cards ------------------------------------------------------------------------
def dose_ranges(case: Case) -> Iterator[str]:
    """Whole numbers inside the card's range, the one extra set apart; sides equal otherwise (issue 1; 5)."""
    for session, item in case.items():
        dose, where = item.exercise.dose, f"{session.date} {item.exercise.id}"
        doses = amounts(item)
        names = [name for name, _ in doses]
        if not doses or ("both" in names and len(names) > 1):
            yield f"{where}: doses for {names}"
        if item.exercise.dosed_by_side == ("both" in names):
            yield f"{where}: doses for {names}, unlike the card"
        for name, amount in doses:
            most = dose.sets[1] + (more(item) == name)
            if not dose.sets[0] <= amount.sets <= most:
                yield f"{where} {name}: {amount.sets} sets, the card has {dose.sets}"
            if not dose.count[0] <= amount.count <= dose.count[1] or amount.measure != dose.measure:
                has = f"{amount.count} {amount.measure}"
                yield f"{where} {name}: {has}, the card has {dose.count} {dose.measure}"
            if amount.hold_s != dose.hold_s:
                yield f"{where} {name}: held {amount.hold_s} s, the card has {dose.hold_s}"
            if type(amount.sets) is not int or type(amount.count) is not int:
                yield f"{where} {name}: {amount.sets!r} x {amount.count!r}"
        if len({(amount.count, amount.measure, amount.hold_s) for _, amount in doses}) > 1:
            yield f"{where}: sides differ in more than sets"


def phase_of_card(case: Case) -> Iterator[str]:
    """An exercise stands in a phase its card names; inside a block that of any of its weeks (issue 1, 2).

    Where no other of its family names the phase of most of the block's weeks, it keeps the movement there.

    In the taper an exercise of the block before may stay: nothing new so near to a race. For the same reason
    a block that tapers, or a short last one, goes on with the work of the one before: its phases count, too.
    """
    before: set[str] = set()
    earlier: set[str] = set()
    for weeks in case.blocks:
        own = {case.phase(week.start).id for week in weeks}
        goes_on = "taper" in own or (weeks is case.blocks[-1] and len(weeks) < 4)
        phases = own | earlier if goes_on else own
        earlier = phases
        names = [case.phase(week.start).id for week in weeks if week.kind != "transition"]
        most = {max(dict.fromkeys(names), key=names.count)}
        known, before = (
            before,
            before | {item.exercise.id for one in case.sessions_in(weeks) for item in one.items},
        )
        for session in case.sessions_in(weeks):
            for item in session.items:
                if "taper" in phases and item.exercise.id in known:
                    continue
                there = {one.exercise.id for one in session.items}
                if phases & set(item.exercise.phases) or not {*_others(case, item, most)} - there:
                    continue
                yield f"{session.date} {item.exercise.id}: in {sorted(phases)}"


def _others(case: Case, item: DosedItem, phases: set[str]) -> list[str]:
    """Allowed exercises of a phase of the block that could stand in its place.

    For a finding those that answer it in the same way; else those of its family.
    """
    card, asked = item.exercise, [case.tests[why.test] for why in item.why if why.test is not None]
    return [
        other.id
        for other in case.allowed
        if other.side_rule == card.side_rule
        and phases & set(other.phases)
        and (any(answers(other, test) for test in asked) if asked else other.family == card.family)
    ]


RULES = (
    time_kept, time_counted, preparation, half_main, order, level_caps, least_strength, first_week,
    jump_gates, contacts, new_lifters, habit, breathing_first, rhythm, dose_ranges, phase_of_card,
)  # fmt: skip
