"""The race-day page: splits that add up, warm-up by distance, plan B by what is known, the last weeks."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from printed_pdf import WORDS
from printed_plans import printed_plan, session

from planforge import units
from planforge.models.plan import Goal
from planforge.models.race_day import RaceDay
from planforge.plan.race_day_words import race_day
from planforge.units import METRES, Units

PLAN = printed_plan()
RACE = dt.date(2026, 12, 20)


def goal(metres: int, target: int | None = None, predicted: int | None = None, name: str = "A race") -> Goal:
    return Goal(
        name=name, date=RACE, distance_m=metres, date_text="Sunday 20 December 2026", distance_text="far",
        target_s=target, predicted_s=predicted,
    )  # fmt: skip


def page(one: Goal, unit: Units = "km", **options: Any) -> RaceDay:
    found = race_day(one, PLAN.weeks, PLAN.phases, unit, WORDS, **options)
    assert found is not None
    return found


def rows(one: RaceDay) -> list[tuple[str, str, str]]:
    return [(row.place, row.target_text, row.predicted_text) for row in one.splits]


def test_without_a_goal_race_there_is_no_page() -> None:
    assert race_day(None, PLAN.weeks, PLAN.phases, "km", WORDS) is None


def test_ten_kilometres_by_hand() -> None:
    """44:30 is 267 s a kilometre, 45:58 is 275.8 s: every kilometre, half way told, the finish last."""
    assert rows(page(goal(10_000, 2670, 2758))) == [
        ("1 km", "4:27", "4:36"),
        ("2 km", "8:54", "9:12"),
        ("3 km", "13:21", "13:47"),
        ("4 km", "17:48", "18:23"),
        ("half way, 5 km", "22:15", "22:59"),
        ("6 km", "26:42", "27:35"),
        ("7 km", "31:09", "32:11"),
        ("8 km", "35:36", "36:46"),
        ("9 km", "40:03", "41:22"),
        ("finish, 10 km", "44:30", "45:58"),
    ]


def test_a_half_marathon_by_hand() -> None:
    """Every five kilometres, half way at 10.55 km, and 1.1 km at the end: 1:42:00 over 21.1 km."""
    one = page(goal(21_100, 6120))
    assert rows(one) == [
        ("5 km", "24:10", ""),
        ("10 km", "48:20", ""),
        ("half way, 10.55 km", "51:00", ""),
        ("15 km", "1:12:31", ""),
        ("20 km", "1:36:41", ""),
        ("finish, 21.1 km", "1:42:00", ""),
    ]
    assert one.target is not None
    assert (one.target.text, one.target.pace_text) == ("1:42:00", "4:50 /km")


def test_a_marathon_in_miles_by_hand() -> None:
    """Every five miles and half way; 4:00:00 over 42.2 km is 9:09 a mile."""
    one = page(goal(42_200, 14_400), "mi")
    assert [row.place for row in one.splits] == [
        "5 mi", "10 mi", "half way, 13.11 mi", "15 mi", "20 mi", "25 mi", "finish, 26.22 mi",
    ]  # fmt: skip
    assert one.splits[0].target_text == "45:46"
    assert one.target is not None
    assert one.target.pace_text == "9:09 /mi"


LAPS = ["400 m", "800 m", "1200 m"]


@pytest.mark.parametrize(
    ("metres", "unit", "places"),
    [
        (400, "km", ["finish, 400 m"]),
        (800, "mi", ["half way, 400 m", "finish, 800 m"]),
        (1_500, "km", [*LAPS, "finish, 1500 m"]),
        (1_610, "mi", [*LAPS, "finish, 1610 m"]),
        (3_000, "mi", [*LAPS, *(f"{n} m" for n in (1600, 2000, 2400, 2800)), "finish, 3000 m"]),
        (2_410, "mi", ["0.5 mi", "1 mi", "finish, 1.5 mi"]),
        (3_050, "km", ["0.5 km", "1 km", "1.5 km", "2 km", "2.5 km", "finish, 3.05 km"]),
        (5_000, "mi", ["1 mi", "2 mi", "3 mi", "finish, 3.11 mi"]),
        (5_000, "km", ["1 km", "2 km", "3 km", "4 km", "finish, 5 km"]),
        (10_050, "km", [*(f"{n} km" for n in range(1, 10)), "finish, 10.05 km"]),
        (12_000, "km", ["2 km", "4 km", "half way, 6 km", "8 km", "10 km", "finish, 12 km"]),
        (20_500, "km", ["5 km", "half way, 10.25 km", "15 km", "20 km", "finish, 20.5 km"]),
        (21_100, "mi", ["2 mi", "4 mi", "6 mi", "half way, 6.56 mi", "8 mi", "10 mi", "12 mi",
                        "finish, 13.11 mi"]),
        (50_000, "km", [*(f"{n} km" for n in (5, 10, 15, 20)), "half way, 25 km",
                        *(f"{n} km" for n in (30, 35, 40, 45)), "finish, 50 km"]),
        (100_000, "km", [*(f"{n} km" for n in (10, 20, 30, 40)), "half way, 50 km",
                         *(f"{n} km" for n in (60, 70, 80, 90)), "finish, 100 km"]),
        (160_930, "mi", [*(f"{n} mi" for n in (10, 20, 30, 40)), "half way, 50 mi",
                         *(f"{n} mi" for n in (60, 70, 80, 90)), "finish, 100 mi"]),
    ],
)  # fmt: skip
def test_points_of_other_races(metres: int, unit: Units, places: list[str]) -> None:
    """Laps to 3.2 km; where not each kilometre is told, half way is, in place of a point beside it."""
    assert [row.place for row in page(goal(metres, metres // 4), unit).splits] == places


@given(metres=st.integers(min_value=321, max_value=30_000).map(lambda tens: tens * 10),
       unit=st.sampled_from(["km", "mi"]))  # fmt: skip
@example(metres=10_000, unit="km")
@example(metres=10_010, unit="km")
@example(metres=21_110, unit="mi")
def test_no_distance_has_a_table_too_short_or_too_long(metres: int, unit: Units) -> None:
    """Beyond 3.2 km 4 to 11 rows, none within 100 m of another; half way, or a point half a step from it."""
    at = [row.distance_m for row in page(goal(metres, metres // 4), unit).splits]
    assert 4 <= len(at) <= 11
    assert all(after - before >= 100 - 1 for before, after in pairwise(at))
    step = at[0]
    assert min(abs(one - metres / 2) for one in at) <= step / 2 + 1
    assert step in {round(METRES[unit] * units_a_step) for units_a_step in (0.5, 1, 2, 5, 10, 20, 50)}


DISTANCES = st.integers(min_value=40, max_value=30_000).map(lambda tens: tens * 10)
PACES = st.floats(min_value=0.14, max_value=0.9)  # seconds a metre


@example(metres=99_990, target=0.5, predicted=0.2, unit="km")  # half way 5 m before 50 km
@given(metres=DISTANCES, target=PACES, predicted=PACES, unit=st.sampled_from(["km", "mi"]))
def test_splits_add_up(metres: int, target: float, predicted: float, unit: Units) -> None:
    """Places and times rise, the last is the finish to the second, no piece is off even pace by a second."""
    times = round(metres * target), round(metres * predicted)
    one = page(goal(metres, *times), unit)
    assert one.splits[-1].distance_m == metres
    assert (one.splits[-1].target_s, one.splits[-1].predicted_s) == times
    for name, finish in zip(("target", "predicted"), times, strict=True):
        at = [0, *(getattr(row, f"{name}_s") for row in one.splits)]
        place = [0, *(row.distance_m for row in one.splits)]
        assert all(before < after for before, after in pairwise(at))
        assert all(before < after for before, after in pairwise(place))
        assert sum(after - before for before, after in pairwise(at)) == finish
        for (start, end), (from_m, to_m) in zip(pairwise(at), pairwise(place), strict=True):
            # A half metre of rounding at either end of a piece, for half a metre of a mile.
            assert abs((end - start) - finish * (to_m - from_m) / metres) <= 1 + finish / metres
        texts = [getattr(row, f"{name}_text") for row in one.splits]
        assert texts == [units.clock_text(seconds) for seconds in at[1:]]


@given(metres=DISTANCES, target=PACES, unit=st.sampled_from(["km", "mi"]))
def test_equal_pieces_differ_by_a_second_at_most(metres: int, target: float, unit: Units) -> None:
    """Between whole kilometres or miles no piece is more than a second longer than another."""
    one = page(goal(metres, round(metres * target)), unit)
    whole = [row for row in one.splits[:-1] if row.place.split()[0].isdigit() and row.target_s is not None]
    times = [0, *(row.target_s or 0 for row in whole)]
    pieces = [after - before for before, after in pairwise(times)]
    steps = [b.distance_m - a.distance_m for a, b in pairwise(whole)]
    if steps and max(steps) - min(steps) <= 1:  # half way may stand between two of them
        assert max(pieces[1:]) - min(pieces[1:]) <= 1


def test_what_is_not_known_is_not_printed() -> None:
    """Without a target only today's form, without a result only the target, without both no splits."""
    form = page(goal(10_000, None, 2758))
    assert form.target is None
    assert {row.target_text for row in form.splits} == {""}
    aim = page(goal(10_000, 2670))
    assert aim.predicted is None
    assert {row.predicted_s for row in aim.splits} == {None}
    neither = page(goal(10_000))
    assert neither.splits == ()
    assert "hold back" in neither.start_text


