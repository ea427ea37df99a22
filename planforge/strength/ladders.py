"""General strength and jumps: from easier to harder with the blocks, as far as the athlete is ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planforge.models.exercise import Exercise
from planforge.models.findings import Finding
from planforge.strength.choice import Choice
from planforge.strength.doses import Emphases

RANK: Mapping[str, int] = {"any": 0, "none": 0, "some": 1, "regular": 2}
ANKLE = "ankle_bend"
HEELS_RAISED = "heel_elevated_goblet_squat"
KNEE_FAMILIES = frozenset({"squat", "lunge", "step"})  # where the bent knee carries the load
FEW = 2  # exercises that are heavy for the legs
BY_TURNS = frozenset({"push", "pull"})  # one of them a block, so each climbs every second block
# At the top of a short ladder a block still brings something else: the two hardest by turns [default].
ACCESSORY = frozenset({"hip", "trunk"})
# Easy work of both sides for sessions that would else be too short, main lifts first [default].
FILLING = ("squat", "hinge", "push", "pull", "calf", "trunk", "hip", "shin")
EASY_PELVIS = ("dead_bug_full_exhale", "quadruped_rockback", "ninety_ninety_hip_switch")


@dataclass(frozen=True)
class Ladders:
    """What the athlete may do, and where each family begins for this athlete."""

    allowed: Mapping[str, Exercise]
    cards: Mapping[str, Exercise]
    emphases: Emphases
    experience: str | None
    both_low: tuple[Finding, ...] = ()  # ranges with both sides below the reference
    tender_knee: bool = False  # a knee entry that is over: the easiest first, one step a block

    def few_for_legs(self, phase: str) -> bool:
        """Whether next to nothing is allowed that is heavy for the legs."""
        heavy = [e for e in self.allowed.values() if e.heavy_legs and e.role == "main" and phase in e.phases]
        return len(heavy) < FEW

    def filling(self, block: int, phase: str) -> tuple[Choice, ...]:
        """The easiest allowed exercise of each family in the phase, for both sides at once if it can be.

        What everybody can do comes before what needs experience; where the family has nothing for the phase,
        it is what keeps the movement in the plan anyway.
        """
        found = []
        for family in FILLING:
            ladder = [exercise for exercise in self._rungs(family, 0) if phase in exercise.phases]
            ladder = [exercise for exercise in ladder if exercise.experience == "any"] or ladder
            ladder.sort(
                key=lambda exercise: (self._depth(exercise), exercise.side_rule != "bilateral", exercise.id)
            )
            easiest = [self.plain(exercise) for exercise in ladder[:1]]
            found += easiest or self.general((family,), block, phase)
        return tuple(sorted(found, key=lambda choice: choice.role != "main"))

    def _rungs(self, family: str, block: int) -> list[Exercise]:
        """Plain strength work of a family that the athlete is ready for in this block."""
        return [
            exercise
            for exercise in self.allowed.values()
            if exercise.family == family
            and exercise.level in (3, 4)
            and exercise.side_rule != "asymmetric"
            and exercise.id != HEELS_RAISED
            and self.ready(exercise, block)
        ]

    def calf(self, block: int) -> list[Choice]:
        calves = [exercise for exercise in self.allowed.values() if exercise.family == "calf"]
        calves.sort(key=lambda exercise: (exercise.easier is not None, exercise.id))
        return [self.plain(calves[block % len(calves)])] if calves else []

    def easy_pelvis(self, block: int, phase: str) -> list[Choice]:
        names = [name for name in EASY_PELVIS if name in self.allowed and phase in self.allowed[name].phases]
        return [self.plain(self.allowed[names[block % len(names)]])] if names else []

    def general(self, families: Sequence[str], block: int, phase: str) -> list[Choice]:
        """One exercise of the first family that has any, a step further up its ladder with each block."""
        for family in families:
            if family == "squat" and (raised := self._heels_raised()) is not None:
                return [raised]
            ladder = self._rungs(family, block)
            ladder.sort(key=lambda exercise: (self._depth(exercise), exercise.id))
            # Rungs are counted over all phases: a new phase is no reason to climb two at once.
            climbed = block // 2 if family in BY_TURNS else block
            at = self._start(family) + climbed
            if family in ACCESSORY:
                at = _back_and_forth(at, len(ladder))
            at = min(at, len(ladder) - 1)
            # Where the family has nothing for this phase, what there is keeps the movement in the plan.
            fitting = [exercise for exercise in ladder if phase in exercise.phases] or ladder
            if fitting:
                below = [exercise for exercise in ladder[: at + 1] if exercise in fitting]
                return [self.plain((below or fitting[:1])[-1])]
        return []

    def _heels_raised(self) -> Choice | None:
        """The squat where both ankles are below the reference: with the heels raised (asymmetry 5.2)."""
        stiff = [finding for finding in self.both_low if finding.test.quality == ANKLE]
        exercise = self.allowed.get(HEELS_RAISED)
        if not stiff or exercise is None:
            return None
        return Choice(exercise, "even", None, "general", stiff[0])

    def _start(self, family: str) -> int:
        """The rung of the first block: by experience, the lowest after a knee that has healed."""
        careful = self.tender_knee and family in KNEE_FAMILIES
        return 0 if careful else RANK[self.experience or "none"]

    def jump(self, families: Sequence[str], block: int, phase: str) -> list[Choice]:
        """One plyometric exercise; one-leg work only on top of a block of two-leg work."""
        for family in families:
            ladder = [
                exercise
                for exercise in self.allowed.values()
                if exercise.family == family
                and exercise.level == 5
                and phase in exercise.phases
                and self.ready(exercise, block)
                and (exercise.side_rule == "bilateral" or (block > 1 and not self._capacity_called()))
            ]
            ladder.sort(key=lambda exercise: (self._depth(exercise), exercise.id))
            if ladder:
                return [self.plain(ladder[min(max(block - 1, 0), len(ladder) - 1)])]
        return []

    def _capacity_called(self) -> bool:
        """One-leg jumping waits while a capacity finding stands (asymmetry 5.2, bounds)."""
        return any(emphasis.finding.test.group == "capacity" for emphasis in self.emphases.all)

    def ready(self, exercise: Exercise, block: int) -> bool:
        """Whether the athlete's experience is enough; a knee that has healed gains a step with each block."""
        has = own = RANK[self.experience or "none"]
        if self.tender_knee and exercise.family in KNEE_FAMILIES:
            has = min(own, block)
        return RANK[exercise.experience] <= has

    def plain(self, exercise: Exercise) -> Choice:
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


def _back_and_forth(at: int, rungs: int) -> int:
    """The rung, and from the top on that and the one below by turns."""
    top = rungs - 1
    return at if at <= top or rungs < 2 else top - (at - top) % 2
