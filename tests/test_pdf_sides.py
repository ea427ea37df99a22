"""Left and right in the PDF: breathing, the ledger, and why doses are equal."""

from __future__ import annotations

import json
from typing import Any

from printed_pdf import WORDS, page_texts, read, write
from printed_plans import printed_plan

from planforge.models.plan import Plan
from planforge.models.sessions import MoreOnASide, WeekSets
from planforge.plan.ledger_words import ledger_record


def with_items_of(plan: Plan, change: Any) -> Plan:
    """The plan with every item changed."""
    text = plan.to_json()
    data = json.loads(text)
    for week in data["weeks"]:
        for day in week["days"]:
            for session in day["sessions"]:
                session["items"] = [change(one) for one in session["items"]]
    return Plan.model_validate_json(json.dumps(data))


def test_breathing_is_one_token_on_the_week_and_told_in_the_log() -> None:
    """The rhythm in the column of efforts; rhythm in words and the position in the strength log."""
    plan = with_items_of(
        printed_plan(), lambda one: {**one, "effort_short": "4-6-3"} if one["exercise"] == "rockback" else one
    )
    block = plan.strength_log[0]
    row = block.sessions[0].rows[0].model_copy(update={"effort": "in 4 s, out 6 s", "how": "on the back"})
    session = block.sessions[0].model_copy(update={"rows": (row,)})
    plan = plan.model_copy(update={"strength_log": (block.model_copy(update={"sessions": (session,)}),)})
    pages = page_texts(write(plan)[0])
    assert "Left sucker punch rockback left arm reaches across 3 × 4 – 4-6-3" in pages[1]
    assert "in 4 s, out 6 s · rest 60 s on the back" in pages[5].replace("\xa0", " ")


def test_the_sets_of_each_side_stand_with_their_ratio() -> None:
    """All weeks on the overview with ratio and cap."""
    row = ledger_record(WeekSets(1, 21, 19, 3, (MoreOnASide("Calf raise", "left", 2),)), WORDS)
    pages = page_texts(write(printed_plan(side_ledger=(row,)))[0])
    assert "Ratio 1.11 At most 1.16" in pages[0]


def test_a_long_plan_still_has_room_for_its_ratios() -> None:
    """A year of weeks: the figures are set upright, each with its own place."""
    plan = printed_plan()
    weeks = tuple(plan.weeks[0].model_copy(update={"number": n, "title": f"Week {n}"}) for n in range(1, 53))
    ledger = tuple(ledger_record(WeekSets(n, 21, 19, 3), WORDS) for n in range(1, 53))
    data, problems = write(printed_plan(weeks=weeks, side_ledger=ledger))
    assert problems == []
    assert read(data).pages[0].extract_text().count("1.11") == 52


def test_equal_doses_are_explained_and_no_mark_is_promised() -> None:
    """The plan's own sentence; and nobody is told to start with a marked side where none is marked."""
    cause = "Both sides get the same doses. Calf raises: the same work on both sides, since it is off."
    even = with_items_of(
        printed_plan(equal_text=cause),
        lambda one: {**one, "first": "either" if one["first"] else None, "reason_text": ""},
    )
    text = page_texts(write(even)[0])[0]
    assert cause in text
    assert "marked first" not in text
    assert "Either may start" in text
    marked = page_texts(write(printed_plan())[0])[0]
    assert "Start with the side the arrow points to; the other side takes the same load" in marked
