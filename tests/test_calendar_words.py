"""Events of the calendar: every session on its day, titles, steps, doses of both sides, nothing measured."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from typing import Any

import pytest
from invariants import swap_sides, swap_text
from workbooks import plan

from athletes import SIX, shipped_library
from planforge.models.calendar import CalendarEvent, CalendarHours, DayHours
from planforge.models.plan import Dose, Item, Plan
from planforge.plan.calendar_words import calendar_events, calendar_sheet, event_uid

WORDS = shipped_library().words


def events(of: Plan) -> dict[str, CalendarEvent]:
    return {event.uid: event for event in calendar_events(of, WORDS)}


def changed(of: Plan, session: str, **fields: Any) -> Plan:
    """The plan with one session's fields changed by hand."""
    held = of.model_dump(mode="json")
    (found,) = [s for w in held["weeks"] for d in w["days"] for s in d["sessions"] if s["id"] == session]
    found.update(fields)
    return Plan.from_json(json.dumps(held))


@pytest.mark.parametrize("name", SIX)
def test_every_session_stands_on_its_day_with_both_doses(name: str) -> None:
    """One event a session: title, distance and time, each step, each exercise with left and right."""
    found = events(plan(name))
    sessions = [(day, s) for week in plan(name).weeks for day in week.days for s in day.sessions]
    assert len(found) == len(sessions) > 20
    for day, session in sessions:
        event = found[event_uid(session.id)]
        assert event.date == day.date
        assert (event.time, event.time_zone, event.minutes, event.alarm_min) == (None,) * 4
        assert event.title.startswith(session.title)
        assert session.distance_text in event.title or not session.distance_m
        if session.kind != "race":
            assert event.title.endswith(session.duration_text)
            assert all(step.text in event.text and step.pace_text in event.text for step in session.steps)
        blocks = {block.split("\n")[0]: block.split("\n") for block in event.text.split("\n\n")}
        for item in session.items:
            lines = blocks[f"{session.items.index(item) + 1}. {item.name}"]
            if item.both is not None:
                assert any(line.startswith(item.both.text) for line in lines)
                continue
            sides = [line for line in lines if line.startswith(("LEFT", "RIGHT"))]
            assert sides == [side_line("left", item.left, item), side_line("right", item.right, item)]


def side_line(side: str, dose: Dose | None, item: Item) -> str:
    """LEFT stands above RIGHT whichever starts; "first" beside the one that does, where both are done."""
    if dose is None:
        return f"{side.upper()}: no work on this side"
    first = " first" if item.first == side and item.left and item.right else ""
    return f"{side.upper()}{first}: {dose.text}" + (f", {dose.setup}" if dose.setup else "")


def test_a_day_as_a_phone_shows_it() -> None:
    """Written out: repeats in brackets, the side that starts first, the habit where a session stands."""
    found = events(plan("maya-okafor"))
    run = found[event_uid("maya-okafor-2027-01-12-run")]
    assert run.title == "Intervals · 10.9 km · 58 min"
    assert run.text.split("\n") == [
        "Key session",
        "15 min easy, 5:39–6:19 /km",
        "6 × (800 m interval pace, 4:28 /km; 2 min jog)",
        "10 min easy, 5:39–6:19 /km",
    ]
    lifted = found[event_uid("maya-okafor-2026-12-02-strength")]
    assert (lifted.title, lifted.category) == ("Strength A · 23 min", "Strength")
    blocks = lifted.text.split("\n\n")
    assert blocks[2].split("\n") == [
        "3. Calf raise, straight knee",
        "LEFT first: 4 × 11",
        "RIGHT: 3 × 11",
        "add load until RPE 6–7 · rest 60 s",
    ]
    assert blocks[5].split("\n")[1:] == [
        "LEFT: 2 × 20 s",
        "RIGHT first: 2 × 20 s",
        "steady · rest 45 s",
    ]
    drill = "Breathing, 3 × 4 breaths: left sucker punch rockback, optional"
    habit = f"Also today: {drill}; in 4 s, out 6 s, pause 3 s, 3 min"
    assert found[event_uid("maya-okafor-2026-12-02-run")].text.endswith(habit)
    assert habit not in lifted.text  # once a day
    race = found[event_uid("maya-okafor-2027-04-18-race")]
    assert (race.title, race.category) == ("Lakeside Half · 21.1 km", "Race")
    assert race.text.split("\n") == ["Key session", "half marathon at 4:50 /km", "Goal time: 1:42:00"]


