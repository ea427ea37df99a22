"""The runs of an arranged week before they are sized: ladders and rungs, the long run, easy runs, strides."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from planforge.models.plan import WeekKind
from planforge.models.schedule import Ladder, Schedule
from planforge.running.arrange import Arrangement, Need
from planforge.running.coach import standing_size
from planforge.running.frames import Frame
from planforge.running.ground import Ground
from planforge.running.guard_rails import longest_before, spike_limit
from planforge.running.memory import Memory
from planforge.running.phases import WeekOutline
from planforge.running.slot import Slot, weigh
from planforge.running.volume import Aim
from planforge.running.workouts import Turns, on_grid

LEAST_BESIDE_STRENGTH_S = 1800  # [default] an easy run beside strength keeps half an hour
LEAST_BESIDE_FIRST_S = 1200  # [default] beside the week's first session 20 minutes, and so does strength
ENOUGH_EASY = 0.9  # [default] of the easy running wanted; below it strength is shortened
OVER_MEAN = 1.15  # [default] easy runs make up for shorter quality sessions
ONE = dt.timedelta(days=1)


class SlotMaker:
    """Turns an arrangement into slots that the fit can size."""

    def __init__(self, ground: Ground[Schedule], turns: Turns, memory: Memory) -> None:
        self.schedule, self.basis, self.rails = ground.schedule, ground.basis, ground.rails
        self.workouts, self.frames = ground.workouts, ground.frames
        self.turns, self.memory = turns, memory

    def slots(
        self, frames: list[Frame], arrangement: Arrangement, outline: WeekOutline, kind: WeekKind, aim: Aim,
        need: Need, ladders: list[str], long_ladder: str | None,
    ) -> list[Slot]:  # fmt: skip
        """The week's runs, standing ones included; races stand apart."""
        by_day = {frame.date.weekday(): frame for frame in frames}
        taper = kind in {"taper", "race"}
        lighter = kind == "recovery"
        easy_most = self.workouts.easy_metres(self._easy_minutes() * 60)
        # Where quick work finds no room in a small week, threshold work does: its cap has a floor.
        steady = [name for name, ladder in self.schedule.ladders.items() if ladder.type == "threshold"]
        slots: list[Slot] = []
        for name, weekday in zip(ladders, arrangement.quality, strict=False):
            frame = by_day[weekday]
            slot = Slot(frame.date, "quality", frame.seconds, math.inf, ladder=self.schedule.ladders[name])
            slot.ladder_id, slot.taper = name, taper and bool(self.schedule.ladders[name].taper)
            slot.rung = self._taper_rung(slot, outline) if slot.taper else self.turns.rung(name, lighter)
            slot.rung = min(slot.rung, len(self.schedule.ladders[name].rungs) - 1)
            slot.may_stride = self._may_stride(frame)
            for other in [other for other in steady if other != name][:1]:
                slot.fallback, slot.fallback_id = self.schedule.ladders[other], other
                highest = len(slot.fallback.rungs) - 1
                slot.fallback_rung = min(max(self.turns.rung(other, lighter), 1), highest)
            slots.append(slot)
        if arrangement.long is not None:
            frame = by_day[arrangement.long]
            slot = Slot(frame.date, "long", frame.seconds, math.inf)
            slot.most_s = (self.rails.rails["long-time"].warn or 150) * 60
            if long_ladder and frame.quality and not self._beside_hard(frame.date, slots, need):
                slot.ladder, slot.ladder_id = self.schedule.ladders[long_ladder], long_ladder
                slot.rung = min(self.turns.rung(long_ladder, lighter), len(slot.ladder.rungs) - 1)
            slots.append(slot)
        count = len(slots) + len(arrangement.easy)
        free = self._free_seconds(by_day, arrangement, need, self._easy_wanted(aim, slots, count))
        for weekday in arrangement.easy:
            frame, seconds = by_day[weekday], free[weekday]
            eve = frame.around.eve
            most = min(
                easy_most,
                self.workouts.easy_metres(self.rails.spacing.eve_minutes * 60) if eve else easy_most,
            )
            slots.append(Slot(frame.date, "eve" if eve else "easy", seconds, float(most)))
        self._choose_strides(slots, by_day)
        long = next((slot.date for slot in slots if slot.kind == "long"), None)
        hard = {slot.date: slot.kind in {"quality", "long"} for slot in slots}
        hard.update({frame.date: True for frame in frames if frame.hard})
        end = frames[-1].date + 3 * ONE
        races = [date for date, frame in self.frames.items() if frame.races and frames[0].date <= date <= end]
        weigh(slots, hard, long, races)
        return slots + self._standing_slots(frames, aim, len(slots))

    def _easy_minutes(self) -> int:
        """The level's longest easy run; whose own week asks for more is not held below it.

        Up to the longest of any level [default]: beyond that a week needs two runs a day.
        """
        minutes = self.rails.defaults.easy_minutes
        mean = self.basis.weekly_m / max(self.basis.runs, 1)
        own = math.ceil(OVER_MEAN * mean * self.workouts.easy_s_per_m / 60)
        return min(max(minutes[self.basis.level], own), max(minutes.values()))

    def _taper_rung(self, slot: Slot, outline: WeekOutline) -> int:
        """Taper rungs shrink towards the race; none asks more than the work before."""
        assert slot.ladder is not None
        rung = min(outline.to_race or 0, len(slot.ladder.taper) - 1)
        done = self.turns.done.get(slot.ladder_id)
        while done and rung > 0 and self._work(slot.ladder, rung) > done:
            rung -= 1
        return rung

    def _work(self, ladder: Ladder, rung: int) -> int:
        """Hard seconds of a main part of the taper."""
        return self.workouts.size(self.workouts.main_of(ladder, rung, taper=True)).hard_s

    def _beside_hard(self, date: dt.date, slots: Sequence[Slot], need: Need) -> bool:
        """Whether a hard or long day touches the date, so that the long run there stays easy."""
        if date.weekday() == 0 and (need.long_before or need.hard_before):
            return True
        if date.weekday() == 6 and need.hard_after:
            return True
        quality = {slot.date for slot in slots if slot.kind == "quality"}
        near = (date - ONE, date + ONE)
        return any(day in quality or (day in self.frames and self.frames[day].hard) for day in near)

    def _easy_wanted(self, aim: Aim, slots: Sequence[Slot], count: int) -> float:
        """Metres of one easy run in a week of the aim's size, beside a long run of the usual share."""
        share = self.rails.usual_long_share_for(count) if any(slot.kind == "long" for slot in slots) else 0.0
        return aim.target_m * (1 - share) / max(count - (share > 0), 1)

    def _free_seconds(
        self, by_day: Mapping[int, Frame], arrangement: Arrangement, need: Need, easy_m: float
    ) -> dict[int, int | None]:
        """The time of each easy run: on a strength day what strength leaves of it.

        Where that leaves too little of the week, the second session is shortened to its least, then the first
        (science/asymmetry.md 7.3: keep the runs, keep session one, shorten session two).
        """
        for squeeze in range(3):
            free = {
                weekday: self._beside_strength(seconds, need.strength_s, weekday, arrangement, squeeze)
                if (seconds := by_day[weekday].seconds) is not None and weekday in arrangement.strength
                else seconds
                for weekday in arrangement.easy
            }
            held = sum(
                easy_m if seconds is None else min(self.workouts.easy_metres(seconds), easy_m)
                for seconds in free.values()
            )
            if held >= ENOUGH_EASY * easy_m * len(free):
                break
        return free

    def _beside_strength(
        self, seconds: int, strength_s: int, weekday: int, arrangement: Arrangement, squeeze: int
    ) -> int:
        """The time of an easy run on a strength day: strength keeps its minutes while 30 remain.

        The week's first session goes before the run's length: both keep 20 minutes where the day has 40.
        `squeeze`: 1 shortens the second session, 2 the first as well.
        """
        least = self.rails.spacing.least_strength_minutes * 60
        first = weekday == min(arrangement.strength)
        kept_first = min(strength_s, LEAST_BESIDE_FIRST_S)
        if first and squeeze < 2 and seconds - kept_first >= LEAST_BESIDE_FIRST_S:
            return max(min(seconds - kept_first, LEAST_BESIDE_STRENGTH_S), seconds - strength_s)
        if squeeze:
            kept = kept_first if first else least
            if seconds - kept >= LEAST_BESIDE_FIRST_S:
                return seconds - kept
        for kept in (strength_s, least):
            if seconds - kept >= LEAST_BESIDE_STRENGTH_S:
                return max(seconds - strength_s, LEAST_BESIDE_STRENGTH_S) if kept == least else seconds - kept
        return seconds

    def _may_stride(self, frame: Frame) -> bool:
        return (
            self.basis.part.strides
            and not self.basis.no_fast
            and frame.around.strides
            and frame.away_running == "full"
            and frame.back >= 0.75
        )

    def _choose_strides(self, slots: list[Slot], by_day: Mapping[int, Frame]) -> None:
        """One easy run ends in strides: the one on the day before quality, else the first that may."""
        quality = {slot.date for slot in slots if slot.kind == "quality"}
        fitting = [
            slot for slot in slots if slot.kind == "easy" and self._may_stride(by_day[slot.date.weekday()])
        ]
        if fitting:
            chosen = min(fitting, key=lambda slot: (slot.date + ONE not in quality, slot.date))
            chosen.kind = "strides"

    def _standing_slots(self, frames: list[Frame], aim: Aim, others: int) -> list[Slot]:
        """The runs that stand every week, sized before the rest."""
        count = sum(len(frame.standing) for frame in frames)
        mean = on_grid(aim.target_m / max(count + others, 1))
        slots = []
        for frame in frames:
            for each in frame.standing:
                days = self.rails.rails["session-spike"].days or 30
                longest = longest_before(frame.date, self.memory.known, days)
                limit = spike_limit(self.rails, longest) if longest else None
                slot = Slot(frame.date, "fixed", frame.seconds, math.inf)
                slot.fixed = slot.sized = standing_size(each, self.workouts, mean, frame.seconds, limit)
                slots.append(slot)
        return slots
