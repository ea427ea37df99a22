"""Paces as a reader sees them: zones, predictions, the goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planforge import units
from planforge.models.plan import Goal, Paces, Prediction, Zone, ZoneEffort, ZoneName
from planforge.models.profile import Profile, RecentResult
from planforge.models.words import Words
from planforge.plan import dates
from planforge.units import Units

ZONES: tuple[ZoneName, ...] = ("E", "M", "T", "I", "R")


def distance_name(metres: int, unit: Units, words: Words) -> str:
    """A race distance, told alike everywhere: by its name where it has one, else "400 m", "10.05 km"."""
    known = words.entry("plan.distances")
    return str(known[str(metres)]) if str(metres) in known else units.race_text(metres, unit)


def result_text(result: RecentResult, unit: Units, words: Words) -> str:
    """ "10 km in 47:30 on 8 Nov 2026"."""
    facts = {
        "distance": distance_name(result.distance_m, unit, words),
        "time": units.clock_text(result.time_s),
    }
    if result.date is None:
        return words("plan.result_undated", **facts)
    return words("plan.result", **facts, date=dates.medium(result.date, words))


def paces_record(
    profile: Profile,
    vdot: float,
    zone_paces: Mapping[ZoneName, tuple[int, int]],
    predicted: Mapping[int, int],
    words: Words,
) -> Paces:
    """The athlete's paces: zones as (slow, fast) in s/km, predictions as seconds by metres."""
    result = profile.running.recent_result
    if result is None:
        raise ValueError("paces need a recent result")
    zones = []
    for zone in ZONES:
        slow, fast = zone_paces[zone]
        text = words.entry(f"plan.zones.{zone}")
        zones.append(
            Zone(
                zone=zone,
                name=text["name"],
                slow_s_per_km=slow,
                fast_s_per_km=fast,
                text=units.pace_text(slow, fast, profile.units),
                use=text["use"],
                effort=text["effort"],
            )
        )
    return Paces(
        vdot=round(vdot, 2),
        vdot_text=f"{vdot:.1f}",
        result_distance_m=result.distance_m,
        result_s=result.time_s,
        result_text=result_text(result, profile.units, words),
        zones=tuple(zones),
        predictions=tuple(
            Prediction(
                distance_m=metres,
                name=distance_name(metres, profile.units, words),
                seconds=seconds,
                text=units.clock_text(seconds),
            )
            for metres, seconds in predicted.items()
        ),
    )


def zone_efforts(named: Iterable[ZoneName], words: Words) -> tuple[ZoneEffort, ...]:
    """These zones by how they feel, from the easiest on."""
    wanted = set(named)
    texts = {zone: words.entry(f"plan.zones.{zone}") for zone in ZONES if zone in wanted}
    return tuple(
        ZoneEffort(zone=zone, **{name: text[name] for name in ("name", "use", "effort")})
        for zone, text in texts.items()
    )


def goal_record(profile: Profile, predicted_s: int | None, words: Words) -> Goal | None:
    """The goal race with its target and, where paces are known, the predicted time."""
    goal = profile.goal
    if goal is None:
        return None
    return Goal(
        name=goal.race,
        date=goal.date,
        distance_m=goal.distance_m,
        date_text=dates.full(goal.date, words),
        distance_text=distance_name(goal.distance_m, profile.units, words),
        target_s=goal.target_s,
        target_text=None if goal.target_s is None else units.clock_text(goal.target_s),
        predicted_s=predicted_s,
        predicted_text=None if predicted_s is None else units.clock_text(predicted_s),
    )
