"""Paces in the texts of other tabs: the figures of a session as references to the tab Paces.

A pace that no formula gives (what the coach has stated, a race's target) keeps its figure and is only shown
per kilometre or per mile as the switch says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from planforge.models.plan import Session, ZoneName
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx.formulas import Formula, Operand
from planforge.units import METRES, Units, clock_text

CLOCK = re.compile(r"(\d+):(\d\d)")
WITH_UNIT = re.compile(r"\s*(?:/|per )\s*(?:km|mi)")


@dataclass(frozen=True)
class LivePaces:
    """Every pace that formulas give: figures as "4:51", ranges with their unit as "5:40–6:20 /km"."""

    unit: Units  # the unit that the plan was written in
    suffix: Formula  # " /km" or " /mi", as the switch says
    other: Formula  # the same where the switch has left the plan's unit, else nothing
    minutes: str  # what stands behind a figure of minutes: " min"
    ranges: dict[ZoneName, Formula]
    figures: dict[ZoneName, Formula]  # the middle of a zone
    progressions: dict[str, Formula]  # by the words of a step: "easy to marathon"
    races: dict[int, Formula]  # by metres: the pace of a predicted race
    race_paces: dict[str, Formula]  # by the words of a step: "5 km pace"

    def follow(self, text: str, session: Session) -> Formula | str:
        """The text with the session's paces as formulas."""
        pieces: list[Operand] = [text]
        for live in (*self._of(session), *self._fixed(session)):
            pieces = [part for piece in pieces for part in self._put_in(piece, live)]
        return text if pieces == [text] else f.join(*(piece for piece in pieces if piece != ""))

    def _of(self, session: Session) -> list[Formula]:
        """What may stand in the session's texts: ranges first, since a figure may be an end of one."""
        spoken = [step.text for step in session.steps]
        ranges = [self.ranges[zone] for zone in dict.fromkeys(step.zone for step in session.steps) if zone]
        # Easy running has no middle, and what is run at race pace is not run at the zone's.
        middles = [s.zone for s in session.steps if s.zone != "E" and not self._at_race_pace(s.text)]
        figures = [self.figures[zone] for zone in dict.fromkeys(middles) if zone]
        if session.kind == "race" and session.distance_m in self.races:
            figures.append(self.races[session.distance_m])
        for by_words in (self.progressions, self.race_paces):
            for words, live in by_words.items():
                if any(words in text for text in spoken):
                    (ranges if str(live.value).endswith(str(self.suffix.value)) else figures).append(live)
        whole = [f.join(figure, self.suffix) for figure in figures]
        return [*ranges, *whole, *(f.join(figure, self.other) for figure in figures)]

    def _at_race_pace(self, text: str) -> bool:
        return any(words in text for words in self.race_paces)

    def _fixed(self, session: Session) -> list[Formula]:
        """The figures of the session's steps as they stand, in the unit of the switch."""
        own = f" /{self.unit}"
        paces = [step.pace_text for step in session.steps if step.pace_text.endswith(own)]
        alone = [figure for pace in paces if CLOCK.fullmatch(figure := pace.removesuffix(own))]
        return [self._either(text) for text in dict.fromkeys((*paces, *alone))]

    def _either(self, text: str) -> Formula:
        other: Units = "mi" if self.unit == "km" else "km"
        times = METRES[other] / METRES[self.unit]
        changed = CLOCK.sub(lambda found: clock_text((int(found[1]) * 60 + int(found[2])) * times), text)
        # A figure alone takes the unit with it, since its text does not say one.
        changed = f"{changed.removesuffix(f' /{self.unit}')} /{other}"
        return f.when(self.suffix.equals(f" /{self.unit}"), text, changed)

    def _put_in(self, piece: Operand, live: Formula) -> list[Operand]:
        if not isinstance(piece, str) or not isinstance(live.value, str) or live.value not in piece:
            return [piece]
        before, _, after = piece.partition(live.value)
        longer = before[-1:].isdigit() or before[-1:] == ":" or after[:1].isdigit() or after[:1] == ":"
        first, *rest = self._put_in(after, live)
        # Part of 1:04:51, minutes, or a figure that somebody wrote a unit behind.
        if longer or after.startswith(self.minutes) or WITH_UNIT.match(after):
            return [f"{before}{live.value}{first}", *rest]
        return [before, live, first, *rest]
