"""The drawings as pictures: small, the same every time, sides where they belong, faults as problems."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from printed_pdf import DOCUMENTS
from workbooks import plan, theme

from athletes import TODAY, athlete, shipped_library
from planforge.forge import plan_of
from planforge.models.body_map import BodyLabel, BodyMap, BodyMark, BodyRing
from planforge.models.frozen import Side
from planforge.models.picture import Drawing, Picture
from planforge.models.plan import Breath, DrawingText, Gap, Plan
from planforge.models.week_sums import LedgerWeek
from planforge.problems import Problem
from planforge.render.document_parts import files_in
from planforge.render.drawings import draw, draw_pictures

WORDS = shipped_library().words


def map_of(side: Side, view: str = "front") -> BodyMap:
    """One mark at the ankle, and a ring at the trunk."""
    return BodyMap(
        title="Two sides",
        front="front",
        back="back",
        left="your left",
        right="your right",
        letters=("L", "R"),
        marks=(BodyMark.model_validate({"view": view, "place": "calf", "side": side, "numbers": "1"}),),
        rings=(BodyRing(view="front", place="trunk"),),
        labels=(BodyLabel(number="1", side=side, text="Calf raises −11 reps"),),
        lines=("No difference beyond the error: Side plank.",),
        alt="",
    )


def with_map(body_map: BodyMap) -> Plan:
    return plan("sam-lee").model_copy(update={"body_map": body_map, "drawings": ()})


def picture_of(body_map: BodyMap, folder: Path = DOCUMENTS) -> tuple[Picture | None, list[Problem]]:
    pictures, problems = draw_pictures(with_map(body_map), WORDS, theme(), folder, ["body_map"])
    return pictures.get("body_map"), problems


def drawn(body_map: BodyMap) -> Picture:
    picture, problems = picture_of(body_map)
    assert problems == []
    assert picture is not None
    return picture


def centre_of(picture: Picture, colour: str) -> float:
    """Where a colour lies from left (0) to right (1) at the height of the calves."""
    with Image.open(io.BytesIO(picture.data)) as image:
        image = image.convert("RGB")
        wide = image.width
        band = image.crop((0, image.height * 6 // 10, wide, image.height * 8 // 10))
    wanted = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    columns = [place % wide for place, pixel in enumerate(band.get_flattened_data()) if pixel == wanted]
    assert columns, f"{colour} is not in the picture"
    return sum(columns) / len(columns) / wide


@pytest.mark.parametrize(
    ("view", "side", "least", "most"),
    [
        ("front", "left", 0.25, 0.5),  # the athlete faces the reader: its left is on the reader's right
        ("front", "right", 0.0, 0.25),
        ("back", "left", 0.5, 0.75),
        ("back", "right", 0.75, 1.0),
    ],
)
def test_each_figure_has_the_athletes_own_sides(view: str, side: Side, least: float, most: float) -> None:
    """A mark stands on the right half of the right figure, in the colour of its side."""
    assert least < centre_of(drawn(map_of(side, view)), theme()[side]) < most


def test_it_is_small_sharp_and_the_same_twice() -> None:
    """340 pixels of a sheet, two of the picture for each, under 60 kB."""
    shown = plan("maya-okafor").body_map
    assert shown is not None
    picture = drawn(shown)
    assert picture == drawn(shown)
    assert picture.alt == shown.alt
    assert len(picture.data) < 60_000
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.format == "PNG"
        assert (image.width, picture.width) == (680, 340)
        assert abs(image.height - 2 * picture.height) <= 1
        assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def with_slip(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """A part of a copy of the documents, changed."""
    folder = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, folder)
    part = folder / name
    assert old in part.read_text("utf-8")
    part.write_text(part.read_text("utf-8").replace(old, new), "utf-8")
    return part


def test_a_broken_part_is_a_warning_at_its_line(tmp_path: Path) -> None:
    """The map is left out; the problem points at the slip."""
    part = with_slip(tmp_path, "body_map.typ", "map.title", "map.titel")
    picture, problems = picture_of(map_of("left"), part.parent)
    assert picture is None
    assert [(one.code, one.is_error, one.place.file) for one in problems] == [("PF603", False, str(part))]
    assert "titel" in problems[0].excerpt


def test_a_missing_part_is_a_warning() -> None:
    files = {name: path for name, path in files_in(DOCUMENTS).items() if name != "drawing_page.typ"}
    drawings, problems = draw(plan("sam-lee"), WORDS, theme(), files)
    assert drawings == {}
    assert [(one.code, one.is_error) for one in problems] == [("PF601", False)]


def test_a_page_too_many_is_a_warning(tmp_path: Path) -> None:
    """A picture under another picture's name would be worse than none."""
    part = with_slip(tmp_path, "drawing_page.typ", "  drawn(name)", "  drawn(name)\n  pagebreak()")
    picture, problems = picture_of(map_of("left"), part.parent)
    assert picture is None
    assert [one.code for one in problems] == ["PF603"]
    assert "1 drawings came on 2 pages" in problems[0].message


