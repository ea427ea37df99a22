"""The library: everything read from `templates/`, validated, ready for the stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planforge.models.exercise import Exercise
from planforge.models.guard_rails import GuardRails
from planforge.models.load_models import LoadModels
from planforge.models.pace_models import PaceModels
from planforge.models.screen import Screen
from planforge.models.source import Source
from planforge.models.strength_phase import StrengthPhase
from planforge.models.test_card import TestCard
from planforge.models.words import Words
from planforge.models.written_schedule import AnySchedule
from planforge.problems import Problem


@dataclass(frozen=True)
class Library:
    """Every card by folder and id; `faulty` holds those that are there and could not be read.

    What names a faulty card is not to blame, so the faulty ones go with the problems told of them.
    """

    tests: Mapping[str, TestCard]
    exercises: Mapping[str, Exercise]
    schedules: Mapping[str, AnySchedule]
    strength: Mapping[str, StrengthPhase]
    guard_rails: GuardRails
    pace_models: PaceModels
    load_models: LoadModels
    sources: Mapping[str, Source]
    words: Words
    screens: Mapping[str, Screen] = field(default_factory=dict)
    faulty: Mapping[tuple[str, str], tuple[Problem, ...]] = field(default_factory=dict)
