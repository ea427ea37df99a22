"""The tab This week: nothing of any week is left off, and the day's list is on a phone's first screen."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import book, opened, plan, read, theme, written
from xlsx_engines import all_by_libreoffice, by_gnumeric, differences, typed, values, with_today

from athletes import SIX
from planforge.models.plan import Day, Item, Plan, Session, Week
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx import strength_columns as s
from planforge.render.xlsx.grid import serial

FIRST_SCREEN = 480  # points: a phone of 360 by 740 pixels shows about this much under Excel's own bars
RACED = ("hana-sato", "george-papadakis", "maya-okafor")


def slots(sheet: Worksheet, column: str) -> list[int]:
    """The places of a week that the hidden cells of this column look up, in their order."""
    texts = [
        str(cell.value)
        for (cell,) in sheet[f"{column}1:{column}{sheet.max_row}"]
        if cell.value and sheet.row_dimensions[cell.row].hidden
    ]
    found = [re.search(r"MATCH\(\(shown_week\*100\)\+(\d+),", text) for text in texts]
    return [int(one[1]) for one in found if one]


def lines(sheet: Worksheet) -> list[int]:
    """The hidden rows whose first cell looks up a row of Plan by the number of its week."""
    return [
        row
        for row in range(1, sheet.max_row + 1)
        if "MATCH(shown_week," in str(sheet.cell(row, 1).value) and sheet.row_dimensions[row].hidden
    ]


def starred(session: Session) -> str:
    return f"★ {session.title}" if session.key else session.title


def setups(item: Item) -> list[str]:
    """Left's before right's, as they stand beside each other."""
    return [dose.setup for dose in (item.left, item.right, item.both) if dose and dose.setup]


def rows_of(week: Week) -> int:
    return sum(len(day.sessions) or 1 for day in week.days)


def fullest(of: Plan) -> Week:
    """The week with the most rows; of several the last."""
    return max(of.weeks, key=lambda week: (rows_of(week), week.number))


def without_strength(of: Plan) -> Week:
    return next(week for week in of.weeks if not any(s.items for day in week.days for s in day.sessions))


def days(of: Plan) -> list[Day]:
    return [day for week in of.weeks for day in week.days]


def rest_day(of: Plan) -> int:
    """Where a day without a session stands before one with."""
    every = days(of)
    return next(at for at, day in enumerate(every) if not day.sessions and every[at + 1].sessions)


def double_day(of: Plan) -> Day:
    """A day with a second session that is strength work."""
    return next(day for day in days(of) if len(day.sessions) > 1 and day.sessions[-1].items)


def moved() -> dict[tuple[str, str], object]:
    """Typed into Plan: a long run put a week later, a walk in the empty row, two days swapped."""
    of, sheet = plan("maya-okafor"), read("maya-okafor")["Plan"]
    rows = {sheet.cell(row, p.ID).value: row for row in range(5, sheet.max_row + 1)}
    week, day = get_column_letter(p.WEEK), get_column_letter(p.DAY)
    first, second = of.weeks[:2]
    long_run = rows[first.days[-1].sessions[0].id]
    empty = rows[of.weeks[-1].days[-1].sessions[-1].id] + 1
    assert not second.days[0].sessions
    swapped = [one for one in second.days if len(one.sessions) == 1][:2]
    assert len(swapped) == 2
    typed_in: dict[str, object] = {
        f"{week}{long_run}": 2, f"{day}{long_run}": serial(second.end),
        f"{week}{empty}": 2, f"{day}{empty}": serial(second.start),
        f"{get_column_letter(p.SESSION)}{empty}": "Walk",
        f"{day}{rows[swapped[0].sessions[0].id]}": serial(swapped[1].date),
        f"{day}{rows[swapped[1].sessions[0].id]}": serial(swapped[0].date),
    }  # fmt: skip
    return {("Plan", place): value for place, value in typed_in.items()}


@pytest.fixture(scope="module")
def recalculated(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Books as LibreOffice recalculates it for a week that was chosen and for days, in one run."""
    maya, george = plan("maya-okafor"), plan("george-papadakis")
    books = {f"fullest {name}": with_today(book(name), fullest(plan(name)).start) for name in SIX}
    books["fullest maya-okafor"] = typed(book("maya-okafor"), {("This week", "E3"): fullest(maya).number})
    books |= {f"last {name}": with_today(book(name), plan(name).end) for name in RACED}
    books["bare"] = with_today(book("george-papadakis"), without_strength(george).start)
    books["rest"] = with_today(book("maya-okafor"), days(maya)[rest_day(maya)].date)
    books["double"] = with_today(book("maya-okafor"), double_day(maya).date)
    books |= {
        f"before {days}": with_today(book("maya-okafor"), maya.start - dt.timedelta(days)) for days in (1, 9)
    }
    books["over"] = with_today(book("maya-okafor"), maya.end + dt.timedelta(1))
    books["mile"] = typed(book("maya-okafor"), {("Paces", "B11"): "mile", ("This week", "E3"): 2})
    books["moved"] = with_today(typed(book("maya-okafor"), moved()), maya.start + dt.timedelta(7))
    tab = "Strength & breathing"
    strength = read("sam-lee")[tab]
    row = next(r for r in range(5, 200) if strength.cell(r, s.KEY).value == 102)  # week 1, its first item
    changes = {s.EXERCISE: "Wall sit", s.LEFT: "5 × 5", s.RIGHT: "4 × 4", s.BOTH: None}
    entries = {(tab, strength.cell(row, column).coordinate): value for column, value in changes.items()}
    books["changed"] = typed(with_today(book("sam-lee"), plan("sam-lee").start), entries)
    folder = tmp_path_factory.mktemp("this-week")
    return all_by_libreoffice(soffice, books, folder)


