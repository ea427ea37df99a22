"""The page as a file: sound HTML, its policy, its size, what is shared, what stands in the way of it."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest
from lxml import html
from pages import DOCUMENTS, page, parts, theme_of, written
from workbooks import plan

from athletes import SIX, shipped_library
from planforge.forge import FORMATS, check_paths, render
from planforge.models.picture import Picture
from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.reading.layers import Layer, copy_template, shipped_folder
from planforge.render.drawings import breath_drawings
from planforge.render.page import SCRIPTS, drawings_shown, write_page

TODAY = plan("maya-okafor").generated_on


@dataclass(frozen=True)
class Drawn:
    svg: bytes
    width: int
    height: int
    alt: str


def text_of(data: bytes) -> str:
    return data.decode("utf-8")


def test_same_input_same_bytes() -> None:
    """No clock, no random name."""
    assert written(plan("maya-okafor")) == written(plan("maya-okafor"))
    assert written(plan("maya-okafor"))[0] != written(plan("riley-brooks"))[0]


@pytest.mark.parametrize("name", ["maya-okafor", "george-papadakis"])
def test_it_is_sound_html(name: str) -> None:
    """An independent parser, strict, finds no error; ids stand once, links inside lead somewhere."""
    html5lib.HTMLParser(strict=True).parse(text_of(page(name)))
    tree = html.fromstring(page(name))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = {link.removeprefix("#") for link in tree.xpath("//a/@href") if link.startswith("#")}
    assert inside <= set(ids)
    assert {f"card-{card.id}" for card in plan(name).exercises} <= set(ids)


def test_the_strict_parser_sees_a_planted_slip() -> None:
    """A tag that is not closed is told."""
    with pytest.raises(html5lib.html5parser.ParseError):
        html5lib.HTMLParser(strict=True).parse(text_of(page("sam-lee")).replace("</h1>", "", 1))


@pytest.mark.parametrize("name", SIX)
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    """One h1, and no step is left out below it."""
    levels = [int(tag.tag[1]) for tag in html.fromstring(page(name)).iter("h1", "h2", "h3", "h4", "h5")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_policy_names_the_one_style_and_the_one_script() -> None:
    """Their hashes as a browser makes them; nothing else inline, nothing from anywhere."""
    text = text_of(page("maya-okafor"))
    tree = html.fromstring(text)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    said = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert said[f"{tag}-src"] == f"'sha256-{digest}'"
    assert said["default-src"] == said["base-uri"] == said["form-action"] == "'none'"
    assert said["img-src"] == "data:"
    assert "unsafe" not in policy
    attributes = {name for one in tree.iter() for name in one.attrib}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}
    assert tree.xpath("//link | //iframe | //object | //embed | //form | //base") == []
    assert tree.xpath("//@src") == []


def test_titles_are_the_plans_own() -> None:
    """Verbatim, as in every format."""
    tree = html.fromstring(page("maya-okafor"))
    made = plan("maya-okafor")
    assert tree.findtext(".//title") == tree.findtext(".//h1") == made.title
    titles = [" ".join(one.text_content().split()) for one in tree.xpath("//article/h3")]
    assert titles == [f"{day.date_text} {day.title}" for week in made.weeks for day in week.days]


def test_a_breathing_card_shows_its_rhythm() -> None:
    """In its words, on the cards that breathe and on no other."""
    maya = plan("maya-okafor")
    rhythms = breath_drawings(maya)
    drawings = {
        one.name: Drawn(b"<svg/>", 340, 70, one.alt_text)
        for one in maya.drawings
        if one.name in drawings_shown(maya)
    }
    tree = html.fromstring(written(maya, drawings=drawings)[0])
    shown = {
        card.get("id").removeprefix("card-"): card.xpath(".//img/@alt")
        for card in tree.xpath("//*[@class='card-body']")
        if card.xpath(".//img")
    }
    assert len(shown) >= 2
    assert shown == {exercise: [drawings[name].alt] for exercise, name in rhythms.items()}


def test_measured_values_stay_with_the_coach_where_doses_alone_are_shared() -> None:
    """No reasons with values, no drawing of the sides; the sentences without figures stay."""
    shared = plan("maya-okafor")
    kept = shared.model_copy(update={"athlete": shared.athlete.model_copy(update={"share": "doses_only"})})
    drawings = {"body_map": Drawn(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 10, 10, "the map")}
    for made, full in ((shared, True), (kept, False)):
        text = text_of(written(made, drawings=drawings)[0])
        for mark in ('class="why"', 'class="values"', "the map", "data:image/svg+xml"):
            assert (mark in text) == full
    george = text_of(page("george-papadakis"))
    values = [one.left_text for one in plan("george-papadakis").findings if one.left_text]
    assert values != []
    told = html.fromstring(george).xpath("string(//ul[@class='findings'])")
    assert "beyond the test's error" in told
    assert [value for value in values if re.search(rf"(?<![\d.]){re.escape(value)}", told)] == []


def test_drawings_that_are_there_are_shown_as_pictures() -> None:
    """By data URL with their text; names that the page has no place for are left alone."""
    drawings = {
        "weeks": Drawn(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 300, 80, 'Weeks & "bars"'),
        "other": Drawn(b"<svg/>", 1, 1, "elsewhere"),
    }
    data, problems = written(plan("maya-okafor"), drawings=drawings)
    assert problems == []
    (image,) = html.fromstring(data).xpath("//img")
    kind, _, svg = image.get("src").partition(",")
    assert (kind, unquote(svg)) == ("data:image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert (image.get("alt"), image.get("width"), image.get("height")) == ('Weeks & "bars"', "300", "80")
    assert html.fromstring(page("maya-okafor")).xpath("//img") == []


def test_logo_coach_and_contact_of_the_theme() -> None:
    """The logo carries the coach's name as its text."""
    look = theme_of() | {"coach": "Ann Berg", "contact": "ann@example.org"}
    data, problems = written(plan("sam-lee"), look, logo=Picture(b"\x89PNG....", 40, 20, ""))
    assert problems == []
    tree = html.fromstring(data)
    (image,) = tree.xpath("//header/img")
    assert image.get("alt") == "Ann Berg"
    assert image.get("src").startswith("data:image/png;base64,")
    assert "Ann Berg · ann@example.org" in tree.xpath("string(//footer)")
    assert "Your coach" not in html.fromstring(page("sam-lee")).xpath("string(//footer)")