@pytest.mark.parametrize(
    ("target", "predicted", "begins"),
    [
        (2670, 2758, "Look at the clock at 4 km. Behind the goal's splits, or harder than"),
        (
            2758,
            2670,
            "The goal is slower than today's form. Keep to its splits to half way, 5 km; from there go",
        ),
        (2670, 2670, "The goal is today's form. Look at the clock at 4 km."),
        (2671, 2670, "The goal is today's form."),  # the same pace as it is printed
        (2670, None, "There is no recent result to predict from. Look at the clock at 4 km."),
        (
            None,
            2670,
            "The splits come from today's form. Harder than “hard, a word or two at a time” at 4 km",
        ),
        (None, None, "No goal time and no recent result: run the whole race by effort"),
    ],
)
def test_plan_b_by_what_is_known(target: int | None, predicted: int | None, begins: str) -> None:
    """The first point from a third of the course on; the pace to change to is the predicted one."""
    told = page(goal(10_000, target, predicted)).plan_b
    assert told[0].startswith(begins)
    assert "the effort counts, not the clock" in told[-1]
    if target and predicted and target < predicted:
        assert "run 4:36 /km from there" in told[0]
    slower = bool(target and predicted and target > predicted + 1)
    assert any("no gain" in line for line in told) == (not slower and (target or predicted) is not None)


