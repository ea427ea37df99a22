"""The worked cases of tests/data/worked: their plans as JSON, and short questions to ask them."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from conftest import ROOT

from athletes import plan_json, shipped_library
from planforge.models.profile import Profile
from planforge.reading.profiles import read_profile

Plan = dict[str, Any]
Item = dict[str, Any]

FOLDER = ROOT / "tests" / "data" / "worked"
TODAY = dt.date(2026, 11, 22)
START = dt.date(2026, 11, 23)
CASES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


class Done(NamedTuple):
    """One item where it stands: its date, week number, kind of week, session letter, and itself."""

    date: dt.date
    week: int
    kind: str
    letter: str
    item: Item

    @property
    def sets(self) -> tuple[int | None, int | None]:
        """Sets on the left and on the right; None for a side that does nothing."""
        return tuple(None if (dose := self.item[side]) is None else dose["sets"] for side in SIDES)  # type: ignore[return-value]

    @property
    def by_side(self) -> bool:
        """Whether it is dosed for each side, one of them perhaps with nothing."""
        return self.item["both"] is None

    @property
    def alone(self) -> str | None:
        """The one side that works, or None where both do."""
        left, right = self.sets
        if self.by_side and (left is None) != (right is None):
            return "left" if right is None else "right"
        return None


SIDES = ("left", "right")
# First and last weeks of the blocks, by hand from the weeks of the season: four to six weeks, ended by a
# lighter week or a phase, and not begun with a lighter week where that can be avoided.
BLOCKS = {
    "a_typical": (
        (1, 5),
        (6, 11),
        (12, 17),
    ),  # lighter 3, 7, 11, 15: six weeks would begin the next one with 7
    "b_mirrored": ((1, 5), (6, 11), (12, 17)),
    "c2_one_capacity": ((1, 5), (6, 11), (12, 17)),
    "c_no_difference": ((1, 5), (6, 11), (12, 16)),  # lighter 3, 5, 8, 11, 14
    "d_pain": ((1, 5), (6, 11), (12, 16)),
    "e_both_ankles_low": ((1, 4), (5, 10), (11, 15)),  # lighter 4, 7, 10, 13
    "f_mat_only": ((1, 6), (7, 10), (11, 16)),  # lighter 3, 6, 10, 14
    "g_confirmed": ((1, 4), (5, 8), (9, 12), (13, 18)),  # lighter 4, 8, 12, 16
    "h_flipped": ((1, 6), (7, 10), (11, 16)),
}


@functools.cache
def case(name: str) -> Profile:
    """The athlete of a case; the file must be free of problems."""
    profile, problems = read_profile(FOLDER / f"{name}.yaml", shipped_library(), TODAY)
    assert profile is not None
    assert [problem.to_text() for problem in problems] == []
    return profile


@functools.cache
def plan(name: str, dosing: str = "standard", *, newest_only: bool = False) -> Plan:
    """The plan of a case; `newest_only` leaves out all assessments but the last, which unconfirms it."""
    profile = case(name).model_copy(update={"side_dosing": dosing, "id": "worked"})
    if newest_only:
        profile = profile.model_copy(update={"assessments": profile.assessments[-1:]})
    return plan_json(profile, TODAY)


def done(made: Plan, *exercises: str) -> list[Done]:
    """All items of strength sessions from first to last, or those of some exercises."""
    return [each for each in _all(made) if not exercises or each.item["exercise"] in exercises]


def _all(made: Plan) -> Iterator[Done]:
    for week in made["weeks"]:
        for day in week["days"]:
            for session in day["sessions"]:
                for item in session["items"] if session["kind"] == "strength" else ():
                    date = dt.date.fromisoformat(day["date"])
                    yield Done(date, week["number"], week["kind"], session["title"][-1], item)


def findings(made: Plan) -> dict[str, tuple[str, str | None, bool]]:
    """By test: verdict, side, confirmed."""
    return {
        found["test"]: (found["verdict"], found["side"], found["confirmed"]) for found in made["findings"]
    }


def notices(made: Plan) -> dict[str, str]:
    """By code: the text."""
    return {notice["code"]: notice["text"] for notice in made["notices"]}


def measured_again(made: Plan, why: str) -> dict[dt.date, set[str]]:
    """The days of re-tests (`block_end`) or confirming measures (`confirm`), with their tests."""
    return {dt.date.fromisoformat(r["date"]): set(r["tests"]) for r in made["retests"] if r["why"] == why}


def ledger(made: Plan) -> dict[int, tuple[int, int]]:
    """By week: sets left and right."""
    return {entry["week"]: (entry["left_sets"], entry["right_sets"]) for entry in made["side_ledger"]}


def counted(made: Plan) -> dict[int, tuple[int, int]]:
    """The same counted anew from the printed items: levels 3 to 5, one side at a time."""
    found = {week["number"]: (0, 0) for week in made["weeks"]}
    for each in done(made):
        if each.item["level"] >= 3 and each.by_side:
            left, right = found[each.week]
            found[each.week] = (left + (each.sets[0] or 0), right + (each.sets[1] or 0))
    return found


def uneven(made: Plan) -> list[Done]:
    """Items that both sides do, with more sets on one of them."""
    return [each for each in done(made) if None not in each.sets and each.sets[0] != each.sets[1]]


def one_sided(made: Plan) -> list[Done]:
    return [each for each in done(made) if each.alone]


def setups(made: Plan, exercise: str) -> set[tuple[str | None, str | None, str | None]]:
    """The set-ups printed beside the left dose, the right dose, the dose of both."""
    return {
        tuple((each.item[key] or {}).get("setup") for key in (*SIDES, "both"))  # type: ignore[misc]
        for each in done(made, exercise)
    }


def session_lines(made: Plan, week: int) -> list[str]:
    """The strength sessions of a week as a person reads them: an item a line, with its measure."""
    lines = []
    for each in made["weeks"][week - 1]["days"]:
        for session in each["sessions"]:
            if session["kind"] == "strength":
                lines.append(f"  {session['title']} · {each['date']} · {session['duration_text']}")
                lines += [f"    {_line(item)}" for item in session["items"]]
            elif session["kind"] == "test":
                lines.append(f"  {session['title']} · {each['date']} · {session['text']}")
    return lines


def _line(item: Item) -> str:
    parts = [item["name"]]
    for key in (*SIDES, "both"):
        if (dose := item[key]) is not None:
            setup = f" ({dose['setup']})" if dose["setup"] else ""
            parts.append(f"{key} {dose['text']}{setup}")
    parts += [text for text in (item["order_text"], item["effort"], f"rest {item['rest_text']}") if text]
    parts += [reason["text"] for reason in item["reasons"] if reason["test"]]
    return " | ".join(parts)


def session_summaries(made: Plan, week: int) -> list[str]:
    """The strength sessions of a week, a line each: names and doses."""
    lines = []
    for each in made["weeks"][week - 1]["days"]:
        for session in each["sessions"]:
            if session["kind"] == "strength":
                items = "; ".join(f"{item['name']} {_dose(item)}" for item in session["items"])
                lines.append(f"  {session['title']} · {each['date']} · {session['duration_text']}: {items}")
    return lines


def _dose(item: Item) -> str:
    left, right, both = (None if item[key] is None else item[key]["text"] for key in (*SIDES, "both"))
    if both is not None or left == right:
        return both or left
    return f"left {left or '-'}, right {right or '-'}"
