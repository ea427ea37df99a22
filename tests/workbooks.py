"""Workbooks for tests: of the invented athletes, and of a plan changed by hand."""

from __future__ import annotations

import datetime as dt
import functools
import io
from typing import Any

import openpyxl
import yaml
from conftest import ROOT
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from athletes import TODAY, athlete, shipped_library
from planforge.forge import plan_of
from planforge.models.plan import Plan
from planforge.render.xlsx.book import write_workbook


@functools.cache
def theme() -> dict[str, Any]:
    """The shipped theme as the reader delivers it: every scalar as text."""
    text = (ROOT / "templates" / "documents" / "theme.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


@functools.cache
def plan(name: str) -> Plan:
    return plan_of(athlete(name), shipped_library(), TODAY)


@functools.cache
def book(name: str) -> bytes:
    return written(plan(name))


@functools.cache
def long_plan(name: str = "tomas-lindqvist", later: int = 2) -> Plan:
    """24 weeks with runs, strength and tests: one of the six with a race some weeks later."""
    profile = athlete(name)
    assert profile.goal is not None
    goal = profile.goal.model_copy(update={"date": profile.goal.date + dt.timedelta(weeks=later)})
    made = plan_of(profile.model_copy(update={"goal": goal}), shipped_library(), TODAY)
    assert len(made.weeks) == 24
    return made


@functools.cache
def long_book() -> bytes:
    return written(long_plan())


@functools.cache
def read(name: str, *, data_only: bool = False) -> openpyxl.Workbook:
    """An athlete's book opened once for all tests, so that looking at a cell adds none to it."""
    workbook = opened(book(name), data_only=data_only)
    for sheet in workbook.worksheets:
        sheet._get_cell = functools.partial(_there_or_empty, sheet)  # type: ignore[method-assign]
    return workbook


def _there_or_empty(sheet: Worksheet, row: int, column: int) -> Cell:
    found: Cell | None = sheet._cells.get((row, column))
    return Cell(sheet, row=row, column=column) if found is None else found


def written(of: Plan) -> bytes:
    return write_workbook(of, shipped_library().words, theme())


def opened(data: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
