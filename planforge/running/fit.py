"""How far each run of a week goes, so that the week's volume is met and every guard rail holds.

Starts from what each run wants and takes back step by step: a rung, 500 m, an easy run. Every step makes the
week smaller or easier, so the search ends.
"""

from __future__ import annotations

import datetime as dt
import math

from planforge.models.guard_rails import GuardRails
from planforge.running.slot import Cut, Limits, Slot
from planforge.running.volume import LEAST_RISE
from planforge.running.workouts import GRID_M, Sized, Workouts, on_grid

ROUNDS = 400
LEAST_M = 1000  # [default] no run is shorter
MARGIN = 0.985  # kept below a cap, since the steps' own rounding may count a little differently
QUALITY_OF_MEAN = 0.85  # [default] of the week's mean run, to which a longer warm-up brings a quality session
QUALITY_SHARE = 0.48  # [default] of a week, where a quality session is its longest run
LEAST_SHARE = 0.185  # of the longest run where there are ...
MANY_RUNS = 6  # ... so many (plan envelope: 0.18 to 0.33 in 9 of 10 weeks of such plans)
FEW_RUNS = 3  # [default] runs that a week keeps before its quality
LONG_STEP_M = 1000  # a longest run grows by this or stays (plan envelope: 0.8 to 4.8 km, on the grid)


