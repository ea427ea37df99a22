"""The PDF as a reader gets it: its pages, its text, its standard."""

from __future__ import annotations

from math import ceil
from typing import Any

import pytest
from printed_pdf import (
    DOCUMENTS,
    THEME,
    WORDS,
    objects_of,
    one_line,
    page_texts,
    pages_of,
    poppler_pages,
    read,
    root_of,
    write,
)
from printed_plans import printed_plan

from planforge.models.plan import Athlete, Plan
from planforge.render import pdf
from planforge.sending.attachments import INSIDE

HOSTILE = 'Ann # < > * _ $ @x \\ [ ] // /* ~ ` = - + "q" {page} #panic() 1. x'


@pytest.fixture(scope="module")
def printed() -> bytes:
    data, problems = write(printed_plan())
    assert problems == []
    return data


def test_is_a_tagged_pdf_ua_1(printed: bytes) -> None:
    """The file declares PDF/UA-1 and has what that asks for: tags, a title, a language."""
    reader = read(printed)
    root = root_of(printed)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == printed_plan().title
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == printed_plan().generated_on


def test_names_the_plan_it_is_of(printed: bytes) -> None:
    """In the document's information, where `planforge send` looks for it."""
    assert INSIDE["pdf"](printed) == printed_plan().plan_id != ""


def test_the_compiler_is_asked_to_keep_none_of_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A squad's plans would pile up in memory; what forgetting does is seen in test_document_parts.py."""
    asked: list[bool] = []

    def compiled(_: object, *, forget: bool = False, **__: object) -> bytes:
        asked.append(forget)
        return b"%PDF"

    monkeypatch.setattr(pdf, "compiled", compiled)
    monkeypatch.setattr(pdf, "compact", lambda data, _: data)
    assert (write(printed_plan()), asked) == ((b"%PDF", []), [True])


def test_bookmarks_lead_to_every_week_and_card(printed: bytes) -> None:
    """Each week, strength session and exercise card is a bookmark."""

    def titles(entries: Any) -> list[str]:
        return [
            name
            for entry in entries
            for name in (titles(entry) if isinstance(entry, list) else [one_line(entry.title)])
        ]

    found = titles(read(printed).outline)
    plan = printed_plan()
    assert {week.title for week in plan.weeks} <= set(found)
    assert {card.name for card in plan.exercises} <= set(found)


def test_drawings_have_words_for_who_cannot_see_them(printed: bytes) -> None:
    """The weekly bars and every pair of left and right bars carry their figures as alternative text."""
    objects = objects_of(printed).values()
    alts = [str(one["/Alt"]) for one in objects if isinstance(one, dict) and "/Alt" in one]
    assert any("Week 3: 34.5 km" in alt for alt in alts)
    assert "Ankle bend: left 33.8°, right 40.8°; the test's own error is 4.7°." in alts


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_page_count_is_the_formula(paper: str) -> None:
    """Overview, weeks, log, cards by six and sources: that many pages and no more, on both papers."""
    plan = printed_plan()
    data, problems = write(plan, paper=paper)
    assert problems == []
    assert len(read(data).pages) == pages_of(plan) == 8
    size = read(data).pages[0].mediabox
    assert (round(size.width), round(size.height)) == {"A4": (595, 842), "Letter": (612, 792)}[paper]


def test_every_page_carries_its_number_of_all(printed: bytes) -> None:
    """Weeks as 2/9, the others in words."""
    pages = page_texts(printed)
    told = [(f"page {n} of {len(pages)}", f"{n}/{len(pages)}") for n in range(1, len(pages) + 1)]
    assert [
        both for both, page in zip(told, pages, strict=True) if not any(map(page.__contains__, both))
    ] == []


def test_same_plan_same_bytes(printed: bytes) -> None:
    """No clock, no path of a temporary folder, no order by chance."""
    assert write(printed_plan())[0] == printed


def test_documents_as_a_mapping_give_the_same_bytes(printed: bytes) -> None:
    """The parts may come one by one, each from the layer that won."""
    files = {p.relative_to(DOCUMENTS).as_posix(): p for p in DOCUMENTS.rglob("*") if p.is_file()}
    assert pdf.write_pdf(printed_plan(), WORDS, THEME, files) == (printed, [])


def wanted_texts(plan: Plan) -> list[str]:
    texts = [plan.title, plan.pattern.athlete_sentence]
    for week in plan.weeks:
        texts += [week.title, week.dates_text, week.distance_text, week.purpose_text]
        for day in week.days:
            texts.append(day.date_text)
            for session in day.sessions:
                texts += [session.title, session.distance_short_text, session.duration_short_text]
                texts.append(session.text if session.short_text is None else session.short_text)
                for item in session.items:
                    doses = [one.text for one in (item.left, item.right, item.both) if one]
                    texts += [item.name, item.reason_text, item.effort, *doses]
    for card in plan.exercises:
        texts += [card.name, card.purpose, card.side_note, *card.setup, *card.cues, *card.cautions]
    for row in plan.measure_rows:
        texts += [f"{row.number} {row.name}", row.found_text, row.do_text, row.retest_text]
        for work in row.work:
            texts += [work.name, work.left_text, work.right_text, work.weeks_text]
    return texts + [source.text for source in plan.sources]


