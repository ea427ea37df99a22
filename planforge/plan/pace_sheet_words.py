"""The pace sheet in words: every model named, figures rounded as a coach says them."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.models.pace_figures import HeartBand, HeartFigures, PaceFigures, Range
from planforge.models.pace_sheet import HeartZone, HeartZones, PaceSheet, SheetTable
from planforge.models.profile import Profile
from planforge.models.words import Words
from planforge.plan.pace_words import ZONES, distance_name, result_text
from planforge.units import METRES, Units, clock_text, pace_number

EASY_GRID_S = 5  # easy paces are said on fives
NARROW_RACES = 5  # columns of predictions that a narrow page has room for


def sheet_record(profile: Profile, figures: PaceFigures, words: Words) -> PaceSheet:
    """The sheet of one athlete; what needs a result is left away without one."""
    unit = profile.units
    tables = []
    if figures.vdot is not None:
        tables += [_zones(profile, figures, words), _races(profile, figures, words)]
    heart = tuple(_heart(one, words) for one in figures.heart)
    tables += [_heart_table(one, words) for one in heart]
    if not heart:
        tables.append(_table("heart_rate", words, notes=(words("sheet.heart_rate.unknown"),)))
    tables += [_time_off(figures, unit, words), _slopes(figures, unit, words), _weather(figures, unit, words)]
    tables.append(_advice(figures, unit, words))
    return PaceSheet(tables=tuple(tables), heart_rate=heart)


def _table(
    name: str,
    words: Words,
    columns: tuple[str, ...] = (),
    rows: Sequence[tuple[str, ...]] = (),
    notes: tuple[str, ...] = (),
    essential: int | None = None,
) -> SheetTable:
    return SheetTable(
        id=name,
        title=words(f"sheet.{name}.title"),
        columns=columns,
        rows=tuple(rows),
        notes=notes,
        essential=len(columns) if essential is None else essential,
    )


def _columns(name: str, words: Words, *ids: str, unit: Units = "km") -> tuple[str, ...]:
    return tuple(words(f"sheet.{name}.{column}", unit=unit) for column in ids)


def easy_text(slow: float, fast: float, unit: Units) -> str:
    """ "5:15–6:05": an easy range on fives in the unit, its fast end first."""
    ends = [seconds * METRES[unit] / 1000 for seconds in (fast, slow)]
    low, high = (clock_text(int(end / EASY_GRID_S + 0.5) * EASY_GRID_S) for end in ends)
    return low if low == high else f"{low}–{high}"


def _pace_range(slow: float, fast: float, unit: Units) -> str:
    low, high = pace_number(fast, unit), pace_number(slow, unit)
    return low if low == high else f"{low}–{high}"


def _other(unit: Units) -> Units:
    return "mi" if unit == "km" else "km"


def _zones(profile: Profile, figures: PaceFigures, words: Words) -> SheetTable:
    own, other = profile.units, _other(profile.units)
    rows = []
    for zone in ZONES:
        slow, fast = figures.zones[zone]
        said = words.entry(f"plan.zones.{zone}")
        text = easy_text if zone == "E" else _pace_range
        name = words("sheet.zones.zone_name", zone=zone, name=said["name"])
        rows.append((name, text(slow, fast, own), text(slow, fast, other), said["use"], said["effort"]))
    columns = (
        words("sheet.zones.zone"),
        words("sheet.zones.per", unit=own),
        words("sheet.zones.per", unit=other),
        words("sheet.zones.use"),
        words("sheet.zones.effort"),
    )
    return _table("zones", words, columns, rows, (words("sheet.zones.note"),), essential=3)


def _races(profile: Profile, figures: PaceFigures, words: Words) -> SheetTable:
    running, unit = profile.running, profile.units
    result = running.recent_result
    if result is None or figures.vdot is None or figures.direct_vdot is None:
        raise ValueError("predictions need a result")
    none = words("sheet.none")
    ids = ["distance", "vdot", "riegel", "cameron"]
    ids += ["own"] if figures.own_exponent is not None else []
    critical = figures.critical_speed is not None and any(race.critical_s for race in figures.races)
    ids += ["critical"] if critical else []
    rows = []
    for race in figures.races:
        cells = {
            "distance": distance_name(race.metres, unit, words),
            "vdot": clock_text(race.vdot_s),
            "riegel": none if race.riegel_s is None else clock_text(race.riegel_s),
            "cameron": clock_text(race.cameron_s),
            "own": none if race.own_s is None else clock_text(race.own_s),
            "critical": none if race.critical_s is None else clock_text(race.critical_s),
        }
        rows.append(tuple(cells[name] for name in ids))
    facts = {
        "result": result_text(result, unit, words),
        "vdot": f"{figures.vdot:.1f}",
        "direct": f"{figures.direct_vdot:.1f}",
    }
    notes = [words("sheet.races.note", **facts), words("sheet.races.opinions")]
    if figures.own_exponent is not None:
        notes.append(words("sheet.races.own_note", exponent=f"{figures.own_exponent:.3f}"))
    if figures.critical_speed is not None:
        pace = pace_number(1000 / figures.critical_speed, unit)
        notes.append(words("sheet.races.critical_note", pace=pace, unit=unit))
    columns = _columns("races", words, *ids)
    return _table("races", words, columns, rows, tuple(notes), essential=min(len(columns), NARROW_RACES))


def _heart(figures: HeartFigures, words: Words) -> HeartZones:
    name = f"sheet.heart_rate.{figures.model}"
    names = words.entry(f"{name}.zones")
    return HeartZones(
        model=figures.model,
        title=words(f"{name}.title", **figures.facts),
        estimate=figures.model == "estimate",
        note=words(f"{name}.note", **figures.facts),
        zones=tuple(
            HeartZone(name=names[band.name], low_bpm=band.low, high_bpm=band.high, text=_beats(band, words))
            for band in figures.bands
        ),
    )


def _beats(band: HeartBand, words: Words) -> str:
    if band.low is None:
        return words("sheet.heart_rate.up_to", high=band.high)
    if band.high is None:
        return words("sheet.heart_rate.from", low=band.low)
    if band.low == band.high:
        return str(band.low)
    return words("sheet.heart_rate.range", low=band.low, high=band.high)


def _heart_table(zones: HeartZones, words: Words) -> SheetTable:
    return SheetTable(
        id=f"heart_rate_{zones.model}",
        title=zones.title,
        columns=_columns("heart_rate", words, "zone", "beats"),
        rows=tuple((zone.name, zone.text) for zone in zones.zones),
        notes=(zones.note,),
        essential=2,
    )


def _share(factor: float) -> str:
    return f"{factor * 100:.1f} %"


def _time_off(figures: PaceFigures, unit: Units, words: Words) -> SheetTable:
    rows = []
    ids = ["days", "factor", "vdot", "pace", "pace_cross", "load"]
    if figures.vdot is None:
        ids = ["days", "factor", "factor_cross", "load"]
    for one in figures.time_off:
        cells = {
            "days": str(one.days),
            "factor": _share(one.factor),
            "factor_cross": _share(one.factor_cross),
            "vdot": "" if one.vdot is None else f"{one.vdot:.1f}",
            "pace": "" if one.threshold is None else pace_number(one.threshold, unit),
            "pace_cross": "" if one.threshold_cross is None else pace_number(one.threshold_cross, unit),
            "load": ", ".join(
                words("sheet.time_off.part", days=days, share=f"{share * 100:.0f}")
                for days, share in one.back
            )
            or words("sheet.time_off.as_before"),
        }
        rows.append(tuple(cells[name] for name in ids))
    note = words("sheet.time_off.note")
    return _table(
        "time_off", words, _columns("time_off", words, *ids, unit=unit), rows, (note,), essential=len(ids) - 1
    )


def _signed(percent: float) -> str:
    return f"{percent:+g} %".replace("-", "−") if percent else "0 %"


def _times(factor: float) -> str:
    """ "× 1.06": two decimals, a half up."""
    return f"× {int(factor * 100 + 0.5 + 1e-9) / 100:.2f}"


def _slopes(figures: PaceFigures, unit: Units, words: Words) -> SheetTable:
    ids = (
        ["slope", "strava", "easy", "minetti"] if figures.vdot is not None else ["slope", "strava", "minetti"]
    )
    rows = []
    for one in figures.slopes:
        cells = {
            "slope": _signed(one.percent),
            "strava": _times(one.strava),
            "easy": "" if one.easy is None else easy_text(*one.easy, unit),
            "minetti": _times(one.minetti),
        }
        rows.append(tuple(cells[name] for name in ids))
    note = words("sheet.grade.note")
    return _table("grade", words, _columns("grade", words, *ids, unit=unit), rows, (note,))


def _degrees(celsius: float, unit: Units, words: Words) -> str:
    """Degrees as the athlete reads them: Fahrenheit beside miles, else Celsius."""
    if unit == "mi":
        return words("sheet.heat.fahrenheit", degrees=f"{celsius * 9 / 5 + 32:.0f}")
    return words("sheet.heat.celsius", degrees=f"{celsius:.0f}")


def _weather(figures: PaceFigures, unit: Units, words: Words) -> SheetTable:
    ids = ["weather", "dew", "hadley", "log_speed"] + (["pace"] if figures.vdot is not None else [])
    rows = []
    for one in figures.weather:
        cells = {
            "weather": words(
                "sheet.heat.air", degrees=_degrees(one.celsius, unit, words), humidity=one.humidity
            ),
            "dew": _degrees(one.dew_point, unit, words),
            "hadley": _slower(one.hadley, words),
            "log_speed": words("sheet.heat.percent", percent=f"{max(one.log_speed, 0):.1f}"),
            "pace": "" if one.threshold is None else pace_number(one.threshold, unit),
        }
        rows.append(tuple(cells[name] for name in ids))
    note = words("sheet.heat.note")
    columns = _columns("heat", words, *ids, unit=unit)
    return _table("heat", words, columns, rows, (note,))


def _slower(hadley: Range | None, words: Words) -> str:
    if hadley is None:
        return words("sheet.heat.nothing_hard")
    low, high = hadley
    percent = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return words("sheet.heat.percent", percent=percent)


TREADMILL_S_PER_KM = 1000 / 3.75  # Jones and Doust 1996: from 3.75 m/s on a slope of 1 % is needed


def _advice(figures: PaceFigures, unit: Units, words: Words) -> SheetTable:
    loss = [round((1 - share) * 100) for share in figures.altitude]
    notes = (
        words("sheet.advice.treadmill", pace=pace_number(TREADMILL_S_PER_KM, unit), unit=unit),
        words("sheet.advice.altitude", least=min(loss), most=max(loss)),
    )
    return _table("advice", words, notes=notes)
