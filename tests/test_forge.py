"""The pipeline: from a file to a plan and its files, all or none."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from compiled_once import documents_once as documents_once
from conftest import ROOT

from athletes import SIX, TODAY
from planforge import forge


def test_every_invented_athlete_has_a_plan_without_a_problem() -> None:
    """The six files are examples: no errors and no warnings."""
    for name in SIX:
        forged = forge.forge(ROOT / "athletes" / f"{name}.yaml", today=TODAY)
        assert [problem.to_text() for problem in forged.problems] == []
        assert forged.plan is not None
        assert forged.plan.athlete.id == name


def test_same_bytes_twice(tmp_path: Path) -> None:
    """6: workbook, PDF and JSON are byte-identical on a second run."""
    runs = []
    for folder in ("one", "two"):
        forged = forge.forge(ROOT / "athletes" / "riley-brooks.yaml", today=TODAY)
        paths, problems = forge.write(forged, tmp_path / folder, ("xlsx", "pdf"), weeks=(1, 2))
        assert problems == []
        runs.append({path.suffix: path.read_bytes() for path in paths})
    assert runs[0].keys() == {".xlsx", ".pdf", ".json"}
    assert runs[0] == runs[1]
    with zipfile.ZipFile(io.BytesIO(runs[0][".xlsx"])) as book:
        told = b"".join(book.read(name) for name in book.namelist() if "drawings/drawing" in name).decode()
    drawn = {one.name: one.alt_text for one in forged.plan.drawings} if forged.plan else {}
    for name in ("body_map", "weeks", "phases", "gaps", "ledger"):  # made once in Typst, used here too
        assert f'descr="{escape(drawn[name])}"' in told, name


def test_errors_stop_before_anything_is_written(tmp_path: Path) -> None:
    """No plan, no files."""
    path = tmp_path / "ann.yaml"
    path.write_text("name: Ann\nborn: soon\n", encoding="utf-8")
    forged = forge.forge(path, today=TODAY)
    assert forged.plan is None
    assert [problem.is_error for problem in forged.problems] == [True]
    assert forge.write(forged, tmp_path / "out", ("xlsx",)) == ([], [])
    assert not (tmp_path / "out").exists()


def test_a_broken_document_part_stops_all_files(tmp_path: Path) -> None:
    """A slip in the coach's own page is a problem on that file, and no half set is written."""
    own = tmp_path / "templates" / "documents"
    own.mkdir(parents=True)
    (own / "plan.typ").write_text("#let x = (\n", encoding="utf-8")
    forged = forge.forge(ROOT / "athletes" / "sam-lee.yaml", today=TODAY, templates=tmp_path / "templates")
    paths, problems = forge.write(forged, tmp_path / "out", ("pdf",))
    assert paths == []
    assert [problem.place.file.endswith("plan.typ") for problem in problems if problem.is_error] == [True]
    assert not (tmp_path / "out").exists()


def with_documents(tmp_path: Path, **files: bytes) -> Path:
    """A coach's templates that hold these documents."""
    own = tmp_path / "templates" / "documents"
    own.mkdir(parents=True)
    for name, data in files.items():
        (own / name.replace("__", ".")).write_bytes(data)
    return tmp_path / "templates"


@pytest.mark.usefixtures("documents_once")
def test_a_starting_workbook_that_cannot_be_used_stops_all_files(tmp_path: Path) -> None:
    """The problem is told at the file, nothing is written; the PDF alone does not need it."""
    templates = with_documents(tmp_path, workbook__xlsx=b"no workbook")
    forged = forge.forge(ROOT / "athletes" / "sam-lee.yaml", today=TODAY, templates=templates)
    paths, problems = forge.write(forged, tmp_path / "out", ("xlsx", "pdf"))
    assert paths == []
    assert [(problem.code, Path(problem.place.file).name) for problem in problems] == [
        ("PF610", "workbook.xlsx")
    ]
    assert not (tmp_path / "out").exists()
    paths, problems = forge.write(forged, tmp_path / "out", ("pdf",))
    assert [path.suffix for path in paths] == [".pdf", ".json"]


