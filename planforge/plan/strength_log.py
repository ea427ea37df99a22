"""The strength log: blocks of weeks with about the same exercises, each exercise once with all its weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planforge.models.exercise import Exercise
from planforge.models.plan import Dose, Item, Session, Week
from planforge.models.sessions import StrengthPlan, StrengthSession
from planforge.models.strength_log import LogBlock, LogDose, LogLine, LogRow, LogSession
from planforge.models.words import Words
from planforge.plan import dates, item_words

MOST_WEEKS = 6  # of one table; a block of the strength stage is no longer
FRESH = frozenset({"new", "phase"})  # what changes in a week that starts a block
# The order of a session (design, section 6).
ROLES = ("breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory")


def exercise_order(sessions: Iterable[Session], exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """Each exercise of these sessions once, from breathing to accessory work, else in their own order."""
    merged: list[str] = []
    for session in sessions:
        merged = _merged(merged, [item.exercise for item in session.items])
    return tuple(sorted(merged, key=lambda name: ROLES.index(exercises[name].role)))


def strength_log(
    weeks: Sequence[Week],
    strength: StrengthPlan,
    exercises: Mapping[str, Exercise],
    words: Words,
) -> tuple[LogBlock, ...]:
    """The blocks of the plan in their order."""
    made = {session.date: session for session in strength.sessions}
    log = _Log(made, strength.progress, exercises, words)
    return tuple(log.block(block) for block in _blocks(weeks, strength.progress))


def _blocks(weeks: Sequence[Week], progress: Mapping[int, str]) -> list[list[Week]]:
    """Cut where exercises or a phase are new; a week that would stand alone goes with its neighbour."""
    blocks: list[list[Week]] = []
    for week in weeks:
        if not any(session.items for day in week.days for session in day.sessions):
            continue
        if not blocks or progress.get(week.number) in FRESH:
            blocks.append([week])
        else:
            blocks[-1].append(week)
    joined: list[list[Week]] = []
    for block in blocks:
        alone = joined and 1 in (len(block), len(joined[-1]))
        if alone and len(joined[-1]) + len(block) <= MOST_WEEKS:
            joined[-1].extend(block)
        else:
            joined.append(block)
    return [part for block in joined for part in _parts(block)]


def _parts(block: list[Week]) -> list[list[Week]]:
    """A block longer than a table in parts of nearly the same length."""
    count = -(-len(block) // MOST_WEEKS)
    cuts = [len(block) * part // count for part in range(count + 1)]
    return [block[first:last] for first, last in pairwise(cuts)]


@dataclass(frozen=True)
class _Held:
    """A session of the plan where it stands."""

    week: int
    date: dt.date
    session: Session


@dataclass(frozen=True)
class _Log:
    """What the log is made from: computed sessions by date, what changes by week, library and words."""

    made: Mapping[dt.date, StrengthSession]
    progress: Mapping[int, str]
    exercises: Mapping[str, Exercise]
    words: Words

    def block(self, weeks: Sequence[Week]) -> LogBlock:
        numbers = tuple(week.number for week in weeks)
        held = [
            _Held(week.number, day.date, session)
            for week in weeks
            for day in week.days
            for session in day.sessions
            if session.items
        ]
        return LogBlock(
            weeks=numbers,
            title=_weeks(numbers, self.words),
            lines=tuple(
                LogLine(week=number, text=self.words(f"strength_log.progress.{self.progress[number]}"))
                for number in numbers
                if number in self.progress
            ),
            reserve_text=self._reserve(held),
            sessions=tuple(
                self._session(title, [one for one in held if one.session.title == title])
                for title in sorted({one.session.title for one in held})
            ),
        )

    def _reserve(self, held: Sequence[_Held]) -> str:
        """What each RPE of the block means in repetitions that are kept in reserve."""
        spans = [item.effort.rpe for one in held for item in self.made[one.date].items if item.effort.rpe]
        kept = [
            self.words("strength_log.kept", rpe=f"{rpe:g}", reserve=f"{item_words.RESERVE_OF - rpe:g}")
            for rpe in sorted({rpe for low, high in spans for rpe in (low, high)})
        ]
        return self.words("strength_log.reserve", kept=", ".join(kept)) if kept else ""

    def _session(self, title: str, held: Sequence[_Held]) -> LogSession:
        order = exercise_order((one.session for one in held), self.exercises)
        return LogSession(
            title=title,
            weeks=tuple(one.week for one in held),
            weeks_text=_weeks([one.week for one in held], self.words),
            text=_by_week(
                [(one.week, item_words.ramp_up_text(self.made[one.date], self.words)) for one in held],
                self.words,
            ),
            rows=tuple(self._row(name, held) for name in order),
        )

    def _row(self, exercise: str, held: Sequence[_Held]) -> LogRow:
        stood = [(one, item) for one in held for item in one.session.items if item.exercise == exercise]
        changes = len({item.effort for _, item in stood}) > 1

        def said(what: Callable[[Item], str]) -> str:
            return _by_week([(one.week, what(item)) for one, item in stood], self.words)

        def set_up(dose: Callable[[Item], Dose | None]) -> str:
            done = [(one.week, found) for one, item in stood if (found := dose(item)) is not None]
            return _by_week([(week, found.setup or "") for week, found in done], self.words)

        doses = tuple(
            LogDose(
                week=one.week,
                left=_text(item.left),
                right=_text(item.right),
                both=_text(item.both),
                first=item.first,
                effort=self.words("strength_log.rpe", rpe=item.effort_short)
                if changes and self._open(one, item)
                else "",
            )
            for one, item in stood
        )
        open_efforts = [(one.week, self._open(one, item) or item.effort) for one, item in stood]
        return LogRow(
            exercise=exercise,
            name=stood[0][1].name,
            how=said(lambda item: self.words("strength_log.how").join(_parts_of(item))),
            left_setup=set_up(lambda item: item.left),
            right_setup=set_up(lambda item: item.right),
            both_setup=set_up(lambda item: item.both),
            effort=_by_week(open_efforts, self.words) if changes else stood[0][1].effort,
            rest_text=said(lambda item: item.rest_text),
            reason_text=said(lambda item: item.reason_text),
            doses=doses,
        )

    def _open(self, held: _Held, item: Item) -> str:
        """The effort without its RPE; "" for work that has none."""
        made = next(one for one in self.made[held.date].items if one.exercise.id == item.exercise)
        return item_words.effort_in_block(made.effort, self.words)


def _by_week(said: Sequence[tuple[int, str]], words: Words) -> str:
    """The text where it holds for all weeks; else each text with the weeks it holds for."""
    weeks: dict[str, list[int]] = {}
    for week, text in said:
        if text:
            weeks.setdefault(text, []).append(week)
    if len({text for _, text in said}) <= 1:
        return next(iter(weeks), "")
    return words("strength_log.changes").join(
        words(
            f"strength_log.{_one_or_more('in_week', numbers)}", weeks=dates.number_spans(numbers), text=text
        )
        for text, numbers in weeks.items()
    )


def _weeks(numbers: Sequence[int], words: Words) -> str:
    return words(f"strength_log.{_one_or_more('week', numbers)}", weeks=dates.number_spans(numbers))


def _one_or_more(name: str, numbers: Sequence[int]) -> str:
    return name if len(set(numbers)) == 1 else f"{name}s"


def _parts_of(item: Item) -> list[str]:
    """How the body lies or stands, and what is harder in this block."""
    return [part for part in (item.position, item.stage) if part]


def _text(dose: Dose | None) -> str:
    return "" if dose is None else dose.text


def _merged(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Both orders in one: what only the second has stands before what it shares with the first."""
    merged, waiting = list(first), list[str]()
    for name in second:
        if name in merged:
            place = merged.index(name)
            merged[place:place] = waiting
            waiting = []
        else:
            waiting.append(name)
    return [*merged, *waiting]
