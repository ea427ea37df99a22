"""The week on one page: all that it must hold, in few words and large type, for every kind of week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from printed_pdf import (
    DOCUMENTS,
    THEME,
    WORDS,
    one_line,
    page_texts,
    pages_of,
    poppler_pages,
    read,
    words_on,
    write,
)
from printed_plans import printed_plan
from random_athlete_files import whole_case

from athletes import SIX, plan_json_of
from planforge.models.plan import Item, Plan, Session, Week
from planforge.plan.page_words import MOST
from planforge.render import pdf

BODY_PT = 9  # the least of the body's type in an ordinary week
LINK = 4  # words that lead to the strength log: the tests print many plans without it, to be quick
PAPERS = dict(zip(SIX, ("A4", "Letter") * 3, strict=True))


def pages_with(plan: Plan, parts: tuple[str, ...], paper: str, pdftotext: str) -> list[str]:
    """The text of the pages of these parts alone."""
    data, problems = pdf.write_pdf(plan, WORDS, {**THEME, "parts": parts}, DOCUMENTS, paper=paper)
    assert problems == []
    return poppler_pages(data, pdftotext)


@pytest.fixture(scope="module")
def samples(pdftotext: str) -> dict[str, tuple[Plan, list[str]]]:
    """The six athletes' plans and the text of their weeks, on both papers by turns."""
    plans = {name: Plan.model_validate(plan_json_of(name)) for name in SIX}
    return {
        name: (plan, pages_with(plan, ("weeks",), PAPERS[name], pdftotext)) for name, plan in plans.items()
    }


@pytest.fixture(scope="module")
def printed() -> bytes:
    data, problems = write(printed_plan())
    assert problems == []
    return data


def sessions_of(week: Week) -> list[Session]:
    return [session for day in week.days for session in day.sessions]


def doses_of(item: Item) -> Iterator[str]:
    return (dose.text for dose in (item.left, item.right, item.both) if dose is not None)


def texts_of(week: Week) -> list[str]:
    """What a week's page holds, whatever else it leaves out."""
    texts = [week.title, week.head_text, week.dates_text, week.distance_text, week.purpose_text]
    for day in week.days:
        texts += [
            day.date_text,
            day.habit or "",
            day.habit_short_text,
            *([] if day.sessions else [day.title]),
        ]
    for session in sessions_of(week):
        texts += [session.title, session.text if session.short_text is None else session.short_text]
        texts += [session.pace_short_text, session.distance_short_text, session.duration_short_text]
        for item in session.items:
            texts += [item.name, item.effort_short, *doses_of(item)]
    return [one_line(text) for text in texts if text]


def test_every_week_holds_its_sessions_doses_dates_and_paces(
    samples: dict[str, tuple[Plan, list[str]]],
) -> None:
    """Page by page, as poppler reads the six athletes' plans."""
    missing = [
        (name, week.number, text)
        for name, (plan, pages) in samples.items()
        for week, page in zip(plan.weeks, pages, strict=False)
        for text in texts_of(week)
        if text not in one_line(page)
    ]
    assert missing == []


def test_a_short_text_leaves_out_only_what_the_row_says(
    samples: dict[str, tuple[Plan, list[str]]],
) -> None:
    """No figure and no unit of a session is lost: distance, time and pace are printed without their units."""
    sessions = [one for plan, _ in samples.values() for week in plan.weeks for one in sessions_of(week)]
    runs = [one for one in sessions if one.kind in {"run", "race"}]
    assert len(runs) > 300
    for run in runs:
        unit = run.distance_text.split()[-1]
        assert run.distance_text == f"{run.distance_short_text} {unit}"
        assert run.pace_text in (run.pace_short_text, f"{run.pace_short_text} /{unit}")
        assert round(run.duration_s / 60) == pytest.approx(int(run.duration_short_text), abs=1)
        if run.short_text == "":
            size = run.text.removesuffix(" easy")
            alike = (run.distance_text.replace(".0 ", " "), run.distance_text, run.duration_text)
            assert size in alike or re.fullmatch(r"\d+ h( \d+)?", size)
    assert {run.short_text == "" for run in runs} == {True, False}


def test_every_week_is_one_page_of_few_words(samples: dict[str, tuple[Plan, list[str]]]) -> None:
    """At most 260 words, numbers, heads, box and foot included; each exercise is named once."""
    counted = {
        (name, week.number): words_on(page)
        for name, (plan, pages) in samples.items()
        for week, page in zip(plan.weeks, pages, strict=False)
        if page.split()[:2] == week.title.split()
    }
    assert len(counted) == sum(len(plan.weeks) for plan, _ in samples.values())
    assert [(*at, count) for at, count in counted.items() if count + LINK > MOST] == []


