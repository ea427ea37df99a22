"""The library: every template read once, validated and checked against the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel

from planforge.models.content import Library
from planforge.models.exercise import Exercise
from planforge.models.guard_rails import GuardRails
from planforge.models.load_models import LoadModels
from planforge.models.pace_models import PaceModels
from planforge.models.problem_card import ProblemCard
from planforge.models.screen import Screen
from planforge.models.source import Source
from planforge.models.strength_phase import StrengthPhase
from planforge.models.test_card import TestCard
from planforge.problems import Place, Problem, Severity, did_you_mean
from planforge.reading.blanks import without_blanks
from planforge.reading.card_remark import CardRemark
from planforge.reading.layers import Found, Layer, old_copies, shown_path, strangers, which
from planforge.reading.references import check_references, check_sound_part
from planforge.reading.schedule_kind import kind_problems, schedule_model, with_words
from planforge.reading.validate import sound_part, validate
from planforge.reading.wording import merged_words
from planforge.reading.yamlfile import Document, Steps, read_yaml

M = TypeVar("M", bound=BaseModel)

# The model of each folder's files; the schedules are of two kinds, told apart by what they hold.
FOLDERS: dict[str, type[BaseModel] | Callable[[Any], type[BaseModel]]] = {
    "tests": TestCard,
    "exercises": Exercise,
    "schedules": schedule_model,
    "strength": StrengthPhase,
    "screens": Screen,
}
# Folders whose files other parts read, or that hold what no program reads.
PROBLEMS = "problems/"
OTHER_FOLDERS = ("documents", "words", "schema", "problems")


class Sources(RootModel[dict[str, Source]]):
    """The whole of `sources.yaml`: sources by id."""


EMPTY = "delete the file, or start from a shipped one: planforge templates lists them"
SINGLES: dict[str, type[BaseModel]] = {
    "guard_rails.yaml": GuardRails,
    "load_models.yaml": LoadModels,
    "pace_models.yaml": PaceModels,
    "sources.yaml": Sources,
}
NEEDED = tuple(name for name in SINGLES if name != "sources.yaml")  # without them there is no library


@dataclass(frozen=True)
class Read:
    """What one reading of a file gave, kept while the file does not change."""

    stamp: tuple[int, int, str]  # time, size, shown name
    document: Document | None
    instance: Any
    problems: tuple[Problem, ...]


_READ: dict[tuple[Path, str], Read] = {}


def read_model(
    path: Path, model: type[M] | None, *, given: Mapping[str, object] | None = None
) -> tuple[Document | None, M | None, list[Problem]]:
    """A template as document and instance; read again only when its time or size has changed."""
    try:
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size, shown_path(path))
    except OSError:
        document, problems = read_yaml(path, shown_path(path), empty=EMPTY)
        return document, None, problems
    key = (path, f"{model.__qualname__ if model else ''} {given}")
    known = _READ.get(key)
    if known is None or known.stamp != stamp:
        document, problems = read_yaml(path, stamp[2], empty=EMPTY)
        instance: M | None = None
        if document is not None and model is not None:
            instance, more = validate(document, model, given=given)
            problems = [*problems, *more]
        known = _READ[key] = Read(stamp, document, instance, tuple(problems))
    return known.document, known.instance, list(known.problems)


def load_library(
    layers: Sequence[Layer],
    *,
    record: list[Path] | None = None,
    parse_run: Callable[[str], object] | None = None,
) -> tuple[Library | None, list[Problem]]:
    """Everything in the layers; None only where words, guard rails or a file of models cannot be read.

    `record` receives every file read (for --watch). `parse_run` reads workout notation and raises an error
    with `message`, `hint` and `column`; given, the workouts of the schedules are checked with it.
    """
    found = which(layers)
    record = record if record is not None else []
    problems: list[Problem] = [*strangers(layers), *old_copies(layers)]
    documents: dict[tuple[str, str], Document] = {}
    faulty: dict[tuple[str, str], tuple[Problem, ...]] = {}
    parts: dict[str, tuple[Exercise | None, Document, list[Steps]]] = {}  # of faulty exercises
    cards: dict[str, dict[str, Any]] = {folder: {} for folder in FOLDERS}
    singles: dict[str, Any] = {}
    for one in found:
        problems += _strange(one)
        if one.name.startswith(PROBLEMS) and one.path.suffix == ".yaml" and one.layer != "shipped":
            record.append(one.path)
            problems += read_model(one.path, ProblemCard, given={"id": one.path.stem})[2]
        folder, stem = _sorted_in(one.name)
        model = FOLDERS.get(folder) or SINGLES.get(one.name)
        if model is None:
            continue
        record.append(one.path)
        given = {"id": stem} if folder else None
        document, instance, more = read_card(one.path, model, given)
        problems += more
        if document is not None:
            documents[(folder, stem)] = document
        if instance is not None and folder:
            cards[folder][stem] = instance
        elif instance is not None:
            singles[one.name] = instance
        elif folder:
            faulty[(folder, stem)] = tuple(more)
            if model is Exercise and document is not None:
                parts[stem] = sound_part(document, Exercise, given=given)
    words, more = merged_words(layers, record)
    problems += [*more, *_absent(singles, layers, problems)]
    if words is None or any(name not in singles for name in NEEDED):
        return None, problems
    library = Library(
        tests=cards["tests"],
        exercises=cards["exercises"],
        schedules=with_words(cards["schedules"], words),
        strength=cards["strength"],
        guard_rails=singles["guard_rails.yaml"],
        pace_models=singles["pace_models.yaml"],
        load_models=singles["load_models.yaml"],
        sources=singles["sources.yaml"].root if "sources.yaml" in singles else {},
        words=words,
        screens=cards["screens"],
        faulty=faulty,
    )
    complete = "sources.yaml" in singles
    problems += [
        _at(documents[remark.card], remark)
        for remark in check_references(library, with_sources=complete, parse_run=parse_run)
        if remark.card in documents
    ]
    for (
        part,
        document,
        taken,
    ) in parts.values():  # what else is wrong, so that it need not be mended in rounds
        if part is not None:
            problems += [_at(document, remark) for remark in check_sound_part(library, part, taken)]
    return library, problems


def _at(document: Document, remark: CardRemark) -> Problem:
    return document.problem(
        remark.code, remark.steps, remark.message, remark.hint, remark.severity, inside=remark.column
    )


def read_card(
    path: Path, kind: type[BaseModel] | Callable[[Any], type[BaseModel]], given: Mapping[str, object] | None
) -> tuple[Document | None, BaseModel | None, list[Problem]]:
    """A card of the library; an `id` in the file may stand, but only as the file's name has it."""
    document, _, problems = read_model(path, None)
    if document is None:
        return None, None, problems
    model = kind if isinstance(kind, type) else kind(without_blanks(document).data)
    if not isinstance(kind, type) and (strange := list(kind_problems(document, model))):
        return document, None, [*problems, *strange]
    said = document.data.get("id") if isinstance(document.data, dict) else None
    if said is not None and given is not None:
        if said != given["id"]:
            hint = f"rename the file, or write id: {given['id']}"
            problems.append(
                document.problem("PF502", ("id",), f"the id '{said}' is not the file's name", hint)
            )
            return document, None, problems
        given = None
    document, instance, problems = read_model(path, model, given=given)
    return document, instance, problems


