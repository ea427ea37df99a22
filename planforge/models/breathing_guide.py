"""How this plan's breathing work is done: each rhythm with the exercises that use it."""

from __future__ import annotations

from planforge.models.frozen import Frozen


class BreathingExercise(Frozen):
    exercise: str
    name: str
    left: tuple[str, ...]  # its doses over the plan, "3 × 4 breaths"; empty where this side has none
    right: tuple[str, ...]
    both: tuple[str, ...]
    weeks_text: str


class BreathingRhythm(Frozen):
    in_s: int
    out_s: int
    pause_s: int
    text: str  # "in 4 s, out 6 s, pause 3 s"
    length_text: str  # how long one breath takes
    exercises: tuple[BreathingExercise, ...]


class BreathingGuide(Frozen):
    what: tuple[str, ...]
    setup: tuple[str, ...]
    rhythms: tuple[BreathingRhythm, ...]
    stop: tuple[str, ...]
    ask_first: str
    known: tuple[str, ...]