def test_the_goal_race_has_its_goal_time_else_what_was_predicted() -> None:
    """Another race has what its session says."""
    assert "Goal time" not in events(plan("maya-okafor"))[event_uid("maya-okafor-2027-02-28-race")].text
    race = events(plan("riley-brooks"))[event_uid("riley-brooks-2027-02-20-race")]
    assert race.text.split("\n")[2:] == ["Predicted when the plan was made: 31:09"]


@pytest.mark.parametrize("code", ["running-held-easy", "injury-held-easy"])
def test_held_easy_says_so_and_nothing_of_why(code: str) -> None:
    """No key session, no time for the race, no word of what was found: others see the calendar."""
    held = plan("maya-okafor")
    notice = held.notices[0].model_copy(update={"code": code, "text": "bone stress"})
    of = held.model_copy(update={"notices": (notice,), "referral": ("See a clinician first.",)})
    found = calendar_events(of, WORDS)
    runs = [event for event in found if event.category in {"Run", "Race"}]
    assert len(runs) > 80
    assert {event.text.split("\n")[0] for event in runs} == {"Easy running only."}
    race = events(of)[event_uid("maya-okafor-2027-04-18-race")]
    assert race.text == "Easy running only."
    told = "\n".join(event.title + "\n" + event.text for event in found)
    assert not re.search(r"Key session|clinician|bone|Goal time", told)
    lifted = [event.text for event in found if event.category == "Strength"]
    assert lifted == [e.text for e in calendar_events(held, WORDS) if e.category == "Strength"]


def test_a_re_test_comes_before_what_else_the_day_has() -> None:
    found = {e.date: e.text for e in events(plan("maya-okafor")).values() if e.category == "Re-test"}
    said = found[dt.date(2026, 12, 16)].split("\n")
    assert said == ["Before the other sessions of the day.", "Calf raises, Trunk turn, Hip turn-in"]
    held = plan("maya-okafor")
    days = [day for week in held.weeks for day in week.days if day.date == dt.date(2026, 12, 16)]
    alone = days[0].model_copy(update={"sessions": days[0].sessions[:1], "habit": None})
    week = held.weeks[0].model_copy(update={"days": (alone,)})
    (event,) = calendar_events(held.model_copy(update={"weeks": (week,)}), WORDS)
    assert (event.category, event.text) == ("Re-test", said[1])


def test_the_side_of_work_for_one_side_alone_is_not_called_first() -> None:
    held = plan("maya-okafor")
    items = [i for w in held.weeks for d in w.days for s in d.sessions for i in s.items]
    item = next(i for i in items if i.left is None and i.right is not None)
    (lifted,) = [
        s for w in held.weeks for d in w.days for s in d.sessions if s.id == "maya-okafor-2026-11-25-strength"
    ]
    one = item.model_copy(update={"first": "right"}).model_dump(mode="json")
    of = changed(held, lifted.id, items=[one])
    lines = events(of)[event_uid(lifted.id)].text.split("\n")
    assert lines[2:4] == ["LEFT: no work on this side", "RIGHT: 2 × 4 breaths"]


def test_a_kind_is_the_type_of_a_run_and_the_letter_of_strength() -> None:
    """The same for runs of any size; a fixed run without a type goes by its title."""
    kinds: dict[str, set[str]] = {}
    for event in calendar_events(plan("maya-okafor"), WORDS):
        kinds.setdefault(event.title.split(" · ")[0], set()).add(event.kind)
    assert len(kinds["Strength A"]) == len(kinds["Strength B"]) == len(kinds["Easy"]) == 1
    assert kinds["Strength A"] != kinds["Strength B"]
    assert kinds["Long run"] == kinds["Long run, strong finish"]
    assert kinds["Frost 10"] != kinds["Lakeside Half"]


def test_rest_days_stay_empty() -> None:
    """A daily habit makes no event of its own."""
    days = {event.date for event in events(plan("maya-okafor")).values()}
    rest = [d for w in plan("maya-okafor").weeks for d in w.days if d.habit and not d.sessions]
    assert len(rest) > 2
    assert not days & {day.date for day in rest}


