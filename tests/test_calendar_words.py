"""Events of the calendar: every session on its day, titles, steps, doses of both sides, nothing measured."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from invariants import swap_sides, swap_text
from workbooks import plan

from athletes import SIX, shipped_library
from planforge.models.calendar import CalendarEvent, CalendarHours, DayHours
from planforge.models.plan import Plan
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
            lines = blocks[item.name]
            if item.both is not None:
                assert any(line.startswith(item.both.text) for line in lines)
                continue
            for side, dose in (("LEFT", item.left), ("RIGHT", item.right)):
                (line,) = [one for one in lines if one.startswith(f"{side} ")]
                wanted = f"{side} none" if dose is None else f"{side} {dose.text}"
                assert line == wanted + (f", {dose.setup}" if dose and dose.setup else "")


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
        "Calf raise, straight knee",
        "LEFT 4 × 11",
        "RIGHT 3 × 11",
        "left first · add load until RPE 6–7 · rest 60 s",
    ]
    assert blocks[5].split("\n")[1:] == [
        "RIGHT 2 × 20 s",
        "LEFT 2 × 20 s",
        "right first · steady · rest 45 s",
    ]
    habit = "Also today: Breathing, 3 × 4 breaths: left sucker punch rockback, optional"
    assert found[event_uid("maya-okafor-2026-12-02-run")].text.endswith(habit)
    assert habit not in lifted.text  # once a day
    race = found[event_uid("maya-okafor-2027-04-18-race")]
    assert (race.title, race.text, race.category) == (
        "Lakeside Half · 21.1 km",
        "half marathon at 4:50 /km",
        "Race",
    )


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
    """The mirror rule; where either side may start, LEFT and RIGHT keep their order as columns do."""
    for name in ("maya-okafor", "riley-brooks"):
        held = json.loads(plan(name).to_json())
        other = calendar_events(Plan.from_json(json.dumps(swap_sides(held))), WORDS)
        assert len(other) == len(calendar_events(plan(name), WORDS)) > 20
        for event, turned in zip(calendar_events(plan(name), WORDS), other, strict=True):
            assert turned.title == swap_text(event.title)
            assert as_columns(turned.text) == as_columns(swap_text(event.text))
            assert turned.model_copy(update={"title": "", "text": "", "uid": ""}) == event.model_copy(
                update={"title": "", "text": "", "uid": ""}
            )
    sided = swap_text(events(plan("maya-okafor"))[event_uid("maya-okafor-2026-12-02-strength")].text)
    assert "RIGHT 4 × 11\nLEFT 3 × 11\nright first" in sided  # the extra set starts, on either side


def as_columns(text: str) -> list[list[str]]:
    """The lines of each exercise, LEFT before RIGHT where neither is to start."""
    blocks = [block.split("\n") for block in text.split("\n\n")]
    return [
        sorted(block, key=lambda line: (line.startswith("RIGHT"), line))
        if "either side first" in block[-1] or " first" not in block[-1] or " first" not in block[-1]
        else block
        for block in blocks
    ]


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
