"""Which column of the tab Plan holds what, how wide it is, and where its rows stand."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.lookups import Range

WEEK, DAY, SESSION, DONE, DISTANCE, MINUTES, EFFORT, PAIN, SIDE, NOTES = range(1, 11)
PLANNED, PLANNED_MINUTES, PACE, WHAT = range(11, 15)
ID, KEY = 15, 16  # hidden: the session's id, and week × 100 + place for the tab This week
WEEK_TITLE, WEEK_HABIT = 17, 18  # hidden, in the table of weeks
WIDTHS = {
    WEEK: 6, DAY: 11.5, SESSION: 25, DONE: 8, DISTANCE: 7, MINUTES: 7, EFFORT: 6, PAIN: 6, SIDE: 7,
    NOTES: 36, PLANNED: 8, PLANNED_MINUTES: 7, PACE: 16, WHAT: 50,
}  # fmt: skip
LOGGED = range(DONE, NOTES + 1)
OURS = range(PLANNED, WHAT + 1)


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