@pytest.fixture(scope="module")
def shown(recalculated: dict[str, bytes]) -> dict[str, Worksheet]:
    """The tab of each book."""
    return {name: values(data, "This week")["This week"] for name, data in recalculated.items()}


@pytest.mark.parametrize("name", SIX)
def test_every_row_of_every_week_has_its_slot(name: str) -> None:
    """Sessions, races, rest days, items: as many slots as any week needs, counted in the file."""
    of = plan(name)
    workbook = read(name)
    tab, runs, strength = workbook["This week"], workbook["Plan"], workbook["Strength & breathing"]
    of_items = slots(tab, "B")
    place_of = {
        str(strength.cell(row, s.ID).value): strength.cell(row, s.KEY).value
        for row in range(5, strength.max_row + 1)
        if strength.cell(row, s.ID).value and strength.cell(row, s.KEY).value
    }
    weeks = [runs.cell(row, p.WEEK).value for row in range(5, runs.max_row + 1) if runs.cell(row, p.ID).value]
    most = 0
    for week in of.weeks:
        sessions = [session for day in week.days for session in day.sessions]
        assert weeks.count(week.number) == rows_of(week)
        expected = 0
        for session in sessions:
            if session.items:
                for line in (session, *session.items):
                    expected += 1
                    assert place_of[line.id] == week.number * 100 + expected
        most = max(most, expected)
    assert len(lines(tab)) == max(map(rows_of, of.weeks)) + 1  # and one that the coach may add
    assert of_items == list(range(1, most + 1))
    assert len([day for week in of.weeks for day in week.days if len(day.sessions) > 1]) > 0


def list_head(sheet: Worksheet) -> int:
    return next(row for row in range(1, 30) if sheet.cell(row, 1).value == "The week")


@pytest.mark.parametrize("name", SIX)
def test_the_fullest_week_is_shown_whole(name: str, shown: dict[str, Worksheet]) -> None:
    """Recalculated by LibreOffice: each session with its pace, each item and set-up, in order."""
    of = plan(name)
    week = fullest(of)
    sheet = shown[f"fullest {name}"]
    assert sheet["A1"].value == week.dates_text
    titles = [title for day in week.days for title in list(map(starred, day.sessions)) or [day.title]]
    head = list_head(sheet)
    listed = [sheet.cell(head + place, 2).value for place in range(1, len(titles) + 1)]
    assert listed == titles
    unit = f" /{of.athlete.units}"
    paces = [pace for day in week.days
             for pace in [s.pace_text.replace(unit, "") for s in day.sessions] or [""]]  # fmt: skip
    assert [sheet.cell(head + place, 5).value or "" for place in range(1, len(titles) + 1)] == paces
    expected = [
        line
        for day in week.days
        for session in day.sessions
        for item in session.items
        for line in [item.name, *setups(item)]
    ]
    start = next(row for row in range(head, 60) if sheet.cell(row, 1).value == "LEFT")
    texts = [sheet.cell(row, column).value for row in range(start, sheet.max_row + 1) for column in (1, 3)]
    known = set(expected)
    assert [text for text in texts if text in known] == expected


