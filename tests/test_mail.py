"""A mail as an athlete gets it: what it says, in text and in HTML, and what it keeps to itself."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import html5lib
import pytest
from assessing import mirrored
from invariants import swap_text
from lxml import html
from mails import files, mail, said
from pages import DOCUMENTS, parts, theme_of
from workbooks import plan

from athletes import TODAY, athlete, shipped_library
from planforge.forge import plan_of
from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.render.mail import write_mail

MAYA = plan("maya-okafor")
WEEK = dt.date(2026, 12, 28)  # two strength sessions, one exercise for the left alone
LOOK = {"coach": "Ana Maric", "contact": "ana@example.org"}
NAMES = ("maya-okafor_2026-11-23.xlsx", "maya-okafor_2026-11-23.pdf", "maya-okafor_2026-11-23.ics")
REFERRED = MAYA.model_copy(update={"referral": ("See a doctor.", "Named in the file: missed periods.")})


def doses_only(of: Plan) -> Plan:
    return of.model_copy(update={"athlete": of.athlete.model_copy(update={"share": "doses_only"})})


def letters_of(text: str) -> Counter[str]:
    """Every word of a text, whatever its case and what stands between the words."""
    return Counter(re.findall(r"[\w:.,°×–-]*\w", text.casefold()))


def test_a_plan_comes_with_what_it_is_and_what_to_do_with_each_file() -> None:
    body = mail(MAYA, look=LOOK, attached=files(*NAMES), message="Well done.\n\nSleep first.\nThen run.")
    assert body.subject == "Your training plan: Lakeside Half, 18 April 2027"
    assert body.text.splitlines() == [
        "Hello Maya Okafor,",
        "",
        "Well done.",
        "",
        "Sleep first.",
        "Then run.",
        "",
        "This is your training plan for Lakeside Half (half marathon) on Sunday 18 April 2027.",
        "Goal time: 1:42:00.",
        "21 weeks, 23 Nov 2026 to 18 Apr 2027. Half marathon, intermediate.",
        "",
        "What is attached",
        "----------------",
        "- maya-okafor_2026-11-23.xlsx: the workbook. Fill it in after each session, and send it back to me.",
        "- maya-okafor_2026-11-23.pdf: the plan to print and to pin up.",
        "- maya-okafor_2026-11-23.ics: the days for your calendar. Open it to add them.",
        "",
        "Your first week",
        "---------------",
        "23–29 Nov: 5 runs, 38.0 km, 3 h 47.",
        "Strength: 2 sessions, 24 min. Key days: Tue, Sun.",
        "First session: Tuesday 24 November, club track.",
        "",
        "Questions: reply to this mail, or ana@example.org.",
        "",
        "Ana Maric",
        "",
        "This plan is training advice, not medical advice. It does not diagnose or treat. With pain that "
        "stays, an injury or an illness, see a doctor or a physiotherapist first.",
    ]


def test_a_week_is_read_in_the_mail_itself_with_left_and_right_apart() -> None:
    body = mail(MAYA, "week", week=WEEK)
    assert body.subject == "Week 6, 28 Dec – 3 Jan: 42.4 km"
    for piece in (
        "Monday 28 December\n------------------\nRest\n",
        "Easy + strides\n6.4 km · 38 min\n- 5 km easy at 5:39–6:19 /km\n- 6 × (20 s strides, 1 min jog)\n",
        "2. Open book, lying on the side\n   LEFT: 2 × 7, left side up\n"
        "   RIGHT first: 2 × 7, right side up\n   easy · rest 15 s\n",
        "   LEFT: 2 × 12\n   RIGHT: no work on this side\n   easy · rest 15 s\n   Why: Ankle bend: 33.8°",
        "   2 × 20 contacts, both at once\n",
        "Long run (key session)\n15.0 km · 1 h 30 · 5:39–6:19 /km\n",
        "If the week goes another way\n----------------------------\nMissed a day: let it go",
    ):
        assert piece in body.text, piece


def test_every_day_session_and_dose_of_the_week_stands_in_it() -> None:
    text = mail(MAYA, "week", week=WEEK).text
    week = next(one for one in MAYA.weeks if one.start == WEEK)
    doses = Counter(
        f"{side.upper()}: {dose.text}"
        for day in week.days
        for session in day.sessions
        for item in session.items
        for side, dose in (("left", item.left), ("right", item.right))
        if dose
    )
    assert sum(doses.values()) > 15
    lines = text.replace(" first:", ":")
    assert {one: count for one, count in doses.items() if lines.count(one) != count} == {}
    assert text.count("\n\n") > len(week.days)


def test_a_daily_habit_is_told_once() -> None:
    text = mail(MAYA, "week", week=MAYA.start).text
    habit = "Left sucker punch rockback, 3 × 4 breaths; in 4 s, out 6 s, pause 3 s, 3 min."
    assert text.count(f"Daily habit, optional: {habit}\n") == 1


@pytest.mark.parametrize("number", [0, 5, 20])
def test_text_and_html_say_the_same(number: int) -> None:
    """A first week with its habit, one of the middle, the race."""
    body = mail(MAYA, "week", week=MAYA.weeks[number].start, message="Be well.", look=LOOK)
    text = re.sub(r"^ *- ", "", body.text, flags=re.MULTILINE)
    joined = said(body.html).replace("(key session )", "(key session)")
    assert letters_of(text) == letters_of(joined)
    whole = mail(MAYA, attached=files(*NAMES), look=LOOK)
    assert letters_of(re.sub(r"^- ", "", whole.text, flags=re.MULTILINE)) == letters_of(said(whole.html))


def test_no_measured_value_leaves_with_doses_only() -> None:
    """In no part: neither in the sentences of reasons nor alone."""
    shared = doses_only(MAYA)
    measured = {
        text for one in MAYA.findings for text in (one.left_text, one.right_text) if text and "°" in text
    }
    reasons = {item.reason_text for w in MAYA.weeks for d in w.days for s in d.sessions for item in s.items}
    reasons.discard("")
    assert len(measured) > 4
    open_text = mail(MAYA, "week", week=WEEK).text
    assert any(text in open_text for text in measured)
    for body in [
        mail(shared, attached=files(*NAMES)),
        *(mail(shared, "week", week=w.start) for w in MAYA.weeks[::8]),
    ]:
        for part in (body.subject, body.text, body.html):
            assert {text for text in measured | reasons if text in part} == set()
    closed = mail(shared, "week", week=WEEK).text
    kept = [line for line in open_text.splitlines() if not line.startswith("   Why: ")]
    assert closed.splitlines() == kept


def test_what_is_for_the_coach_alone_is_not_named_in_a_mail() -> None:
    """A mail lies open in more places than a file: it asks to read the plan's first box, and says no more."""
    for body in (mail(REFERRED), mail(REFERRED, "week", week=WEEK)):
        for part in (body.text, body.html):
            assert "missed periods" not in part
            assert "See a doctor." not in part
        assert 'Before you train, read "Before you start" in your plan, and talk to me.' in body.text
    assert "Before you train" not in mail(REFERRED, locked=True, attached=files(NAMES[0])).text
    assert "Before you train" not in mail(MAYA).text


