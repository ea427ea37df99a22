"""What a mail says of a plan and its weeks: every kind of plan, and no side where none is meant."""

from __future__ import annotations

import datetime as dt

import pytest
from workbooks import plan

from athletes import shipped_library
from planforge.models.plan import Plan
from planforge.plan.mail_words import mail_words

MAYA = plan("maya-okafor")
WORDS = shipped_library().words


def week_of(number: int, **changes: object) -> Plan:
    """Maya's plan with one week of it changed by hand."""
    weeks = list(MAYA.weeks)
    weeks[number - 1] = weeks[number - 1].model_copy(update=changes)
    return MAYA.model_copy(update={"weeks": tuple(weeks)})


def test_a_plan_without_a_goal_is_named_by_its_schedule() -> None:
    said = mail_words(MAYA.model_copy(update={"goal": None}), WORDS)
    assert said.subject == "Your training plan: Half marathon, intermediate"
    assert said.about[0] == "This is your training plan: Half marathon, intermediate."
    assert not any("Goal time" in line for line in said.about)


def test_a_goal_without_a_time_names_none() -> None:
    assert plan("sam-lee").mail is not None
    assert "Goal time" not in " ".join(mail_words(plan("sam-lee"), WORDS).about)
    assert "Goal time: 1:42:00." in mail_words(MAYA, WORDS).about


def test_one_run_is_one_and_a_week_of_rest_names_none() -> None:
    one = mail_words(week_of(2, run_count=1, run_s=4800, distance_text="7.0 km"), WORDS).weeks[1]
    assert one.lines[0] == "1 run, 7.0 km, 1 h 20."
    days = tuple(day.model_copy(update={"sessions": ()}) for day in MAYA.weeks[1].days)
    rest = mail_words(week_of(2, run_count=0, strength_count=0, distance_m=0, days=days), WORDS).weeks[1]
    assert (rest.subject, rest.lines, rest.sides) == ("Week 2, 30 Nov – 6 Dec", (), "")
    assert (rest.foot, rest.missed) == ((), "let it go.")


def test_a_habit_of_some_days_names_them() -> None:
    days = list(MAYA.weeks[0].days)
    days[2] = days[2].model_copy(update={"habit_exercise": None})
    (habit,) = mail_words(week_of(1, days=tuple(days)), WORDS).weeks[0].habits
    assert habit.endswith("3 min. On Mon 23, Tue 24, Thu 26, Fri 27, Sat 28, Sun 29.")


def test_two_habits_are_told_apart() -> None:
    days = list(MAYA.weeks[0].days)
    days[6] = days[6].model_copy(update={"habit_how": "in 4 s"})
    first, second = mail_words(week_of(1, days=tuple(days)), WORDS).weeks[0].habits
    assert "Mon 23" in first
    assert second == "Left sucker punch rockback, 3 × 4 breaths; in 4 s. On Sun 29."


def test_the_first_week_takes_three_lines_at_most() -> None:
    for name in ("maya-okafor", "riley-brooks", "sam-lee"):
        said = plan(name).mail
        assert said is not None
        assert 1 < len(said.first_week) <= 3


def test_each_week_has_a_name_for_each_day() -> None:
    said = MAYA.mail
    assert said is not None
    for week, head in zip(MAYA.weeks, said.weeks, strict=True):
        assert (head.start, head.end, len(head.days)) == (week.start, week.end, len(week.days))
        for day, told in zip(week.days, head.days, strict=True):
            assert [one.title for one in told.sessions] == [one.title for one in day.sessions]
            assert told.empty == ("" if day.sessions else day.title)
    assert said.weeks[5].days[4].name == "Friday 1 January"
    assert said.weeks[5].days[4].short == "Fri 1: Easy + Strength B"


@pytest.mark.parametrize(
    ("first", "sides"), [("left", "marked"), ("right", "marked"), ("either", "unmarked")]
)
def test_whether_a_side_is_marked_first(first: str, sides: str) -> None:
    day = next(day for day in MAYA.weeks[5].days if any(s.items for s in day.sessions))
    session = next(one for one in day.sessions if one.items)
    items = tuple(one.model_copy(update={"first": first}) for one in session.items)
    only = day.model_copy(update={"sessions": (session.model_copy(update={"items": items}),)})
    assert mail_words(week_of(6, days=(only,)), WORDS).weeks[5].sides == sides


def test_a_race_week_is_named_by_its_race() -> None:
    """A distance beside the race's name would be read as the race's."""
    said = MAYA.mail
    assert said is not None
    assert said.weeks[13].subject == "Week 14, 22–28 Feb: Frost 10"
    assert said.weeks[20].subject == "Week 21, 12–18 Apr: Lakeside Half"


def test_one_key_day_is_one() -> None:
    days = [
        day for day in MAYA.weeks[1].days if not any(s.key for s in day.sessions) or day.date.weekday() == 6
    ]
    one = mail_words(week_of(2, days=tuple(days), key_text="Sun"), WORDS).weeks[1]
    assert "Key day: Sun." in one.lines
    assert MAYA.mail is not None
    assert "Key days: Tue, Sun." in MAYA.mail.weeks[1].lines


def test_a_day_away_with_a_run_says_so() -> None:
    """Where nothing stands the day's title says it."""
    george = plan("george-papadakis")
    assert george.mail is not None
    week = george.mail.weeks[7]
    assert [day.short for day in week.days][:3] == [
        "Mon 18, away: Easy",
        "Tue 19: Away",
        "Wed 20, away: Easy",
    ]
    assert week.days[0].name == "Monday 18 January, away"
    assert "Away 18–22 Jan, so no strength work." in george.weeks[7].focus


def test_a_first_week_without_a_session_says_no_beginning() -> None:
    days = tuple(day.model_copy(update={"sessions": ()}) for day in MAYA.weeks[0].days)
    said = mail_words(week_of(1, days=days), WORDS)
    assert not any("begins" in line for line in said.first_week)
    assert MAYA.weeks[0].start == dt.date(2026, 11, 23)
