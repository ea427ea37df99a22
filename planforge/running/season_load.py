"""The load of every week of a season: its sRPE, and what the load models say of it, for information.

What came before the plan is taken to be like its first full week, scaled to the athlete's own weekly distance
[default]; so fitness and fatigue begin level, and the first weeks are measured against a real past.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from planforge.models.load_models import LoadModels
from planforge.models.loads import WeekLoad
from planforge.models.season import Run, Season, SeasonWeek
from planforge.running.load import (
    Averages,
    Form,
    acwr_coupled,
    acwr_uncoupled,
    after,
    averages_after,
    monotony,
    session_load,
    strain,
)

PAST_DAYS = 28  # as far as the longest window looks back


def run_load(run: Run, models: LoadModels) -> float:
    """RPE of the run's kind × its minutes, the warm-up included."""
    rpe = models.rpe_of("race" if run.kind == "race" else run.type)
    return session_load(rpe, run.duration_s / 60)


def season_loads(
    season: Season,
    strength_s: Mapping[dt.date, int],
    models: LoadModels,
    weekly_m: int,
    *,
    lifts: bool,
) -> tuple[WeekLoad, ...]:
    """One entry a week; `strength_s` are seconds of strength by date, `weekly_m` the athlete's own week.

    `lifts`: strength work is nothing new, so that the weeks before the plan held it too.
    """
    daily = {
        day.date: sum(run_load(run, models) for run in day.runs)
        + session_load(models.strength, strength_s.get(day.date, 0) / 60)
        for week in season.weeks
        for day in week.days
    }
    past = _past_day(season, strength_s, models, weekly_m, lifts)
    series = [past] * PAST_DAYS
    form, averages = Form(past, past), Averages(past, past)
    found = []
    for week in season.weeks:
        loads = [daily[day.date] for day in week.days]
        series += loads
        form = after(loads, form)
        averages = averages_after(loads, averages)
        whole = len(loads) == 7
        # Seven days at a time back from the last one, so that a short week has its seven days too.
        recent = [sum(series[-7 * back : len(series) - 7 * (back - 1)]) for back in (4, 3, 2, 1)]
        found.append(
            WeekLoad(
                week=week.number,
                load=sum(loads),
                monotony=monotony(loads) if whole else None,
                strain=strain(loads) if whole else None,
                no_variation=whole and monotony(loads) is None,
                acwr_coupled=acwr_coupled(recent),
                acwr_uncoupled=acwr_uncoupled(recent),
                acwr_ewma=averages.ratio,
                fitness=form.fitness,
                fatigue=form.fatigue,
                form=form.form,
            )
        )
    return tuple(found)


def _past_day(
    season: Season, strength_s: Mapping[dt.date, int], models: LoadModels, weekly_m: int, lifts: bool
) -> float:
    """The load of a day before the plan: the first full week's, for the distance the athlete ran."""
    like = _first_full(season)
    if like is None:
        return 0.0
    running = sum(run_load(run, models) for day in like.days for run in day.runs)
    lifted = sum(session_load(models.strength, strength_s.get(day.date, 0) / 60) for day in like.days)
    return (running * weekly_m / like.distance_m + (lifted if lifts else 0.0)) / 7


def _first_full(season: Season) -> SeasonWeek | None:
    """The first week of seven days with running and no race, else the first with any running."""
    run = [week for week in season.weeks if week.distance_m]
    full = [
        week
        for week in run
        if len(week.days) == 7 and not any(one.kind == "race" for day in week.days for one in day.runs)
    ]
    return next(iter([*full, *run]), None)
