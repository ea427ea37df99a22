"""Which column of the tab Plan holds what, how wide it is, and where its rows stand."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.models.plan import Session
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.lookups import Range

WEEK, DAY, SESSION = range(1, 4)
# Hidden, amid what is seen: who marks the columns seen from end to end and sorts takes these along.
# The session's id, and 1 for a key session.
ID, KEY_FLAG = range(4, 6)
DONE, DISTANCE, MINUTES, EFFORT, PAIN, SIDE, NOTES = range(6, 13)
LOAD, PLANNED, PLANNED_MINUTES, PACE, WHAT = range(13, 18)
# Hidden, beside the title: what the drop-downs offer. Below, in the table of weeks, figures for charts and
# for This week; from PHASES on the planned distance, a column for each phase.
DONE_CHOICES, SIDE_CHOICES, WEEK_TITLE, WEEK_HABIT, KEYS_DONE, KEYS_PLANNED, PHASES = range(18, 25)
# 155 characters together: it prints at five sixths of its size. The first three stay in place when a phone
# is swiped, so they are narrow.
WIDTHS = {
    WEEK: 4.5, DAY: 11, SESSION: 18, DONE: 7.5, DISTANCE: 6, MINUTES: 5.5, EFFORT: 5.5, PAIN: 5.5, SIDE: 6,
    NOTES: 24, LOAD: 6, PLANNED: 6, PLANNED_MINUTES: 5.5, PACE: 13, WHAT: 31,
}  # fmt: skip
HIDDEN = range(ID, KEY_FLAG + 1)
LOGGED = range(DONE, NOTES + 1)
OURS = range(PLANNED, WHAT + 1)
# In the table of weeks: shares of the planned distance and minutes, key sessions, the planned load.
SHARE, SHARE_MINUTES, KEYS, PLANNED_LOAD = EFFORT, PAIN, SIDE, PACE


@dataclass(frozen=True)
class PlanRows:
    """Where things stand in the tab, for the tab This week."""

    tab: Tab
    first: int
    last: int
    weeks_first: int
    weeks_last: int

    def column(self, column: int) -> Range:
        return self.tab.span(column, self.first, self.last)

    def weeks(self, column: int) -> Range:
        return self.tab.span(column, self.weeks_first, self.weeks_last)


def colour_kind(session: Session) -> str:
    """Which colour of the theme's `sessions` a session has; the PDF's dots follow the same order."""
    if session.kind != "run":
        return session.kind
    return "hard" if session.hard else "long" if session.type == "long" else "easy"