def _sorted_in(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    in_folder = len(path.parts) == 2 and path.parts[0] in FOLDERS and path.suffix in (".yaml", ".yml")
    return (path.parts[0], path.stem) if in_folder else ("", path.stem)


def _strange(found: Found) -> Iterator[Problem]:
    """A YAML file that nothing reads, as in a misspelt folder."""
    path = PurePosixPath(found.name)
    known = _sorted_in(found.name)[0] or found.name in SINGLES or path.parts[0] in OTHER_FOLDERS
    if path.suffix in (".yaml", ".yml") and not known and found.layer != "shipped":
        names = [*FOLDERS, *OTHER_FOLDERS, *SINGLES]
        hint = did_you_mean(path.parts[0], names) or f"templates lie in {', '.join(FOLDERS)}"
        said = "no part of planforge reads this file"
        yield Problem("PF505", Severity.WARNING, Place(shown_path(found.path)), said, hint)


def _absent(singles: Mapping[str, Any], layers: Sequence[Layer], so_far: list[Problem]) -> Iterator[Problem]:
    read = {problem.place.file for problem in so_far}
    for name in SINGLES:
        paths = [shown_path(layer.folder / name) for layer in layers]
        if name not in singles and not any(path in read for path in paths):
            said, hint = f"no layer of the templates holds {name}", "install planforge again"
            yield Problem("PF507", Severity.ERROR, Place(paths[-1] if paths else name), said, hint)
