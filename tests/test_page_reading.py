"""The page for every reader: no sideways scroll, sound for axe-core, whole without scripts and on paper."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Chromium, Look, axe_source, faults
from pages import page, written
from workbooks import plan

from athletes import SIX
from planforge.models.plan import Plan

# Every so many weeks, all days and cards open, one view after the other: what is wider than the window.
WIDER = """() => {
  const root = document.documentElement, wide = [];
  const weeks = document.querySelector(".week-bar select");
  for (const card of document.querySelectorAll("details")) card.open = true;
  const look = (name) => {
    root.dataset.view = name;
    if (root.scrollWidth <= root.clientWidth) return;
    const over = (one) => one.getBoundingClientRect().right > root.clientWidth + 0.5;
    const found = [...document.querySelectorAll("body *")].filter(over).pop();
    wide.push([name, root.scrollWidth, found?.outerHTML.slice(0, 80)].join(" "));
  };
  for (const name of ["today", "exercises", "plan"]) look(name);
  for (const option of weeks.options) {
    if (option.index % %d) continue;
    weeks.value = option.value;
    weeks.dispatchEvent(new Event("change"));
    for (const day of document.querySelectorAll(".week.current .day")) day.classList.add("open");
    look("weeks");
  }
  return wide;
}"""

MOST_SHEETS = 22  # for 12 weeks, A4: a page a week, five of cards, four of the plan

SMALL = """() =>
  [...document.querySelectorAll("button, select, label.tick, .sets input, .menu a, .to-card, summary")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.getBoundingClientRect(), one.textContent])
    .filter(([box]) => box.width < 43.9 || box.height < 43.9)
    .map(([box, text]) => `${box.width} x ${box.height} ${text}`)"""
# Words that are cut or broken inside, of what must stay whole in large text.
CUT = """() => {
  const whole = ".strip b, .strip span:not(.unseen, .dots), .menu a, .day.shown .side, .paces strong";
  const lines = (one) => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight);
  const cut = (one) => one.scrollWidth > one.offsetWidth + 1 || lines(one) > (one.matches("a") ? 3 : 1.9);
  return [...document.querySelectorAll(whole)].filter(cut).map((one) => one.textContent);
}"""
COLOURS = """() =>
  [...document.querySelectorAll("body, .session, .item, .dose, h1, .side, .quiet")]
    .map((one) => getComputedStyle(one))
    .flatMap((one) => ["paper " + one.backgroundColor, "ink " + one.color])"""


def texts_of(plan: Plan) -> Iterator[str]:
    """Every session, dose, date and pace, week by week."""
    for week in plan.weeks:
        yield from (week.title, week.dates_text, week.distance_text, week.strength_text)
        for day in week.days:
            yield from (day.date_text, day.title, day.habit or "", day.habit_how)
            for session in day.sessions:
                yield from (session.title, session.pace_text, session.distance_text, session.duration_text)
                if len(session.steps) > 1:  # they say what the text says in short
                    yield from (text for step in session.steps for text in (step.text, step.pace_text))
                elif session.short_text != "":  # else title and figures say it
                    yield session.text if session.short_text is None else session.short_text
                for item in session.items:
                    yield from (item.name, item.effort, item.position, item.stage, item.rest_text)
                    for dose in (item.left, item.right, item.both):
                        if dose is not None:
                            yield from (dose.text, dose.setup or "")
    for card in plan.exercises:
        yield from (card.name, card.purpose, *card.setup, *card.cues, card.side_note)
    if plan.paces is not None:
        yield from (zone.text for zone in plan.paces.zones)
    for row in plan.measure_rows:
        yield from (row.name, row.found_text, row.do_text, row.retest_text)
        yield from (text for one in row.work for text in (one.name, one.weeks_text))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def fortnight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two weeks of Maya's plan, since axe-core reads also what is hidden."""
    whole = plan("maya-okafor")
    weeks = whole.weeks[5:7]
    short = whole.model_copy(update={"weeks": weeks, "start": weeks[0].start, "end": weeks[-1].end})
    file = tmp_path_factory.mktemp("fortnight") / "maya.html"
    file.write_bytes(written(short)[0])
    return file


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name in SIX:
        (folder / f"{name}.html").write_bytes(page(name))
    return {name: folder / f"{name}.html" for name in SIX}


