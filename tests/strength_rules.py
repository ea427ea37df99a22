"""The strength rules a second time, apart from the planner: one plan and its athlete in, breaches out.

Written from the design (sections 3, 5, 6) and `science/asymmetry.md` (4.3, 5.2, 6.2, 7.2, 7.3, 8) alone.
`RULES` names every rule, and the planner keeps them all.
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


def breaches(case: Case, names: Iterable[str] = tuple(RULES)) -> list[tuple[str, str]]:
    """Every breach as the rule's name and a sentence that says where."""
    return [(name, text) for name in names for text in RULES[name](case)]
