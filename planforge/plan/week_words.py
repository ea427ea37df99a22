"""A week and its days as a reader sees them: titles, focus, totals, key days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planforge import units
from planforge.models.exercise import Exercise
from planforge.models.plan import Day, PhaseRecord, Session, Week
from planforge.models.season import Season, SeasonPhase, SeasonWeek
from planforge.models.words import Words
from planforge.plan import dates
from planforge.plan.page_words import beside
from planforge.plan.strength_log import exercise_order
from planforge.units import Units


def day_title(sessions: Sequence[Session], *, away: bool, words: Words) -> str:
    """ "Easy + Strength A", "Rest", "Away"."""
    if sessions:
        return words("plan.join").join(session.title for session in sessions)
    return words("plan.away") if away else words("plan.rest")


def phase_of(week: SeasonWeek, season: Season) -> SeasonPhase:
    return next(p for p in season.phases if p.first_week <= week.number <= p.last_week)


def phase_record(phase: SeasonPhase, words: Words) -> PhaseRecord:
    """The phase by the schedule's words; what no schedule names, as the transition, by the plan's own."""
    return PhaseRecord(
        name=phase.name or words(f"plan.phases.{phase.id}.name"),
        first_week=phase.first_week,
        last_week=phase.last_week,
        purpose=phase.purpose or words(f"plan.phases.{phase.id}.purpose"),
    )


def focus(
    week: SeasonWeek,
    season: Season,
    races: Mapping[dt.date, str],
    retests: Mapping[dt.date, str],
    words: Words,
) -> str:
    """What the week is for, as its printed page says it, with races, re-tests and why no strength stands."""
    raced = [date for date in sorted(races) if week.start <= date <= week.end]
    said = [purpose(week, season, words)]
    said += [words("plan.focus.race", race=races[date], date=dates.full(date, words)) for date in raced]
    said += [
        words(f"plan.focus.{'confirm' if why == 'confirm' else 'retest'}", date=dates.full(date, words))
        for date, why in retests.items()
        if week.start <= date <= week.end
    ]
    gone = [day.date for day in week.days if day.away_strength]
    if gone and week.kind not in {"race", "transition"} and not any(day.strength for day in week.days):
        said.append(words("plan.focus.away", dates=dates.spans(gone, words)))
    return " ".join(one for one in said if one)


def purpose(week: SeasonWeek, season: Season, words: Words) -> str:
    """What the week's kind asks, or its phase; before a race to come to it rested; that running is held easy
    before all of it."""
    held = words("runs.titles.held_easy")
    if any(phase.purpose == held for phase in season.phases) and week.kind != "transition":
        return held
    phase = phase_of(week, season)
    if week.kind == "race" and phase.id in {"taper", "race"}:
        return phase.purpose
    if week.kind == "race" or any(run.kind == "race" for day in week.days for run in day.runs):
        return words("plan.focus.race_week")
    return phase.purpose if week.kind == "load" else words(f"plan.focus.{week.kind}")


def strength_focus(aim: str | None, words: Words) -> str:
    """What a person changes in the week's strength work."""
    return "" if aim is None else words(f"items.progress.{aim}")


def week_record(
    week: SeasonWeek,
    days: tuple[Day, ...],
    *,
    phase: str,
    focus_text: str,
    purpose_text: str = "",
    strength_focus: str,
    unit: Units,
    words: Words,
    exercises: Mapping[str, Exercise] | None = None,
    name: str = "",
) -> Week:
    """The week with its sums: distance and duration of all its sessions, runs and strength apart."""
    sessions = [session for day in days for session in day.sessions]
    runs = [session for session in sessions if session.kind in {"run", "race"}]
    strength = [session for session in sessions if session.kind == "strength"]
    distance = sum(session.distance_m for session in sessions)
    duration = sum(session.duration_s for session in sessions)
    run_s = sum(session.duration_s for session in runs)
    strength_s = sum(session.duration_s for session in strength)
    keys = [day.weekday_text for day in days if any(session.key for session in day.sessions)]
    kind_text = _kind_text(week.kind, phase, words)
    dates_text = dates.span(week.start, week.end, words)
    distance_text, run_text = units.distance_text(distance, unit), units.minutes_text(run_s)
    heads = [part for part in (phase, kind_text, dates_text, distance_text) if part]
    order = exercise_order(strength, exercises or {})
    page = beside(
        days,
        order,
        head=" ".join(heads),
        name=name,
        purpose=purpose_text,
        run_text=units.hours_text(run_s) if run_s else "",
        words=words,
    )
    return Week(
        number=week.number,
        start=week.start,
        end=week.end,
        title=words("plan.week", number=week.number),
        dates_text=dates_text,
        phase=phase,
        kind=week.kind,
        kind_text=kind_text,
        focus=focus_text,
        head_text=words("plan.head_join").join([*heads, *([page.run_text] if page.run_text else [])]),
        purpose_text=page.purpose,
        page_signs=page.signs,
        page_notes=page.notes,
        day_letters=page.day_letters,
        distance_m=distance,
        distance_text=distance_text,
        duration_s=duration,
        duration_text=units.minutes_text(duration),
        run_count=len(runs),
        run_s=run_s,
        run_text=run_text,
        strength_count=len(strength),
        strength_s=strength_s,
        strength_text=_strength_text(strength, strength_s, words),
        strength_focus=strength_focus if strength else "",
        key_text=", ".join(keys) or words("plan.no_key"),
        exercise_order=order,
        days=days,
    )


def _kind_text(kind: str, phase: str, words: Words) -> str:
    """What sets the week apart, unless the phase's name says it already."""
    text = words(f"plan.kinds.{kind}")
    return "" if text.casefold() == phase.casefold() else text


def _strength_text(strength: Sequence[Session], seconds: int, words: Words) -> str:
    if not strength:
        return words("plan.no_strength")
    minutes = units.minutes_text(seconds)
    if len(strength) == 1:
        return words("plan.strength_one", minutes=minutes)
    return words("plan.strength_count", count=len(strength), minutes=minutes)
