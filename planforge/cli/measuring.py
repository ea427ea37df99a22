"""One session of measuring: the athlete file that grows with every test, its verdicts and how they print."""

from __future__ import annotations

import datetime as dt
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge.cli.common import on_a_terminal
from planforge.record import CHANGED

if TYPE_CHECKING:
    from planforge.forge import Judged
    from planforge.models.content import Library
    from planforge.models.profile import Measure
    from planforge.models.test_card import TestCard
    from planforge.models.words import Words
    from planforge.problems import Problem
    from planforge.reading.athlete_file import AthleteFile

TRIES = 5  # times to read and write again where an editor saves in between [default]
WIDEST = 76  # columns: read at arm's length beside an athlete [default]


@dataclass
class Session:
    """The file, the day and what was added so far."""

    path: Path
    file: AthleteFile
    content: Library
    date: dt.date
    rater: str | None
    of_templates: tuple[Problem, ...] = ()  # what is wrong in the templates
    added: list[str] = field(default_factory=list)

    @property
    def words(self) -> Words:
        return self.content.words

    @property
    def shown(self) -> str:
        """The path as people name it."""
        return self.file.document.file

    def put(self, measures: Mapping[str, Mapping[str, Any]], *, replace: bool = False) -> list[Problem]:
        """Write the measures of this day into the file as it stands on the disk now: all or none."""
        from planforge.locks import Busy, locked
        from planforge.problems import Place, Problem, Severity

        try:
            with locked(self.path):
                for _ in range(TRIES - 1):
                    problems = self._put(measures, replace=replace)
                    if not any(one.message == CHANGED for one in problems):
                        return problems
                return self._put(measures, replace=replace)
        except Busy as error:
            hint = "let it end, then try again"
            return [Problem("PF702", Severity.ERROR, Place(self.shown), str(error), hint)]
        except OSError as error:
            said = f"cannot be written: {error.strerror or error}"
            return [Problem("PF702", Severity.ERROR, Place(self.shown), said, "mend what stands in the way")]

    def _put(self, measures: Mapping[str, Mapping[str, Any]], *, replace: bool) -> list[Problem]:
        from planforge.reading.athlete_file import open_athlete, with_measures
        from planforge.record import write_back

        file, problems = open_athlete(self.path)
        if file is None:
            return problems
        self.file = file
        again = list(measures) if replace else [test for test in measures if test in self.added]
        new, problems = with_measures(file, self.date, measures, rater=self.rater, replace=again)
        if new is None:
            return problems
        problems = write_back(self.path, new.text.encode(), file.text.encode())
        if not problems:
            self.file = new
            self.added += [test for test in measures if test not in self.added]
        return problems

    def judged(self, as_of: dt.date | None = None) -> Judged:
        from planforge.forge import judge

        return judge(self.file.profile, self.content, as_of or self.date)


def width() -> int:
    return max(min(shutil.get_terminal_size((80, 24)).columns - 1, WIDEST), 30)


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """A sentence in short lines; `first` begins the first line and sets the others in by its length."""
    indent = " " * len(first) if rest is None else rest
    return textwrap.fill(
        text, width(), initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )


def values_text(card: TestCard, measure: Measure, words: Words) -> str:
    """ "34° left, 41° right": means of the trials, a side without value by its pain."""
    from statistics import fmean

    told = []
    for side in ("left", "right"):
        trials, pain = getattr(measure, side), getattr(measure, f"pain_{side}")
        if trials:
            value = card.value_text(fmean(trials), measure.unit)
            told.append(words("assess.side_value", value=value, side=side))
        if pain:
            told.append(words("assess.only_pain", pain=pain, side=side))
    return ", ".join(told)


def print_verdict(session: Session, test: str) -> None:
    """The finding and its notes on standard output: sentences for a person, one line for a program."""
    judged = session.judged()
    record = judged.findings.get(test)
    if record is None:  # an assessment that cannot be read as a whole hides its measures
        return
    told = [record.sentence, *judged.notes[test]]
    if on_a_terminal():
        click.echo("\n".join(wrapped(one, "  > " if not at else "    ") for at, one in enumerate(told)))
        return
    cells = (
        session.shown,
        session.date.isoformat(),
        test,
        record.left_text,
        record.right_text,
        record.verdict,
        " ".join(told),
    )
    click.echo("\t".join(cells))


def day_text(date: dt.date, words: Words, *, year: bool = True) -> str:
    """ "15 Nov 2026", or without the year where it goes without saying."""
    day = f"{date.day} {words.entry('dates.short_months')[date.month - 1]}"
    return f"{day} {date.year}" if year else day


def print_summary(session: Session, today: dt.date, athlete: str) -> None:
    """What was added, the pattern, the next step; where verdicts are piped, these stand on standard error."""
    words, to_person = session.words, on_a_terminal()
    if not session.added:
        click.echo(words("assess.nothing"), err=True)
        return
    names = ", ".join(session.content.tests[test].short for test in session.added)
    date = day_text(session.date, words)
    told = (
        words("assess.added", path=session.shown, date=date, names=names),
        session.judged(max(today, session.date)).pattern.sentence,
        words("assess.next", athlete=athlete),
    )
    click.echo(err=True)
    for one in told:
        click.echo(wrapped(one), err=not to_person)
