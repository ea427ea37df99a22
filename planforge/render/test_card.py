"""A test card as text, to be read standing beside a couch, and the list of the catalogue.

Places what the card says; which side goes with which set-ups is worked out here from the card's indicator,
so that no card states it a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planforge.models.frozen import Side
from planforge.models.own_error import ADVISED_PAIRS, FEWEST_PAIRS, OwnError
from planforge.models.test_card import SIDES, Bands, Indicator, Number, Standing, TestCard
from planforge.models.words import Words
from planforge.render.lines import plain, row, tabbed

COLUMNS = ("id", "name", "unit", "error", "confidence", "quality")
NEEDS = {"unit": 120, "quality": 145}  # columns a narrow terminal goes without
INDENT = "  "


def catalogue_text(tests: Mapping[str, TestCard], words: Words, *, width: int, is_terminal: bool) -> str:
    """The catalogue, one test a line: a table in a terminal, tab-separated in a pipe."""
    rows = [
        row(
            card.id,
            card.name,
            unit_text(card, words),
            _listed_error(card, words),
            card.confidence,
            spaced(card.quality),
        )
        for _, card in sorted(tests.items())
    ]
    if not is_terminal:
        return tabbed(rows)
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    shown = [place for place, name in enumerate(COLUMNS) if width >= NEEDS.get(name, 0)]
    for place in shown:
        title = words(f"library.test.columns.{COLUMNS[place]}")
        table.add_column(title, overflow="fold", no_wrap=COLUMNS[place] != "name")
    for entry in rows:
        table.add_row(*(entry[place] for place in shown))
    return plain([table], width=width, color=False)


def _listed_error(card: TestCard, words: Words) -> str:
    """The card's error, or the coach's own, marked as such; both where the own one is of one device only."""
    own = card.own_error
    amount = amount_text(card, card.error, words)
    if own is None:
        return amount
    name = "own_list" if own.device is None else "own_list_device"
    facts = {"amount": amount, "own": amount_text(card, own.error, words), "device": own.device}
    return words(f"library.test.{name}", **facts)


def test_card_data(card: TestCard) -> dict[str, object]:
    """The card for a machine, with the own error that follows from the coach's SEM or pairs."""
    own = card.own_error
    derived = own and {
        "sem": own.sem,
        "mdc95": own.error,
        "pairs": own.pairs,
        "interval": None if own.least is None else [own.least, own.most],
        "device": own.device,
    }
    return card.model_dump(mode="json") | {"own_error": derived}


def test_card_lines(card: TestCard, words: Words, tests: Mapping[str, TestCard]) -> list[str]:
    """Everything between the card's name and its sources, one entry a line."""
    say = _Sayer(card, words)
    steps = protocol_steps(card, words)
    return [
        say("quality", quality=spaced(card.quality)),
        say("kind", group=say(f"groups.{_group(card)}")),
        say("unit", unit=unit_text(card, words), better=say(f"better.{card.better}")),
        say("minutes", minutes=f"{card.minutes:g}") if card.minutes else say("no_minutes"),
        "",
        say("protocol"),
        *(f"{INDENT}{number}. {step}" for number, step in enumerate(steps, start=1)),
        "",
        say("numbers"),
        *(INDENT + line for line in _numbers(card, say)),
        *_own_error(card, say),
        "",
        *_suggestions(card, say, tests),
        *(["", say("evidence", text=card.evidence)] if card.evidence else []),
        "",
    ]


def protocol_steps(card: TestCard, words: Words) -> list[str]:
    """The card's steps, and what holds at each re-test."""
    return [*card.steps(words), words("library.test.every_time")]


def amount_text(card: TestCard, amount: float, words: Words) -> str:
    """A difference or an error in the test's kind: "4.7°", "9%", "0.7 points from 50"."""
    decimals = max(1, card.decimals)
    if card.kind == "dist_from_50":
        return words("library.test.points", number=f"{round(amount, decimals):g}")
    return card.kind_text(amount, decimals=decimals)


def unit_text(card: TestCard, words: Words) -> str:
    """The unit in words: degrees, percent of leg length; as the card prints it where there are none."""
    named: Mapping[str, str] = words.entry("library.test.units")
    return named.get(card.unit) or card.unit_text or card.unit


def _group(card: TestCard) -> str:
    """What kind of test it is; a range that calls no side leads to nothing by itself."""
    return "no_side" if card.group == "range" and card.calls == "none" else card.group


def spaced(identity: str) -> str:
    return identity.replace("_", " ")


class _Sayer:
    """The card's own sentences, and the standing of a number in words."""

    def __init__(self, card: TestCard, words: Words) -> None:
        self.card, self.words = card, words

    def __call__(self, name: str, **facts: object) -> str:
        return self.words(f"library.test.{name}", **facts)

    def amount(self, amount: float) -> str:
        return amount_text(self.card, amount, self.words)

    def standing(self, name: Number) -> str:
        return self.of(self.card.standing.get(name))

    def of(self, standing: Standing | None) -> str:
        """ " (read in the source)"; nothing where a coach's own card states none."""
        return f" ({self.words('library.standings.' + standing)})" if standing else ""