@pytest.mark.parametrize("name", SIX)
def test_key_sessions_are_marked(name: str, shown: dict[str, Worksheet]) -> None:
    """A hidden 1 beside the place of each key session, which the colour of its title goes by."""
    week, sheet = fullest(plan(name)), shown[f"fullest {name}"]
    keys = [key for day in week.days for key in [int(s.key) for s in day.sessions] or [0]]
    raw = read(name)["This week"]
    first = lines(raw)[0]
    assert [sheet.cell(first + place, 3).value for place in range(len(keys))] == keys
    head = list_head(raw)
    rules = [rule for area in raw.conditional_formatting if str(area.sqref).startswith(f"B{head + 1}:")
             for rule in area.rules if rule.formula == [f"$C{first}=1"]]  # fmt: skip
    assert [rule.dxf.font.color.rgb[-6:] for rule in rules] == [theme()["key"].lstrip("#")]


@pytest.mark.parametrize("name", SIX)
def test_each_side_has_its_dose(name: str, shown: dict[str, Worksheet]) -> None:
    """Under each name LEFT in A and RIGHT in C; work with both at once says so and is never LEFT's alone."""
    sheet = shown[f"fullest {name}"]
    row = list_head(sheet)
    for session in [one for day in fullest(plan(name)).days for one in day.sessions if one.items]:
        for item in session.items:
            row = next(r for r in range(row + 1, sheet.max_row) if sheet.cell(r, 1).value == item.name)
            doses = [sheet.cell(row + 2, column).value for column in (1, 3)]
            if item.both:
                assert doses == [item.both.text, "both at once"]
                continue
            firsts = [" first" if item.first == side and item.left and item.right else ""
                      for side in ("left", "right")]  # fmt: skip
            assert doses == [
                dose.text + first if dose else "–"
                for dose, first in zip((item.left, item.right), firsts, strict=True)
            ]
            assert str(sheet.cell(row + 1, 1).value).startswith(item.effort)


@pytest.mark.parametrize("name", RACED)
def test_the_last_day_of_the_plan_is_in_its_week(name: str, shown: dict[str, Worksheet]) -> None:
    """The week of the race shows the race, on its day."""
    of = plan(name)
    sheet = shown[f"last {name}"]
    race = of.weeks[-1].days[-1].sessions[-1]
    rows = [row for row in range(11, 40) if sheet.cell(row, 2).value == starred(race)]
    assert len(rows) == 1
    assert sheet.cell(rows[0], 1).value == dt.datetime.combine(of.end, dt.time())


def test_a_week_without_strength_says_nothing_of_it(shown: dict[str, Worksheet]) -> None:
    """Slots that stay empty show no word; and no box or line stands there on its own."""
    week = without_strength(plan("george-papadakis"))
    sheet, raw = shown["bare"], read("george-papadakis")["This week"]
    assert sheet["A1"].value == week.dates_text
    heading = next(row for row in range(20, 60) if '"Strength and breathing"' in str(raw.cell(row, 1).value))
    empty = [sheet.cell(row, column) for row in range(heading, sheet.max_row + 1) for column in range(1, 6)
             if not raw.row_dimensions[row].hidden]  # fmt: skip
    assert len(empty) > 100
    assert not any(cell.value for cell in empty)
    for row in raw.iter_rows(min_row=heading):
        for cell in row:
            assert cell.fill.fill_type is None
            assert cell.border.bottom is None or cell.border.bottom.style is None


def test_what_the_coach_changes_in_the_strength_tab_shows_here(shown: dict[str, Worksheet]) -> None:
    """A name and doses typed over in Strength & breathing stand in the slot of this week."""
    sheet = shown["changed"]
    row = next(r for r in range(20, sheet.max_row) if sheet.cell(r, 1).value == "Wall sit")
    assert [sheet.cell(row + 2, column).value for column in (1, 3)] == ["5 × 5", "4 × 4"]


