"""How far, how long and how much of each zone: steps turned into whole metres and seconds.

A zone's centre, in the middle of its slow and fast end, turns time into distance and back. Without a result
the paces of an assumed fitness do the same work (`paces.assumed_vdot`), and nothing of them is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planforge.models.plan import ZoneName
from planforge.models.season import RunStep
from planforge.running.paces import ZONES, pace_range, race_pace

ZonePaces = Mapping[ZoneName, tuple[float, float]]

WALK_S_PER_KM = 600.0  # [default] 6 km/h
# [default] An uphill at the effort of I is no faster over the ground than easy running: on slopes of
# 6 to 8 % the grade factors are 1.23 to 1.34 (Strava's, running science section 3).
HILL_ZONE: ZoneName = "E"
STRIDES_ZONE: ZoneName = "R"

# Where a race pace stands among the zones: M 42.2 km, T between 10 km and half, I near 5 km, R near 1500 m.
RACE_ZONES: tuple[tuple[int, ZoneName], ...] = ((2000, "R"), (8000, "I"), (25_000, "T"))
# Upper ends, half-open: Friel's run zones for LTHR, Daniels' for HRmax (running science, section 2).
LTHR_ZONES: tuple[tuple[float, ZoneName], ...] = ((90, "E"), (95, "M"), (103, "T"), (107, "I"))
HRMAX_ZONES: tuple[tuple[float, ZoneName], ...] = ((80, "E"), (88, "M"), (96, "T"))
# RPE to zone, the coaches' convention (recalled): E to 4, M 5, T 6 and 7, I from 8.
RPE_ZONES: tuple[tuple[float, ZoneName], ...] = ((4.5, "E"), (5.5, "M"), (7.5, "T"))


def with_paces(
    steps: tuple[RunStep, ...], zone_paces: ZonePaces, *, vdot: float | None = None
) -> tuple[RunStep, ...]:
    """The steps with their slow and fast s/km filled in; a pace the coach stated stands.

    Race paces need the VDOT. Jogs, walks, rests, strides, hills and steps by effort have no pace.
    """
    return tuple(replace(step, pace_s_per_km=_pace(step, zone_paces, vdot)) for step in steps)


def _pace(step: RunStep, zone_paces: ZonePaces, vdot: float | None) -> tuple[float, float] | None:
    if step.stated_pace:
        return step.pace_s_per_km
    if step.race_m is not None:
        if vdot is None:
            return None
        return pace_range(race_pace(step.race_m, vdot))
    if step.zone is None or step.text in {"jog", "jog down", "jog back"}:
        return None
    slow, fast = zone_paces[step.zone]
    return (slow, zone_paces[step.ends_in][1]) if step.ends_in else (slow, fast)


def totals(steps: tuple[RunStep, ...], zone_paces: ZonePaces) -> tuple[int, int]:
    """Whole metres and seconds of a session, repeats and recoveries counted.

    A jog goes at the slow end of E, a walk at 6 km/h, a rest covers nothing.
    """
    metres = seconds = 0.0
    for step in steps:
        step_metres, step_seconds = _size(step, zone_paces)
        metres += step.repeat * step_metres
        seconds += step.repeat * step_seconds
    return int(metres + 0.5), int(seconds + 0.5)


def zone_amounts(steps: tuple[RunStep, ...], zone_paces: ZonePaces) -> dict[ZoneName, tuple[int, int]]:
    """Whole metres and seconds in each zone, all five zones present.

    Race paces, stated paces, heart rates and RPE count in the zone they amount to; a progression is shared
    equally among the zones it passes; jogs are E. Strides, hills, walks and rests count nowhere.
    """
    sums: dict[ZoneName, tuple[float, float]] = dict.fromkeys(ZONES, (0.0, 0.0))
    for step in steps:
        zones = _zones(step, zone_paces)
        metres, seconds = _size(step, zone_paces)
        for zone in zones:
            share = step.repeat / len(zones)
            sums[zone] = (sums[zone][0] + share * metres, sums[zone][1] + share * seconds)
    return {zone: (int(metres + 0.5), int(seconds + 0.5)) for zone, (metres, seconds) in sums.items()}


def _zones(step: RunStep, zone_paces: ZonePaces) -> tuple[ZoneName, ...]:
    if step.zone is not None and step.ends_in is not None:
        return ZONES[ZONES.index(step.zone) : ZONES.index(step.ends_in) + 1]
    if step.text in {"strides", "hill", "walk", "walk down", "walk back", "rest"}:
        return ()
    zone = effort_zone(step, zone_paces)
    return () if zone is None else (zone,)


def effort_zone(step: RunStep, zone_paces: ZonePaces) -> ZoneName | None:
    """The zone a step amounts to: its own, else the one of its race, pace, heart rate or RPE."""
    if step.zone is not None:
        return step.zone
    if step.race_m is not None:
        return _below(step.race_m, RACE_ZONES, "M")
    if step.pace_s_per_km is not None:
        pace = sum(step.pace_s_per_km) / 2
        return min(ZONES, key=lambda zone: abs(_centre(zone_paces, zone) - pace))
    if step.heart_rate is not None:
        middle = sum(step.heart_rate) / 2
        return (
            _below(middle, LTHR_ZONES, "R")
            if step.heart_rate_of == "LTHR"
            else _below(middle, HRMAX_ZONES, "I")
        )
    if step.rpe is not None:
        return _below(sum(step.rpe) / 2, RPE_ZONES, "I")
    return None


def _below(value: float, table: tuple[tuple[float, ZoneName], ...], last: ZoneName) -> ZoneName:
    return next((zone for upper, zone in table if value < upper), last)


def _centre(zone_paces: ZonePaces, zone: ZoneName) -> float:
    return sum(zone_paces[zone]) / 2


def _speed(step: RunStep, zone_paces: ZonePaces) -> float | None:
    """Seconds per km that a step is counted at; None for standing still."""
    match step.text:
        case "rest":
            return None
        case "walk" | "walk down" | "walk back":
            return WALK_S_PER_KM
        case "jog" | "jog down" | "jog back" if not step.stated_pace:
            return zone_paces["E"][0]
        case "strides" if not step.stated_pace:
            return _centre(zone_paces, STRIDES_ZONE)
        case "hill" if not step.stated_pace:
            return _centre(zone_paces, HILL_ZONE)
    if step.ends_in is not None:
        passed = _zones(step, zone_paces)
        return sum(_centre(zone_paces, each) for each in passed) / len(passed)
    if step.pace_s_per_km is not None:
        return sum(step.pace_s_per_km) / 2
    return _centre(zone_paces, effort_zone(step, zone_paces) or "E")


def _size(step: RunStep, zone_paces: ZonePaces) -> tuple[float, float]:
    pace = _speed(step, zone_paces)
    if step.duration_s is not None:
        return (step.duration_s * 1000 / pace if pace else 0.0), float(step.duration_s)
    metres = float(step.distance_m or 0)
    return metres, metres / 1000 * (pace or 0.0)
