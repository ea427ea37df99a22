"""Which column of the tab Strength & breathing holds what, and how wide it is."""

from __future__ import annotations

WEEK, DAY, EXERCISE = 1, 2, 3
# Hidden, amid what is seen: who marks the columns seen from end to end and sorts takes these along.
# The set-ups are for the tab This week.
ID, KEY, LEVEL, LEFT_SETS, RIGHT_SETS, LEFT_SETUP, RIGHT_SETUP, BOTH_SETUP = range(4, 12)
LEFT, RIGHT, BOTH = 12, 15, 18  # the dose; sets done and load stand in the two columns after it
EFFORT, REST, WHY = 21, 22, 23
# The first three stay in place when a phone is swiped, so they are narrow.
WIDTHS = {
    WEEK: 5, DAY: 11, EXERCISE: 21, LEFT: 13, LEFT + 1: 6, LEFT + 2: 8,
    RIGHT: 13, RIGHT + 1: 6, RIGHT + 2: 8, BOTH: 12, BOTH + 1: 6, BOTH + 2: 7.5,
    EFFORT: 16, REST: 6, WHY: 25.5,
}  # fmt: skip
HIDDEN = range(ID, BOTH_SETUP + 1)
STRENGTH_LEVELS = ">=3"  # the ledger counts strength work: levels 3 to 5 (design, section 5)
