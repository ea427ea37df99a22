"""An exercise card: what it is, how it is set up, how it is dosed and who should leave it out.

One file a card in `templates/exercises/`. An asymmetric set-up is written once with the tokens
{A} {B} (Left, Right) and {a} {b} (left, right), and mirrored by the program, so two texts never drift.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from planforge.models.words import Words
from planforge.models.written import Line, rising

Role = Literal["breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory"]
SideRule = Literal["bilateral", "lower_side_first", "side_alone", "asymmetric"]
DoseMeasure = Literal["reps", "breaths", "seconds", "metres", "contacts"]
PhaseId = Literal["base", "strength", "power", "maintenance", "taper"]
Status = Literal["current", "managing", "recovering"]
PatternLevel = Literal["ribcage", "pelvis", "foot"]
Position = Literal[
    "supine", "prone", "side_lying", "hands_and_knees", "kneeling", "half_kneeling", "sitting", "standing",
]  # fmt: skip

# Things of a house and a street that every athlete has (design: the athlete file).
ALWAYS_THERE = frozenset({"floor", "wall", "chair", "step", "towel"})
TOKENS = {
    "left": {"{A}": "Left", "{B}": "Right", "{a}": "left", "{b}": "right"},
    "right": {"{A}": "Right", "{B}": "Left", "{a}": "right", "{b}": "left"},
}


class Card(BaseModel):
    """Base of what stands in these templates: immutable, nothing unknown, blanks as left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=2000)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_left_out(cls, value: Any) -> Any:
        """All scalars arrive as text, so an empty one or a written null means: not given."""
        if isinstance(value, Mapping):
            return {key: item for key, item in value.items() if item not in ("", "null", "~")}
        return value


# Bounds that only a slip of the pen leaves [default].
Sets = Annotated[int, Field(ge=1, le=10)]
Count = Annotated[int, Field(ge=1, le=500)]


class DoseRange(Card):
    """What a dose may be: sets, and one measure with its smallest and largest count."""

    sets: Annotated[tuple[Sets, Sets], AfterValidator(rising)]
    measure: DoseMeasure
    count: Annotated[tuple[Count, Count], AfterValidator(rising)]
    hold_s: int | None = Field(default=None, ge=1, le=300)


class EvenForm(Card):
    """The symmetric version of an asymmetric set-up."""

    name: str
    purpose: str = ""
    setup: tuple[str, ...]
    cues: tuple[str, ...]
    stages: tuple[str, ...] = ()


class SideSetups(Card):
    """What each side does in an asymmetric set-up, a few words beside the dose; tokens allowed."""

    A: str | None = None
    B: str | None = None


class Caution(Card):
    """When the exercise is left out: a history entry, a screening flag, or pain in a test.

    `what` is a `history.what`, `place` narrows surgery and other entries, `flag` a screening flag,
    `pain_in` a test with pain of 3 or more, `status` how fresh a history entry must be.
    """

    what: str | None = None
    place: str | None = None
    flag: str | None = None
    pain_in: str | None = None
    status: tuple[Status, ...] = ("current", "managing", "recovering")

    @model_validator(mode="after")
    def _one_ground(self) -> Caution:
        if sum(ground is not None for ground in (self.what, self.flag, self.pain_in)) != 1:
            raise ValueError("a caution names exactly one of what, flag, pain_in")
        return self


class Need(Card):
    """A measured gate: this test on both sides at least so high and without pain; not measured is closed."""

    test: str
    at_least: float = Field(ge=0)


