"""The test card: what a side-to-side test measures, how sure it is, and when a difference counts.

One file of `templates/tests/` makes one card. Errors and thresholds are in the unit of the test's kind:
the test's own unit for `abs`, percent of the larger side for `pct`, points for `dist_from_50`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from planforge.models.body_map import BodyPlace, View
from planforge.models.card_text import Identifier, PlainLine, PlainText, SideText, with_side
from planforge.models.frozen import Side
from planforge.models.own_error import MDC95_PER_SEM, Kind, OwnError, OwnRetest, believable
from planforge.models.words import Words
from planforge.models.written import RangeError

Better = Literal["higher", "lower", "neutral"]
Group = Literal["range", "capacity", "information"]
IndicatorLevel = Literal["ribcage", "abdominal_wall", "pelvis_hip", "foot"]
Standing = Literal["seen", "seen-2nd", "recalled", "calc", "inferred", "default"]
Band = Literal["error", "attention", "priority"]
BANDS: tuple[Band, ...] = get_args(Band)
Number = Literal[
    "limits",
    "error",
    "attention",
    "priority",
    "gates",
    "inter_rater_error",
    "low_below",
    "high_from",
    "dominance_shift",
    "implausible",
    "refer_at",
    "pattern",
]

COUNTED = ("reps", "score")  # units of whole numbers
REMEASURE_AT = 2.0  # times priority: measure again, then a clinician (science, 6.4 [default])
SIDES: tuple[Side, Side] = ("left", "right")


class CardPart(BaseModel):
    """Base of the card and its parts: immutable, unknown keys are problems."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=2000)


class Limits(CardPart):
    """Hard limits of what may be entered; outside is a problem, never a finding."""

    min: float
    max: float

    @model_validator(mode="after")
    def _in_order(self) -> Limits:
        if not self.min < self.max:
            raise ValueError("min must be below max")
        return self


class UnitChoice(CardPart):
    """One of several units a test may be entered in, with its own limits and printed decimals."""

    text: PlainText
    limits: Limits
    decimals: int = Field(default=1, ge=0, le=6)


def _not_below(least: str, value: float, info: ValidationInfo) -> float:
    """The value, where it is no smaller than the one of this name that stands before it."""
    if least in info.data and value < info.data[least]:
        said = f"{info.field_name} must not be below {least}"
        raise RangeError(said, f"write a value of at least {info.data[least]:g}")
    return value


class Bands(CardPart):
    """What decides a verdict: the error (MDC95) and the two thresholds, in the test's kind."""

    error: float = Field(gt=0)
    attention: float = Field(ge=0)
    priority: float = Field(gt=0)
    standing: dict[Band, Standing] = Field(default_factory=dict, description="how sure each number is")

    @field_validator("priority")
    @classmethod
    def _in_order(cls, priority: float, info: ValidationInfo) -> float:
        return _not_below("attention", priority, info)


class Gates(CardPart):
    """Extra gates in percent of the larger side: both the difference and its share must count."""

    attention_pct: float = Field(ge=0, le=100)
    priority_pct: float = Field(ge=0, le=100)

    @field_validator("priority_pct")
    @classmethod
    def _in_order(cls, priority: float, info: ValidationInfo) -> float:
        return _not_below("attention_pct", priority, info)


class DominanceShift(CardPart):
    """The usual difference (right minus left) of right-dominant people; the left-dominant mirror it."""

    by: Literal["hand", "foot"]
    right_dominant: float

    def usual(self, dominant: Side | None) -> float:
        """Right minus left to expect; 0 where dominance is unknown, never assumed."""
        if dominant is None:
            return 0.0
        return self.right_dominant if dominant == "right" else -self.right_dominant


class Implausible(CardPart):
    """Differences that ask for a second look, and those that are a probable entry error."""

    ask: float = Field(gt=0)
    entry_error: float

    @field_validator("entry_error")
    @classmethod
    def _in_order(cls, entry_error: float, info: ValidationInfo) -> float:
        return _not_below("ask", entry_error, info)