def test_nothing_is_wider_than_a_phone(files: dict[str, Path], chromium: Chromium) -> None:
    """All six athletes at 320 and 360 pixels, every part, every fifth week with all days open."""
    look = chromium.look(files[SIX[0]])
    found = {}
    for name in SIX:
        look.page.goto(files[name].as_uri())
        for width in (320, 360):
            look.page.set_viewport_size({"width": width, "height": 740})
            found[name, width] = look.page.evaluate(WIDER.replace("%d", "5"))
    assert {what: said for what, said in found.items() if said} == {}


def test_long_names_stay_inside(tmp_path: Path, chromium: Chromium) -> None:
    """A word of sixty letters in title, sessions, exercises and set-ups; and the guard sees a planted one."""
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenxyz"
    text = plan("maya-okafor").to_json()
    for name in (
        "Maya Okafor",
        "club track",
        "Calf raise, bent knee",
        "left arm reaches across",
        "Easy + strides",
    ):
        assert name in text
        text = text.replace(name, long)
    file = tmp_path / "long.html"
    file.write_bytes(written(Plan.from_json(text))[0])
    look = chromium.look(file, width=320)
    assert look.page.evaluate(WIDER.replace("%d", "8")) == []
    look.page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    assert look.page.evaluate(WIDER.replace("%d", "8")) != []


def test_twice_as_large_still_fits(files: dict[str, Path], chromium: Chromium) -> None:
    """200 % of zoom on 640 pixels is a page 320 wide; the text alone twice as large fits a phone too."""
    look = chromium.look(files["maya-okafor"], width=360)
    look.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert look.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    ) == [360, 360]
    assert look.page.evaluate(CUT) == []
    look.page.evaluate("document.querySelector('.strip b').style.width = '1ch'")
    assert look.page.evaluate(CUT) != []
    look.page.evaluate("document.querySelector('.strip b').style.width = ''")
    look.page.locator(".day.shown .breathe").click()
    title, what_now, start = (
        look.page.locator(f"dialog.timer {one}").bounding_box()
        for one in ("h2", ".told b", "button.filled:visible")
    )
    lines = "one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)"
    assert look.page.locator("#timer-title").evaluate(lines) < 2.6  # two lines and the padding
    tops = [one["y"] for one in (title, what_now, start)]
    ends = [one["y"] + one["height"] for one in (title, what_now, start)]
    assert ends[0] <= tops[1] < ends[1] <= tops[2]


def test_what_can_be_touched_is_large_enough(files: dict[str, Path], chromium: Chromium) -> None:
    """44 pixels each way for every button, tick, list and link that stands alone, at 320 pixels too."""
    look = chromium.look(files["maya-okafor"], width=320)
    for name in ("today", "weeks"):
        look.view(name)
        small = look.page.evaluate(SMALL)
        assert small == []


def test_axe_finds_no_serious_fault(fortnight: Path, chromium: Chromium) -> None:
    """Today with a run and strength, an open card, the timer, weeks, cards and plan; light and dark."""
    source = axe_source()
    look = chromium.look(fortnight)
    found = {}

    def judge(what: str, *, dark: bool = True) -> None:
        found[what] = faults(look, source)
        if not dark:
            return
        look.page.emulate_media(color_scheme="dark")
        found[f"{what}, dark"] = faults(look, source, ("color-contrast",))
        look.page.emulate_media(color_scheme="light")

    judge("today")
    look.page.locator(".day.shown .to-card").first.click()
    judge("card")
    look.page.keyboard.press("Escape")
    look.page.locator(".day.shown .breathe").click()
    judge("timer", dark=False)
    look.page.keyboard.press("Escape")
    for name in ("weeks", "exercises", "plan"):
        look.view(name)
        look.page.evaluate(
            "for (const one of document.querySelectorAll('.card:nth-of-type(-n + 3)')) one.open = true"
        )
        judge(name, dark=name == "plan")
    assert {what: said for what, said in found.items() if said} == {}


