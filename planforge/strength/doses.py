"""From findings to what each side gets: first, mobility, one set more (design, section 6).

Range findings dose mobility, confirmed capacity findings one set more for one block, a pattern neither.
A finding where a complaint or pain stands says nothing about doses.
"""

from __future__ import annotations

from dataclasses import dataclass

from planforge.models.exercise import Exercise
from planforge.models.findings import Assessed, Finding
from planforge.models.frozen import Side
from planforge.models.profile import Profile
from planforge.problems import Notice
from planforge.strength.allowed import Condition

TURN_IN, TURN_OUT = "hip_internal_rotation", "hip_external_rotation"


@dataclass(frozen=True)
class Emphasis:
    """What one finding asks for on its side."""

    finding: Finding
    side: Side
    mobility: bool = False  # mobility or expansion for that side alone
    extra: bool = False  # one set more, where the exercise answers this test
    provisional: bool = False  # the extra set rests on one test day (side_dosing early)
    confirm: bool = False  # wants a confirming measure within 14 days
    active_only: bool = False  # no hard stretch: a shifted arc, or turn-out not measured
    over: bool = False  # its one-sided mobility has come to its re-test: both sides alike from then on

    @property
    def rule(self) -> str:
        return f"{self.finding.test.group}_{self.finding.verdict}"


@dataclass(frozen=True)
class Emphases:
    """All that findings ask for, capacity with an extra set first, then in the order of the findings."""

    all: tuple[Emphasis, ...]
    notices: tuple[Notice, ...]
    settled: frozenset[str] = frozenset()  # tests unchanged over two blocks: both sides equal for good

    @property
    def driving(self) -> tuple[Emphasis, ...]:
        """Those that make the sides' doses differ."""
        return tuple(emphasis for emphasis in self.all if emphasis.extra or emphasis.mobility)

    def answered_by(self, exercise: Exercise) -> Emphasis | None:
        """The emphasis this exercise answers best: one with an extra set, then the first its card names."""
        found = [
            (not emphasis.extra, at, order)
            for at, answer in enumerate(exercise.answers)
            for order, emphasis in enumerate(self.all)
            if answer in (emphasis.finding.test.id, emphasis.finding.test.quality)
        ]
        return self.all[min(found)[2]] if found else None


def other_side(side: Side) -> Side:
    return "right" if side == "left" else "left"


def emphases_of(profile: Profile, assessed: Assessed, condition: Condition) -> Emphases:
    """Apply the table of design section 6 under the athlete's `side_dosing`."""
    if profile.side_dosing == "off":
        return Emphases((), ())
    called = [finding for finding in assessed.findings if _calls_a_side(finding)]
    if condition.no_bias:
        return Emphases((), (Notice("bias-stopped", "warning", {}),) if called else ())
    lost = [finding for finding in called if finding.test.place in condition.lost_places]
    called = [finding for finding in called if finding not in lost]
    quiet = [finding for finding in called if finding.test.place in condition.quiet_places]
    notices = []
    if quiet:
        names = tuple(finding.test.short for finding in quiet)
        notices.append(Notice("bias-quiet-place", "warning", {"tests": names}))
    settled = [finding for finding in called if finding not in quiet and finding.settled]
    if settled:
        names = tuple(finding.test.short for finding in settled)
        notices.append(Notice("bias-settled", "info", {"tests": names}))
    emphases = [
        _emphasis(profile, assessed, finding)
        for finding in called
        if finding not in quiet and finding not in settled
    ]
    emphases.sort(key=lambda emphasis: not emphasis.extra)  # stable: findings keep their order
    return Emphases(tuple(emphases), tuple(notices), frozenset(finding.test.id for finding in settled))


def both_low(assessed: Assessed) -> tuple[Finding, ...]:
    """Ranges with both sides below the reference, measured without pain."""
    return tuple(
        finding
        for finding in assessed.findings
        if finding.test.group == "range"
        and finding.test.better == "higher"
        and len(finding.low) == 2
        and not finding.pain
        and not finding.refer
    )


def _calls_a_side(finding: Finding) -> bool:
    return (
        finding.verdict in ("real", "clear")
        and finding.side is not None
        and not finding.flipped
        and not finding.pain
        and finding.test.group != "information"
    )


def _emphasis(profile: Profile, assessed: Assessed, finding: Finding) -> Emphasis:
    assert finding.side is not None
    side, dosing = finding.side, profile.side_dosing
    clear = finding.verdict == "clear"
    if finding.test.group == "range":
        wanted = clear or side in finding.low
        waits = dosing == "cautious" and not finding.confirmed
        return Emphasis(
            finding,
            side,
            mobility=wanted and not waits,
            confirm=wanted and waits,
            active_only=_active_only(assessed, finding),
        )
    sure = clear and finding.confirmed
    early = clear and dosing == "early"
    return Emphasis(
        finding,
        side,
        extra=sure or early,
        provisional=early and not sure,
        confirm=not finding.confirmed,
    )


def _active_only(assessed: Assessed, finding: Finding) -> bool:
    """A shifted arc, or a short turn-in without a measure of turn-out: active control, no hard stretch."""
    if finding.test.id not in (TURN_IN, TURN_OUT):
        return False
    if assessed.shifted_arc is not None:
        return True
    turn_out = assessed.by_test(TURN_OUT)
    return finding.test.id == TURN_IN and (turn_out is None or turn_out.verdict == "no_data")
