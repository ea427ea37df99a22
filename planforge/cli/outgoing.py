"""Letters that are ready: shown, or saved as drafts, or sent one after another, and what became of each."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import click

from planforge.cli.common import failed, on_a_terminal, print_json, print_problems

if TYPE_CHECKING:
    from planforge.forge.sending import Prepared
    from planforge.models.mail import Letter, MailSettings, Outcome, OutcomeState, Sender
    from planforge.problems import Problem
    from planforge.sending.ledger import Ledger, Row

FIRST_LINES = 8  # of a plan's mail in the look before it goes [default]; a week is shown whole
STATES: dict[OutcomeState, str] = {
    "sent": "sent",
    "drafted": "saved as a draft",
    "already": "sent already",
    "failed": "failed",
    "unsure": "unsure",
}


@dataclass(frozen=True)
class Way:
    """How the letters of this run leave: by a server, or, where there is none, as drafts."""

    settings: MailSettings | None
    sender: Sender | None

    def told(self) -> str:
        if self.settings is None or self.sender is None:
            return "a draft, saved beside the plan"
        name, address = self.sender.name, self.sender.address
        return f"by {self.settings.host}, from {f'{name} <{address}>' if name else address}"


@dataclass
class Outgoing:
    """One run: the letters it was given, those that failed before, and what became of the others."""

    way: Way
    ledger: Ledger
    locked: bool
    again: bool
    as_json: bool
    bad: bool = False
    prepared: list[Prepared] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    shown: set[Problem] = field(default_factory=set)  # a template's problem concerns all, and is said once

    @property
    def ready(self) -> dict[str, Prepared]:
        """What can leave, by athlete."""
        return {one.athlete: one for one in self.prepared if one.letter is not None}

    def take(self, one: Prepared) -> None:
        """An athlete made ready, or not: what is wrong and what was done for it is said at once."""
        self.prepared.append(one)
        self.bad = self.bad or one.letter is None
        self._tell(one.problems)
        for path in one.made:
            _note(f"{one.athlete}: {path} was not there and is written now, from the same plan")
        if one.left_out and one.letter is not None:
            from planforge.sending.attachments import KINDS

            names = ", ".join(KINDS[name].what for name in one.left_out)
            _note(f"{one.athlete}: left out, since it cannot be locked: {names}")

    def _tell(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        print_problems(problem for problem in problems if problem not in self.shown)
        self.shown.update(problems)

    # -- shown, and nothing else -----------------------------------------------------------------------------

    def show(self) -> None:
        """What would go to whom; nothing leaves."""
        rows = []
        for one in self.prepared:
            before = None if one.letter is None else self._before(one.letter)
            if self.as_json:
                rows.append(self._json(one, before))
            elif not on_a_terminal():
                click.echo("\t".join(_cells(one, before, self.way)))
            elif one.letter is not None:
                click.echo(self._page(one.letter, before) + "\n")
        if self.as_json:
            print_json(rows)
        number = len(self.ready)
        what = "No mail is" if number == 0 else "One mail is" if number == 1 else f"{number} mails are"
        told = f"{what} ready. Nothing has left this computer."
        _note(told if number == 0 else f"{told} The same command with --yes sends.")

    def _before(self, letter: Letter) -> Row | None:
        """The row of the ledger that stops this letter."""
        from planforge.sending.ledger import LedgerUnusable

        try:
            return self.ledger.already(letter)
        except LedgerUnusable as stop:
            self.bad = True
            self._tell([stop.problem])
            return None

    def _page(self, letter: Letter, before: Row | None) -> str:
        from planforge.forge.sending import size_text

        rows = [("subject", letter.subject)]
        rows += [("file", f"{one.name}, {size_text(len(one.data))}") for one in letter.attachments]
        rows += [] if letter.attachments else [("file", "none")]
        text = [_plain(line) for line in letter.text.strip().splitlines()]
        short = text[:FIRST_LINES] if letter.kind == "plan" else text
        rows += [("text" if number == 0 else "", line) for number, line in enumerate(short)]
        rows += [("", f"… and {len(text) - len(short)} more lines")] if len(text) > len(short) else []
        rows.append(("goes", self.way.told() + (", files locked with a password" if self.locked else "")))
        if before is not None:
            rows.append(("before", _told_before(before, self.again)))
        head = f"{letter.athlete}: {_plain(letter.name)} <{_plain(letter.to)}>"
        return "\n".join([head, *(f"  {name:8}{_plain(value)}".rstrip() for name, value in rows)])

    def _json(self, one: Prepared, before: Row | None) -> dict[str, Any]:
        letter = one.letter
        facts: dict[str, Any] = {"athlete": one.athlete, "ready": letter is not None}
        if letter is not None:
            facts |= {
                "name": letter.name,
                "to": letter.to,
                "subject": letter.subject,
                "kind": letter.kind,
                "plan_id": letter.plan_id,
                "week": letter.week.isoformat() if letter.week else None,
                "files": [
                    {"name": file.name, "bytes": len(file.data), "sha256": file.sha256}
                    for file in letter.attachments
                ],
                "text": letter.text,
                "goes": self.way.told(),
                "before": None if before is None else {"state": before.state, "when": before.when},
            }
        return facts | {"problems": [problem.to_dict() for problem in one.problems]}

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
                _note("Nothing was sent.")
                return
        letters = [one.letter for one in self.prepared if one.letter is not None]
        if self.locked:
            letters = self._locked(letters)
        if settings is None:
            self._save(letters)
        elif password is not None and letters:
            from planforge.sending.message import compose
            from planforge.sending.outbox import deliver

            def looked_at(
                letter: Letter, sender: Sender, *, message_id: str, date: dt.datetime, draft: bool = False
            ) -> bytes:
                """The mail's bytes, once its files on the disk were looked at a last time."""
                self._still(letter)
                content: bytes = compose(letter, sender, message_id=message_id, date=date, draft=draft)
                return content

            deliver(
                letters,
                settings,
                password,
                self.ledger,
                compose=looked_at,
                now=_now,
                again=self.again,
                report=self._report,
                sleep=time.sleep,
            )
        self._end()

    def _still(self, letter: Letter) -> None:
        """ValueError where a file changed since the letter was made ready, or a newer plan was written."""
        from planforge.forge.sending import unchanged

        problems = unchanged(self.ready[letter.athlete])
        if problems:
            self._tell(problems)
            raise ValueError("its files have changed since it was made ready")

    def _locked(self, letters: list[Letter]) -> list[Letter]:
        """The letters with locked files, each by a password of its own, shown here once and kept nowhere."""
        from planforge.forge.sending import too_large
        from planforge.sending.encryption import NotLocked, lock
        from planforge.sending.spoken import new_password

        done: list[Letter] = []
        passwords: list[tuple[Letter, str]] = []
        for letter in letters:
            if not self.again and self._before(letter) is not None:
                done.append(letter)  # stopped by the ledger, so it needs no password
                continue
            password = new_password()
            try:
                files = tuple(lock(one, password) for one in letter.attachments)
            except NotLocked as error:
                self._fail(letter, str(error))
                continue
            locked = replace(letter, attachments=files)
            limit = self.way.settings.most_bytes if self.way.settings is not None else None
            if problems := too_large(locked, limit):
                self._tell(problems)
                self._fail(letter, "too large")
                continue
            done.append(locked)
            passwords.append((letter, password))
        if passwords:
            _note(
                "Passwords of the files, shown once and kept nowhere. "
                "Tell each by phone or face to face, not by mail:"
            )
            width = max(len(letter.athlete) for letter, _ in passwords)
            for letter, password in passwords:
                _note(f"  {letter.athlete:{width}}  {password}  {_plain(letter.name)}")
            _note(
                "The dashes belong to it. The password of a mail that fails below is void: "
                "the next run makes a new one."
            )
        return done

    def _save(self, letters: list[Letter]) -> None:
        from planforge.models.mail import Outcome
        from planforge.sending.drafts import save_draft
        from planforge.sending.ledger import LedgerUnusable

        for letter in letters:
            before = None if self.again else self._before(letter)
            if before is not None:
                state: OutcomeState = "already" if before.state == "sent" else "unsure"
                self._report(Outcome(letter, state, f"no draft: {_told_before(before, again=False)}"))
                continue
            one = self.ready[letter.athlete]
            try:
                self._still(letter)
            except ValueError as error:
                self._fail(letter, str(error))
                continue
            path, problems = save_draft(letter, self.way.sender, one.folder, start=one.start)
            self._tell(problems)
            if path is None:
                self._fail(letter, "no draft was written")
                continue
            self._report(Outcome(letter, "drafted", str(path)))
            try:
                self.ledger.note(letter, "drafted", when=_now(), said="")
            except LedgerUnusable as stop:
                self.bad = True
                self._tell([stop.problem])

    def _fail(self, letter: Letter, text: str) -> None:
        from planforge.models.mail import Outcome

        self._report(Outcome(letter, "failed", text))

    def _report(self, outcome: Outcome) -> None:
        """What became of a letter, said the moment it is known."""
        self.outcomes.append(outcome)
        self.bad = self.bad or outcome.state in ("failed", "unsure")
        letter = outcome.letter
        if not self.as_json:
            if outcome.state == "drafted":
                click.echo(outcome.text)  # a path written; nothing else stands between the paths
            elif self.way.settings is None:
                _note(f"{letter.athlete}: {_plain(outcome.text)}")
            elif on_a_terminal():
                click.echo(f"{letter.athlete}: {_plain(outcome.text)}")
            else:
                row = (letter.athlete, outcome.state, letter.to, outcome.text)
                click.echo("\t".join(_plain(cell) for cell in row))
        if outcome.hint:
            _note(f"{letter.athlete}: {_plain(outcome.hint)}")

    def _end(self) -> None:
        """The last lines: how many, and who needs a look."""
        if self.as_json:
            print_json([self._json_end(one) for one in self.prepared])
        counts: Counter[OutcomeState] = Counter(outcome.state for outcome in self.outcomes)
        unready = [one.athlete for one in self.prepared if one.letter is None]
        counts["failed"] += len(unready)
        told = [f"{counts[state]} {words}" for state, words in STATES.items() if counts[state]]
        _note(", ".join(told) or "nothing to send")
        look = [o.letter.athlete for o in self.outcomes if o.state in ("failed", "unsure")]
        if unready or look:
            _note(f"look at: {', '.join([*unready, *look])}")
        if counts["drafted"]:
            _note(
                "Nothing has left this computer. Open each draft in your mail program, "
                "look at it, and send it there."
            )

    def _json_end(self, one: Prepared) -> dict[str, Any]:
        facts = self._json(one, None)
        facts.pop("before", None)
        for outcome in self.outcomes:
            if outcome.letter.athlete == one.athlete:
                facts |= {"state": outcome.state, "said": outcome.text, "hint": outcome.hint}
        return facts if "state" in facts else facts | {"state": "failed"}


def _cells(one: Prepared, before: Row | None, way: Way) -> list[str]:
    """The one line of an athlete for another program."""
    letter = one.letter
    if letter is None:
        errors = [problem for problem in one.problems if failed([problem])]
        return [
            _plain(one.athlete),
            "problem",
            *(_plain(f"{error.code} {error.message}") for error in errors[:1]),
        ]
    state = "ready" if before is None else "already" if before.state == "sent" else "unsure"
    files = " ".join(f"{file.name}={len(file.data)}" for file in letter.attachments)
    cells = (one.athlete, state, letter.to, letter.name, letter.subject, files, way.told())
    return [_plain(cell) for cell in cells]


def _told_before(row: Row, again: bool) -> str:
    when = row.when.replace("T", " ")
    if row.state != "sent":
        told = f"whether it was sent on {when} is not known: ask the athlete, or look among the mails sent"
        return f"{told}; it goes once more" if again else f"{told}; --again sends it"
    return f"sent on {when}; {'it goes once more' if again else 'not sent again without --again'}"


def _plain(text: str) -> str:
    """Nothing a terminal would obey, and no tab that would part a line."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _note(text: str) -> None:
    click.echo(text, err=True)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