def test_a_goal_far_slower_than_form_asks_for_no_leap() -> None:
    """3:30:00 for a form of 1:45:19: no pace of the form is named, a little quicker late and by effort."""
    one = page(goal(21_100, 12_600, 6319))
    assert one.plan_b[0].startswith("The goal is much slower than today's form. Keep to its splits to 15 km;")
    assert "/km" not in " ".join(one.plan_b)
    assert one.start_text.startswith("The first 5 km: no quicker than the splits of the goal.")
    assert "hard" not in one.start_text
    # Five percent of 6319 s is 315.95 s: within it the pace of the form is no leap.
    assert "go up to 4:59 /km, no quicker" in page(goal(21_100, 6634, 6319)).plan_b[0]
    assert "much slower" in page(goal(21_100, 6635, 6319)).plan_b[0]


def test_a_goal_far_quicker_than_form_is_left_early_and_promises_nothing() -> None:
    """1:15:00 for a form of 1:45:19: the first split decides, and no finish between the two is promised."""
    told = page(goal(21_100, 4500, 6319)).plan_b[0]
    assert "at 5 km" in told
    assert "go back to 4:59 /km, the predicted pace, or slower" in told
    assert "between the two columns" not in told
    # 95 % of 6319 s is 6003.05 s, the limit of the coach's notice.
    assert "between the two columns" in page(goal(21_100, 6004, 6319)).plan_b[0]
    assert "much quicker" in page(goal(21_100, 6003, 6319)).plan_b[0]


