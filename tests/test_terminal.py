"""The plan in the terminal: boxed for a reader, one tab-separated line an entry for a pipe"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from printed_plans import item, printed_plan
from reasoned_plans import dose, explain, with_items

from planforge.models.plan import NoticeRecord
from planforge.models.sessions import MoreOnASide, WeekSets
from planforge.models.week_sums import LedgerWeek
from planforge.models.words import Words
from planforge.plan.ledger_words import ledger_record
from planforge.render.terminal import show

WORDS_FILE = Path(__file__).parent.parent / "templates" / "words" / "en.yaml"
WORDS = Words(yaml.load(WORDS_FILE.read_text(encoding="utf-8"), yaml.BaseLoader))
BOXES = set("─│┌┐└┘├┤┬┴┼━┃█")
SIZES = [40, 60, 80, 100, 200]


def lines(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n")]


NOTICE = NoticeRecord(
    code="NOTHING_TO_DROP",
    severity="warning",
    text="No strength stands on 2 Feb.",
    week=2,
    date=None,
    dates=(),
    value=None,
    limit=None,
)
PLAN = printed_plan(notices=(NOTICE,))


# -- for a reader -----------------------------------------------------------------------------------------


def test_the_overview_holds_what_a_coach_asks_first() -> None:
    """Goal, phases, weekly distances, findings in plain words, re-tests and notices."""
    text = show(PLAN, WORDS, width=120, color=False)
    for expected in (
        PLAN.title, "Lakeside Half", "target 1:42:00", "Half marathon, intermediate", "Base", "1–2",
        "Build it.",
        *(week.distance_text for week in PLAN.weeks), *(week.dates_text for week in PLAN.weeks),
        *(found.sentence for found in PLAN.findings), "5 of 5 differences go one way.",
        "Thursday 3 Dec: Ankle bend, Calf raises", "warning  No strength stands on 2 Feb.", "LEFT sets",
    ):  # fmt: skip
        assert expected in text
    assert "within_error" not in text
    assert not any(code in text for code in ("NOTHING_TO_DROP", "weight_bearing_lunge_angle"))


def test_the_weekly_sets_stand_under_their_side() -> None:
    """The ledger's left and right are not swapped on their way to the page."""
    plan = PLAN.model_copy(update={"side_ledger": (LedgerWeek(week=1, left_sets=21, right_sets=17),)})
    rows = [
        line
        for line in show(plan, WORDS, width=100, color=False).split("\n")
        if "LEFT" in line or "21" in line
    ]
    head, row = rows[0], next(line for line in rows[1:] if re.search(r"\b21\b.*\b17\b", line))
    assert row.index("21") + 2 == head.index("LEFT sets") + len("LEFT sets")
    assert row.index("17") + 2 == head.index("RIGHT sets") + len("RIGHT sets")


def test_a_referral_comes_first() -> None:
    """Red flags are read before anything else, in every form of the output."""
    plan = PLAN.model_copy(update={"referral": ("See a doctor about the night pain.",)})
    for text in (
        show(plan, WORDS, color=False),
        show(plan, WORDS, is_terminal=False),
        explain(plan, WORDS, color=False),
        explain(plan, WORDS, is_terminal=False),
    ):
        assert text.index("night pain") < text.index("Lakeside" if "Lakeside" in text else "pattern")


def test_a_week_has_its_days_and_both_sides_as_columns() -> None:
    """Every day stands; each exercise has its dose under LEFT and RIGHT, work with both in one cell."""
    plan = with_items(
        PLAN, 1,
        item("calf", "Calf raise", dose("4 × 10"), dose("3 × 10"), first="left", reason="16 left, 27 right"),
        item("reach", "Left reach", dose("3 × 4"), None),
        item("press", "Chest press", None, None, both=dose("2 × 8")),
        item("turn", "Split squat", dose("3 × 8", "turn left"), dose("3 × 8", "turn left")),
    )  # fmt: skip
    text = show(plan, WORDS, week=1, width=160, color=False)
    assert all(day.date_text in text for day in plan.weeks[0].days)
    rows = {
        name: line
        for line in text.split("\n")
        for name in ("Calf raise", "Left reach", "Chest")
        if name in line
    }
    head = next(line for line in text.split("\n") if "LEFT" in line and "RIGHT" in line)
    left, right = head.index("LEFT"), head.index("RIGHT")
    assert rows["Calf raise"][left:].startswith("4 × 10")
    assert rows["Calf raise"][right:].startswith("3 × 10")
    assert "left first · Two test days agree." in rows["Calf raise"]
    assert all("Two test days agree." in row for row in rows.values())
    assert rows["Left reach"][left:].startswith("3 × 4")
    assert rows["Left reach"][right:].startswith("–")
    assert rows["Chest"][left:].startswith("both: 2 × 8")
    assert "3 × 8 (turn left)" in text


