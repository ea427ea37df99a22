"""Helpers of the strength tests: the shipped library, seasons and findings to measure, and the mirror."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml
from assessing import OTHER, OTHER_WAY, TEMPLATES, catalogue
from hypothesis import strategies as st

from planforge.models.exercise import Exercise
from planforge.models.findings import Assessed, Finding, Pattern
from planforge.models.profile import Profile
from planforge.models.season import Run, Season, SeasonDay, SeasonPhase, SeasonWeek, StrengthSlot
from planforge.models.sessions import DosedItem, StrengthPlan
from planforge.models.strength_phase import StrengthPhase
from planforge.strength.allowed import condition_of
from planforge.strength.choice import Choice
from planforge.strength.doses import Emphases, emphases_of
from planforge.strength.dosing import Dosing
from planforge.strength.moment import Moment
from planforge.strength.plan import plan_strength
from planforge.strength.timing import Rhythm

START = dt.date(2026, 11, 23)  # a Monday
SWAP = {"typical": "mirrored", "mirrored": "typical", "mixed": "mixed", "none": "none"}
EVERYTHING = (
    "mat", "band", "dumbbells", "kettlebell", "barbell", "trap_bar", "bench", "box", "cable", "rope",
    "ball", "balloon", "weight",
)  # fmt: skip


@cache
def exercises() -> dict[str, Exercise]:
    return {
        file.stem: Exercise.model_validate({"id": file.stem, **_load(file)})
        for file in sorted((TEMPLATES / "exercises").glob("*.yaml"))
    }


@cache
def phases() -> dict[str, StrengthPhase]:
    return {
        file.stem: StrengthPhase.model_validate({"id": file.stem, **_load(file)})
        for file in sorted((TEMPLATES / "strength").glob("*.yaml"))
    }


def _load(file: Any) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)


def finding(test: str, left: float, right: float, verdict: str = "clear", **changes: Any) -> Finding:
    """A finding with its lower side called; `changes` override what follows from the values."""
    card = catalogue()[test]
    smaller = "left" if left < right else "right"
    side = smaller if card.better != "lower" and card.calls != "higher" else OTHER[smaller]
    called = verdict in ("real", "clear") and card.calls != "none" and left != right
    values: dict[str, Any] = {
        "test": card,
        "date": dt.date(2026, 11, 15),
        "left": left,
        "right": right,
        "unit": card.unit,
        "difference": right - left,
        "amount": abs(right - left) * (100 / max(left, right) if card.kind == "pct" else 1),
        "error": card.error,
        "attention": card.attention,
        "priority": card.priority,
        "ratio": abs(right - left) / card.error,
        "verdict": verdict,
        "side": side if called else None,
        "confirmed": False,
        "flipped": False,
        "low": frozenset(),
        "pain": frozenset(),
    }
    return Finding(**(values | changes))


def pattern(name: str = "none", ribcage: str = "none", pelvis: str = "none", foot: str = "none") -> Pattern:
    if name in ("typical", "mirrored"):
        ribcage = pelvis = foot = name
    return Pattern(name, 0, 0, None, ribcage, pelvis, foot, "measured")  # type: ignore[arg-type]


def assessed(*findings: Finding, of: Pattern | None = None, arc: Any = None) -> Assessed:
    return Assessed(findings, of or pattern(), arc, ())


def profile(**written: Any) -> Profile:
    base: dict[str, Any] = {"id": "ann", "name": "Ann Berg", "strength": {"experience": "some"}}
    return Profile.model_validate(base | written)


def season(
    weeks: int = 16,
    *,
    kinds: dict[int, str] | None = None,
    strength: Sequence[str] = ("base", "strength", "power", "taper"),
    minutes: int = 35,
    light: Sequence[tuple[int, str]] = (),
    level: str = "intermediate",
    races: Sequence[dt.date] = (),
    away: Sequence[dt.date] = (),
    one_session: Sequence[int] = (),
    start: dt.date = START,
    goal: bool = True,
) -> Season:
    """Weeks with strength on Wednesday (A) and Friday (B), easy runs, a hard Tuesday, a long Sunday.

    Every fourth week is a recovery week, the last a taper; `kinds` says otherwise by number.
    """
    made, share = [], max(1, -(-weeks // len(strength)))
    for number in range(1, weeks + 1):
        kind = "taper" if number == weeks else "recovery" if number % 4 == 0 else "load"
        kind = (kinds or {}).get(number, kind)
        monday = start + dt.timedelta(weeks=number - 1)
        days = []
        for at in range(7):
            date = monday + dt.timedelta(days=at)
            letter = {2: "A", 4: "B"}.get(at)
            if number in one_session and letter == "B":
                letter = None
            slot = None
            if letter and date not in away:
                heavy = (number, letter) not in light
                slot = StrengthSlot(date, letter, minutes, heavy)  # type: ignore[arg-type]
            runs = () if at in (0, 5) or date in away else (_run(date, at),)
            free = 0 if at == 5 else None
            days.append(SeasonDay(date, free, date in away, date in away, runs, slot))
        phase = strength[min((number - 1) // share, len(strength) - 1)]
        made.append(SeasonWeek(number, monday, days[-1].date, phase, kind, tuple(days)))  # type: ignore[arg-type]
    spans = {name: [week.number for week in made if week.phase == name] for name in strength}
    parts = tuple(
        SeasonPhase(name, name.title(), name, name, numbers[0], numbers[-1])
        for name, numbers in spans.items()
        if numbers
    )
    end = made[-1].end
    return Season(
        "half-marathon",
        "Half",
        level,
        start,
        end,
        end if goal else None,
        tuple(races),
        parts,
        tuple(made),
        (),
    )


def _run(date: dt.date, at: int) -> Run:
    kind = {1: "threshold", 6: "long"}.get(at, "easy")
    hard, key = at == 1, at in (1, 6)
    return Run(date, "run", "run", kind, kind, "", (), 8000, 2700, hard, key, "schedule")  # type: ignore[arg-type]


def plan(
    who: Profile | None = None, when: Season | None = None, what: Assessed | None = None
) -> StrengthPlan:
    return plan_strength(
        who or profile(), when or season(), what or assessed(), exercises(), phases(), catalogue()
    )


def items(made: StrengthPlan, *names: str) -> list[tuple[dt.date, DosedItem]]:
    """All items, or those of some exercises, with their dates."""
    return [
        (session.date, item)
        for session in made.sessions
        for item in session.items
        if not names or item.exercise.id in names
    ]


def moment(phase: str = "base", week: int = 2, **changes: Any) -> Moment:
    """Wednesday of a load week in a phase; `changes` say otherwise."""
    values: dict[str, Any] = {
        "date": START + dt.timedelta(weeks=week - 1, days=2),
        "start": START,
        "week": week,
        "kind": "load",
        "block": 0,
        "phase": phases()[phase],
        "bias_until": START + dt.timedelta(weeks=6),
    }
    return Moment(**(values | changes))


def emphases_for(*found: Finding, who: Profile | None = None) -> Emphases:
    """What these findings ask for."""
    athlete, what = who or profile(), assessed(*found)
    return emphases_of(athlete, what, condition_of(athlete, what, START))


def dosing(who: Profile | None = None, *found: Finding) -> Dosing:
    """Doses of an athlete who breathes 4 in, 6 out, 3 still."""
    athlete = who or profile()
    new = athlete.strength.experience in (None, "none")
    emphases = emphases_for(*found, who=athlete)
    return Dosing(athlete, emphases, Rhythm(4, 6, 3), new_lifter=new, red_flag=False)


def dosed(name: str, at: Moment | None = None, *, more: int = 0, who: Profile | None = None) -> DosedItem:
    """An exercise with its dose, for no finding."""
    return dosing(who).item(Choice(exercises()[name]), at or moment(), may_carry=False, more=more)


CONFIRMED_CALF = finding("single_leg_heel_raise", 16, 27, confirmed=True)
SIDED_TESTS = (
    "weight_bearing_lunge_angle", "hip_internal_rotation", "hip_external_rotation", "seated_trunk_rotation",
    "single_leg_heel_raise", "side_plank", "single_leg_hop", "hip_abduction_strength", "lateral_step_down",
    "foot_posture_index", "chest_expansion_lower_back", "y_balance_anterior", "thomas_hip_extension",
)  # fmt: skip


VERDICTS = ("clear", "clear", "real", "possible", "within_error", "pain_limited")
CLASSES = ("typical", "mirrored", "none", "insufficient_data", "mixed", "leaning_typical")
COMPLAINTS = ("achilles", "knee_pain", "back_pain", "hip_pinch", "bone_stress", "ankle_sprain")


@st.composite
def findings(draw: st.DrawFn) -> Assessed:
    """Any findings with any verdict, and any pattern."""
    names = draw(st.lists(st.sampled_from(SIDED_TESTS), max_size=7, unique=True))
    found = []
    for name in names:
        left, right = draw(st.sampled_from([(2.0, 6.0), (6.0, 2.0), (3.0, 4.0), (5.0, 3.0)]))
        verdict = draw(st.sampled_from(VERDICTS))
        sides = frozenset(draw(st.lists(st.sampled_from(["left", "right"]), max_size=2)))
        more: dict[str, Any] = {"confirmed": draw(st.booleans()), "low": sides}
        if verdict == "pain_limited":
            more["pain"] = sides or frozenset({"left"})
        if draw(st.integers(0, 5)) == 0:
            more["flipped"] = True
        found.append(finding(name, left, right, verdict, **more))
    classes = st.sampled_from(CLASSES)
    level = st.sampled_from(["typical", "mirrored", "mixed", "none"])
    of = pattern(draw(classes), draw(level), draw(level), draw(level))
    return assessed(*found, of=of, arc=draw(st.sampled_from([None, None, "left", "right"])))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any equipment, experience, history, screening and dosing."""
    written: dict[str, Any] = {
        "equipment": draw(st.lists(st.sampled_from(EVERYTHING), unique=True)),
        "strength": {"experience": draw(st.sampled_from(["none", "some", "regular"]))},
        "side_dosing": draw(st.sampled_from(["standard", "standard", "early", "cautious", "off"])),
    }
    if draw(st.booleans()):
        written["dominance"] = {"foot": draw(st.sampled_from(["left", "right"]))}
    if draw(st.integers(0, 3)) == 0:
        what = st.sampled_from(COMPLAINTS)
        status = st.sampled_from(["current", "managing", "recovering", "recovered"])
        side = st.sampled_from(["left", "right"])
        written["history"] = [{"what": draw(what), "status": draw(status), "side": draw(side)}]
    if draw(st.integers(0, 5)) == 0:
        written["screening"] = [draw(st.sampled_from(["night_pain", "pregnancy", "hernia", "nerve_signs"]))]
    if draw(st.integers(0, 3)) == 0:
        written["avoid"] = [draw(st.sampled_from(["lunge", "side_plank", "calf", "split_squat_rotation"]))]
    return profile(**written)


