"""What must always hold, read from the plan's JSON alone (and the profile), as another program would.

Each `check_*` returns the breaches as sentences; an empty list is a pass. Numbers follow design.md
section 5 and the guard rails of the running science; nothing is imported from the program.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Any

Plan = dict[str, Any]
FAST_ZONES = {"M", "T", "I", "R"}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def day_of(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def all_days(plan: Plan) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for week in plan["weeks"]:
        for day in week["days"]:
            yield week, day


def all_sessions(plan: Plan) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    for week, day in all_days(plan):
        for session in day["sessions"]:
            yield week, day, session


def noticed(plan: Plan, *words: str) -> bool:
    """Whether some notice carries one of the words in its code."""
    return any(any(word in notice["code"].lower() for word in words) for notice in plan["notices"])


def check_dates(plan: Plan, races: list[tuple[dt.date, int]]) -> list[str]:
    """1: days contiguous from start to end, each once; every race on its date."""
    found = []
    days = [day_of(day["date"]) for _, day in all_days(plan)]
    start, end = day_of(plan["start"]), day_of(plan["end"])
    if days != [start + dt.timedelta(n) for n in range((end - start).days + 1)]:
        found.append("days are not contiguous from start to end")
    for week in plan["weeks"]:
        first, last = day_of(week["days"][0]["date"]), day_of(week["days"][-1]["date"])
        if first != day_of(week["start"]) or (week["number"] > 1 and first.weekday() != 0):
            found.append(f"week {week['number']} does not start on its Monday")
        if last.weekday() != 6 and last != end:
            found.append(f"week {week['number']} ends early")
    if [week["number"] for week in plan["weeks"]] != list(range(1, len(plan["weeks"]) + 1)):
        found.append("weeks are not numbered 1, 2, 3")
    standing = {
        (day_of(day["date"]), s["distance_m"]) for _, day, s in all_sessions(plan) if s["kind"] == "race"
    }
    for race in races:
        if start <= race[0] <= end and race not in standing:
            found.append(f"race on {race[0]} does not stand: {sorted(standing)}")
    return found


def check_days(
    plan: Plan, minutes: list[int | None], away: list[dict[str, Any]], hands: set[dt.date]
) -> list[str]:
    """2: rest and away days, minutes, habits. `hands`: dates of the coach's own changes and fixed runs."""
    found = []
    start = day_of(plan["start"])
    for _, day in all_days(plan):
        date = day_of(day["date"])
        limit = minutes[date.weekday()]
        absences = [entry for entry in away if entry["from"] <= date <= entry["to"]]
        work = [s for s in day["sessions"] if s["kind"] in {"run", "strength", "cross", "test"}]
        if date not in hands:
            if limit == 0 and work:
                found.append(f"{date}: {work[0]['kind']} on a rest day")
            if any(a["running"] == "none" for a in absences) and any(s["kind"] == "run" for s in work):
                found.append(f"{date}: a run on an away day")
            if any(a["strength"] == "none" for a in absences) and any(s["kind"] == "strength" for s in work):
                found.append(f"{date}: strength on an away day")
            if limit and sum(s["duration_s"] for s in work) > limit * 60:
                found.append(f"{date}: {sum(s['duration_s'] for s in work) / 60:.1f} min in {limit}")
        if absences and day["habit"] is not None:
            found.append(f"{date}: a habit on an away day")
        if day["habit"] is not None and ((date - start).days >= 14 or day["habit_s"] > 360):
            found.append(f"{date}: habit too late or too long")
    return found


def check_sums(plan: Plan) -> list[str]:
    """3: a week's distance and duration are the sums of its sessions."""
    found = []
    for week in plan["weeks"]:
        sessions = [s for day in week["days"] for s in day["sessions"]]
        for key in ("distance_m", "duration_s"):
            if week[key] != sum(s[key] for s in sessions):
                found.append(f"week {week['number']}: {key} is not the sum")
    return found


