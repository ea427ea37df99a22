"""What a mail says of a plan and its weeks: every kind of plan, and no side where none is meant."""

from __future__ import annotations

import datetime as dt

import pytest
from workbooks import plan

from athletes import shipped_library
from planforge.models.plan import Plan
from planforge.plan.mail_words import mail_words, with_mail

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
    one = mail_words(week_of(2, run_count=1, run_text="40 min", distance_text="7.0 km"), WORDS).weeks[1]
    assert one.lines[0] == "1 run, 7.0 km, 40 min."
    days = tuple(day.model_copy(update={"sessions": ()}) for day in MAYA.weeks[1].days)
    rest = mail_words(week_of(2, run_count=0, strength_count=0, distance_m=0, days=days), WORDS).weeks[1]
    assert (rest.subject, rest.lines, rest.sides) == ("Week 2, 30 Nov – 6 Dec", (), "")


def test_a_habit_of_some_days_names_them() -> None:
    days = list(MAYA.weeks[0].days)
    days[2] = days[2].model_copy(update={"habit": None})
    (habit,) = mail_words(week_of(1, days=tuple(days)), WORDS).weeks[0].habits
    assert habit.endswith(
        "3 min. On Mon 23, Tue 24, Thu 25, Fri 27, Sat 28, Sun 29.".replace("Thu 25", "Thu 26")
    )


def test_two_habits_are_told_apart() -> None:
    days = list(MAYA.weeks[0].days)
    days[6] = days[6].model_copy(update={"habit": "Breathing on the back", "habit_how": "in 4 s"})
    first, second = mail_words(week_of(1, days=tuple(days)), WORDS).weeks[0].habits
    assert "Mon 23" in first
    assert second == "Breathing on the back; in 4 s. On Sun 29."


def test_the_first_week_takes_three_lines_at_most() -> None:
    for name in ("maya-okafor", "riley-brooks", "sam-lee"):
        said = plan(name).mail
        assert said is not None
        assert 1 < len(said.first_week) <= 3


def test_each_week_has_a_name_for_each_day() -> None:
    said = MAYA.mail
    assert said is not None
    for week, head in zip(MAYA.weeks, said.weeks, strict=True):
        assert (head.start, head.end, len(head.day_names)) == (week.start, week.end, len(week.days))
    assert said.weeks[5].day_names[4] == "Friday 1 January"


@pytest.mark.parametrize(
    ("first", "sides"), [("left", "marked"), ("right", "marked"), ("either", "unmarked")]
)
def test_whether_a_side_is_marked_first(first: str, sides: str) -> None:
    day = next(day for day in MAYA.weeks[5].days if any(s.items for s in day.sessions))
    session = next(one for one in day.sessions if one.items)
    items = tuple(one.model_copy(update={"first": first}) for one in session.items)
    only = day.model_copy(update={"sessions": (session.model_copy(update={"items": items}),)})
    assert mail_words(week_of(6, days=(only,)), WORDS).weeks[5].sides == sides


def test_an_older_record_gets_its_words_anew_and_a_newer_one_keeps_them() -> None:
    old = MAYA.model_copy(update={"mail": None})
    assert with_mail(old, WORDS) == MAYA
    changed = MAYA.model_copy(update={"mail": mail_words(week_of(1, title="Week One"), WORDS)})
    assert with_mail(changed, WORDS) is changed
    assert Plan.from_json(MAYA.to_json()).mail == MAYA.mail


def test_a_first_week_without_a_session_says_no_beginning() -> None:
    days = tuple(day.model_copy(update={"sessions": ()}) for day in MAYA.weeks[0].days)
    said = mail_words(week_of(1, days=days), WORDS)
    assert not any("begins" in line for line in said.first_week)
    assert MAYA.weeks[0].start == dt.date(2026, 11, 23)
