"""What was measured and what is done about it, a row for each test, in the order of the body map."""

from __future__ import annotations

from planforge.models.frozen import Frozen, Side


class SideWork(Frozen):
    """An exercise that one side does alone or with more, over the weeks in which it does."""

    exercise: str
    name: str
    left_text: str  # "3–4 × 10–11"; "–" for a side that does none
    right_text: str
    weeks_text: str  # "weeks 1–2"


class MeasureRow(Frozen):
    test: str
    name: str
    number: str = ""  # as on the body map; empty where no side is called or no value may be shown
    side: Side | None = None
    found_text: str = ""  # how far apart and how sure
    do_text: str = ""  # what follows, or why nothing does
    work: tuple[SideWork, ...] = ()
    retest_text: str = ""  # "Re-test 16 Dec, 5 Feb"; "Not re-tested in this plan"
