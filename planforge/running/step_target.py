"""One step's size and target, read from the notation's tokens and checked to belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from lark import Token, Tree

from planforge.models.plan import ZoneName
from planforge.running.notation_error import NotationError
from planforge.running.notation_text import RACES
from planforge.running.paces import ZONES
from planforge.units import METRES_PER_MILE

MAX_METRES, MAX_SECONDS = 200_000, 86_400  # one run: 200 km or a day
MIN_SECONDS = 5
# [default] Shortest metres that make sense, so that "15m E" meant as minutes is asked about, not run.
MIN_METRES, MIN_METRES_REPEATED, MIN_METRES_STEADY = 20, 100, 200
SLOWEST_S_PER_KM, FASTEST_S_PER_KM = 1200, 120  # 20 min/km is a walk, 2 min/km beyond any record
HARD_RPE = (8, 8)  # "hard" without a number: the effort of I (coaches' convention, recalled)

ZONE_KINDS: dict[str, ZoneName] = {
    "easy": "E", "jog": "E", "jog down": "E", "jog back": "E", "tempo": "T", "threshold": "T",
    "lt": "T",
}  # fmt: skip
PLAIN = frozenset({"easy", "tempo", "threshold", "lt"})  # another word for a zone, kept as the zone alone
KIND_NAMES = {
    "stride": "strides", "hills": "hill", "uphill": "hill", "uphills": "hill", "on": "hard", "off": "jog",
}  # fmt: skip
PACED_KINDS = frozenset({"", "strides", "hill", "hard", "jog", "progression"})


@dataclass
class Target:
    """What is said about one step: zone, race, pace, heart rate, effort, kind."""

    zone: ZoneName | None = None
    ends_in: ZoneName | None = None
    race_m: int | None = None
    pace: tuple[float, float] | None = None
    heart_rate: tuple[int, int] | None = None
    heart_rate_of: Literal["LTHR", "HRmax"] | None = None
    rpe: tuple[int, int] | None = None
    text: str = ""
    progression: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Target()

    def check(self, size: Token) -> None:
        """Fill what follows from the words; NotationError where two of them contradict each other."""
        if self.progression and self.ends_in is None:
            if self.zone is not None:
                raise _contradiction(size, "a progression has two zones", "write progression E to T")
            self.zone, self.ends_in = "E", "M"  # [default] a progression without zones
        if self.ends_in is not None:
            if self.text or self.race_m is not None or self.pace is not None:
                raise _contradiction(size, "a progression has zones only", "write 8 km progression E to T")
            self.text = "progression"
        if self.zone is not None and self.race_m is not None:
            raise _contradiction(size, "a zone and a race pace in one step", "keep one of them")
        if self.race_m is not None and (self.pace is not None or self.text):
            raise _contradiction(size, "a race pace and another target in one step", "keep one of them")
        if self.text in {"rest", "walk", "walk down", "walk back"} and (
            self.pace or self.heart_rate or self.rpe
        ):
            raise _contradiction(size, f"'{self.text}' takes no target", f"write {size} {self.text}")
        if self.text == "rest" and size.type != "TIME":
            raise _contradiction(size, "a rest takes a time", "write 2 min rest, or 200 m walk")
        if self.text == "hard" and self.rpe is None:
            self.rpe = HARD_RPE


def _contradiction(size: Token, message: str, hint: str) -> NotationError:
    return NotationError(message, hint, (size.start_pos or 0) + 1)


def gather(trees: Iterable[Tree[Token]], first: Token | None = None) -> Target:
    """The targets of one step, each at most once; `first` stands before the size, as in "easy 8 km"."""
    target = Target()
    if first is not None:
        (_zone if first.type == "ZONE" else _kind)(target, Tree("first", [first]), first)
    for tree in trees:
        token = next(child for child in tree.children if isinstance(child, Token))
        _READERS[tree.data](target, tree, token)
    return target


def _once(taken: bool, token: Token) -> None:
    if taken:
        raise NotationError(
            f"'{token.strip()}' is a second target in one step", "put ';' between steps", _column(token)
        )


def _column(token: Token) -> int:
    return (token.start_pos or 0) + 1


def _zone_name(token: Token) -> ZoneName:
    return cast(ZoneName, token.lstrip("@ ")[0].upper())  # "marathon" is M too


def _zone(target: Target, _tree: Tree[Token], token: Token) -> None:
    zone = _zone_name(token)
    _once(target.zone is not None and target.zone != zone, token)
    _once(bool(target.text), token)
    target.zone = zone


def _span(target: Target, tree: Tree[Token], token: Token) -> None:
    _once(target.zone is not None, token)
    first, last = (_zone_name(child) for child in tree.children if isinstance(child, Token))
    if ZONES.index(first) >= ZONES.index(last):
        raise NotationError(f"'{first} to {last}' gets no faster", "write E to T", _column(token))
    target.zone, target.ends_in = first, last


def _progression(target: Target, _tree: Tree[Token], token: Token) -> None:
    _once(target.progression, token)
    target.progression = True


def _race(target: Target, _tree: Tree[Token], token: Token) -> None:
    _once(target.race_m is not None, token)
    name = token.lstrip("@ ").split()[0].lower()
    target.race_m = RACES["HM" if name.startswith("h") else name]


def _pace(target: Target, _tree: Tree[Token], token: Token) -> None:
    _once(target.pace is not None, token)
    clocks = [int(m) * 60 + int(s) for m, s in re.findall(r"(\d+):(\d+)", token)]
    per_km = METRES_PER_MILE / 1000 if "mi" in token.split("/")[1] else 1.0
    slow, fast = max(clocks) / per_km, min(clocks) / per_km
    if slow > SLOWEST_S_PER_KM or fast < FASTEST_S_PER_KM:
        raise NotationError("a pace no runner runs", "check the figures, and /km against /mi", _column(token))
    target.pace = (slow, fast)


def _heart(target: Target, _tree: Tree[Token], token: Token) -> None:
    _once(target.heart_rate is not None, token)
    low, high = _range(token.split("%")[0])
    of: Literal["LTHR", "HRmax"] = "LTHR" if "lthr" in token.lower() else "HRmax"
    most = 120 if of == "LTHR" else 100
    if not 40 <= low <= high <= most:
        raise NotationError(
            f"{high} % is outside 40 to {most} % {of}", f"write @85% {of}", _column(token)
        )  # fmt: skip
    target.heart_rate, target.heart_rate_of = (low, high), of


def _rpe(target: Target, _tree: Tree[Token], token: Token) -> None:
    _once(target.rpe is not None, token)
    low, high = _range(token)
    if not 1 <= low <= high <= 10:
        raise NotationError(f"RPE {high} is outside 1 to 10", "write RPE 6", _column(token))
    target.rpe = (low, high)


def _range(text: str) -> tuple[int, int]:
    figures = [int(figure) for figure in re.findall(r"\d+", text)]
    return min(figures), max(figures)


def _kind(target: Target, _tree: Tree[Token], token: Token) -> None:
    kind = " ".join(token.lstrip("@ ").lower().split())
    kind = KIND_NAMES.get(kind, kind)
    zone = ZONE_KINDS.get(kind)
    _once(bool(target.text) or (target.zone is not None and target.zone != zone), token)
    target.zone = zone
    target.text = "" if kind in PLAIN else kind


_READERS = {
    "zone": _zone, "span": _span, "progression": _progression, "race": _race, "pace": _pace,
    "heart": _heart, "rpe": _rpe, "kind": _kind,
}  # fmt: skip


def read_size(token: Token) -> tuple[int | None, int | None]:
    """Whole metres or whole seconds of a size token; exactly one of the two."""
    if token.type == "TIME":
        return None, int(_seconds(token.strip()) + 0.5)
    figure = re.match(r"[\d.,]+", token)
    number = float(figure[0].replace(",", ".")) if figure else 0.0
    unit = token[figure.end() :].strip().lower() if figure else ""
    if token.type == "KILO" or unit == "km":
        return int(number * 1000 + 0.5), None
    return int(number * (METRES_PER_MILE if unit.startswith("mi") else 1.0) + 0.5), None


def _seconds(text: str) -> float:
    """Seconds of "1 h 30 min", "10'", "1'30\"", "1h20", "1:20:00", "1:20 h" and "1:30 min"."""
    if ":" in text:
        figures = [int(figure) for figure in re.findall(r"\d+", text)]
        scale = 1 if text.rstrip("utesn").endswith("mi") or len(figures) == 3 else 60
        clock = sum(figure * 60**place for place, figure in enumerate(reversed(figures)))
        return float(scale * clock)
    text = re.sub("[’′]", "'", re.sub("[”″]", '"', text)).replace("''", '"')
    pieces = re.findall(r"(\d+(?:[.,]\d+)?)\s*([A-Za-z]+|['\"])?", text)
    seconds, unit = 0.0, ""
    for figure, written in pieces:
        # A figure without a unit is the next smaller one: 1h20, 1'30.
        unit = written[0].lower() if written else {"h": "m", "'": "s"}[unit]
        seconds += float(figure.replace(",", ".")) * {"h": 3600, "m": 60, "'": 60, "s": 1, '"': 1}[unit]
    return seconds


def check_size(
    token: Token, metres: int | None, seconds: int | None, target: Target, *, repeated: bool
) -> None:
    """NotationError for sizes nobody runs, above all metres that were meant as minutes."""
    if metres is not None:
        steady = target.zone is not None and not target.text and target.zone in "EMTI"
        least = MIN_METRES if not steady else MIN_METRES_REPEATED if repeated else MIN_METRES_STEADY
        if metres < least:
            number = re.match(r"[\d.,]+", token)
            figure = number[0] if number else str(metres)
            raise NotationError(
                f"{metres} metres is too short: a bare m is metres", f"for minutes write {figure} min",
                _column(token),
            )  # fmt: skip
        if metres > MAX_METRES:
            raise NotationError(f"{metres / 1000:g} km is no single run", "check the unit", _column(token))
    if seconds is not None and not MIN_SECONDS <= seconds <= MAX_SECONDS:
        raise NotationError(
            f"'{token}' is no length of a step", "write 5 s to 24 h, as 90 s or 15 min", _column(token)
        )  # fmt: skip
