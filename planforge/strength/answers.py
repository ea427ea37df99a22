"""Exercises that answer findings: mobility, expansion, strength of the lower side, both sides low."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planforge.models.exercise import Exercise
from planforge.models.findings import Finding
from planforge.strength.choice import Choice
from planforge.strength.doses import Emphases, Emphasis
from planforge.strength.ladders import Ladders

DRILL_FAMILIES = frozenset({"lunge", "hinge"})
FOOT = "foot"  # the quality whose exercise stands with a side first although its range is not low


@dataclass(frozen=True)
class Answers:
    """What findings ask for, among what the athlete may do."""

    allowed: Mapping[str, Exercise]
    cards: Mapping[str, Exercise]
    emphases: Emphases
    both_low: tuple[Finding, ...]
    whole: bool  # a whole pattern sets up the five drills
    ladders: Ladders

    def over(self, block: int, phase: str, over: frozenset[str]) -> list[Choice]:
        """Mobility whose re-test has come: the same work, both sides alike, that side first."""
        asked = self.mobility(block, phase)
        return [
            replace(choice, emphasis=replace(choice.emphasis, mobility=False, over=True))
            for choice in asked
            if choice.emphasis is not None
            and choice.emphasis.finding.test.id in over
            and choice.role != "breathing"
        ]

    def foot(self, block: int, phase: str) -> list[Choice]:
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
            found = _fitting(found, block, phase)
            fresh = [exercise for exercise in found if exercise.id not in {c.id for c in chosen}]
            if fresh:
                chosen.append(Choice(fresh[min(block, len(fresh) - 1)], "even", emphasis, "finding"))
        return chosen

    def both_sides_low(self, block: int, phase: str) -> list[Choice]:
        """Mobility for both sides alike where both are low and no side is called (asymmetry 6.2)."""
        chosen = []
        for finding in self.both_low:
            if any(e.mobility and e.finding.test.quality == finding.test.quality for e in self.emphases.all):
                continue
            found = [e for e in self._naming(finding) if e.side_rule == "side_alone" and e.level <= 2]
            found = _fitting(found, block, phase)
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

    def capacity(self, block: int, phase: str) -> tuple[list[Choice], list[Choice]]:
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
                and self.ladders.ready(exercise, block)
                and self.emphases.answered_by(exercise) == emphasis
            ]
            found = [exercise for exercise in found if phase in exercise.phases] or found
            if self.whole:  # the drills are a lunge and a hinge already
                found = [exercise for exercise in found if exercise.family not in DRILL_FAMILIES] or found
            for at, choices in ((block, first), (block + 1, second)):
                if found and (pick := found[at % len(found)]).id not in {c.id for c in (*first, *second)}:
                    choices.append(Choice(pick, "even", emphasis, "finding"))
                elif found and choices is second and len(found) == 1:
                    choices.append(Choice(found[0], "even", emphasis, "finding"))
        return first, second


def _same_quality(one: Emphasis | None, other: Emphasis) -> bool:
    return one is not None and one.finding.test.quality == other.finding.test.quality


def _fitting(found: Sequence[Exercise], block: int, phase: str) -> list[Exercise]:
    """Those of the phase; from the second block on no hard calf stretch, as jumps stand after it."""
    calm = [one for one in found if block == 0 or not (one.stretch and one.role == "foot_ankle")] or found
    return [one for one in calm if phase in one.phases] or list(calm)
