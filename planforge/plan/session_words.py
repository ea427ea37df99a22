"""Sessions as a reader sees them: runs, strength, re-tests, each with its stable id."""

from __future__ import annotations

import datetime as dt

from planforge import units
from planforge.models.plan import Item, Session
from planforge.models.season import Run
from planforge.models.sessions import RetestDay, StrengthSession
from planforge.models.words import Words
from planforge.plan import item_words, run_words, watch_words
from planforge.plan.watch_targets import Aims
from planforge.units import Units


def session_id(athlete: str, date: dt.date, slot: str) -> str:
    """Stable over re-planning: the same athlete, date and slot give the same id."""
    return f"{athlete}-{date.isoformat()}-{slot}"


def run_session(run: Run, athlete: str, words: Words, unit: Units, aims: Aims) -> Session:
    text = run_words.session_text(run, words, unit)
    pace = run_words.session_pace_text(run, words, unit)
    identity, title = session_id(athlete, run.date, run.slot), run_words.session_title(run, words)
    return Session(
        id=identity,
        kind=run.kind,
        type=run.type,
        title=title,
        text=text,
        hard=run.hard,
        key=run.key,
        distance_m=run.distance_m,
        distance_text=units.distance_text(run.distance_m, unit),
        duration_s=run.duration_s,
        duration_text=units.minutes_text(run.duration_s),
        pace_text=pace,
        origin=run.origin,
        tests=(),
        steps=run_words.step_records(run, words, unit),
        items=(),
        short_text=run_words.short_text(run, text, words, unit),
        distance_short_text=units.distance_number(run.distance_m, unit) if run.distance_m else "",
        duration_short_text=_minutes(run.duration_s),
        pace_short_text=pace.removesuffix(f" /{unit}"),
        watch=watch_words.watch_run(run, identity, title, text, words, aims),
    )


def strength_session(
    session: StrengthSession, items: tuple[Item, ...], identity: str, words: Words
) -> Session:
    return Session(
        id=identity,
        kind="strength",
        type=None,
        title=words("plan.strength_title", letter=session.letter),
        text=item_words.session_text(session, words),
        hard=False,
        key=False,
        distance_m=0,
        distance_text="",
        duration_s=session.seconds,
        duration_text=units.minutes_text(session.seconds),
        pace_text="",
        origin="schedule",
        tests=(),
        steps=(),
        items=items,
        title_short=session.letter,
        short_text="",
        duration_short_text=_minutes(session.seconds),
    )


def retest_session(retest: RetestDay, title: str, text: str, athlete: str) -> Session:
    return Session(
        id=session_id(athlete, retest.date, "test"),
        kind="test",
        type=None,
        title=title,
        text=text,
        hard=False,
        key=False,
        distance_m=0,
        distance_text="",
        duration_s=retest.seconds,
        duration_text=units.minutes_text(retest.seconds),
        pace_text="",
        origin="assessment",
        tests=retest.tests,
        steps=(),
        items=(),
        duration_short_text=_minutes(retest.seconds),
    )


def _minutes(seconds: int) -> str:
    return str(int(seconds / 60 + 0.5)) if seconds else ""