def _numbers(card: TestCard, say: _Sayer) -> Iterator[str]:
    form = "error_is" if card.error_is else "error"
    yield say(form, amount=say.amount(card.error), standing=say.standing("error"), what=card.error_is)
    yield say("attention", amount=say.amount(card.attention), standing=say.standing("attention"))
    yield say("priority", amount=say.amount(card.priority), standing=say.standing("priority"))
    if card.gates is not None:
        yield say(
            "gates",
            attention=f"{card.gates.attention_pct:g}",
            priority=f"{card.gates.priority_pct:g}",
            standing=say.standing("gates"),
        )
    for device, bands in card.devices.items():
        yield _device(device, bands, say)
    if card.inter_rater_error is not None:
        amount = say.amount(card.inter_rater_error)
        yield say("inter_rater_error", amount=amount, standing=say.standing("inter_rater_error"))
    if card.low_below is not None:
        yield say("low_below", value=card.value_text(card.low_below), standing=say.standing("low_below"))
    if card.high_from is not None:
        yield say("high_from", value=card.value_text(card.high_from), standing=say.standing("high_from"))
    if card.dominance_shift is not None:
        shift = card.dominance_shift
        way = "lower" if shift.right_dominant < 0 else "higher"
        amount, standing = card.value_text(abs(shift.right_dominant)), say.standing("dominance_shift")
        yield say(f"dominance_{way}", part=say(f"parts.{shift.by}"), amount=amount, standing=standing)
    yield say("limits", spans=_limits(card, say), standing=say.standing("limits"))
    if card.refer_at is None or card.refer_at > card.remeasure_from:
        yield say("measure_again", amount=say.amount(card.remeasure_from))
    if card.implausible is not None:
        ask, slip = card.value_text(card.implausible.ask), card.value_text(card.implausible.entry_error)
        yield say("implausible", ask=ask, slip=slip, standing=say.standing("implausible"))
    if card.refer_at is not None:
        yield say("refer_at", amount=say.amount(card.refer_at), standing=say.standing("refer_at"))
    yield say("confidence", text=say.words.entry("library.confidences")[card.confidence])


def _device(device: str, bands: Bands, say: _Sayer) -> str:
    stated = bands.standing.get
    return say(
        "device",
        device=device,
        error=say.amount(bands.error) + say.of(stated("error")),
        attention=say.amount(bands.attention) + say.of(stated("attention")),
        priority=say.amount(bands.priority) + say.of(stated("priority")),
    )


def _limits(card: TestCard, say: _Sayer) -> str:
    spans = (
        [(card.limits, None)] if not card.units else [(one.limits, unit) for unit, one in card.units.items()]
    )
    texts = [
        say("span", least=card.value_text(each.min, unit), most=card.value_text(each.max, unit))
        for each, unit in spans
    ]
    return say("or").join(texts)


def _own_error(card: TestCard, say: _Sayer) -> list[str]:
    own = card.own_error
    if own is None:
        return [say("own_how", id=card.id, fewest=FEWEST_PAIRS, advised=ADVISED_PAIRS)]
    facts = {"sem": say.amount(own.sem), "error": say.amount(own.error)}
    lines = [say("own_sem", **facts)] if own.pairs is None else _own_pairs(own, say, facts)
    return lines if own.device is None else [*lines, INDENT + say("own_device", device=own.device)]


def _own_pairs(own: OwnError, say: _Sayer, facts: Mapping[str, str]) -> list[str]:
    lines = [say("own_pairs", pairs=own.pairs, **facts)]
    if own.least is not None and own.most is not None:
        lines.append(INDENT + say("own_sure", least=say.amount(own.least), most=say.amount(own.most)))
    if own.pairs is not None and own.pairs < ADVISED_PAIRS:
        lines.append(INDENT + say("own_few", advised=ADVISED_PAIRS))
    return lines


def _suggestions(card: TestCard, say: _Sayer, tests: Mapping[str, TestCard]) -> list[str]:
    """What each side suggests, the one text filled for both, with the set-ups that side goes with."""
    lines: list[str] = []
    if "{side}" in card.suggests or card.pattern is not None:
        for side in SIDES:
            named = f"suggests_{card.named_value}"
            lines.append(say(named, side=side, text=card.suggested(side)))
            if card.pattern is not None:
                lines.append(INDENT + _goes_with(card, card.pattern, side, say, tests))
    elif card.suggests:
        lines.append(say("suggests", text=card.suggests))
    if card.suggests_both:
        lines.append(say("suggests_both", text=card.suggests_both))
    return [*lines, say("model") if card.pattern is not None else say("no_pattern")]


def _goes_with(
    card: TestCard, part: Indicator, side: Side, say: _Sayer, tests: Mapping[str, TestCard]
) -> str:
    """The set-ups of the coach's model: the left ones where the lower side is the typical one."""
    lower = side if card.named_value == "lower" else _other(side)
    typical = lower == part.typical_low
    text = say(
        "goes_with",
        side="left" if typical else "right",
        pattern=say("patterns.typical") if typical else say("patterns.mirrored"),
    )
    if part.min_difference:
        text += say(
            "from_difference", amount=say.amount(part.min_difference), standing=say.standing("pattern")
        )
    if part.only_below_zero:
        text += say("alone_below", value=card.value_text(0))
    first = [
        one.short
        for _, one in sorted(tests.items())
        if one.pattern and one.pattern.aspect == part.aspect and one.pattern.rank < part.rank
    ]
    return text + (say("unless", tests=say("or").join(first)) if first else "")


def _other(side: Side) -> Side:
    return "right" if side == "left" else "left"