def test_everything_of_the_plan_is_in_the_text(printed: bytes) -> None:
    """Titles, dates, doses, sentences, cards and sources, as pypdf reads them."""
    text = " ".join(page_texts(printed))
    text = text.replace("\xa0", " ")
    assert [one for one in wanted_texts(printed_plan()) if one_line(one) not in text] == []


def test_pdftotext_reads_the_same(printed: bytes, pdftotext: str) -> None:
    """An outside program finds titles, dates and doses too."""
    text = one_line(" ".join(poppler_pages(printed, pdftotext)))
    plan = printed_plan()
    items = [one for week in plan.weeks for day in week.days for s in day.sessions for one in s.items]
    doses = {dose.text for item in items for dose in (item.left, item.right, item.both) if dose}
    days = {day.date_text for week in plan.weeks for day in week.days}
    assert [one for one in {plan.title, *doses, *days} if one not in text] == []


def test_weeks_prints_those_weeks_and_their_cards() -> None:
    """`--weeks 2-3`: two pages of weeks, the log they lead to and the cards that they use."""
    data, problems = write(printed_plan(), weeks=(2, 3))
    assert problems == []
    pages = [one_line(page.extract_text()) for page in read(data).pages]
    assert len(pages) == 2 + 1 + ceil(5 / 6)
    assert ["Week 2" in pages[0], "Week 3" in pages[1], "Exercises" in pages[3]] == [True, True, True]


def test_hostile_text_comes_out_as_text() -> None:
    """Markup of the typesetter in a name is printed, never obeyed."""
    plan = printed_plan()
    week = plan.weeks[0]
    days = [
        day.model_copy(
            update={"sessions": tuple(s.model_copy(update={"title": HOSTILE}) for s in day.sessions)}
        )
        for day in week.days
    ]
    cards = tuple(card.model_copy(update={"name": HOSTILE}) for card in plan.exercises)
    hostile = printed_plan(
        title=HOSTILE,
        weeks=(week.model_copy(update={"days": tuple(days)}), *plan.weeks[1:]),
        exercises=cards,
        referral=(HOSTILE,),
    )
    data, problems = write(hostile)
    assert problems == []
    reader = read(data)
    assert reader.metadata is not None
    assert reader.metadata.title == HOSTILE
    for page in (0, 1, 7):
        assert HOSTILE in one_line(reader.pages[page].extract_text()), page


def test_doses_only_leaves_the_measured_values_out(printed: bytes) -> None:
    """Doses stay, measured values, findings and the reasons that name them go."""
    athlete = Athlete(id="maya-okafor", name="Maya Okafor", units="km", share="doses_only")
    data, problems = write(printed_plan(athlete=athlete))
    assert problems == []
    text, full = " ".join(page_texts(data)), " ".join(page_texts(printed))
    for value in ("33.8°", "40.8°", "16 raises", "What we measured", "7° apart"):
        assert value in full
        assert value not in text
    assert "◀ 4 × 10" in text


def test_many_measures_get_a_page_of_their_own() -> None:
    """Without a map five stand on the overview, the others behind it, all on one page."""
    many = printed_plan(findings=printed_plan().findings * 9)
    data, problems = write(many)
    assert problems == []
    assert len(read(data).pages) == pages_of(many) == 9
    told = [one_line(page.extract_text()).count("° apart.") for page in read(data).pages[:2]]
    assert told == [5, 13]


def test_a_referral_stands_first() -> None:
    """What must be settled with a doctor stands above everything but the title."""
    plan = printed_plan(referral=("See a doctor before the first session.",))
    text = one_line(read(write(plan)[0]).pages[0].extract_text())
    assert text.index(plan.subtitle) < text.index("See a doctor") < text.index("Goal time")


def test_a_plan_with_nothing_in_it_is_printed() -> None:
    """No goal, paces, measures, exercises or sources: still an overview, the weeks and the last page."""
    plan = printed_plan()
    weeks = tuple(
        week.model_copy(
            update={
                "days": tuple(
                    day.model_copy(update={"sessions": (), "habit": None, "habit_exercise": None})
                    for day in week.days
                ),
                "distance_m": 0,
            }
        )
        for week in plan.weeks
    )
    bare = printed_plan(
        goal=None,
        paces=None,
        findings=(),
        tests=(),
        exercises=(),
        sources=(),
        retests=(),
        side_ledger=(),
        strength_log=(),
        weeks=weeks,
    )
    data, problems = write(bare)
    assert problems == []
    assert len(read(data).pages) == pages_of(bare) == 6
