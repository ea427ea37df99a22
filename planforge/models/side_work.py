"""An exercise whose sides differ: what each side does, and in which weeks."""

from __future__ import annotations

from planforge.models.frozen import Frozen


class SideWork(Frozen):
    exercise: str
    name: str
    left_text: str  # of the first of these weeks: "3 × 10"; "" for nothing on this side
    right_text: str
    weeks_text: str  # "weeks 1–2"
    tests: tuple[str, ...]  # the measures behind it