@pytest.mark.parametrize("kind", ["plan", "week"])
def test_a_locked_mail_holds_nothing_of_the_plan(kind: str) -> None:
    body = mail(
        MAYA, "week" if kind == "week" else "plan", week=WEEK, locked=True, attached=files(*NAMES[:2])
    )
    assert body.subject == "Your training plan"
    assert "They open with the password that I tell you apart from this mail." in body.text
    for part in (body.subject, body.text, said(body.html)):
        for secret in ("Lakeside", "1:42", "km", "Strength", "LEFT", "×", "Week", "Dec", "Rest"):
            assert secret not in part, secret


def test_a_locked_mail_without_a_file_is_refused() -> None:
    words = shipped_library().words
    body, problems = write_mail(MAYA, words, theme_of(), parts(), kind="week", week=WEEK, locked=True)
    assert (body, [one.code for one in problems]) == (None, ["PF632"])


def test_a_record_without_words_for_a_mail_and_a_week_that_is_not_there() -> None:
    words = shipped_library().words
    old = MAYA.model_copy(update={"mail": None})
    assert [one.code for one in write_mail(old, words, theme_of(), parts(), kind="plan")[1]] == ["PF632"]
    for day in (None, dt.date(2027, 4, 19), dt.date(2026, 11, 22), dt.date(2027, 1, 3)):
        body, problems = write_mail(MAYA, words, theme_of(), parts(), kind="week", week=day)
        assert (body, [one.code for one in problems]) == (None, ["PF633"])


