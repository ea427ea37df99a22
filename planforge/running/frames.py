"""The calendar before anything is planned: what each date allows by availability, absence, races, fixed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import WEEKDAYS, Away, Profile
from planforge.running.choose import Basis
from planforge.running.coach import Standing
from planforge.running.races import Around, Race, around

# Load after time off (science/running.md 5): up to 5 days nothing changes; beyond, half of the span at 50 %,
# the other half at 75 %.
SHORT_ABSENCE = 5


@dataclass(frozen=True)
class Frame:
    """One date: free minutes, absence, races, standing runs, and what may be placed."""

    date: dt.date
    minutes: int | None
    away: bool
    away_running: str  # full where the athlete is at home
    away_strength: bool
    races: tuple[Race, ...]
    standing: tuple[Standing, ...]
    around: Around
    back: float  # share of normal load after time off
    quality: bool
    run: bool
    strength: bool
    split: bool
    listed: bool  # named by the coach for strength, or nothing is named

    @property
    def rest(self) -> bool:
        return self.minutes == 0

    @property
    def hard(self) -> bool:
        """Hard whatever the week plans: a race, or a hard standing run."""
        return bool(self.races) or any(standing.hard for standing in self.standing)

    @property
    def seconds(self) -> int | None:
        return None if self.minutes is None else self.minutes * 60


def frames_of(
    profile: Profile,
    basis: Basis,
    rails: GuardRails,
    races: Sequence[Race],
    standing: Sequence[Standing],
    start: dt.date,
    end: dt.date,
) -> dict[dt.date, Frame]:
    """A frame for every date from start to the day after the end."""
    back = _returning(profile.availability.away)
    easy_until = start + dt.timedelta(days=rails.spacing.beginner_easy_days)
    frames: dict[dt.date, Frame] = {}
    for offset in range((end - start).days + 2):
        date = start + dt.timedelta(days=offset)
        weekday = date.weekday()
        minutes = profile.minutes_on(weekday)
        absences = [away for away in profile.availability.away if away.first <= date <= away.last]
        running = _strictest(absences)
        no_strength = any(away.strength == "none" for away in absences)
        here = tuple(race for race in races if race.date == date)
        own = () if running == "none" or here else tuple(s for s in standing if s.weekday == weekday)
        rules = around(date, races, rails, basis.over_fifty)
        share = back.get(date, 1.0)
        can_run = minutes != 0 and running != "none" and not here
        listed = profile.availability.strength
        frames[date] = Frame(
            date=date,
            minutes=minutes,
            away=bool(absences),
            away_running=running,
            away_strength=no_strength,
            races=here,
            standing=own,
            around=rules,
            back=share,
            quality=can_run
            and not own
            and rules.quality
            and running == "full"
            and share >= 0.75
            and not basis.easy_only
            and not (basis.level == "beginner" and date < easy_until),
            run=can_run and not own,
            strength=minutes != 0 and not here and not no_strength and rules.strength,
            split=WEEKDAYS[weekday] in profile.availability.split,
            listed=not listed or WEEKDAYS[weekday] in listed,
        )
    return frames


def _strictest(absences: Sequence[Away]) -> str:
    for kind in ("none", "easy"):
        if any(away.running == kind for away in absences):
            return kind
    return "full"


def _returning(away: Sequence[Away]) -> Mapping[dt.date, float]:
    """The share of normal load on the dates after an absence without running."""
    share: dict[dt.date, float] = {}
    for absence in away:
        span = (absence.last - absence.first).days + 1
        if absence.running != "none" or span <= SHORT_ABSENCE:
            continue
        for offset in range(1, span + 1):
            date = absence.last + dt.timedelta(days=offset)
            share[date] = min(share.get(date, 1.0), 0.5 if offset <= (span + 1) // 2 else 0.75)
    return share
