"""Weeks and days as a reader sees them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from athletes import plan_json_of, shipped_library
from planforge.plan import week_words

WORDS = shipped_library().words


def weeks() -> dict[int, dict[str, Any]]:
    return {week["number"]: week for week in plan_json_of("maya-okafor")["weeks"]}


def test_day_titles() -> None:
    """Rest, away, or the sessions of the day."""
    assert week_words.day_title([], away=False, words=WORDS) == "Rest"
    assert week_words.day_title([], away=True, words=WORDS) == "Away"
    titles = {day["date"]: day["title"] for week in weeks().values() for day in week["days"]}
    assert titles["2026-11-25"] == "Easy + strides + Strength A"
    assert titles["2026-12-24"] == "Away"
    assert titles["2027-04-18"] == "Lakeside Half"


def test_the_facts_of_a_week() -> None:
    """Title, dates, sums and key days."""
    week = weeks()[1]
    assert (week["title"], week["dates_text"], week["phase"]) == ("Week 1", "23–29 Nov", "Base")
    runs = [s for day in week["days"] for s in day["sessions"] if s["kind"] == "run"]
    assert week["run_count"] == len(runs) == 5
    assert week["distance_text"] == f"{week['distance_m'] / 1000:.1f} km"
    assert week["key_text"] == "Tue, Sun"
    assert week["strength_text"].startswith("2 sessions, ")


def test_the_focus_names_what_the_week_is_for() -> None:
    """The phase's purpose, a lighter week, a race, a re-test."""
    found = weeks()
    lighter = [week for week in found.values() if week["kind"] == "recovery"]
    assert all(week["focus"].startswith("Lighter week") for week in lighter)
    assert any("Re-test on" in week["focus"] for week in lighter)
    assert "Frost 10 on Sunday 28 February 2027." in found[14]["focus"]
    assert "Lakeside Half on Sunday 18 April 2027." in found[21]["focus"]


def test_a_week_with_a_race_says_to_come_to_it_rested() -> None:
    """Another race in the build, and the goal's own week by its phase; no week is without purpose."""
    found = weeks()
    assert found[14]["purpose_text"] == "A race this week: come to it rested."
    assert found[21]["purpose_text"].startswith("Less running at the same paces, so that")
    assert [number for number, week in found.items() if not week["purpose_text"]] == []


@pytest.mark.parametrize(
    ("kind", "phase", "text"), [("taper", "Taper", ""), ("recovery", "Base", "lighter week")]
)
def test_a_kind_is_not_said_twice(kind: str, phase: str, text: str) -> None:
    """A taper week of the phase Taper needs no second word."""
    assert week_words._kind_text(kind, phase, WORDS) == text


def test_short_last_week() -> None:
    """A plan ends on the race's date."""
    week = weeks()[21]
    assert dt.date.fromisoformat(week["end"]) == dt.date(2027, 4, 18)
