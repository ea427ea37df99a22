"""One exercise that a session may hold, in its set-up, and what asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planforge.models.exercise import Exercise, Role
from planforge.models.findings import Finding
from planforge.models.sessions import Version
from planforge.strength.doses import Emphasis

Letter = Literal["A", "B"]
Ground = Literal["finding", "pattern", "general"]


@dataclass(frozen=True)
class Choice:
    """An exercise in a menu: its set-up, and the finding that asks for it, if one does."""

    exercise: Exercise
    version: Version = "even"
    emphasis: Emphasis | None = None
    ground: Ground = "general"
    both_low: Finding | None = None  # both sides below the reference: work for both alike

    @property
    def id(self) -> str:
        return self.exercise.id

    @property
    def role(self) -> Role:
        return self.exercise.role


Menu = Mapping[Letter, tuple[Choice, ...]]
