"""The strength rules a second time, apart from the planner: one plan and its athlete in, breaches out.

Written from the design (sections 3, 5, 6) and `science/asymmetry.md` (4.3, 5.2, 6.2, 7.2, 7.3, 8) alone.
`RULES` names every rule; `PENDING` those that the planner does not keep yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import strength_season_rules as season
import strength_session_rules as session
import strength_setup_rules as setup
import strength_side_rules as side
from strength_case import Case

Rule = Callable[[Case], Iterator[str]]

RULES: Mapping[str, Rule] = {
    rule.__name__: rule for module in (side, setup, session, season) for rule in module.RULES
}
# Rules that plan the athlete again, and so cost most of the time.
AGAIN = ("mirror", "twice", "dominance")
# What waits for progression in a block, recovery and taper volume, the last heavy day, re-test spacing and
# unanswered needs: the planner does not keep these yet.
PENDING = (
    "last_heavy_day", "same_in_block", "block_changes", "recovery_weeks", "taper_weeks", "retest_size",
    "retest_driven", "retest_before_quality", "retest_after_heavy", "retest_stands", "needs_of_findings",
    "needs_in_general",
)  # fmt: skip
# Breaches that these rules found in the planner as it stood; each is the planner's or the rule's to change.
FOUND = (
    "experience", "extra_told", "five_drills", "half_main", "contacts", "breathing_first", "phase_of_card",
)  # fmt: skip
KEPT = tuple(name for name in RULES if name not in (*PENDING, *FOUND))


def breaches(case: Case, names: Iterable[str] = KEPT) -> list[tuple[str, str]]:
    """Every breach as the rule's name and a sentence that says where."""
    return [(name, text) for name in names for text in RULES[name](case)]
