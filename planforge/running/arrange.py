"""Which day holds what: every assignment of a week's runs and strength places to its days has a cost.

The cheapest assignment that keeps the hard rules is taken. The cost terms are named in
`templates/guard_rails.yaml` under `costs`; the preferences are those of science/running.md section 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from planforge.models.guard_rails import Costs

Role = Literal["long", "quality", "easy"]
QUARTER_S = 900
LONG_SHORT = 4  # a quarter of an hour that the long run lacks costs so many times that of another run


@dataclass(frozen=True)
class Place:
    """One day of the week as the search sees it."""

    weekday: int
    run: bool
    quality: bool
    long: bool
    hard: bool  # a race or a hard standing run stands here
    busy: bool  # any race or standing run
    seconds: int | None
    strength: bool
    split: bool
    listed: bool
    heavy: bool
    near_race: bool


@dataclass(frozen=True)
class Need:
    """What the week asks for, and what stands before and after it."""

    runs: int  # to be placed, standing runs and races not counted
    long: bool
    long_day: int | None  # the coach's weekday
    long_hard: bool
    quality: int
    strength: int
    long_s: int  # seconds that each role wants, in quarters of an hour
    quality_s: int
    easy_s: int
    strength_s: int
    least_strength_s: int
    long_before: bool  # yesterday, the Sunday before, held the long run
    hard_before: bool
    hard_after: bool  # the Monday after is hard already
    strength_before: int  # days from the last strength session to this week's Monday
    pattern: tuple[str, ...]  # the week before by weekday: long, quality, easy, and "+" for strength
    apart: int  # least days between two strength sessions


@dataclass(frozen=True)
class Arrangement:
    """Weekdays by role, each in order; a role that found no day is simply not there."""

    long: int | None
    quality: tuple[int, ...]
    easy: tuple[int, ...]
    strength: tuple[int, ...]

    def pattern(self) -> tuple[str, ...]:
        """The week by weekday, for the next week to resemble."""
        marks = ["rest"] * 7
        for weekday in self.easy:
            marks[weekday] = "easy"
        for weekday in self.quality:
            marks[weekday] = "quality"
        if self.long is not None:
            marks[self.long] = "long"
        return tuple(mark + ("+" if day in self.strength else "") for day, mark in enumerate(marks))


class Arranger:
    """Searches a week once for each different week; weeks that ask the same get the same answer."""

    def __init__(self, costs: Costs) -> None:
        self.costs = costs
        self._known: dict[tuple[tuple[Place, ...], Need], Arrangement] = {}

    def arrange(self, places: tuple[Place, ...], need: Need) -> Arrangement:
        """The cheapest arrangement; with fewer fitting days than runs, as many runs as there are days."""
        key = (places, need)
        if key not in self._known:
            self._known[key] = self._search(places, need)
        return self._known[key]

    def strength_days(
        self, places: tuple[Place, ...], long: int | None, quality: tuple[int, ...], easy: tuple[int, ...],
        need: Need,
    ) -> tuple[int, ...]:  # fmt: skip
        """The cheapest strength days beside runs that stand already."""
        return self._strength({place.weekday: place for place in places}, long, quality, easy, need)[1]

    def _search(self, places: tuple[Place, ...], need: Need) -> Arrangement:
        days = {place.weekday: place for place in places}
        open_days = [place.weekday for place in places if place.run]
        runs = min(need.runs, len(open_days))
        frames = sorted(self._frames(days, open_days, runs, need), key=lambda frame: frame[0])
        best: tuple[float, Arrangement] | None = None
        for cost, long, quality in frames:
            if best is not None and cost >= best[0]:
                break
            free = [day for day in open_days if day != long and day not in quality]
            count = runs - len(quality) - (long is not None)
            for easy in combinations(free, min(count, len(free))):
                whole = cost + self._easy_cost(days, long, quality, easy, need)
                if best is not None and whole >= best[0]:
                    continue
                strength_cost, strength = self._strength(days, long, quality, easy, need)
                whole += strength_cost
                if best is None or whole < best[0] - 1e-9:
                    best = (whole, Arrangement(long, quality, easy, strength))
        assert best is not None  # the frame without long run and quality always stands
        return best[1]

    def _frames(
        self, days: dict[int, Place], open_days: list[int], runs: int, need: Need
    ) -> Iterator[tuple[float, int | None, tuple[int, ...]]]:
        """Every long day with every set of quality days that keeps the hard rules, and its cost."""
        for long, long_cost in self._long_days(days, open_days, runs, need):
            fitting = [
                day for day in open_days if days[day].quality and self._quality_stands(days, day, long, need)
            ]
            room = runs - (long is not None)
            for count in range(min(need.quality, room, len(fitting)) + 1):
                missing = (need.quality - count) * self.costs.quality_missing
                for quality in combinations(fitting, count):
                    if any(later - earlier < 2 for earlier, later in pairwise(quality)):
                        continue
                    yield (
                        long_cost + missing + self._quality_cost(days, long, quality, need),
                        long,
                        quality,
                    )

    def _long_days(
        self, days: dict[int, Place], open_days: list[int], runs: int, need: Need
    ) -> list[tuple[int | None, float]]:
        fitting = [day for day in open_days if days[day].long]
        if not need.long or not fitting or runs == 0:
            return [(None, 0.0)]
        if need.long_day in fitting:
            fitting = [need.long_day]
        return [
            (day, self.costs.long_weekday[day] + self._short(days[day], need.long_s) * LONG_SHORT)
            for day in fitting
        ]

    def _quality_stands(self, days: dict[int, Place], day: int, long: int | None, need: Need) -> bool:
        """Never on the day after the long run, never beside another hard day."""
        if day == 0 and (need.long_before or need.hard_before):
            return False
        if day == 6 and need.hard_after:
            return False
        if any(near in days and days[near].hard for near in (day - 1, day + 1)):
            return False
        if long is None:
            return True
        return day not in (long, long + 1) and not (need.long_hard and day == long - 1)

    def _quality_cost(
        self, days: dict[int, Place], long: int | None, quality: tuple[int, ...], need: Need
    ) -> float:
        cost = 0.0
        for day in quality:
            cost += self.costs.quality_weekday[day] + self._short(days[day], need.quality_s)
            if long is not None and day == long - 1:
                cost += self.costs.quality_before_long
        hard = {*quality, *(day for day, place in days.items() if place.hard)}
        if long is not None:
            hard.add(long)
            if long == 0 and (need.long_before or (need.hard_before and need.long_hard)):
                cost += self.costs.quality_missing
            # A hard standing run on the day after the long run, or touching a hard one, is to be avoided.
            if long + 1 in days and days[long + 1].hard:
                cost += self.costs.quality_missing
            if need.long_hard and any(near in days and days[near].hard for near in (long - 1, long + 1)):
                cost += self.costs.quality_missing
            if long == 6 and need.hard_after:
                cost += self.costs.quality_missing
        ordered = sorted(hard)
        for earlier, later in pairwise(ordered):
            cost += self.costs.quality_gap * max(0, 3 - (later - earlier))
        return cost

    def _easy_cost(
        self,
        days: dict[int, Place],
        long: int | None,
        quality: tuple[int, ...],
        easy: tuple[int, ...],
        need: Need,
    ) -> float:
        running = {*quality, *easy, *(day for day, place in days.items() if place.busy)}
        if long is not None:
            running.add(long)
        cost = 0.0
        row = longest = 0
        for day in range(7):
            row = row + 1 if day in running else 0
            longest = max(longest, row)
        if len(running) <= 5:
            cost += self.costs.easy_spread * max(0, longest - 3)
        ordered = sorted(running)
        if len(days) == 7 and len(ordered) > 1:
            even = -(-7 // len(ordered))
            around = zip(ordered, [*ordered[1:], ordered[0] + 7], strict=True)
            cost += self.costs.uneven_days * sum(max(0, later - earlier - even) for earlier, later in around)
        if long is not None and (long - 1) in running and ((long + 1) % 7 in running or long == 6):
            cost += self.costs.no_rest_by_long
        if (long is not None and long + 1 in running) or (need.long_before and 0 in running):
            cost += self.costs.easy_after_long
        for day in easy:
            cost += self._short(days[day], need.easy_s)
        for day in days:
            mark = (
                "long" if day == long else "quality" if day in quality else "easy" if day in easy else "rest"
            )
            if need.pattern and need.pattern[day].rstrip("+") != mark and not days[day].busy:
                cost += self.costs.pattern
        return cost

    def _strength(
        self,
        days: dict[int, Place],
        long: int | None,
        quality: tuple[int, ...],
        easy: tuple[int, ...],
        need: Need,
    ) -> tuple[float, tuple[int, ...]]:
        """The cheapest strength days beside these runs; a session that finds none costs most."""
        if not need.strength:
            return 0.0, ()
        single: dict[int, float] = {}
        for day, place in days.items():
            if not place.strength or not place.listed:
                continue
            if day == long and not self._after_long(place, need):
                continue
            if day + need.strength_before < need.apart:
                continue
            hard_here = day in quality or place.hard
            if hard_here and not place.split:
                continue
            single[day] = self._strength_cost(days, day, long, quality, easy, hard_here, need)
        best = (need.strength * self.costs.strength_missing, ())  # type: tuple[float, tuple[int, ...]]
        for count in range(1, need.strength + 1):
            missing = (need.strength - count) * self.costs.strength_missing
            for chosen in combinations(single, count):
                gaps = [later - earlier for earlier, later in pairwise(chosen)]
                if any(gap < need.apart for gap in gaps):
                    continue
                cost = missing + sum(single[day] for day in chosen)
                cost += sum(self.costs.strength_gap * max(0, 3 - gap) for gap in gaps)
                if cost < best[0] - 1e-9:
                    best = (cost, chosen)
        return best

    def _strength_cost(
        self, days: dict[int, Place], day: int, long: int | None, quality: tuple[int, ...],
        easy: tuple[int, ...], hard_here: bool, need: Need,
    ) -> float:  # fmt: skip
        place = days[day]
        if day == long:
            return self.costs.strength_after_long + (
                0.0 if not need.pattern or need.pattern[day].endswith("+") else self.costs.pattern
            )
        tomorrow = day + 1
        hard_tomorrow = (
            tomorrow == long
            or tomorrow in quality
            or (tomorrow in days and days[tomorrow].hard)
            or (day == 6 and need.hard_after)
        )
        cost = self.costs.strength_light if hard_tomorrow or not place.heavy else 0.0
        if place.near_race:
            cost += self.costs.strength_near_race
        runs_here = day in easy or day in quality or place.busy
        if not runs_here:
            cost += self.costs.strength_on_free_day
        run_s = need.quality_s if hard_here else need.easy_s if runs_here else 0
        cost += self._short(place, run_s + need.strength_s)
        if need.pattern and not need.pattern[day].endswith("+"):
            cost += self.costs.pattern
        return cost

    @staticmethod
    def _after_long(place: Place, need: Need) -> bool:
        """Whether strength may follow the long run: an easy one, in a day whose minutes hold both.

        Contract: strength stands after an easy run. As the last choice, where no other day has room.
        """
        holds = place.seconds is None or place.seconds >= need.long_s + need.least_strength_s
        return holds and not need.long_hard and not place.hard

    def _short(self, place: Place, seconds: int) -> float:
        if place.seconds is None or place.seconds >= seconds:
            return 0.0
        return self.costs.minutes_short * (seconds - place.seconds) / QUARTER_S
