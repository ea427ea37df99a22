"""A run as a watch takes it: steps with sizes and ranges in numbers, names short enough for its screen."""

from __future__ import annotations

from typing import Literal

from planforge.models.frozen import Frozen

WatchTarget = Literal["pace", "heart_rate", "none"]
Intensity = Literal["active", "rest", "warmup", "cooldown", "recovery"]


class WatchStep(Frozen):
    """One step. Without distance and duration it lasts until the lap button is pressed."""

    name: str  # at most 15 bytes
    note: str  # at most 49 bytes
    intensity: Intensity
    distance_m: int | None = None
    duration_s: int | None = None
    slow_mm_s: int | None = None  # millimetres a second, the slow end first; null: no pace target
    fast_mm_s: int | None = None
    low_bpm: int | None = None  # null: no heart-rate target
    high_bpm: int | None = None
    notation: str  # its line for intervals.icu: "Threshold 8m 4:54-4:48/km Pace"


class WatchBlock(Frozen):
    """Steps that are done in a row, `repeat` times."""

    repeat: int = 1
    steps: tuple[WatchStep, ...]


class WatchRun(Frozen):
    """A run of the plan. Only a structured one becomes a file; every one stands in the text."""

    file_name: str  # "2027-01-21_intervals": ASCII letters, digits, - and _
    name: str  # "01-21 Intervals", at most 15 bytes
    serial: int  # from the session's id, so the same over re-planning
    heading: str  # in the text: "2027-01-21 Intervals"
    text: str  # in the text of a run without steps: what to run, in the plan's words
    is_file: bool
    blocks: tuple[WatchBlock, ...] = ()


class WatchGuide(Frozen):
    """What the watch files of a plan aim at, and what is said before the runs in the text."""

    target: WatchTarget
    intro: tuple[str, ...]