def test_a_narrow_week_keeps_what_matters() -> None:
    """At 60 columns the doses of both sides and which side starts still stand."""
    plan = with_items(PLAN, 1, item("calf", "Calf raise", dose("4 × 10"), dose("3 × 10"), first="left"))
    text = show(plan, WORDS, week=1, width=60, color=False)
    row = next(line for line in text.split("\n") if "4 × 10" in line)
    assert row.index("4 × 10") < row.index("3 × 10")
    assert "left first" in text
    assert "…" not in text


def test_a_daily_habit_is_said_once() -> None:
    """A habit of every day stands once; one of some days names them."""
    week = PLAN.weeks[0]
    daily = [day.model_copy(update={"habit": "Breathing, 3 × 4"}) for day in week.days]
    some = [day.model_copy(update={"habit": "Breathing" if day.weekday_text in {"Mon", "Wed"} else None})
            for day in week.days]  # fmt: skip
    for days, expected in ((daily, "Daily: Breathing, 3 × 4\n"), (some, "Daily (Mon, Wed): Breathing\n")):
        plan = PLAN.model_copy(update={"weeks": (week.model_copy(update={"days": tuple(days)}),)})
        assert show(plan, WORDS, week=1, color=False).count(expected) == 1


def test_a_week_that_is_not_there() -> None:
    """A week the plan does not have is an error that says which weeks there are."""
    for number in (0, 5):
        with pytest.raises(ValueError, match=f"weeks 1 to 4, not {number}"):
            show(PLAN, WORDS, week=number)


def test_paces_as_a_table() -> None:
    """Each zone with its pace and use, and what the form is worth; without a result a sentence."""
    text = show(PLAN, WORDS, paces=True, color=False)
    assert re.search(r"E  Easy +5:40–6:20 /km +most of your running +you can talk", text)
    assert re.search(r"5 km +22:52", text)
    assert "10 km in 47:30 on 8 Nov 2026, VDOT 43.0" in text
    without = PLAN.model_copy(update={"paces": None})
    assert (
        show(without, WORDS, paces=True, color=False)
        == "No race result is known, so every run goes by effort."
    )
    assert lines(show(without, WORDS, paces=True, is_terminal=False))[0][0] == "paces"


@pytest.mark.parametrize("width", SIZES)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """At any width from 40 on, tables shrink and texts wrap."""
    for text in (
        show(PLAN, WORDS, width=width, color=False),
        show(PLAN, WORDS, week=1, width=width, color=False),
        show(PLAN, WORDS, paces=True, width=width, color=False),
        explain(PLAN, WORDS, width=width, color=False),
    ):
        assert max(len(line) for line in text.split("\n")) <= width


def test_colour_is_only_colour() -> None:
    """Without the escape codes the coloured text is the plain one, and the two sides differ in colour."""
    coloured = show(PLAN, WORDS, week=1, color=True)
    assert "\x1b[" in coloured
    assert "\x1b" not in show(PLAN, WORDS, week=1, color=False)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == show(PLAN, WORDS, week=1, color=False).split("\n")


def test_texts_of_a_profile_steer_nothing() -> None:
    """Markup, escape codes and line breaks in a name are printed as text or spaces."""
    name = "[red]Max[/red] \x1b[2J :boom:\n\tB\u202e"
    phase = PLAN.phases[0].model_copy(update={"purpose": name})  # stands in a table
    plan = PLAN.model_copy(update={"title": name, "phases": (phase,)})
    assert show(plan, WORDS, color=False).count("[red]Max[/red]") == 2
    assert show(plan, WORDS, color=False).count(":boom:") == 2
    for text in (show(plan, WORDS, color=False), explain(plan, WORDS, color=False)):
        assert "[red]Max[/red]" in text
        assert ":boom:" in text
        assert not set(text) & {"\x1b", "\t", "\u202e"}
    first = show(plan, WORDS, is_terminal=False).split("\n")[0]
    assert first.split("\t")[1] == "[red]Max[/red]  [2J :boom:  B "