@pytest.fixture(scope="module")
def maya() -> dict[str, Drawing]:
    drawings, problems = draw(plan("maya-okafor"), WORDS, theme(), DOCUMENTS)
    assert problems == []
    return drawings


def test_every_drawing_of_the_plan_is_there_in_its_words(maya: dict[str, Drawing]) -> None:
    names = ["body_map", "gaps", "phases", "weeks", "ledger", "breath:4-6-3"]
    assert list(maya) == names
    told = {text.name: text for text in plan("maya-okafor").drawings}
    assert {name: (one.title, one.alt) for name, one in maya.items()} == {
        name: (told[name].title, told[name].alt_text) for name in names
    }


def test_svgs_are_small_safe_and_the_same_twice(maya: dict[str, Drawing]) -> None:
    """Valid XML; nothing in it runs, nothing leads out of it, no id stands in two of them."""
    assert draw(plan("maya-okafor"), WORDS, theme(), DOCUMENTS)[0] == maya
    seen: set[str] = set()
    for name, drawing in maya.items():
        assert len(drawing.svg) < (60_000 if name == "body_map" else 45_000)
        assert drawing.width == 340
        root = etree.fromstring(drawing.svg)
        assert float(root.get("height", "").removesuffix("pt")) == pytest.approx(
            drawing.height * 0.75, abs=0.5
        )
        tags = {etree.QName(element).localname for element in root.iter()}
        assert tags <= {"svg", "g", "path", "use", "defs", "clipPath", "pattern"}
        ids = {element.get("id", "") for element in root.iter() if element.get("id")}
        assert not ids & seen
        seen |= ids
        for element in root.iter():
            assert not any(str(key).startswith("on") or key == "style" for key in element.attrib)
            if (target := element.get("href")) is not None:
                assert target.removeprefix("#") in ids


def test_a_drawing_keeps_its_shape_when_it_is_made_small() -> None:
    """Letters and lines lie where the compiler put them, to a tenth of a point."""
    from planforge.render.svg_compact import compact

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'viewBox="0 0 10.123456 5"><g><g transform="translate(4.123456 0)"><use xlink:href="#gA" x="0" '
        'y="0" fill="#112233" fill-rule="nonzero"/><use xlink:href="#gA" x="4.776" y="0" fill="#112233"/>'
        '</g></g><defs><symbol id="gA"><path d="M 0 0m 0.876 -0.0001v 5.892h 1.14l 0.096 -1.044l 0.048 '
        '0.5q 0.312 0.576 0.75 0.882Z "/></symbol></defs></svg>'
    )
    made = etree.fromstring(compact(svg.encode(), "w"))
    group = made[0]
    assert dict(group.attrib) == {"transform": "translate(4.12 0)", "fill": "#112233"}
    assert [dict(use.attrib) for use in group] == [{"href": "#w0"}, {"x": "4.78", "href": "#w0"}]
    assert made[1][0].get("d") == "M.88 0v5.89h1.14l.1-1.04.05.5q.31.58.75.88Z"
    assert made[1][0].get("id") == "w0"


def test_nothing_measured_is_drawn_where_doses_alone_are_shared() -> None:
    """The athlete's values stay with the coach; what is planned is drawn."""
    profile = athlete("maya-okafor").model_copy(update={"share": "doses_only"})
    shared = plan_of(profile, shipped_library(), TODAY)
    drawings, problems = draw(shared, WORDS, theme(), DOCUMENTS)
    assert problems == []
    assert list(drawings) == ["phases", "weeks", "ledger", "breath:4-6-3"]