def test_axe_sees_a_planted_fault(fortnight: Path, chromium: Chromium) -> None:
    """Pale text and a button without a name are told."""
    source = axe_source()
    look = chromium.look(fortnight)
    look.page.evaluate("document.querySelector('.day.shown .breathe').textContent = ''")
    look.page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    assert {one.split(":")[0] for one in faults(look, source)} == {"color-contrast", "button-name"}
    look.page.evaluate("document.querySelector('h1').style.color = '#222'")
    look.page.emulate_media(color_scheme="dark")
    assert [one.split(":")[0] for one in faults(look, source, ("color-contrast",))] == ["color-contrast"]


@pytest.mark.parametrize("name", ["maya-okafor", "riley-brooks", "george-papadakis"])
def test_without_scripts_everything_is_there(name: str, files: dict[str, Path], chromium: Chromium) -> None:
    """The first week is open, a touch opens another; with all open no session, dose or pace is missing."""
    look = chromium.look(files[name], scripts=False)
    first = squeezed(look.text())
    assert squeezed("All weeks stand below") in first
    week = plan(name).weeks[0]
    assert all(squeezed(session.title) in first for day in week.days for session in day.sessions)
    look.page.locator("#week-2 summary").click()
    second = plan(name).weeks[1]
    assert all(day.date_text in look.text("#week-2") for day in second.days)
    look.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    whole = squeezed(look.text())
    assert [text for text in texts_of(plan(name)) if squeezed(text) not in whole] == []
    assert look.page.locator("button, input, select").count() == 0
    assert look.page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_scripts_a_card_is_one_touch_away(files: dict[str, Path], chromium: Chromium) -> None:
    """The link leads to the card, which stands open, and back."""
    look = chromium.look(files["maya-okafor"], scripts=False)
    look.page.locator("#week-1 .to-card", has_text="Left sucker punch rockback").first.click()
    box = look.page.locator("#card-sucker_punch_rockback").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 740
    assert "Kneel on hands and knees" in look.text("#card-sucker_punch_rockback")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_all_weeks_stand(
    scripts: bool, files: dict[str, Path], chromium: Chromium, pdftotext: str, tmp_path: Path
) -> None:
    """Every week, day, dose and card is printed, whatever is shown on the screen; no control is."""
    look = chromium.look(files["riley-brooks"], scripts=scripts, day=dt.date(2026, 12, 8), scheme="dark")
    file = tmp_path / "page.pdf"
    file.write_bytes(look.page.pdf(format="A4"))
    done = subprocess.run([pdftotext, "-raw", str(file), "-"], capture_output=True, text=True, check=True)
    printed = squeezed(done.stdout)
    assert [text for text in texts_of(plan("riley-brooks")) if squeezed(text) not in printed] == []
    for control in ("Breathing timer", "Skip to the plan", "Previous week", "Exercises Paces"):
        assert squeezed(control) not in printed
    assert done.stdout.count("\f") <= MOST_SHEETS
    assert look.said == []


def test_paper_is_black_on_white(files: dict[str, Path], chromium: Chromium) -> None:
    """Also where the screen is dark; what is printed carries no coloured ground."""
    look: Look = chromium.look(files["riley-brooks"], day=dt.date(2026, 12, 8), scheme="dark")
    look.page.emulate_media(media="print")
    colours = look.page.evaluate(COLOURS)
    assert {one for one in colours if one.startswith("paper")} <= {
        "paper rgb(255, 255, 255)",
        "paper rgba(0, 0, 0, 0)",
    }
    assert {one for one in colours if one.startswith("ink")} <= {"ink rgb(0, 0, 0)", "ink rgb(51, 51, 51)"}