# -- for a pipe -------------------------------------------------------------------------------------------


def test_piped_output_is_a_line_an_entry() -> None:
    """No boxes, no colours, no wrapping, whatever the width; the first field is the kind of entry."""
    long = "very " * 60 + "long"
    plan = PLAN.model_copy(update={"subtitle": long})
    for text in (
        show(plan, WORDS, is_terminal=False, width=40),
        show(plan, WORDS, week=1, is_terminal=False, width=40),
        show(plan, WORDS, paces=True, is_terminal=False, width=40),
    ):
        assert not set(text) & (BOXES | {"\x1b"})
        assert not text.endswith("\n")
        assert all(entry[0].isalpha() for entry in lines(text))
    overview = lines(show(plan, WORDS, is_terminal=False, width=40))
    assert overview[0][2] == long
    assert [entry[1] for entry in overview if entry[0] == "week"] == ["1", "2", "3", "4"]
    assert [entry[10:12] for entry in overview if entry[0] == "week"] == [["20", "18"]] * 4
    assert len([entry for entry in overview if entry[0] == "finding"]) == 2


def test_a_piped_week_names_every_item() -> None:
    """Days, sessions and items each on their line, left before right."""
    plan = with_items(PLAN, 1, item("calf", "Calf raise", dose("4 × 10"), dose("3 × 10"), first="left"))
    entries = lines(show(plan, WORDS, week=1, is_terminal=False))
    assert [entry[1] for entry in entries if entry[0] == "day"] == [
        str(day.date) for day in plan.weeks[0].days
    ]
    sessions = [session for day in plan.weeks[0].days for session in day.sessions]
    assert [entry[3] for entry in entries if entry[0] == "session"] == [session.title for session in sessions]
    assert [entry[2:5] for entry in entries if entry[0] == "item"] == [
        ["Calf raise", "4 × 10", "3 × 10"]
    ] * len([session for session in sessions if session.kind == "strength"])


LEDGER = ledger_record(WeekSets(1, 21, 19, 3, (MoreOnASide("Calf raise", "left", 2),)), WORDS)


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_every_item_has_its_reason_at_every_width(width: int) -> None:
    """In a column where there is room, else in a line below the table."""
    text = show(
        with_items(PLAN, 1, item("press", "Press", None, None, both=dose("2 × 8"))),
        WORDS, week=1, width=width, color=False,
    )  # fmt: skip
    assert text.count("Two test days agree.") == 2
    assert "…" not in text


def test_the_ledger_of_a_week_stands_above_its_days() -> None:
    """Sets, their ratio, its cap and what makes them differ, boxed and piped; the ratio in the overview."""
    plan = PLAN.model_copy(update={"side_ledger": (LEDGER,)})
    line = (
        "left 21, right 19; 1.11 to 1; at most 3 sets apart, 1.16 to 1; "
        "2 more on the left: calf raise in 2 sessions"
    )
    assert f"Strength sets: {line}" in show(plan, WORDS, week=1, width=160, color=False)
    piped = lines(show(plan, WORDS, week=1, is_terminal=False))
    assert ["ledger", "1", "21", "19", "1.11", "1.16", line] in piped
    row = next(entry for entry in lines(show(plan, WORDS, is_terminal=False)) if entry[:2] == ["week", "1"])
    assert row[-4:] == ["21", "19", "1.11", "1.16"]
    for width in (80, 100, 120):
        assert "1.11" in show(plan, WORDS, width=width, color=False)


def test_rich_is_imported_late() -> None:
    """Importing the renderer, and piping, costs no import of rich."""
    code = "import sys, planforge.render.terminal; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_same_plan_prints_the_same_text() -> None:
    """Twice the same bytes."""
    assert show(PLAN, WORDS) == show(PLAN, WORDS)
