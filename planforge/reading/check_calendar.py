"""The calendar of a profile: a time zone that exists, hours for an alarm to go by."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from zoneinfo import available_timezones

from planforge.models.profile import WEEKDAYS
from planforge.reading.remark import Case, Remark, warning
from planforge.units import shown

NOT_A_PLACE = frozenset({"localtime", "posixrules", "Factory"})  # they say nothing of where
MOST_NEAR = 3  # names shown for one city; a hint stays a line [default]
ALIKE = 0.84  # how alike a slip is to what was meant [default]; with less, Cologne led to Oslo


def known_zone(case: Case) -> Iterator[Remark]:
    """The time zone is one of the IANA names; a city alone leads to its names."""
    calendar = case.profile.calendar
    if calendar is None or calendar.time_zone is None:
        return
    zones = available_timezones() - NOT_A_PLACE
    if calendar.time_zone not in zones:
        said = f"there is no time zone '{shown(calendar.time_zone)}'"
        yield Remark(("calendar", "time_zone"), "PF640", said, _near(calendar.time_zone, sorted(zones)))


def _near(name: str, zones: list[str]) -> str:
    """Names that end in the same city, else the one spelt most alike."""
    asked = name.strip().replace(" ", "_").casefold()
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in zones}
    near = [zone for zone in zones if zone.rpartition("/")[2].casefold() == asked.rpartition("/")[2]][
        :MOST_NEAR
    ]
    for known in ({zone.casefold(): zone for zone in zones}, cities):
        found = difflib.get_close_matches(asked, known, n=1, cutoff=ALIKE)
        near = near or [known[one] for one in found]
    named = " or ".join(f"'{zone}'" for zone in near)
    return f"did you mean {named}?" if near else "write region and city, as Europe/London or America/New_York"


def alarm_with_an_hour(case: Case) -> Iterator[Remark]:
    """An alarm before a session that stands all day would ring on the evening before."""
    calendar = case.profile.calendar
    if calendar is None or calendar.alarm_min is None:
        return
    days = [calendar, *(day for name in WEEKDAYS if (day := getattr(calendar.days, name)) is not None)]
    if not any(day.run_at or day.strength_at for day in days):
        said = "no session has an hour, so no alarm is set"
        yield warning(("calendar", "alarm"), "PF641", said, "write run_at or strength_at, as run_at: 06:30")


CALENDAR_CHECKS = (known_zone, alarm_with_an_hour)
