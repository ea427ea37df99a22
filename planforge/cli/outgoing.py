"""Letters that are ready: shown, or saved as drafts, or sent one after another, and what became of each."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import click

from planforge.cli.common import failed, on_a_terminal, print_json, print_problems
from planforge.cli.mail_shown import (
    Way,
    cells,
    clean,
    errors_of,
    facts,
    files_of,
    is_of,
    page,
    row_ready,
    told_before,
    told_passwords,
    warnings_of,
)
from planforge.cli.summary import Row, State, failed_row, print_apart, print_summary, several

if TYPE_CHECKING:
    from planforge.cli.progress import Bar
    from planforge.cli.squad import Stop
    from planforge.forge.sending import Prepared
    from planforge.models.mail import Letter, Outcome, OutcomeState
    from planforge.problems import Problem
    from planforge.sending.ledger import Ledger
    from planforge.sending.ledger_rows import Row as Noted

ROWS: dict[OutcomeState, State] = {
    "sent": "done",
    "drafted": "done",
    "already": "already",
    "failed": "failed",
    "unsure": "unsure",
}
STEP = 0.2  # seconds between two looks whether Ctrl-C was pressed, while a try waits [default]
BREAK_OFF = "Stopping after this mail; Ctrl-C once more breaks it off."


@dataclass
class Outgoing:
    """One run: the letters it was given, those that failed before, and what became of the others."""

    way: Way
    ledger: Ledger
    locked: bool
    again: bool
    as_json: bool
    many: bool = False  # each athlete apart, and a summary at the end
    missing: Sequence[Problem] = ()  # why some that were asked for are not among the athletes
    bad: bool = False
    stopped: bool = False
    prepared: list[Prepared] = field(default_factory=list)
    unready: Sequence[str] = ()  # not made ready when Ctrl-C came
    outcomes: list[Outcome] = field(default_factory=list)
    shown: set[Problem] = field(default_factory=set)  # a template's problem concerns all, and is said once
    told: set[tuple[str, str]] = field(default_factory=set)  # what a server said, and what to do
    written: int = 0  # files of a set that were not there

    @property
    def ready(self) -> dict[str, Prepared]:
        """What can leave, by athlete."""
        return {one.athlete: one for one in self.prepared if one.letter is not None}

    @property
    def _words(self) -> tuple[str, str]:
        """What is done with a mail, and what is not."""
        return ("drafted", "not saved") if self.way.settings is None else ("sent", "not sent")

    def take(self, one: Prepared) -> None:
        """An athlete made ready, or not: what is wrong is said at once."""
        if one.letter is not None:
            one = replace(one, problems=(*one.problems, *self._changed(one.letter)))
        self.prepared.append(one)
        self.bad = self.bad or one.letter is None
        self._tell(one.problems, one)

    def _tell(self, problems: Sequence[Problem], one: Prepared | None = None) -> None:
        """Each problem once; of several athletes those of one alone under the athlete's name."""
        new = [problem for problem in problems if problem not in self.shown]
        self.shown.update(new)
        own = [problem for problem in new if one is not None and self.many and is_of(problem, one)]
        print_problems(problem for problem in new if problem not in own)
        if one is not None:
            name = one.letter.name if one.letter is not None else ""
            print_apart(one.athlete, name, [problem.to_text() for problem in own])

    # -- shown, and nothing else -----------------------------------------------------------------------------

    def show(self) -> None:
        """What would go to whom; nothing leaves, and nothing is written."""
        told = []
        waiting = 0  # for --yes: ready, and not sent before
        rows = [failed_row(one.place.file, [one]) for one in self.missing]
        for one in self.prepared:
            letter = one.letter
            before = None if letter is None else self._before(letter)
            rows.append(row_ready(one, before, again=self.again))
            waiting += letter is not None and (before is None or self.again)
            if self.as_json:
                found = (
                    None
                    if before is None
                    else {"state": before.state, "when": before.when, "remark": before.remark}
                )
                told.append(facts(one, self.way) | ({"before": found} if letter is not None else {}))
            elif not on_a_terminal():
                click.echo("\t".join(cells(one, before, self.way)))
            elif letter is not None:
                text = page(one, letter, before, self.way, locked=self.locked, again=self.again)
                click.echo(text + "\n")
        if self.as_json:
            print_json(told)
        elif self.many:
            print_summary(rows, done="ready", warnings="they stand above")
        self._left_out()
        self._how_to_go_on(waiting)

    def _how_to_go_on(self, number: int) -> None:
        what = "No mail is" if number == 0 else "One mail is" if number == 1 else f"{number} mails are"
        lines = [f"{what} ready. Nothing was sent, and nothing was written."]
        unwritten = sum(len(one.made) for one in self.ready.values())
        if unwritten:
            them = "is written with its mail" if unwritten == 1 else "are written with their mails"
            lines.append(f"{several(unwritten, 'file')} not there yet {them}, from the same plan.")
        if number and self.way.settings is None:
            lines.append("No server is set up in planforge.toml: the same command with --yes saves drafts.")
        elif number:
            lines.append("The same command with --yes sends.")
        _note(" ".join(lines))

    def _left_out(self) -> None:
        """Formats that a lock cannot be put on; the same for all."""
        from planforge.sending.attachments import KINDS

        names = dict.fromkeys(name for one in self.ready.values() for name in one.left_out)
        if names:
            kinds = ", ".join(KINDS[name].what for name in names)
            _note(f"does not go along, since it cannot be locked: {kinds}")

    def _changed(self, letter: Letter) -> list[Problem]:
        from planforge.sending.ledger import LedgerUnusable

        try:
            return self.ledger.changed(letter)
        except LedgerUnusable:
            return []  # told where the letter is to go

    def _before(self, letter: Letter) -> Noted | None:
        """The row of the ledger that stops this letter."""
        from planforge.sending.ledger import LedgerUnusable

        try:
            return self.ledger.already(letter)
        except LedgerUnusable as stop:
            self.bad = True
            self._tell([stop.problem])
            return None

    # -- sent, or saved --------------------------------------------------------------------------------------

    def go(self) -> None:
        """Every letter that is ready, each on its own: one that fails stops no other."""
        settings = self.way.settings
        password = None
        if settings is not None and self.ready:
            from planforge.sending.settings import password_of

            password, problems = password_of(settings)
            self._tell(problems)
            if password is None:
                self.bad = True
                if self.as_json:
                    all_of = [problem.to_dict() for problem in problems]
                    rows = [self._facts_end(one) for one in self.prepared]
                    print_json([row | {"problems": [*row["problems"], *all_of]} for row in rows])
                _note("Nothing was sent.")
                return
        letters = [one.letter for one in self.prepared if one.letter is not None]
        self._left_out()
        if self.locked:
            letters = self._locked(letters)
        try:
            self._each(letters, password)
        except KeyboardInterrupt:  # asked twice: the mail under way was broken off
            self.stopped = True
        told = {outcome.letter.athlete for outcome in self.outcomes}
        self.stopped = self.stopped or any(letter.athlete not in told for letter in letters)
        self.end()

    def _each(self, letters: list[Letter], password: str | None) -> None:
        from planforge.cli.progress import progress, wanted
        from planforge.cli.squad import Stop

        shown = wanted(len(letters), as_json=self.as_json)
        with (
            Stop("" if shown else BREAK_OFF) as stop,
            progress(len(letters), shown=shown, note=lambda: stop.said) as bar,
        ):
            if self.way.settings is None:
                self._save(letters, stop, bar)
            elif password is not None and letters:
                self._send(letters, password, stop, bar)

    def _send(self, letters: list[Letter], password: str, stop: Stop, bar: Bar) -> None:
        from planforge.sending.message import compose
        from planforge.sending.outbox import deliver

        def sleep(seconds: float) -> None:
            until = time.monotonic() + seconds
            while not stop.asked and (rest := until - time.monotonic()) > 0:
                time.sleep(min(STEP, rest))

        def waiting(text: str) -> None:
            with bar.lifted():
                _note(clean(text))

        assert self.way.settings is not None
        deliver(
            letters,
            self.way.settings,
            password,
            self.ledger,
            compose=compose,
            now=_now,
            again=self.again,
            report=lambda outcome: self._report(outcome, bar),
            sleep=sleep,
            ready=lambda letter: self._settle(letter, bar),
            waiting=waiting,
            stopped=lambda: stop.asked,
        )

    def _settle(self, letter: Letter, bar: Bar) -> list[Problem]:
        """Files that were not there are written; what forbids the letter now, as a newer plan, is told."""
        from planforge.forge.sending import settled

        one = self.ready[letter.athlete]
        paths, problems = settled(one)
        if problems:
            with bar.lifted():
                self._tell(problems, one)
        self.written += len(paths)
        if not self.many:
            for path in paths:
                _note(f"{one.athlete}: {path} was not there and is written now, from the same plan")
        return problems

    def _locked(self, letters: list[Letter]) -> list[Letter]:
        """The letters with locked files, each by a password of its own, shown here once and kept nowhere."""
        from planforge.forge.sending import with_lock
        from planforge.sending.encryption import NotLocked
        from planforge.sending.passwords import new_password

        done: list[Letter] = []
        passwords: list[tuple[Letter, str]] = []
        two: list[str] = []  # who may have an earlier one too
        limit = self.way.settings.most_bytes if self.way.settings is not None else None
        for letter in letters:
            before = self._before(letter)
            if not self.again and before is not None:
                done.append(letter)  # stopped by the ledger, so it needs no password
                continue
            password = new_password()
            try:
                locked, problems = with_lock(letter, password, limit)
            except NotLocked as error:
                self._fail(letter, str(error))
                continue
            if problems:
                self._tell(problems, self.ready[letter.athlete])
                self._fail(letter, "too large")
                continue
            done.append(locked)
            passwords.append((letter, password))
            two += [letter.name] if before is not None and before.locked else []
        if passwords:
            _note(told_passwords(passwords, two))
        return done

    def _save(self, letters: list[Letter], stop: Stop, bar: Bar) -> None:
        from planforge.models.mail import Outcome
        from planforge.sending.drafts import save_draft
        from planforge.sending.ledger import LedgerUnusable

        for letter in letters:
            if stop.asked:
                return
            before = None if self.again else self._before(letter)
            if before is not None:
                state: OutcomeState = "already" if before.state == "sent" else "unsure"
                self._report(Outcome(letter, state, f"no draft: {told_before(before, again=False)}"), bar)
                continue
            one = self.ready[letter.athlete]
            if failed(self._settle(letter, bar)):
                self._fail(letter, "no draft: its files have changed since it was made ready", bar)
                continue
            path, problems = save_draft(letter, self.way.sender, one.folder, start=one.start)
            if path is None:
                with bar.lifted():
                    self._tell(problems, one)
                self._fail(letter, "no draft was written", bar)
                continue
            self._report(Outcome(letter, "drafted", str(path)), bar)
            try:
                self.ledger.note(letter, "drafted", when=_now(), said="")
            except LedgerUnusable as stopped:
                self.bad = True
                self._tell([stopped.problem])

    def _fail(self, letter: Letter, text: str, bar: Bar | None = None) -> None:
        from planforge.models.mail import Outcome

        self._report(Outcome(letter, "failed", text), bar)

    # -- what became of them ---------------------------------------------------------------------------------

    def _report(self, outcome: Outcome, bar: Bar | None = None) -> None:
        """What became of a letter, said the moment it is known."""
        self.outcomes.append(outcome)
        self.bad = self.bad or outcome.state in ("failed", "unsure")
        if bar is None:
            self._print(outcome)
            return
        with bar.lifted():
            self._print(outcome)
        bar.advance()

    def _print(self, outcome: Outcome) -> None:
        letter, text, hint = outcome.letter, clean(outcome.text), clean(outcome.hint)
        look = outcome.state in ("failed", "unsure")
        if not self.as_json:
            if outcome.state == "drafted":
                click.echo(outcome.text)  # a path written; nothing else stands between the paths
                names = ", ".join(one.name for one in letter.attachments) or "no file"
                _note(f"{letter.athlete}: to {clean(letter.name)} <{clean(letter.to)}>, with {names}")
            elif self.way.settings is not None and not on_a_terminal():
                row = (letter.athlete, outcome.state, letter.to, outcome.text)
                click.echo("\t".join(clean(cell) for cell in row))
            elif self.way.settings is not None and not (self.many and look):
                click.echo(f"{letter.athlete}: {text}")
            elif not self.many:
                _note(f"{letter.athlete}: {text}")
        if self.many and look:
            if (text, hint) not in self.told:  # else the same befell another, as a server that is down
                print_apart(letter.athlete, letter.name, [text, *([hint] if hint else [])])
            self.told.add((text, hint))
        elif hint and not self.many:  # the summary says who was sent to already
            _note(f"{letter.athlete}: {hint}")

    def end(self) -> None:
        """The last lines: how many, and who needs a look."""
        if self.as_json:
            print_json([self._facts_end(one) for one in self.prepared])
        elif self.many:
            rows = [failed_row(one.place.file, [one]) for one in self.missing]
            rows += [self._row(one) for one in self.prepared]
            done, undone = self._words
            rows += [Row(athlete, undone, state="stopped") for athlete in self.unready]
            if self.written:
                _note(f"written too, since not there before: {several(self.written, 'file')}")
            print_summary(rows, done=done, stopped=undone, warnings="they stand above")
        if any(outcome.state == "drafted" for outcome in self.outcomes):
            _note("Nothing was sent. Open each draft in your mail program, look at it, and send it there.")

    def _row(self, one: Prepared) -> Row:
        letter, warnings = one.letter, warnings_of(one)
        if letter is None:
            return failed_row(one.athlete, errors_of(one), warnings=warnings)
        outcome = next((it for it in self.outcomes if it.letter.athlete == one.athlete), None)
        if outcome is None:
            return Row(one.athlete, self._words[1], letter.to, "stopped", warnings)
        done = {"sent": "sent", "drafted": "draft"}.get(outcome.state)
        result = f"{done}: {files_of(letter)}" if done else outcome.text
        return Row(one.athlete, result, letter.to, ROWS[outcome.state], warnings)

    def _facts_end(self, one: Prepared) -> dict[str, Any]:
        told = facts(one, self.way)
        for outcome in self.outcomes:
            if outcome.letter.athlete == one.athlete:
                told |= {"state": outcome.state, "said": outcome.text, "hint": outcome.hint}
        missing = "stopped" if self.stopped and one.letter is not None else "failed"
        return told if "state" in told else told | {"state": missing}


def _note(text: str) -> None:
    click.echo(text, err=True)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
