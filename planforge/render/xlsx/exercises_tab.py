"""The tab Exercises: one card for each exercise of the plan, already mirrored for this athlete."""

from __future__ import annotations

from planforge.models.plan import ExerciseCard
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.pages import flow
from planforge.render.xlsx.shared import Material, hint_look, title_look
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points

LABEL, TEXT, LEVEL = 1, 2, 3
WIDTHS = {LABEL: 13, TEXT: 76, LEVEL: 20}


def write_exercises(tab: Tab, material: Material) -> None:
    """Fill the tab, by level and in the plan's order within a level."""
    tab.widths(WIDTHS)
    tab.put(1, LABEL, material.say("exercises.title"), title_look())
    tab.height(1, 26)
    tab.put(2, LABEL, material.say("exercises.hint"), hint_look(material.theme))
    names = {card.id: card.name for card in material.plan.exercises}
    row = 4
    starts = []
    for card in sorted(material.plan.exercises, key=lambda card: card.level):
        starts.append(row)
        row = _card(tab, material, card, names, row) + 1
    tab.protect()
    tab.sheet.freeze_panes = "A3"
    tab.printed(landscape=False, titles=None, footer=material.footer, last=f"C{max(row - 2, 3)}")
    flow(tab, WIDTHS, starts or [3], max(row - 2, 3), landscape=False)


def _card(tab: Tab, material: Material, card: ExerciseCard, names: dict[str, str], row: int) -> int:
    """Write a card from `row` on; the row after it."""
    theme, say = material.theme, material.say
    head = Look(size=11, bold=True, fill=theme.soft, bottom="line")
    tab.paint(row, range(LABEL, LEVEL + 1), head)
    tab.merge(row, LABEL, TEXT)
    tab.put(row, LABEL, card.name, head)
    level = Look(size=9, colour=theme.muted, fill=theme.soft, bottom="line", across="right")
    tab.put(row, LEVEL, card.level_name, level)
    tab.height(row, 22)
    lines = [
        ("why", card.purpose),
        ("sides", card.side_note),
        *(("setup" if place == 0 else "", text) for place, text in enumerate(card.setup)),
        *(("cues" if place == 0 else "", text) for place, text in enumerate(card.cues)),
        ("tempo", card.tempo),
        ("equipment", ", ".join(card.equipment)),
        ("easier", names.get(card.easier or "", card.easier or "")),
        ("harder", names.get(card.harder or "", card.harder or "")),
        *(("cautions" if place == 0 else "", text) for place, text in enumerate(card.cautions)),
        ("", say("exercises.own") if card.reconstruction else ""),
        ("video", card.video or ""),
    ]
    row += 1
    for label, text in lines:
        if not text:
            continue
        tab.put(
            row,
            LABEL,
            say(f"exercises.{label}") if label else None,
            Look(size=9, colour=theme.muted, down="top"),
        )
        tab.merge(row, TEXT, LEVEL)
        tab.put(row, TEXT, text, Look(wrap=True, down="top"))
        if label == "video" and text.startswith(("https://", "http://")):
            link(tab, row, TEXT, text, Look(underline=True, colour=theme.link, down="top"))
        tab.height(row, row_points(lines_needed(text, WIDTHS[TEXT] + WIDTHS[LEVEL]), pad=3))
        row += 1
    return row


def link(tab: Tab, row: int, column: int, address: str, look: Look) -> None:
    """Make a cell a link to a page of the web; the look again, since a link brings its own."""
    cell = tab.sheet.cell(row, column)
    cell.hyperlink = address
    tab.looks.apply(cell, look)