def test_a_video_is_a_link_only_where_it_is_an_address_of_the_web() -> None:
    """Anything else is printed as text."""
    made = plan("sam-lee")
    for address, linked in (
        ("https://example.org/v", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
    ):
        card = made.exercises[0].model_copy(update={"video": address})
        data, _ = written(made.model_copy(update={"exercises": (card, *made.exercises[1:])}))
        tree = html.fromstring(data)
        assert (address in tree.xpath("//a/@href")) == linked
        assert address in tree.xpath(f"string(//*[@id='card-{card.id}'])")


def copied(to: Path, name: str, change: tuple[str, str]) -> Path:
    documents = to / "documents"
    shutil.copytree(DOCUMENTS, documents)
    part = documents / name
    text = part.read_text("utf-8")
    assert change[0] in text
    part.write_text(text.replace(*change, 1), "utf-8")
    return documents


@pytest.mark.parametrize(
    ("name", "change", "line", "said"),
    [
        ("page_week.html.j2", ("{{ week.focus }}", "{{ week.fokus }}"), "week.fokus", "fokus"),
        ("page.html.j2", ("{% endif %}", "{% endfi %}"), "{% endfi %}", "endfi"),
        ("page_session.html.j2", ("{{ text }}</p>", "{{ text + 1 }}</p>"), "text + 1", "TypeError"),
        ("page_plan.html.j2", ("words.pdf.use }}", "words.pdf.usage }}"), "words.pdf.usage", "usage"),
        ("page_cards.html.j2", ("{{ card.name }}", "{{ say('page.none') }}"), "page.none", "page.none"),
        ("page_cards.html.j2", ("{{ card.name }}", "{{ card.name.__class__.mro() }}"), "__class__", "unsafe"),
        ("page.css", ("body { margin", "/* </style> */ body { margin"), "</style>", "'</style'"),
        ("page.js", ('"use strict";', '"use strict"; // </script>'), "</script>", "'</script'"),
        ("page_ticks.js", ('"use strict";', '"use strict"; // </script>'), "</script>", "'</script'"),
    ],
)  # fmt: skip
def test_a_broken_part_is_a_problem_with_its_line(
    name: str, change: tuple[str, str], line: str, said: str, tmp_path: Path
) -> None:
    """The coach's own slip is told at the file and line that a person can mend."""
    documents = copied(tmp_path, name, change)
    data, problems = written(plan("sam-lee"), documents=parts(documents))
    assert data == b""
    assert [one.code for one in problems] == ["PF630"]
    (problem,) = problems
    assert problem.is_error
    assert problem.place.file == str(documents / name)
    assert line in problem.excerpt
    assert (documents / name).read_text("utf-8").splitlines()[problem.place.line - 1] == problem.excerpt
    assert said in problem.message
    assert problem.to_text().count("\n") == 2


@pytest.mark.parametrize("name", ["page.html.j2", "page_week.html.j2", "page.css", *SCRIPTS])
def test_a_missing_part_is_a_problem(name: str) -> None:
    """Whether it is the page itself or what it includes."""
    documents = {part: path for part, path in parts().items() if part != name}
    data, problems = written(plan("sam-lee"), documents=documents)
    assert data == b""
    assert [one.code for one in problems] == ["PF601"]
    assert name in problems[0].to_text()


@pytest.mark.parametrize("name", ["page_cards.html.j2", "page.css"])
def test_a_part_that_is_no_text_is_a_problem(name: str, tmp_path: Path) -> None:
    """Saved in another encoding, it is named."""
    documents = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, documents)
    (documents / name).write_bytes(b"\xff\xfe\x00")
    data, problems = written(plan("sam-lee"), documents=parts(documents))
    assert data == b""
    assert [(one.code, one.place.file) for one in problems] == [("PF005", str(documents / name))]


