"""Every pace model for one athlete: the figures behind the pace sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planforge.models.pace_figures import (
    HeartBand,
    HeartFigures,
    PaceFigures,
    RaceFigures,
    SlopeFigures,
    TimeOffFigures,
    WeatherFigures,
)
from planforge.models.pace_models import HeartRates, PaceModels
from planforge.models.profile import Profile
from planforge.running import altitude, grade, heart_rate, heat, second_opinion, time_off
from planforge.running.choose import age_on
from planforge.running.oxygen import direct_vdot
from planforge.running.paces import centre_pace, easy_range, predicted_time, riegel_time, vdot_of, zone_paces

ALTITUDE_KM = 2.0  # the height that the advice gives as its example


def pace_figures(
    profile: Profile, models: PaceModels, distances: Sequence[int], today: dt.date
) -> PaceFigures:
    """The figures; what needs a result is empty or None without one. `distances` are metres."""
    running = profile.running
    result = running.recent_result
    vdot = None if result is None else vdot_of(result.distance_m, result.time_s)
    others = [(float(one.distance_m), float(one.time_s)) for one in running.other_results]
    results = others if result is None else [(float(result.distance_m), float(result.time_s)), *others]
    exponent = second_opinion.exponent_of(results)
    critical = second_opinion.critical_speed_of(results)
    return PaceFigures(
        vdot=vdot,
        direct_vdot=None if result is None else direct_vdot(result.distance_m, result.time_s),
        zones={} if vdot is None else dict(zone_paces(vdot)),
        races=()
        if vdot is None
        else tuple(_race(metres, vdot, results[0], exponent, critical) for metres in distances),
        own_exponent=exponent,
        critical_speed=None if critical is None else critical.speed,
        heart=heart_figures(profile, models.heart_rate, today),
        time_off=tuple(_time_off(days, vdot, models) for days in models.time_off.shown),
        slopes=tuple(_slope(percent, vdot, models) for percent in models.grade.shown),
        weather=tuple(_weather(celsius, humidity, vdot, models) for celsius, humidity in models.heat.shown),
        altitude=(
            altitude.wehrlin(ALTITUDE_KM),
            altitude.not_acclimatised(ALTITUDE_KM),
            altitude.acclimatised(ALTITUDE_KM),
        ),
    )


def _race(
    metres: int,
    vdot: float,
    result: tuple[float, float],
    exponent: float | None,
    critical: second_opinion.CriticalSpeed | None,
) -> RaceFigures:
    run_m, run_s = result
    riegel = riegel_time(run_m, run_s, metres)
    covered = second_opinion.in_riegels_range(run_s) and second_opinion.in_riegels_range(riegel)
    return RaceFigures(
        metres=metres,
        vdot_s=predicted_time(metres, vdot),
        riegel_s=riegel if covered else None,
        cameron_s=second_opinion.cameron_time(run_m, run_s, metres),
        own_s=riegel_time(run_m, run_s, metres, exponent) if exponent is not None and covered else None,
        critical_s=None if critical is None else second_opinion.critical_time(critical, metres),
    )


def heart_figures(profile: Profile, shares: HeartRates, today: dt.date) -> tuple[HeartFigures, ...]:
    """Zones by each model that the file has the numbers for; a maximum by age is an estimate, and says so."""
    running = profile.running
    most, rest, threshold = (
        running.max_heart_rate,
        running.resting_heart_rate,
        running.threshold_heart_rate,
    )
    found = []
    age = age_on(profile, today)
    if most is not None:
        found.append(HeartFigures("maximum", {"maximum": most}, _of_maximum(most, shares)))
    elif age is not None:
        nes, tanaka = heart_rate.beats(heart_rate.nes_max(age)), heart_rate.beats(heart_rate.tanaka_max(age))
        facts = {"maximum": nes, "tanaka": tanaka, "error": heart_rate.ESTIMATE_ERROR, "age": age}
        found.append(HeartFigures("estimate", facts, _of_maximum(nes, shares)))
    if most is not None and rest is not None:
        bands = tuple(
            HeartBand(
                name,
                heart_rate.beats(heart_rate.karvonen(rest, most, low / 100)) if low else None,
                heart_rate.beats(heart_rate.karvonen(rest, most, high / 100)),
            )
            for name, (low, high) in shares.reserve.items()
        )
        found.append(HeartFigures("reserve", {"maximum": most, "rest": rest}, bands))
    if threshold is not None:
        lows = shares.threshold_lows
        starts = heart_rate.threshold_starts([low for _, low in lows], threshold)
        ends = [start - 1 for start in starts[1:]]
        bands = tuple(
            HeartBand(name, start if place else None, ends[place] if place < len(ends) else None)
            for place, ((name, _), start) in enumerate(zip(lows, starts, strict=True))
        )
        found.append(HeartFigures("threshold", {"threshold": threshold}, bands))
    return tuple(found)


def _of_maximum(most: int, shares: HeartRates) -> tuple[HeartBand, ...]:
    return tuple(
        HeartBand(zone, heart_rate.beats(most * low / 100), heart_rate.beats(most * high / 100))
        for zone, (low, high) in shares.maximum.items()
    )


def _time_off(days: int, vdot: float | None, models: PaceModels) -> TimeOffFigures:
    factor = time_off.factor_after(models.time_off.rows(cross_training=False), days)
    cross = time_off.factor_after(models.time_off.rows(cross_training=True), days)
    after, after_cross = (None, None) if vdot is None else (vdot * factor, vdot * cross)
    return TimeOffFigures(
        days=days,
        factor=factor,
        factor_cross=cross,
        vdot=after,
        vdot_cross=after_cross,
        threshold=None if after is None else centre_pace(after, "T"),
        threshold_cross=None if after_cross is None else centre_pace(after_cross, "T"),
        back=tuple((part.days, part.share) for part in time_off.load_after(days)),
    )


def _slope(percent: float, vdot: float | None, models: PaceModels) -> SlopeFigures:
    strava = grade.strava_factor(models.grade.rows, percent)
    easy = None
    if vdot is not None:
        slow, fast = easy_range(vdot)
        easy = slow * strava, fast * strava
    return SlopeFigures(percent, strava, grade.minetti_ratio(percent / 100), easy)


def _weather(celsius: float, humidity: int, vdot: float | None, models: PaceModels) -> WeatherFigures:
    table = models.heat.log_speed
    adjust = heat.adjust_at(table.temperatures, table.by_humidity, celsius, humidity)
    return WeatherFigures(
        celsius=celsius,
        humidity=humidity,
        dew_point=heat.dew_point(celsius, humidity),
        hadley=heat.hadley(models.heat.bands, heat.heat_sum(celsius, humidity)),
        log_speed=(heat.pace_in_heat(1.0, adjust) - 1) * 100,
        threshold=None if vdot is None else heat.pace_in_heat(centre_pace(vdot, "T"), adjust),
    )
