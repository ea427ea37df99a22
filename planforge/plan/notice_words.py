"""Notices as the coach reads them: one sentence each, with the dates or weeks it covers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planforge import units
from planforge.models.plan import NoticeRecord
from planforge.models.words import Words
from planforge.plan import dates
from planforge.plan.referral_words import flags_text
from planforge.problems import Notice
from planforge.units import Units

MOST_SPANS = 8  # a longer list of dates is no longer read


def notice_record(notice: Notice, unit: Units, words: Words) -> NoticeRecord:
    """Fill the sentence of the notice's code; facts named `..._m` are printed in the athlete's unit."""
    days = tuple(dt.date.fromisoformat(day) for day in notice.dates)
    facts: dict[str, Any] = {"dates": _dates(days, words), "week": notice.week}
    facts |= {name: _plain(name, value, unit, words) for name, value in notice.facts.items()}
    return NoticeRecord.model_validate(
        {
            "code": notice.code,
            "severity": notice.severity,
            "text": words(f"notices.{notice.code}", **facts),
            "week": notice.week,
            "date": days[0] if days else None,
            "dates": days,
            "value": notice.value,
            "limit": notice.limit,
        }
    )


def _dates(days: tuple[dt.date, ...], words: Words) -> str:
    """The dates in full, or how many there are and where they begin and end."""
    listed = dates.spans(days, words)
    if listed.count(",") < MOST_SPANS:
        return listed
    first, last = min(days), max(days)
    return words(
        "dates.many", count=len(days), first=dates.short(first, words), last=dates.short(last, words)
    )


def _plain(name: str, value: Any, unit: Units, words: Words) -> Any:
    if name.endswith("_m") and isinstance(value, int | float):
        return units.distance_text(value, unit)
    if isinstance(value, dt.date):
        return dates.short(value, words)
    if isinstance(value, float):
        return f"{value:g}"
    if name == "needs":
        return words("items.join").join(words(f"items.needs.{need}") for need in value)
    if name == "flags":  # red flags by id, as the referral words them
        return flags_text(value, words)
    if isinstance(value, list | tuple):
        return ", ".join(str(_plain(name, entry, unit, words)) for entry in value)
    return value
