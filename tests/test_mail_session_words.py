"""A session in a mail: each thing once, no time aimed at while running is held easy, beats on request."""

from __future__ import annotations

import pytest
from mails import mail
from workbooks import plan

from athletes import TODAY, athlete, shipped_library
from planforge.forge import plan_of
from planforge.models.mail_words import MailSession
from planforge.models.plan import Plan
from planforge.models.watch import WatchGuide
from planforge.plan.mail_session_words import held_easy, mail_session

MAYA, RILEY = plan("maya-okafor"), plan("riley-brooks")
WORDS = shipped_library().words


def told(of: Plan, title: str, week: int) -> MailSession:
    """The session of that title in a week."""
    found = ((day, one) for day in of.weeks[week - 1].days for one in day.sessions if one.title == title)
    day, session = next(found)
    return mail_session(session, day, of, WORDS)


@pytest.fixture(scope="module")
def held() -> Plan:
    """Maya with pain at night, her watch by heart rate, her measured values with the coach."""
    maya = athlete("maya-okafor")
    watch = maya.watch.model_copy(update={"target": "heart_rate"})
    change = {"screening": ("night_pain",), "share": "doses_only", "watch": watch}
    return plan_of(maya.model_copy(update=change), shipped_library(), TODAY)


def test_a_held_plan_aims_at_no_time(held: Plan) -> None:
    """Neither in the mail nor in the plan's own texts and figures, from which the other formats are made."""
    assert held_easy(held)
    assert not held_easy(MAYA)
    races = [one for week in held.weeks for day in week.days for one in day.sessions if one.kind == "race"]
    assert [(one.text, one.duration_text) for one in races] == [
        ("10 km easy", "60 min"),
        ("half marathon easy", "2 h 06"),
    ]
    assert {one.pace_text for one in races} == {"5:39–6:19 /km"}
    whole = mail(held).text
    assert "1:42:00" not in whole
    assert "This plan holds running easy, so no time is aimed at.\n" in whole
    notes = told(held, "Lakeside Half", 21).notes
    assert notes[0].startswith(
        "This plan holds running easy, so no time is aimed at. Run the race easy or leave"
    )
    assert notes[1:] == ("On the race page of your plan: the warm-up.",)
    assert len(told(held, "Frost 10", 14).notes) == 1


def test_every_week_of_a_held_plan_says_so_first(held: Plan) -> None:
    """Also lighter weeks, the taper and the race; no session is worth more than another."""
    said = "Easy running only, until a doctor or physiotherapist has said that more is fine."
    assert [week.number for week in held.weeks if not week.focus.startswith(said)] == []
    for week in held.weeks[::4]:
        text = mail(held, "week", week=week.start).text
        lines = text.splitlines()
        assert lines[4] == 'Before you train, read "Before you start" in your plan, and talk to me.'
        assert "key" not in text.lower().replace("monkey", "")
        assert "Missed a day: let it go.\n" in text


def test_the_pace_of_a_race_has_its_unit_and_stands_once() -> None:
    assert told(RILEY, "Parkside 5K", 12).lines == ("5 km", "3.1 mi · 31 min · 10:02 /mi")
    assert told(MAYA, "Frost 10", 14).lines == ("10 km · 48 min · 4:45 /km",)
    race = next(one for day in RILEY.weeks[11].days for one in day.sessions if one.kind == "race")
    assert race.text == "5 km at 10:02 /mi"


def test_a_race_day_names_what_its_page_has() -> None:
    assert told(MAYA, "Lakeside Half", 21).notes == (
        "This is the pace of your goal; training paces come from today's form.",
        "On the race page of your plan: the warm-up, splits and plan B.",
    )
    assert told(RILEY, "Parkside 5K", 12).notes == (
        "On the race page of your plan: the warm-up, splits and plan B.",
    )
    assert MAYA.race_day is not None
    short = MAYA.model_copy(update={"race_day": MAYA.race_day.model_copy(update={"splits": ()})})
    assert (
        told(short, "Lakeside Half", 21).notes[-1] == "On the race page of your plan: the warm-up and plan B."
    )
    assert told(MAYA, "Frost 10", 14).notes == ()


def test_a_distance_is_said_once() -> None:
    assert told(MAYA, "club track", 4).lines == ("7.5 km by effort · 45 min",)


def test_a_retest_names_each_test_once_and_its_place_in_the_day() -> None:
    one = told(MAYA, "Re-test", 4)
    assert one.lines == ("Calf raises, Trunk turn, Hip turn-in", "9 min")
    assert one.notes[0] == "First of the day's work, while you are fresh."
    assert MAYA.weeks[3].days[2].sessions[0].kind == "test"
    assert "Single-leg heel raise" not in mail(MAYA, "week", week=MAYA.weeks[3].start).text


def test_beats_stand_where_the_watch_goes_by_heart_rate(held: Plan) -> None:
    """Easy running has an upper limit, a threshold run its range; a plan by pace says neither."""
    assert told(held, "Easy", 1).lines == ("6.0 km · 36 min · 5:39–6:19 /km · heart rate up to 149",)
    assert told(MAYA, "Easy", 2).lines[0].endswith("/km")
    day = MAYA.weeks[8].days[3]
    run = day.sessions[0]
    assert run.watch is not None
    warm, *others = run.watch.blocks
    beats = {"low_bpm": 160, "high_bpm": 170}
    aimed = warm.model_copy(update={"steps": tuple(one.model_copy(update=beats) for one in warm.steps)})
    changed = run.model_copy(update={"watch": run.watch.model_copy(update={"blocks": (aimed, *others)})})
    by_heart = MAYA.model_copy(update={"watch": WatchGuide(target="heart_rate", intro=())})
    first, *rest = mail_session(changed, day, by_heart, WORDS).steps
    assert first == "20 min easy at 5:39–6:19 /km, heart rate 160 to 170"
    assert not any("heart rate" in step for step in rest)
    assert mail_session(changed, day, MAYA, WORDS).steps[0] == "20 min easy at 5:39–6:19 /km"
