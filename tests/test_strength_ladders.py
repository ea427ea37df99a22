"""From easier to harder with the blocks, as far as the athlete is ready."""

from __future__ import annotations

from typing import Any

import pytest
from strengthening import CONFIRMED_CALF, emphases_for, exercises, finding

from planforge.models.findings import Finding
from planforge.strength.ladders import Ladders

CARDS = exercises()


def ladders(experience: str | None = "some", *, only: tuple[str, ...] = (), **changes: Any) -> Ladders:
    """Everything is allowed, or `only` these."""
    allowed = {name: card for name, card in CARDS.items() if not only or name in only}
    found: tuple[Finding, ...] = changes.pop("found", ())
    return Ladders(allowed, CARDS, emphases_for(*found), experience, **changes)


def climbed(of: Ladders, family: str, phase: str = "strength", blocks: int = 4) -> list[str]:
    return [of.general((family,), block, phase)[0].id for block in range(blocks)]


def test_a_family_climbs_with_the_blocks_and_stays_at_its_top() -> None:
    """Squats of a beginner: one rung a block, as far as no experience is asked for."""
    only = ("squat_to_chair", "goblet_squat", "barbell_squat")
    assert climbed(ladders("none", only=only), "squat") == ["squat_to_chair", *["goblet_squat"] * 3]
    assert climbed(ladders("regular", only=only), "squat") == ["barbell_squat"] * 4


def test_accessory_work_goes_back_and_forth_at_its_top() -> None:
    """Two exercises for the hip stand by turns, so that a block brings something else."""
    only = ("wall_hip_turn_out", "sidelying_hip_abduction")
    found = climbed(ladders("regular", only=only), "hip")
    assert found[0] != found[1]
    assert found == [found[0], found[1], found[0], found[1]]


def test_what_the_phase_names_comes_first_and_the_movement_stays() -> None:
    """In power a thrust of the hips is not named and the deadlift on one leg is; alone it stays in."""
    assert ladders("regular").general(("hinge",), 3, "power")[0].exercise.phases.count("power") == 1
    alone = ladders(only=("hip_thrust",))
    assert "power" not in CARDS["hip_thrust"].phases
    assert climbed(alone, "hinge", "power", 1) == ["hip_thrust"]


def test_a_healed_knee_starts_at_the_lowest_rung() -> None:
    """Regular lifters too: one step a block."""
    only = ("squat_to_chair", "goblet_squat", "barbell_squat")
    careful = climbed(ladders("regular", only=only, tender_knee=True), "squat")
    assert careful[:3] == ["squat_to_chair", "goblet_squat", "barbell_squat"]


def test_low_ankles_squat_with_raised_heels() -> None:
    """Both ankles below the reference, and the reason is theirs."""
    low = finding("weight_bearing_lunge_angle", 30, 30, "within_error", low=frozenset({"left", "right"}))
    (squat,) = ladders(both_low=(low,)).general(("squat",), 0, "base")
    assert (squat.id, squat.both_low) == ("heel_elevated_goblet_squat", low)


@pytest.mark.parametrize(
    ("block", "found", "jumps"), [(1, (), False), (2, (), True), (2, (CONFIRMED_CALF,), False)]
)
def test_one_leg_jumps_wait_for_two_legs_and_for_capacity(
    block: int, found: tuple[Finding, ...], jumps: bool
) -> None:
    """Not before a block of two-leg jumps, and not while a capacity finding stands."""
    of = ladders("regular", only=("hop_and_stick", "single_leg_pogo"), found=found)
    families = ("hop", "landing")
    assert bool(of.jump(families, block, "power")) is jumps


def test_filling_is_the_easiest_of_the_phase() -> None:
    """Main lifts first; nobody is asked for experience where an easier exercise is named in the phase."""
    found = ladders("regular").filling(0, "base")
    roles = [choice.role == "main" for choice in found]
    assert roles == sorted(roles, reverse=True)
    assert all("base" in choice.exercise.phases and choice.exercise.experience == "any" for choice in found)
    assert [choice.id for choice in ladders(only=("hip_thrust",)).filling(0, "power")] == ["hip_thrust"]


def test_few_heavy_exercises_make_every_day_light() -> None:
    """One main exercise that is heavy for the legs is next to nothing."""
    assert ladders(only=("goblet_squat",)).few_for_legs("base")
    assert not ladders(only=("goblet_squat", "split_squat")).few_for_legs("base")