class Exercise(Card):
    """One exercise of the library."""

    id: str
    name: Line
    level: int = Field(ge=1, le=5)  # breathing, mobility, strength, integrated, plyometric
    role: Role
    family: str  # squat, lunge, hinge, step, calf, trunk, push, pull, hip, rotation, balance ...
    answers: tuple[str, ...] = ()  # test ids or qualities that ask for it
    side_rule: SideRule
    pattern_levels: tuple[PatternLevel, ...] = ()  # asymmetric only: the levels that must agree
    position: Position | None = None  # how the body lies or stands; levels 1 and 2 name it
    side_up: bool = False  # side-lying only: the side named lies on top
    purpose: str
    setup: tuple[str, ...]
    cues: tuple[str, ...]
    weighted_from: int | None = Field(default=None, ge=1)  # the first stage that takes a weight, from 1
    stages: tuple[str, ...] = ()  # from block to block, a few words each: how the same exercise gets harder
    even: EvenForm | None = None
    side_note: str = ""  # what LEFT means, for work dosed by side
    side_setups: SideSetups = SideSetups()
    per_side: bool = True  # asymmetric only: false where one set-up works both sides at once
    equipment: tuple[tuple[str, ...], ...] = ()  # of each group at least one
    phases: tuple[PhaseId, ...]
    dose: DoseRange
    tempo: str = ""
    seconds_per_rep: float = Field(gt=0, le=120)  # per rep, second, metre or contact; breaths take the rhythm
    rest_s: int = Field(ge=0, le=900)
    effort: str | None = None  # printed instead of the phase's RPE: "easy", "steady"
    easier: str | None = None
    harder: str | None = None
    experience: Literal["any", "some", "regular"] = "any"  # what the athlete should bring
    needs: tuple[Need, ...] = ()  # every one of them must be open
    ready_when: str = ""  # a gate that no test measures, in words on the card
    heavy_legs: bool = False
    stretch: bool = False  # a hard stretch: not for a shifted arc
    cautions: tuple[Caution, ...] = ()
    care: tuple[str, ...] = ()  # printed: what no field of an athlete file can say, as a latex allergy
    stop_for: tuple[str, ...] = ()  # printed on the card
    reconstruction: bool = False  # written from the drill's published purpose, for the coach to edit
    sources: tuple[str, ...]
    video: str | None = None

    @property
    def dosed_by_side(self) -> bool:
        """Whether a dose stands under left and right rather than under both."""
        if self.side_rule == "asymmetric":
            return self.per_side
        return self.side_rule != "bilateral"

    def named(self, version: Literal["left", "right", "even"]) -> str:
        """The name in this set-up: sides written out, or that of the even form."""
        if version == "even":
            return self.name if self.even is None else self.even.name
        name = fill_sides(self.name, version)
        return name[:1].upper() + name[1:]

    def staged(self, version: Literal["left", "right", "even"], stage: int) -> str:
        """What is harder about it at this stage (from 0), in its set-up; "" where it stays as it is."""
        stages = self.even.stages if version == "even" and self.even is not None else self.stages
        if not stages:
            return ""
        text = stages[min(stage, len(stages) - 1)]
        return text if version == "even" else fill_sides(text, version)

    def dose_text(self, words: Words) -> str:
        """The card's range: "2–4 sets of 4–5 breaths a side, 30 s rest"."""
        dose = self.dose
        measure = words.entry("items.measures")[dose.measure]
        sets = "items.card_set" if dose.sets == (1, 1) else "items.card_sets"
        facts = {
            "sets": words(sets, count=_span(dose.sets)),
            "count": words("items.measure_count", count=_span(dose.count), measure=measure),
            "held": words("items.card_held", seconds=dose.hold_s) if dose.hold_s else "",
            "sides": words("items.card_sides") if self.dosed_by_side else "",
        }
        form = "items.card_dose" if self.rest_s else "items.card_dose_without_rest"
        return words(form, **facts, **({"rest": self.rest_s} if self.rest_s else {}))

    def position_text(self, words: Words) -> str:
        """ "lying on the side, the side named on top": a card stands for both sides."""
        if self.position is None:
            return ""
        position: str = words.entry("items.positions")[self.position]
        return words("items.lying", position=position) if self.side_up else position

    def equipment_texts(self, words: Words) -> tuple[str, ...]:
        """Each group as "band or cable"."""
        names = words.entry("items.equipment")
        return tuple(
            words("items.or").join(names.get(thing, thing) for thing in group) for group in self.equipment
        )

    def possible_with(self, equipment: frozenset[str]) -> bool:
        """Whether the athlete has what it takes; floor, wall, chair, step and towel are there."""
        there = equipment | ALWAYS_THERE
        return all(any(thing in there for thing in group) for group in self.equipment)


def _span(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def fill_sides(text: str, version: Literal["left", "right"]) -> str:
    """The text with {A} {B} {a} {b} written out for this version."""
    for token, word in TOKENS[version].items():
        text = text.replace(token, word)
    return text