class Indicator(CardPart):
    """The test's part in the pattern: its aspect of the body, level, and the side that is lower when typical.

    Of several tests of one aspect the lowest rank that was measured counts.
    """

    aspect: str
    level: IndicatorLevel
    typical_low: Side
    min_difference: float = 0.0
    rank: int = 1
    only_below_zero: bool = False  # counts only when exactly one side is below 0 (adduction drop)


class Protocol(CardPart):
    """How the test is done, in the coach's words; the same at every re-test."""

    position: PlainText
    landmark: PlainText
    movement: PlainText
    trials: int = Field(ge=1)
    rest: PlainText | None = None
    stop: PlainText | None = None


class TestCard(CardPart):
    """One test of the catalogue; `id` is the file's stem, set by the reader."""

    __test__: ClassVar[bool] = False  # pytest collects classes whose name begins with Test

    id: str
    name: PlainLine = Field(description="the test's full name, for the coach")
    short: PlainLine = Field(description="what the athlete reads, a few words", examples=["Ankle bend"])
    unit: str
    unit_text: PlainText = Field(description="the unit as printed after a number")
    unit_one: PlainText | None = Field(default=None, description="the unit after 1, where it differs: rep")
    decimals: int = Field(default=1, ge=0, le=6, description="decimals printed at most")
    units: dict[str, UnitChoice] = Field(
        default_factory=dict, description="where the unit is stated with each value: limits and text by unit"
    )
    limits: Limits
    better: Better
    kind: Kind = Field(description="abs: in the unit; pct: percent of the larger side; dist_from_50: a share")
    error: float = Field(gt=0, description="MDC95 in the test's kind; a difference counts beyond it")
    error_is: PlainText | None = Field(default=None, description="what the error is, where it is no MDC95")
    attention: float = Field(ge=0, description="from here a difference beyond the error is real")
    priority: float = Field(gt=0, description="from here it is clear")
    devices: dict[str, Bands] = Field(default_factory=dict, description="error and thresholds by device")
    positions: tuple[str, ...] = Field(
        default=(), description="where it may be done in several: one is chosen and kept at every re-test"
    )
    gates: Gates | None = Field(default=None, description="percent that a difference must reach as well")
    sem: float | None = Field(
        default=None, gt=0, description="your own SEM, from people tested twice; outranks every other error"
    )
    retest: OwnRetest | None = Field(
        default=None, description="people you tested twice, in place of sem: your own error is worked out"
    )
    inter_rater_error: float | None = Field(default=None, gt=0, description="MDC95 between two raters")
    quality: str = Field(description="what several tests measure alike, and so confirm each other")
    group: Group = Field(description="range doses mobility, capacity strength, information nothing")
    category: str
    place: BodyPlace = Field(description="the place of the body, as in the history of an athlete")
    seen_from: View = Field(default="front", description="the figure of the body map that shows the place")
    confidence: Literal["A", "B", "C"] = Field(default="C", description="how good the reliability data are")
    calls: Literal["worse", "higher", "none"] = Field(
        default="worse", description="which side a real difference names"
    )
    dominance_shift: DominanceShift | None = None
    low_below: float | None = Field(default=None, description="reference below which a side is low")
    high_from: float | None = Field(
        default=None, description="the same where lower is better: from here a side is beyond the reference"
    )
    implausible: Implausible | None = None
    refer_at: float | None = Field(default=None, description="a difference that is for a clinician")
    loss_flag: Identifier | None = Field(
        default=None, description="the red flag that twice the priority raises where nothing explains it"
    )
    pattern: Indicator | None = None
    minutes: float = Field(default=2.0, ge=0, description="time for both sides, rests included")
    to_failure: bool = False  # done until no more is possible: not in the 72 h before quality
    protocol: Protocol
    suggests: SideText = Field(
        default="", description="what it suggests; {side} is the side called, or the lower"
    )
    suggests_both: PlainText = Field(default="", description="what it suggests where both sides are low")
    evidence: PlainText = Field(default="", description="what is known of the test, and the limits of that")
    standing: dict[Number, Standing] = Field(default_factory=dict, description="how sure each number is")
    sources: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _blank_is_missing(cls, value: Any) -> Any:
        """What is printed as a name cannot be blank; `unit_text` can, where a number has no unit."""
        if not isinstance(value, Mapping):
            return value
        needed = ("name", "short", "unit", "quality", "category", "place")
        return {
            key: one
            for key, one in value.items()
            if not (key in needed and isinstance(one, str) and not one.strip())
        }

    @field_validator("priority")
    @classmethod
    def _in_order(cls, priority: float, info: ValidationInfo) -> float:
        return _not_below("attention", priority, info)

    @field_validator("sem")
    @classmethod
    def _believable(cls, sem: float | None, info: ValidationInfo) -> float | None:
        error, priority = info.data.get("error"), info.data.get("priority")
        return sem if sem is None or error is None or priority is None else believable(sem, error, priority)

    @field_validator("retest")
    @classmethod
    def _one_own_error(cls, retest: OwnRetest | None, info: ValidationInfo) -> OwnRetest | None:
        """Pairs that give an error, and no second own error beside them; told at the block itself."""
        if retest is None:
            return None
        if info.data.get("sem") is not None:
            raise ValueError("sem and retest both state your own error: keep one of them")
        limits = info.data.get("limits")
        for number, pair in enumerate(retest.pairs, start=1):
            if limits and not all(limits.min <= value <= limits.max for value in pair):
                raise ValueError(f"pair {number} lies outside the limits, {limits.min:g} to {limits.max:g}")
        if "kind" in info.data and not retest.sem(info.data["kind"]) > 0:
            raise ValueError("all pairs differ by the same, so no error follows: copied values?")
        return retest

    @model_validator(mode="after")
    def _consistent(self) -> TestCard:
        if self.better == "neutral" and self.calls == "worse":
            raise ValueError("a neutral test has no worse side: set calls to higher or none")
        if self.group == "information" and self.calls != "none":
            raise ValueError("an information test calls no side: set calls to none")
        if self.low_below is not None and self.better == "lower":
            raise ValueError("lower is better here: write high_from in place of low_below")
        if self.high_from is not None and self.better != "lower":
            raise ValueError("high_from is for tests where lower is better: write low_below")
        return self

    def bands(self, device: str | None = None) -> Bands:
        """Error and thresholds for a device (any case); the coach's own error outranks every other."""
        named = (device or "").strip().lower()
        by_name = {name.lower(): bands for name, bands in self.devices.items()} if named else {}
        bands = by_name.get(named) or self._bands()
        own = self.own_error
        if own is None or not own.covers(device):
            return bands
        return bands.model_copy(update={"error": own.error})

    def _bands(self) -> Bands:
        standing = {name: self.standing[name] for name in BANDS if name in self.standing}
        # Without a second check: these are the card's own, and every measure of every test asks for them.
        return Bands.model_construct(
            error=self.error, attention=self.attention, priority=self.priority, standing=standing
        )

    @property
    def own_error(self) -> OwnError | None:
        """The coach's own error, from their pairs or their SEM."""
        if self.retest is not None:
            return self.retest.own_error(self.kind)
        if self.sem is not None:
            return OwnError(self.sem, round(MDC95_PER_SEM * self.sem, 6))
        return None

    @property
    def known_devices(self) -> tuple[str, ...]:
        """The devices an error is known of, the coach's own among them."""
        own = self.retest.device if self.retest else None
        names = [name.lower() for name in self.devices]
        return (*names, own.strip().lower()) if own and own.strip().lower() not in names else tuple(names)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers this card states, each of which wants its standing."""
        optional: dict[Number, object] = {
            "gates": self.gates,
            "inter_rater_error": self.inter_rater_error,
            "low_below": self.low_below,
            "high_from": self.high_from,
            "dominance_shift": self.dominance_shift,
            "implausible": self.implausible,
            "refer_at": self.refer_at,
            "pattern": (self.pattern.min_difference or None) if self.pattern else None,
        }
        stated = (name for name, value in optional.items() if value is not None)
        return ("limits", "error", "attention", "priority", *stated)

    def steps(self, words: Words) -> tuple[str, ...]:
        """The protocol in short steps: position, landmark, movement, trials with their rest, stop rule."""
        done, trials = self.protocol, ""
        if self.kind != "dist_from_50":  # a share is read from a device, not tried
            form = "one_trial" if done.trials == 1 else "trials"
            trials = words(f"findings.protocol.{form}", trials=done.trials)
            if done.rest:
                trials += " " + words("findings.protocol.rest", rest=done.rest)
        return tuple(
            step for step in (done.position, done.landmark, done.movement, trials, done.stop) if step
        )

    def suggested(self, side: Side) -> str:
        """What a difference suggests, of this side."""
        return with_side(self.suggests, side)

    @property
    def remeasure_from(self) -> float:
        """A difference so large that it wants a second measure, then a clinician (science, 6.4)."""
        return REMEASURE_AT * self.priority

    @property
    def named_value(self) -> Literal["lower", "higher"]:
        """Which value the side in `suggests` has: that of the side called, else the lower one."""
        if self.calls == "none":
            return "lower"
        return "lower" if self.calls == "worse" and self.better == "higher" else "higher"

    def is_low(self, value: float) -> bool:
        """Whether a side is short of the reference: below it, or from it on where lower is better."""
        if self.low_below is not None:
            return value < self.low_below
        return self.high_from is not None and value >= self.high_from

    @property
    def has_percent(self) -> bool:
        """Whether a ratio means anything: not where the scale can change sign, nor for shares of 100."""
        return self.limits.min >= 0 and self.kind != "dist_from_50"

    def completed(self, left: float | None, right: float | None) -> tuple[float | None, float | None]:
        """Both sides of a value: where they are shares of 100, one side gives the other."""
        if self.kind != "dist_from_50":
            return left, right
        if left is None and right is not None:
            left = round(100 - right, 6)
        elif right is None and left is not None:
            right = round(100 - left, 6)
        return left, right

    def limits_for(self, unit: str | None) -> Limits:
        """Entry limits in the unit stated with a value; the widest where none is stated."""
        choice = self.units.get(unit or "")
        return choice.limits if choice else self.limits

    def value_text(self, value: float, unit: str | None = None, decimals: int | None = None) -> str:
        """ "34°", "−1.2 cm", "1 rep", "1.25 Nm/kg": as a person would write it, no trailing zeros."""
        choice = self.units.get(unit or "")
        places = decimals if decimals is not None else choice.decimals if choice else self.decimals
        if decimals is None and self.unit in COUNTED and value != round(value):
            places = max(places, 1)  # a mean of counts or scores: 2.5 is neither 2 nor 3
        number = number_text(value, places).replace("-", "−")
        text = choice.text if choice else self.unit_text
        if number == "1" and self.unit_one is not None:
            text = self.unit_one
        return f"{number}{text}" if text in {"", "°", "%"} else f"{number} {text}"

    def kind_text(self, amount: float, unit: str | None = None, decimals: int | None = None) -> str:
        """An amount in the test's kind: percent for `pct`, else in the test's unit."""
        if self.kind == "pct":
            return f"{number_text(amount, decimals if decimals is not None else 1)}%"
        return self.value_text(amount, unit, decimals)


def number_text(value: float, decimals: int = 1) -> str:
    """ "34", "33.8", "0.25": at most `decimals` places, no trailing zeros, no minus before zero."""
    text = f"{round(value, 6):.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
