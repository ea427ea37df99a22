"""What the weeks of a plan add up to: strength sets of each side, and load."""

from __future__ import annotations

from planforge.models.frozen import Frozen, Side


class LedgerMore(Frozen):
    """An exercise that one side does with more sets than the other in this week."""

    exercise: str
    side: Side
    sets: int


class LedgerWeek(Frozen):
    """Sets of levels 3 to 5 by side, how far apart they are and may be, and what makes the difference."""

    week: int
    left_sets: int
    right_sets: int
    apart: int = 0
    ratio: float | None = None  # the side with more to the other; null without work for each side
    cap_sets: int = 0  # sets apart at the most; 0 where both sides must be equal
    cap_ratio: float | None = None
    more: tuple[LedgerMore, ...] = ()
    sets_text: str = ""  # "left 23, right 21", "21 on each side"
    ratio_text: str = ""  # "1.10"
    cap_text: str = ""  # "at most 3 sets apart, 1.14 to 1"
    cap_ratio_text: str = ""  # "1.14"
    more_text: str = ""  # "one more on the left: calf raise, straight knee"
    line: str = ""  # for the athlete: the sets, and which exercise makes them differ
    text: str = ""  # for the coach: sets, ratio, cap, and what makes them differ


class LoadWeek(Frozen):
    """A week's load in sRPE units and what the load models say of it: information, never a limit."""

    week: int
    load: int
    load_text: str
    monotony: float | None
    monotony_text: str
    strain: int | None
    strain_text: str
    acwr_coupled: float | None
    acwr_coupled_text: str
    acwr_uncoupled: float | None
    acwr_uncoupled_text: str
    acwr_ewma: float | None
    acwr_ewma_text: str
    fitness: float
    fitness_text: str
    fatigue: float
    fatigue_text: str
    form: float
    form_text: str