@pytest.mark.parametrize(
    ("metres", "unit", "first"),
    [
        (1_500, "km", "first lap"),
        (1_610, "mi", "first lap"),
        (3_000, "mi", "first lap"),
        (3_050, "km", "first 0.5 km"),
        (5_000, "mi", "first mile"),
        (10_050, "km", "first kilometre"),
        (21_100, "km", "first 5 km"),
        (160_930, "mi", "first 10 mi"),
    ],
)
def test_the_start_names_the_first_point_of_the_table(metres: int, unit: Units, first: str) -> None:
    """With times and without: no half mile is spoken of where no split stands at one."""
    for times in ((metres // 4, metres // 4 + 1), (None, None)):
        assert page(goal(metres, *times), unit).start_text.startswith(f"The {first}: ")


@given(metres=DISTANCES, target=st.one_of(st.none(), PACES), predicted=st.one_of(st.none(), PACES),
       unit=st.sampled_from(["km", "mi"]))  # fmt: skip
def test_every_place_that_is_named_is_a_row(
    metres: int, target: float | None, predicted: float | None, unit: Units
) -> None:
    """Plan B looks at a point of the table before the finish; with the finish alone nothing names splits."""
    one = page(
        goal(metres, *(None if pace is None else round(metres * pace) for pace in (target, predicted))), unit
    )
    if len(one.splits) == 1:
        assert "split" not in " ".join((one.start_text, *one.plan_b))
    elif one.splits:
        named = [
            row.place for row in one.splits if re.search(rf"(at|to) {re.escape(row.place)}\b", one.plan_b[0])
        ]
        assert len(named) == 1
        assert named[0] in [row.place for row in one.splits[:-1]]


def test_one_lap_is_told_without_laps_and_minutes() -> None:
    """400 m: no kilometres, splits or walk of half a minute; no minutes at its effort before it."""
    one = page(goal(400, 60, 62))
    assert one.start_text == "Hold a little back at the start, however easy it feels. Then: hard but even."
    assert one.plan_b == ("It is over before a clock helps: run it evenly, by effort.",)
    assert not any("effort of the race" in step.what for step in one.warm_up)


def test_running_held_easy_has_no_times() -> None:
    """Signs for a clinician or an injury: no splits, no plan B, nothing quick before it."""
    held = page(goal(10_000, 2670, 2758), held_easy=True)
    assert (held.target, held.predicted, held.splits, held.plan_b) == (None, None, (), ())
    assert held.start_text.startswith("This plan holds running easy")
    assert not any("quick" in step.what or "effort" in step.what for step in held.warm_up)
    assert len(held.stop) == 3


def test_the_warm_up_is_longest_for_five_kilometres() -> None:
    """It begins earlier and ends sharper the shorter the race; a beginner's is shorter."""
    starts = [
        int(page(goal(metres)).warm_up[0].when.split()[0]) for metres in (5_000, 10_000, 21_100, 42_200)
    ]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) == 4
    assert any("4 × 20 s" in step.what for step in page(goal(5_000)).warm_up)
    assert not any("quick" in step.what for step in page(goal(42_200)).warm_up)
    assert page(goal(5_000), beginner=True).warm_up == page(goal(10_000), beginner=True).warm_up
    assert page(goal(42_200), beginner=True).warm_up == page(goal(42_200)).warm_up


def test_a_mile_runner_reads_no_kilometres() -> None:
    """Not in the warm-up, the start or plan B of any distance, nor a mile in the other."""
    for metres in (5_000, 10_000, 21_100, 42_200):
        for unit, foreign in (("mi", "kilomet"), ("km", "mile")):
            assert foreign not in page(goal(metres, metres // 4), unit).model_dump_json()  # type: ignore[arg-type]
    assert METRES["mi"] == 1609.344


def test_the_last_weeks_say_what_the_plan_says() -> None:
    """By hand: the threshold on Tuesday 15, strength on Friday 18, rest on Saturday 19 December."""
    lines = {line.name: line.text for line in page(goal(10_000)).week_before}
    assert lines == {
        "Last hard run": "Tue 15 Dec: Threshold",
        "Last strength": "Fri 18 Dec, nothing after it",
        "The day before": "Sat 19 Dec: Rest",
    }
    taper = tuple(
        week.model_copy(update={"kind": "taper"}) if week.number == 4 else week for week in PLAN.weeks
    )
    told = race_day(goal(10_000), taper, PLAN.phases, "km", WORDS)
    assert told is not None
    assert told.week_before[0].text == "from week 4 on. Race it."


def test_work_after_the_race_is_not_the_last_before_it() -> None:
    """Strength on the day itself or in a transition week does not count."""
    late = session(RACE, "strength", "Strength A")
    last = PLAN.weeks[-1]
    days = tuple(
        day.model_copy(update={"sessions": (*day.sessions, late)}) if day.date == RACE else day
        for day in last.days
    )
    weeks = (*PLAN.weeks[:-1], last.model_copy(update={"days": days}))
    told = race_day(goal(10_000), weeks, PLAN.phases, "km", WORDS)
    assert told is not None
    assert "Fri 18 Dec" in next(line.text for line in told.week_before if line.name == "Last strength")


def test_a_hostile_name_stays_as_it_is() -> None:
    """Braces in the race's name are no facts to fill in."""
    assert page(goal(10_000, name="{place} #panic() {0}")).race == "{place} #panic() {0}"


def test_no_sentence_names_a_side() -> None:
    """Left and right mean body sides; the page has none."""
    text = page(goal(10_000, 2670, 2758)).model_dump_json().lower()
    assert "left" not in text
    assert "right" not in text
