"""Which exercises a block holds, in order of need: capacity findings, set-up drills, general strength.

The same exercises stand for a whole block; at the next one general work moves a step up its ladder.
Session A holds the split squat and the squat, session B the hinge and the press [design, section 6].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planforge.models.exercise import Exercise
from planforge.strength.answers import Answers
from planforge.strength.choice import Choice, Ground, Letter, Menu
from planforge.strength.doses import Emphases
from planforge.strength.ladders import Ladders
from planforge.strength.setups import Setups

ROCKBACK, HIP_SHIFT, PRESS = "sucker_punch_rockback", "ninety_ninety_hip_shift", "alternating_chest_press"
LUNGE, HINGE = "split_squat_rotation", "staggered_hinge_asym_arms"
FIVE_DRILLS = (ROCKBACK, LUNGE, HIP_SHIFT, PRESS, HINGE)
MOBILITY_A_WEEK = 3  # two in session A, one in B beside the hip shift
PLAIN_BREATHING = ("hooklying_90_90_breathing", "wall_supported_reach_breathing", "all_four_belly_lift")


@dataclass(frozen=True)
class Chooser:
    """What stays the same for all blocks of a plan: what is allowed, asked for, and set up how."""

    allowed: Mapping[str, Exercise]
    cards: Mapping[str, Exercise]
    emphases: Emphases
    setups: Setups
    ladders: Ladders
    answers: Answers

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
        by test, is done on both sides alike and comes after them.
        """
        asked = [
            *self.answers.mobility(block, phase, over),
            *self.answers.both_sides_low(block, phase),
        ]
        ended = self.answers.over(block, phase, over)
        if ended:  # by turns, in session A first, which has no hip shift
            ended = ended[turn % len(ended) :] + ended[: turn % len(ended)]
        mobility = [choice for choice in asked if choice.role != "breathing"]
        ribs = [choice for choice in asked if choice.role == "breathing"]
        even = self.answers.foot(block, phase)
        if len(mobility) > MOBILITY_A_WEEK:
            at = turn * MOBILITY_A_WEEK % len(mobility)
            mobility = mobility[at:] + mobility[:at]
        first, second = self.answers.capacity(block, phase)
        step = self.ladders.general(("step",) if block % 2 else ("squat", "step"), block, phase)
        other_step = self.ladders.general(("squat", "step") if block % 2 else ("step", "squat"), block, phase)
        a = [
            *first[:1],
            *self._drill(LUNGE, ("lunge",), block, phase),
            *mobility[:1],
            *self._breathing(),
            *mobility[2:3],
            *ended[:1],
            *first[1:2],
            *self.ladders.calf(block),
            *step,
            *self.ladders.jump(("hop",), block, phase),
            *self.ladders.general(("trunk",), block, phase),
            *even[::2],
            *self.ladders.easy_pelvis(block, phase),
            *self.ladders.general(("pull",), block, phase),
        ]
        b = [
            *self._drill(PRESS, ("pull", "push") if block % 2 else ("push", "pull"), block, phase),
            *self._drill(HINGE, ("hinge",), block, phase),
            *self._drill(HIP_SHIFT, (), block, phase),
            *second[:1],
            *ribs[:1],
            *self._breathing(),
            *(mobility[1:2] or mobility[:1]),
            *ended[1:2],
            *second[1:2],
            *other_step,
            *self.ladders.jump(("jump", "bound", "landing", "hop") if block > 1 else ("hop",), block, phase),
            *self.ladders.jump(("hop",), block, phase),
            *self.ladders.general(("pull",), block, phase),
            *even[1::2],
            *self.ladders.general(("hip",), block, phase),
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
        return drill if keeps or not families else self.ladders.general(families, block, phase)


def _once(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Each exercise once, where it is needed most."""
    found: dict[str, Choice] = {}
    for choice in choices:
        found.setdefault(choice.id, choice)
    return tuple(found.values())
