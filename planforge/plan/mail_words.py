"""What a mail says of a plan and of each of its weeks. A measured value stands in none of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from planforge.models.mail_words import MailWeek, MailWords
from planforge.models.plan import Day, Plan, Week
from planforge.models.words import Words
from planforge.plan import dates


def mail_words(plan: Plan, words: Words) -> MailWords:
    """The whole name greets: which part of it is the first name, no rule can tell."""
    race = None if plan.goal is None else plan.goal.name
    if plan.goal is None:
        subject = words("mail.subject", what=plan.schedule_name)
        about = [words("mail.about", schedule=plan.schedule_name)]
    else:
        date = dates.long(plan.goal.date, words)
        subject = words("mail.subject", what=words("mail.race", race=race, date=date))
        about = [
            words("mail.about_race", race=race, distance=plan.goal.distance_text, date=plan.goal.date_text)
        ]
        if plan.goal.target_text:
            about.append(words("mail.about_target", time=plan.goal.target_text))
    about.append(words("mail.about_weeks", weeks=plan.subtitle, schedule=plan.schedule_name))
    return MailWords(
        greeting=words("mail.greeting", name=plan.athlete.name),
        subject=subject,
        about=tuple(about),
        first_week=() if not plan.weeks else _first_week(plan.weeks[0], words),
        weeks=tuple(_week(week, words) for week in plan.weeks),
    )


def with_mail(plan: Plan, words: Words) -> Plan:
    """The plan with what a mail says of it: a record made before there were mails has none."""
    return plan if plan.mail is not None else plan.model_copy(update={"mail": mail_words(plan, words)})


def _first_week(week: Week, words: Words) -> tuple[str, ...]:
    """Its days with its runs, its strength work, and the first thing to do."""
    lines = [words("mail.first_dates", dates=week.dates_text, runs=run) for run in _runs(week, words)]
    if held := [*_strength(week, words), *_keys(week, words)]:
        lines.append(" ".join(held))
    for day in week.days:
        if day.sessions:
            lines.append(words("mail.begins", day=_day_name(day, words), title=day.title))
            break
    return tuple(lines)


def _day_name(day: Day, words: Words) -> str:
    """ "Tuesday 29 December"."""
    names, months = words.entry("dates.days"), words.entry("dates.months")
    weekday, month = names[day.date.weekday()], months[day.date.month - 1]
    return words("mail.day", weekday=weekday, day=day.date.day, month=month)


def _week(week: Week, words: Words) -> MailWeek:
    named = "mail.subject_week" if week.distance_m else "mail.subject_week_rest"
    return MailWeek(
        start=week.start,
        end=week.end,
        subject=words(named, week=week.title, dates=week.dates_text, distance=week.distance_text),
        lines=(*_runs(week, words), *_strength(week, words), *_keys(week, words)),
        habits=_habits(week.days, words),
        day_names=tuple(_day_name(day, words) for day in week.days),
        sides=_sides(week),
    )


def _runs(week: Week, words: Words) -> list[str]:
    if not week.run_count:
        return []
    named = "mail.runs" if week.run_count > 1 else "mail.run"
    facts = {"count": week.run_count, "distance": week.distance_text, "time": week.run_text}
    return [words(named, **facts)]


def _strength(week: Week, words: Words) -> list[str]:
    return [words("mail.strength", strength=week.strength_text)] if week.strength_count else []


def _keys(week: Week, words: Words) -> list[str]:
    keyed = any(session.key for day in week.days for session in day.sessions)
    return [words("mail.key_days", days=week.key_text)] if keyed else []


def _habits(days: Sequence[Day], words: Words) -> tuple[str, ...]:
    """Each habit once, in the order of its first day; the days only where it is not all of them."""
    lines: dict[tuple[str, str], list[Day]] = {}
    for (habit, how), group in groupby(days, key=lambda day: (day.habit, day.habit_how)):
        if habit is not None:
            lines.setdefault((habit, how), []).extend(group)
    said = []
    for (habit, how), held in lines.items():
        when = words("mail.every_day")
        if len(held) < len(days):
            when = words("mail.on_days", days=", ".join(day.date_text for day in held))
        said.append(words("mail.habit", habit=habit, how=how, when=when))
    return tuple(said)


def _sides(week: Week) -> Literal["", "marked", "unmarked"]:
    items = [item for day in week.days for session in day.sessions for item in session.items]
    if not any(item.left or item.right for item in items):
        return ""
    return "marked" if any(item.first in {"left", "right"} for item in items) else "unmarked"
