"""The pace sheet and the weeks' load in a terminal: tables that leave columns away where room is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.models.pace_sheet import PaceSheet, SheetTable
from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.render.lines import heading, new_table

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDE = 90  # characters from which every column is shown
# The load columns and the least width that each needs.
LOAD_COLUMNS = (
    (0, "week"), (90, "dates"), (0, "load"), (0, "monotony"), (75, "strain"), (100, "acwr_coupled"),
    (0, "acwr_uncoupled"), (108, "acwr_ewma"), (75, "fitness"), (75, "fatigue"), (0, "form"),
)  # fmt: skip


def sheet(value: PaceSheet, plan: Plan, words: Words, width: int) -> list[RenderableType]:
    """Every table under its title, its notes below; without a result that is said first."""
    from rich.text import Text

    parts: list[RenderableType] = []
    if plan.paces is None:
        parts.append(Text(words("terminal.no_paces")))
    for table in value.tables:
        parts += _placed(table, width)
    return parts


def _placed(table: SheetTable, width: int) -> list[RenderableType]:
    from rich.text import Text

    parts: list[RenderableType] = [heading(table.title)]
    shown = len(table.columns) if width >= WIDE else table.essential
    if shown:
        cells_of = list(zip(*table.rows, strict=True)) or [()] * shown
        columns = [(table.columns[at], _options(table.columns[at], *cells_of[at])) for at in range(shown)]
        columns[0][1]["no_wrap"] = True
        grid = new_table(*columns)
        for cells in table.rows:
            grid.add_row(*(Text(cell) for cell in cells[:shown]))
        parts.append(grid)
    parts += [Text(note, style="dim" if shown else "") for note in table.notes]
    return parts


def _options(*texts: str) -> dict[str, object]:
    """A column as wide as the longest word in it, so that no word or figure is broken."""
    return {"min_width": max((len(word) for text in texts for word in text.split()), default=0)}


def loads(plan: Plan, words: Words, width: int) -> list[RenderableType]:
    """The load of every week, and the sentence that it is information."""
    from rich.text import Text

    if not plan.loads:
        return [Text(words("loads.none_known"))]
    names = [name for least, name in LOAD_COLUMNS if width >= least]
    columns: list[tuple[str, dict[str, object]]] = []
    for name in names:
        said, left = words(f"loads.{name}"), name == "dates"
        columns.append((said, _options(said) | {"justify": "left" if left else "right", "no_wrap": left}))
    grid = new_table(*columns)
    dates = {week.number: week.dates_text for week in plan.weeks}
    for week in plan.loads:
        cells = {
            "week": str(week.week),
            "dates": dates.get(week.week, ""),
            "load": week.load_text,
            "monotony": week.monotony_text,
            "strain": week.strain_text,
            "acwr_coupled": week.acwr_coupled_text,
            "acwr_uncoupled": week.acwr_uncoupled_text,
            "acwr_ewma": week.acwr_ewma_text,
            "fitness": week.fitness_text,
            "fatigue": week.fatigue_text,
            "form": week.form_text,
        }
        grid.add_row(*(cells[name] for name in names))
    parts: list[RenderableType] = [Text(words("loads.title"), style="bold"), Text(words("loads.note"))]
    return [*parts, grid, Text(words("loads.how"), style="dim")]
