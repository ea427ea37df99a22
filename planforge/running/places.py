"""Places for strength: how many a week, how long, and whether heavy legs may stand in them.

Spacing rules: science/asymmetry.md 7.3. A session too short for its day is shortened, then given up, the
second before the first, and both before a key run.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import WEEKDAYS, Profile
from planforge.models.season import StrengthSlot
from planforge.running.choose import Basis
from planforge.running.coach import DayState
from planforge.running.phases import WeekOutline
from planforge.running.races import Race
from planforge.running.tell import Told

SHORT_WEEK = 3  # days; so few hold one session at most


class StrengthNeed(NamedTuple):
    """What the season must know of a strength phase."""

    sessions: int
    minutes: int


def strength_of(
    outline: WeekOutline,
    kind: str,
    strength: Mapping[str, tuple[int, int]],
    basis: Basis,
    rails: GuardRails,
    season_start: dt.date,
) -> StrengthNeed:
    """Sessions and minutes of a week: by strength phase, one short one for two weeks for new lifters."""
    spacing = rails.spacing
    # Without the strength library: two sessions a week, one in the taper (science/asymmetry.md 7.2).
    default = StrengthNeed(
        1 if outline.phase.strength in {"taper", "maintenance"} else 2, rails.defaults.strength_minutes
    )
    sessions, minutes = strength.get(outline.phase.strength, default)
    if basis.novice_lifter and (outline.start - season_start).days < spacing.novice_strength_days:
        return StrengthNeed(min(sessions, 1), min(minutes, spacing.novice_strength_minutes))
    if kind in {"taper", "race"} or outline.days <= SHORT_WEEK:
        sessions = min(sessions, 1)
    return StrengthNeed(sessions, minutes)


def place_strength(
    days: Sequence[DayState], chosen: Sequence[dt.date], need: StrengthNeed, rails: GuardRails, told: Told
) -> None:
    """Slots on the chosen days, within what the runs leave of each day; letters in order of date."""
    standing: list[tuple[DayState, int]] = []
    for day in days:
        if day.date not in chosen:
            continue
        minutes = need.minutes
        if day.minutes is not None:
            spare = day.minutes - -(-sum(run.duration_s for run in day.runs) // 60)
            if spare < minutes:
                code = (
                    "strength-place-shortened"
                    if spare >= rails.spacing.least_strength_minutes
                    else "strength-place-dropped"
                )
                told.add(code, "info" if code.endswith("shortened") else "warning", day.date)
            minutes = min(minutes, spare)
        if minutes >= rails.spacing.least_strength_minutes:
            standing.append((day, minutes))
    for letter, (day, minutes) in zip(("A", "B"), standing, strict=False):
        day.strength = StrengthSlot(day.date, "A" if letter == "A" else "B", minutes, heavy_legs=True)


def settle_strength(days: Mapping[dt.date, DayState], races: Sequence[Race], rails: GuardRails) -> None:
    """Heavy legs only where no hard or long run follows within a day and no race within three."""
    one = dt.timedelta(days=1)
    for date, day in days.items():
        if day.strength is None:
            continue
        tomorrow = days.get(date + one)
        follows = tomorrow is not None and any(run.hard or run.type == "long" for run in tomorrow.runs)
        near = any(0 <= (race.date - date).days <= rails.spacing.no_heavy_legs_before_race for race in races)
        slot = day.strength
        day.strength = StrengthSlot(slot.date, slot.letter, slot.minutes, heavy_legs=not (follows or near))


def tell_strength(
    days: Mapping[dt.date, DayState],
    touched: frozenset[dt.date],
    rails: GuardRails,
    profile: Profile,
    told: Told,
) -> None:
    """What the coach's changes did to strength: two sessions too close, or one on a quality day."""
    dates = sorted(date for date, day in days.items() if day.strength is not None)
    for earlier, later in itertools.pairwise(dates):
        if (later - earlier).days < rails.spacing.strength_apart and touched & {earlier, later}:
            told.add("change-strength-close", "warning", later)
    for date in dates:
        if date not in touched:
            continue
        own = [run for run in days[date].runs if run.kind == "run"]
        split = WEEKDAYS[date.weekday()] in profile.availability.split
        if any(run.hard or run.type == "long" for run in own) and not split:
            told.add("change-strength-on-hard-day", "warning", date)
        if any((race - date).days == 1 for race in _race_dates(days)):
            told.add("change-strength-near-race", "warning", date)


def _race_dates(days: Mapping[dt.date, DayState]) -> list[dt.date]:
    return [date for date, day in days.items() if any(run.kind == "race" for run in day.runs)]