def swap_sides(value: Any) -> Any:
    """Left for right in keys, words and fields, as the mirror rule reads it."""
    if isinstance(value, dict):
        return {swap_text(key): swap_sides(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [swap_sides(entry) for entry in value]
    return swap_text(value) if isinstance(value, str) else value


MIRRORED = {
    "left": "right",
    "right": "left",
    "Left": "Right",
    "Right": "Left",
    "LEFT": "RIGHT",
    "RIGHT": "LEFT",
}


def swap_text(text: str) -> str:
    return re.sub(r"left|right|Left|Right|LEFT|RIGHT", lambda match: MIRRORED[match[0]], text)


def mirrored_plan(plan: Plan) -> Plan:
    """The plan with sides swapped: words, doses, sign of the differences, pattern classes."""
    swapped = swap_sides(plan)
    for finding in swapped["findings"]:
        if finding["difference"] is not None:
            finding["difference"] = -finding["difference"] or 0.0
    names = {"typical": "mirrored", "mirrored": "typical"}
    names |= {f"leaning_{a}": f"leaning_{b}" for a, b in names.items()}
    pattern = swapped["pattern"]
    pattern["class"] = names.get(pattern["class"], pattern["class"])
    pattern["levels"] = {level: names.get(name, name) for level, name in pattern["levels"].items()}
    swapped.pop("plan_id")
    return swapped


def check_doses(plan: Plan, dosing: str = "standard") -> list[str]:
    """7: at most one set more, only in load weeks and until the re-test; the ledger shows the doses."""
    found = []
    start = day_of(plan["start"])
    bias_ends = min(
        [day_of(r["date"]) for r in plan["retests"] if r["why"] == "block_end"]
        + [start + dt.timedelta(days=42)]
    )
    entitled = {
        finding["side"]
        for finding in plan["findings"]
        if finding["kind"] == "capacity"
        and finding["verdict"] == "clear"
        and (finding["confirmed"] or dosing == "early")
        and finding["side"]
    }
    ledger = {entry["week"]: (entry["left_sets"], entry["right_sets"]) for entry in plan["side_ledger"]}
    for week in plan["weeks"]:
        sums = [0, 0]
        carriers = set()
        for day in week["days"]:
            for item in (item for s in day["sessions"] for item in s["items"]):
                doses = [item[key] for key in ("left", "right", "both")]
                if not any(doses) or (item["both"] and (item["left"] or item["right"])):
                    found.append(f"{item['id']}: no clear dose")
                left = item["left"]["sets"] if item["left"] else 0
                right = item["right"]["sets"] if item["right"] else 0
                if item["level"] >= 3:
                    sums[0] += left
                    sums[1] += right
                if item["left"] and item["right"] and left != right:
                    carriers.add(item["exercise"])
                    more = "left" if left > right else "right"
                    if abs(left - right) != 1 or min(left, right) < 2 or dosing == "off":
                        found.append(f"{item['id']}: {left} : {right}")
                    if more not in entitled:
                        found.append(f"{item['id']}: the {more} carries a set that no finding calls for")
                    if week["kind"] != "load" or day_of(day["date"]) > bias_ends:
                        found.append(f"{item['id']}: unequal in a {week['kind']} week or after the re-test")
                if item["level"] >= 3 and not item["both"] and not (item["left"] and item["right"]):
                    found.append(f"{item['id']}: strength for one side alone")
        if len(carriers) > 3:
            found.append(f"week {week['number']}: {len(carriers)} exercises carry an extra set")
        if ledger.get(week["number"]) != tuple(sums):
            found.append(f"week {week['number']}: ledger {ledger.get(week['number'])} is not {sums}")
    return found + check_ledger(plan)


def check_ledger(plan: Plan) -> list[str]:
    """7: the ratio of the sides never passes its cap, and lighter weeks are equal."""
    found = []
    kinds = {week["number"]: week["kind"] for week in plan["weeks"]}
    for entry in plan["side_ledger"]:
        least, most = sorted((entry["left_sets"], entry["right_sets"]))
        cap = 3 if kinds[entry["week"]] == "load" else 0
        if entry["cap_sets"] > cap or most - least > entry["cap_sets"]:
            found.append(f"week {entry['week']}: {most} to {least} sets, cap {entry['cap_sets']}")
        if least and (entry["ratio"] is None or entry["ratio"] > entry["cap_ratio"]):
            found.append(f"week {entry['week']}: ratio {entry['ratio']}, cap {entry['cap_ratio']}")
        differ = sum(one["sets"] * (1 if one["side"] == "left" else -1) for one in entry["more"])
        if differ != entry["left_sets"] - entry["right_sets"]:
            found.append(f"week {entry['week']}: {entry['more']} does not make the difference")
    return found


def check_reasons(plan: Plan) -> list[str]:
    """10: every item's reason leads to a source, and to a test of the plan where it names one."""
    found = []
    sources = {source["id"] for source in plan["sources"]}
    tests = {test["test"] for test in plan["tests"]}
    cards = {card["id"] for card in plan["exercises"]}
    for _, _, session in all_sessions(plan):
        for item in session["items"]:
            if item["exercise"] not in cards:
                found.append(f"{item['id']}: no card")
            if not item["reasons"]:
                found.append(f"{item['id']}: no reason")
            for reason in item["reasons"]:
                if not reason["text"] or not reason["rule"] or not reason["sources"]:
                    found.append(f"{item['id']}: reason {reason} leads nowhere")
                if reason["test"] and reason["test"] not in tests:
                    found.append(f"{item['id']}: reason names a test that is not in the plan")
                found += [
                    f"{item['id']}: source {s} is not listed" for s in reason["sources"] if s not in sources
                ]
    return found


def zone_minutes(session: dict[str, Any], paces: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Metres and seconds of each zone in a run, sizes converted at the middle of the zone's pace."""
    sums: dict[str, tuple[float, float]] = {}
    for step in session["steps"]:
        zone = step["zone"]
        if zone is None:
            continue
        pace = paces[zone]
        metres = step["distance_m"] if step["distance_m"] is not None else step["duration_s"] / pace * 1000
        seconds = step["duration_s"] if step["duration_s"] is not None else step["distance_m"] * pace / 1000
        had = sums.get(zone, (0.0, 0.0))
        sums[zone] = (had[0] + step["repeat"] * metres, had[1] + step["repeat"] * seconds)
    return sums


def check_rails(
    plan: Plan,
    *,
    weekly_m: int,
    longest_m: int,
    longest_date: dt.date,
    paces: dict[str, float],
    masters_or_beginner: bool,
) -> list[str]:
    """9: the guard rails on every week and run; races exempt, light and away weeks from week-jump."""
    found = []
    runs: list[tuple[dt.date, int]] = [(longest_date, longest_m)]
    totals = [float(weekly_m)] * 4
    builds = 0
    weeks = plan["weeks"]
    hard_days: list[dt.date] = []
    for index, week in enumerate(weeks):
        share = len(week["days"]) / 7
        sessions = [(day, s) for day in week["days"] for s in day["sessions"] if s["kind"] in {"run", "race"}]
        raced = any(s["kind"] == "race" for _, s in sessions)
        away = any(day["away"] for day in week["days"])
        plain = [(day, s) for day, s in sessions if s["kind"] == "run"]
        total = sum(s["distance_m"] for _, s in sessions)
        run_total = sum(s["distance_m"] for _, s in plain)
        label = f"week {week['number']} ({week['kind']})"
        for day, s in sessions:
            date = day_of(day["date"])
            near = [m for d, m in runs if 0 < (date - d).days <= 30] or [0]
            if s["kind"] == "run" and s["origin"] == "schedule":
                longest = max(near)
                step_ok = longest < 16000 and s["distance_m"] <= longest + 1600
                if s["distance_m"] > 1.10 * longest + 1 and not step_ok and s["distance_m"] > 3000:
                    found.append(f"session-spike {date}: {s['distance_m']} after {longest}")
                if s["type"] == "long" and s["duration_s"] > 150 * 60 + 59:
                    found.append(f"long-time {date}: {s['duration_s'] / 60:.0f} min")
            runs.append((date, s["distance_m"]))
            if s["hard"]:
                if s["kind"] == "run" and s["origin"] == "schedule":
                    if any((date - d).days == 1 for d in hard_days):
                        found.append(f"hard-spacing {date}")
                    yesterday = [x for d, x in sessions_on(plan, date - dt.timedelta(1))]
                    if any(x["type"] == "long" for x in yesterday):
                        found.append(f"quality on the day after the long run: {date}")
                hard_days.append(date)
        if index + 1 < len(weeks) or len(week["days"]) == 7:
            if share == 1 and not raced:
                peak = max(totals[-4:])
                if total > 1.10 * peak + 1 and total > peak + 5000:
                    found.append(f"week-ramp {label}: {total} after {peak}")
                if week["kind"] == "load" and not away and total > 1.30 * totals[-1] + 1 and totals[-1] > 0:
                    found.append(f"week-jump {label}: {total} after {totals[-1]}")
        long = [s for _, s in plain if s["type"] == "long"]
        if long and not raced and share == 1 and run_total and not away:
            cap = {1: 1.0, 2: 0.7, 3: 0.55, 4: 0.45, 5: 0.40}.get(len(plain), 0.33)
            if long[0]["distance_m"] > cap * run_total + 1:
                found.append(
                    f"long-share {label}: {long[0]['distance_m']} of {run_total} in {len(plain)} runs"
                )
        zones: dict[str, tuple[float, float]] = {}
        for _, s in plain:
            if s["origin"] != "schedule":
                continue
            for zone, (metres, seconds) in zone_minutes(s, paces).items():
                had = zones.get(zone, (0.0, 0.0))
                zones[zone] = (had[0] + metres, had[1] + seconds)
        caps = {"T": max(0.10 * total, 5000), "I": min(0.08 * total, 10000), "R": min(0.05 * total, 8000)}
        for zone, cap_m in caps.items():
            if zone in zones and zones[zone][0] > cap_m * 1.01 + 1:
                found.append(f"quality-caps {label}: {zone} {zones[zone][0]:.0f} over {cap_m:.0f}")
        fast = sum(seconds for zone, (_, seconds) in zones.items() if zone in FAST_ZONES)
        minutes = sum(s["duration_s"] for _, s in sessions)
        if minutes and fast > 0.25 * minutes + 30:
            found.append(f"intensity-share {label}: {fast / minutes:.2f}")
        if share == 1:
            light = total <= 0.90 * totals[-1] + 1
            builds = 0 if light or week["kind"] in {"recovery", "taper", "race", "transition"} else builds + 1
            if builds > (3 if masters_or_beginner else 4):
                found.append(f"deload {label}: {builds} build weeks")
        totals.append(total / share if share else total)
    return found


def sessions_on(plan: Plan, date: dt.date) -> list[tuple[dt.date, dict[str, Any]]]:
    return [(day_of(day["date"]), s) for _, day, s in all_sessions(plan) if day_of(day["date"]) == date]


def check_strength(plan: Plan, split: set[int]) -> list[str]:
    """Spacing of strength: 48 h apart, not after quality but on a split day, none on the eve of a race."""
    found = []
    dates = [day_of(day["date"]) for _, day, s in all_sessions(plan) if s["kind"] == "strength"]
    found += [
        f"strength {a} and {b} closer than 48 h" for a, b in itertools.pairwise(dates) if (b - a).days < 2
    ]
    seen: set[str] = set()
    for week, day, s in all_sessions(plan):
        if s["kind"] != "strength":
            continue
        date = day_of(day["date"])
        quality = [
            o for o in day["sessions"] if o["kind"] == "run" and o["hard"] and o["origin"] == "schedule"
        ]
        if quality and date.weekday() not in split:
            found.append(f"{date}: strength beside quality on a day that is not split")
        if any(
            o["kind"] == "race"
            for _, o in sessions_on(plan, date) + sessions_on(plan, date + dt.timedelta(1))
        ):
            found.append(f"{date}: strength on race day or the day before")
        new = {item["exercise"] for item in s["items"]} - seen
        if week["number"] == 1 and len(new) > 3:
            found.append(f"{date}: {len(new)} new exercises in the first week")
        seen |= new
        if not s["items"]:
            found.append(f"{date}: an empty strength session")
        levels = [item["level"] for item in s["items"]]
        if levels.count(1) > 2 or levels.count(2) > 2 or levels.count(5) > 2:
            found.append(f"{date}: too many of one level {levels}")
    return found


def check_words(plan: Plan) -> list[str]:
    """Honest words in what the athlete reads; a day in at most 12 words; reasons of at most 12."""
    found = []
    banned = re.compile(
        r"weak|deficit|imbalance|dysfunction|diagnos|injury risk|prevents|within_error|pain_limited", re.I
    )
    for _, day, s in all_sessions(plan):
        if len(s["text"].split()) > 12:
            found.append(f"{day['date']}: '{s['text']}' is longer than 12 words")
        for item in s["items"]:
            if len(item["reason_text"].split()) > 12:
                found.append(f"{item['id']}: '{item['reason_text']}' is longer than 12 words")
            same = (
                bool(item["left"]) and bool(item["right"]) and item["left"]["sets"] == item["right"]["sets"]
            )
            if item["reason_text"] and same and item["left"] == item["right"]:
                found.append(f"{item['id']}: a reason where both sides do the same")
    texts = [f["sentence"] for f in plan["findings"]] + [n["text"] for n in plan["notices"]]
    texts += [i["reason_text"] for _, _, s in all_sessions(plan) for i in s["items"]]
    texts += [c["purpose"] for c in plan["exercises"]] + [
        t for c in plan["exercises"] for t in (*c["setup"], *c["cues"])
    ]
    found += [f"words: '{text}'" for text in texts if banned.search(text)]
    return found
