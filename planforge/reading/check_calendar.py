"""The calendar of a profile: a time zone that exists, hours for an alarm to go by."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import available_timezones

from planforge.models.profile import WEEKDAYS
from planforge.problems import did_you_mean
from planforge.reading.remark import Case, Remark, warning
from planforge.units import shown

NOT_A_PLACE = frozenset({"localtime", "posixrules", "Factory"})  # they say nothing of where
MOST_NEAR = 3


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
    city = name.rpartition("/")[2].strip().replace(" ", "_").casefold()
    same = [zone for zone in zones if zone.rpartition("/")[2].casefold() == city][:MOST_NEAR]
    if same:
        named = " or ".join(f"'{zone}'" for zone in same)
        return f"did you mean {named}?"
    cities = {zone.rpartition("/")[2].replace("_", " "): zone for zone in zones}
    near = did_you_mean(name, zones) or did_you_mean(name.rpartition("/")[2], cities)
    for city_name, zone in cities.items():
        if near == f"did you mean '{city_name}'?":
            near = f"did you mean '{zone}'?"
    return near or "write region and city, as Europe/London or America/New_York"


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
