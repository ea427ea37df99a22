"""The page in a browser: today, ticks that stay, the timer that counts, nothing from anywhere."""

from __future__ import annotations

import datetime as dt
import functools
import json
from pathlib import Path

import pytest
from browser import Chromium, Look
from pages import parts, written
from workbooks import plan

from planforge.models.plan import Day, Plan

WEEKS = 7  # of Maya's plan: enough to turn, and quick to load


@functools.cache
def short_plan() -> Plan:
    whole = plan("maya-okafor")
    weeks = whole.weeks[:WEEKS]
    return whole.model_copy(update={"weeks": weeks, "end": weeks[-1].end})


@pytest.fixture(scope="module")
def maya(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "maya.html"
    file.write_bytes(written(short_plan())[0])
    return file


def day_of(date: dt.date) -> Day:
    return next(day for week in short_plan().weeks for day in week.days if day.date == date)


def seen_sessions(look: Look) -> list[str]:
    """The ids of the sessions that can be seen."""
    found: list[str] = look.page.eval_on_selector_all(
        ".session", "all => all.filter((one) => one.checkVisibility()).map((one) => one.dataset.id)"
    )
    return found


@pytest.mark.parametrize(
    ("clock", "stands_for", "told"),
    [
        (dt.date(2026, 11, 20), dt.date(2026, 11, 23), "The plan begins on Monday 23 November."),
        (dt.date(2026, 12, 30), dt.date(2026, 12, 30), "Today · Week 6"),
        (dt.date(2027, 1, 10), dt.date(2027, 1, 10), "Today · Week 7"),
        (dt.date(2027, 5, 1), dt.date(2027, 1, 10), "The plan ended on Sunday 10 January."),
    ],
)
def test_today_is_what_the_clock_says(
    clock: dt.date, stands_for: dt.date, told: str, maya: Path, chromium: Chromium
) -> None:
    """The day's own sessions show and no others; before and after the plan the page says so."""
    look = chromium.look(maya, day=clock)
    day, text = day_of(stands_for), look.text()
    assert told in text
    assert day.title in text
    habit = [f"{day.date}/habit"] if day.habit else []
    assert seen_sessions(look) == [session.id for session in day.sessions] + habit
    assert ("The plan begins" in text) == (clock < short_plan().start)
    assert ("The plan ended" in text) == (clock > short_plan().end)
    assert ("Today ·" in text) == (clock == stands_for)


def test_the_next_morning_shows_the_next_day(maya: Path, chromium: Chromium) -> None:
    """A page left open over night follows the clock when it is looked at again."""
    look = chromium.look(maya, day=dt.date(2026, 12, 30))
    look.page.clock.set_system_time(dt.datetime(2026, 12, 31, 6))
    look.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert seen_sessions(look) == [session.id for session in day_of(dt.date(2026, 12, 31)).sessions]


def test_other_days_and_weeks_are_reached(maya: Path, chromium: Chromium) -> None:
    """By the strip of the week, by previous and next, and by the list of all weeks."""
    look = chromium.look(maya)
    week = short_plan().weeks[5]
    dots = [look.page.locator(f".strip [value='{day.date}'] .dot").count() for day in week.days]
    assert dots == [len(day.sessions) for day in week.days]
    look.page.get_by_role("button", name="Sun 3").click()
    assert "Sunday 3 January Long run" in look.text()
    look.view("weeks")
    assert "Week 6 Base · 28 Dec – 3 Jan" in look.text(".week-bar")
    look.page.get_by_role("button", name="Next week").click()
    assert "Week 7" in look.text(".week-bar h2")
    look.page.get_by_role("button", name="Previous week").click()
    look.page.get_by_role("combobox", name="Week").select_option("Week 1 · 23–29 Nov")
    week = plan("maya-okafor").weeks[0]
    assert look.page.get_by_role("button", name="Previous week").is_disabled()
    shown = look.text("#weeks")
    for day in week.days:
        assert f"{day.date_text} {day.title}" in shown
    assert week.distance_text in shown


def tuesday_tick(look: Look) -> None:
    look.page.get_by_role("checkbox", name="Done Easy + strides, Wed 30").check()
    look.page.get_by_role("checkbox", name="1 Calf raise, bent knee, LEFT, set 1 of 3").check()


def ticked(look: Look) -> list[str]:
    found: list[str] = look.page.eval_on_selector_all(
        ".day input:checked", "all => all.map((one) => one.closest('label').innerText.trim())"
    )
    return found


def test_ticks_survive_a_reload(maya: Path, chromium: Chromium) -> None:
    """Sessions and single sets, each kept by its id, and only what was ticked."""
    look = chromium.look(maya)
    assert ticked(look) == []
    tuesday_tick(look)
    look.page.reload()
    assert look.page.get_by_role("checkbox", name="Done Easy + strides, Wed 30").is_checked()
    assert look.page.get_by_role("checkbox", name="1 Calf raise, bent knee, LEFT, set 1 of 3").is_checked()
    assert len(ticked(look)) == 2
    assert look.page.evaluate("Object.keys(localStorage)") == ["planforge/maya-okafor"]
    look.page.get_by_role("checkbox", name="Done Easy + strides, Wed 30").uncheck()
    look.page.reload()
    assert len(ticked(look)) == 1


def test_the_same_page_open_twice_keeps_the_ticks_of_both(maya: Path, chromium: Chromium) -> None:
    look = chromium.look(maya)
    other = look.page.context.new_page()
    other.clock.install(time=dt.datetime(2026, 12, 30, 6))
    other.goto(maya.as_uri())
    look.page.get_by_role("checkbox", name="Done Easy + strides, Wed 30").check()
    other.get_by_role("checkbox", name="1 Calf raise, bent knee, LEFT, set 1 of 3").check()
    look.page.reload()
    assert look.page.get_by_role("checkbox", name="Done Easy + strides, Wed 30").is_checked()
    assert len(ticked(look)) == 2


@pytest.mark.parametrize("rubbish", ["[1, 2]", "{bad", "7"])
def test_what_is_no_list_of_ticks_counts_as_none(rubbish: str, maya: Path, chromium: Chromium) -> None:
    """Another program's text under the same name is written over, and ticks are kept again."""
    look = chromium.look(maya)
    look.page.evaluate("text => localStorage.setItem('planforge/maya-okafor', text)", rubbish)
    look.page.reload()
    assert look.page.locator("#not-kept").count() == 0
    tuesday_tick(look)
    held = json.loads(look.page.evaluate("localStorage.getItem('planforge/maya-okafor')"))
    assert isinstance(held, dict)
    assert len(held) == 2


def test_a_page_that_stays_open_turns_at_midnight(maya: Path, chromium: Chromium) -> None:
    """Also from the day before the plan to its first, where the day that is shown stays the same."""
    look = chromium.look(maya, day=dt.date(2026, 11, 22))
    assert "The plan begins" in look.text()
    look.page.clock.fast_forward(20 * 3600 * 1000)
    assert "The plan begins" not in look.text()
    assert "Today · Week 1" in look.text()


def test_ticks_outlive_a_new_plan(maya: Path, tmp_path: Path, chromium: Chromium) -> None:
    """Made anew, with a set less: what still stands is ticked; another athlete's page is not."""
    look = chromium.look(maya)
    tuesday_tick(look)
    look.page.get_by_role("checkbox", name="3 Calf raise, bent knee, LEFT, set 3 of 3").check()
    assert len(ticked(look)) == 3
    text = short_plan().model_copy(update={"plan_id": "0123456789ab"}).to_json()
    later = Plan.from_json(text.replace('"sets": 3', '"sets": 2'))
    other = short_plan().model_copy(update={"athlete": later.athlete.model_copy(update={"id": "ann"})})
    for again, still in ((later, 2), (other, 0), (short_plan(), 3)):
        file = tmp_path / "again.html"
        file.write_bytes(written(again)[0])
        look.page.goto(file.as_uri())
        assert len(ticked(look)) == still
    assert look.said == []


def test_the_last_set_ticks_the_session(maya: Path, chromium: Chromium) -> None:
    """Done follows the sets once; a set that is taken back leaves it, and the athlete's own word stands."""
    look = chromium.look(maya)
    done = look.page.get_by_role("checkbox", name="Done Strength A, Wed 30")
    boxes = look.page.locator(".day.shown .sets input")
    look.page.evaluate(
        "[...document.querySelectorAll('.day.shown .sets input')].slice(1).forEach((one) => one.click())"
    )
    assert boxes.count() > 20
    assert not done.is_checked()
    boxes.first.check()
    assert done.is_checked()
    boxes.first.uncheck()
    assert done.is_checked()
    done.uncheck()
    look.page.reload()
    assert not done.is_checked()


def test_back_closes_what_lies_over_the_page(maya: Path, chromium: Chromium) -> None:
    """A card, the timer; closed by hand, back leads on as if nothing had been open."""
    look = chromium.look(maya)
    card, timer = look.page.locator("dialog.sheet"), look.page.locator("dialog.timer")
    look.page.locator(".day.shown .to-card").first.click()
    look.page.evaluate("history.back()")
    card.wait_for(state="hidden")
    look.page.locator(".day.shown .breathe").click()
    look.page.evaluate("history.back()")
    timer.wait_for(state="hidden")
    look.view("weeks")
    look.page.locator(".day.open .to-card").first.click()
    look.page.get_by_role("button", name="Close").click()
    look.page.locator(".day.open .to-card").first.click()
    look.page.keyboard.press("Escape")
    assert look.page.evaluate("document.documentElement.dataset.view") == "weeks"
    look.page.evaluate("history.back()")
    look.page.wait_for_function("() => document.documentElement.dataset.view === 'today'")
    assert look.said == []


def test_without_storage_ticks_work_and_the_page_says_so(maya: Path, chromium: Chromium) -> None:
    """A mail viewer that keeps nothing still lets one tick."""
    look = chromium.look(maya, storage=False)
    tuesday_tick(look)
    assert len(ticked(look)) == 2
    assert "Ticks last until you close this page" in look.text()
    assert "Ticks last" not in chromium.look(maya).text()
    assert look.said == []


def test_the_timer_counts_breaths_and_sets(maya: Path, chromium: Chromium) -> None:
    """Three sets of four breaths (4, 6 and 3 s) with 30 s of rest, after three seconds to get ready."""
    look = chromium.look(maya)
    look.page.get_by_role("button", name="Breathing timer Left sucker punch rockback").click()
    look.page.clock.pause_at(dt.datetime(2026, 12, 30, 7))
    look.page.get_by_role("button", name="Start", exact=True).click()
    at = 0
    breath, set_ = 13, 4 * 13 + 30
    for second, phase, count in (
        (1, "Get ready", "Next: Set 1 of 3"),
        (3, "In", "Set 1 of 3 Breath 1 of 4"),
        (3 + 4, "Out", "Set 1 of 3 Breath 1 of 4"),
        (3 + 10, "Pause", "Set 1 of 3 Breath 1 of 4"),
        (3 + breath, "In", "Set 1 of 3 Breath 2 of 4"),
        (3 + 4 * breath - 1, "Pause", "Set 1 of 3 Breath 4 of 4"),
        (3 + 4 * breath, "Rest", "Next: Set 2 of 3"),
        (3 + set_, "In", "Set 2 of 3 Breath 1 of 4"),
        (3 + 2 * set_ + 3 * breath + 4, "Out", "Set 3 of 3 Breath 4 of 4"),
        (3 + 2 * set_ + 4 * breath, "Done", ""),
    ):
        look.page.clock.fast_forward(1000 * (second - at) + (200 if at == 0 else 0))
        at = second
        assert (look.text(".told b"), look.text(".count")) == (phase, count), second
    assert ticked(look) == []
    look.page.get_by_role("button", name="Tick these sets").click()
    assert not look.page.locator("dialog.timer").is_visible()
    assert [text.split()[0] for text in ticked(look)] == ["1", "2", "3"]
    assert look.said == []


def test_the_habits_timer_offers_its_own_box(maya: Path, chromium: Chromium) -> None:
    """Not before its end; on a day of rest the page says that the habit is optional."""
    look = chromium.look(maya, day=dt.date(2026, 11, 23))
    assert "No training today. The breathing below is optional." in look.text()
    look.page.locator(".day.shown .breathe").click()
    look.page.clock.pause_at(dt.datetime(2026, 11, 23, 7))
    look.page.get_by_role("button", name="Start", exact=True).click()
    offer = look.page.get_by_role("button", name="Tick the habit")
    assert not offer.is_visible()
    look.page.clock.fast_forward(3_600_000)
    offer.click()
    assert [text.split()[0] for text in ticked(look)] == ["Done"]


def test_the_side_that_is_first_breathes_first(maya: Path, chromium: Chromium) -> None:
    """Each set right, then left, where the plan says so; 5 s to change, 10 s of rest between the sets."""
    look = chromium.look(maya, day=dt.date(2026, 12, 16))
    (item,) = (one for one in day_of(dt.date(2026, 12, 16)).sessions[-1].items if one.left and one.breath)
    assert (item.first, item.right and item.right.text, item.rest_s) == ("right", "2 × 4 breaths", 10)
    look.page.get_by_role("button", name=f"Breathing timer {item.name}").click()
    look.page.clock.pause_at(dt.datetime(2026, 12, 16, 7))
    look.page.get_by_role("button", name="Start", exact=True).click()
    look.page.clock.fast_forward(3200)
    for later, count in (
        (0, "RIGHT · Set 1 of 2 Breath 1 of 4"),
        (52, "Next: LEFT · Set 1 of 2"),
        (5, "LEFT · Set 1 of 2 Breath 1 of 4"),
        (52, "Next: RIGHT · Set 2 of 2"),
        (10, "RIGHT · Set 2 of 2 Breath 1 of 4"),
        (52, "Next: LEFT · Set 2 of 2"),
        (5, "LEFT · Set 2 of 2 Breath 1 of 4"),
    ):
        look.page.clock.fast_forward(1000 * later)
        assert look.text(".count") == count
        if later == 52 and "LEFT" in count:
            assert look.text(".told") == "Change to LEFT 5"


def test_a_day_is_done_when_its_sessions_are(maya: Path, chromium: Chromium) -> None:
    """The strip of the week shows it at once and after a reload; the sets alone do not make a day."""
    look = chromium.look(maya)
    look.page.locator(".day.shown .sets input").first.check()
    assert look.page.locator(".strip .did").count() == 0
    for box in look.page.locator(".day.shown .session > .tick input").all():
        box.check()
    assert look.page.locator(".strip .did").get_attribute("value") == "2026-12-30"
    look.page.reload()
    assert look.page.locator(".strip .did").count() == 1


def test_the_timer_stands_still_when_paused(maya: Path, chromium: Chromium) -> None:
    """Pause keeps the place, however long; closing the timer ends it."""
    look = chromium.look(maya)
    look.page.get_by_role("button", name="Breathing timer Left sucker punch rockback").click()
    look.page.clock.pause_at(dt.datetime(2026, 12, 30, 7))
    look.page.get_by_role("button", name="Start", exact=True).click()
    look.page.clock.fast_forward(4200)
    assert look.text(".told") == "In 3"
    look.page.get_by_role("button", name="Pause", exact=True).click()
    look.page.clock.fast_forward(60_000)
    assert look.text(".told") == "In 3"
    look.page.get_by_role("button", name="Go on").click()
    look.page.clock.fast_forward(1000)
    assert look.text(".told") == "In 2"


def test_the_circle_moves_unless_less_motion_is_asked_for(maya: Path, chromium: Chromium) -> None:
    """The count goes on all the same."""
    grown = []
    for motion in ("no-preference", "reduce"):
        look = chromium.look(maya, reduced_motion=motion)
        look.page.get_by_role("button", name="Breathing timer Left sucker punch rockback").click()
        look.page.get_by_role("button", name="Start", exact=True).click()
        look.page.clock.run_for(6000)
        grown.append(look.page.evaluate("document.querySelector('.circle').style.transform"))
        assert look.text(".told b") == "In"
    assert grown[0].startswith("scale(0.")
    assert grown[1] == ""


def test_the_rest_timer_runs_at_once(maya: Path, chromium: Chromium) -> None:
    """The rest that is printed, counted down."""
    look = chromium.look(maya)
    look.page.get_by_role("button", name="Rest 60 s Calf raise, bent knee").click()
    assert "Calf raise, bent knee" in look.text("dialog.timer")
    look.page.clock.fast_forward(61_000)
    assert look.text(".told b") == "Done"


def test_race_morning_holds_what_is_needed_before_the_start(tmp_path: Path, chromium: Chromium) -> None:
    """Warm-up and splits stand in the day itself; one touch leads to the rest of race day."""
    whole = plan("maya-okafor")
    race = whole.race_day
    assert race is not None
    last = whole.model_copy(update={"weeks": whole.weeks[-1:], "start": whole.weeks[-1].start})
    file = tmp_path / "race.html"
    file.write_bytes(written(last)[0])
    look = chromium.look(file, day=race.date)
    told = look.text(".day.shown")
    for step in race.warm_up:
        assert f"{step.when} {step.what}" in told
    assert race.start_text in told
    for split in race.splits:
        assert f"{split.place} {split.target_text} {split.predicted_text}" in told
    look.page.locator(".day.shown .to-race").click()
    look.page.wait_for_function("() => document.documentElement.dataset.view === 'plan'")


def test_a_card_opens_over_the_session_and_goes_back(maya: Path, chromium: Chromium) -> None:
    """The exercise's set-up is there in one touch, and the card still stands in its list afterwards."""
    look = chromium.look(maya)
    look.page.get_by_role("link", name="Calf raise, bent knee").locator("visible=true").click()
    card = next(card for card in plan("maya-okafor").exercises if card.name == "Calf raise, bent knee")
    assert card.setup[0] in look.text("dialog.sheet")
    look.page.get_by_role("button", name="Close").click()
    look.view("exercises")
    look.page.locator("summary", has_text="Calf raise, bent knee").click()
    assert card.setup[0] in look.text("#exercises")


def test_nothing_is_loaded_from_anywhere(maya: Path, chromium: Chromium) -> None:
    """The file itself is all that is ever asked for, and its own policy refuses none of it."""
    look = chromium.look(maya)
    for name in ("weeks", "exercises", "plan", "today"):
        look.view(name)
    look.page.get_by_role("button", name="Breathing timer Left sucker punch rockback").click()
    assert look.requests == [maya.as_uri()]
    assert look.said == []
    assert look.refused() == []


def test_the_policy_refuses_what_is_planted(maya: Path, chromium: Chromium) -> None:
    """The guard itself: an image from elsewhere, an inline handler and a style are refused and noticed."""
    look = chromium.look(maya)
    look.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        ' \'<img src="https://example.org/x.png"><p onclick="alert(1)" style="color:red">x</p>\')'
    )
    look.page.wait_for_function("() => window.refused.length >= 3")
    assert {one.split("-")[0] for one in look.refused()} == {"img", "script", "style"}
    assert look.said != []