@pytest.mark.parametrize("name", SIX)
def test_the_day_list_is_on_the_first_screen(name: str) -> None:
    """From the dates to the week's last day it is less than a phone's screen."""
    sheet = read(name)["This week"]
    head = list_head(sheet)
    last = head + max(map(rows_of, plan(name).weeks))
    assert sum(sheet.row_dimensions[row].height for row in range(1, last + 1)) <= FIRST_SCREEN
    # Under the band only four rows stand before the list: a rest day leaves a small gap.
    assert head - next(row for row in range(1, 30) if '"TODAY"' in str(sheet.cell(row, 1).value)) == 5
    assert sum(sheet.row_dimensions[row].height for row in range(head - 4, head)) <= 110
    # The lines of the list are of one height, and nothing of any title or pace needs more.
    assert len({sheet.row_dimensions[row].height for row in range(head + 1, last + 2)}) == 1


def test_a_rest_day_says_what_comes_tomorrow(shown: dict[str, Worksheet]) -> None:
    of = plan("maya-okafor")
    rest = rest_day(of)
    following = days(of)[rest + 1].sessions[0]
    sheet = shown["rest"]
    assert sheet["A6"].value == days(of)[rest].title
    assert sheet["A7"].value == f"Tomorrow: {following.title}"
    assert str(sheet["A8"].value).startswith(following.distance_text or following.duration_text)


def test_a_second_session_is_named_under_the_first(shown: dict[str, Worksheet]) -> None:
    """With a link to its exercises further down, which is the row of that session's own slot."""
    day = double_day(plan("maya-okafor"))
    sheet = shown["double"]
    first, last = day.sessions[0], day.sessions[-1]
    assert sheet["A6"].value == starred(first)
    assert str(sheet["A8"].value).splitlines()[0] == first.text
    assert str(sheet["A8"].value).splitlines()[-1].startswith(f"Then {last.title}")
    assert sheet["A9"].value == "exercises below ›"
    formula = str(read("maya-okafor")["This week"]["A9"].value)
    found = re.search(
        r'"#\'"&"This week"&"\'!A"&ROW\(INDEX\(\$A\$(\d+):\$A\$\d+,\(\(MAX\([^)]*\)-1\)\*4\)\+1\)\)', formula
    )
    assert found
    facts = next(row for row in range(60, sheet.max_row) if sheet.row_dimensions[row].hidden
                 and sheet.cell(row, 3).value)  # fmt: skip
    slot = max(sheet.cell(facts + 1 + number, 2).value for number in range(len(day.sessions)))
    linked = sheet.cell(int(found[1]) + 4 * (slot - 1), 1).value
    assert linked == f"{last.title} · {last.duration_text}"


def test_a_referral_stands_first() -> None:
    """See a doctor: the first line of This week and the first under the title of About."""
    lines = ("See a doctor or physiotherapist before training on.", "Named in the file: night pain.")
    workbook = opened(written(plan("maya-okafor").model_copy(update={"referral": lines})))
    sheet = workbook["This week"]
    assert sheet["A1"].value == lines[0]
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A3"
    assert '"TODAY"' in str(sheet["A6"].value)
    assert [workbook["About"].cell(row, 2).value for row in (2, 3)] == list(lines)


def test_what_the_coach_moves_or_adds_in_plan_is_listed(shown: dict[str, Worksheet]) -> None:
    """By the visible week, in the order of the rows; and today's session by the visible date."""
    of = plan("maya-okafor")
    first, second = of.weeks[:2]
    sheet = shown["moved"]
    head = list_head(sheet)
    listed = [sheet.cell(head + place, 2).value or "" for place in range(1, rows_of(second) + 3)]
    own = [title for day in second.days for title in list(map(starred, day.sessions)) or [day.title]]
    assert listed == [starred(first.days[-1].sessions[0]), *own, "Walk"]
    one, other = [day for day in second.days if len(day.sessions) == 1][:2]
    dates = {one.date: other.date, other.date: one.date}
    expected = [dates.get(day.date, day.date) for day in second.days for _ in day.sessions or [None]]
    assert [sheet.cell(head + place, 1).value.date() for place in range(2, rows_of(second) + 2)] == expected
    # Today is the day of rest on which the walk was put, and it can be logged.
    assert [sheet.cell(row, 1).value or "" for row in (6, 7, 8)] == ["Walk", "", ""]
    assert sheet["D9"].value == "log it ›"