def test_the_workbook_is_written_without_pictures_that_fail(tmp_path: Path) -> None:
    """A broken body map and a missing logo are warnings."""
    templates = with_documents(
        tmp_path, body_map__typ=b"#let body-map = none\n", theme__yaml=b"logo: a.png\n"
    )
    forged = forge.forge(ROOT / "athletes" / "maya-okafor.yaml", today=TODAY, templates=templates)
    paths, problems = forge.write(forged, tmp_path / "out", ("xlsx",))
    assert [path.suffix for path in paths] == [".xlsx", ".json"]
    assert sorted((problem.code, problem.is_error) for problem in problems) == [
        ("PF603", False),
        ("PF608", False),
    ]


@pytest.mark.usefixtures("documents_once")
def test_check_looks_into_the_starting_workbook(tmp_path: Path) -> None:
    """A coach need not plan to hear of it."""
    templates = with_documents(tmp_path, workbook__xlsx=b"no workbook")
    problems, _, _ = forge.check_paths([str(templates)], tmp_path, today=TODAY)
    assert [problem.code for problem in problems] == ["PF610"]


def test_the_coachs_own_words_win(tmp_path: Path) -> None:
    """One sentence in a higher layer changes that sentence and keeps the rest."""
    own = tmp_path / "templates" / "words"
    own.mkdir(parents=True)
    (own / "en.yaml").write_text("plan:\n  rest: Day off\n", encoding="utf-8")
    forged = forge.forge(ROOT / "athletes" / "sam-lee.yaml", today=TODAY, templates=tmp_path / "templates")
    assert forged.plan is not None
    titles = {day.title for week in forged.plan.weeks for day in week.days}
    assert "Day off" in titles
    assert "Rest" not in titles


def test_the_record_is_the_plan(tmp_path: Path) -> None:
    """The JSON beside the files is the plan itself."""
    forged = forge.forge(ROOT / "athletes" / "sam-lee.yaml", today=TODAY)
    paths, _ = forge.write(forged, tmp_path, ("json",))
    assert [path.name for path in paths] == ["sam-lee_2026-11-30.json"]
    assert json.loads(paths[0].read_text(encoding="utf-8"))["athlete"]["id"] == "sam-lee"


@pytest.mark.usefixtures("documents_once")
@pytest.mark.parametrize(
    ("layer", "slips"),
    [
        ("coach", {"theme.yaml": "key: orange\n"}),
        (
            "coach",
            {
                "cover.typ": "#let cover-page = plan.nosuch\n",
                "page.html.j2": "<p>{{ plan.title }\n",
            },
        ),
        ("shipped", {"theme.yaml": "key: orange\n"}),
        ("shipped", {"week.typ": "#let week-page(week) = (\n"}),
    ],
)
def test_check_covers_the_documents_in_force_once(
    layer: str, slips: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two athletes, with slips in the coach's own layer or in the shipped one of a clone."""
    for name in ("sam-lee", "maya-okafor"):
        path = tmp_path / "athletes" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "athletes" / path.name, path)
    own = tmp_path / "templates" / "documents"
    if layer == "shipped":
        shutil.copytree(ROOT / "templates", tmp_path / "templates")
        monkeypatch.setattr("planforge.reading.layers.shipped_folder", lambda: tmp_path / "templates")
    own.mkdir(parents=True, exist_ok=True)
    for part, text in slips.items():
        (own / part).write_text(text, encoding="utf-8")
    problems, read, count = forge.check_paths(["athletes"], tmp_path, today=TODAY)
    assert count == 2
    told = [(Path(one.place.file).name, one.place.line) for one in problems if one.is_error]
    assert sorted(told) == [(part, 1) for part in sorted(slips)]
    assert {own / part for part in slips} <= read
