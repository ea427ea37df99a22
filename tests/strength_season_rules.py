"""Rules across days and weeks: spacing, blocks, lighter weeks, re-tests, needs that nothing answers."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence

from strength_case import Case, alone, answers, more, volume

from planforge.models.profile import WEEKDAYS
from planforge.models.season import SeasonWeek
from planforge.models.sessions import RetestDay, StrengthSession

# Until test cards say so themselves: tests that end when the athlete can do no more, or jump.
GENERAL = {
    "squat": ("squat",),
    "hinge": ("hinge",),
    "step": ("step", "lunge"),
    "calf": ("calf",),
    "trunk": ("trunk",),
    "push_pull": ("push", "pull"),
}


# -- (9) spacing -----------------------------------------------------------------------------------------
def heavy(session: StrengthSession) -> list[str]:
    return [item.exercise.id for item in session.items if item.exercise.heavy_legs]


def two_days_apart(case: Case) -> Iterator[str]:
    """48 hours between two sessions with heavy legs (6)."""
    dates = [one.date for one in case.made.sessions if heavy(one)]
    for earlier, later in itertools.pairwise(dates):
        if (later - earlier).days < 2:
            yield f"{later}: heavy legs {(later - earlier).days} days after {earlier}"


def before_quality(case: Case) -> Iterator[str]:
    """No heavy legs in the 24 hours before quality or the long run (6)."""
    for session in case.made.sessions:
        tomorrow = case.runs_on(session.date + dt.timedelta(days=1))
        key = [
            run.type or run.kind for run in tomorrow if run.hard or run.type == "long" or run.kind == "race"
        ]
        if key and heavy(session):
            yield f"{session.date}: {heavy(session)} on the day before {key}"


def before_races(case: Case) -> Iterator[str]:
    """No heavy legs in the 72 hours before a race (6)."""
    for session in case.made.sessions:
        near = [race for race in case.races if 0 <= (race - session.date).days <= 3]
        if near and heavy(session):
            yield f"{session.date}: {heavy(session)} before the race on {near[0]}"


def last_heavy_day(case: Case) -> Iterator[str]:
    """The last heavy day stands 7 to 10 days before the goal race (science, 7.2): none in the six before."""
    if case.when.goal_date is None:
        return
    for session in case.made.sessions:
        to_go = (case.when.goal_date - session.date).days
        if 0 < to_go < 7 and heavy(session):
            yield f"{session.date}: {heavy(session)} {to_go} days before the goal race"


def days_of_strength(case: Case) -> Iterator[str]:
    """Strength stands on its places: no rest or away day, no quality day unless it is split (5.2, 6)."""
    for session in case.made.sessions:
        day = case.days[session.date]
        if day.minutes == 0:
            yield f"{session.date}: on a rest day"
        if day.away_strength:
            yield f"{session.date}: on a day away"
        if day.strength is None:
            yield f"{session.date}: session {session.letter} where the season has no place"
        elif not day.strength.heavy_legs and heavy(session):
            yield f"{session.date}: {heavy(session)} on a place without heavy legs"
        hard = [run.type or run.kind for run in day.runs if run.hard]
        if hard and WEEKDAYS[session.date.weekday()] not in case.who.availability.split:
            yield f"{session.date}: on the day of {hard}"
    dates = [one.date for one in case.made.sessions]
    if len(set(dates)) != len(dates) or dates != sorted(dates):
        yield "two sessions on one day, or out of order"


# -- (11) blocks -----------------------------------------------------------------------------------------
def block_lengths(case: Case) -> Iterator[str]:
    """Blocks of 4 to 6 weeks; a plan's last may be shorter, as may all of a plan below four weeks (6)."""
    for at, weeks in enumerate(case.blocks):
        built = [week for week in weeks if week.kind != "transition"]
        last = at == len(case.blocks) - 1
        if len(built) > 6 or (len(built) < 4 and not last):
            yield f"block from week {weeks[0].number}: {len(built)} weeks"