class Fit:
    """Sizes the slots of one week."""

    def __init__(self, workouts: Workouts, rails: GuardRails) -> None:
        self.workouts = workouts
        self.rails = rails
        self.least_m = rails.defaults.least_run_m

    def fit(self, slots: list[Slot], limits: Limits) -> tuple[list[Slot], Cut]:
        """The slots that stand, sized; in order of date."""
        cut = Cut()
        slots = sorted(slots, key=lambda slot: slot.date)
        for slot in slots:
            slot.day_m = self._within_day(slot, limits)
            slot.most_m = min(slot.most_m, slot.day_m)
        self._lengthen(slots, limits)
        for _ in range(ROUNDS):
            if not slots:
                break
            if self._size(slots, limits, cut) and self._keeps(slots, limits, cut):
                break
        self._name_long(slots)
        return slots, cut

    def _lengthen(self, slots: list[Slot], limits: Limits) -> None:
        """A quality session much shorter than the week's mean run gets a longer warm-up."""
        mean = min(limits.target_m, limits.cap_m) / max(len(slots), 1)
        for slot in slots:
            if slot.kind == "quality" and slot.ladder is not None:
                main = self.workouts.main_of(slot.ladder, slot.rung, slot.taper)
                seconds = math.inf if slot.seconds is None else slot.seconds
                slot.extra_min = self.workouts.longer_warm_up(main, QUALITY_OF_MEAN * mean, seconds)

    @staticmethod
    def _name_long(slots: list[Slot]) -> None:
        """A long run that came out shorter than another easy or standing run is an easy run."""
        for slot in slots:
            if slot.kind == "long" and any(
                other.sized and slot.sized and other.sized.distance_m > slot.sized.distance_m
                for other in slots
                if other.kind in {"easy", "strides", "fixed"}
            ):
                slot.kind = "easy"

    def _within_day(self, slot: Slot, limits: Limits) -> float:
        """Easy metres that the day's minutes hold, and the week of a B race allows."""
        if slot.kind in {"quality", "fixed", "long"}:
            return float("inf")
        extra_m, extra_s = self._strides_extra(limits) if slot.kind == "strides" else (0, 0)
        most = max(limits.easy_m - extra_m, float(LEAST_M))
        if slot.seconds is None:
            return most
        return min(float(self.workouts.easy_metres(slot.seconds - extra_s)), most)

    def _strides_extra(self, limits: Limits) -> tuple[int, int]:
        """Metres and seconds that strides add to the easy run before them."""
        whole = self.workouts.strides(GRID_M, limits.strides_number)
        easy = self.workouts.easy(GRID_M)
        return whole.distance_m - easy.distance_m, whole.duration_s - easy.duration_s

    def _size(self, slots: list[Slot], limits: Limits, cut: Cut) -> bool:
        """One round of sizing; False where a slot had to change or go, and the round starts again."""
        extra = self._strides_extra(limits)[0]
        for slot in list(slots):
            if slot.kind == "quality" and not self._size_quality(slot, cut):
                self._to_easy(slot, slots, limits, cut)
                return False
        settled = sum(
            slot.sized.distance_m for slot in slots if slot.kind in {"quality", "fixed"} and slot.sized
        )
        settled += sum(extra for slot in slots if slot.kind == "strides")
        long = next((slot for slot in slots if slot.kind == "long"), None)
        easy = [slot for slot in slots if slot.kind in {"easy", "strides", "eve"}]
        budget = min(limits.target_m, limits.cap_m, cut.ceiling_m) - settled
        if long is not None:
            others = self._least_of(easy)
            wanted = min(limits.long_m, long.most_m, max(budget - others, 0))
            long.metres = self._long_metres(long, wanted, limits.longest_m)
            # No easy run passes the long one: what squeezes it squeezes the week, so an easy run goes.
            wanted = min(limits.long_m, long.most_m, float(self.least_m))
            if long.metres < LEAST_M or (easy and long.metres < on_grid(wanted)):
                return self._make_room(slots, limits, cut)
            budget -= long.metres
        if easy:
            if budget < self._least_of(easy):
                return self._make_room(slots, limits, cut)
            self._share_out(easy, budget, long, extra)
        elif budget < 0:
            return self._make_room(slots, limits, cut)
        for slot in easy:
            if slot.metres < LEAST_M:
                quality = [each for each in slots if each.kind == "quality"]
                if quality and len(slots) <= FEW_RUNS:
                    self._to_easy(quality[0], slots, limits, cut)
                elif slot.kind == "strides":
                    slot.kind = "easy"
                else:
                    slots.remove(slot)
                return False
        for slot in slots:
            if slot.kind == "strides":
                slot.sized = self.workouts.strides(slot.metres, limits.strides_number)
            elif slot.kind in {"easy", "eve"}:
                slot.sized = self.workouts.easy(slot.metres)
            elif slot.kind == "long":
                slot.sized = self._long(slot)
        return True

    def _least_of(self, easy: list[Slot]) -> int:
        return sum(int(min(self.least_m, slot.most_m)) for slot in easy)

    def _size_quality(self, slot: Slot, cut: Cut) -> bool:
        """The highest rung up to the one wanted that fits the day; False where none does."""
        assert slot.ladder is not None
        while slot.rung >= 0:
            slot.main = self.workouts.main_of(slot.ladder, slot.rung, slot.taper)
            sized = self.workouts.quality(slot.main, slot.extra_min)
            long_enough = slot.seconds is None or sized.duration_s <= slot.seconds
            if long_enough:
                slot.sized = sized
                slot.metres = sized.distance_m
                return True
            if not long_enough and slot.rung == 0:
                cut.minutes.append(slot.date)
            slot.rung -= 1
        return False

    def _long_metres(self, slot: Slot, wanted: float, longest_m: int) -> int:
        """The long run's metres within its time, with the highest rung of its ladder that fits inside."""
        seconds = min(slot.most_s, slot.seconds if slot.seconds is not None else math.inf)
        while slot.ladder is not None and slot.rung >= 0:
            slot.main = self.workouts.main_of(slot.ladder, slot.rung, slot.taper)
            metres = _stepped(min(wanted, self._in_time(seconds, slot.main)), longest_m)
            sized = self.workouts.long_with(metres, slot.main)
            if sized is not None and sized.duration_s <= seconds:
                return metres
            slot.rung -= 1
        slot.ladder, slot.main = None, ""
        return _stepped(min(wanted, self._in_time(seconds, "")), longest_m)

    def _in_time(self, seconds: float, main: str) -> float:
        return seconds if seconds == math.inf else self.workouts.long_metres(seconds, main)

    def _long(self, slot: Slot) -> Sized:
        with_main = self.workouts.long_with(slot.metres, slot.main) if slot.main else None
        return with_main or self.workouts.easy(slot.metres)

    def _to_easy(self, slot: Slot, slots: list[Slot], limits: Limits, cut: Cut) -> None:
        """Another quality session where one is held ready, else an easy run."""
        if slot.fallback is not None:
            slot.ladder, slot.ladder_id, slot.fallback = slot.fallback, slot.fallback_id, None
            slot.extra_min = 0
            slot.taper = slot.taper and bool(slot.ladder.taper)
            slot.rung = 1 if slot.taper else slot.fallback_rung
            return
        slot.kind, slot.ladder, slot.sized, slot.main = "easy", None, None, ""
        if slot.may_stride and not any(each.kind == "strides" for each in slots):
            slot.kind = "strides"  # so that the week keeps something quick
        if slot.date not in cut.quality_dropped:
            cut.quality_dropped.append(slot.date)
        slot.most_m = min(slot.most_m, self._within_day(slot, limits))

    def _make_room(self, slots: list[Slot], limits: Limits, cut: Cut) -> bool:
        """The week is too small for its runs: a rung lower, then an easy run fewer, then quality to easy."""
        for slot in slots:
            if slot.kind == "quality" and slot.extra_min:
                slot.extra_min = 0
                return False
        for slot in slots:
            if slot.kind == "quality" and slot.rung > 0:
                slot.rung -= 1
                return False
        loose = [slot for slot in slots if slot.kind in {"easy", "strides"}]
        if loose and len(slots) == 1:
            # The week's only run stays: easy, and as short as the week is small.
            most = on_grid(min(limits.target_m, limits.cap_m))
            if most >= LEAST_M and (loose[0].kind == "strides" or most < loose[0].most_m):
                loose[0].kind, loose[0].most_m = "easy", min(loose[0].most_m, float(most))
                return False
        if len(slots) <= FEW_RUNS:
            # So few runs are a week's shape: quality turns easy before one of them goes.
            for slot in slots:
                if slot.kind == "quality":
                    self._to_easy(slot, slots, limits, cut)
                    return False
        if loose and len(slots) > 1:
            gone = min(loose, key=lambda slot: (slot.kind == "strides", slot.weight, slot.date))
            slots.remove(gone)
            return False
        for slot in slots:
            if slot.kind == "quality":
                self._to_easy(slot, slots, limits, cut)
                return False
        for kind in ("eve", "long", "easy", "strides"):
            for slot in slots:
                if slot.kind == kind and len(slots) > 1:
                    slots.remove(slot)
                    return False
        slots[:] = [slot for slot in slots if slot.kind == "fixed"]
        return False

    def _share_out(self, easy: list[Slot], budget: float, long: Slot | None, extra_m: int) -> None:
        """The budget over the easy runs by weight, on the grid, none over its own limit or the long run.

        `extra_m`: what strides add to the run before them.
        """
        longest = math.inf if long is None else float(long.metres)
        most = [
            on_grid(min(slot.most_m, longest - (extra_m if slot.kind == "strides" else 0), 10.0**6))
            for slot in easy
        ]
        order = sorted(range(len(easy)), key=lambda index: (-easy[index].weight, index))
        for index, slot in enumerate(easy):
            slot.metres = min(most[index], on_grid(self.least_m))
        left = budget - sum(slot.metres for slot in easy)
        while left >= GRID_M:
            growing = [index for index in order if easy[index].metres + GRID_M <= most[index]]
            if not growing:
                break
            chosen = min(growing, key=lambda index: (easy[index].metres + GRID_M) / easy[index].weight)
            easy[chosen].metres += GRID_M
            left -= GRID_M

    def _keeps(self, slots: list[Slot], limits: Limits, cut: Cut) -> bool:
        """Whether every rail holds; where one does not, something is taken back and False is returned."""
        sizes = [(slot, slot.sized) for slot in slots if slot.sized is not None]
        whole = sum(sized.distance_m for _, sized in sizes)
        if whole > limits.cap_m and not all(slot.kind == "fixed" for slot in slots):
            return self._smaller(slots, limits, cut)
        for step in limits.steps:
            lower = min(step, cut.ceiling_m - GRID_M)
            if step < whole < step * (1 + LEAST_RISE) and lower > step - 4 * GRID_M:
                cut.ceiling_m = lower
                return False
        ran: list[tuple[dt.date, int]] = []
        for slot, sized in sizes:
            limit = limits.spike(slot.date, ran)
            if sized.distance_m > limit and slot.kind != "fixed":
                return self._lower(slot, slots, limit, limits, cut)
            ran.append((slot.date, sized.distance_m))
            little = limits.longest_m < sized.distance_m < limits.longest_m + LONG_STEP_M
            if little and slot.kind in {"strides", "quality"}:
                return self._lower(slot, slots, limits.longest_m, limits, cut)
        long = next((pair for pair in sizes if pair[0].kind == "long"), None)
        for slot, sized in sizes:
            # A long run shorter than quality, for want of volume: the quality gives way.
            if (
                long
                and slot.kind == "quality"
                and not slot.taper
                and sized.distance_m > long[1].distance_m < long[0].most_m
            ):
                return self._lower(slot, slots, math.inf, limits, cut)
        longest = max((sized.distance_m for _, sized in sizes), default=0)
        if len(sizes) >= MANY_RUNS and longest < LEAST_SHARE * min(whole, cut.ceiling_m):
            cut.ceiling_m = longest / LEAST_SHARE
            return False
        share = self.rails.long_share_for(len(sizes))
        if share is not None:
            slot, sized = max(sizes, key=lambda pair: (pair[1].distance_m, pair[0].date))
            most = share * whole
            if slot.kind == "quality":
                most = min(most, QUALITY_SHARE * whole)
            if slot.kind == "long":
                # Of the week as it should be: where short days make it small, the rail alone holds.
                usual = limits.share_for(len(sizes))
                most = min(most, usual * min(max(whole, limits.target_m), limits.wanted_share * whole))
            if sized.distance_m > most and slot.kind != "fixed":
                return self._lower(slot, slots, min(sized.distance_m - 1, most), limits, cut)
        for zone in ("T", "I", "R"):
            cap = self.rails.zone_cap(zone, whole) * MARGIN
            if sum(sized.zones_m.get(zone, 0) for _, sized in sizes) > cap and self._softer(
                slots, zone, limits, cut
            ):
                return False
        minutes = sum(sized.duration_s for _, sized in sizes)
        hard = sum(sized.hard_s for _, sized in sizes)
        warn = self.rails.rails["intensity-share"].warn or 0.25
        return not (hard > warn * MARGIN * minutes and self._softer(slots, "", limits, cut))

    def _smaller(self, slots: list[Slot], limits: Limits, cut: Cut) -> bool:
        loose = [slot for slot in slots if slot.kind in {"easy", "strides", "long"} and slot.metres > GRID_M]
        if not loose:
            return self._make_room(slots, limits, cut)
        big = max(loose, key=lambda slot: (slot.metres, slot.date))
        big.most_m = big.metres - GRID_M
        return False

    def _lower(self, slot: Slot, slots: list[Slot], limit: float, limits: Limits, cut: Cut) -> bool:
        if slot.kind == "quality":
            if slot.extra_min:
                slot.extra_min = 0
            elif slot.rung > 0:
                slot.rung -= 1
            else:
                self._to_easy(slot, slots, limits, cut)
                if slot.kind != "quality":
                    slot.most_m = min(slot.most_m, limit)
            return False
        over = (slot.sized.distance_m - slot.metres) if slot.sized else 0
        slot.most_m = min(slot.most_m, on_grid(limit - over))
        if slot.most_m < LEAST_M:
            if slot.kind == "strides":
                slot.kind = "easy"
                slot.most_m = float(on_grid(limit))
            if slot.most_m < LEAST_M:
                slots.remove(slot)
        return False

    def _softer(self, slots: list[Slot], zone: str, limits: Limits, cut: Cut) -> bool:
        """Take back work in the zone (any above E for ""); False where only standing runs hold it."""
        holding = [
            slot
            for slot in slots
            if slot.sized is not None
            and slot.kind in {"quality", "long"}
            and (slot.sized.zones_m.get(zone, 0) if zone else slot.sized.hard_s)
        ]
        if not holding:
            return False
        # A rung lower where there is one; at the lowest the long run's own work goes before a session does.
        lower = [each for each in holding if each.rung > 0]
        lower = lower or [each for each in holding if each.kind == "long"] or holding
        slot = max(lower, key=lambda each: (each.sized.hard_s if each.sized else 0, each.date))
        if slot.kind == "long" or slot.rung > 0:
            slot.rung -= 1
        else:
            self._to_easy(slot, slots, limits, cut)
        return True


def _stepped(metres: float, longest_m: int) -> int:
    """On the grid, and never a longest run by a few hundred metres."""
    whole = on_grid(metres)
    return on_grid(longest_m) if longest_m < whole < longest_m + LONG_STEP_M else whole
