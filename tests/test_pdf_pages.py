"""The pages beside the weeks: overview, race day, re-tests, breathing guide, cards with their videos."""

from __future__ import annotations

import datetime as dt
import re
from math import ceil
from typing import Any

import pytest
from printed_pdf import objects_of, page_texts, pages_of, read, write
from printed_plans import finding, printed_plan

from planforge.models.body_map import BodyLabel, BodyMap, BodyMark, BodyRing
from planforge.models.breathing_guide import BreathingExercise, BreathingGuide, BreathingRhythm
from planforge.models.plan import Athlete, Plan, ZoneEffort
from planforge.models.race_day import RaceDay, RaceLine, RaceTime, Split, WarmUpStep
from planforge.models.retest_sheet import RetestSheet, SheetTest

HOSTILE = 'Ann # < > * _ $ @x \\ [ ] // /* ~ ` = - + "q" {page} #panic() 1. x'
LINK = "https://videos.example.org/coach/calf-raise"
RACE = dt.date(2026, 12, 20)


def race_day(said: str = "") -> RaceDay:
    """Marathon kilometres in two columns; `said` stands in every text."""
    times = (("target", 14400), ("predicted", 14700))
    points = [*range(1, 11)]
    return RaceDay(
        title=said or "Race day", race=said or "Lakeside", date=RACE,
        date_text=said or "Sunday 20 December 2026", distance_text=said or "10 km",
        warm_up=tuple(WarmUpStep(when=said or f"{n} min before", what=said or f"step {n}")
                      for n in (30, 20, 5)),
        **{name: RaceTime(name=said or name, seconds=s, text="4:00:00", pace_text=said or "5:41 /km")
           for name, s in times},  # type: ignore[arg-type]
        splits=tuple(Split(distance_m=n * 1000, place=said or f"place {n}", target_s=n, target_text=f"T{n}",
                           predicted_s=n, predicted_text=f"P{n}", half=n == 5) for n in points),
        start_text=said or "Hold back at first.", plan_b=(said or "At place 4 look at the clock.",) * 3,
        stop=(said or "Stop for chest pain.",) * 3,
        week_before=(RaceLine(name=said or "Last strength", text=said or "Wed 16 Dec"),) * 4,
    )  # fmt: skip


def sheet(tests: int, date: dt.date, said: str = "") -> RetestSheet:
    """A re-test of so many tests, each with five long steps and three trials."""
    step = said or "Drive the knee over the second toe as far as the heel stays down and the arch stays up."
    return RetestSheet(
        date=date, date_text=said or "Thursday 3 December 2026", title=said or f"Re-test of {tests}",
        tests=tuple(SheetTest(
            test=f"t{n}", name=said or f"Test number {n}", unit_text=said or "°",
            protocol=(step,) * 5, trials=3,
            error_text=said or "4.7°", like_text=said or "inclinometer", last_date_text=said or "15 Nov 2026",
            last_left_text=said or f"{n}3.5°", last_right_text=said or f"{n}4.5°",
            judge_text=said or f"Difference ____ beyond {n}?",
        ) for n in range(1, tests + 1)),
    )  # fmt: skip


def breathing(said: str = "") -> BreathingGuide:
    def exercise(name: str) -> BreathingExercise:
        return BreathingExercise(
            exercise=name, name=said or f"Drill {name}", left=(said or "2 × 4 breaths", "3 × 4 breaths"),
            right=("2 × 5 breaths",), both=(), weeks_text=said or "weeks 1–4",
        )  # fmt: skip

    rhythms = tuple(
        BreathingRhythm(in_s=a, out_s=b, pause_s=c, text=said or f"in {a} s, out {b} s", length_text="13 s",
                        exercises=(exercise("rockback"), exercise("side_plank")))
        for a, b, c in ((4, 6, 3), (3, 5, 0))
    )  # fmt: skip
    return BreathingGuide(
        what=(said or "Breathe in.",) * 3, setup=(said or "Neck soft.",) * 3, rhythms=rhythms,
        stop=(said or "Stop for dizziness.",) * 2, ask_first=said or "Ask a doctor first.",
        known=(said or "Not known.",) * 4,
    )  # fmt: skip


