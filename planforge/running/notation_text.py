"""Steps written as notation: `parse(write(steps)) == steps` for whatever `parse` returned."""

from __future__ import annotations

from itertools import groupby

from planforge.models.season import RunStep
from planforge.units import METRES_PER_MILE

# Race names of the notation and their lengths in whole metres.
RACES: dict[str, int] = {
    "1500": 1500, "mile": 1609, "3k": 3000, "5k": 5000, "10k": 10_000, "15k": 15_000, "HM": 21_098,
}  # fmt: skip
RACE_NAMES = {metres: name for name, metres in RACES.items()}


def write(steps: tuple[RunStep, ...]) -> str:
    """The notation of a session; paces filled in from zones are left out, stated ones stand."""
    parts: list[str] = []
    for _, grouped in groupby(steps, key=lambda step: step.group):
        group = list(grouped)
        inner = ", ".join(_step(step) for step in group)
        repeat = group[0].repeat
        parts.append(f"{repeat}x({inner})" if repeat > 1 else inner)
    return "; ".join(parts)


def _step(step: RunStep) -> str:
    pieces = [size_text(step)]
    if step.ends_in is not None:
        pieces.append(f"progression {step.zone} to {step.ends_in}")
    elif step.zone is not None and not step.text:
        pieces.append(step.zone)
    elif step.text:
        pieces.append(step.text)
    if step.race_m is not None:
        pieces.append(f"@{RACE_NAMES[step.race_m]}")
    if step.pace_s_per_km is not None and step.stated_pace:
        pieces.append("@" + _pace(step.pace_s_per_km))
    if step.heart_rate is not None:
        pieces.append(f"@{_range(step.heart_rate)}% {step.heart_rate_of}")
    if step.rpe is not None:
        pieces.append(f"RPE {_range(step.rpe)}")
    return " ".join(pieces)


def size_text(step: RunStep) -> str:
    """A step's size as the notation has it: "1000 m", "2.5 km", "90 s", "15 min"."""
    if step.distance_m is not None:
        metres = step.distance_m
        if metres < 2000 or metres % 100:
            return f"{metres} m"
        return f"{metres // 1000} km" if metres % 1000 == 0 else f"{metres / 1000:.1f} km"
    if step.duration_s is None:
        raise ValueError("a step without a size")
    minutes, seconds = divmod(step.duration_s, 60)
    if not seconds and minutes > 1:
        return f"{minutes} min"
    return f"{step.duration_s} s" if step.duration_s < 120 else f"{minutes} min {seconds} s"


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}-{ends[1]}"


def _pace(pace: tuple[float, float]) -> str:
    slow, fast = pace
    per_mile = any(abs(end - round(end)) > 1e-6 for end in pace)
    factor, unit = (METRES_PER_MILE / 1000, "mi") if per_mile else (1.0, "km")
    ends = [_clock(round(end * factor)) for end in (fast, slow)]
    return f"{ends[0] if ends[0] == ends[1] else '-'.join(ends)}/{unit}"


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