def test_the_hour_and_the_alarm_of_a_day() -> None:
    """Strength that follows the run has the length of its title, and no alarm in the middle of the run."""
    usual = DayHours(run_at=dt.time(6, 30), strength_at=dt.time(7, 0))
    hours = CalendarHours(time_zone="Europe/London", alarm_min=30, days=(usual,) * 7)
    found = events(plan("maya-okafor").model_copy(update={"calendar": hours}))
    run, lifted = (found[event_uid(f"maya-okafor-2026-12-02-{kind}")] for kind in ("run", "strength"))
    assert (run.time, run.minutes, run.alarm_min) == (dt.time(6, 30), 32, 30)
    assert (lifted.time, lifted.minutes, lifted.alarm_min) == (dt.time(7, 5), 23, None)
    assert (run.time_zone, lifted.time_zone) == ("Europe/London", "Europe/London")


def test_nothing_measured_whatever_is_shared() -> None:
    """Calendars are seen by others: no reason, no value and no verdict, also with `share: full`."""
    of = plan("maya-okafor")
    assert of.athlete.share == "full"
    reasons = {i.reason_text for w in of.weeks for d in w.days for s in d.sessions for i in s.items}
    assert len(reasons - {""}) > 3
    told = "\n".join(event.title + "\n" + event.text for event in events(of).values())
    assert not any(reason in told for reason in reasons - {""})
    assert not re.search(r"apart|error|differen|°", told)


def test_swapping_the_sides_swaps_them_here_and_nothing_else() -> None:
    """The mirror rule; LEFT keeps its place above RIGHT, as columns do, and "first" goes over."""
    for name in ("maya-okafor", "riley-brooks"):
        held = json.loads(plan(name).to_json())
        other = calendar_events(Plan.from_json(json.dumps(swap_sides(held))), WORDS)
        assert len(other) == len(calendar_events(plan(name), WORDS)) > 20
        for event, turned in zip(calendar_events(plan(name), WORDS), other, strict=True):
            assert turned.title == swap_text(event.title)
            assert as_columns(turned.text) == as_columns(swap_text(event.text))
            same = {"title": "", "text": "", "uid": "", "session": ""}
            assert turned.model_copy(update=same) == event.model_copy(update=same)
        if name == "maya-okafor":
            texts = [event.text for event in other]
            assert any("LEFT: 3 × 11\nRIGHT first: 4 × 11" in text for text in texts)


def as_columns(text: str) -> list[str]:
    """Its lines, LEFT before RIGHT wherever the two stand together."""
    lines = text.split("\n")
    for place, (upper, lower) in enumerate(pairwise(lines)):
        if upper.startswith("RIGHT") and lower.startswith("LEFT"):
            lines[place : place + 2] = [lower, upper]
    return lines


def test_uids_hold_no_name_and_are_each_athletes_own() -> None:
    """Stable by athlete, date and slot; what a calendar shares with others names nobody."""
    uid = event_uid("maya-okafor-2026-12-02-run")
    assert uid == event_uid("maya-okafor-2026-12-02-run")
    assert re.fullmatch(r"[0-9a-f]{32}@planforge", uid)
    assert len({uid, event_uid("maya-okafor-2026-12-02-strength"), event_uid("maya-2026-12-02-run")}) == 3


def test_hostile_texts_lose_what_no_calendar_may_hold() -> None:
    """Control characters become spaces, lines stay lines, a backslash before n is widened."""
    of = changed(
        plan("maya-okafor"),
        "maya-okafor-2026-11-24-run",
        title="a\rb\x00c\x1b[31m\nEND:VEVENT \\n",
        steps=[],
        text="one\r\ntwo\x85\x0bthree ",
    )
    event = events(of)[event_uid("maya-okafor-2026-11-24-run")]
    assert event.title == "a\nb c [31m\nEND:VEVENT ＼n · 7.5 km · 45 min"
    assert event.text.startswith("Key session\none\ntwo  three\n")


def test_the_sheet_is_named_as_the_plan_and_carries_its_id() -> None:
    of = plan("maya-okafor")
    sheet = calendar_sheet(of, (), WORDS)
    assert (sheet.name, sheet.plan_id) == (of.title, of.plan_id)
    assert {one.sequence for one in sheet.events} == {0}
    assert {one.stamp.isoformat() for one in sheet.events} == {"2026-11-23T00:00:00+00:00"}
