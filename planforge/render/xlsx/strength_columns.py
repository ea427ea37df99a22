"""Which column of the tab Strength & breathing holds what, and how wide it is."""

from __future__ import annotations

WEEK, DAY, EXERCISE = 1, 2, 3
LEFT, RIGHT, BOTH = 4, 7, 10  # the dose; sets done and load stand in the two columns after it
EFFORT, REST, WHY = 13, 14, 15
ID, KEY, LEVEL, LEFT_SETS, RIGHT_SETS = range(16, 21)  # hidden
LEFT_SETUP, RIGHT_SETUP, BOTH_SETUP = range(21, 24)  # hidden, for the tab This week
WIDTHS = {
    WEEK: 5, DAY: 11.5, EXERCISE: 25, LEFT: 13, LEFT + 1: 6, LEFT + 2: 8,
    RIGHT: 13, RIGHT + 1: 6, RIGHT + 2: 8, BOTH: 12, BOTH + 1: 6, BOTH + 2: 7.5, EFFORT: 16, REST: 6, WHY: 22,
}  # fmt: skip
STRENGTH_LEVELS = ">=3"  # the ledger counts strength work: levels 3 to 5 (design, section 5)