def same_in_block(case: Case) -> Iterator[str]:
    """A block's sessions of one letter hold the same exercises of levels 3 to 5 in its load weeks (issue 2).

    Compared are places alike in minutes and heavy legs, in weeks whose other place is alike too (what the
    other cannot hold before a race stands here, 7.3), from the third week of the plan on (the first two
    introduce), jumps once the first 28 days are over; those of new lifters (or where nothing is
    said of experience) from then on, when their effort
    may rise and ramp-up sets begin to take time. In the taper phase what is needed least goes with the sets.
    """
    for weeks in case.blocks:
        for letter in ("A", "B"):
            first: dict[tuple[object, ...], tuple[dt.date, set[str]]] = {}
            for session in case.sessions_in([week for week in weeks if week.kind == "load"]):
                slot, day = case.days[session.date].strength, case.since_start(session.date)
                if (
                    session.letter != letter
                    or slot is None
                    or day < (28 if case.who.strength.experience in (None, "none") else 14)
                ):
                    continue
                if case.phase(session.date).id == "taper":
                    continue
                heavy_ok = slot.heavy_legs and not case.race_near(session.date)
                week = case.weeks[session.date]
                beside = tuple(
                    d.strength.heavy_legs and not case.race_near(d.date)
                    for d in week.days
                    if d.strength is not None
                )
                place = (slot.minutes, heavy_ok, case.phase(session.date).id, beside)
                for levels in ((3, 4), (5,)):
                    if levels == (5,) and day < 28:
                        continue
                    held = {i.exercise.id for i in session.items if i.exercise.level in levels}
                    date, before = first.setdefault((*place, levels), (session.date, held))
                    if before != held:
                        new, gone = sorted(held - before), sorted(before - held)
                        yield f"{session.date} {letter}: {new} new, {gone} gone since {date}"


def block_changes(case: Case) -> Iterator[str]:
    """The next block changes some exercise of levels 3 to 5 (issue 2).

    A last block of less than four weeks, or one that tapers, brings nothing new; nor does one for an athlete
    who is allowed three exercises or fewer that are heavy for the legs, or whose places are so short that no
    session holds more than two exercises of levels 3 to 5, where set-up drills stand in each block.
    """
    legs = [card for card in case.allowed if card.heavy_legs and card.level in (3, 4)]
    if len(legs) <= 3:
        return
    made = [case.sessions_in([week for week in weeks if week.kind == "load"]) for weeks in case.blocks]
    for at, (earlier, later) in enumerate(itertools.pairwise(made)):
        one, other = (
            {(s.letter, i.exercise.id) for s in part for i in s.items if i.exercise.level >= 3}
            for part in (earlier, later)
        )
        short = len(case.blocks[at + 1]) < 4 or case.phase(case.blocks[at + 1][-1].start).id == "taper"
        few = all(sum(i.exercise.level >= 3 for i in s.items) <= 2 for s in (*earlier, *later))
        if one and one == other and not short and not few:
            yield f"block {at + 2} holds the same as the one before: {sorted(one)}"


def alike(case: Case, weeks: Sequence[SeasonWeek]) -> bool:
    """Whether weeks have the same places: number, minutes, heavy legs, no race near."""
    shapes = set()
    for week in weeks:
        slots = [day.strength for day in week.days if day.strength is not None]
        shapes.add(tuple((slot.letter, slot.minutes, slot.heavy_legs) for slot in slots))
    dates = [day.date for week in weeks for day in week.days if day.strength is not None]
    return len(shapes) == 1 and not any(0 <= (r - d).days <= 3 for r in case.races for d in dates)


def letters(case: Case, week: SeasonWeek) -> list[str]:
    """The sessions that stand in a week."""
    return [session.letter for session in case.sessions_in([week])]