def body_map(said: str = "") -> BodyMap:
    return BodyMap(
        title=said or "Two sides", measured=said, front=said or "front", back="back", left="your left",
        right="your right", letters=("L", "R"),
        marks=(BodyMark(view="front", place="calf", side="left", numbers="1"),),
        rings=(BodyRing(view="front", place="trunk"),),
        labels=(BodyLabel(number="1", side="left", text=said or "Calf raises −11 reps"),),
        lines=(said or "No difference: side plank.",), alt=said or "Front and back of a body",
    )  # fmt: skip


def full(said: str = "", **more: Any) -> Plan:
    """Four weeks with everything: two re-tests, a race, breathing, a map, videos on two of five cards."""
    told = {"video": LINK, "weeks_text": said or "weeks 2–4", "first_week": 2}
    sides = {"left_setup": said or "turn left", "right_setup": said or "turn away"}
    cards = printed_plan().exercises
    no_link = cards[2].model_copy(update={"video": said or None})
    return printed_plan(**{
        "exercises": (cards[0].model_copy(update=told), cards[1].model_copy(update=told | sides), no_link,
                      *cards[3:]),
        "race_day": race_day(said), "breathing": breathing(said), "body_map": body_map(said),
        "retest_sheets": (sheet(4, dt.date(2026, 12, 3), said), sheet(2, dt.date(2026, 12, 17), said)),
        "strength_log": (),  # has tests of its own
        "findings": tuple(finding(f"t{n}", f"Measure {n}", 30 + n, 41, 4.7) for n in range(1, 9)),
    } | more)  # fmt: skip


@pytest.fixture(scope="module")
def data() -> bytes:
    written, problems = write(full())
    assert problems == []
    return written


@pytest.fixture(scope="module")
def pages(data: bytes) -> list[str]:
    return page_texts(data)


# Overview and measures, four weeks, race day, two re-tests, breathing, five cards, sources.
EXPECTED = 2 + 4 + 1 + 2 + 1 + ceil(5 / 6) + 1


def test_each_is_one_page_on_a4(pages: list[str]) -> None:
    """In this order: overview, measures, weeks, race day, re-tests, breathing, cards, sources."""
    assert len(pages) == EXPECTED == pages_of(full()) == 12
    begins = ["Maya Okafor", "What we measured", "Week 1", "Week 2", "Week 3", "Week 4", "Race day",
              "Re-test of 4", "Re-test of 2", "Breathing", "Exercises", "Sources"]  # fmt: skip
    assert [page[: len(begin)] for page, begin in zip(pages, begins, strict=True)] == begins


def test_each_is_one_page_on_letter_with_hostile_text() -> None:
    """Markup in every new text is printed as it is, and pushes nothing onto a second page."""
    written, problems = write(full(HOSTILE), paper="Letter")
    assert problems == []
    texts = page_texts(written)
    assert len(texts) == EXPECTED
    counts = {number: texts[number].count(HOSTILE) for number in (1, 6, 7, 8, 9, 10)}
    assert all(counts.values()), counts
    assert f"Video: {HOSTILE}" in texts[10]  # no web address: printed, neither a link nor a code
    assert counts[6] >= 3 + 2 * 3 + 4 + 10 + 1 + 6 + 8


def test_the_race_page_has_its_parts(pages: list[str]) -> None:
    """Both columns of splits in their rows, and room to write."""
    page = pages[6]
    for wanted in ("30 min before step 30", "place 5 T5 P5", "place 10 T10 P10", "Plan B", "Stop",
                   "Last strength Wed 16 Dec", "Start at", "To wear", "How it went"):  # fmt: skip
        assert wanted in page, wanted


def test_a_retest_sheet_has_cells_for_both_sides(pages: list[str]) -> None:
    """Four tests on one page: trials, both sides in words, last time, the test's error, pain, who."""
    page = pages[7]
    for n in range(1, 5):
        assert f"Test number {n}" in page
        assert f"LEFT ° {n}3.5°" in page
        assert f"RIGHT ° {n}4.5°" in page
    assert page.count("Trial 1 Trial 2 Trial 3 Unit Pain Last time, 15 Nov 2026") == 4
    assert page.count("the test's own error: 4.7°") == 4
    assert "Measured by" in page


