"""Workbooks for tests: of the invented athletes, and of a plan changed by hand."""

from __future__ import annotations

import datetime as dt
import functools
import io
from typing import Any

import openpyxl
import yaml
from conftest import ROOT

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
def long_plan() -> Plan:
    """24 weeks with runs, strength and tests: one of the six with a race two weeks later."""
    profile = athlete("tomas-lindqvist")
    assert profile.goal is not None
    later = profile.goal.model_copy(update={"date": profile.goal.date + dt.timedelta(weeks=2)})
    made = plan_of(profile.model_copy(update={"goal": later}), shipped_library(), TODAY)
    assert len(made.weeks) == 24
    return made


def written(of: Plan) -> bytes:
    return write_workbook(of, shipped_library().words, theme())


def opened(data: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
