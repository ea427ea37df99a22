"""The archive for a watch: its names, its order, the same bytes twice, harmless whatever the plan says."""

from __future__ import annotations

import io
import zipfile

import pytest

from athletes import TODAY, athlete, shipped_library
from planforge.forge import plan_of, render
from planforge.models.plan import Plan
from planforge.models.watch import WatchRun
from planforge.reading.layers import find_layers
from planforge.render.watch import TEXT_NAME, write_watch


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(athlete("sam-lee"), shipped_library(), TODAY)


def entries(data: bytes | None) -> list[zipfile.ZipInfo]:
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


def runs_of(plan: Plan) -> list[WatchRun]:
    days = [day for week in plan.weeks for day in week.days]
    return [one.watch for day in days for one in day.sessions if one.watch is not None]


def test_a_file_for_each_structured_run_and_the_text_of_all(plan: Plan) -> None:
    """By date; no folders; the text names each run of the plan once, races and all."""
    data = write_watch(plan)
    names = [entry.filename for entry in entries(data)]
    files = [run for run in runs_of(plan) if run.is_file]
    assert names == [*(f"{run.file_name}.fit" for run in files), TEXT_NAME]
    assert names[:-1] == sorted(set(names[:-1]))
    assert not any("/" in name or "\\" in name for name in names)
    assert data is not None
    text = zipfile.ZipFile(io.BytesIO(data)).read(TEXT_NAME).decode()
    dates = [line[4:14] for line in text.splitlines() if line.startswith("=== ")]
    planned = [d.date.isoformat() for w in plan.weeks for d in w.days for s in d.sessions if s.watch]
    assert dates == planned
    assert "Lantern 10" in text
    assert "Sam Lee" not in text
    assert len(planned) == len(files) + 1  # the race


def test_bytes_are_the_same_twice_and_on_any_day(plan: Plan) -> None:
    first = write_watch(plan)
    assert write_watch(Plan.from_json(plan.to_json())) == first
    assert {entry.date_time for entry in entries(first)} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.compress_type) for entry in entries(first)} == {(3, 0)}


def test_an_older_record_has_no_archive(plan: Plan) -> None:
    assert write_watch(plan.model_copy(update={"watch": None})) is None


def test_the_format_is_fit_and_its_file_a_zip(plan: Plan) -> None:
    files, problems = render(plan, shipped_library(), find_layers(), ["fit"])
    assert problems == []
    assert set(files) == {"fit.zip", "json"}
