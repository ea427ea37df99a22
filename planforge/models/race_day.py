"""The day of the goal race as it is printed: warm-up, splits, plan B, the week before."""

from __future__ import annotations

import datetime as dt

from planforge.models.frozen import Frozen


class WarmUpStep(Frozen):
    when: str  # "40 min before"
    what: str


class RaceTime(Frozen):
    """A finish time with its even pace."""

    name: str
    seconds: int
    text: str
    pace_text: str  # "4:50 /km" in the athlete's unit


class Split(Frozen):
    """A point of the course with the time since the start there, at even pace; the last is the finish."""

    distance_m: int
    place: str  # "5 km", "half way, 10.55 km", "finish, 21.1 km"
    half: bool = False
    target_s: int | None = None
    target_text: str = ""
    predicted_s: int | None = None
    predicted_text: str = ""


class RaceLine(Frozen):
    """A fact of the last weeks: "Last strength", "Tue 6 Apr"."""

    name: str
    text: str


class RaceDay(Frozen):
    title: str
    race: str
    date: dt.date
    date_text: str
    distance_text: str
    warm_up: tuple[WarmUpStep, ...]
    target: RaceTime | None = None
    predicted: RaceTime | None = None  # from the recent result
    splits: tuple[Split, ...] = ()  # none without a time, and none where running is held easy
    start_text: str  # how the first kilometres are run
    plan_b: tuple[str, ...]
    stop: tuple[str, ...]
    week_before: tuple[RaceLine, ...]