def recovery_weeks(case: Case) -> Iterator[str]:
    """A recovery week's sets lie 30 to 50 percent below the load weeks around (science, 7.2).

    Compared with the load week of its block before, or else after it, where they have the same places and
    sessions, are of the same phase and are not the plan's first week. After it only from the fourth week on:
    what goes before an earlier one is an introduction with fewer sets, and a lighter week stays below it.
    """
    weeks = case.when.weeks
    for at, week in enumerate(weeks):
        if week.kind != "recovery" or not case.sessions_in([week]) or case.phase(week.start).id == "taper":
            continue
        around = [
            one
            for one in (weeks[at - 1] if at else None, weeks[at + 1] if at + 1 < len(weeks) else None)
            if one is not None and one.kind == "load" and one.number > 1 and alike(case, [week, one])
            and (one.number < week.number or case.since_start(week.start) >= 21)
            and any(week in part and one in part for part in case.blocks)
            and letters(case, week) == letters(case, one)
            and (one.number < week.number or case.phase(one.start).id == case.phase(week.start).id)
        ][:1]  # fmt: skip
        sets = [volume(case.sessions_in([one])) for one in around]
        if not any(sets):
            continue
        share = volume(case.sessions_in([week])) / (sum(sets) / len(sets))
        if not 0.4 - 1e-9 <= share <= 0.7 + 1e-9:  # doses of two sets come to one, and one exercise may go
            yield f"week {week.number}: {share:.2f} of the load weeks around ({sets})"


def taper_weeks(case: Case) -> Iterator[str]:
    """A taper week's sets lie 40 to 60 percent below the last load weeks (science, 7.2).

    Compared with the fullest of the last three load weeks with strength before the first taper week; a
    taper week without strength is free (0 to 1 sessions), and one whose places are full may lie lower.
    """
    weeks = list(case.when.weeks)
    first = next((at for at, week in enumerate(weeks) if week.kind == "taper"), None)
    if first is None:
        return
    loads = [w for w in weeks[:first] if w.kind == "load" and w.number > 1 and case.sessions_in([w])]
    loads = [w for w in loads if case.phase(w.start).id != "taper"][-3:]
    if not loads:
        return
    usual = max(volume(case.sessions_in([week])) for week in loads)
    for week in weeks[first:]:
        if week.kind != "taper" or not case.sessions_in([week]) or not usual:
            continue
        share = volume(case.sessions_in([week])) / usual
        # The last week before the goal has no heavy legs, so it may come to less.
        goal = case.when.goal_date
        last = [s.date for s in case.sessions_in([week])]
        least = 0.0 if goal is not None and (goal - last[0]).days < 7 else 0.35  # a set of few by rounding
        least = 0.0 if all(_is_full(case, one) for one in case.sessions_in([week])) else least
        if not least - 1e-9 <= share <= 0.6 + 1e-9:
            yield f"week {week.number}: {share:.2f} of {usual:g} sets"


def _is_full(case: Case, session: StrengthSession) -> bool:
    """Whether little more can stand: two more minutes, about a set of both sides, would go over the place (25
    in a taper, 7.2), or legs must rest, so that few exercises are left.
    """
    slot = case.days[session.date].strength
    light = slot is not None and (not slot.heavy_legs or case.race_near(session.date))
    return slot is not None and (light or session.seconds + 120 > 60 * min(slot.minutes, 25))


# -- (12) re-tests ---------------------------------------------------------------------------------------
def retest_size(case: Case) -> Iterator[str]:
    """At most four tests and ten minutes; a confirming measure five minutes, or one longer test alone (6)."""
    for one in case.made.retests:
        took = sum(case.tests[test].minutes for test in one.tests) * 60
        most = 600 if one.why == "block_end" else max(300, took if len(one.tests) == 1 else 0)
        if len(one.tests) > 4 or not one.tests or len(set(one.tests)) != len(one.tests):
            yield f"{one.date} {one.why}: tests {one.tests}"
        if took > most or one.seconds > most or one.seconds < took - 1:
            yield f"{one.date} {one.why}: {took:g} s of tests, {one.seconds} s told, {most} at most"


def retest_drives(case: Case) -> Iterator[str]:
    """A re-test holds only what drives a dose: a difference that counts, of a side that is called (6)."""
    found = {f.test.id: f for f in case.what.findings}
    for one in case.made.retests:
        for test in one.tests:
            has = found.get(test)
            if has is None or has.verdict not in ("real", "clear") or has.side is None:
                yield f"{one.date} {one.why}: {test} is {has.verdict if has else 'not measured'}"
            elif has.test.group == "information" or not case.may_differ(has):
                yield f"{one.date} {one.why}: {test} drives no dose"
            elif one.why == "confirm" and has.confirmed and has.verdict == "clear":
                yield f"{one.date} {one.why}: {test} is confirmed"
            elif one.why == "block_end" and not (case.extra_for(has) or case.mobility_for(has)):
                yield f"{one.date} {one.why}: {test} ({has.verdict}) only says who starts"


