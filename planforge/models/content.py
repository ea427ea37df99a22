"""The library: everything read from `templates/`, validated, ready for the stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planforge.models.exercise import Exercise
from planforge.models.guard_rails import GuardRails
from planforge.models.schedule import Schedule
from planforge.models.screen import Screen
from planforge.models.source import Source
from planforge.models.strength_phase import StrengthPhase
from planforge.models.test_card import TestCard
from planforge.models.words import Words


@dataclass(frozen=True)
class Library:
    tests: Mapping[str, TestCard]
    exercises: Mapping[str, Exercise]
    schedules: Mapping[str, Schedule]
    strength: Mapping[str, StrengthPhase]
    guard_rails: GuardRails
    sources: Mapping[str, Source]
    words: Words
    screens: Mapping[str, Screen] = field(default_factory=dict)
