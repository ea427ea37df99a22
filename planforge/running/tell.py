"""Notices gathered while a season is made: one for each cause, with all the dates it covers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planforge.problems import Notice

# What had to give, in the order in which it gives (science/running.md section 6): told together.
GIVING = ("gave-easy", "quality-not-placed", "gave-quality", "gave-long")
SEVERITIES = ("info", "warning", "error")


class Told:
    """Collects causes; the same cause on another date lengthens its notice instead of adding one."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Any]] = {}

    def add(
        self, code: str, severity: str, date: dt.date | None = None, *, week: int | None = None,
        measure: float | None = None, bound: float | None = None, worse: bool = True, **facts: Any,
    ) -> None:  # fmt: skip
        """Note a cause; `measure` and `bound` keep the farthest pair seen (`worse`: more is worse)."""
        entry = self._found.setdefault(
            code,
            {
                "severity": severity,
                "facts": dict(facts),
                "dates": set(),
                "weeks": set(),
                "value": None,
                "limit": None,
                "over": None,
            },
        )
        if SEVERITIES.index(severity) > SEVERITIES.index(entry["severity"]):
            entry["severity"] = severity
        if date is not None:
            entry["dates"].add(date)
        if week is not None:
            entry["weeks"].add(week)
        if measure is not None and bound is not None:
            over = measure - bound if worse else bound - measure
            if entry["over"] is None or over > entry["over"]:
                entry.update(over=over, value=measure, limit=bound, facts=dict(facts))

    def has(self, code: str) -> bool:
        """Whether the cause was met."""
        return code in self._found

    def notices(self) -> list[Notice]:
        """The notices in the order their causes were met, what had to give in its own; dates sorted."""
        return [
            Notice(
                code=code,
                severity=entry["severity"],
                facts=entry["facts"],
                week=min(entry["weeks"]) if entry["weeks"] else None,
                dates=tuple(date.isoformat() for date in sorted(entry["dates"])),
                value=None if entry["value"] is None else round(entry["value"], 3),
                limit=None if entry["limit"] is None else round(entry["limit"], 3),
            )
            for code, entry in self._in_order()
        ]

    def _in_order(self) -> list[tuple[str, dict[str, Any]]]:
        met = list(self._found)
        first = min((met.index(code) for code in GIVING if code in met), default=0)
        rank = {code: (first, 1 + GIVING.index(code)) for code in met if code in GIVING}
        ordered = sorted(met, key=lambda code: rank.get(code, (met.index(code), 0)))
        return [(code, self._found[code]) for code in ordered]
