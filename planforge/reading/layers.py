"""Where templates lie: layers looked up file by file, the first hit wins; and copying one to change it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import planforge
from planforge.files import write_whole
from planforge.problems import Place, Problem, Severity, did_you_mean
from planforge.units import shown

ORIGIN = re.compile(r"copied from planforge (\S+): (\S+) sha256:([0-9a-f]{64})")
# How a line is made a comment, by the end of the file's name; other files are copied as they are.
COMMENTS = {
    ".yaml": ("# ", ""), ".typ": ("// ", ""), ".j2": ("{# ", " #}"), ".md": ("<!-- ", " -->"),
    ".css": ("/* ", " */"), ".js": ("// ", ""),
}  # fmt: skip

NO_FILE = "this is not an ordinary file"
INSTEAD = "put what it leads to in its place"
TAKE_AWAY = "take it away, or put a file in its place"


@dataclass(frozen=True)
class Layer:
    """One `templates/` folder; `name` says whose: option (--templates), coach, shipped."""

    name: str
    folder: Path


@dataclass(frozen=True)
class Found:
    """A template by its name below `templates/`, the layer that won and the files it hides."""

    name: str
    layer: str
    path: Path
    hides: tuple[Path, ...] = ()


def shipped_folder() -> Path:
    """The templates of the package: inside it when installed, beside it in a checkout."""
    package = Path(planforge.__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def find_layers(option: Path | None = None, profile: Path | None = None) -> tuple[Layer, ...]:
    """The layers from the first looked at to the shipped one; a folder that is not there is no layer."""
    wanted: list[Layer] = []
    if option is not None:
        wanted.append(Layer("option", option))
    if profile is not None:
        above = absolute(profile).parents
        home = next((folder.parent for folder in above if folder.name == "athletes"), None)
        if home is not None:
            wanted.append(Layer("coach", home / "templates"))
    wanted.append(Layer("shipped", shipped_folder()))
    layers: dict[Path, Layer] = {}
    shipped = shipped_folder().resolve()
    for layer in wanted:
        where = layer.folder.resolve()
        if where.is_dir() and (layer.name == "shipped" or where != shipped):
            layers.setdefault(where, layer)
    return tuple(layers.values())


def which(layers: Sequence[Layer]) -> tuple[Found, ...]:
    """Every template with the layer that won, by name."""
    files: dict[str, list[tuple[str, Path]]] = {}
    for layer in layers:
        for path in _files(layer):
            files.setdefault(path.relative_to(layer.folder).as_posix(), []).append((layer.name, path))
    return tuple(
        Found(name, found[0][0], found[0][1], tuple(path for _, path in found[1:]))
        for name, found in sorted(files.items())
    )


def _files(layer: Layer) -> list[Path]:
    """The templates of a layer: ordinary files that lie in its folder."""
    return [path for path in _entries(layer.folder) if _fault(path, layer) is None]


def _entries(folder: Path) -> list[Path]:
    """Files below a folder and links to folders, none that is hidden or a leftover of an editor."""
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        linked = [name for name in folders if (Path(where) / name).is_symlink()]  # not walked into
        found += [
            Path(where) / name
            for name in sorted([*names, *linked])
            if not name.startswith(".") and name[-1] != "~"
        ]
    return found


def _fault(path: Path, layer: Layer) -> tuple[str, str] | None:
    """Why something in a layer's folder is no template, with the remedy; None where it is one.

    The shipped layer is trusted: an installer may have laid links to its own store there.
    """
    try:
        if not path.is_symlink():
            return None if stat.S_ISREG(path.lstat().st_mode) else (NO_FILE, TAKE_AWAY)
        real = path.resolve(strict=True)
        if not real.is_file():
            said = "this is a link to a folder, which is not followed" if real.is_dir() else NO_FILE
            return said, INSTEAD if real.is_dir() else TAKE_AWAY
        inside = layer.name == "shipped" or real.is_relative_to(layer.folder.resolve())
        return None if inside else ("this link leads out of the templates, and is not followed", INSTEAD)
    except FileNotFoundError:
        return f"this link leads to '{shown(str(path.readlink()))}', which is not there", TAKE_AWAY
    except (OSError, RuntimeError):  # RuntimeError is what a circle of links is before Python 3.13
        return "this link cannot be followed", TAKE_AWAY


def strangers(layers: Sequence[Layer]) -> list[Problem]:
    """An error for everything in the layers that is neither a folder nor a template that may be read."""
    return [
        Problem("PF003", Severity.ERROR, Place(shown_path(path)), *fault)
        for layer in layers
        for path in _entries(layer.folder)
        if (fault := _fault(path, layer)) is not None
    ]


def own_file(layer: Layer, name: str) -> Path | None:
    """The file of a layer by its name below `templates/`; None where there is none that may be read."""
    path = layer.folder / name
    if not path.is_file() or (layer.name != "shipped" and not _is_below(path, layer.folder)):
        return None
    return path


def find_template(name: str, layers: Sequence[Layer]) -> Path | None:
    """The file that wins for a name such as "documents/plan.typ"."""
    return next((path for layer in layers if (path := own_file(layer, name)) is not None), None)


def absolute(path: Path) -> Path:
    """The path from the root on, its `..` taken out but its links kept as the coach named them."""
    return Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links


def shown_path(path: Path, cwd: Path | None = None) -> str:
    """A path as people name it: below the working folder without its beginning, else as it is."""
    where, here = absolute(path), absolute(cwd if cwd is not None else Path())
    return where.relative_to(here).as_posix() if where.is_relative_to(here) else path.as_posix()


def file_hash(path: Path) -> str:
    """SHA-256 of a text file's lines, the same under every system's line ends."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def copy_template(name: str, to: Path, layers: Sequence[Layer]) -> tuple[Path | None, list[Problem]]:
    """Copy a shipped template below the folder `to`, with a first line that says what it is a copy of."""
    shipped = next((layer for layer in layers if layer.name == "shipped"), None)
    source = shipped.folder / name if shipped else None
    target = to / name
    if source is None or shipped is None or not _is_below(source, shipped.folder) or not source.is_file():
        names = [found.name for found in which(layers)]
        hint = did_you_mean(name, names) or "planforge templates lists them"
        said = f"there is no shipped template '{shown(name)}'"
        return None, [Problem("PF001", Severity.ERROR, Place(shown(name, 200)), said, hint)]
    if target.exists() and target.samefile(source):
        said, hint = (
            "this is the shipped template itself",
            "change it here, or copy it with --to another folder",
        )
        return None, [Problem("PF504", Severity.ERROR, Place(shown_path(target)), said, hint)]
    if target.exists():
        said, hint = "the copy is there already", "change it, or delete it to copy again"
        return None, [Problem("PF504", Severity.ERROR, Place(shown_path(target)), said, hint)]
    content = source.read_bytes()
    if marks := COMMENTS.get(source.suffix):
        line = f"copied from planforge {planforge.__version__}: {name} sha256:{file_hash(source)}"
        content = f"{marks[0]}{line}{marks[1]}\n".encode() + content
    write_whole(target, content)
    return target, []


def _is_below(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def old_copies(layers: Sequence[Layer]) -> list[Problem]:
    """A warning for every copied template whose shipped original has changed or gone since."""
    shipped = next((layer for layer in layers if layer.name == "shipped"), None)
    problems: list[Problem] = []
    for layer in layers:
        if shipped is None or layer.name == "shipped":
            continue
        for path in _files(layer):
            if path.suffix not in COMMENTS:
                continue
            with path.open("rb") as file:
                first = file.readline(400).decode("utf-8", "replace").rstrip("\r\n")
            origin = ORIGIN.search(first)
            if origin is None:
                continue
            original = shipped.folder / origin[2]
            if original.is_file() and file_hash(original) == origin[3]:
                continue
            gone = "is gone" if not original.is_file() else "has changed"
            said = f"the shipped original {gone} since this was copied from planforge {origin[1]}"
            hint = "compare the two, then copy again or correct the first line"
            place = Place(shown_path(path), 1, 1)
            problems.append(Problem("PF503", Severity.WARNING, place, said, hint, first, len(first)))
    return problems
