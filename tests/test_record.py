"""Files written whole, older records kept, filled-in workbooks never lost."""

from __future__ import annotations

import json
from pathlib import Path

from planforge import record


def files(text: str = "one", date: str = "2026-11-23") -> dict[str, bytes]:
    return {"xlsx": text.encode(), "json": json.dumps({"generated_on": date, "text": text}).encode()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_first_save_writes_each_file(tmp_path: Path) -> None:
    """Nothing there: each suffix is one file, and no temporary file stays."""
    paths, problems = record.save(tmp_path / "ann", "ann_1", files(), force=False)
    assert problems == []
    assert [path.name for path in paths] == ["ann_1.xlsx", "ann_1.json"]
    assert names(tmp_path / "ann") == ["ann_1.json", "ann_1.xlsx"]
    assert [path.name for path in (tmp_path / "ann").iterdir() if path.name.startswith(".")] == [
        ".written.json"
    ]


def test_the_plan_of_each_file_is_kept(tmp_path: Path) -> None:
    """A file that is not written again stays with the plan it was made from; hashes stay by name alone."""
    record.save(tmp_path, "ann_1", files(), force=False, plan_id="one")
    record.save(tmp_path, "ann_1", {"json": b"{}"}, force=False, plan_id="two")
    assert record.plans(tmp_path) == {"ann_1.xlsx": "one", "ann_1.json": "two"}
    assert sorted(record.hashes(tmp_path)) == ["ann_1.json", "ann_1.xlsx"]
    (tmp_path / ".written.json").write_text('{"ann_1.xlsx": "0", "plans": []}')
    assert (record.hashes(tmp_path), record.plans(tmp_path)) == ({"ann_1.xlsx": "0"}, {})


def test_an_untouched_workbook_is_replaced_and_the_older_record_kept(tmp_path: Path) -> None:
    """Re-planning keeps the older JSON under the date it was made on."""
    record.save(tmp_path, "ann_1", files(), force=False)
    _, problems = record.save(tmp_path, "ann_1", files("two", "2026-12-01"), force=False)
    assert problems == []
    assert names(tmp_path) == ["ann_1.json", "ann_1.xlsx", "ann_1@2026-11-23.json"]
    assert (tmp_path / "ann_1.xlsx").read_text() == "two"


def test_the_same_plan_again_keeps_no_copy(tmp_path: Path) -> None:
    """The same bytes are no older record."""
    record.save(tmp_path, "ann_1", files(), force=False)
    record.save(tmp_path, "ann_1", files(), force=False)
    assert names(tmp_path) == ["ann_1.json", "ann_1.xlsx"]


def test_a_filled_in_workbook_stops_everything(tmp_path: Path) -> None:
    """Changed bytes: a problem, and not one file is touched."""
    record.save(tmp_path, "ann_1", files(), force=False)
    (tmp_path / "ann_1.xlsx").write_text("filled in")
    paths, problems = record.save(tmp_path, "ann_1", files("two", "2026-12-01"), force=False)
    assert paths == []
    assert [problem.code for problem in problems] == ["PF701"]
    assert (tmp_path / "ann_1.xlsx").read_text() == "filled in"
    assert names(tmp_path) == ["ann_1.json", "ann_1.xlsx"]


def test_a_workbook_without_a_record_counts_as_filled_in(tmp_path: Path) -> None:
    """A book of unknown origin is somebody's work."""
    (tmp_path / "ann_1.xlsx").write_text("whose?")
    assert record.filled_in(tmp_path / "ann_1.xlsx")
    assert not record.filled_in(tmp_path / "none.xlsx")


def test_force_keeps_a_copy(tmp_path: Path) -> None:
    """With force the filled-in book stays under another name, twice without loss."""
    for text, date in (("one", "2026-11-23"), ("two", "2026-11-23"), ("three", "2026-11-23")):
        record.save(tmp_path, "ann_1", files(text, date), force=True)
        (tmp_path / "ann_1.xlsx").write_text(f"filled in {text}")
    kept = {path.name: path.read_text() for path in tmp_path.glob("ann_1@*.xlsx")}
    assert kept == {"ann_1@2026-11-23.xlsx": "filled in one", "ann_1@2026-11-23-2.xlsx": "filled in two"}


def test_a_broken_ledger_counts_as_nothing_recorded(tmp_path: Path) -> None:
    """A damaged record protects the workbook instead of losing it."""
    record.save(tmp_path, "ann_1", files(), force=False)
    (tmp_path / record.LEDGER).write_text("{broken")
    assert record.filled_in(tmp_path / "ann_1.xlsx")


def test_an_older_record_with_a_strange_date(tmp_path: Path) -> None:
    """What stands in a record never becomes a path."""
    record.save(tmp_path, "ann_1", files("one", "../../../evil"), force=False)
    _, problems = record.save(tmp_path, "ann_1", files("two"), force=False)
    assert problems == []
    assert names(tmp_path) == ["ann_1.json", "ann_1.xlsx", "ann_1@earlier.json"]


def test_a_file_of_the_coachs_own_is_written_where_its_link_leads(tmp_path: Path) -> None:
    """A link stays a link; a place that cannot be written is a problem, and the old text stands."""
    real, link = tmp_path / "real.yaml", tmp_path / "ann.yaml"
    real.write_text("old")
    link.symlink_to(real)
    assert record.write_back(link, b"new") == []
    assert link.is_symlink()
    assert real.read_text() == "new"
    (tmp_path / "folder").mkdir()
    assert [one.code for one in record.write_back(tmp_path / "folder", b"new")] == ["PF702"]
