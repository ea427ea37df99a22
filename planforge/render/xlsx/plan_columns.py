"""Which column of the tab Plan holds what, how wide it is, and where its rows stand."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.models.plan import Session
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.lookups import Range

WEEK, DAY, SESSION, DONE, DISTANCE, MINUTES, EFFORT, PAIN, SIDE, NOTES = range(1, 11)
LOAD, PLANNED, PLANNED_MINUTES, PACE, WHAT = range(11, 16)
ID, KEY = 16, 17  # hidden: the session's id, and week × 100 + place for the tab This week
KEY_FLAG = 18  # hidden: 1 for a key session
# Hidden, in the table of weeks; from PHASES on the planned distance, a column for each phase.
WEEK_TITLE, WEEK_HABIT, KEYS_DONE, KEYS_PLANNED, PHASES = range(19, 24)
# 155 characters together: it prints at five sixths of its size.
WIDTHS = {
    WEEK: 5, DAY: 11.5, SESSION: 22, DONE: 6.5, DISTANCE: 6, MINUTES: 5.5, EFFORT: 5.5, PAIN: 5.5, SIDE: 6,
    NOTES: 22, LOAD: 6, PLANNED: 6, PLANNED_MINUTES: 5.5, PACE: 13, WHAT: 29,
}  # fmt: skip
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
