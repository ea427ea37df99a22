"""Words without a break, as long as a name may be: they stay on the page; other text is untouched."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pages import DOCUMENTS, parts
from printed_pdf import THEME, WORDS, poppler_pages
from printed_plans import printed_plan

from planforge.models.plan import Plan
from planforge.render import pdf

LONG, ADDRESS = "W" * 118, "ann.long-name@running.example.org"
BOX = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"')


def long_plan() -> Plan:
    made = printed_plan()
    week = made.weeks[0]
    days = tuple(
        day.model_copy(
            update={"sessions": tuple(one.model_copy(update={"title": LONG}) for one in day.sessions)}
        )
        for day in week.days
    )
    assert made.goal is not None
    return made.model_copy(
        update={
            "title": f"{LONG} · {LONG}",
            "athlete": made.athlete.model_copy(update={"name": LONG}),
            "goal": made.goal.model_copy(update={"name": LONG}),
            "weeks": (week.model_copy(update={"days": days}),),
        }
    )


@pytest.fixture(scope="module")
def printed() -> bytes:
    look = {**THEME, "contact": ADDRESS}
    data, problems = pdf.write_pdf(long_plan(), WORDS, look, parts(DOCUMENTS))
    assert problems == []
    return data


def test_no_word_leaves_the_page(printed: bytes, pdftotext: str, tmp_path: Path) -> None:
    """Nor comes to its edge at the foot, where printers leave 4 mm blank [recalled]."""
    (tmp_path / "long.pdf").write_bytes(printed)
    told = subprocess.run(
        [pdftotext, "-bbox", tmp_path / "long.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = told.split("<page ")[1:]
    assert len(pages) >= 3
    for page in pages:
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', page)
        assert size is not None
        wide, high = float(size[1]), float(size[2])
        boxes = [tuple(map(float, found)) for found in BOX.findall(page)]
        assert boxes
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= wide
            assert 0 <= top < bottom <= high - 11


def test_it_is_all_there_and_an_address_stays_whole(printed: bytes, pdftotext: str) -> None:
    """What breaks a long word has no width and no mark."""
    text = "".join(poppler_pages(printed, pdftotext))
    assert ADDRESS in text
    assert LONG in re.sub(r"[\s\u200b]", "", text)


def test_ordinary_words_are_not_touched(pdftotext: str) -> None:
    data, _ = pdf.write_pdf(printed_plan(), WORDS, THEME, parts(DOCUMENTS), weeks=(1, 1))
    text = "".join(poppler_pages(data, pdftotext))
    assert "Easy" in text
    assert "\u200b" not in text
