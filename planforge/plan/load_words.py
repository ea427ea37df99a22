"""The load of the weeks as a reader sees it: whole units, ratios to two decimals."""

from __future__ import annotations

from planforge.models.loads import WeekLoad
from planforge.models.week_sums import LoadWeek
from planforge.models.words import Words


def load_records(loads: tuple[WeekLoad, ...], words: Words) -> tuple[LoadWeek, ...]:
    return tuple(_record(week, words) for week in loads)


def _record(week: WeekLoad, words: Words) -> LoadWeek:
    none = words("loads.none")
    load, strain = _whole(week.load), None if week.strain is None else _whole(week.strain)
    return LoadWeek(
        week=week.week,
        load=load,
        load_text=str(load),
        monotony=_ratio(week.monotony),
        monotony_text=words("loads.no_variation") if week.no_variation else _ratio_text(week.monotony, none),
        strain=strain,
        strain_text=none if strain is None else str(strain),
        acwr_coupled=_ratio(week.acwr_coupled),
        acwr_coupled_text=_ratio_text(week.acwr_coupled, none),
        acwr_uncoupled=_ratio(week.acwr_uncoupled),
        acwr_uncoupled_text=_ratio_text(week.acwr_uncoupled, none),
        acwr_ewma=_ratio(week.acwr_ewma),
        acwr_ewma_text=_ratio_text(week.acwr_ewma, none),
        fitness=round(week.fitness, 1),
        fitness_text=str(_whole(week.fitness)),
        fatigue=round(week.fatigue, 1),
        fatigue_text=str(_whole(week.fatigue)),
        form=round(week.form, 1) + 0.0,
        form_text=_signed(_whole(week.fitness) - _whole(week.fatigue)),
    )


def _whole(value: float) -> int:
    return int(value + 0.5)


def _ratio(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _ratio_text(value: float | None, none: str) -> str:
    return none if value is None else f"{value:.2f}"


def _signed(value: int) -> str:
    """ "+12", "−7", "0"; the difference of the two figures beside it, so that the row adds up."""
    return f"{value:+d}".replace("-", "−") if value else "0"
