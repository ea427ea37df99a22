"""The load of a season's weeks: RPE × minutes by kind of run, and a past that begins level."""

from __future__ import annotations

import datetime as dt

import pytest

from athletes import shipped_library
from planforge.models.plan import RunType
from planforge.models.season import Run, Season, SeasonDay, SeasonWeek
from planforge.running.season_load import run_load, season_loads

MODELS = shipped_library().load_models
MONDAY = dt.date(2026, 11, 30)


def run(date: dt.date, kind: RunType | None, minutes: int, *, race: bool = False) -> Run:
    return Run(
        date=date, slot="race" if race else "run", kind="race" if race else "run", type=kind, title="",
        text="", steps=(), distance_m=minutes * 200, duration_s=minutes * 60, hard=False, key=False,
        origin="schedule",
    )  # fmt: skip


def week(number: int, minutes: list[int], kind: RunType = "easy") -> SeasonWeek:
    """A week with an easy run of so many minutes a day; 0 is rest."""
    start = MONDAY + dt.timedelta(weeks=number - 1)
    days = []
    for place, long in enumerate(minutes):
        date = start + dt.timedelta(days=place)
        runs = (run(date, kind, long),) if long else ()
        days.append(SeasonDay(date, None, away=False, away_strength=False, runs=runs, strength=None))
    return SeasonWeek(number, start, start + dt.timedelta(days=6), "base", "load", tuple(days))


def season(*weeks: SeasonWeek) -> Season:
    return Season(
        schedule_id="base", schedule_name="Base", level="beginner", start=weeks[0].start, end=weeks[-1].end,
        goal_date=None, race_dates=(), phases=(), weeks=weeks, notices=(),
    )  # fmt: skip


PLAIN = [30, 0, 40, 0, 30, 0, 60]  # 160 minutes, 32 km at 5:00


@pytest.mark.parametrize(
    ("kind", "race", "rpe"),
    [("recovery", False, 2), ("easy", False, 3), ("long", False, 4), ("race_pace", False, 5),
     ("threshold", False, 6.5), ("interval", False, 8), ("repetition", False, 8.5), (None, True, 9.5),
     (None, False, 3)],
)  # fmt: skip
def test_rpe_by_kind(kind: RunType | None, race: bool, rpe: float) -> None:
    """Science section 2; a run of no kind goes as easy."""
    assert run_load(run(MONDAY, kind, 40, race=race), MODELS) == rpe * 40


def test_weeks_like_the_past_stay_level() -> None:
    """The athlete's own 32 km are the plan's 32 km: every ratio is 1 and form is near 0."""
    loads = season_loads(season(*[week(n, PLAIN) for n in range(1, 5)]), {}, MODELS, 32_000, lifts=False)
    assert [one.load for one in loads] == [480] * 4
    for one in loads:
        assert (one.acwr_coupled, one.acwr_uncoupled) == (pytest.approx(1), pytest.approx(1))
        assert one.fitness == pytest.approx(480 / 7, rel=0.03)
        assert one.form == one.fitness - one.fatigue


def test_a_bigger_past_lowers_the_first_ratio() -> None:
    """64 km before, 32 km in the first week: half of the three weeks before, 0.5 / 0.875 coupled."""
    first = season_loads(season(week(1, PLAIN)), {}, MODELS, 64_000, lifts=False)[0]
    assert first.acwr_uncoupled == pytest.approx(0.5)
    assert first.acwr_coupled == pytest.approx(0.5 / 0.875)
    assert first.form > 0


def test_without_a_past_the_ratios_say_nothing() -> None:
    first = season_loads(season(week(1, PLAIN)), {}, MODELS, 0, lifts=False)[0]
    assert first.acwr_uncoupled is None
    assert first.acwr_coupled == pytest.approx(4)


def test_strength_counts_and_is_new_or_not() -> None:
    """40 minutes at RPE 5 are 200; who lifted before has them in the past too."""
    one, strength = season(week(1, PLAIN)), {MONDAY: 2400}
    fresh = season_loads(one, strength, MODELS, 32_000, lifts=False)[0]
    used = season_loads(one, strength, MODELS, 32_000, lifts=True)[0]
    assert fresh.load == used.load == 680
    assert used.acwr_uncoupled == pytest.approx(1)
    assert fresh.acwr_uncoupled == pytest.approx(680 / 480)


def test_equal_days_have_no_monotony_and_short_weeks_none() -> None:
    """SD 0 is told as no variation; of three days nothing is said."""
    even, short = week(1, [30] * 7), week(2, [30, 0, 40])
    found = season_loads(season(even, short), {}, MODELS, 32_000, lifts=False)
    assert (found[0].monotony, found[0].strain, found[0].no_variation) == (None, None, True)
    assert (found[1].monotony, found[1].strain, found[1].no_variation) == (None, None, False)


def test_a_short_week_looks_back_seven_days() -> None:
    """Three days after a week of 480: its last four days and these three are the acute week."""
    found = season_loads(season(week(1, PLAIN), week(2, [30, 0, 40])), {}, MODELS, 32_000, lifts=False)
    acute = (0 + 30 + 0 + 60 + 30 + 0 + 40) * 3
    before = (480 / 7 * 4 + (30 + 0 + 40) * 3, 480, 480)
    assert found[1].acwr_uncoupled == pytest.approx(acute / (sum(before) / 3))


def test_a_season_without_running() -> None:
    """Nothing to divide by, nothing raised."""
    found = season_loads(season(week(1, [0] * 7)), {}, MODELS, 32_000, lifts=True)
    assert (found[0].load, found[0].acwr_coupled, found[0].acwr_ewma) == (0, None, None)
