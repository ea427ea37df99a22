"""Runs made of their parts: easy, strides, long and quality sessions with their size and zone amounts.

Easy and long runs lie on a grid of 500 m whatever the athlete's units, so that both units get one plan.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from planforge.models.plan import RunType, ZoneName
from planforge.models.schedule import Ladder, Phase, Schedule
from planforge.models.season import Run, RunStep
from planforge.models.written_schedule import AnySchedule
from planforge.running.amounts import effort_zone, totals, with_paces, zone_amounts
from planforge.running.choose import Basis
from planforge.running.notation import parse

GRID_M = 500
ABOVE_EASY: tuple[ZoneName, ...] = ("M", "T", "I", "R")
HARDEST: tuple[tuple[ZoneName, RunType], ...] = (
    ("R", "repetition"), ("I", "interval"), ("T", "threshold"), ("M", "race_pace"),
)  # fmt: skip
LONG_ENDS_M = 1000  # easy metres after the marathon effort of a long run
LONG_START_M = 3000  # and before it, at least
LONG_PLAN = 20  # weeks
# [default] The rung at which the ladders of the last phase begin, by level; 0 is the easiest.
FIRST_LATE = {"beginner": 1, "intermediate": 2, "advanced": 3}
EXTRA_STEP_S, EXTRA_MOST_S = 300, 1200  # [default] a warm-up grows by 5 minutes at a time, by 20 at most

parsed = lru_cache(maxsize=4096)(parse)


def on_grid(metres: float) -> int:
    """Metres down to the grid."""
    return max(int(metres // GRID_M) * GRID_M, 0)


@dataclass(frozen=True)
class Sized:
    """A session's steps with what they amount to."""

    steps: tuple[RunStep, ...]
    distance_m: int
    duration_s: int
    zones_m: dict[str, int] = field(default_factory=dict)
    hard_s: int = 0  # seconds in M, T, I and R


