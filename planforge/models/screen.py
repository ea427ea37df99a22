"""A screen: a short round of tests, with the minutes and trials each takes in it.

One file a screen in `templates/screens/`; `planforge assess ATHLETE --screen ID` walks through it.
"""

from __future__ import annotations

from pydantic import Field

from planforge.models.exercise import Card
from planforge.models.written import Line, Text


class Choice(Card):
    """One of the tests a step may take, and what it needs at hand."""

    test: Line = Field(description="the id of a test", examples=["knee_to_wall_distance"])
    needs: Line | None = Field(default=None, description="what decides between the tests of a step")


class ScreenStep(Card):
    """One measure of the screen; of several tests the one used before is taken, else the coach is asked."""

    tests: tuple[Choice, ...] = Field(min_length=1, description="the test, or the tests to choose from")
    minutes: float = Field(gt=0, le=60, description="for both sides")
    trials: int | None = Field(default=None, ge=1, le=10, description="a side, where fewer than the card's")
    rest: Line | None = Field(default=None, description="where the screen rests otherwise than the card")


class Screen(Card):
    """A round of tests in its order."""

    id: str
    name: Line = Field(description="the name of the screen", examples=["Quick screen"])
    purpose: Text | None = None
    steps: tuple[ScreenStep, ...] = Field(min_length=1)

    @property
    def minutes(self) -> float:
        return round(sum(step.minutes for step in self.steps), 6)