WHOLE = """"use strict";
(() => {
  const pageTicks = "a name of its own";
  document.querySelector("h1").textContent = pageTicks;
  document.documentElement.classList.replace("plain", "scripted");
})();
"""


def test_a_whole_script_in_place_of_page_js_runs_alone(tmp_path: Path, chromium: Chromium) -> None:
    """As a copy has it from before there were other scripts: those beside it do nothing unless called."""
    own = tmp_path / "page.js"
    own.write_text(WHOLE, "utf-8")
    file = tmp_path / "mine.html"
    file.write_bytes(written(short_plan(), documents={**parts(), "page.js": own})[0])
    look = chromium.look(file)
    assert look.text("h1") == "a name of its own"
    assert look.page.locator("dialog, .tick, .strip, button").count() == 0
    assert (look.said, look.refused()) == ([], [])


def focus_moves_to(look: Look, wanted: str, most: int = 80) -> None:
    """Press Tab until what has the focus says `wanted`."""
    for _ in range(most):
        look.page.keyboard.press("Tab")
        said = look.page.evaluate(
            "((one) => one.closest('label')?.textContent || one.textContent)(document.activeElement)"
        )
        if wanted in said:
            return
    raise AssertionError(f"Tab does not reach {wanted!r}")


def test_the_keyboard_alone_ticks_opens_a_card_and_starts_the_timer(maya: Path, chromium: Chromium) -> None:
    """Tab, Space, Enter and Escape; the focus comes back to where it was."""
    look = chromium.look(maya)
    look.page.keyboard.press("Tab")
    assert look.page.evaluate("document.activeElement.textContent") == "Skip to the plan"
    focus_moves_to(look, "Done Easy + strides")
    look.page.keyboard.press("Space")
    assert len(ticked(look)) == 1
    focus_moves_to(look, "Left sucker punch rockback")
    look.page.keyboard.press("Enter")
    assert look.page.locator("dialog.sheet").is_visible()
    look.page.keyboard.press("Escape")
    assert not look.page.locator("dialog.sheet").is_visible()
    assert look.page.evaluate("document.activeElement.textContent") == "Left sucker punch rockback"
    focus_moves_to(look, "Breathing timer")
    look.page.keyboard.press("Enter")
    look.page.keyboard.press("Enter")
    look.page.clock.run_for(4500)
    assert look.text(".told b") == "In"


def test_a_link_into_another_part_leads_there(maya: Path, chromium: Chromium) -> None:
    """As from the race to its race day: the part is shown, and the place stands in the window."""
    look = chromium.look(maya)
    look.page.evaluate("location.hash = '#use-title'")
    look.page.wait_for_function("() => document.documentElement.dataset.view === 'plan'")
    box = look.page.locator("#use-title").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 740
    look.view("weeks")
    look.page.locator(".skip").focus()
    look.page.keyboard.press("Enter")
    look.page.wait_for_function("() => document.activeElement.id === 'content'")
    assert look.page.evaluate("document.documentElement.dataset.view") == "weeks"
    look.page.evaluate("location.hash = '#today'")
    look.page.wait_for_function("() => document.documentElement.dataset.view === 'today'")
    assert look.page.evaluate("scrollY") == 0