def test_the_mirror_of_an_athlete_gets_the_mirrored_mail() -> None:
    """Each side's line holds what the other's held; the lines of the two stand in the same order."""
    other = plan_of(mirrored(athlete("maya-okafor")), shipped_library(), TODAY)
    for monday in (WEEK, dt.date(2027, 1, 25)):
        lines = mail(MAYA, "week", week=monday).text.splitlines()
        swapped = [swap_text(line) for line in mail(other, "week", week=monday).text.splitlines()]
        fixed = "are your own sides"
        assert Counter(line for line in lines if fixed not in line) == Counter(
            line for line in swapped if fixed not in line
        )
        assert any("LEFT first" in line for line in lines)


@pytest.mark.parametrize("kind", ["plan", "week"])
def test_the_html_is_sound_and_fetches_nothing(kind: str) -> None:
    body = mail(MAYA, "week" if kind == "week" else "plan", week=WEEK, attached=files(*NAMES))
    html5lib.HTMLParser(strict=True).parse(body.html)
    tree = html.fromstring(body.html)
    assert tree.xpath("//img | //script | //link | //iframe | //form | //@src | //@href | //@id") == []
    assert "url(" not in body.html
    assert "@import" not in body.html


def test_each_element_has_its_own_style_and_no_letter_is_small() -> None:
    """Programs drop style sheets; Word's own renderer hands no font into a table."""
    tree = html.fromstring(mail(MAYA, "week", week=WEEK, attached=files(*NAMES)).html)
    told = [
        one
        for one in tree.xpath("//p | //h1 | //h2 | //li | //td")
        if "".join(one.itertext()).strip("\xa0\n ")
    ]
    assert len(told) > 100
    for one in told:
        style = str(one.get("style"))
        assert "font-family:Arial" in style
        assert re.search(r"(?<![-\w])color:#[0-9A-F]{6}", style, re.IGNORECASE), style
    sizes = [int(size) for one in tree.xpath("//@style") for size in re.findall(r"font-size:(\d+)px", one)]
    assert min(sizes) == 16
    assert "max-width:600px" in tree.xpath("//body/table/@style")[0]
    assert "overflow-wrap:anywhere" in tree.xpath("//body/table//td/@style")[0]  # a long name at 320 px
    assert all("LEFT" in "".join(one.itertext()) for one in tree.xpath("//td[contains(@class, 'left_tint')]"))


def test_what_a_person_wrote_is_text() -> None:
    hostile = MAYA.model_copy(
        update={"mail": MAYA.mail and MAYA.mail.model_copy(update={"greeting": "<b>Hi"})}
    )
    body = mail(hostile, message="<script>alert(1)</script>\r\n\r\n{{ plan }}\x00\x1b[31m & so on")
    assert "<script" not in body.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body.html
    assert "<b>Hi\n\n<script>alert(1)</script>\n\n{{ plan }}[31m & so on\n" in body.text


def broken(tmp_path: Path, name: str, old: str, new: str) -> dict[str, Path]:
    text = (DOCUMENTS / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), "utf-8")
    return parts() | {name: tmp_path / name}


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("mail_week.txt.j2", "week.focus %}", "week.fokus %}", "week.fokus"),
        ("mail.html.j2", "{% if locked %}", "{% if locked }", "locked }"),
        ("mail.txt.j2", "mail.greeting", "mail.model_dump()", "model_dump"),
        ("mail.html.j2", "mail.greeting", "mail.greting", "greting"),
        ("mail_week.html.j2", "items.both", "items.beide", "items.beide"),
    ],
)
def test_a_broken_part_is_a_problem_at_its_line(
    name: str, old: str, new: str, line: str, tmp_path: Path
) -> None:
    documents = broken(tmp_path, name, old, new)
    words = shipped_library().words
    body, problems = write_mail(MAYA, words, theme_of(), documents, kind="week", week=WEEK)
    assert body is None
    assert [(one.code, one.place.file) for one in problems] == [("PF631", str(tmp_path / name))]
    assert line in problems[0].excerpt


