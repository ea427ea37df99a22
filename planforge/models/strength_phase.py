"""A strength phase: how often, how long, how many sets and how hard, for a part of the season.

One file a phase in `templates/strength/`; `SeasonPhase.strength` names it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from planforge.models.exercise import Card, PhaseId
from planforge.models.written import Line, Text, rising

# What grows from one load week of a block to the next (asymmetry 7.2: one or two repetitions first) [p].
Progress = Literal["repetitions", "load", "speed", "keep"]
Rpe = Annotated[float, Field(ge=1, le=10, multiple_of=0.5)]


Repetitions = Annotated[int, Field(ge=1, le=30)]
Reps = Annotated[tuple[Repetitions, Repetitions], AfterValidator(rising)]


class WorkDose(Card):
    """Sets and repetitions of a kind of work, with its effort; its rest is the card's."""

    sets: int = Field(ge=1, le=6)
    reps: Reps  # a block's first load week, and the most it climbs to
    rpe: Annotated[tuple[Rpe, Rpe], AfterValidator(rising)]


class MainDose(WorkDose):
    """Main work: with the rest between heavy sets."""

    rest_s: int = Field(ge=0, le=900)


class BreathDose(Card):
    """Breathing at the start of a session; its time is counted and stays under four minutes."""

    drills: int = Field(ge=0, le=1)  # one at the start of a session, or none
    sets: int = Field(ge=1, le=5)
    breaths: int = Field(ge=2, le=10)


class StrengthPhase(Card):
    """One phase of the strength work."""

    id: PhaseId
    name: Line
    purpose: Text
    sessions: int = Field(ge=0, le=3)  # a week
    minutes: int = Field(default=35, ge=15, le=90)  # less holds no session worth its place
    progress: Progress
    main: MainDose
    light_load_reps: Reps  # main work where no heavy load is at hand
    accessory: WorkDose
    mobility_sets: int = Field(ge=1, le=4)
    contacts: int = Field(ge=0, le=120)  # plyometric contacts a session; 0: none
    contacts_later: int = Field(ge=0, le=120)  # after four weeks of plyometric work
    breathing: BreathDose
    side_bias: Literal["on", "off"]
    recovery_factor: float = Field(gt=0, le=1)  # of the sets, in a recovery week
    sources: tuple[str, ...]
