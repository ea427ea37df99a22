"""What is true on the day of a strength session: its week, block and phase, and how far the block is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from planforge.models.plan import WeekKind
from planforge.models.strength_phase import StrengthPhase

FIRST_WEEK = dt.timedelta(days=7)
FIRST_TWO_WEEKS = dt.timedelta(days=14)
FIRST_FOUR_WEEKS = dt.timedelta(days=28)


@dataclass(frozen=True)
class Moment:
    """What is true on the day of a session."""

    date: dt.date
    start: dt.date
    week: int
    kind: WeekKind
    block: int
    phase: StrengthPhase
    bias_until: dt.date  # one set more only before this day
    jump_weeks: int = 0  # weeks with jumps so far
    step: int = 0  # load weeks of this block and phase that came before
    last_step: int = 0  # of the block's last load week in this phase
    weeks_to_last: int = 0  # from this week to that one
    block_start: dt.date | None = None
    sets_before: int | None = None  # this session's share of a full week's sets before the taper
    ahead: int = 0  # weeks by which jumps have gone on, seen from a later week of the block

    @property
    def since(self) -> dt.timedelta:
        return self.date - self.start

    @property
    def light_end(self) -> bool:
        """The weeks before the race: little work, its load kept, both sides alike."""
        return self.phase.id == "taper" or self.kind in ("taper", "race")

    @property
    def fullest(self) -> Moment:
        """The day as if the block had come to its fullest load week.

        What a session holds is decided there, so that the same exercises stand through the block and no
        later week runs out of time. Before the race nothing gets fuller.
        """
        if self.light_end:
            return self
        until = dt.date.max if self.block == 0 else self.bias_until
        return replace(
            self,
            kind="load",
            step=self.last_step,
            ahead=self.weeks_to_last,
            bias_until=until,
        )

    @property
    def steps(self) -> tuple[Moment, ...]:
        """The load weeks of the block in this phase, each as far as this day knows it."""
        return tuple(replace(self, step=step, ahead=step - self.step) for step in range(self.last_step + 1))

    @property
    def jumps_open(self) -> bool:
        """Jumps begin with the first block that starts after four weeks [default] (asymmetry 5.2)."""
        return (self.block_start or self.date) - self.start >= FIRST_FOUR_WEEKS

    @property
    def bias_on(self) -> bool:
        return self.kind == "load" and self.phase.side_bias == "on" and self.date < self.bias_until
