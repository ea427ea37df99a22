"""Athlete files: finding them, reading one, and starting a new one."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from planforge.files import write_whole
from planforge.models.library import Library
from planforge.models.profile import Profile
from planforge.problems import Place, Problem, Severity, did_you_mean, in_order
from planforge.reading.blanks import without_blanks
from planforge.reading.checks import check_profile
from planforge.reading.layers import Layer, find_template, shown_path
from planforge.reading.remark import Case, Notation
from planforge.reading.validate import sound_part, validate
from planforge.reading.yamlfile import read_yaml
from planforge.units import shown

ENDINGS = (".yaml", ".yml")
STARTER = "documents/athlete.yaml"
# Letters that Unicode does not take apart into a letter and a mark.
LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")  # names Windows keeps for devices
LONGEST_ID = 60  # characters [default]


def find_profiles(argument: str, cwd: Path) -> tuple[list[Path], list[Problem]]:
    """The files meant by ATHLETE: a path, an id in `athletes/`, or a folder (all its files, sorted)."""
    path = cwd / argument
    if _is_folder(path):
        files = _profiles_in(path)
        if files:
            return files, []
        hint = "planforge new NAME writes a first one"
        said = "the folder holds no athlete file"
        return [], [Problem("PF018", Severity.ERROR, Place(shown(shown_path(path, cwd), 200)), said, hint)]
    if _is_there(path) or path.suffix in ENDINGS or "/" in argument or "\\" in argument:
        return [path], []
    home = cwd if cwd.name == "athletes" and not _is_folder(cwd / "athletes") else cwd / "athletes"
    for ending in ENDINGS:
        if _is_there(home / f"{argument}{ending}"):
            return [home / f"{argument}{ending}"], []
    known = [file.stem for file in _profiles_in(home)]
    hint = did_you_mean(argument, known) or "name a file, an id in athletes/ or a folder"
    place = Place(shown(shown_path(home / f"{argument}.yaml", cwd), 200))
    return [], [Problem("PF001", Severity.ERROR, place, f"there is no athlete '{shown(argument)}'", hint)]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _profiles_in(folder: Path) -> list[Path]:
    """Athlete files of a folder; files with a dot in their stem (ann.log.yaml) belong to an athlete."""
    if not _is_folder(folder):
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in ENDINGS and "." not in path.stem and not path.name.startswith(".")
    )


def repeated_ids(paths: Sequence[Path]) -> list[Problem]:
    """Two files of one id would write over one another's plans."""
    first: dict[str, Path] = {}
    problems = []
    for path in paths:
        known = first.setdefault(path.stem.casefold(), path)
        if known != path:
            said = f"{shown_path(known)} has the same id '{shown(path.stem)}'"
            place = Place(shown(shown_path(path), 200))
            problems.append(Problem("PF019", Severity.ERROR, place, said, "rename one of the files"))
    return problems


def read_profile(
    path: Path,
    library: Library,
    today: dt.date,
    *,
    notation: Notation | None = None,
    cwd: Path | None = None,
) -> tuple[Profile | None, list[Problem]]:
    """A profile, read, validated and checked; None when one of the problems is an error.

    `notation` is the module `planforge.running.notation`; given, workouts the coach wrote are checked too.
    """
    document, problems = read_yaml(path, shown_path(path, cwd))
    if document is None:
        return None, in_order(problems)
    given = {"id": path.stem}
    profile, faults = validate(document, Profile, given=given)
    problems = [*problems, *faults]
    if profile is not None:
        problems += check_profile(Case(profile, library, today, notation), without_blanks(document))
    else:
        sound, rest, taken = sound_part(document, Profile, given=given)
        if sound is not None:
            problems += check_profile(Case(sound, library, today, notation), rest, taken)
    if any(problem.is_error for problem in problems):
        profile = None
    return profile, in_order(problems)


# -- a new profile ---------------------------------------------------------------------------------------


def slug(name: str) -> str:
    """The id of a name: "Zoë Müller" is zoe-muller; letters beyond Latin stay as they are."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(LETTERS)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    word = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", letters)).strip("-")[:LONGEST_ID].strip("-")
    if not word:
        return "athlete"
    return f"{word}-athlete" if RESERVED.fullmatch(word) else word


def starter(name: str, layers: Sequence[Layer]) -> str:
    """The text of a commented profile for a name, with its blanks left to be filled."""
    template = find_template(STARTER, layers)
    if template is None:
        raise FileNotFoundError(STARTER)
    line = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return template.read_text(encoding="utf-8").replace("{name}", _quoted(line))


def _quoted(text: str) -> str:
    """A text as a YAML scalar: plain where that is safe, else in double quotes."""
    plain = re.fullmatch(r"[^\W\d_][\w .'\-]*", text) and text.casefold() not in ("null", "true", "false")
    return text if plain else json.dumps(text, ensure_ascii=False)


def new_profile(name: str, folder: Path, layers: Sequence[Layer]) -> tuple[Path | None, list[Problem]]:
    """Write the starter profile of a name below `folder`; a file that is there stays untouched."""
    path = folder / f"{slug(name)}.yaml"
    if path.exists():
        place = Place(shown_path(path))
        return None, [Problem("PF504", Severity.ERROR, place, "the file is there already", "edit it")]
    write_whole(path, starter(name, layers).encode())
    return path, []
