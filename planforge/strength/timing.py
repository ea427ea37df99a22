"""How long work takes: seconds of an item, counted so that a session keeps its minutes.

One side rests while the other works, so between two rounds only what is missing of the rest is waited.
"""

from __future__ import annotations

from dataclasses import dataclass

from planforge.models.exercise import Exercise
from planforge.models.profile import Profile
from planforge.models.season import Season
from planforge.models.sessions import Amount

CHANGE_S = 20  # to set up the next exercise [default]
TURN_S = 5  # from one side to the other [default]
RAMP_UP_S = 120  # two lighter sets before heavy or fast work [default]

# In, out, pause (asymmetry 8.1); beginners without a pause, and none where the breath must not be held (8.3).
RHYTHM = (4, 6, 3)
BEGINNER_RHYTHM = (3, 5, 0)
NO_PAUSE = frozenset(
    {
        "high_blood_pressure", "heart_or_lung_disease", "glaucoma", "hernia", "pregnancy", "postpartum",
        "breathing_symptoms", "chest_symptoms",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Rhythm:
    """Seconds in, out and still."""

    inhale: int
    exhale: int
    pause: int

    @property
    def breath_s(self) -> int:
        return self.inhale + self.exhale + self.pause

    @property
    def parts(self) -> tuple[int, int, int]:
        return self.inhale, self.exhale, self.pause


def rhythm_of(profile: Profile, season: Season) -> Rhythm:
    """The breathing rhythm of the athlete."""
    if season.level == "beginner" or profile.strength.experience == "none":
        return Rhythm(*BEGINNER_RHYTHM)
    inhale, exhale, pause = RHYTHM
    return Rhythm(inhale, exhale, 0 if NO_PAUSE & set(profile.screening) else pause)


def item_seconds(
    exercise: Exercise,
    left: Amount | None,
    right: Amount | None,
    both: Amount | None,
    rest_s: int,
    breath_s: int,
) -> int:
    """Seconds of an item: set-up, work of each side, and the rest the other side's work leaves open."""
    sides = [amount for amount in (left, right) if amount is not None]
    if both is not None:
        return round(CHANGE_S + both.sets * set_seconds(exercise, both, breath_s) + (both.sets - 1) * rest_s)
    rounds = max(amount.sets for amount in sides)
    work = sum(amount.sets * set_seconds(exercise, amount, breath_s) for amount in sides)
    if len(sides) == 1:
        return round(CHANGE_S + work + (rounds - 1) * rest_s)
    covered = min(set_seconds(exercise, amount, breath_s) for amount in sides)
    waited = max(0.0, rest_s - covered)
    return round(CHANGE_S + work + sum(amount.sets for amount in sides) * TURN_S + (rounds - 1) * waited)


def set_seconds(exercise: Exercise, amount: Amount, breath_s: int) -> float:
    """Seconds of one set; breaths take the athlete's rhythm."""
    return amount.count * (breath_s if amount.measure == "breaths" else exercise.seconds_per_rep)