def test_a_test_taken_in_between_has_an_empty_cell_for_it() -> None:
    """The old value is that of its own date, not of the last time; what is never taken is named."""
    once = sheet(2, dt.date(2026, 12, 3))
    between = once.tests[1].model_copy(update={"between_date_text": "27 Nov 2026"})
    told = "Not re-tested in this plan: foot posture."
    late = once.model_copy(update={"tests": (once.tests[0], between), "also_text": told})
    week = printed_plan().weeks[1:2]
    texts = page_texts(write(full(retest_sheets=(late,), weeks=week, exercises=(), body_map=None))[0])
    page = next(text for text in texts if text.startswith("Re-test of 2"))
    assert page.count("Last time, 15 Nov 2026") == 1
    assert "Test of 15 Nov 2026 Re-test 27 Nov 2026" in page
    assert [f"Difference ____ beyond {n}?" in page for n in (1, 2)] == [True, True]
    assert told in page


def test_without_paces_the_overview_says_how_runs_feel() -> None:
    """A beginner whose weeks say "easy" and who has no result yet."""
    easy = ZoneEffort(zone="E", name="Easy", use="most of your running", effort="you can talk")
    data, problems = write(printed_plan(paces=None, efforts=(easy,), strength_log=()))
    assert problems == []
    assert "Easy most of your running you can talk" in page_texts(data)[0]


def test_a_measure_leads_to_the_card_by_its_number() -> None:
    """The exercise of a row with its card's number, doses of both sides, and the weeks in which it is so."""
    cards = [card.model_copy(update={"number": n}) for n, card in enumerate(printed_plan().exercises, 1)]
    data, problems = write(printed_plan(exercises=tuple(cards), strength_log=()))
    assert problems == []
    assert "Calf raise, bent knee card 02 3–4 × 10 3 × 10 weeks 1–2" in page_texts(data)[0]


def test_without_shared_values_there_is_no_last_time() -> None:
    """Doses only: the map, the measures and the last time's column are gone, the cells stay."""
    bare = sheet(1, dt.date(2026, 12, 3))
    gone = {"last_date_text": "", "last_left_text": "", "last_right_text": ""}
    bare = bare.model_copy(update={"tests": (bare.tests[0].model_copy(update=gone),)})
    athlete = Athlete(id="ann", name="Ann", units="km", share="doses_only")
    week = printed_plan().weeks[1:2]
    texts = page_texts(write(full(athlete=athlete, retest_sheets=(bare,), weeks=week, exercises=()))[0])
    assert len(texts) == 1 + 1 + 1 + 1 + 1  # overview, week, re-test, breathing, sources
    assert "Two sides" not in texts[0]
    assert "Last time" not in texts[2]
    assert "Trial 3 Unit Pain" in texts[2]


def test_the_breathing_guide_has_every_rhythm(pages: list[str]) -> None:
    """Two rhythms, their exercises with both sides in words, when to stop, what is not known."""
    page = pages[9]
    for wanted in ("in 4 s out 6 s", "in 3 s out 5 s", "LEFT 2 × 4 breaths; 3 × 4 breaths",
                   "RIGHT 2 × 5 breaths", "weeks 1–4", "Stop for dizziness.",
                   "Ask a doctor", "Not known."):  # fmt: skip
        assert wanted in page, wanted


def test_a_card_tells_weeks_both_set_ups_and_its_video(pages: list[str]) -> None:
    """The set-up of each side in words; the address beside the code."""
    page = pages[10]
    assert page.count("weeks 2–4") == 2
    assert "LEFT turn left RIGHT turn away" in page
    assert page.count("Scan or tap to see it") == 2
    assert page.count(LINK) == 2


