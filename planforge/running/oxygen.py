"""Oxygen cost of running: Daniels and Gilbert's curve, ACSM's equation, and what a treadmill's slope costs.

The curve here is the *equation* for cost. Paces and VDOT of planforge come from the published regression in
`paces`, a separate fit: the two differ by less than 0.06 VDOT in the worked results.
"""

from __future__ import annotations

from planforge.running.paces import sustained_fraction

# VO2 = a + b v + c v², v in m/min (Daniels and Gilbert 1979).
COST_A, COST_B, COST_C = -4.60, 0.182258, 0.000104
# VO2 = rest + flat S + climb S G, S in m/min, G as a fraction (ACSM, running).
ACSM_REST, ACSM_FLAT, ACSM_CLIMB = 3.5, 0.2, 0.9


def oxygen_cost(speed: float) -> float:
    """ml/kg/min at a speed in m/min, by the equation for cost."""
    return COST_A + COST_B * speed + COST_C * speed * speed


def direct_vdot(distance_m: float, time_s: float) -> float:
    """VDOT by the equation for cost, unclamped: the other way, beside `paces.vdot_of`."""
    minutes = time_s / 60
    return oxygen_cost(distance_m / minutes) / sustained_fraction(minutes)


def acsm_uptake(speed: float, grade: float) -> float:
    """ml/kg/min at a speed in m/min on a slope given as a fraction (0.01 is 1 %)."""
    return ACSM_REST + ACSM_FLAT * speed + ACSM_CLIMB * speed * grade


def flat_equivalent_speed(speed: float, grade: float) -> float:
    """The speed on a flat treadmill that costs as much by ACSM, in the unit of `speed`: S (1 + 4.5 G)."""
    return speed * (1 + ACSM_CLIMB / ACSM_FLAT * grade)
