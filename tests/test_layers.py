"""What counts as a template: ordinary files inside the layer; links out of it and the rest are told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import ROOT

from planforge.reading.content import load_library
from planforge.reading.layers import Layer, find_template, own_file, shipped_folder, strangers, which
from planforge.reading.theme import read_theme

SHIPPED = Layer("shipped", shipped_folder())
DOCUMENTS = ROOT / "templates" / "documents"


@pytest.fixture
def own(tmp_path: Path) -> Layer:
    (tmp_path / "templates" / "documents").mkdir(parents=True)
    (tmp_path / "secret.typ").write_text("secret", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.typ").write_text("x", "utf-8")
    return Layer("coach", tmp_path / "templates")


def names(layer: Layer) -> list[str]:
    return [one.name for one in which([layer])]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere.typ", "leads to 'nowhere.typ', which is not there"),
        ("../../secret.typ", "leads out of the templates"),
        ("/etc/passwd", "leads out of the templates"),
        ("../../elsewhere", "a link to a folder"),
        ("odd.typ", "cannot be followed"),
        ("/dev/zero", "not an ordinary file"),
    ],
)
def test_a_link_that_is_no_template_is_told(target: str, said: str, own: Layer) -> None:
    """Nothing of what it leads to is read, and nothing is a traceback."""
    link = own.folder / "documents" / "odd.typ"
    link.symlink_to(target)
    assert names(own) == []
    assert own_file(own, "documents/odd.typ") is None
    _, problems = load_library([own, SHIPPED])
    (problem,) = problems
    assert (problem.code, problem.is_error) == ("PF003", True)
    assert problem.place.file.endswith("templates/documents/odd.typ")
    assert said in problem.message
    assert problem.hint


def test_a_pipe_is_told_and_not_waited_for(own: Layer) -> None:
    os.mkfifo(own.folder / "documents" / "plan.typ")
    assert names(own) == []
    (problem,) = load_library([own, SHIPPED])[1]
    assert (problem.code, "not an ordinary file" in problem.message) == ("PF003", True)


@pytest.mark.parametrize("name", ["documents/theme.yaml", "words/en.yaml"])
def test_files_that_are_looked_up_by_name_are_held_to_the_same(name: str, own: Layer, tmp_path: Path) -> None:
    """A theme or a words file outside is neither read nor quoted in a problem."""
    (tmp_path / "outside").write_text("coach: Ann\n", "utf-8")
    (own.folder / name).parent.mkdir(exist_ok=True)
    (own.folder / name).symlink_to(tmp_path / "outside")
    assert find_template(name, [own, SHIPPED]) == SHIPPED.folder / name
    assert read_theme([own, SHIPPED])[0].get("coach") is None
    assert [one.code for one in load_library([own, SHIPPED])[1]] == ["PF003"]


def test_links_inside_and_a_linked_templates_folder_go_on_working(own: Layer, tmp_path: Path) -> None:
    """A coach may keep the folder itself elsewhere; what an installer linked is trusted."""
    (own.folder / "documents" / "a.typ").write_text("a", "utf-8")
    (own.folder / "documents" / "b.typ").symlink_to("a.typ")
    linked = Layer("coach", tmp_path / "linked")
    linked.folder.symlink_to(own.folder)
    for layer in (own, linked):
        assert names(layer) == ["documents/a.typ", "documents/b.typ"]
        assert own_file(layer, "documents/b.typ") == layer.folder / "documents" / "b.typ"
        assert strangers([layer]) == []
    (own.folder / "c.typ").symlink_to(tmp_path / "secret.typ")
    assert "c.typ" in names(Layer("shipped", own.folder))


def test_hidden_files_and_leftovers_are_passed_over(own: Layer) -> None:
    """An editor's lock is a link that leads nowhere; it is no fault of the coach's."""
    (own.folder / "documents" / ".#plan.typ").symlink_to("ann@host.123")
    (own.folder / "documents" / "plan.typ~").symlink_to("nowhere")
    assert names(own) == []
    assert strangers([own]) == []
