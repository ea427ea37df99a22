"""What a watch holds a step to: a range of speed, a range of heart rate, or nothing.

Jogs, walks, rests, strides, uphills and steps by effort have no target. What the coach wrote into a step
(a pace, a share of maximum or threshold heart rate) goes before the choice for the whole plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planforge.models.pace_figures import HeartModel
from planforge.models.pace_models import HeartRates
from planforge.models.pace_sheet import HeartZone, HeartZones, PaceSheet
from planforge.models.plan import ZoneName
from planforge.models.profile import Profile
from planforge.models.season import RunStep
from planforge.models.watch import WatchTarget
from planforge.units import Units, pace_number

# A pace the coach wrote as one figure gets the width of the zones (running/paces), ± 1 % [default].
HALF_WIDTH = 0.01
# A share of heart rate written as one figure: ± 1 percent point [default].
HALF_SHARE = 1
# Easy running has only an upper limit: a watch that complains on a walked hill is a watch that is ignored.
# FIT has no range without a lower end, so it lies below what any runner shows at the start [default].
LOWEST_BPM = 40
UNTARGETED = frozenset({"strides", "hill", "walk", "walk down", "walk back", "rest", "jog down", "jog back"})
# Zones of the plan in Friel's, as running/amounts counts them: E below 90 % of threshold, M to 95, T to 103.
FRIEL: Mapping[ZoneName, tuple[str, str]] = {"E": ("1", "2"), "M": ("3", "3"), "T": ("4", "5a")}


@dataclass(frozen=True)
class Target:
    """The ranges of one step, and the same as intervals.icu writes it; all empty: no target."""

    slow_mm_s: int | None = None
    fast_mm_s: int | None = None
    low_bpm: int | None = None
    high_bpm: int | None = None
    notation: str = ""


@dataclass(frozen=True)
class Aims:
    """What the steps of a plan are aimed at. I and R have no heart rate: it lags behind work of minutes."""

    target: WatchTarget
    unit: Units
    model: HeartModel | None = None
    ranges: Mapping[ZoneName, tuple[int, int]] = field(default_factory=dict)  # low and high beats
    maximum: int | None = None
    threshold: int | None = None


def aims_of(profile: Profile, sheet: PaceSheet | None, shares: HeartRates, *, paces: bool) -> Aims:
    """The choice of the profile, else pace where the plan has paces, else heart rate where one was measured.

    An estimated maximum is 11 beats and more off in one runner of three, so it is used only when asked for.
    """
    chosen = profile.watch.target
    zones = {} if sheet is None else {zones.model: zones for zones in sheet.heart_rate}
    running = profile.running
    models: tuple[HeartModel, ...] = ("maximum", "threshold")
    if chosen == "heart_rate":
        models = (*models, "estimate")
    model = next((model for model in models if model in zones), None)
    aims = Aims(
        target="none",
        unit=profile.units,
        model=model,
        ranges={} if model is None else _ranges(zones[model], shares),
        maximum=running.max_heart_rate,
        threshold=running.threshold_heart_rate,
    )
    if chosen is None:
        chosen = "pace" if paces else "heart_rate" if aims.ranges else "none"
    return replace(aims, target=chosen)


def _ranges(zones: HeartZones, shares: HeartRates) -> dict[ZoneName, tuple[int, int]]:
    """Low and high beats of E, M and T; the bands of the sheet stand in the order of the shares."""
    friel = zones.model == "threshold"
    names = [name for name, _ in shares.threshold_lows] if friel else list(shares.maximum)
    bands: dict[str, HeartZone] = dict(zip(names, zones.zones, strict=True))
    ranges: dict[ZoneName, tuple[int, int]] = {}
    for zone, of_friel in FRIEL.items():
        ends = of_friel if friel else (zone, zone)
        if ends[0] in bands and ends[1] in bands and (high := bands[ends[1]].high_bpm) is not None:
            ranges[zone] = (LOWEST_BPM if zone == "E" else bands[ends[0]].low_bpm or LOWEST_BPM, high)
    return ranges


def target_of(step: RunStep, aims: Aims, *, recovery: bool = False) -> Target:
    """The target of one step of a run; `recovery`: easy running between repeats, where the heart lags."""
    if aims.target == "none" or step.text in UNTARGETED:
        return Target()
    if step.stated_pace and step.pace_s_per_km is not None:
        return _speed(step.pace_s_per_km, aims.unit)
    if step.heart_rate is not None:
        return _stated_heart(step, aims)
    if step.text in {"jog", "hard"}:
        return Target()
    if aims.target == "pace":
        return Target() if step.pace_s_per_km is None else _speed(step.pace_s_per_km, aims.unit)
    return Target() if recovery else _zone_heart(step, aims)


def _speed(pace: tuple[float, float], unit: Units) -> Target:
    slow, fast = pace
    if slow == fast:
        half = max(round(slow * HALF_WIDTH), 1)
        slow, fast = slow + half, fast - half
    ends = [pace_number(end, unit) for end in (slow, fast)]
    said = ends[0] if ends[0] == ends[1] else f"{ends[0]}-{ends[1]}"
    return Target(
        slow_mm_s=round(1_000_000 / slow),
        fast_mm_s=round(1_000_000 / fast),
        notation=f"{said}/{unit} Pace",
    )


def _zone_heart(step: RunStep, aims: Aims) -> Target:
    if step.zone is None:
        return Target()
    first, last = aims.ranges.get(step.zone), aims.ranges.get(step.ends_in or step.zone)
    return Target() if first is None or last is None else _heart(first[0], last[1], aims)


def _stated_heart(step: RunStep, aims: Aims) -> Target:
    """A share the coach wrote, where the rate it is a share of is known."""
    assert step.heart_rate is not None
    of_threshold = step.heart_rate_of == "LTHR"
    whole = aims.threshold if of_threshold else aims.maximum
    low, high = step.heart_rate
    if low == high:
        low, high = low - HALF_SHARE, high + HALF_SHARE
    if whole is None:
        return Target()
    said = f"{low}-{high}% {'LTHR' if of_threshold else 'HR'}"
    return Target(low_bpm=_beats(whole * low), high_bpm=_beats(whole * high), notation=said)


def _beats(hundredths: int) -> int:
    return (hundredths + 50) // 100


def _heart(low: int, high: int, aims: Aims) -> Target:
    """intervals.icu knows shares of the rates in its own settings, and no range without a lower end."""
    whole = aims.threshold if aims.model == "threshold" else aims.maximum
    said = ""
    if whole is not None and low > LOWEST_BPM:
        kind = "LTHR" if aims.model == "threshold" else "HR"
        said = f"{round(100 * low / whole)}-{round(100 * high / whole)}% {kind}"
    return Target(low_bpm=low, high_bpm=high, notation=said)
