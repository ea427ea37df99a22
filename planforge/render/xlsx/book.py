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

from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.render.xlsx.about_tab import write_about
from planforge.render.xlsx.exercises_tab import write_exercises
from planforge.render.xlsx.finish import finish
from planforge.render.xlsx.grid import Book, one_line
from planforge.render.xlsx.paces_tab import write_paces
from planforge.render.xlsx.plan_tab import write_plan
from planforge.render.xlsx.shared import Material
from planforge.render.xlsx.strength_tab import write_strength
from planforge.render.xlsx.styles import Theme
from planforge.render.xlsx.tests_tab import write_tests
from planforge.render.xlsx.this_week import write_this_week

TABS = ("this_week", "plan", "strength", "tests", "paces", "exercises", "about")
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
def write_workbook(plan: Plan, words: Words, theme: Mapping[str, Any]) -> bytes:
    """The plan as an Excel file; the same plan, words and theme give the same bytes."""
    material = Material(plan, words, Theme.read(theme))
    book = Book({tab: material.say(f"tabs.{tab}") for tab in TABS}, material.theme)
    live = write_paces(book["paces"], material)
    runs = write_plan(book["plan"], material, live)
    strength = write_strength(book["strength"], material)
    write_tests(book["tests"], material)
    write_this_week(book, material, runs, strength)
    write_exercises(book["exercises"], material)
    write_about(book["about"], material)
    return finish(_saved(book, plan), _cached(book), plan.generated_on)


def _saved(book: Book, plan: Plan) -> bytes:
    for tab in book.tabs.values():
        tab.settle_merges()
    workbook = book.workbook
    workbook.properties.title = one_line(plan.title)
    workbook.properties.creator = "planforge"
    properties: Any = workbook  # missing in the stubs
    properties.custom_doc_props.append(StringProperty(name=PLAN_ID, value=plan.plan_id))
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:  # not packed: the pass over the file packs it
        ExcelWriter(workbook, archive).save()
    return output.getvalue()


def _cached(book: Book) -> dict[str, dict[str, Any]]:
    """What each formula shows, by the sheet's file (numbered in the order of the tabs) and cell."""
    return {f"sheet{place}.xml": tab.formulas for place, tab in enumerate(book.tabs.values(), 1)}
