"""Usual hours: of the week, of a day, and one session after the other where two would overlap."""

from __future__ import annotations

import datetime as dt

from workbooks import plan

from athletes import profile_of
from planforge import units
from planforge.models.calendar import CalendarHours, DayHours
from planforge.models.plan import Session
from planforge.plan.calendar_hours import calendar_hours, rings, starts, whole_minutes


def at(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


def session(kind: str, minutes: float, slot: str = "") -> Session:
    """A session of that kind and length, its id being its kind and slot."""
    (any_one, *_) = [s for w in plan("sam-lee").weeks for d in w.days for s in d.sessions]
    changes = {"id": kind + slot, "kind": kind, "duration_s": round(minutes * 60)}
    return any_one.model_copy(update=changes)


def test_a_days_own_hours_stand_over_those_of_the_week() -> None:
    """What a day does not name stays as it is on the others."""
    profile = profile_of(
        {
            "name": "Ann",
            "calendar": {
                "time_zone": "Europe/London",
                "run_at": "6:30",
                "strength_at": "6:00 pm",
                "alarm": "30 min",
                "days": {"saturday": {"run_at": "09:15"}},
            },
        }
    )
    hours = calendar_hours(profile.calendar)
    assert hours is not None
    assert (hours.time_zone, hours.alarm_min) == ("Europe/London", 30)
    usual = DayHours(run_at=at("06:30"), strength_at=at("18:00"))
    saturday = DayHours(run_at=at("09:15"), strength_at=at("18:00"))
    assert hours.days == (usual,) * 5 + (saturday, usual)


def test_nothing_said_is_no_hours() -> None:
    assert calendar_hours(profile_of({"name": "Ann"}).calendar) is None
    zone_alone = profile_of({"name": "Ann", "calendar": {"time_zone": "Europe/London"}})
    assert calendar_hours(zone_alone.calendar) == CalendarHours(time_zone="Europe/London")


def test_each_kind_at_its_hour_and_races_and_tests_without() -> None:
    day = [session("test", 10), session("run", 40), session("strength", 25), session("race", 50)]
    hours = DayHours(run_at=at("06:30"), strength_at=at("18:00"))
    assert starts(day, hours) == {"run": at("06:30"), "strength": at("18:00")}
    assert starts(day, DayHours(strength_at=at("18:00"))) == {"strength": at("18:00")}
    assert starts(day, DayHours()) == {}


def test_what_would_overlap_begins_at_the_next_five_minutes() -> None:
    """The day's order holds at one hour; an earlier hour goes first."""
    day = [session("run", 38.2), session("strength", 25)]
    hours = DayHours(run_at=at("18:00"), strength_at=at("18:00"))
    assert starts(day, hours) == {"run": at("18:00"), "strength": at("18:40")}
    early = DayHours(run_at=at("18:00"), strength_at=at("17:50"))
    assert starts(day, early) == {"strength": at("17:50"), "run": at("18:15")}
    ending = DayHours(run_at=at("18:00"), strength_at=at("18:37"))  # the run ends at 18:38
    assert starts(day, ending)["strength"] == at("18:40")


def test_late_hours_stay_on_their_day() -> None:
    day = [session("run", 28), session("strength", 25)]
    late = DayHours(run_at=at("23:30"), strength_at=at("23:30"))
    assert starts(day, late) == {"run": at("23:30"), "strength": at("23:59")}
    over = DayHours(run_at=at("23:30"), strength_at=at("23:45"))
    day = [session("run", 200), session("strength", 25)]
    assert starts(day, over) == {"run": at("23:30"), "strength": at("23:45")}


def test_of_two_runs_the_key_one_has_the_usual_hour() -> None:
    """When the other is run nobody has said, so it stands all day; without a key run the first has it."""
    easy, track = session("run", 35), session("run", 54, "-2").model_copy(update={"key": True})
    hours = DayHours(run_at=at("06:30"), strength_at=at("06:30"))
    assert starts([easy, track], hours) == {"run-2": at("06:30")}
    assert starts([easy, session("run", 54, "-2")], hours) == {"run": at("06:30")}
    lifted = session("strength", 25)
    assert starts([easy, track, lifted], hours) == {"run-2": at("06:30"), "strength": at("07:25")}


def test_whole_minutes_are_those_of_the_title() -> None:
    lengths = (0, 38.2, 38.5, 39)
    assert [whole_minutes(session("run", length)) for length in lengths] == [1, 38, 39, 39]
    assert units.minutes_text(38.5 * 60) == "39 min"


def test_no_alarm_rings_in_the_middle_of_another_session() -> None:
    """Strength at 18:40 after a run from 18:00 to 18:38: five minutes before is of no use, two are."""
    run, strength = day = [session("run", 38), session("strength", 25)]
    begin = {"run": at("18:00"), "strength": at("18:40")}
    assert [rings(run, begin, day, minutes) for minutes in (0, 30, 2000)] == [True, True, True]
    assert [rings(strength, begin, day, minutes) for minutes in (0, 2, 3, 40, 41)] == [
        True, True, False, False, True,
    ]  # fmt: skip
    test = session("test", 10)  # it has no hour
    assert rings(strength, {"strength": at("18:40")}, [test, strength], 5)
