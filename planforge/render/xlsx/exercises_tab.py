"""The tab Exercises: one card for each exercise of the plan, already mirrored for this athlete."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from openpyxl.worksheet.hyperlink import Hyperlink

from planforge.models.picture import Picture
from planforge.models.plan import ExerciseCard
from planforge.models.web import is_web_link
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.pages import flow
from planforge.render.xlsx.pictures import place_picture
from planforge.render.xlsx.shared import Material, hint_look, title_look
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points

# The text of a card runs over two columns, in which the list above names two exercises side by side.
LABEL, TEXT, LEVEL = 1, 2, 3
WIDTHS = {LABEL: 17, TEXT: 46, LEVEL: 46}
LISTED = (TEXT, LEVEL)
TEXT_WIDTH = sum(WIDTHS[column] for column in LISTED)
UNDER_HEAD = 3.0  # points of air between a card's head and its first line
POINTS_A_PIXEL = 0.75  # a pixel of a sheet is 1/96 inch
FIRST = 4  # row of the list


def write_exercises(tab: Tab, material: Material, breaths: Mapping[str, Picture] | None = None) -> None:
    """Fill the tab: a list that leads to the cards, then the cards, by level and in the plan's order.

    `breaths` has the drawn rhythm of breathing exercises by their id. A name stands in the first column
    on its card alone, where it can be looked for.
    """
    tab.widths(WIDTHS)
    tab.put(1, LABEL, material.say("exercises.title"), title_look())
    tab.height(1, 26)
    tab.put(2, LABEL, material.say("exercises.hint"), hint_look(material.theme))
    names = {card.id: card.name for card in material.plan.exercises}
    cards = sorted(material.plan.exercises, key=lambda card: card.level)
    listed, row = _listed(tab, material, cards)
    starts = [FIRST] if cards else []
    for card in cards:
        starts.append(row)
        lead(tab, listed[card.id], row)
        row = _card(tab, material, card, names, row)
        if (breath := (breaths or {}).get(card.id)) is not None:
            row = _breath(tab, material, breath, row)
        row += 1
    if cards:
        tab.put(1, LEVEL, material.say("exercises.to_list"), _link_look(tab).but(across="right"))
        lead(tab, (1, LEVEL), FIRST)
    tab.protect()
    tab.sheet.freeze_panes = "A3"
    tab.printed(landscape=False, titles=None, footer=material.footer, last=f"C{max(row - 2, 3)}")
    flow(tab, WIDTHS, starts or [3], max(row - 2, 3), landscape=False)


def _listed(
    tab: Tab, material: Material, cards: Sequence[ExerciseCard]
) -> tuple[dict[str, tuple[int, int]], int]:
    """The names of each level, down both columns; where each stands, and the row of the first card."""
    places: dict[str, tuple[int, int]] = {}
    row = FIRST
    for _, group in groupby(cards, key=lambda card: card.level):
        held = list(group)
        rows = math.ceil(len(held) / len(LISTED))
        small = Look(size=9, colour=material.theme.muted, wrap=True)
        tab.put(row, LABEL, held[0].level_name, small)
        lines = [lines_needed(held[0].level_name, WIDTHS[LABEL], small.size), *[1] * (rows - 1)]
        for at, card in enumerate(held):
            down, column = at % rows, LISTED[at // rows]
            places[card.id] = (row + down, column)
            tab.put(row + down, column, card.name, _link_look(tab).but(wrap=True))
            lines[down] = max(lines[down], lines_needed(card.name, WIDTHS[column]))
        for down, needed in enumerate(lines):
            tab.height(row + down, row_points(needed))
        row += rows
    return places, row + 1


def _link_look(tab: Tab) -> Look:
    return Look(underline=True, colour=tab.theme.link)


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
    tab.height(row + 1, UNDER_HEAD)
    row += 2
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
        if label == "video" and is_web_link(text):
            link(tab, row, TEXT, text, Look(underline=True, colour=theme.link, down="top"))
        tab.height(row, row_points(lines_needed(text, TEXT_WIDTH), pad=3))
        row += 1
    return row


def _breath(tab: Tab, material: Material, picture: Picture, row: int) -> int:
    """The drawn rhythm in a row of its own height; the row after it."""
    label = Look(size=9, colour=material.theme.muted, down="top")
    tab.put(row, LABEL, material.say("exercises.breath"), label)
    tab.height(row, picture.height * POINTS_A_PIXEL + 2 * UNDER_HEAD)
    place_picture(tab, picture, row, TEXT, down=4)
    return row + 1


def lead(tab: Tab, place: tuple[int, int], row: int) -> None:
    """Make a cell lead to a row of its own tab."""
    cell = tab.sheet.cell(*place)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{tab.prefix}A{row}")


def link(tab: Tab, row: int, column: int, address: str, look: Look) -> None:
    """Make a cell a link to a page of the web; the look again, since a link brings its own."""
    cell = tab.sheet.cell(row, column)
    cell.hyperlink = address
    tab.looks.apply(cell, look)
