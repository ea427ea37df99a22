"""A screen: a short round of tests, with the minutes and trials each takes in it.

One file a screen in `templates/screens/`; `planforge assess ATHLETE --screen ID` walks through it.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from planforge.models.exercise import Card
from planforge.models.written import Line, Text
from planforge.units import LimitError

T = TypeVar("T")


def _some(value: tuple[T, ...]) -> tuple[T, ...]:
    """At least one; said here, since a length is also held against a list whose items could not be read."""
    if not value:
        raise LimitError("the list is empty", "write at least one test")
    return value


class Choice(Card):
    """One of the tests a step may take, and what it needs at hand."""

    test: Line = Field(description="the id of a test", examples=["knee_to_wall_distance"])
    needs: Line | None = Field(default=None, description="what decides between the tests of a step")


class ScreenStep(Card):
    """One measure of the screen; of several tests the one used before is taken, else the coach is asked."""

    tests: Annotated[tuple[Choice, ...], AfterValidator(_some)] = Field(
        description="the test, or the tests to choose from"
    )
    minutes: float = Field(gt=0, le=60, description="for both sides")
    trials: int | None = Field(default=None, ge=1, le=10, description="a side, where fewer than the card's")
    rest: Line | None = Field(default=None, description="where the screen rests otherwise than the card")


class Screen(Card):
    """A round of tests in its order."""

    id: str
    name: Line = Field(description="the name of the screen", examples=["Quick screen"])
    purpose: Text | None = None
    steps: Annotated[tuple[ScreenStep, ...], AfterValidator(_some)] = Field(description="in their order")

    @property
    def minutes(self) -> float:
        return round(sum(step.minutes for step in self.steps), 6)
