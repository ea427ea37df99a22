"""Athlete files: finding them, reading one, and starting a new one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from planforge.files import write_whole
from planforge.models.content import Library
from planforge.models.profile import Profile
from planforge.models.words import Words
from planforge.models.written import MOST_LINE
from planforge.problems import Place, Problem, Severity, did_you_mean, in_order
from planforge.reading.checks import check_profile
from planforge.reading.layers import Layer, find_template, shown_path
from planforge.reading.remark import Case, Notation
from planforge.reading.unfinished import without_unfinished
from planforge.reading.validate import sound_part, validate
from planforge.reading.yaml_text import scalar_text
from planforge.reading.yamlfile import decode, read_yaml
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
    home = home_of(cwd)
    if _is_folder(path):
        files = _profiles_in(path) or _by_id(argument, home)  # a folder of plans bears the athlete's id
        if files:
            return files, []
        hint = "planforge new NAME writes a first one"
        said = "the folder holds no athlete file"
        return [], [Problem("PF018", Severity.ERROR, Place(shown(shown_path(path, cwd), 200)), said, hint)]
    if _is_there(path) or path.suffix in ENDINGS or "/" in argument or "\\" in argument:
        return [path], []
    if files := _by_id(argument, home):
        return files, []
    known = [file.stem for file in _profiles_in(home)]
    hint = did_you_mean(argument, known) or "name a file, an id in athletes/ or a folder"
    place = Place(shown(shown_path(home / f"{argument}.yaml", cwd), 200))
    return [], [Problem("PF001", Severity.ERROR, place, f"there is no athlete '{shown(argument)}'", hint)]


def home_of(cwd: Path) -> Path:
    """Where athlete files lie unless another place is named."""
    return cwd if cwd.name == "athletes" and not _is_folder(cwd / "athletes") else cwd / "athletes"


def _by_id(argument: str, home: Path) -> list[Path]:
    """The athlete file of an id, which is a name and no path."""
    if argument in ("", ".", "..") or "/" in argument or "\\" in argument:
        return []
    files = [home / f"{argument}{ending}" for ending in ENDINGS]
    return [file for file in files if _is_there(file) or _is_link(file)][:1]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_link(path: Path) -> bool:
    """Also one that leads nowhere: the reader says so."""
    try:
        return path.is_symlink()
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


def copies(folder: Path) -> list[Path]:
    """Files of a folder that look like an athlete file and are none: `ann.copy.yaml`, `ANN.YAML`."""
    if not _is_folder(folder):
        return []
    own = _profiles_in(folder)
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS and path not in own and not path.name.startswith(".")
    )


def repeated_ids(paths: Sequence[Path]) -> list[Problem]:
    """Two files of one id would write over one another's plans."""
    first: dict[str, Path] = {}
    problems = []
    for path in paths:
        known = first.setdefault(_as_file_name(path.stem), path)
        if known != path:
            said = f"{shown_path(known)} has the same id '{shown(path.stem)}'"
            place = Place(shown(shown_path(path), 200))
            problems.append(Problem("PF019", Severity.ERROR, place, said, "rename one of the files"))
    return problems


def _as_file_name(stem: str) -> str:
    """What two ids share that some file systems take for one: capitals, and letters taken apart (NFD)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold())


def read_profile(
    path: Path,
    library: Library,
    today: dt.date,
    *,
    notation: Notation | None = None,
    plausible: Callable[[float, float], bool] | None = None,
    cwd: Path | None = None,
) -> tuple[Profile | None, list[Problem]]:
    """A profile, read, validated and checked; None when one of the problems is an error.

    `notation` is the module `planforge.running.notation`; given, workouts the coach wrote are checked too.
    `plausible` is `planforge.running.paces.plausible` (metres, seconds); given, a result too slow for the
    pace table is a warning. A race without a name takes the words' name for it.
    """
    document, problems = read_yaml(path, shown_path(path, cwd))
    if document is None:
        return None, in_order(problems)
    given = {"id": path.stem}
    document, unfinished = without_unfinished(document, Profile, given=given)
    profile, faults = validate(document, Profile, given=given)
    problems = [*problems, *unfinished, *faults]
    if profile is not None:
        case = Case(profile, library, today, notation, plausible)
        problems += check_profile(case, document)
    else:
        sound, rest, taken = sound_part(document, Profile, given=given)
        if sound is not None:
            problems += check_profile(Case(sound, library, today, notation, plausible), rest, taken)
    if profile is None or any(problem.is_error for problem in problems):
        return None, in_order(problems)
    return _races_named(profile, library.words), in_order(problems)


def _races_named(profile: Profile, words: Words) -> Profile:
    """The profile with the word for a race in place of every name left blank."""
    goal, others = profile.goal, profile.other_races
    if all(race.race for race in (*((goal,) if goal else ()), *others)):
        return profile
    word = words("plan.race_unnamed")
    return profile.model_copy(
        update={
            "goal": goal and (goal if goal.race else goal.model_copy(update={"race": word})),
            "other_races": tuple(
                race if race.race else race.model_copy(update={"race": word}) for race in others
            ),
        }
    )


# -- a new profile ---------------------------------------------------------------------------------------


def slug(name: str) -> str:
    """The id of a name: "Zoë Müller" is zoe-muller; letters beyond Latin stay as they are; "" for none."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(LETTERS)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    word = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", letters)).strip("-")[:LONGEST_ID].strip("-")
    return f"{word}-athlete" if RESERVED.fullmatch(word) else word


def starter(name: str, layers: Sequence[Layer]) -> tuple[str | None, list[Problem]]:
    """The text of a commented profile for a name, its blanks left to be filled; None with what forbids it."""
    line = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if fault := _name_fault(line):
        return None, [Problem("PF020", Severity.ERROR, Place("planforge new"), *fault)]
    template = find_template(STARTER, layers)
    if template is None:
        said, hint = f"no layer of the templates holds {STARTER}", "install planforge again"
        return None, [Problem("PF507", Severity.ERROR, Place(STARTER), said, hint)]
    place = Place(shown(shown_path(template), 200))
    try:
        text, problem = decode(template.read_bytes())
    except OSError:
        said, hint = "you may not read this file", "change its permissions"
        return None, [Problem("PF003", Severity.ERROR, place, said, hint)]
    if text is None:
        return None, [Problem("PF005", Severity.ERROR, place, *problem)]
    return text.replace("\r\n", "\n").replace("{name}", scalar_text(line)), []


def _name_fault(name: str) -> tuple[str, str] | None:
    """Why a name cannot begin a file, with the remedy; None where it can."""
    if not slug(name):
        return "the name has no letter or figure", 'write a name with letters, as planforge new "Ann Lee"'
    if len(name) > MOST_LINE:
        return f"the name has {len(name)} characters", f"keep it within {MOST_LINE}"
    return None


def new_profile(name: str, folder: Path, layers: Sequence[Layer]) -> tuple[Path | None, list[Problem]]:
    """Write the starter profile of a name below `folder`; a file that is there stays untouched."""
    text, problems = starter(name, layers)
    if text is None:
        return None, problems
    path = folder / f"{slug(name)}.yaml"
    if path.exists():
        place = Place(shown_path(path))
        return None, [Problem("PF504", Severity.ERROR, place, "the file is there already", "edit it")]
    write_whole(path, text.encode())
    return path, []