@st.composite
def seasons(draw: st.DrawFn) -> Season:
    """4 to 20 weeks, any minutes, some days without heavy legs, a race or a day away."""
    weeks = draw(st.integers(4, 20))
    light = draw(st.lists(st.tuples(st.integers(1, weeks), st.sampled_from(["A", "B"])), max_size=10))
    race = START + dt.timedelta(days=draw(st.integers(20, 7 * weeks - 1)))
    return season(
        weeks,
        minutes=draw(st.sampled_from([15, 20, 25, 35, 45])),
        light=light,
        level=draw(st.sampled_from(["beginner", "intermediate", "advanced"])),
        races=draw(st.sampled_from([(), (race,)])),
        away=draw(st.sampled_from([(), (START + dt.timedelta(days=9),)])),
        one_session=draw(st.lists(st.integers(1, weeks), max_size=4)),
    )


def mirrored_profile(who: Profile) -> Profile:
    """Dominance and history with left and right swapped."""
    history = tuple(
        entry.model_copy(update={"side": OTHER.get(entry.side or "", entry.side)}) for entry in who.history
    )
    foot, hand = who.dominance.foot, who.dominance.hand
    dominance = who.dominance.model_copy(
        update={"foot": OTHER.get(foot or "", None), "hand": OTHER.get(hand or "", None)}
    )
    return who.model_copy(update={"history": history, "dominance": dominance})


def mirrored_assessed(what: Assessed) -> Assessed:
    """All findings and the pattern with left and right swapped."""
    swapped = tuple(
        Finding(
            **{
                **{name: getattr(found, name) for name in found.__dataclass_fields__},
                "left": found.right,
                "right": found.left,
                "difference": -found.difference if found.difference is not None else None,
                "side": OTHER[found.side] if found.side else None,
                "low": frozenset(OTHER[side] for side in found.low),
                "pain": frozenset(OTHER[side] for side in found.pain),
            }
        )
        for found in what.findings
    )
    old = what.pattern
    of = Pattern(
        OTHER_WAY.get(old.pattern_class, old.pattern_class),  # type: ignore[arg-type]
        old.agree,
        old.of,
        old.chance,
        SWAP[old.ribcage],  # type: ignore[arg-type]
        SWAP[old.pelvis],  # type: ignore[arg-type]
        SWAP[old.foot],  # type: ignore[arg-type]
        old.chosen_by,
    )
    return Assessed(swapped, of, OTHER[what.shifted_arc] if what.shifted_arc else None, ())  # type: ignore[arg-type]
