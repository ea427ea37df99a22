"""The test card: what a side-to-side test measures, how sure it is, and when a difference counts.

One file of `templates/tests/` makes one card. Errors and thresholds are in the unit of the test's kind:
the test's own unit for `abs`, percent of the larger side for `pct`, points for `dist_from_50`.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from planforge.models.plan import Side

Better = Literal["higher", "lower", "neutral"]
Kind = Literal["abs", "pct", "dist_from_50"]
Group = Literal["range", "capacity", "information"]
IndicatorLevel = Literal["ribcage", "abdominal_wall", "pelvis_hip", "foot"]
Standing = Literal["seen", "seen-2nd", "recalled", "calc", "inferred", "default"]

# MDC95 = 1.96 x sqrt(2) x SEM; 2.77 is the rounded factor of the reliability papers.
MDC95_PER_SEM = 2.77


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

    text: str
    limits: Limits
    decimals: int = 1


class Bands(CardPart):
    """What decides a verdict: the error (MDC95) and the two thresholds, in the test's kind."""

    error: float = Field(gt=0)
    attention: float = Field(ge=0)
    priority: float = Field(gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Bands:
        if self.priority < self.attention:
            raise ValueError("priority must not be below attention")
        return self


class Gates(CardPart):
    """Extra gates in percent of the larger side: both the difference and its share must count."""

    attention_pct: float
    priority_pct: float


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

    ask: float
    entry_error: float


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

    position: str
    landmark: str
    movement: str
    trials: int = Field(ge=1)
    rest: str | None = None
    stop: str | None = None


class TestCard(CardPart):
    """One test of the catalogue; `id` is the file's stem, set by the reader."""

    __test__: ClassVar[bool] = False  # pytest collects classes whose name begins with Test

    id: str
    name: str = Field(description="the test's full name, for the coach")
    short: str = Field(description="what the athlete reads, a few words", examples=["Ankle bend"])
    unit: str
    unit_text: str = Field(description="the unit as printed after a number")
    unit_one: str | None = Field(default=None, description="the unit after 1, where it differs: rep")
    decimals: int = Field(default=1, ge=0, description="decimals printed at most")
    units: dict[str, UnitChoice] = Field(
        default_factory=dict, description="where the unit is stated with each value: limits and text by unit"
    )
    limits: Limits
    better: Better
    kind: Kind = Field(description="abs: in the unit; pct: percent of the larger side; dist_from_50: a share")
    error: float = Field(gt=0, description="MDC95 in the test's kind; a difference counts beyond it")
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
    inter_rater_error: float | None = Field(default=None, gt=0, description="MDC95 between two raters")
    quality: str = Field(description="what several tests measure alike, and so confirm each other")
    group: Group = Field(description="range doses mobility, capacity strength, information nothing")
    category: str
    place: str = Field(description="the place of the body, as in the history of an athlete")
    confidence: Literal["A", "B", "C"] = Field(default="C", description="how good the reliability data are")
    calls: Literal["worse", "higher", "none"] = Field(
        default="worse", description="which side a real difference names"
    )
    dominance_shift: DominanceShift | None = None
    low_below: float | None = Field(default=None, description="reference below which a side is low")
    implausible: Implausible | None = None
    refer_at: float | None = Field(default=None, description="a difference that is for a clinician")
    loss_flag: str | None = Field(
        default=None, description="the red flag that twice the priority raises where nothing explains it"
    )
    pattern: Indicator | None = None
    minutes: float = Field(default=2.0, ge=0, description="time for both sides, rests included")
    protocol: Protocol
    suggests: str = Field(default="", description="what it suggests; {side} is the side called, or the lower")
    evidence: str = ""
    standing: dict[str, Standing] = Field(default_factory=dict, description="how sure each number is")
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> TestCard:
        Bands(error=self.error, attention=self.attention, priority=self.priority)
        if self.better == "neutral" and self.calls == "worse":
            raise ValueError("a neutral test has no worse side: set calls to higher or none")
        if self.group == "information" and self.calls != "none":
            raise ValueError("an information test calls no side: set calls to none")
        return self

    def bands(self, device: str | None = None) -> Bands:
        """Error and thresholds for a device (any case); the coach's own SEM outranks the error."""
        by_name = {name.lower(): bands for name, bands in self.devices.items()}
        named = by_name.get((device or "").strip().lower())
        bands = named or Bands(error=self.error, attention=self.attention, priority=self.priority)
        if self.sem is None:
            return bands
        return bands.model_copy(update={"error": round(MDC95_PER_SEM * self.sem, 6)})

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
        """ "34°", "33.8°", "1 rep", "1.25 Nm/kg": as a person would write it, no trailing zeros."""
        choice = self.units.get(unit or "")
        places = decimals if decimals is not None else choice.decimals if choice else self.decimals
        number = number_text(value, places)
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
