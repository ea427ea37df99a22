"""What an athlete gets by mail is small: a real plan of 24 weeks, with drawings and a video on every card."""

from __future__ import annotations

import pytest
from conftest import ROOT
from workbooks import long_plan

from athletes import shipped_library
from planforge.forge import render
from planforge.models.plan import Plan
from planforge.reading.layers import Layer

SHIPPED = (Layer("shipped", ROOT / "templates"),)
LINK = "https://www.youtube.com/watch?v=abcdefgh{number}&list=PLabcdefghijklmnopqrstuvwxyz012345"


def filmed(plan: Plan) -> Plan:
    cards = [
        card.model_copy(update={"video": LINK.format(number=number)})
        for number, card in enumerate(plan.exercises, 100)
    ]
    return plan.model_copy(update={"exercises": tuple(cards)})


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Of the athlete with the longest texts of the six."""
    plan = filmed(long_plan("maya-okafor", 3))
    assert len(plan.exercises) >= 20
    made, problems = render(plan, shipped_library(), SHIPPED, ("pdf", "html"))
    assert problems == []
    return made


def test_the_page_of_24_weeks_stays_under_600_kb(files: dict[str, bytes]) -> None:
    assert files["html"].count(b"data:image/svg+xml,") >= 6
    assert len(files["html"]) < 600_000


def test_the_pdf_of_24_weeks_stays_under_1_5_mb(files: dict[str, bytes]) -> None:
    assert len(files["pdf"]) < 1_500_000