def retest_driven(case: Case) -> Iterator[str]:
    """What a re-test repeats had driven a dose by then, for one side or unequal (6)."""
    for one in case.retests("block_end"):
        drove = {
            why.test
            for session, item in case.items()
            if session.date <= one.date and (alone(item) or more(item))
            for why in item.why
        }
        shared = {
            test
            for test, effect in case.made.effects.items()
            if effect.rule in ("mobility_shared", "opposed")  # another test of the quality drives for both
        }
        qualities = {case.tests[test].quality for test in drove if test is not None}
        shared |= {test for test in one.tests if case.tests[test].quality in qualities}
        for test in sorted({*one.tests} - drove - shared):
            yield f"{one.date}: {test} drove no dose in the weeks before"


def retest_days(case: Case) -> Iterator[str]:
    """A re-test stands on an easy day with time for it, never in the last 14 days (6; 5.2)."""
    last = case.when.goal_date or case.when.end
    for one in case.made.retests:
        day = case.days[one.date]
        key = [
            run.type or run.kind for run in day.runs if run.hard or run.type == "long" or run.kind == "race"
        ]
        if key:
            yield f"{one.date} {one.why}: on the day of {key}"
        if day.minutes == 0 or day.away:
            yield f"{one.date} {one.why}: on a {'rest' if day.minutes == 0 else 'day away'} day"
        if 0 <= (last - one.date).days < 14:
            yield f"{one.date} {one.why}: {(last - one.date).days} days before the end"
        strength = next((s.seconds for s in case.made.sessions if s.date == one.date), 0)
        used = sum(run.duration_s for run in day.runs) + strength + one.seconds
        if day.minutes and used > day.minutes * 60:
            yield f"{one.date} {one.why}: {used / 60:.0f} of {day.minutes} minutes"


def retest_before_quality(case: Case) -> Iterator[str]:
    """A re-test that goes to failure stands 72 hours or more before quality and races (issue 7)."""
    for one in case.made.retests:
        hardest = sorted(test for test in one.tests if case.tests[test].to_failure)
        if not hardest:
            continue
        for ahead in (1, 2, 3):
            runs = case.runs_on(one.date + dt.timedelta(days=ahead))
            hard = [run.type or run.kind for run in runs if run.hard or run.kind == "race"]
            if hard:
                yield f"{one.date} {one.why}: {hardest} {ahead} days before {hard}"


def retest_after_heavy(case: Case) -> Iterator[str]:
    """A re-test stands not on the day after heavy legs, where another day will do (science, 6.2).

    On the same day it stands before the strength session, when the legs are fresh. Another day is an easy one
    of the same week (a confirming measure: of the first fourteen days) with time for it.
    """
    loaded = {session.date for session in case.made.sessions if heavy(session)}
    for one in case.made.retests:
        if one.date - dt.timedelta(days=1) not in loaded:
            continue
        dates = [day.date for day in case.weeks[one.date].days]
        if one.why == "confirm":
            dates = [date for date in case.days if 0 <= case.since_start(date) < 14]
        better = [
            date
            for date in dates
            if date - dt.timedelta(days=1) not in loaded and _takes_retest(case, date, one)
        ]
        if better:
            yield f"{one.date} {one.why}: on the day after heavy legs, {better[0]} is free"