def test_a_missing_word_is_a_problem_with_its_line() -> None:
    """A word that the words file lacks is told where it is wanted."""
    entries = dict(shipped_library().words.entries)
    entries["page"] = {name: text for name, text in entries["page"].items() if name != "no_script"}
    data, problems = write_page(plan("sam-lee"), Words(entries), theme_of(), parts())
    assert data == b""
    assert [one.code for one in problems] == ["PF630"]
    assert "no_script" in problems[0].excerpt


def test_windows_line_ends_do_not_change_the_page(tmp_path: Path) -> None:
    """A browser hashes a part with plain line ends, whatever the coach's editor writes."""
    documents = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, documents)
    for name in ("page.css", *SCRIPTS):
        text = (documents / name).read_bytes()
        (documents / name).write_bytes(text.replace(b"\n", b"\r\n"))
    assert written(plan("sam-lee"), documents=parts(documents)) == written(plan("sam-lee"))


def test_the_format_is_one_of_the_pipeline() -> None:
    """`--format html` gives the page beside the record, with the theme's own logo and colours."""
    assert "html" in FORMATS
    layers = (Layer("shipped", shipped_folder()),)
    files, problems = render(plan("sam-lee"), shipped_library(), layers, ("html",))
    assert problems == []
    assert sorted(files) == ["html", "json"]
    assert files["html"].startswith(b"<!doctype html>")


def test_check_of_a_coachs_page_and_mails_tells_the_slips(tmp_path: Path) -> None:
    """`planforge check templates/documents` fills the page in too, and a mail of each kind."""
    own = tmp_path / "templates" / "documents"
    own.mkdir(parents=True)
    for name in ("page_week.html.j2", "mail_week.txt.j2"):
        text = (DOCUMENTS / name).read_text("utf-8")
        (own / name).write_text(text.replace("week.focus", "week.fokus"), "utf-8")
    greeted = (DOCUMENTS / "mail.html.j2").read_text("utf-8").replace("mail.greeting", "mail.greting")
    (own / "mail.html.j2").write_text(greeted, "utf-8")
    problems, _, _ = check_paths([str(tmp_path / "templates")], tmp_path, today=TODAY)
    found = [("PF630", "page_week.html.j2"), ("PF631", "mail.html.j2"), ("PF631", "mail_week.txt.j2")]
    assert [(one.code, Path(one.place.file).name) for one in problems] == found


class Raced(Plan):
    """A plan with a race day, whatever shape the model gives it."""

    race_day: Any = None


