"""Which exercises a block holds, in order of need: capacity findings, set-up drills, general strength.

The same exercises stand for a whole block; at the next one general work moves a step up its ladder.
Session A holds the split squat and the squat, session B the hinge and the press [design, section 6].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planforge.models.exercise import Exercise, Role
from planforge.models.findings import Finding
from planforge.models.sessions import Version
from planforge.strength.doses import Emphases, Emphasis
from planforge.strength.setups import Setups

Letter = Literal["A", "B"]
Ground = Literal["finding", "pattern", "general"]
ROCKBACK, HIP_SHIFT, PRESS = "sucker_punch_rockback", "ninety_ninety_hip_shift", "alternating_chest_press"
LUNGE, HINGE = "split_squat_rotation", "staggered_hinge_asym_arms"
FIVE_DRILLS = (ROCKBACK, LUNGE, HIP_SHIFT, PRESS, HINGE)
DRILL_FAMILIES = frozenset({"lunge", "hinge"})
RANK: Mapping[str, int] = {"any": 0, "none": 0, "some": 1, "regular": 2}
ANKLE = "ankle_bend"
HEELS_RAISED = "heel_elevated_goblet_squat"
MOBILITY_A_WEEK = 3  # two in session A, one in B beside the hip shift
PLAIN_BREATHING = ("hooklying_90_90_breathing", "wall_supported_reach_breathing", "all_four_belly_lift")
KNEE_FAMILIES = frozenset({"squat", "lunge", "step"})  # where the bent knee carries the load
FEW = 2
BY_TURNS = frozenset({"push", "pull"})  # one of them a block, so each climbs every second block
FOOT = "foot"  # the quality whose exercise stands with a side first although its range is not low
# Easy work of both sides for sessions that would else be too short, main lifts first [default].
FILLING = ("squat", "hinge", "push", "pull", "calf", "trunk", "hip", "shin")
EASY_PELVIS = ("dead_bug_full_exhale", "quadruped_rockback", "ninety_ninety_hip_switch")


@dataclass(frozen=True)
class Choice:
    """An exercise in a menu: its set-up, and the finding that asks for it, if one does."""

    exercise: Exercise
    version: Version = "even"
    emphasis: Emphasis | None = None
    ground: Ground = "general"
    both_low: Finding | None = None  # both sides below the reference: work for both alike

    @property
    def id(self) -> str:
        return self.exercise.id

    @property
    def role(self) -> Role:
        return self.exercise.role


Menu = Mapping[Letter, tuple[Choice, ...]]


@dataclass(frozen=True)
class Chooser:
    """What stays the same for all blocks of a plan: what is allowed, asked for, and set up how."""

    allowed: Mapping[str, Exercise]
    cards: Mapping[str, Exercise]
    emphases: Emphases
    setups: Setups
    experience: str | None
    both_low: tuple[Finding, ...] = ()  # ranges with both sides below the reference
    tender_knee: bool = False  # a knee entry that is over: the easiest first, one step a block

    def menu(
        self,
        block: int,
        phase: str,
        moved: Mapping[str, Letter],
        turn: int = 0,
        over: frozenset[str] = frozenset(),
    ) -> Menu:
        """The exercises of a block by session, most needed first; `moved` drills change their session.

        Where more than three findings ask for mobility, they take turns by the week's number. What is `over`,
        by test, is done on both sides alike and comes last.
        """
        asked = [*self.mobility(block, phase, over), *self._both_sides_low(block, phase)]
        mobility = [choice for choice in asked if choice.role != "breathing"]
        ribs = [choice for choice in asked if choice.role == "breathing"]
        even = [*self._foot(block, phase), *self._over(block, phase, over)]
        if len(mobility) > MOBILITY_A_WEEK:
            at = turn * MOBILITY_A_WEEK % len(mobility)
            mobility = mobility[at:] + mobility[:at]
        first, second = self._capacity(block, phase)
        step = self._general(("step",) if block % 2 else ("squat", "step"), block, phase)
        other_step = self._general(("squat", "step") if block % 2 else ("step", "squat"), block, phase)
        a = [
            *first[:1],
            *self._drill(LUNGE, ("lunge",), block, phase),
            *mobility[:1],
            *self._breathing(),
            *mobility[2:3],
            *first[1:2],
            *self._calf(block),
            *step,
            *self._jump(("hop",), block, phase),
            *self._general(("trunk",), block, phase),
            *even[::2],
            *self._easy_pelvis(block, phase),
            *self._general(("pull",), block, phase),
        ]
        b = [
            *self._drill(PRESS, ("pull", "push") if block % 2 else ("push", "pull"), block, phase),
            *self._drill(HINGE, ("hinge",), block, phase),
            *self._drill(HIP_SHIFT, (), block, phase),
            *second[:1],
            *ribs[:1],
            *self._breathing(),
            *(mobility[1:2] or mobility[:1]),
            *second[1:2],
            *other_step,
            *self._jump(("jump", "bound", "landing", "hop") if block > 1 else ("hop",), block, phase),
            *self._jump(("hop",), block, phase),
            *self._general(("pull",), block, phase),
            *even[1::2],
            *self._general(("hip",), block, phase),
        ]
        lists: dict[Letter, list[Choice]] = {"A": a, "B": b}
        for drill, letter in moved.items():
            self._move(lists, drill, letter)
        return {"A": _once(lists["A"]), "B": _once(lists["B"])}

    @staticmethod
    def _move(lists: dict[Letter, list[Choice]], drill: str, letter: Letter) -> None:
        found = [choice for choices in lists.values() for choice in choices if choice.id == drill]
        if found:
            for name in lists:
                lists[name] = [choice for choice in lists[name] if choice.id != drill]
            lists[letter].insert(1, found[0])

    def few_for_legs(self, phase: str) -> bool:
        """Whether next to nothing is allowed that is heavy for the legs."""
        heavy = [e for e in self.allowed.values() if e.heavy_legs and e.role == "main" and phase in e.phases]
        return len(heavy) < FEW

    def habit(self) -> Choice | None:
        """The drill of the first fourteen days: the rockback in its set-up, or plain breathing."""
        breathing = self._breathing()
        plain = self._first_of(PLAIN_BREATHING)
        if breathing and (breathing[0].version != "even" or not plain):
            return breathing[0]
        return plain[0] if plain else None

    def _breathing(self) -> list[Choice]:
        return self._set_up(ROCKBACK) or self._first_of(PLAIN_BREATHING)

    def _first_of(self, names: Iterable[str]) -> list[Choice]:
        return [Choice(self.allowed[name]) for name in names if name in self.allowed][:1]

    def _set_up(self, name: str) -> list[Choice]:
        """A drill of the article in the set-up of its levels, if the athlete may do it."""
        exercise = self.allowed.get(name)
        if exercise is None:
            return []
        version = self.setups.version_of(exercise)
        by_pattern = self.setups.whole or version != "even"
        ground: Ground = "pattern" if by_pattern else "general"
        return [Choice(exercise, version, self.emphases.answered_by(exercise), ground)]

    def _drill(self, name: str, families: Sequence[str], block: int, phase: str) -> list[Choice]:
        """The drill while a pattern asks for it and in the first block; later plain work of its family."""
        drill = self._set_up(name)
        keeps = drill and (self.setups.whole or block == 0 or drill[0].version != "even")
        return drill if keeps or not families else self._general(families, block, phase)

    def filling(self) -> tuple[Choice, ...]:
        """The easiest allowed exercise of each family in any phase, for both sides at once if possible."""
        found = []
        for family in FILLING:
            ladder = [
                exercise
                for exercise in self.allowed.values()
                if exercise.family == family
                and exercise.level in (3, 4)
                and exercise.side_rule != "asymmetric"
                and exercise.id != HEELS_RAISED
                and exercise.experience == "any"
            ]
            ladder.sort(
                key=lambda exercise: (self._depth(exercise), exercise.side_rule != "bilateral", exercise.id)
            )
            found += [self._plain(exercise) for exercise in ladder[:1]]
        return tuple(sorted(found, key=lambda choice: choice.role != "main"))

    def _over(self, block: int, phase: str, over: frozenset[str]) -> list[Choice]:
        """Mobility whose re-test has come: the same work, both sides alike, that side first."""
        asked = self.mobility(block, phase)
        return [
            replace(choice, emphasis=replace(choice.emphasis, mobility=False, over=True))
            for choice in asked
            if choice.emphasis is not None
            and choice.emphasis.finding.test.id in over
            and choice.role != "breathing"
        ]

    def _foot(self, block: int, phase: str) -> list[Choice]:
        """An exercise for the foot with the side of a real difference first, both sides alike."""
        for emphasis in self.emphases.all:
            if emphasis.finding.test.quality == FOOT and not emphasis.mobility:
                found = [exercise for exercise in self._answering(emphasis) if phase in exercise.phases]
                if found:
                    return [Choice(found[min(block, len(found) - 1)], "even", emphasis, "finding")]
        return []

    def mobility(
        self, block: int = 0, phase: str = "base", over: frozenset[str] = frozenset()
    ) -> list[Choice]:
        """One exercise for each quality that a range finding asks to work on, one side alone."""
        chosen: list[Choice] = []
        for emphasis in self.emphases.all:
            if emphasis.finding.test.id in over:
                continue
            if not emphasis.mobility or any(_same_quality(c.emphasis, emphasis) for c in chosen):
                continue
            found = [
                exercise
                for exercise in self._answering(emphasis)
                if exercise.side_rule == "side_alone" and not (emphasis.active_only and exercise.stretch)
            ]
            found = [exercise for exercise in found if phase in exercise.phases] or found
            fresh = [exercise for exercise in found if exercise.id not in {c.id for c in chosen}]
            if fresh:
                chosen.append(Choice(fresh[min(block, len(fresh) - 1)], "even", emphasis, "finding"))
        return chosen

    def _both_sides_low(self, block: int, phase: str) -> list[Choice]:
        """Mobility for both sides alike where both are low and no side is called (asymmetry 6.2)."""
        chosen = []
        for finding in self.both_low:
            if any(e.mobility and e.finding.test.quality == finding.test.quality for e in self.emphases.all):
                continue
            found = [e for e in self._naming(finding) if e.side_rule == "side_alone" and e.level <= 2]
            found = [exercise for exercise in found if phase in exercise.phases] or found
            if found:
                pick = found[min(block, len(found) - 1)]
                own = next((e for e in self.emphases.all if e.finding is finding), None)
                chosen.append(Choice(pick, "even", own, "finding", finding))
        return chosen

    def can_answer(self, emphasis: Emphasis) -> bool:
        """Whether an allowed exercise could carry what the finding asks for."""
        return any(self.allowed.get(name) is not None for name in self.answers_to(emphasis))

    def answers_to(self, emphasis: Emphasis) -> tuple[str, ...]:
        """Exercises of the library that could carry its dose, allowed or not."""
        keys = {emphasis.finding.test.id, emphasis.finding.test.quality}
        rule = "side_alone" if emphasis.mobility else "lower_side_first"
        return tuple(
            name
            for name, exercise in self.cards.items()
            if keys & set(exercise.answers) and exercise.side_rule == rule
        )

    def _answering(self, emphasis: Emphasis) -> list[Exercise]:
        return self._naming(emphasis.finding)

    def _naming(self, finding: Finding) -> list[Exercise]:
        """Allowed exercises that name the test or its quality, the most direct and simplest first."""
        keys = (finding.test.id, finding.test.quality)
        found = [
            (min(exercise.answers.index(key) for key in keys if key in exercise.answers), exercise)
            for exercise in self.allowed.values()
            if any(key in exercise.answers for key in keys)
        ]
        found.sort(key=lambda pair: (pair[0], pair[1].easier is not None, pair[1].id))
        return [exercise for _, exercise in found]

    def _capacity(self, block: int, phase: str) -> tuple[list[Choice], list[Choice]]:
        """For each capacity finding an exercise for session A and another, where there is one, for B."""
        first: list[Choice] = []
        second: list[Choice] = []
        for emphasis in self.emphases.all:
            if emphasis.finding.test.group != "capacity":
                continue
            found = [
                exercise
                for exercise in self._answering(emphasis)
                if exercise.side_rule == "lower_side_first"
                and exercise.level in (3, 4)
                and self._ready(exercise, block)
                and self.emphases.answered_by(exercise) == emphasis
            ]
            found = [exercise for exercise in found if phase in exercise.phases] or found
            if self.setups.whole:  # the drills are a lunge and a hinge already
                found = [exercise for exercise in found if exercise.family not in DRILL_FAMILIES] or found
            for at, choices in ((block, first), (block + 1, second)):
                if found and (pick := found[at % len(found)]).id not in {c.id for c in (*first, *second)}:
                    choices.append(Choice(pick, "even", emphasis, "finding"))
                elif found and choices is second and len(found) == 1:
                    choices.append(Choice(found[0], "even", emphasis, "finding"))
        return first, second

    def _calf(self, block: int) -> list[Choice]:
        calves = [exercise for exercise in self.allowed.values() if exercise.family == "calf"]
        calves.sort(key=lambda exercise: (exercise.easier is not None, exercise.id))
        return [self._plain(calves[block % len(calves)])] if calves else []

    def _easy_pelvis(self, block: int, phase: str) -> list[Choice]:
        names = [name for name in EASY_PELVIS if name in self.allowed and phase in self.allowed[name].phases]
        return [self._plain(self.allowed[names[block % len(names)]])] if names else []

    def _general(self, families: Sequence[str], block: int, phase: str) -> list[Choice]:
        """One exercise of the first family that has any, a step further up its ladder with each block."""
        for family in families:
            if family == "squat" and (raised := self._heels_raised(phase)) is not None:
                return [raised]
            ladder = [
                exercise
                for exercise in self.allowed.values()
                if exercise.family == family
                and exercise.level in (3, 4)
                and exercise.side_rule != "asymmetric"
                and exercise.id != HEELS_RAISED
                and self._ready(exercise, block)
            ]
            ladder.sort(key=lambda exercise: (self._depth(exercise), exercise.id))
            # Rungs are counted over all phases: a new phase is no reason to climb two at once.
            climbed = block // 2 if family in BY_TURNS else block
            at = min(self._start(family) + climbed, len(ladder) - 1)
            # Where the family has nothing for this phase, what there is keeps the movement in the plan.
            fitting = [exercise for exercise in ladder if phase in exercise.phases] or ladder
            if fitting:
                below = [exercise for exercise in ladder[: at + 1] if exercise in fitting]
                return [self._plain((below or fitting[:1])[-1])]
        return []

    def _heels_raised(self, phase: str) -> Choice | None:
        """The squat where both ankles are below the reference: with the heels raised (asymmetry 5.2)."""
        stiff = [finding for finding in self.both_low if finding.test.quality == ANKLE]
        exercise = self.allowed.get(HEELS_RAISED)
        if not stiff or exercise is None or phase not in exercise.phases:
            return None
        return Choice(exercise, "even", None, "general", stiff[0])

    def _start(self, family: str) -> int:
        """The rung of the first block: by experience, the lowest after a knee that has healed."""
        careful = self.tender_knee and family in KNEE_FAMILIES
        return 0 if careful else RANK[self.experience or "none"]

    def _jump(self, families: Sequence[str], block: int, phase: str) -> list[Choice]:
        """One plyometric exercise; one-leg work only on top of a block of two-leg work."""
        for family in families:
            ladder = [
                exercise
                for exercise in self.allowed.values()
                if exercise.family == family
                and exercise.level == 5
                and phase in exercise.phases
                and self._ready(exercise, block)
                and (exercise.side_rule == "bilateral" or (block > 1 and not self._capacity_called()))
            ]
            ladder.sort(key=lambda exercise: (self._depth(exercise), exercise.id))
            if ladder:
                return [self._plain(ladder[min(max(block - 1, 0), len(ladder) - 1)])]
        return []

    def _capacity_called(self) -> bool:
        """One-leg jumping waits while a capacity finding stands (asymmetry 5.2, bounds)."""
        return any(emphasis.finding.test.group == "capacity" for emphasis in self.emphases.all)

    def _ready(self, exercise: Exercise, block: int) -> bool:
        """Whether the athlete's experience is enough; a knee that has healed gains a step with each block."""
        has = own = RANK[self.experience or "none"]
        if self.tender_knee and exercise.family in KNEE_FAMILIES:
            has = min(own, block)
        return RANK[exercise.experience] <= has

    def _plain(self, exercise: Exercise) -> Choice:
        return Choice(exercise, "even", self.emphases.answered_by(exercise))

    def _depth(self, exercise: Exercise) -> int:
        """Steps up from the easiest neighbour of its family."""
        steps, seen = 0, {exercise.id}
        while exercise.easier is not None and exercise.easier not in seen:
            seen.add(exercise.easier)
            below = self.cards.get(exercise.easier)
            if below is None or below.family != exercise.family:
                break
            exercise, steps = below, steps + 1
        return steps


def _same_quality(one: Emphasis | None, other: Emphasis) -> bool:
    return one is not None and one.finding.test.quality == other.finding.test.quality


def _once(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Each exercise once, where it is needed most."""
    found: dict[str, Choice] = {}
    for choice in choices:
        found.setdefault(choice.id, choice)
    return tuple(found.values())
