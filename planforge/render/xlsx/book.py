"""The workbook that the athlete fills in: seven tabs, written from the plan and nothing else."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl.packaging.custom import StringProperty

from planforge.models.picture import Picture
from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.render.xlsx.about_tab import write_about
from planforge.render.xlsx.exercises_tab import write_exercises
from planforge.render.xlsx.finish import finish
from planforge.render.xlsx.grid import Book, plain
from planforge.render.xlsx.paces_tab import write_paces
from planforge.render.xlsx.pictures import place_logo, told_logo
from planforge.render.xlsx.plan_tab import write_plan
from planforge.render.xlsx.shared import Material
from planforge.render.xlsx.strength_tab import write_strength
from planforge.render.xlsx.styles import Theme
from planforge.render.xlsx.tests_tab import write_tests
from planforge.render.xlsx.this_week import write_this_week

TABS = ("this_week", "plan", "strength", "tests", "paces", "exercises", "about")
LOGO_ROW = 36  # points: the tallest logo with a little air
PLAN_ID = "planforge_plan_id"  # the document property that says which plan a returned book belongs to


def write_workbook(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    *,
    body_map: Picture | None = None,
    logo: Picture | None = None,
) -> bytes:
    """The plan as an Excel file; the same plan, words, theme and pictures give the same bytes."""
    material = Material(plan, words, Theme.read(theme))
    book = Book({tab: material.say(f"tabs.{tab}") for tab in TABS}, material.theme)
    live = write_paces(book["paces"], material)
    runs = write_plan(book["plan"], material, live)
    strength = write_strength(book["strength"], material)
    write_tests(book["tests"], material)
    write_this_week(book, material, runs, strength, body_map)
    write_exercises(book["exercises"], material)
    write_about(book["about"], material)
    if logo is not None:
        logo = told_logo(logo, material)
        for tab in ("plan", "about"):
            place_logo(book[tab], logo)
        book["about"].height(1, LOGO_ROW)
    told = {picture.data: picture.alt for picture in (body_map, logo) if picture}
    return finish(_saved(book, plan), _cached(book), plan.generated_on, told)


def _saved(book: Book, plan: Plan) -> bytes:
    workbook = book.workbook
    workbook.properties.title = plain(plan.title)
    workbook.properties.creator = plain(book.theme.coach) or "planforge"
    properties: Any = workbook  # missing in the stubs
    properties.custom_doc_props.append(StringProperty(name=PLAN_ID, value=plan.plan_id))
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def _cached(book: Book) -> dict[str, dict[str, Any]]:
    """What each formula shows, by the sheet's file (numbered in the order of the tabs) and cell."""
    return {
        f"sheet{place}.xml": {
            tab.sheet.cell(row, column).coordinate: value for (row, column), value in tab.formulas.items()
        }
        for place, tab in enumerate(book.tabs.values(), 1)
    }