def test_every_page_carries_its_number_of_all(samples: dict[str, tuple[Plan, list[str]]]) -> None:
    """As many as the file has."""
    wrong = [
        (name, number)
        for name, (_, pages) in samples.items()
        for number, page in enumerate(pages, 1)
        if not re.search(rf"(?<!\d){number}/{len(pages)}(?!\d)", page)
    ]
    assert wrong == []


def test_an_exercise_is_named_once_a_week(samples: dict[str, tuple[Plan, list[str]]]) -> None:
    """What stands in both sessions has one row, with a box for each."""
    plan, pages = samples["maya-okafor"]
    week, page = plan.weeks[5], one_line(pages[5])
    names = [item.name for session in sessions_of(week) for item in session.items]
    twice = {name for name in names if names.count(name) == 2}
    assert len(twice) == 3
    assert {name: page.count(name) for name in twice} == dict.fromkeys(twice, 1)
    boxes = len(sessions_of(week)) + len(names)
    assert page.count("☐") == boxes


def test_random_weeks_are_short_too(pdftotext: str) -> None:
    """A full week of the random athletes, of whom DECISIONS.md has what was counted once."""
    plan = Plan.model_validate(whole_case(113).plan)
    pages = pages_with(plan, ("weeks",), "Letter", pdftotext)
    assert len(pages) == len(plan.weeks)
    assert 245 < max(map(words_on, pages)) + LINK <= MOST


def body_size(data: bytes, page: int) -> float:
    """The type size of most of a page's letters."""
    sizes: dict[float, int] = {}

    def visit(text: str, _cm: Any, tm: Any, _font: Any, size: float) -> None:
        points = round(size * abs(tm[0]), 1)
        sizes[points] = sizes.get(points, 0) + len(text.strip())

    read(data).pages[page].extract_text(visitor_text=visit)
    return max(sizes, key=lambda points: sizes[points])


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_an_ordinary_week_is_set_large(paper: str) -> None:
    """Five runs, two strength sessions of five items: read from a metre away."""
    data, _ = write(printed_plan(), paper=paper)
    assert body_size(data, 2) >= 12 > BODY_PT


def crowded() -> Plan:
    """Seven runs, two strength sessions of eight items with long names, a habit and a re-test in one week."""
    plan = printed_plan()
    week = plan.weeks[1]
    run = next(one for one in week.days[1].sessions)
    days = []
    for day in week.days:
        runs = [run.model_copy(update={"id": f"run:{day.date}", "title": "A rather long title of a session"})]
        rest = [
            one.model_copy(update={"items": many(one, (one.items * 2)[:8])})
            for one in day.sessions
            if one.kind != "run"
        ]
        habit = "Breathing, 3 × 4 breaths: left sucker punch rockback, optional"
        update = {"sessions": (*runs, *rest), "habit": habit, "habit_exercise": "rockback"}
        days.append(day.model_copy(update=update))
    full = week.model_copy(update={"days": tuple(days), "exercise_order": ()})
    return plan.model_copy(update={"weeks": (plan.weeks[0], full, *plan.weeks[2:])})