def test_a_missing_part_is_told() -> None:
    documents = {name: path for name, path in parts().items() if name != "mail_week.txt.j2"}
    problems = write_mail(MAYA, shipped_library().words, theme_of(), documents, kind="plan")[1]
    assert [one.code for one in problems] == ["PF601"]
    assert "mail_week.txt.j2: this document part is missing: the mail is not written" in problems[0].message


def test_a_missing_word_is_told() -> None:
    entries = dict(shipped_library().words.entries)
    entries["mail"] = {name: text for name, text in entries["mail"].items() if name != "questions"}
    problems = write_mail(MAYA, Words(entries), theme_of(), parts(), kind="plan")[1]
    assert [one.code for one in problems] == ["PF631", "PF631"]


def test_same_input_same_words() -> None:
    assert mail(MAYA, "week", week=WEEK) == mail(MAYA, "week", week=WEEK)


def test_the_coach_of_the_theme_signs_where_the_settings_name_nobody() -> None:
    words = shipped_library().words
    look = theme_of() | {"coach": "Ben Coach"}
    for name, signed in (("", "Ben Coach"), ("Ana Maric", "Ana Maric")):
        body, _ = write_mail(MAYA, words, look, parts(), kind="plan", sender_name=name)
        assert body is not None
        assert f"\n\n{signed}\n\nThis plan is" in body.text
        assert said(body.html).count(signed) == 1
    bare = {name: value for name, value in theme_of().items() if name != "coach"}
    body, problems = write_mail(MAYA, words, bare, parts(), kind="plan")
    assert problems == []
    assert body is not None
    assert "reply to this mail.\n\nThis plan is" in body.text


def test_either_side_first_is_said_and_a_side_that_is_marked_is_not_said_twice() -> None:
    week = MAYA.weeks[5]
    day = next(day for day in week.days if any(one.items for one in day.sessions))
    session = next(one for one in day.sessions if one.items)
    two = next(item for item in session.items if item.left and item.right)
    either = two.model_copy(update={"first": "either", "order_text": "either side first", "effort": "easy"})
    marked = two.model_copy(update={"first": "left", "order_text": "left first", "effort": "hard"})
    sessions = tuple(
        one.model_copy(update={"items": (either, marked)}) if one is session else one for one in day.sessions
    )
    days = tuple(one.model_copy(update={"sessions": sessions}) if one is day else one for one in week.days)
    changed = MAYA.model_copy(
        update={"weeks": (*MAYA.weeks[:5], week.model_copy(update={"days": days}), *MAYA.weeks[6:])}
    )
    body = mail(changed, "week", week=week.start)
    for text in (body.text, said(body.html)):
        assert text.count("either side first · easy") == 1
        assert "left first · hard" not in text
        assert "hard · rest" in text


def test_the_days_of_the_week_stand_in_a_list_before_the_days() -> None:
    text = mail(MAYA, "week", week=WEEK).text
    head = text[: text.index("Monday 28 December")]
    listed = [line for line in head.splitlines() if line.startswith("- ")]
    assert [line.split(":")[0] for line in listed] == [
        "- Mon 28", "- Tue 29", "- Wed 30", "- Thu 31", "- Fri 1", "- Sat 2", "- Sun 3",
    ]  # fmt: skip
    assert listed[6] == "- Sun 3: Long run (key session)"
    assert "How each exercise is done: the cards in your plan" in text


def test_titles_are_printed_as_they_are() -> None:
    """A coach's own title keeps its case: STRASSE is not Straße."""
    week = MAYA.weeks[5].model_copy(update={"title": "Week 6 Straße"})
    changed = MAYA.model_copy(update={"weeks": (*MAYA.weeks[:5], week, *MAYA.weeks[6:])})
    body = mail(changed, "week", week=WEEK)
    assert "Week 6 Straße, 28 Dec – 3 Jan\n-----------------------------\n" in body.text
