"""What stands first for the coach: see somebody before training on, or before work for one side."""

from __future__ import annotations

from collections.abc import Iterable

from planforge.models.findings import Assessed
from planforge.models.profile import RED_FLAGS, Profile
from planforge.models.words import Words


def referral(profile: Profile, assessed: Assessed, words: Words) -> tuple[str, ...]:
    """Red flags first, then large differences that nothing explains; empty for most athletes."""
    flags = [*(flag for flag in profile.screening if flag in RED_FLAGS), *assessed.loss_flags]
    lines = []
    if flags:
        lines.append(words("plan.referral.see"))
        named = [flag for flag in flags if flag not in assessed.loss_flags]
        if named:
            lines.append(words("plan.referral.named", flags=flags_text(named, words)))
        if assessed.loss_flags:
            lines.append(words("plan.referral.measured", flags=flags_text(assessed.loss_flags, words)))
    if assessed.referred:
        tests = ", ".join(finding.test.short for finding in assessed.referred)
        lines.append(words("plan.referral.size", tests=tests))
    for kind in ("new", "lasting"):
        tests = ", ".join(finding.test.short for finding in assessed.losses if finding.loss == kind)
        if tests:
            lines.append(words(f"plan.referral.loss_{kind}", tests=tests))
    return (*lines, words("plan.referral.disclaimer")) if lines else ()


def flags_text(flags: Iterable[str], words: Words) -> str:
    """Red flags in plain words; one that a coach's own card raises by its id."""
    known = words.entry("plan.flags")
    return ", ".join(str(known.get(flag, flag.replace("_", " "))) for flag in flags)
