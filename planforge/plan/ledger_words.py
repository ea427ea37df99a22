"""The ledger as a reader sees it: sets of each side by week, their ratio, its cap, what makes them differ."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.models.frozen import Side
from planforge.models.sessions import MoreOnASide, WeekSets
from planforge.models.week_sums import LedgerMore, LedgerWeek
from planforge.models.words import Words

DECIMALS = 4  # of a ratio in the record; two are printed


def ledger_records(ledger: Sequence[WeekSets], words: Words) -> tuple[LedgerWeek, ...]:
    """One record a week, in the order of the weeks."""
    return tuple(ledger_record(row, words) for row in ledger)


def ledger_record(row: WeekSets, words: Words) -> LedgerWeek:
    """The week's figures and sentences; the side with more stands first, so a mirror only swaps words."""
    least, most = sorted((row.left, row.right))
    ratio = round(most / least, DECIMALS) if least else None
    cap_ratio = round((least + row.cap) / least, DECIMALS) if least else None
    sets, more = _sets_text(row, words), _more_text(row.more, words)
    ratio_text, cap_ratio_text = _two_places(ratio), _two_places(cap_ratio)
    cap_text = (
        words("plan.ledger.cap", sets=row.cap, ratio=cap_ratio_text)
        if row.cap and least
        else words("plan.ledger.cap_equal")
    )
    ratio_said = words("plan.ledger.ratio", ratio=ratio_text) if most > least > 0 else ""
    coach = [part for part in (sets, ratio_said, cap_text if most else "", more) if part]
    return LedgerWeek(
        week=row.week,
        left_sets=row.left,
        right_sets=row.right,
        apart=most - least,
        ratio=ratio,
        cap_sets=row.cap,
        cap_ratio=cap_ratio,
        more=tuple(LedgerMore(exercise=one.exercise, side=one.side, sets=one.sets) for one in row.more),
        sets_text=sets,
        ratio_text=ratio_text,
        cap_text=cap_text,
        cap_ratio_text=cap_ratio_text,
        more_text=more,
        line=words("plan.ledger.line", sets=sets, more=more) if more else sets,
        text=words("plan.ledger.text").join(coach),
    )


def _sets_text(row: WeekSets, words: Words) -> str:
    if not row.left and not row.right:
        return words("plan.ledger.none")
    if row.left == row.right:
        return words("plan.ledger.even", sets=row.left)
    side, other = ("left", "right") if row.left > row.right else ("right", "left")
    most, least = max(row.left, row.right), min(row.left, row.right)
    return words("plan.ledger.uneven", side=side, most=most, other=other, least=least)


def _more_text(more: Sequence[MoreOnASide], words: Words) -> str:
    """Side by side in the order of the week: "one more on the left: calf raise, straight knee"."""
    sides: dict[Side, list[MoreOnASide]] = {}
    for one in more:
        sides.setdefault(one.side, []).append(one)
    said = []
    for side, ones in sides.items():
        sets = sum(one.sets for one in ones)
        names = words("plan.ledger.exercises").join(_name(one, words) for one in ones)
        form = "one_more" if sets == 1 else "more"
        said.append(words(f"plan.ledger.{form}", sets=sets, side=side, exercises=names))
    return words("plan.ledger.exercises").join(said)


def _name(one: MoreOnASide, words: Words) -> str:
    name = one.exercise[:1].lower() + one.exercise[1:]
    return name if one.sets == 1 else words("plan.ledger.times", exercise=name, times=one.sets)


def _two_places(ratio: float | None) -> str:
    """ "1.10", "1" where both sides are equal, "" where one has no sets."""
    return "" if ratio is None else "1" if ratio == 1 else f"{ratio:.2f}"
