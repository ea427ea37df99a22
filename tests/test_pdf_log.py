"""The strength log: what the week's page leaves out, in a table with a cell for each load."""

from __future__ import annotations

import pytest
from printed_pdf import DOCUMENTS, THEME, WORDS, one_line, page_texts, poppler_pages, read, write
from printed_plans import printed_plan

from athletes import plan_json_of
from planforge.models.plan import Athlete, Plan
from planforge.render import pdf


@pytest.fixture(scope="module")
def printed() -> bytes:
    data, problems = write(printed_plan())
    assert problems == []
    return data


def test_short_sessions_share_a_page(printed: bytes) -> None:
    """After the weeks and before the cards; how to fill it in stands once."""
    pages = page_texts(printed)
    assert [page.startswith("Strength A, weeks 1–4") for page in pages] == [
        place == 5 for place in range(len(pages))
    ]
    assert "Strength B, weeks 1–4 two lighter sets" in pages[5]
    assert pages[5].count("write the load used") == 1


def with_rows(count: int) -> Plan:
    """Two sessions of so many rows."""
    block = printed_plan().strength_log[0]
    sessions = tuple(
        session.model_copy(
            update={
                "rows": tuple(
                    session.rows[1].model_copy(update={"exercise": f"e{n}", "name": f"Number {n}"})
                    for n in range(count)
                )
            }
        )
        for session in block.sessions
    )
    return printed_plan(strength_log=(block.model_copy(update={"sessions": sessions}),))


def test_longer_sessions_have_a_page_each() -> None:
    """Fourteen rows each do not fit in type of 9 pt: two pages, and the week leads to both."""
    data, problems = write(with_rows(14))
    assert problems == []
    pages = page_texts(data)
    starts = [page[:10] for page in pages if "Strength log: write" in page]
    assert starts == ["Strength A", "Strength B"]
    assert [page.count("Number") for page in pages if "Strength log: write" in page] == [14, 14]
    assert "Rest, loads: A page 6, B page 7" in pages[1]


def test_a_row_says_what_the_week_leaves_out(printed: bytes) -> None:
    """Effort in full, rest, each side's own set-up, the reason, and every week's dose for each side."""
    text = page_texts(printed)[5].replace("\xa0", " ")
    assert (
        "Calf raise, bent knee RPE 7, 3 in reserve · rest 60 s 16 raises left, 27 right, on two days" in text
    )
    assert text.count("◀ 4 × 10 3 × 10") == 8
    assert "LEFT turn left RIGHT turn left" in text
    assert "two lighter sets of split squat first" in text
    assert "Kept: 3 at RPE 7." in text
    assert "week 1 week 2 week 3 week 4 1 rep more LEFT RIGHT LEFT RIGHT LEFT RIGHT LEFT RIGHT" in text


def test_exercises_lead_to_their_cards(printed: bytes) -> None:
    links = [one.get_object() for one in read(printed).pages[5]["/Annots"]]  # type: ignore[attr-defined]
    assert len(links) == 10


def test_doses_alone_keep_the_reasons_back() -> None:
    """They name measured values."""
    athlete = Athlete(id="maya-okafor", name="Maya Okafor", units="km", share="doses_only")
    text = page_texts(write(printed_plan(athlete=athlete))[0])[5]
    assert "16 raises" not in text
    assert "◀ 4 × 10" in text.replace("\xa0", " ")


def test_a_log_that_is_too_long_runs_on() -> None:
    """Thirty exercises: no smaller type than 7.5 pt, the heads again on the next page, and nothing lost."""
    plan = printed_plan()
    block = plan.strength_log[0]
    rows = tuple(
        block.sessions[0].rows[1].model_copy(update={"exercise": f"e{n}", "name": f"Number {n} of many"})
        for n in range(30)
    )
    session = block.sessions[0].model_copy(update={"rows": rows})
    long = printed_plan(strength_log=(block.model_copy(update={"sessions": (session,)}),))
    pages = page_texts(write(long)[0])
    log = [page for page in pages if "of many" in page]
    assert len(log) == 2
    assert all("week 1 week 2 week 3 week 4" in page for page in log)
    assert sum(page.count("of many") for page in log) == 30


def test_weeks_alone_take_their_blocks_along() -> None:
    """`--weeks 2-3` prints the log that those weeks lead to, and no other."""
    other = printed_plan().strength_log[0].model_copy(update={"weeks": (5, 6), "title": "weeks 5–6"})
    plan = printed_plan(strength_log=(*printed_plan().strength_log, other))
    pages = page_texts(write(plan, weeks=(2, 3))[0])
    assert [page.split(" Strength log")[0] for page in pages if "Strength log" in page] == [
        "Strength A, weeks 1–4"
    ]


def test_the_log_of_an_athlete_holds_all_that_the_weeks_leave_out(pdftotext: str) -> None:
    """Every exercise, set-up, rest, reason and lighter set of a full plan, on the page of its session."""
    plan = Plan.model_validate(plan_json_of("tomas-lindqvist"))
    theme = {**THEME, "parts": ["strength_log"]}
    pages = [
        one_line(page) for page in poppler_pages(pdf.write_pdf(plan, WORDS, theme, DOCUMENTS)[0], pdftotext)
    ]
    used = set()
    missing = []
    for block in plan.strength_log:
        for session in block.sessions:
            title = f"{session.title}, {session.weeks_text}"
            page = next(page for page in pages if title in page)
            used.add(page)
            changes = [line.text for line in block.lines if line.week in session.weeks]
            texts = [session.text, block.reserve_text, *changes]
            for row in session.rows:
                texts += [row.name, row.how, row.effort, row.rest_text, row.reason_text]
                texts += [row.left_setup, row.right_setup, row.both_setup]
                texts += [
                    text for dose in row.doses for text in (dose.left, dose.right, dose.both, dose.effort)
                ]
            missing += [(session.title, block.title, text) for text in texts if one_line(text) not in page]
    assert missing == []
    assert len(pages) == len(used) > len(plan.strength_log)
