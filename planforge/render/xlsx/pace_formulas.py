"""The pace model as formulas: the same equations, tables and sources as `planforge.running.paces`.

Daniels and Gilbert's model with the regression inverse. A test holds these formulas equal to that model.
"""

from __future__ import annotations

from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.lookups import Range

SPEED_A, SPEED_B, SPEED_C = 29.54, 5.000663, 0.007546
VDOT_MIN, VDOT_MAX = 20, 90
PLAUSIBLE_MAX = 85
E_SLOW, T_FRACTION, I_FRACTION = 0.630, 0.880, 0.974
E_FAST_AT_30, E_FAST_AT_84 = 0.723, 0.742
M_SLOWER = (10.9, 10.5, 8.6, 8.1, 7.2, 5.8, 5.1, 4.9, 4.4, 3.6, 2.5, 2.1, 2.4, 1.4, 1.3, 0.9, 0.0)
I_400 = (
    142, 134, 128, 122, 116, 112, 108, 104, 100, 96, 93, 91, 88, 86,
    83, 81, 79, 77, 75, 73, 71, 69, 68, 66, 65, 64, 62, 61,
)  # fmt: skip
MILE_M, TEN_KM_M, MARATHON_M = 1609.344, 10_000.0, 42_195.0
HALF_WIDTH = 0.01


def sustained(minutes: Formula) -> Formula:
    """The fraction of VO2max held for so many minutes (Daniels and Gilbert 1979)."""
    return (
        0.8 + 0.1894393 * f.exponential(-0.012778 * minutes) + 0.2989558 * f.exponential(-0.1932605 * minutes)
    )


def speed_at(uptake: Formula) -> Formula:
    """Metres a minute at an oxygen uptake."""
    return SPEED_A + SPEED_B * uptake - SPEED_C * uptake * uptake


def uptake_at(speed: Formula) -> Formula:
    """The oxygen uptake at a speed, 0 where none belongs to it."""
    under_root = SPEED_B * f.formula(SPEED_B) - 4 * f.formula(SPEED_C) * (speed - SPEED_A)
    return f.if_error((SPEED_B - f.square_root(under_root)) / (2 * f.formula(SPEED_C)), 0)


def pace_at(uptake: Formula) -> Formula:
    """Seconds a kilometre at an oxygen uptake."""
    return 60_000 / speed_at(uptake)


def easy_ends(vdot: Formula) -> tuple[Formula, Formula]:
    """The slow and the fast end of easy running."""
    fast = E_FAST_AT_30 + (E_FAST_AT_84 - f.formula(E_FAST_AT_30)) * (vdot - 30) / 54
    return pace_at(E_SLOW * vdot), pace_at(fast * vdot)


def marathon_slower(vdot: Formula, table: Range) -> Formula:
    """What marathon pace is slower by at low fitness; `table` holds M_SLOWER."""
    place = f.smallest(f.largest(vdot - 30, 0), len(M_SLOWER) - 1)
    below = f.smallest(f.whole(place), len(M_SLOWER) - 2)
    low = look_up.pick(table, below + 1)
    return low + (look_up.pick(table, below + 2) - low) * (place - below)


def interval_400(vdot: Formula, i_pace: Formula, table: Range) -> Formula:
    """Seconds for 400 m at I; `table` holds I_400."""
    row = f.smallest(f.largest(f.whole((vdot - 30) / 2), 0), len(I_400) - 2)
    low = look_up.pick(table, row + 1)
    inside = low + (look_up.pick(table, row + 2) - low) * (vdot - 30 - 2 * row) / 2
    under = I_400[0] + 0.4 * (i_pace - pace_at(f.formula(I_FRACTION * 30)))
    over = I_400[-1] + 0.4 * (i_pace - pace_at(f.formula(I_FRACTION * 84)))
    return f.when(vdot < 30, under, f.when(vdot >= 84, over, inside))


def repetition_less(vdot: Formula) -> Formula:
    """R is I less 8 s a 400 m to VDOT 47, 7 s at 48 and 49, 6 s from 50."""
    return 8 - _held(vdot - 47) - _held(vdot - 49)


def _held(figure: Formula) -> Formula:
    """Held between 0 and 1."""
    return f.smallest(f.largest(figure, 0), 1)
