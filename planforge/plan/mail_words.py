"""What a mail says of a plan and of each of its weeks. A measured value stands in none of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from planforge import units
from planforge.models.mail_words import MailDay, MailWeek, MailWords
from planforge.models.plan import Day, Plan, Week
from planforge.models.words import Words
from planforge.plan import dates
from planforge.plan.mail_session_words import held_easy, mail_session


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
        if held_easy(plan):
            about.append(words("mail.about_held"))
        elif plan.goal.target_text:
            about.append(words("mail.about_target", time=plan.goal.target_text))
    about.append(words("mail.about_weeks", weeks=plan.subtitle, schedule=plan.schedule_name))
    return MailWords(
        greeting=words("mail.greeting", name=plan.athlete.name),
        subject=subject,
        about=tuple(about),
        first_week=() if not plan.weeks else _first_week(plan, words),
        weeks=tuple(_week(week, plan, words) for week in plan.weeks),
    )


def _first_week(plan: Plan, words: Words) -> tuple[str, ...]:
    """Its days with its runs, its strength work, and the first thing to do."""
    week = plan.weeks[0]
    lines = [words("mail.first_dates", dates=week.dates_text, runs=run) for run in _runs(week, words)]
    if held := [*_strength(week, words), *_keys(week, plan, words)]:
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


def _week(week: Week, plan: Plan, words: Words) -> MailWeek:
    races = [session.title for day in week.days for session in day.sessions if session.kind == "race"]
    named = "mail.subject_week" if races or week.distance_m else "mail.subject_week_rest"
    what = words("plan.join").join(races) or week.distance_text
    days = tuple(_day(day, plan, words) for day in week.days)
    keyed = any(session.mark for day in days for session in day.sessions)
    items = any(session.items for day in week.days for session in day.sessions)
    return MailWeek(
        start=week.start,
        end=week.end,
        subject=words(named, week=week.title, dates=week.dates_text, what=what),
        lines=(*_runs(week, words), *_strength(week, words), *_keys(week, plan, words)),
        habits=_habits(week.days, plan, words),
        days=days,
        sides=_sides(week),
        missed=words("mail.missed_keys" if keyed else "mail.missed"),
        foot=(words("mail.rpe"), words("mail.cards")) if items else (),
    )


def _day(day: Day, plan: Plan, words: Words) -> MailDay:
    """Away is said where it does not stand as the day's title."""
    sessions = tuple(mail_session(session, day, plan, words) for session in day.sessions)
    parts = [
        words("mail.marked", title=one.title, mark=one.mark) if one.mark else one.title for one in sessions
    ]
    form = "mail.away" if day.away and sessions else "mail.present"
    title = words("plan.join").join(parts) or day.title
    return MailDay(
        name=words(form, day=_day_name(day, words)),
        short=words("mail.short", day=words(form, day=day.date_text), title=title),
        sessions=sessions,
        empty="" if sessions else day.title,
    )


def _runs(week: Week, words: Words) -> list[str]:
    if not week.run_count:
        return []
    named = "mail.runs" if week.run_count > 1 else "mail.run"
    time = units.hours_text(week.run_s)
    return [words(named, count=week.run_count, distance=week.distance_text, time=time)]


def _strength(week: Week, words: Words) -> list[str]:
    if not week.strength_count:
        return []
    named = "plan.strength_count" if week.strength_count > 1 else "plan.strength_one"
    told = words(named, count=week.strength_count, minutes=units.hours_text(week.strength_s))
    return [words("mail.strength", strength=told)]


def _keys(week: Week, plan: Plan, words: Words) -> list[str]:
    """None while running is held easy: no run of such a week is worth more than the others."""
    keyed = [day for day in week.days if any(session.key for session in day.sessions)]
    if not keyed or held_easy(plan):
        return []
    return [words("mail.key_days" if len(keyed) > 1 else "mail.key_day", days=week.key_text)]


def _habits(days: Sequence[Day], plan: Plan, words: Words) -> tuple[str, ...]:
    """Each habit once, in the order of its first day; the days only where it is not all of them."""
    names = {card.id: card.name for card in plan.exercises}
    lines: dict[tuple[str, str, str], list[Day]] = {}
    for key, group in groupby(days, key=lambda day: (day.habit_exercise, day.habit_dose, day.habit_how)):
        exercise, dose, how = key
        if exercise is not None and dose is not None:
            lines.setdefault((names.get(exercise, exercise), dose.text, how), []).extend(group)
    said = []
    for (name, dose_text, how), held in lines.items():
        line = words("mail.habit", name=name, dose=dose_text, how=how)
        if len(held) < len(days):
            line = words("mail.on_days", habit=line, days=", ".join(day.date_text for day in held))
        said.append(line)
    return tuple(said)


def _sides(week: Week) -> Literal["", "marked", "unmarked"]:
    items = [item for day in week.days for session in day.sessions for item in session.items]
    if not any(item.left or item.right for item in items):
        return ""
    return "marked" if any(item.first in {"left", "right"} for item in items) else "unmarked"