def many(session: Session, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items of a session, each an exercise of its own with a long name."""
    end = ", one foot on the step, with a dumbbell in the other hand, slowly"
    return tuple(
        one.model_copy(update={"exercise": f"{session.id}-{place}", "name": f"{one.name}{end}"})
        for place, one in enumerate(items)
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_fullest_week_is_still_one_page(paper: str) -> None:
    """A crowded week is set smaller until it fits, with nothing cut off."""
    plan = crowded()
    data, problems = write(plan, paper=paper)
    assert problems == []
    assert len(read(data).pages) == pages_of(plan)
    text = one_line(read(data).pages[2].extract_text())
    assert text.count("in the other hand") == 16
    assert "write to me" in text


def test_far_too_much_for_a_page_is_scaled_down() -> None:
    """Where the smallest type is still too tall the page is scaled: one page, whatever the week holds."""
    plan = crowded()
    days = [
        day.model_copy(
            update={
                "sessions": tuple(
                    one.model_copy(update={"items": many(one, one.items * 5), "id": f"{one.id}:{copy}"})
                    for one in day.sessions
                    for copy in range(3)
                )
            }
        )
        for day in plan.weeks[1].days
    ]
    week = plan.weeks[1].model_copy(update={"days": tuple(days)})
    packed = plan.model_copy(update={"weeks": (plan.weeks[0], week, *plan.weeks[2:])})
    data, problems = write(packed)
    assert problems == []
    assert len(read(data).pages) == pages_of(packed)
    assert "write to me" in one_line(read(data).pages[2].extract_text())


def test_the_side_that_starts_has_an_arrow(printed: bytes) -> None:
    """One dose for both sides where they are alike; the arrow stands on the side of its column."""
    text = one_line(read(printed).pages[1].extract_text())
    assert "Calf raise, bent knee ◀ 4 × 10 3 × 10 7" in text
    assert "Split squat rotation ◀ 3 × 8 7" in text
    assert "Side plank, this side down ◀ 2 × 30 ▶ 7" in text
    assert "Left sucker punch rockback 3 × 4 – 7" in text
    assert "Alternating chest press 2 × 8 7" in text
    assert "LEFT RIGHT RPE" in text


def test_a_session_with_another_dose_has_a_row_of_its_own(printed: bytes) -> None:
    """The name stays once, with a line for each dose."""
    plan = printed_plan()
    days = list(plan.weeks[0].days)
    friday = days[4]
    run, strength = friday.sessions
    items = tuple(
        one.model_copy(update={"both": one.both.model_copy(update={"text": "1 × 6"})}) if one.both else one
        for one in strength.items
    )
    days[4] = friday.model_copy(update={"sessions": (run, strength.model_copy(update={"items": items}))})
    week = plan.weeks[0].model_copy(update={"days": tuple(days)})
    text = page_texts(write(printed_plan(weeks=(week, *plan.weeks[1:])))[0])[1]
    assert text.count("Alternating chest press") == 1
    assert "☐ 2 × 8 7 Alternating chest press ☐ 1 × 6 7" in text


def test_there_is_room_to_write(printed: bytes) -> None:
    """A box for each session and item, and heads over the cells for RPE and pain, left and right."""
    text = one_line(read(printed).pages[1].extract_text())
    assert "/km km min RPE Pain LEFT RIGHT" in text
    assert text.count("☐") == 6 + 10 + 7  # sessions, items, the daily habit
    assert all(case in text for case in ("Missed it:", "Ill, fever or below the neck:", "It hurts:"))


def test_items_and_the_log_are_a_link_away(printed: bytes) -> None:
    """A week page links each exercise to its card and the strength log by its page."""
    page = read(printed).pages[1]
    links = [one.get_object() for one in page["/Annots"]]  # type: ignore[attr-defined]
    inner = {str(one["/A"]["/D"]) if "/A" in one else str(one["/Dest"]) for one in links}
    assert len(inner) == 5 + 1
    assert "Rest, kilos: page 6" in one_line(page.extract_text())


def with_parts(*parts: str) -> list[str]:
    data, problems = pdf.write_pdf(printed_plan(), WORDS, {**THEME, "parts": parts}, DOCUMENTS)
    assert problems == []
    return page_texts(data)


def test_parts_may_be_left_out() -> None:
    """Only the named parts, in their order, with page numbers of their own and no link into nothing."""
    weeks = with_parts("cards", "weeks")
    assert [page.split(" Base")[0].split(" Left")[0] for page in weeks[:2]] == ["Week 1", "Week 2"]
    assert len(weeks) == 5
    assert "kilos" not in weeks[0]
    assert weeks[3].endswith("4/5")
    assert len(with_parts("overview", "sources")) == 2


def test_an_older_record_prints_its_texts() -> None:
    """A record made before there were short figures: the texts with their units stand in the columns."""
    plan = printed_plan()
    data = plan.model_dump(mode="json", by_alias=True)
    del data["strength_log"]
    for week in data["weeks"]:
        del week["exercise_order"], week["purpose_text"]
        for day in week["days"]:
            for session in day["sessions"]:
                for name in (
                    "title_short",
                    "short_text",
                    "distance_short_text",
                    "duration_short_text",
                    "pace_short_text",
                ):
                    del session[name]
                for item in session["items"]:
                    del item["effort_short"]
    text = page_texts(write(Plan.model_validate(data))[0])[1]
    assert "Easy 6 km easy 5:40–6:20 /km 6.0 km 34 min" in text
    assert "Calf raise, bent knee ◀ 4 × 10 3 × 10" in text