class Workouts:
    """Makes the runs of one schedule for one athlete; sizes are computed once for each text."""

    def __init__(self, schedule: AnySchedule, basis: Basis) -> None:
        self.schedule = schedule
        self.basis = basis
        self._sized: dict[str, Sized] = {}
        self.easy_s_per_m = sum(basis.paces["E"]) / 2000
        self.strides_text = schedule.strides

    def size(self, text: str) -> Sized:
        """Steps and amounts of a session in notation."""
        found = self._sized.get(text)
        if found is None:
            found = self._sized[text] = self.measure(parsed(text))
        return found

    def measure(self, steps: tuple[RunStep, ...]) -> Sized:
        """The amounts of steps, with paces filled in where the athlete's are known."""
        paces = self.basis.paces
        shown = with_paces(steps, paces, vdot=self.basis.vdot) if self.basis.known_paces else steps
        # A step at a race's pace carries the zone it counts in, so that the caps see it in every output.
        shown = tuple(
            replace(step, zone=effort_zone(step, paces)) if step.race_m is not None else step
            for step in shown
        )
        distance, seconds = totals(shown, paces)
        zones = zone_amounts(shown, paces)
        return Sized(
            shown,
            distance,
            seconds,
            {zone: zones[zone][0] for zone in ABOVE_EASY},
            sum(zones[zone][1] for zone in ABOVE_EASY),
        )

    def easy(self, metres: int) -> Sized:
        return self.size(f"{metres} m E")

    def strides(self, metres: int, number: int) -> Sized:
        """An easy run on the grid that ends in strides; `number` picks how many."""
        part = self.strides_text[min(number, len(self.strides_text) - 1)]
        return self.size(f"{metres} m E; {part}")

    def quality(self, main: str, extra_min: int = 0) -> Sized:
        """A main part between the level's warm-up, so many minutes longer, and its cool-down."""
        part = self.basis.part
        plain = re.fullmatch(r"(\d+) min E", part.warm_up)
        if plain:
            warm_up = f"{int(plain[1]) + extra_min} min E"
        else:
            warm_up = f"{extra_min} min E; {part.warm_up}" if extra_min else part.warm_up
        return self.size(f"{warm_up}; {main}; {part.cool_down}")

    def longer_warm_up(self, main: str, metres: float, seconds: float) -> int:
        """Minutes, in steps of five, by which the warm-up grows so that the session comes near the metres."""
        plain = self.quality(main)
        wanted_s = (metres - plain.distance_m) * self.easy_s_per_m
        most_s = min(wanted_s, seconds - plain.duration_s)
        return min(max(int(most_s // EXTRA_STEP_S), 0) * EXTRA_STEP_S, EXTRA_MOST_S) // 60

    def long_with(self, metres: int, main: str) -> Sized | None:
        """A long run of that length with the main part near its end; None where it does not fit."""
        inside = self.size(main).distance_m
        before = metres - inside - LONG_ENDS_M
        if before < LONG_START_M or inside % GRID_M:
            return None
        return self.size(f"{before} m E; {main}; {LONG_ENDS_M} m E")

    def long_metres(self, seconds: float, main: str) -> int:
        """The longest run on the grid within the time, with the main part in it ("" for none).

        The main part goes faster than easy, so that a long run with it reaches farther.
        """
        if not main:
            return self.easy_metres(seconds)
        inside = self.size(main)
        return on_grid(inside.distance_m + max(seconds - inside.duration_s, 0) / self.easy_s_per_m)

    def easy_metres(self, seconds: float) -> int:
        """The longest easy run on the grid within the time."""
        return on_grid(max(seconds, 0) / self.easy_s_per_m)

    def type_of(self, steps: tuple[RunStep, ...] | None, hard: bool) -> RunType:
        """The run type of a coach's own session: by its hardest zone; hard plain words are a fartlek."""
        if steps is None:
            return "fartlek" if hard else "easy"
        zones = self.measure(steps).zones_m
        for zone, kind in HARDEST:
            if zones[zone] > 0:
                return kind
        texts = {step.text for step in steps}
        if "hill" in texts:
            return "hills"
        return "strides" if "strides" in texts else "easy"

    def title_of(self, steps: tuple[RunStep, ...], hard: bool) -> str:
        return self.schedule.titles[self.type_of(steps, hard)]

    def main_of(self, ladder: Ladder, rung: int, taper: bool) -> str:
        """The main part at a rung, 0 the easiest; taper rungs are written from far off to race week."""
        rungs = ladder.taper[::-1] if taper and ladder.taper else ladder.rungs
        return rungs[min(max(rung, 0), len(rungs) - 1)]

    def run(
        self, date: dt.date, sized: Sized, title: str, kind: RunType, *, hard: bool = False,
        key: bool = False, slot: str = "run", origin: Literal["schedule", "fixed", "change"] = "schedule",
    ) -> Run:  # fmt: skip
        return Run(
            date=date, slot=slot, kind="run", type=kind, title=title, text="", steps=sized.steps,
            distance_m=sized.distance_m, duration_s=sized.duration_s, hard=hard, key=key, origin=origin,
        )  # fmt: skip


class Turns:
    """Whose turn it is: quality ladders alternate inside a phase, rungs go up with every use of a ladder."""

    def __init__(self, schedule: Schedule, basis: Basis, weeks: int) -> None:
        self.schedule = schedule
        self.basis = basis
        self.used: dict[str, int] = {}
        self.turn: dict[str, int] = {}
        self.done: dict[str, int] = {}  # hard seconds of each ladder's biggest work so far
        # Only very long plans hold a rung for two uses; a rung more for the advanced.
        self.hold = 2 if weeks > LONG_PLAN else 1
        self.first = 1 if basis.level == "advanced" else 0
        # What the last phase before the taper begins has few weeks: it starts higher and climbs at once.
        self.first_late = FIRST_LATE[basis.level]
        early = [phase.levels.get(basis.level) for phase in schedule.phases if phase.id in {"base", "build"}]
        self.known = {name for part in early if part for name in (*part.quality, *part.long)}

    def ladders(self, phase: Phase, count: int, lighter: bool = False) -> list[str]:
        """The next `count` quality ladders of the phase; quick ones only where they are allowed.

        A lighter week takes the last named first, so that the phase's own work stands in load weeks.
        """
        part = phase.levels.get(self.basis.level)
        names = [name for name in (part.quality if part else ()) if self._allowed(name)]
        if not names:
            names = [name for name in self._others() if self._allowed(name)][:1]
        if not names:
            return []
        turn = self.turn.get(phase.id, 0)
        if lighter:
            return [names[-1 - index % len(names)] for index in range(count)]
        return [names[(turn + index) % len(names)] for index in range(count)]

    def taken(self, phase: Phase, count: int) -> None:
        self.turn[phase.id] = self.turn.get(phase.id, 0) + count

    def long_ladder(self, phase: Phase, to_biggest: int) -> str | None:
        """The ladder of the long run, so many weeks from the biggest one: that week and every second.

        None: easy all the way.
        """
        part = phase.levels.get(self.basis.level)
        names = part.long if part else ()
        return names[to_biggest // 2 % len(names)] if names and to_biggest % 2 == 0 else None

    def rung(self, ladder: str, lighter: bool) -> int:
        """The rung to try for; in a lighter week two below, and the climb waits."""
        late = ladder not in self.known
        hold, first = (1, self.first_late) if late else (self.hold, self.first)
        step = self.used.get(ladder, 0) // hold + first
        return max(step - 2, 0) if lighter else step

    def climb(self, ladder: str) -> None:
        self.used[ladder] = self.used.get(ladder, 0) + 1

    def _allowed(self, name: str) -> bool:
        return not self.basis.easy_only and not (
            self.basis.no_fast and self.schedule.ladders[name].impact == "fast"
        )

    def _others(self) -> list[str]:
        return [name for name, ladder in self.schedule.ladders.items() if ladder.type == "threshold"]
