"""A measure put into an athlete file: only lines added, nothing else changed, whatever the file's style."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from planforge.reading import amend
from planforge.reading.amend import Entry, amended, standing
from planforge.reading.layers import find_layers
from planforge.reading.profiles import starter
from planforge.reading.yamlfile import parse_yaml

DAY = dt.date(2026, 11, 22)
PLANK: Mapping[str, Any] = {"left": ["70", "71.5"], "right": "88", "note": "a: b, c"}
LINE = '{left: [70, 71.5], right: 88, note: "a: b, c"}'
ATHLETES = sorted((ROOT / "athletes").glob("*.yaml"))
MAYA = (ROOT / "athletes" / "maya-okafor.yaml").read_text(encoding="utf-8")
STARTER = starter("Ann Lee", find_layers())[0] or ""


def add(text: str, date: dt.date = DAY, *, replace: bool = False, **facts: Any) -> str:
    """The text with a side plank in it; what is given replaces the usual measure."""
    new, problems = amended(text, Entry(date, "side_plank", facts or PLANK, "KB"), "a.yaml", replace=replace)
    assert new is not None, [problem.to_text() for problem in problems]
    return new


def data(text: str) -> Any:
    document, _ = parse_yaml(text, "a.yaml")
    assert document is not None
    return document.data


def changed(old: str, new: str) -> tuple[list[str], list[str]]:
    """Lines taken away and lines added, as a diff of the bytes shows them."""
    rows = list(difflib.ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True)))
    return [one[2:] for one in rows if one[0] == "-"], [one[2:] for one in rows if one[0] == "+"]


def with_plank(old: Any, date: dt.date = DAY) -> Any:
    """The old data and the measure, told by other means than the program's own."""
    new = deepcopy(old)
    days = new["assessments"] = new.get("assessments") or []
    day = next((one for one in days if one and one.get("date") == date.isoformat()), None)
    if day is None:
        day = {"date": date.isoformat(), "rater": "KB", "measures": {}}
        days.append(day)
    day["measures"] = (day.get("measures") or {}) | {"side_plank": dict(PLANK)}
    return new


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("path", [*ATHLETES, None], ids=lambda path: path.stem if path else "starter")
def test_athlete_files_gain_lines_and_lose_none(path: Any, mark: str, ends: str) -> None:
    """All six athletes and the starter file, with every line end and a byte order mark."""
    text = path.read_text(encoding="utf-8") if path else STARTER
    text = mark + text.replace("\n", ends)
    new = add(text)
    gone, came = changed(text, new)
    assert gone == []
    assert [line.strip() for line in came] == [
        "- date: 2026-11-22", "rater: KB", "measures:", f"side_plank: {LINE}"
    ][-len(came) :]  # fmt: skip
    assert all(line.endswith(ends) and line.count("\r") == ends.count("\r") for line in came)
    assert new.startswith(mark)
    assert data(new) == with_plank(data(text))