def _takes_retest(case: Case, date: dt.date, one: RetestDay) -> bool:
    """Whether the day is easy, early enough, free of other re-tests and rested, with time for this one."""
    day, last = case.days[date], case.when.goal_date or case.when.end
    key = any(run.hard or run.key or run.type == "long" or run.kind != "run" for run in day.runs)
    strength = 60 * day.strength.minutes if day.strength is not None else 0
    used = sum(run.duration_s for run in day.runs) + strength + one.seconds
    ahead = [run for n in (1, 2, 3) for run in case.runs_on(date + dt.timedelta(days=n))]
    hard = any(run.hard or run.kind == "race" for run in ahead)
    return not (
        key
        or day.away
        or day.minutes == 0
        or (day.minutes is not None and used > day.minutes * 60)
        or (last - date).days < 14
        or any(other.date == date for other in case.made.retests)
        or any(change.date == date for change in case.who.changes)
        or (hard and any(case.tests[test].to_failure for test in one.tests))
    )


def retest_stands(case: Case) -> Iterator[str]:
    """Each block's end has a re-test of what drives a dose, or a notice says why not (6).

    What no session had a place for drives no dose up to that end; `needs_of_findings` and `extra_told` see to
    it that this is told.
    """
    drives = [date.date for date, item in case.items() if alone(item) or more(item)]
    last = case.when.goal_date or case.when.end
    dates = [one.date for one in case.retests("block_end")]
    for weeks in case.blocks:
        end = weeks[-1].end
        if (last - weeks[-1].start).days < 14 + 7 or weeks[-1].kind == "transition":
            continue
        if not any(date < weeks[-1].start for date in drives):
            continue
        if not any(weeks[0].start <= date <= end for date in dates) and not case.told("retest-no-day"):
            yield f"block from week {weeks[0].number} to {weeks[-1].number}: no re-test"


def confirming(case: Case) -> Iterator[str]:
    """A capacity difference that counts and is not confirmed is measured again within 14 days (6)."""
    for one in case.retests("confirm"):
        if case.since_start(one.date) >= 14:
            yield f"{one.date}: on day {case.since_start(one.date) + 1}"
    tests = {test for one in case.retests("confirm") for test in one.tests}
    for found in case.what.findings:
        wants = found.test.group == "capacity" and found.verdict in ("real", "clear") and not found.confirmed
        wants = wants and case.may_differ(found, wide=True) and found.test.minutes <= 5
        last = case.when.goal_date or case.when.end
        if not wants or (last - case.start).days < 28 or found.test.id in tests:
            continue
        if not case.told("confirm-no-day"):
            yield f"{found.test.id} {found.verdict} {found.side}: no confirming measure and no notice"


# -- (15) needs that nothing answers ---------------------------------------------------------------------
def needs_of_findings(case: Case) -> Iterator[str]:
    """A confirmed capacity or clear range finding that no item answers is told (issue: bad input)."""
    for found in case.what.findings:
        capacity = case.extra_for(found, wide=True) and found.confirmed
        if not (capacity or (case.mobility_for(found, wide=True) and found.verdict == "clear")):
            continue
        done = [i for _, i in case.items() if answers(i.exercise, found.test)]
        if capacity:
            done = [item for item in done if item.exercise.level >= 3]
        else:
            done = [item for item in done if alone(item) == found.side]
        effect = case.made.effects.get(found.test.id)
        opposed = effect is not None and effect.rule == "opposed"
        named = case.short(found.test.id)
        told = case.told("finding-", named) or case.told("mobility-no-place", named)
        if not done and not opposed and not told:
            rule = effect.rule if effect else None
            yield f"{found.test.id} {found.verdict} {found.side}: no item and no notice (effect: {rule})"


def needs_in_general(case: Case) -> Iterator[str]:
    """A family of general strength that no session holds is told (issue 2)."""
    if not case.made.sessions:
        return
    held = {item.exercise.family for _, item in case.items()}
    for family, names in GENERAL.items():
        if not held & set(names) and not case.told("general-", family):
            yield f"{family}: no item in {len(case.made.sessions)} sessions and no notice"


RULES = (
    two_days_apart, before_quality, before_races, last_heavy_day, days_of_strength, block_lengths,
    same_in_block, block_changes, recovery_weeks, taper_weeks, retest_size, retest_drives, retest_driven,
    retest_days, retest_before_quality, retest_after_heavy, retest_stands, confirming, needs_of_findings,
    needs_in_general,
)  # fmt: skip
