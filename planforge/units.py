"""Distances, times, minutes and masses: read as people write them, kept in metres and seconds, printed.

Parsers raise `UnitError` with one sentence and a remedy; they never guess a unit.
"""

from __future__ import annotations

import re
from typing import Literal

Units = Literal["km", "mi"]

METRES_PER_MILE = 1609.344
METRES = {"km": 1000.0, "mi": METRES_PER_MILE, "m": 1.0}
# World Athletics' official lengths; names as coaches write them.
NAMED_DISTANCES = {
    "mile": METRES_PER_MILE,
    "half marathon": 21097.5,
    "half-marathon": 21097.5,
    "half": 21097.5,
    "marathon": 42195.0,
}
UNIT_WORDS = {
    "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km", "kms": "km", "k": "km",
    "mile": "mi", "miles": "mi", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
}  # fmt: skip
NUMBER = r"([0-9]{1,9}(?:[.,][0-9]{1,9})?)"
KG_PER_LB = 0.45359237  # exact, by the international definition of 1959
TRACK_TO = 3_200  # the longest race on a track below 5 km [default]
REST_WORDS = frozenset({"rest", "none", "0"})


class UnitError(ValueError):
    """A quantity that cannot be read: `message` says what, `hint` says the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class LimitError(UnitError):
    """A quantity that was read, and lies outside what can be meant."""


class NumberError(UnitError):
    """A text where a plain number belongs."""


def shown(text: object, most: int = 40) -> str:
    """Text of the file as a message quotes it: one line, shortened, nothing a terminal would obey."""
    line = "".join(c if c.isprintable() else " " for c in str(text))
    return line if len(line) <= most else line[: most - 1] + "…"


def parse_distance(text: str) -> int:
    """Read "15 km", "3,5 mi", "800 m" or a name ("half marathon") to whole metres, nearest 10 m."""
    words = " ".join(text.lower().split())
    if words in NAMED_DISTANCES:
        return _nearest_ten(NAMED_DISTANCES[words])
    match = re.fullmatch(NUMBER + r"\s*([^\W\d_]*)", words)
    if not match:
        raise UnitError(
            f"'{shown(text)}' is not a distance", "write a number with its unit: 15 km, 9 mi, 800 m"
        )
    unit = UNIT_WORDS.get(match[2], match[2])
    if not unit:
        raise UnitError(f"'{shown(text)}' has no unit", f"write '{words} km' or '{words} mi'")
    if unit not in METRES:
        raise UnitError(f"'{shown(match[2])}' is not a unit of distance", "use km, mi or m")
    # "1,500 m" is one and a half kilometres to some readers and a metre and a half to others: never guess.
    if unit == "m" and re.search(r"[.,]\d{3}$", match[1]):
        plain = re.sub(r"[.,]", "", match[1])
        raise UnitError(f"'{shown(text)}' can be read in two ways", f"write '{plain} m'")
    return _nearest_ten(_number(match[1]) * METRES[unit])


def _nearest_ten(metres: float) -> int:
    return int(metres / 10 + 0.5) * 10


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def parse_number(text: str) -> float:
    """Read "4.7", "33,5" or "-3" to a number; a unit beside it is a problem, never guessed away."""
    words = text.strip().replace("−", "-")
    match = re.fullmatch(r"[+-]?" + NUMBER, words)
    if not match:
        hint = "write a number"
        if re.match(r"[+-]?\d", words):
            plain = all(c.isascii() for c in words if c.isdigit())
            hint = "write the number alone, without its unit" if plain else "write it with the figures 0 to 9"
        raise NumberError(f"'{shown(text)}' is not a number", hint)
    return _number(words)


def parse_clock(text: str) -> int:
    """Read "1:42:00" (h:mm:ss) or "47:30" (mm:ss) to whole seconds; tenths are rounded."""
    match = re.fullmatch(r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-9]{2})(?:[.,]([0-9]{1,6}))?", text.strip())
    if not match:
        raise UnitError(f"'{shown(text)}' is not a time", "write h:mm:ss or mm:ss, as 1:42:00 or 47:30")
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] is not None and minutes > 59):
        raise UnitError(f"'{shown(text)}' has more than 59 minutes or seconds", "write h:mm:ss or mm:ss")
    tenths = int(match[4][0]) if match[4] else 0
    return hours * 3600 + minutes * 60 + seconds + (1 if tenths >= 5 else 0)


def parse_minutes(text: str) -> int:
    """Read "75 min", "1 h 15", "1.5 h", "1:15 h" to minutes; "rest" to 0."""
    words = " ".join(text.lower().split())
    if words in REST_WORDS:
        return 0
    if match := re.fullmatch(r"([0-9]{1,5})\s*(?:min|mins|minutes|minute)", words):
        return int(match[1])
    hour = r"\s*(?:h|hr|hrs|hour|hours)"
    if match := re.fullmatch(rf"([0-9]{{1,3}}){hour}(?:\s*([0-9]{{1,2}})\s*(?:min|m|minutes)?)?", words):
        if int(match[2] or 0) > 59:
            raise UnitError(f"'{shown(text)}' has more than 59 minutes", "write 75 min, 1 h 15 or rest")
        return int(match[1]) * 60 + int(match[2] or 0)
    if match := re.fullmatch(rf"([0-9]{{1,2}}):([0-5][0-9]){hour}", words):
        return int(match[1]) * 60 + int(match[2])
    if match := re.fullmatch(NUMBER + hour, words):
        return int(_number(match[1]) * 60 + 0.5)
    if re.fullmatch(r"[0-9]+", words):
        raise UnitError(f"'{shown(text)}' has no unit", f"write '{shown(words)} min' or rest")
    raise UnitError(f"'{shown(text)}' is not a number of minutes", "write 75 min, 1 h 15 or rest")


def parse_hour(text: str) -> int:
    """Read an hour of the day, "06:30", "18:00", "6:30 pm", to minutes after midnight."""
    words = " ".join(text.lower().split())
    match = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])(?:\s*(am|pm))?", words)
    if not match:
        raise UnitError(f"'{shown(text)}' is not an hour of the day", "write 06:30 or 18:00")
    hour, minute, half = int(match[1]), int(match[2]), match[3]
    if hour > 23 or (half and not 1 <= hour <= 12):
        raise LimitError(f"there is no hour {shown(words)}", "write an hour from 00:00 to 23:59")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute


def parse_mass(text: str) -> float:
    """Read "10 kg" or "25 lb" to kilograms."""
    words = " ".join(text.lower().split())
    match = re.fullmatch(NUMBER + r"\s*(kg|kgs|lb|lbs)", words)
    if not match:
        if re.fullmatch(NUMBER, words):
            raise UnitError(f"'{shown(text)}' has no unit", f"write '{words} kg' or '{words} lb'")
        raise UnitError(f"'{shown(text)}' is not a weight", "write 10 kg or 25 lb")
    return _number(match[1]) * (KG_PER_LB if match[2].startswith("lb") else 1.0)


def in_units(metres: float, units: Units) -> float:
    """Metres in the athlete's unit."""
    return metres / METRES[units]


