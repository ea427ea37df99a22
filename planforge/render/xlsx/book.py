"""The workbook that the athlete fills in: seven tabs, written from the plan and nothing else."""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from openpyxl.packaging.custom import StringProperty
from openpyxl.writer.excel import ExcelWriter

from planforge.models.picture import Picture
from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.render.xlsx import chart_caches
from planforge.render.xlsx.about_tab import write_about
from planforge.render.xlsx.exercises_tab import write_exercises
from planforge.render.xlsx.finish import finish
from planforge.render.xlsx.grid import Book, one_line
from planforge.render.xlsx.paces_tab import write_paces
from planforge.render.xlsx.pictures import place_logo, told_logo
from planforge.render.xlsx.plan_tab import write_plan
from planforge.render.xlsx.shared import Material
from planforge.render.xlsx.starting_book import StartingBook, fill_places, with_ours
from planforge.render.xlsx.starting_fit import make_room, stand_behind
from planforge.render.xlsx.strength_tab import write_strength
from planforge.render.xlsx.styles import Theme
from planforge.render.xlsx.tests_tab import write_tests
from planforge.render.xlsx.this_week import write_this_week

TABS = ("this_week", "plan", "strength", "tests", "paces", "exercises", "about")
CREATOR = "planforge"
LOGO_ROW = 36  # points: the tallest logo with a little air
SHEET_DRAWINGS = ("body_map", "weeks", "phases", "gaps", "ledger")  # those that the sheets have a place for
PLAN_ID = "planforge_plan_id"  # the document property that says which plan a returned book belongs to


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for garbage while a book is made: no cell of it is any, and looking takes a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_collection()
def write_workbook(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    *,
    drawings: Mapping[str, Picture] | None = None,
    breaths: Mapping[str, Picture] | None = None,
    logo: Picture | None = None,
    starting: StartingBook | None = None,
) -> bytes:
    """The plan as an Excel file; the same plan, words, theme and pictures give the same bytes.

    `drawings` has the plan's drawings by their name, `breaths` the rhythm of breathing exercises by their id.
    """
    material, drawings = Material(plan, words, Theme.read(theme)), drawings or {}
    if starting is not None:
        fill_places(starting, _facts(material))
    book = Book(tab_titles(words), material.theme, starting.workbook if starting else None)
    if starting is not None:
        make_room(book)
    live = write_paces(book["paces"], material)
    runs = write_plan(book["plan"], material, live)
    strength = write_strength(book["strength"], material)
    write_tests(book["tests"], material)
    write_exercises(book["exercises"], material, breaths)  # before This week, which leads to the cards
    write_this_week(book, material, runs, strength, drawings.get("body_map"), live.suffix if live else None)
    write_about(book, material, [book[tab] for tab in TABS[:-1]], drawings, behind=starting is not None)
    chart_caches.fill(book)
    if logo is not None:
        logo = told_logo(logo, material)
        for tab in ("plan", "about"):
            place_logo(book[tab], logo)
        book["about"].height(1, LOGO_ROW)
    told = {
        picture.data: picture.alt
        for picture in (*drawings.values(), logo, *(breaths or {}).values())
        if picture
    }
    if starting is not None:
        stand_behind(book)
    return finish(_saved(book, plan), _cached(book, starting), plan.generated_on, told, _growing(book))


def tab_titles(words: Words) -> dict[str, str]:
    """What our tabs are called, in their order."""
    return {tab: words(f"workbook.tabs.{tab}") for tab in TABS}


def _facts(material: Material) -> dict[str, str]:
    """What a coach's own tab may ask for."""
    plan, goal = material.plan, material.plan.goal
    return {
        "athlete": plan.athlete.name,
        "goal": goal.name if goal else "",
        "race_date": goal.date_text if goal else "",
        "coach": material.theme.coach,
        "weeks": str(len(plan.weeks)),
    }


def _saved(book: Book, plan: Plan) -> bytes:
    for tab in book.tabs.values():
        tab.settle_merges()
    workbook = book.workbook
    workbook.properties.title = one_line(plan.title)
    workbook.properties.creator = one_line(book.theme.coach) or CREATOR
    properties: Any = workbook  # missing in the stubs
    if PLAN_ID in properties.custom_doc_props.names:  # a coach's book that was once one of ours
        del properties.custom_doc_props[PLAN_ID]
    properties.custom_doc_props.append(StringProperty(name=PLAN_ID, value=plan.plan_id))
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:  # not packed: the pass over the file packs it
        ExcelWriter(workbook, archive).save()
    return output.getvalue()


def _growing(book: Book) -> dict[str, set[int]]:
    """The rows of our tabs that may become higher, by the sheet's file."""
    rows = {tab.title: tab.growing for tab in book.tabs.values()}
    return {
        f"sheet{place}.xml": rows.get(sheet.title, set())
        for place, sheet in enumerate(book.workbook.worksheets, 1)
    }


def _cached(book: Book, starting: StartingBook | None) -> dict[str, dict[str, Any]]:
    """What each formula shows, by the sheet's file (numbered in the order of the tabs) and cell."""
    ours: dict[str, dict[str, Any]] = {tab.title: tab.formulas for tab in book.tabs.values()}
    shown: dict[str, Any] = {**(with_ours(starting, book) if starting else {}), **ours}
    return {
        f"sheet{place}.xml": dict(shown.get(sheet.title, {}))
        for place, sheet in enumerate(book.workbook.worksheets, 1)
    }
