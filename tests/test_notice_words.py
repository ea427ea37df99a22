"""Notices: one sentence each, in the athlete's unit, with the dates it covers."""

from __future__ import annotations

import datetime as dt

import pytest

from athletes import shipped_library
from planforge.models.words import Words
from planforge.plan.notice_words import notice_record
from planforge.problems import Notice

WORDS = Words(
    {
        "dates": shipped_library().words.entry("dates"),
        "notices": {"far": "Assumed {distance_m} on {dates}, {weeks}.", "plain": "As it is."},
    }
)


def test_facts_are_filled_in_the_athletes_unit() -> None:
    """Metres become kilometres or miles; dates are joined; value and limit stay numbers."""
    notice = Notice(
        "far",
        "warning",
        {"distance_m": 20000, "weeks": (3, 4)},
        week=3,
        dates=("2026-12-25", "2026-12-24"),
        value=1.5,
        limit=1.1,
    )
    record = notice_record(notice, "km", WORDS)
    assert record.text == "Assumed 20.0 km on 24–25 Dec, 3, 4."
    assert notice_record(notice, "mi", WORDS).text == "Assumed 12.4 mi on 24–25 Dec, 3, 4."
    assert (record.code, record.severity, record.week) == ("far", "warning", 3)
    assert (record.value, record.limit) == (1.5, 1.1)
    assert record.date == dt.date(2026, 12, 25)
    assert len(record.dates) == 2


def test_a_notice_without_dates() -> None:
    record = notice_record(Notice("plain", "info"), "km", WORDS)
    assert (record.text, record.date, record.dates) == ("As it is.", None, ())


def test_a_code_without_a_sentence_is_a_bug() -> None:
    """A missing sentence is named, never printed as a blank."""
    with pytest.raises(KeyError, match=r"notices\.gone"):
        notice_record(Notice("gone", "info"), "km", WORDS)


def test_a_long_list_of_dates_is_counted() -> None:
    """Twenty scattered dates are said as their number, first and last."""
    days = tuple((dt.date(2026, 11, 30) + dt.timedelta(days=7 * n)).isoformat() for n in range(20))
    text = notice_record(
        Notice("far", "info", {"distance_m": 1000, "weeks": ()}, dates=days), "km", WORDS
    ).text
    assert "20 dates from 30 Nov to 12 Apr" in text
