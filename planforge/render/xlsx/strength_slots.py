"""The strength part of the tab This week: a slot for each line of the fullest week, LEFT and RIGHT as halves.

A slot has four rows: name, effort, the doses of both sides, their set-ups. The base look is neutral and the
colours of the sides come with what stands there, so that work with both at once never looks like LEFT work
and an empty slot shows nothing at all.
"""

from __future__ import annotations

from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import strength_columns as s
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.lookups import Range
from planforge.render.xlsx.phone_columns import (
    ALL,
    LEFT_HALF,
    RIGHT_HALF,
    SMALL,
    TEXT,
    A,
    C,
    height,
    merged,
    room,
)
from planforge.render.xlsx.shared import Material, section_look
from planforge.render.xlsx.strength_tab import StrengthRows
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed

NAME, EFFORT, DOSE, SETUP = range(4)
ROWS = 4
DOSE_SIZE, SETUP_SIZES = 12, (10, 9.5)  # at these the usual dose and set-up take one line of a half


class StrengthSlots:
    """The slots below `row`; each looks up its line by the key of Strength & breathing: week × 100 + slot."""

    def __init__(self, tab: Tab, material: Material, strength: StrengthRows, row: int) -> None:
        self.tab, self.material, self.strength = tab, material, strength
        self.theme = material.theme
        self.row = row
        held: dict[int, list[int]] = {}  # which lines of Strength & breathing each slot shows in some week
        for line, key in enumerate(strength.column(s.KEY).values):
            if isinstance(key, int):
                held.setdefault(key % 100, []).append(line)
        self.held = [held[slot] for slot in sorted(held)]
        self.first = row + 1
        self.end = row + ROWS * len(self.held) if self.held else row - 1
        # What print must not cut: the heading and a session's title go with the first exercise.
        self.starts = [row, *range(self.first + 2 * ROWS, self.end, ROWS)]

    def names(self) -> Range:
        """The cells in which the slots begin, for a link to one of them."""
        return self.tab.span(A, self.first, self.end)

    def write(self, places: list[Formula], cards: Range, card_places: list[Formula]) -> None:
        """Fill the slots: the place of each line, and of its exercise's card among `cards`, 0 for none."""
        self.cards = cards
        if not self.held:
            return
        title = f.when(places[0].equals(0), "", self.material.say("this_week.strength"))
        merged(self.tab, self.row, ALL)
        self.tab.put(self.row, A, title, section_look())
        self.tab.height(self.row, 26.25)
        for slot, place in enumerate(places):
            self._slot(self.first + ROWS * slot, place, card_places[slot], self.held[slot])
        self._colours()
        self._links(card_places)

    def _slot(self, row: int, place: Formula, card: Formula, held: list[int]) -> None:
        tab, say = self.tab, self.material.say

        def found(column: int) -> Formula:
            return look_up.pick(self.strength.column(column), place)

        def shown(text: Formula) -> Formula:
            return f.when(place.equals(0), "", text)

        session = found(s.LEVEL).equals("")
        together = found(s.BOTH).differs("")
        effort = f.when(session, found(s.DAY), f.join(found(s.EFFORT), ""))
        left = f.join(f.when(together, found(s.BOTH), found(s.LEFT)), "")
        right = f.when(together, say("this_week.both"), f.join(found(s.RIGHT), ""))
        for one in (NAME, EFFORT):
            merged(tab, row + one, ALL)
        name = Look(size=TEXT, bold=True, wrap=True, down="bottom")
        quiet = Look(size=SMALL, colour=self.theme.muted, wrap=True, number_format=say("date_format"))
        dose = Look(size=DOSE_SIZE, bold=True, wrap=True, across="center", down="bottom")
        setup = Look(size=self._setup_size(held), wrap=True, across="center", down="top")
        exercise = f.join(found(s.EXERCISE), "")
        there = look_up.row_of(self.cards, card)
        to_card = look_up.link(f.join(f"#{self._cards_tab}!A", there), exercise)
        tab.put(row + NAME, A, shown(f.when(card.equals(0), exercise, to_card)), name)
        tab.put(row + EFFORT, A, shown(effort), quiet)
        tab.put(row + DOSE, A, shown(f.when(session, say("strength.left"), left)), dose)
        tab.put(row + DOSE, C, shown(f.when(session, say("strength.right"), right)), dose)
        tab.put(row + SETUP, A, shown(f.join(found(s.LEFT_SETUP), found(s.BOTH_SETUP))), setup)
        tab.put(row + SETUP, C, shown(f.join(found(s.RIGHT_SETUP), "")), setup)
        for one, points in enumerate(self._heights(held)):
            tab.height(row + one, points)
            tab.sheet.row_dimensions[row + one].hidden = not points
            if one in (DOSE, SETUP):
                merged(tab, row + one, LEFT_HALF)
                merged(tab, row + one, RIGHT_HALF)

    def _heights(self, held: list[int]) -> tuple[float, float, float, float]:
        """The height of each row of a slot for all that it ever shows; no set-up ever, no height.

        RIGHT is the narrower half.
        """
        say = self.material.say

        def texts(*columns: int) -> list[str]:
            values = [self.strength.column(column).values[line] for column in columns for line in held]
            return [value for value in values if isinstance(value, str)]

        words = [say("this_week.both"), say("strength.left"), say("strength.right")]
        doses = [*texts(s.LEFT, s.RIGHT, s.BOTH), *words]
        setups = self._setups(held)
        return (
            height(texts(s.EXERCISE), ALL, TEXT, bold=True, pad=8),
            height([*texts(s.EFFORT), " "], ALL, SMALL, pad=3),
            height(doses, RIGHT_HALF, DOSE_SIZE, bold=True),
            height(setups, RIGHT_HALF, self._setup_size(held)),
        )

    def _setups(self, held: list[int]) -> list[str]:
        columns = (self.strength.column(one).values for one in (s.LEFT_SETUP, s.RIGHT_SETUP, s.BOTH_SETUP))
        return [text for values in columns for line in held if isinstance(text := values[line], str)]

    def _setup_size(self, held: list[int]) -> float:
        """As large as it gets without a line more."""
        setups = self._setups(held)
        lines = [sum(lines_needed(text, room(RIGHT_HALF), size) for text in setups) for size in SETUP_SIZES]
        return SETUP_SIZES[lines[0] > lines[1]]

    @property
    def _cards_tab(self) -> str:
        return self.cards.text.rpartition("!")[0]

    def _links(self, card_places: list[Formula]) -> None:
        """A name that leads to its exercise's card looks like a link."""
        for slot, card in enumerate(card_places):
            row = self.first + ROWS * slot
            cell = card.text.rpartition("!")[2]
            self.tab.where(f"A{row}:E{row}", f"{cell}>0", underline=True)

    def _colours(self) -> None:
        """The band of a session and the tints of the sides, by what stands in the row of the doses."""
        tab, theme, say = self.tab, self.theme, self.material.say
        starts = range(self.first, self.end, ROWS)
        dose = self.first + DOSE
        session = f'$A{dose}="{say("strength.left")}"'
        by_side = f'AND($A{dose}<>"",$C{dose}<>"{say("this_week.both")}")'

        def area(row: int, letters: str) -> str:
            first, last = letters[0], letters[-1]
            return " ".join(f"{first}{start + row}:{last}{start + row}" for start in starts)

        today = f"AND({session},$A{self.first + EFFORT}=today)"
        for row in (NAME, EFFORT):
            tab.where(area(row, "AE"), today, fill=theme.ink, colour=theme.paper)
            tab.where(area(row, "AE"), session, fill=theme.line, colour=theme.ink)
        for row in (DOSE, SETUP):
            tab.where(area(row, "AB"), by_side, fill=theme.left_tint, colour=theme.left)
            tab.where(area(row, "CE"), by_side, fill=theme.right_tint, colour=theme.right)
            tab.where(area(row, "AE"), f'$A{dose}<>""', fill=theme.soft, colour=theme.ink)