def distance_text(metres: float, units: Units) -> str:
    """ "9.5 km", "6.0 mi"; a figure alone is `distance_number`."""
    return f"{distance_number(metres, units)} {units}"


def distance_number(metres: float, units: Units) -> str:
    return f"{in_units(metres, units):.1f}"


def needed_number(metres: float, units: Units) -> str:
    """ "100", "10.05": at most two decimals, and none that say nothing."""
    return f"{in_units(metres, units):.2f}".rstrip("0").rstrip(".")


def on_track(metres: int) -> bool:
    """Whether a race is told in metres and by laps: even hundreds up to 3200 m."""
    return metres <= TRACK_TO and metres % 100 == 0


def race_text(metres: int, units: Units) -> str:
    """The length of a race: "400 m", "3000 m" on a track, else "10.05 km", "100 km", "7.77 mi"."""
    return f"{metres} m" if on_track(metres) else f"{needed_number(metres, units)} {units}"


def clock_text(seconds: float) -> str:
    """ "1:42:00" from an hour on, else "47:30"."""
    whole = int(seconds + 0.5)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"


def minutes_text(seconds: float) -> str:
    """ "53 min" below 100 minutes, else "3 h 52"."""
    minutes = int(seconds / 60 + 0.5)
    if minutes < 100:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}"


def hours_text(seconds: float) -> str:
    """ "53 min" below an hour, else "1 h 53"; beside other times of a page in the same style."""
    minutes = int(seconds / 60 + 0.5)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d}"


def pace_number(seconds_per_km: float, units: Units) -> str:
    """ "4:51" in the athlete's unit."""
    return clock_text(seconds_per_km * METRES[units] / 1000)


def pace_text(slow_s_per_km: float, fast_s_per_km: float, units: Units) -> str:
    """ "5:40–6:20 /km", fast end first as runners say it; one figure where both ends print alike."""
    fast, slow = pace_number(fast_s_per_km, units), pace_number(slow_s_per_km, units)
    return f"{fast} /{units}" if fast == slow else f"{fast}–{slow} /{units}"