def test_drawings_have_words(data: bytes) -> None:
    """The map, the rhythms and the codes carry alternative text; PDF/UA was accepted without a problem."""
    alts = [str(one["/Alt"]) for one in objects_of(data).values() if isinstance(one, dict) and "/Alt" in one]
    assert "Front and back of a body" in alts
    for rhythm in ("in 4 s, out 6 s", "in 3 s, out 5 s"):
        assert any(rhythm in alt.lower() for alt in alts), rhythm
    assert sum(LINK in alt for alt in alts) >= 2


def test_contents_say_where_things_stand(pages: list[str]) -> None:
    """The overview's list has the page of every part, as the pages themselves stand."""
    for line in ("What we measured and what it means page 2", "The weeks pages 3–6", "Race day page 7",
                 "Re-test sheets pages 8–9", "Breathing page 10", "Exercises page 11",
                 "Sources page 12"):  # fmt: skip
        assert line in pages[0], line


def test_links_lead_to_the_parts_and_the_weeks(data: bytes) -> None:
    """Two links a line of the contents; a card's weeks lead to week 2; two web links a video."""
    reader = read(data)

    def links(page: int) -> list[Any]:
        return [one.get_object() for one in reader.pages[page].get("/Annots", [])]

    assert len([one for one in links(0) if "/URI" not in one.get("/A", {})]) >= 2 * 7
    card_links = links(10)
    assert len([one for one in card_links if one.get("/A", {}).get("/URI") == LINK]) >= 4
    inner = [one for one in card_links if "/URI" not in one.get("/A", {})]
    named = reader.named_destinations
    pages_of = {
        reader.get_page_number(named[dest].page.get_object())  # type: ignore[union-attr]
        if (dest := one.get("/Dest") or one["/A"]["/D"]) in named
        else next(n for n, page in enumerate(reader.pages) if page.indirect_reference == dest[0])
        for one in inner
    }
    assert pages_of == {3}


# What is smaller than 8.5 pt: figures and sides in the drawings, phase names in the strip, the footer.
DRAWN = re.compile(r"\d|LEFT |RIGHT |[LR]$|Base$|Build$|Race$|Maya Okafor ·|plan ")


@pytest.mark.parametrize("crowded", [False, True])
def test_the_overview_is_set_in_eight_and_a_half_points_and_more(data: bytes, crowded: bool) -> None:
    """Every sentence, pace, dose and line of the contents; also where all of it stands on one page."""
    if crowded:
        week = printed_plan().weeks[1:2]
        five = tuple(finding(f"t{n}", f"Measure {n}", 30 + n, 41, 4.7) for n in range(5))
        more = {"findings": five, "weeks": week, "exercises": (), "referral": ("See a doctor.",) * 6}
        data = write(full(body_map=None, **more))[0]
    small = []

    def keep(text: str, _: Any, matrix: Any, __: Any, size: float) -> None:
        if text.strip() and size * abs(matrix[3]) < 8.49 and not DRAWN.match(text.strip()):
            small.append(text)

    for page in read(data).pages[: 1 if crowded else 2]:
        assert len(page.extract_text(visitor_text=keep)) > 400
    assert small == []


def test_thirty_measures_stay_legible() -> None:
    """More than eight stand on pages of their own, in 9 pt, every one of them."""
    many = tuple(finding(f"t{n}", f"Measure {n}", 30 + n / 10, 41, 4.7) for n in range(30))
    week = printed_plan().weeks[:1]
    texts = page_texts(write(full(findings=many, weeks=week, exercises=()))[0])
    assert [page[:6] for page in texts] == ["Maya O", "What w", "9 Meas", "Week 1", "Breath", "Source"]
    printed = " ".join(texts[1:3])
    assert [n for n in range(30) if f"{n + 1} Measure {n} " not in printed] == []


def test_some_weeks_alone_print_what_falls_into_them() -> None:
    """Weeks 3 and 4: the second re-test and the race, no guide and no overview."""
    late = page_texts(write(full(), weeks=(3, 4))[0])
    assert [page[:12] for page in late] == [
        "Week 3 Build", "Week 4 Race ", "Race day Lak", "Re-test of 2", "Exercises St",
    ]  # fmt: skip
