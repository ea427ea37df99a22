"""A plan in each of its formats, and its files saved for the athlete: all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planforge import record
from planforge.problems import Problem, without_echoes

if TYPE_CHECKING:
    from planforge.forge.pipeline import Forged
    from planforge.models.calendar import PublishedEvent
    from planforge.models.content import Library
    from planforge.models.picture import Picture
    from planforge.models.plan import Plan
    from planforge.models.words import Words
    from planforge.reading.layers import Layer

STARTING_BOOK = "workbook.xlsx"  # a coach's own, which the plan's tabs are put into


def winning(layers: Sequence[Layer]) -> dict[str, Path]:
    """The file that won for each document part, by its name below `documents/`."""
    from planforge.reading.layers import which

    return {
        one.name.removeprefix("documents/"): one.path
        for one in which(layers)
        if one.name.startswith("documents/")
    }


@dataclass(frozen=True)
class Printing:
    """What every format is made of: the plan, its words, the look, and how it is wanted."""

    plan: Plan
    words: Words
    theme: Mapping[str, Any]
    parts: Mapping[str, Path]  # the file that won for each document part
    logo: Picture | None
    weeks: tuple[int, int] | None = None  # the PDF's alone, as are paper and greys
    paper: str | None = None
    black_and_white: bool = False
    published: Sequence[PublishedEvent] = ()  # the calendar's alone: what earlier files told


def render(
    plan: Plan,
    library: Library,
    layers: Sequence[Layer],
    formats: Sequence[str],
    *,
    weeks: tuple[int, int] | None = None,
    paper: str | None = None,
    black_and_white: bool = False,
    published: Sequence[PublishedEvent] = (),
) -> tuple[dict[str, bytes], list[Problem]]:
    """The plan in each format, by suffix. JSON is always among them: it is the record.

    Nothing is made where the look cannot be read.
    """
    from planforge.reading.brand import read_logo
    from planforge.reading.theme import read_theme

    theme, problems = read_theme(layers)
    if any(problem.is_error for problem in problems):
        return {}, problems
    logo, found = read_logo(layers)
    problems += found
    printing = Printing(
        plan, library.words, theme, winning(layers), logo, weeks, paper, black_and_white, published
    )
    files: dict[str, bytes] = {}
    for name, make in MAKERS.items():
        if name in formats:
            data, found = make(printing)
            problems += found
            if data:
                files[SUFFIXES.get(name, name)] = data
    files["json"] = plan.to_json().encode()
    return files, without_echoes(problems)  # a broken part may be wanted by more than one format


def _workbook(printing: Printing) -> tuple[bytes | None, list[Problem]]:
    from planforge.reading.layers import shown_path
    from planforge.render.drawings import breath_drawings, draw_pictures
    from planforge.render.xlsx import starting_book
    from planforge.render.xlsx.book import SHEET_DRAWINGS, tab_titles, write_workbook

    problems: list[Problem] = []
    starting = None
    if (own := printing.parts.get(STARTING_BOOK)) is not None:
        titles = tab_titles(printing.words).values()
        starting, problems = starting_book.open_starting_book(own, shown_path(own), titles)
        if starting is None:
            return None, problems
    plan = printing.plan
    breaths = breath_drawings(plan)
    names = [*SHEET_DRAWINGS, *breaths.values()]
    pictures, found = draw_pictures(plan, printing.words, printing.theme, printing.parts, names)
    book = write_workbook(
        plan,
        printing.words,
        printing.theme,
        drawings={name: pictures[name] for name in SHEET_DRAWINGS if name in pictures},
        breaths={exercise: pictures[name] for exercise, name in breaths.items() if name in pictures},
        logo=printing.logo,
        starting=starting,
    )
    return book, [*problems, *found]


def _pdf(printing: Printing) -> tuple[bytes | None, list[Problem]]:
    from planforge.render.pdf import write_pdf

    return write_pdf(
        printing.plan,
        printing.words,
        printing.theme,
        printing.parts,
        weeks=printing.weeks,
        paper=printing.paper,
        black_and_white=printing.black_and_white,
        logo=printing.logo,
    )


def _page(printing: Printing) -> tuple[bytes | None, list[Problem]]:
    from planforge.render.drawings import draw
    from planforge.render.page import drawings_shown, write_page

    plan, words, theme, parts = printing.plan, printing.words, printing.theme, printing.parts
    drawings, problems = draw(plan, words, theme, parts, drawings_shown(plan))
    page, found = write_page(plan, words, theme, parts, logo=printing.logo, drawings=drawings)
    return page, [*problems, *found]


def _calendar(printing: Printing) -> tuple[bytes | None, list[Problem]]:
    from planforge.plan.calendar_words import calendar_sheet
    from planforge.render.calendar import write_calendar

    return write_calendar(calendar_sheet(printing.plan, printing.published, printing.words)), []


def _watch(printing: Printing) -> tuple[bytes | None, list[Problem]]:
    from planforge.render.watch import write_watch

    return write_watch(printing.plan), []


Maker = Callable[[Printing], tuple[bytes | None, list[Problem]]]
MAKERS: Mapping[str, Maker] = {
    "xlsx": _workbook,
    "pdf": _pdf,
    "html": _page,
    "ics": _calendar,
    "fit": _watch,
}
FORMATS = (*MAKERS, "json")
SUFFIXES = {"fit": "fit.zip"}  # of formats whose files end in something else than their name


def write(
    forged: Forged,
    out: Path,
    formats: Sequence[str],
    *,
    weeks: tuple[int, int] | None = None,
    paper: str | None = None,
    black_and_white: bool = False,
    force: bool = False,
) -> tuple[list[Path], list[Problem]]:
    """Render a forged plan and save its files below `out`: all of them, or none where one fails."""
    if forged.plan is None or forged.content is None:
        return [], []
    plan = forged.plan
    folder = out / plan.athlete.id
    files, problems = unsaved(
        forged, folder, formats, weeks=weeks, paper=paper, black_and_white=black_and_white
    )
    if any(problem.is_error for problem in problems):
        return [], problems
    stem = f"{plan.athlete.id}_{plan.start.isoformat()}"
    extracts = ("pdf",) if weeks else ()
    paths, more = record.save(
        folder, stem, files, force=force, plan_id=plan.plan_id, extracts=extracts, source=forged.path
    )
    return paths, [*problems, *more]


def unsaved(
    forged: Forged, folder: Path, formats: Sequence[str], **printing: Any
) -> tuple[dict[str, bytes], list[Problem]]:
    """A forged plan's files by suffix, written nowhere; a calendar goes on from those of the folder."""
    if forged.plan is None or forged.content is None:
        return {}, []
    published: list[PublishedEvent] = []
    unread: list[Problem] = []
    if "ics" in formats:
        from planforge.reading.published import read_published

        published, unread = read_published(folder, forged.plan.athlete.id)
    files, problems = render(
        forged.plan, forged.content, forged.layers, formats, published=published, **printing
    )
    return files, [*unread, *problems]