def test_gnumeric_lists_the_same(
    recalculated: dict[str, bytes], ssconvert: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Gnumeric reads a range between two INDEX, and no other that is put together."""
    changed = with_today(typed(book("maya-okafor"), moved()), plan("maya-okafor").start + dt.timedelta(7))
    by_other = by_gnumeric(ssconvert, changed, tmp_path_factory.mktemp("gnumeric"))
    tab = values(recalculated["moved"], "This week")["This week"]
    places = [("This week", cell.coordinate) for row in tab["A1:E30"] for cell in row]
    assert differences(recalculated["moved"], by_other, places) == []


@pytest.mark.parametrize(("days", "until"), [(1, "tomorrow"), (9, "in 9 days")])
def test_before_the_start_it_says_when_that_is(days: int, until: str, shown: dict[str, Worksheet]) -> None:
    """The first session with its date, no word of today or tomorrow's session, and nothing to log."""
    of = plan("maya-okafor")
    day = next(day for day in of.weeks[0].days if day.sessions)
    sheet = shown[f"before {days}"]
    assert (sheet["A5"].value, sheet["D5"].value) == (f"STARTS {of.start:%a %-d %b}".upper(), until)
    assert sheet["A6"].value == f"First session: {day.date:%a %-d %b}"
    assert sheet["A7"].value == starred(day.sessions[0])
    assert str(sheet["A8"].value).startswith(day.sessions[0].distance_text)
    assert not sheet["D9"].value
    assert str(sheet["A3"].value).startswith("First week.")


def test_after_the_end_it_says_so(shown: dict[str, Worksheet]) -> None:
    sheet = shown["over"]
    assert sheet["A5"].value == f"ENDED {plan('maya-okafor').end:%a %-d %b}".upper()
    assert not sheet["D5"].value
    assert sheet["A6"].value == "The plan is over."
    assert not sheet["D9"].value


def test_only_a_day_with_a_session_leads_to_its_log(shown: dict[str, Worksheet]) -> None:
    assert not shown["rest"]["D9"].value
    assert shown["double"]["D9"].value == "log it ›"


def test_the_head_names_the_unit_of_the_switch(shown: dict[str, Worksheet]) -> None:
    """Per mile in a plan of kilometres: the list's paces and its head say the same."""
    sheet = shown["mile"]
    head = list_head(sheet)
    assert [sheet.cell(head, column).value for column in (3, 5)] == ["km", "/mi or ✓"]
    shown_paces = [str(sheet.cell(head + place, 5).value or "") for place in range(1, 11)]
    in_plan = {
        one.pace_text.removesuffix(" /km")
        for day in plan("maya-okafor").weeks[1].days
        for one in day.sessions
    }
    clocks = [pace for pace in shown_paces if re.match(r"\d", pace)]
    assert clocks
    assert not set(clocks) & in_plan
    assert not any("/" in pace for pace in shown_paces)
    assert shown["double"].cell(head, 5).value == "/km or ✓"


def test_a_name_leads_to_its_card(shown: dict[str, Worksheet]) -> None:
    """Each exercise to the row of Exercises with its name; a session or an unknown name is plain text."""
    workbook = read("maya-okafor")
    raw, cards = workbook["This week"], workbook["Exercises"]
    data = values(book("maya-okafor"))["This week"]
    names = [card.name for card in plan("maya-okafor").exercises]
    found = 0
    for area in raw.conditional_formatting:
        for rule in area.rules:
            if rule.dxf.font is None or rule.dxf.font.u != "single":
                continue
            name = raw[str(area.sqref).partition(":")[0]]
            place = data[rule.formula[0].removesuffix(">0").replace("$", "")].value
            shown_name = data[name.coordinate].value
            if place:
                found += 1
                assert cards.cell(place, 1).value == shown_name
                assert "HYPERLINK(\"#'Exercises'!A\"&ROW(INDEX('Exercises'!$A$1:" in str(name.value)
            else:
                assert shown_name not in names
    assert found == sum(len(one.items) for day in plan("maya-okafor").weeks[0].days for one in day.sessions)
