"""A week's load as computed: figures for information, before they are worded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WeekLoad:
    """One week's load in sRPE units, with what the models make of it; None where a model says nothing."""

    week: int
    load: float
    monotony: float | None
    strain: float | None
    no_variation: bool  # a whole week of equal days: monotony has no value
    acwr_coupled: float | None
    acwr_uncoupled: float | None
    acwr_ewma: float | None
    fitness: float
    fatigue: float
    form: float
