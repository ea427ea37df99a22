"""What gives way in weeks with too few days, and in which order it is told."""

from __future__ import annotations

import datetime as dt

from test_season import MIDDLE, codes, goal, season_of

from planforge.models.season import Season
from planforge.running.tell import Told


def away(first: str, last: str) -> Season:
    absence = {"from": first, "to": last, "running": "none", "strength": "none"}
    return season_of(
        start="2026-11-30", goal=goal("2027-04-18"), running={**MIDDLE, "runs_per_week": "5"},
        availability={"away": [absence]},
    )  # fmt: skip


def kinds(season: Season, monday: str) -> list[str | None]:
    week = next(week for week in season.weeks if week.start == dt.date.fromisoformat(monday))
    return [run.type for day in week.days for run in day.runs]


def test_two_days_away_take_an_easy_run() -> None:
    """Wednesday and Thursday away in a build week: the long run and a quality session stand."""
    season = away("2027-02-03", "2027-02-04")
    (told,) = [notice for notice in season.notices if notice.code == "gave-easy"]
    assert told.dates == ("2027-02-01",)
    assert "long" in kinds(season, "2027-02-01")
    assert "gave-long" not in codes(season)


def test_nothing_gives_in_a_season_of_whole_weeks() -> None:
    """No absence, nothing to tell; and a week away altogether is without all three."""
    season = season_of(start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE)
    assert not [code for code in codes(season) if code.startswith("gave-")]
    season = away("2027-02-01", "2027-02-07")
    assert {"gave-easy", "gave-quality", "gave-long"} <= codes(season)
    order = [notice.code for notice in season.notices if notice.code.startswith("gave-")]
    assert order == ["gave-easy", "gave-quality", "gave-long"]


def test_the_order_is_kept_whatever_was_met_first() -> None:
    """Told together where the first of them was met, easy runs first; the rest keeps its place."""
    told = Told()
    for code in ("first", "gave-long", "between", "gave-quality", "gave-easy", "last"):
        told.add(code, "info", dt.date(2027, 1, 4))
    found = [notice.code for notice in told.notices()]
    assert found == ["first", "gave-easy", "gave-quality", "gave-long", "between", "last"]
