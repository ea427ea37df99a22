"""The interview: test by test with the protocol at hand, every measure checked and written at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planforge.cli.asking import Back, Ended, agrees, ask, choose, tell
from planforge.cli.common import print_problems
from planforge.cli.measuring import Session, day_text, print_verdict, values_text
from planforge.models.written import MOST_LINE

if TYPE_CHECKING:
    from planforge.models.screen import Screen, ScreenStep
    from planforge.models.test_card import TestCard
    from planforge.reading.remark import Remark

SIDES = ("left", "right")
VALUES = ("left", "right", "pain_left", "pain_right")
UNUSUAL = frozenset({"PF405", "PF412"})  # may be true: the coach says whether to measure again


@dataclass(frozen=True)
class Stop:
    """One test of the round; trials, rest and minutes where a screen sets them."""

    card: TestCard
    trials: int | None = None
    rest: str | None = None
    minutes: float | None = None


class Again(Exception):
    """Both sides of the test are asked once more."""


@dataclass
class Interview:
    """Asks the tests of a round in their order; `kept` holds what was answered once for all tests."""

    session: Session
    replace: bool = False
    kept: dict[str, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)  # tests whose protocol was shown
    over: set[str] = field(default_factory=set)  # tests whose measure of this day may be written over

    def walk(self, stops: Sequence[Stop]) -> None:
        """Every test in turn; b leads back to the one before."""
        number = 0
        while number < len(stops):
            try:
                self._test(stops[number], number + 1, len(stops))
                number += 1
            except Back:
                if number == 0:
                    tell(self.session.words("assess.first"))
                number = max(number - 1, 0)

    def further(self) -> None:
        """Other tests by id, until Enter."""
        tests, words = self.session.content.tests, self.session.words
        listed = "\n".join(
            "  " + words("assess.other_list", test=test, name=card.name) for test, card in tests.items()
        )
        last: list[Stop] = []
        while True:
            try:
                answer = ask(words("assess.other"), listed, first="\n")
                if not answer:
                    return
                screen = self.session.content.screens.get(answer)
                if screen is not None:
                    last = self.stops_of(screen)
                elif (test := self._meant(answer)) is not None:
                    last = [Stop(tests[test])]
                else:
                    continue
            except Back:
                if not last:
                    continue
                last = last[-1:]
            self.walk(last)

    def _meant(self, answer: str) -> str | None:
        """The test an answer means: its id, or the only one whose id or name holds it."""
        from planforge.reading.typed import unknown_test

        tests, words = self.session.content.tests, self.session.words
        if answer in tests:
            return answer
        part = answer.lower().replace(" ", "_")
        found = [
            test
            for test, card in tests.items()
            if part in test or answer.lower() in card.name.lower() or answer.lower() in card.short.lower()
        ]
        if len(found) == 1:
            return found[0]
        if found:
            tell(words("assess.other_which"))
            for test in found:
                tell(words("assess.other_list", test=test, name=tests[test].name), "    ")
        else:
            said, hint = unknown_test(answer, tests)
            tell(said)
            tell(hint, "    ")
        return None

    def stops_of(self, screen: Screen) -> list[Stop]:
        """The tests of a screen, those to choose from chosen."""
        words = self.session.words
        count, minutes = len(screen.steps), f"{screen.minutes:g}"
        many = words("assess.one_test") if count == 1 else words("assess.tests", count=count)
        long = words("assess.one_minute") if minutes == "1" else words("assess.minutes", minutes=minutes)
        tell(words("assess.screen", name=screen.name, tests=many, time=long), "\n")
        tests = self.session.content.tests
        return [
            Stop(tests[test], step.trials, step.rest, step.minutes)
            for step in screen.steps
            if (test := self._chosen(step)) in tests
        ]

    def _chosen(self, step: ScreenStep) -> str:
        """The test of a step: the only one, the one used last, else what the coach answers."""
        words, tests = self.session.words, self.session.content.tests
        choices = [one for one in step.tests if one.test in tests]
        used = [(days[-1][0], one.test) for one in choices if (days := self.session.file.days_of(one.test))]
        if used:
            return max(used)[1]
        if len(choices) < 2:
            return choices[0].test if choices else ""
        tell(words("assess.which"))
        for number, one in enumerate(choices, 1):
            form = "which_one" if one.needs else "which_plain"
            text = words(f"assess.{form}", number=number, name=tests[one.test].name, needs=one.needs)
            tell(text, "    ")
        while True:
            try:
                answer = ask(words("assess.which_ask", count=len(choices)))
            except Back:
                continue
            named = choose(answer, [one.test for one in choices])
            if named is None and answer.isdecimal() and 1 <= int(answer) <= len(choices):
                named = choices[int(answer) - 1].test
            if named is not None:
                return named
            tell(words("assess.which_again", count=len(choices)))

    # -- one test ------------------------------------------------------------------------------------------

    def _test(self, stop: Stop, number: int, count: int) -> None:
        from planforge.render.cards import card_text

        library, words, card = self.session.content, self.session.words, stop.card
        shown = card_text(card, words, library.sources)
        form = "heading_alone" if count == 1 else "heading_timed" if stop.minutes else "heading"
        minutes = f"{stop.minutes or 0:g}"
        tell(words(f"assess.{form}", name=card.name, number=number, count=count, minutes=minutes), "\n")
        if not self._free(card, shown):
            return
        if card.id not in self.met:
            self._protocol(stop)
        self.met.add(card.id)
        self._last(card)
        facts = self._facts(card, shown)
        while True:
            try:
                raw = self._values(card, facts, shown)
                if raw is not None:
                    self._write(card, raw, shown)
                return
            except Again:
                continue

    def _free(self, card: TestCard, shown: str) -> bool:
        """Whether the test may be measured on this day; what stands is written over only when asked to."""
        session, words = self.session, self.session.words
        if session.file.measured_on(session.date, card.id) is None:
            return True
        days = dict(session.file.days_of(card.id))
        values = values_text(card, days[session.date], words) if session.date in days else "–"
        if card.id in session.added:
            tell(words("assess.now", values=values))
            return True
        tell(words("assess.there", values=values))
        if self.replace or agrees(words("assess.there_ask"), shown):
            self.over.add(card.id)
        return card.id in self.over

    def _protocol(self, stop: Stop) -> None:
        """The protocol as short numbered steps, the screen's trials and rest in place of the card's."""
        words, done = self.session.words, stop.card.protocol
        trials = stop.trials or done.trials
        how = words("assess.one_trial") if trials == 1 else words("assess.trials", trials=trials)
        rest = stop.rest or done.rest
        if rest:
            how += " " + words("assess.rest", rest=rest)
        steps = [one for one in (done.position, done.landmark, done.movement, how, done.stop) if one]
        for number, step in enumerate(steps, 1):
            tell(step, f"  {number} ")

    def _last(self, card: TestCard) -> None:
        """The values of the last day before this one."""
        session, words = self.session, self.session.words
        days = [(date, measure) for date, measure in session.file.days_of(card.id) if date < session.date]
        if not days:
            return
        date, measure = days[-1]
        values = values_text(card, measure, words)
        how = ", ".join(one for one in (measure.device, measure.position) if one)
        day = day_text(date, words, year=date.year != session.date.year)
        tell(words("assess.last_how" if how else "assess.last", date=day, values=values, how=how))

    # -- how it is taken -----------------------------------------------------------------------------------

    def _facts(self, card: TestCard, shown: str) -> dict[str, str]:
        """Unit, device and position: asked where the card has a choice, kept from the last time."""
        facts = {
            "unit": self._fact("unit", card, tuple(card.units), shown, only=True),
            "device": self._fact("device", card, tuple(card.devices), shown),
            "position": self._fact("position", card, card.positions, shown),
        }
        return {key: value for key, value in facts.items() if value}

    def _fact(
        self, what: str, card: TestCard, choices: Sequence[str], shown: str, *, only: bool = False
    ) -> str:
        words = self.session.words
        before = [value for _, one in self.session.file.days_of(card.id) if (value := getattr(one, what))]
        last = before[-1] if before else ""
        if not choices:
            return last if what == "position" else ""
        said = self.kept.get(what, "")
        said = said if said in choices else ""
        if said and what != "position" and last in ("", said):
            tell(words("assess.how", how=said))
            return said
        default = last or said
        form = "choices_kept" if default else "choices"
        while True:
            prompt = words(f"assess.{form}", what=what, choices=", ".join(choices), kept=default)
            answer = ask(prompt, shown)[:MOST_LINE]
            value = choose(answer, choices) or answer or default
            if value == "-" and not only:
                return ""
            if value in choices or (not only and value in ("", default)):
                self.kept[what] = value
                return value
            if what == "position" or not (only or any(c.isalpha() for c in value)):
                self._refuse(what, choices, default)  # 34 35 is a value typed too early
                continue
            self._tell_choice(card, what, value)
            if not only:  # a device of the coach's own: Enter keeps it
                default, form = value, "choices_kept"

    def _refuse(self, what: str, choices: Sequence[str], kept: str) -> None:
        """Why a position or a device is not taken, and what may be typed."""
        name = ("choice" if what == "position" else "device") + ("_or_kept" if kept else "_wanted")
        tell(self.session.words(f"assess.{name}", what=what, choices=", ".join(choices), kept=kept))

    def _tell_choice(self, card: TestCard, what: str, value: str) -> None:
        """What the check says of a unit or device, whatever the values."""
        raw = {"left": ["1"], "right": ["1"]} | ({what: value} if value else {})
        said = [one for one in self._remarks(card, raw) if one.steps == (what,) or one.code == "PF410"]
        for one in said[:1]:
            _tell_remark(one)

    # -- values --------------------------------------------------------------------------------------------

    def _remarks(self, card: TestCard, raw: Mapping[str, Any]) -> list[Remark]:
        from planforge.reading.typed import checked

        return checked(card, raw, self.session.file.profile, self.session.date)[1]

    def _values(self, card: TestCard, facts: dict[str, str], shown: str) -> dict[str, Any] | None:
        """Both sides and pain; None where the test is skipped."""
        words = self.session.words
        either = card.kind == "dist_from_50"  # shares of 100: one side gives the other
        if either:
            tell(words("assess.one_side"))
        before: list[dict[str, Any]] = []  # what was known at each question, to go back to
        raw: dict[str, Any] = dict(facts)
        while True:
            try:
                if len(before) == len(SIDES):
                    self._pain(card, raw, shown)
                    return raw
                side = SIDES[len(before)]
                answer = ask(words("assess.side", side=side), shown)
                if not answer and not (either and side == "left") and not any(map(raw.get, VALUES)):
                    return None
                known = dict(raw)
                if (not answer and either and side == "left") or self._side(card, side, answer, raw):
                    before.append(known)
            except Ended:
                if len(before) == len(SIDES):  # both sides are in: they are kept
                    self._write(card, raw, shown)
                raise
            except Back:
                if not before:
                    raise
                how = {key: one for key, one in raw.items() if key not in VALUES}
                raw = before.pop() | how

    def _side(self, card: TestCard, side: str, answer: str, raw: dict[str, Any]) -> bool:
        """Take one side's trials; False, with what is wrong told, where they cannot be."""
        from planforge.reading.typed import typed_facts, typed_side

        words = self.session.words
        if facts := typed_facts(answer):
            if (position := facts.get("position")) is not None and card.positions:
                named = choose(position, card.positions)
                if named is None:
                    self._refuse("position", card.positions, "")
                    return False
                facts["position"] = named
            for one in self._remarks(card, raw | facts):
                if one.steps and one.steps[0] in facts:
                    _tell_remark(one)
                    if one.severity == "error":
                        return False
            raw.update(facts)
            self.kept.update({key: value for key, value in facts.items() if key != "note"})
            tell(words("assess.how", how=", ".join(facts.values())))
            return False
        trials, pain = typed_side(answer, card)
        tried = raw | ({side: trials} if trials else {}) | ({f"pain_{side}": pain} if pain else {})
        wrong = [one for one in self._remarks(card, tried) if one.severity == "error"]
        half = [one for one in wrong if one.code == "PF402"]
        if side == "left" and answer:  # the other side is still to come
            wrong = [one for one in wrong if one not in half]
        if not wrong:
            raw.clear()
            raw.update(tried)
            return True
        _tell_remark(wrong[0])
        if wrong[0] in half:
            tell(words("assess.hurts"))
        if wrong[0].code == "PF404":
            raise Again
        return False

    def _pain(self, card: TestCard, raw: dict[str, Any], shown: str) -> None:
        """Pain by side, unless it was typed beside the values."""
        from planforge.reading.typed import typed_pains

        words = self.session.words
        if raw.get("pain_left") or raw.get("pain_right"):
            return
        while answer := ask(words("assess.pain"), shown):
            pains = typed_pains(answer)
            if pains is not None and not any(
                one.severity == "error" for one in self._remarks(card, raw | pains)
            ):
                raw.update(pains)
                return
            tell(words("assess.pain_again"))

    def _write(self, card: TestCard, raw: dict[str, Any], shown: str) -> None:
        """Write the measure and tell its verdict; what is unusual or a likely slip is asked about first."""
        words, session = self.session.words, self.session
        try:
            for one in self._remarks(card, raw):
                if one.code in UNUSUAL:
                    _tell_remark(one)
                    if agrees(words("assess.again"), shown):
                        raise Again
            while problems := session.put({card.id: raw}, replace=card.id in self.over):
                if card.id not in self.over and {one.code for one in problems} == {"PF414"}:
                    if not self._free(card, shown):  # another session was quicker
                        return
                    continue
                print_problems(problems)
                tell(words("assess.not_written"))
                ask(words("assess.ready"), shown)
        except Back:
            raise Again from None
        print_verdict(session, card.id)


def _tell_remark(remark: Remark) -> None:
    """What the check says and its remedy, each on a line."""
    tell(remark.message)
    if remark.hint:
        tell(remark.hint, "    ")