def gap(errors: float, toward: Side | None) -> Gap:
    return Gap(test="t", name="Test", left_text="1", right_text="2", toward=toward, errors=errors, text="")


def bars_of(*gaps: Gap) -> dict[str, list[tuple[float, float]]]:
    """Where each filled rectangle of the gaps begins and ends, by its colour, without the legend."""
    told = (DrawingText(name="gaps", title="", alt_text=""),)
    own = plan("sam-lee").model_copy(update={"gaps": gaps, "drawings": told})
    drawings, problems = draw(own, WORDS, theme(), DOCUMENTS)
    assert problems == []
    found: dict[str, list[tuple[float, float]]] = {}
    for path in etree.fromstring(drawings["gaps"].svg).iter("{*}path"):
        box = re.fullmatch(r"M0 0v[\d.]+h([\d.]+)v-[\d.]+Z", path.get("d", ""))
        if box and path.get("fill"):
            at = re.search(r"translate\(([\d.]+)", path.get("transform", "translate(0 0)"))
            start = float(at[1]) if at else 0.0
            found.setdefault(path.get("fill", "").upper(), []).append((start, start + float(box[1])))
    return found


@pytest.mark.parametrize("toward", ["left", "right"])
@pytest.mark.parametrize("errors", [0.5, 1.0, 4.0])
def test_a_bar_is_as_long_as_its_errors(errors: float, toward: Side) -> None:
    """It begins at no difference and ends inside the grey only where the difference is inside the error."""
    found = bars_of(gap(errors, toward), gap(2.0, "left"))
    start, end = found[theme()["error_band"].upper()][0]
    (bar,) = found[theme()[toward].upper()][:1]
    middle, reach = (start + end) / 2, (end - start) / 2
    inner, outer = bar if toward == "right" else bar[::-1]
    assert inner == pytest.approx(middle, abs=0.05)
    assert abs(outer - middle) / reach == pytest.approx(errors, abs=0.01)


def test_equal_sides_have_no_bar() -> None:
    found = bars_of(gap(0.0, None))
    assert theme()["error_band"].upper() in found
    assert not {theme()["left"].upper(), theme()["right"].upper()} & set(found)


def test_every_rhythm_has_a_strip_of_its_own() -> None:
    """Also one with a pause of a second and one without a pause."""
    rhythms = [Breath(in_s=4, out_s=7, pause_s=1), Breath(in_s=3, out_s=5, pause_s=0)]
    told = tuple(
        DrawingText(name=f"breath:{at}", title="", alt_text="", breath=one) for at, one in enumerate(rhythms)
    )
    own = plan("sam-lee").model_copy(update={"drawings": told})
    drawings, problems = draw(own, WORDS, theme(), DOCUMENTS)
    assert problems == []
    assert list(drawings) == ["breath:0", "breath:1"]
    assert drawings["breath:0"].svg != drawings["breath:1"].svg


def test_a_character_without_a_font_is_named() -> None:
    """A phase in a script that no font has: drawn, with a warning that names the character."""
    own = plan("sam-lee")
    phase = own.phases[0].model_copy(update={"name": "Base \u0378"})
    own = own.model_copy(update={"phases": (phase, *own.phases[1:])})
    drawings, problems = draw(own, WORDS, theme(), DOCUMENTS)
    assert "phases" in drawings
    assert [(one.code, one.is_error) for one in problems] == [("PF604", False)]
    assert "U+0378" in problems[0].message


def test_a_week_with_equal_sides_has_neither_bar_nor_outline() -> None:
    """What they might have been apart is no drawing's to tell: an empty outline tells nothing."""
    told = (DrawingText(name="ledger", title="", alt_text=""),)

    def ledger_of(*caps: int) -> str:
        sets = ((10, 9), (8, 8), (8, 8))
        rows = tuple(
            LedgerWeek(week=n, left_sets=left, right_sets=right, cap_sets=cap)
            for n, ((left, right), cap) in enumerate(zip(sets, caps, strict=True), 1)
        )
        of = plan("sam-lee").model_copy(update={"side_ledger": rows, "drawings": told})
        drawings, problems = draw(of, WORDS, theme(), DOCUMENTS)
        assert problems == []
        return drawings["ledger"].svg

    assert ledger_of(2, 2, 9) == ledger_of(2, 0, 0) != ledger_of(3, 0, 0)
