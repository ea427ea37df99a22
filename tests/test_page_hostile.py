"""Hostile text in every field of a plan and of an athlete's file: it is printed, and nothing of it runs."""

from __future__ import annotations

import datetime as dt
import html
import json
from pathlib import Path
from typing import Any

import html5lib
import pytest
from browser import Chromium
from pages import theme_of, written
from workbooks import plan

from athletes import TODAY, shipped_library
from planforge.forge import plan_of
from planforge.models.plan import Plan
from planforge.reading.profiles import read_profile
from planforge.running import notation

EVIL = (
    "\"'><script>alert(1)</script></style></title></template><img src=x onerror=alert(2)>"
    "<svg onload=alert(3)>{{ 7*7 }}{% raw %}<!-- --><a href=javascript:alert(4)>\u2028&lt;b&gt;\\u003c"
)
# What a plan can hold only in known words, or where other fields find each other by it.
KNOWN = {
    "id", "units", "share", "zone", "kind", "type", "origin", "severity", "code", "class",
    "chosen_by", "ribcage", "pelvis", "foot", "verdict", "side", "better", "calls", "group",
    "usual_lower", "effect", "confidence", "loss", "change", "first", "date", "start", "end",
    "generated_on", "dates", "why", "view", "place", "model", "points", "since", "exercise",
    "habit_exercise", "test", "tests", "quality", "unit", "exercise_links", "schedule", "plan_id", "toward",
    "beyond", "standing", "rule", "sources", "mark", "exercise_order", "intensity", "target", "sides",
}  # fmt: skip


def poisoned(value: Any, key: str = "") -> Any:
    """The same plan with the hostile text behind every text."""
    if isinstance(value, dict):
        return {name: poisoned(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, key) for part in value]
    if isinstance(value, str) and key not in KNOWN:
        return value + EVIL
    return value


def evil_plan() -> Plan:
    raw = json.loads(plan("maya-okafor").to_json())
    raw["weeks"] = raw["weeks"][5:7]
    raw["start"], raw["end"] = raw["weeks"][0]["start"], raw["weeks"][-1]["end"]
    raw = poisoned(raw)
    raw["exercises"][0]["video"] = "javascript:alert(5)"
    raw["exercises"][1]["video"] = f'https://example.org/" onclick="alert(6)"{EVIL}'
    return Plan.model_validate(raw)


def test_nothing_of_it_runs_and_all_of_it_is_read(tmp_path: Path, chromium: Chromium) -> None:
    """No dialog, no error, nothing refused or asked for, while every part is shown, opened and ticked."""
    look_of = theme_of() | {"coach": f"AM {EVIL}", "contact": EVIL}
    data, problems = written(evil_plan(), look_of)
    assert problems == []
    file = tmp_path / "evil.html"
    file.write_bytes(data)
    look = chromium.look(file)
    seen = " ".join(EVIL.split())
    assert look.text().count(seen) > 40
    look.page.locator(".day.shown .to-card").first.click()
    assert seen in look.text("dialog.sheet")
    look.page.keyboard.press("Escape")
    look.page.locator(".day.shown .tick input").first.check()
    look.page.locator(".day.shown .breathe").first.click()
    look.page.get_by_role("button", name="Start", exact=True).click()
    look.page.clock.run_for(4000)
    look.page.keyboard.press("Escape")
    for name in ("weeks", "exercises", "plan"):
        look.view(name)
        look.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert look.text().count(seen) > 20
    assert look.page.evaluate("[document.scripts.length, document.images.length]") == [1, 0]
    links = look.page.eval_on_selector_all(
        "a", "all => all.map((one) => [one.protocol, one.getAttribute('onclick')])"
    )
    assert {handler for _, handler in links} == {None}
    assert {protocol for protocol, _ in links} <= {"file:", "https:"}
    assert look.said == []
    assert look.refused() == []
    assert look.requests == [file.as_uri()]


def test_it_is_sound_html(tmp_path: Path) -> None:
    """An independent parser finds no error in the page with the hostile text, and one script in it."""
    data, _ = written(evil_plan())
    tree = html5lib.HTMLParser(strict=True).parse(data.decode())
    assert len(tree.findall(".//{http://www.w3.org/1999/xhtml}script")) == 1


@pytest.mark.parametrize("field", ["name", "race", "run", "note"])
def test_an_athlete_file_with_markup_is_a_plan(field: str, tmp_path: Path) -> None:
    """From the file as a coach writes it to the page: the text arrives escaped."""
    evil = "<script>alert(1)</script>{{ plan }}"
    texts = dict.fromkeys(("name", "race", "run", "note"), "plain") | {field: evil}
    path = tmp_path / "athletes" / "eve.yaml"
    path.parent.mkdir()
    path.write_text(
        f"name: '{texts['name']}'\n"
        f"goal: {{race: '{texts['race']}', date: 2027-01-17, distance: 5 km}}\n"
        f"availability: {{tuesday: 60 min, thursday: 60 min, sunday: 60 min}}\n"
        f"fixed: [{{day: tuesday, run: '{texts['run'] if field == 'run' else '5 km E'}'}}]\n"
        f"notes: '{texts['note']}'\n"
    )
    library = shipped_library()
    profile, problems = read_profile(path, library, TODAY, notation=notation)
    assert profile is not None, [one.to_text() for one in problems]
    data, found = written(plan_of(profile, library, dt.date(2026, 11, 23)))
    assert found == []
    assert evil.encode() not in data
    assert data.count(b"<script") == 1
    assert (html.escape(evil, quote=False).encode() in data) == (field != "note")
