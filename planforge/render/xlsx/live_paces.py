"""Paces in the texts of other tabs: the figures of a session as references to the tab Paces."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.models.plan import Session, ZoneName
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx.formulas import Formula, Operand


@dataclass(frozen=True)
class LivePaces:
    """By zone the range with its unit and the middle as a figure; by race the predicted pace as a figure."""

    ranges: dict[ZoneName, Formula]
    figures: dict[ZoneName, Formula]
    races: dict[int, Formula]  # by metres: the pace of a predicted race
    race_paces: dict[str, Formula]  # by the words of a step: "5 km pace"

    def follow(self, text: str, session: Session) -> Formula | str:
        """The text with the session's paces as formulas.

        A pace that no formula gives stays as it is: a race's target, and what the coach has stated.
        """
        pieces: list[Operand] = [text]
        for live in self._of(session):
            pieces = [part for piece in pieces for part in _put_in(piece, live)]
        return text if pieces == [text] else f.join(*(piece for piece in pieces if piece != ""))

    def _of(self, session: Session) -> list[Formula]:
        """What may stand in the session's texts: ranges first, since a figure may be an end of one."""
        zones = dict.fromkeys(step.zone for step in session.steps if step.zone)
        found = [self.ranges[zone] for zone in zones]
        found += [self.figures[zone] for zone in zones if zone != "E"]  # easy running has no middle
        if session.kind == "race" and session.distance_m in self.races:
            found.append(self.races[session.distance_m])
        for words, live in self.race_paces.items():
            if any(words in step.text for step in session.steps):
                found.append(live)
        return found


def _put_in(piece: Operand, live: Formula) -> list[Operand]:
    if not isinstance(piece, str) or not isinstance(live.value, str) or live.value not in piece:
        return [piece]
    before, _, after = piece.partition(live.value)
    if before[-1:].isdigit() or before[-1:] == ":" or after[:1].isdigit() or after[:1] == ":":
        return [piece]  # part of a longer figure, such as 1:04:51
    return [before, live, *_put_in(after, live)]