def test_the_race_day_is_there_where_the_plan_has_one() -> None:
    """Warm-up, both columns of splits, plan B; a time that is not known has no column."""
    goal = {"name": "Goal time", "pace_text": "4:50 /km"}
    today = {"name": "Predicted today", "pace_text": "5:00 /km"}
    half = {"place": "half way, 10.55 km", "target_text": "51:00", "predicted_text": "52:40"}
    race: dict[str, Any] = {
        "title": "Race day", "race": "Lakeside Half", "date_text": "Sunday 18 April 2027",
        "distance_text": "half marathon", "date": plan("maya-okafor").end,
        "warm_up": [{"when": "25 min before", "what": "5 min easy"}], "start_text": "Hold back.",
        "target": goal, "predicted": today, "splits": [half], "plan_b": ["Slow down."],
        "stop": ["Chest pain."], "week_before": [{"name": "Last strength", "text": "Tue 6 Apr"}],
    }  # fmt: skip
    raw = plan("maya-okafor").model_dump(by_alias=True)
    for known in (today, None):
        race["predicted"] = known
        data, problems = written(Raced.model_validate(raw | {"race_day": race}))
        assert problems == []
        told = html.fromstring(data).xpath("//section[@id='race-day']")[0]
        seen = " ".join(told.text_content().split())
        for text in ("25 min before", "Hold back.", "half way, 10.55 km", "51:00", "Slow down.", "Tue 6 Apr"):
            assert text in seen
        assert len(html.fromstring(data).xpath("//a[@class='to-race']")) == 1
        assert ("52:40" in seen) == ("5:00 /km" in seen) == (known is not None)
    assert b"race-day-title" not in written(Raced.model_validate(raw | {"race_day": None}))[0]


def test_a_retest_day_says_how_each_test_is_done() -> None:
    """Its steps and the last values of both sides; the values only where all is shared."""
    maya = plan("maya-okafor")
    kept = maya.model_copy(update={"athlete": maya.athlete.model_copy(update={"share": "doses_only"})})
    sheet = maya.retest_sheets[0]
    assert len(sheet.tests) >= 2
    for made, full in ((maya, True), (kept, False)):
        (day,) = html.fromstring(written(made)[0]).xpath(f"//article[@data-date='{sheet.date}']")
        blocks = day.xpath(".//ul[contains(@class, 'protocols')]/li")
        assert len(blocks) == len(sheet.tests)
        for test, block in zip(sheet.tests, blocks, strict=True):
            assert block.xpath("string(.//summary)").startswith(test.name)
            assert block.xpath(".//ol/li/text()") == list(test.protocol)
            assert (f"LEFT {test.last_left_text}" in block.text_content()) == full
            assert (f"RIGHT {test.last_right_text}" in block.text_content()) == full


def test_a_dose_breaks_between_its_parts() -> None:
    """What each side does and the rest have a line each where there is no room for all; no word is lost."""
    told = {
        card.get("id").removeprefix("card-"): card.xpath(".//dl[@class='facts short']//dd")[0]
        for card in html.fromstring(page("maya-okafor")).xpath("//*[@class='card-body']")
        if card.xpath(".//dl[@class='facts short']//dd")
    }
    calf = told["calf_raise_straight_knee"]
    assert calf.xpath("./span/text()") == [
        "in this plan",
        "LEFT 2–4 × 8–12,",
        "RIGHT 2–3 × 8–12,",
        "rest 60 s",
    ]
    doses = {card.id: card.dose for card in plan("maya-okafor").exercises}
    assert {name: one.text_content().strip() for name, one in told.items()} == doses


def test_copied_templates_make_the_same_page(tmp_path: Path) -> None:
    """What `templates copy` writes above each part is a comment there, and changes nothing that is seen."""
    own = tmp_path / "templates"
    layers = (Layer("coach", own), Layer("shipped", shipped_folder()))
    for name in parts():
        if name.startswith("page"):
            assert copy_template(f"documents/{name}", own, layers)[1] == []
    files, problems = render(plan("sam-lee"), shipped_library(), layers, ("html",))
    assert problems == []
    html5lib.HTMLParser(strict=True).parse(text_of(files["html"]))
    shipped, _ = render(plan("sam-lee"), shipped_library(), layers[1:], ("html",))
    again, first = (
        html.fromstring(data).xpath("//body/*[not(self::script)]")
        for data in (files["html"], shipped["html"])
    )
    assert [one.text_content().split() for one in again] == [one.text_content().split() for one in first]