BEFORE = "name: A  # who\n"
AFTER = "# -- next --\nnotes: 'x'\n"
STYLES = {
    "no key": ("name: A\n", "assessments:\n  - date: 2026-11-22\n    rater: KB\n    measures:\n      "),
    "no key, a comment last": ("name: A\n# end\n", "assessments:\n  - date: 2026-11-22\n"),
    "no key, a text that keeps its blank lines": ("notes: |+\n  x\n\n\n", "assessments:\n"),
    "document marks": ("---\nname: A\n...\n", "assessments:\n"),
    "blank": (f"{BEFORE}assessments:   # none yet\n  # - {{date: }}\n{AFTER}", "  - date: 2026-11-22\n"),
    "list not indented": (
        f"{BEFORE}assessments:\n- date: 2026-11-01\n  measures:\n    x: {{left: 1, right: 2}}\n\n{AFTER}",
        "- date: 2026-11-22\n  rater: KB\n  measures:\n    side_plank: ",
    ),
    "four spaces": (
        f"{BEFORE}assessments:\n    -   date: 2026-11-01\n        measures:\n"
        f"            x: {{left: 1, right: 2}}\n            # inner\n    # outer\n{AFTER}",
        "    -   date: 2026-11-22\n        rater: KB\n        measures:\n            side_plank: ",
    ),
    "the day is there": (
        f"{BEFORE}assessments:\n  - date: 2026-11-22\n    measures:\n      x:\n        left: 1\n"
        f"        right: 2\n      # to do: hip\n    rater: AM\n{AFTER}",
        "      side_plank: ",
    ),
    "the day without measures": (
        f"{BEFORE}assessments:\n  - date: '2026-11-22'\n    rater: AM  # new\n  - date: 2026-11-23\n{AFTER}",
        "    measures:\n      side_plank: ",
    ),
    "the day with blank measures": (
        f"{BEFORE}assessments:\n  - date: 2026-11-22\n    measures:\n    rater: AM\n{AFTER}",
        "      side_plank: ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("ended", [True, False], ids=["line end", "no line end"])
@pytest.mark.parametrize("style", STYLES)
def test_every_block_style_gains_lines_only(style: str, ended: bool) -> None:
    """The new lines have the file's own indents and stand before comments of the next key."""
    text, begins = STYLES[style]
    if not ended:
        text = text.rstrip("\n")
    new = add(text)
    gone, came = changed(text + "\n" * (not ended), new + "\n" * (not ended))
    assert gone == []
    assert "".join(came).startswith(begins)
    assert data(new) == with_plank(data(text))
    assert new.endswith("\n") == ended
    assert "# -- next --" not in text or new.endswith(AFTER if ended else AFTER.rstrip("\n"))


NEW = "  - date: 2026-11-22\n    rater: KB\n    measures:\n      side_plank: LINE\n"
DATED = "{date: 2026-11-22, rater: KB, measures: {side_plank: LINE}}"
BRACKETS = {
    "assessments: []\nnotes: x\n": f"assessments:\n{NEW}notes: x\n",
    "assessments: [] # none\n": f"assessments:  # none\n{NEW}",
    "assessments: ~\n": f"assessments:\n{NEW}",
    "assessments: [{date: 2026-11-22, measures: {x: {left: 1, right: 2}}}]\n": (
        "assessments: [{date: 2026-11-22, measures: {x: {left: 1, right: 2}, side_plank: LINE}}]\n"
    ),
    "assessments: [{date: 2026-11-22, measures: {x: }}]\n": (
        "assessments: [{date: 2026-11-22, measures: {x: , side_plank: LINE}}]\n"
    ),
    "assessments: [{date: 2026-11-22, measures: }]\n": (
        "assessments: [{date: 2026-11-22, measures: {side_plank: LINE}}]\n"
    ),
    "assessments: [{date: 2026-11-22, rater: AM}]\n": (
        "assessments: [{date: 2026-11-22, rater: AM, measures: {side_plank: LINE}}]\n"
    ),
    "assessments: [\n  {date: 2026-11-01},  # one\n]\n": (
        f"assessments: [\n  {{date: 2026-11-01}},  # one\n  {DATED}\n]\n"
    ),
    "assessments: [\n  {date: 2026-11-01}  # one\n]\n": (
        f"assessments: [\n  {{date: 2026-11-01}},  # one\n  {DATED}\n]\n"
    ),
    "assessments:\n  - date: 2026-11-22\n    measures: {}\n": (
        "assessments:\n  - date: 2026-11-22\n    measures:\n      side_plank: LINE\n"
    ),
    '{"name": "A"}\n': f'{{"name": "A", assessments: [{DATED}]}}\n',
}


@pytest.mark.parametrize("text", BRACKETS)
def test_brackets_change_on_their_own_lines(text: str) -> None:
    """What stands in brackets grows in them; empty brackets are opened out, one line a measure."""
    assert add(text) == BRACKETS[text].replace("LINE", LINE)
    assert data(add(text)) == with_plank(data(text))


def test_blanks_that_were_prepared_are_filled_in_place() -> None:
    """A starter's line with its date filled in: values come where the blanks are, its device stays."""
    text = (
        "assessments:\n  - date: 2026-11-22\n    measures:\n"
        "      side_plank: {left: , right: , device: watch}  # last\n"
    )
    new = add(text)
    filled = '{left: [70, 71.5], right: 88, device: watch, note: "a: b, c"}'
    assert new == text.replace("{left: , right: , device: watch}", filled)


HEAD = "assessments:\n  - date: 2026-11-22\n    measures:\n"
PREPARED = {
    "block": (
        "      side_plank:  # on the mat\n        left:    # first\n        right:   # after 2 min\n"
        "        # which watch?\n        device: watch  # the old one\n",
        "      side_plank:  # on the mat\n        left: [70, 71.5]    # first\n"
        "        right: 88   # after 2 min\n        # which watch?\n"
        '        device: watch  # the old one\n        note: "a: b, c"\n',
    ),
    "brackets over lines": (
        "      side_plank: {\n        left: ,  # first\n        right: ~,  # after\n"
        "        device: watch  # old\n      }\n",
        "      side_plank: {\n        left: [70, 71.5],  # first\n        right: 88,  # after\n"
        '        device: watch,  # old\n        note: "a: b, c"\n      }\n',
    ),
    "the last is blank": ("      side_plank: {left: , right: }\n", f"      side_plank: {LINE}\n"),
    "a comma behind": (
        "      side_plank: {left: , right: , note: ,}\n",
        f"      side_plank: {LINE[:-1]},}}\n",
    ),
}


@pytest.mark.parametrize("style", PREPARED)
def test_filling_a_prepared_measure_loses_no_comment(style: str) -> None:
    """Values come where their blanks are, the rest behind the last, and every comment stays on its line."""
    old, filled = PREPARED[style]
    rest = "      # of the day\n      x: {left: 1, right: 2}\n"
    assert add(HEAD + old + rest) == HEAD + filled + rest


@pytest.mark.parametrize("written", ["70/95", "[70, 95]", "\n        - 70\n        - 95", "{pain_left: 4}"])
def test_whatever_stands_there_is_not_written_over_unasked(written: str) -> None:
    """A measure in a form that is wrong is a measure all the same."""
    text = f"{HEAD}      side_plank: {written}\n"
    new, problems = amended(text, Entry(DAY, "side_plank", PLANK), "a.yaml")
    assert new is None
    assert [(one.code, one.place.line) for one in problems] == [("PF414", 4)]


@pytest.mark.parametrize("written", ["70/95", "[70, 95]"])
def test_a_measure_in_a_wrong_form_is_replaced_on_request(written: str) -> None:
    """The new one takes its place."""
    assert (
        add(f"{HEAD}      side_plank: {written}  # x\n", replace=True)
        == f"{HEAD}      side_plank: {LINE}  # x\n"
    )


def test_replacing_keeps_how_it_was_taken_and_every_comment() -> None:
    """Values and pain are new; device, position and note stay, unless they are given anew."""
    text = (
        f"{HEAD}      side_plank: {{left: 60, right: 61, pain_left: 3, device: watch, note: off}}  # one\n"
        "      x: {left: 1, right: 2}\n"
    )
    new = add(text, replace=True, left="70", right="88", note="fresh")
    assert data(new)["assessments"][0]["measures"]["side_plank"] == {
        "left": "70", "right": "88", "pain_left": None, "device": "watch", "note": "fresh"
    }  # fmt: skip
    block = (
        f"{HEAD}      side_plank:\n        left: 60  # a\n        # b\n        right:\n          - 61\n"
        "          - 62\n        pain_left: 3  # c\n"
    )
    assert add(block, replace=True, left="70", right="88") == (
        f"{HEAD}      side_plank:\n        left: 70  # a\n        # b\n        right: 88\n"
        "        pain_left:  # c\n"
    )


def test_where_a_comment_would_be_lost_nothing_is_written() -> None:
    """A comment between the trials that go has no place any more."""
    text = (
        f"{HEAD}      side_plank:\n        left:\n          - 60  # slipped\n          - 61\n"
        "        right: 70\n"
    )
    new, problems = amended(text, Entry(DAY, "side_plank", PLANK), "a.yaml", replace=True)
    assert new is None
    assert [one.code for one in problems] == ["PF416"]


def test_the_guard_sees_a_comment_or_a_line_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault that reads the same is caught by the text alone."""
    text = f"{HEAD}      side_plank: {{left: , right: }}  # old\n      # loose\n"
    real = amend._Edit.text
    for lost in ("  # old", "      # loose\n"):
        monkeypatch.setattr(amend._Edit, "text", lambda edit, lost=lost: real(edit).replace(lost, ""))
        new, problems = amended(text, Entry(DAY, "side_plank", PLANK), "a.yaml")
        assert new is None
        assert [one.code for one in problems] == ["PF416"]


def test_a_text_of_two_documents_is_refused() -> None:
    """Which of them is the athlete cannot be told."""
    new, problems = amended("name: A\n---\nname: B\n", Entry(DAY, "side_plank", PLANK), "a.yaml")
    assert new is None
    assert [one.code for one in problems] == ["PF012"]


def test_a_measure_that_stands_is_replaced_only_on_request() -> None:
    """PF414 names its line; with `replace` that measure changes, and nothing else."""
    text = (
        "assessments:\n  - date: 2026-11-22\n    measures:\n      side_plank:\n        left: 60\n"
        "        right: 61  # tired\n      x: {left: 1, right: 2}\n"
    )
    entry = Entry(DAY, "side_plank", PLANK)
    new, problems = amended(text, entry, "a.yaml")
    assert new is None
    assert [(one.code, one.place.line) for one in problems] == [("PF414", 4)]
    assert add(text, replace=True) == (
        "assessments:\n  - date: 2026-11-22\n    measures:\n      side_plank:\n        left: [70, 71.5]\n"
        '        right: 88  # tired\n        note: "a: b, c"\n      x: {left: 1, right: 2}\n'
    )


def test_of_two_assessments_of_a_day_the_one_that_holds_the_test_is_meant() -> None:
    """The file is faulty (PF407), and still nothing is written beside what stands."""
    text = (
        "assessments:\n  - date: 2026-11-22\n    measures: {side_plank: {left: 1, right: 2}}\n"
        "  - date: 2026-11-22\n    measures: {x: {left: 1, right: 2}}\n"
    )
    assert standing(data(text), DAY, "side_plank") == ("assessments", 0, "measures", "side_plank")
    assert standing(data(text), DAY, "y") is None
    assert data(add(text, replace=True))["assessments"][0]["measures"]["side_plank"] == dict(PLANK)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("assessments: soon\n", "PF415"),
        ("assessments:\n  - date: 2026-11-22\n    measures: none\n", "PF415"),
        ("- a list\n", "PF415"),
        ("name: [\n", "PF007"),
        ("", "PF006"),
        ("assessments:\n  - {date: 2026-11-22, measures}\n", "PF416"),
        ("a: &x [1]\nassessments: *x\n", "PF416"),
    ],
)
def test_where_it_cannot_go_nothing_comes_of_it(text: str, code: str) -> None:
    """A problem says so instead of a text."""
    new, problems = amended(text, Entry(DAY, "side_plank", PLANK), "a.yaml")
    assert new is None
    assert [one.code for one in problems] == [code]


def test_the_guard_catches_a_planted_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that reads as anything else than old and new is not given out."""
    real = amend.key_lines
    monkeypatch.setattr(amend, "item_lines", lambda *_: ["  - date: 2026-11-23"])
    monkeypatch.setattr(amend, "key_lines", lambda *args: [line.replace("88", "89") for line in real(*args)])
    for text in (MAYA, "name: A\n"):
        new, problems = amended(text, Entry(DAY, "side_plank", PLANK), "a.yaml")
        assert new is None
        assert [one.code for one in problems] == ["PF416"]


# -- any style ---------------------------------------------------------------------------------------------

comments = st.sampled_from(["", "  # a comment", "   # left: 3, [x]"])
scalars = st.sampled_from(["x", "'a: b'", '"c, d"', "|\n      two\n      lines\n", ">-\n      folded\n"])
values = st.sampled_from(
    [
        "{left: 1, right: 2}",
        "{left: [1, 2], right: 3}",
        "",
        "{}",
        "{left: , right: }",
        "{\n          left: 1}",
    ]
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Athlete files as hands write them: indents, comments, blank lines, quotes, marks, line ends."""
    dash, gap, step = draw(st.integers(0, 4)), draw(st.integers(2, 5)), draw(st.integers(1, 4))
    lines = ["name: A" + draw(comments), ""] if draw(st.booleans()) else ["name: A"]
    lines.append("assessments:" + draw(comments))
    keys = " " * (dash + gap)
    for number in range(draw(st.integers(0, 3))):
        quote = draw(st.sampled_from(["", "'", '"']))
        date = f"{quote}2026-11-{21 + number}{quote}"
        lines.append(f"{' ' * dash}-{' ' * (gap - 1)}date: {date}{draw(comments)}")
        if draw(st.booleans()):
            lines.append(f"{keys}rater: {draw(st.sampled_from(['AM', chr(34) + 'K B' + chr(34)]))}")
        if draw(st.booleans()):
            lines.append(f"{keys}measures:{draw(comments)}")
            for name in draw(st.lists(st.sampled_from(["x", "y", "z"]), unique=True)):
                lines.append(f"{keys}{' ' * step}{name}: {draw(values)}{draw(comments)}")
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", f"{keys}# of this day", "# of the file", "  # odd"])))
    if draw(st.booleans()):
        lines += draw(st.lists(st.sampled_from(["", "# next", "    # far"]), max_size=2))
        lines.append("notes: " + draw(scalars))
    text = "\n".join(lines) + "\n" * draw(st.integers(0, 2))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from(["", "\ufeff"])) + text


@given(files(), st.sampled_from([21, 22, 23, 24]))
def test_any_file_is_added_to_and_keeps_every_line(text: str, day: int) -> None:
    """Old data and the measure, nothing else; old lines stand in their order, and another reader agrees."""
    date = dt.date(2026, 11, day)
    old, new = data(text), add(text, date)
    assert data(new) == with_plank(old, date)
    before, after = iter(new.splitlines()), text.splitlines()
    replaced = [line for line in after if line not in before]
    assert replaced == []
    assert ("\r" in new) == ("\r" in text) or "\n" not in text
    found = YAML(typ="rt").load(new)["assessments"]
    ours = [one for one in found if str(one.get("date")) == date.isoformat()]
    assert ours[0]["measures"]["side_plank"]["left"] == [70, 71.5]
