"""A coach's own error from people measured twice: worked by hand here, refused where it cannot be one."""

from __future__ import annotations

from pathlib import Path

import pytest
from assessing import card
from pydantic import ValidationError

from planforge.models.own_error import OwnRetest, chi_square, sd_interval
from planforge.reading.content import load_library
from planforge.reading.layers import Layer, shipped_folder

LUNGE = "weight_bearing_lunge_angle"
# Differences 1, -1, 2, 0, 1: mean 0.6, squares about it 5.2, variance 5.2 / 4 = 1.3, SD 1.140175,
# SEM 1.140175 / 1.414214 = 0.806226, MDC95 2.77 x 0.806226 = 2.233246.
PAIRS = [[34, 35], [41, 40], [38, 40], [29, 29], [44, 45]]
ALIKE = [[34, 35], [41, 42], [38, 39], [29, 30], [44, 45]]


def test_sem_and_mdc_by_hand_in_the_unit_of_the_test() -> None:
    """SD of the differences over root two, and 2.77 times that."""
    own = card(LUNGE, retest={"pairs": PAIRS}).own_error
    assert own is not None
    assert (own.sem, own.error, own.pairs) == (0.806226, 2.233246, 5)


def test_percent_tests_take_the_differences_in_percent_of_the_larger_value() -> None:
    """-10, 10, 20, 0, -20 percent: variance 1000 / 4, SD 15.8114, SEM 11.18034, MDC95 30.969542."""
    pairs = [[100, 90], [90, 100], [80, 100], [100, 100], [100, 80]]
    retest = OwnRetest.model_validate({"pairs": pairs})
    assert retest.differences("pct") == (-10, 10, 20, 0, -20)
    own = card("single_leg_hop", retest={"pairs": pairs}).own_error
    assert own is not None
    assert own.sem == pytest.approx(11.180340)
    assert own.error == pytest.approx(30.969542)


def test_two_zeros_differ_by_nothing() -> None:
    """No division by zero in percent."""
    pairs = [[0, 0], [90, 100], [80, 100], [100, 100], [100, 80]]
    assert OwnRetest.model_validate({"pairs": pairs}).differences("pct")[0] == 0


def test_shares_take_points() -> None:
    """0.5, 0, -0.5, 1, -1 points: variance 2.5 / 4, SD 0.790569, SEM 0.559017, MDC95 1.548477."""
    pairs = [[50.5, 51], [49, 49], [51, 50.5], [50, 51], [52, 51]]
    own = card("ground_contact_balance", retest={"pairs": pairs}).own_error
    assert own is not None
    assert own.sem == pytest.approx(0.559017)
    assert own.error == pytest.approx(1.548477)


def test_bands_take_it_for_its_device_only_and_for_every_one_where_none_is_named() -> None:
    """The thresholds stay those of the device; case and blanks do not matter."""
    named = card(LUNGE, retest={"pairs": PAIRS, "device": " Inclinometer"})
    assert named.bands("inclinometer ").error == 2.233246
    assert (named.bands("goniometer").error, named.bands(None).error) == (7.7, 4.7)
    every = card(LUNGE, retest={"pairs": PAIRS})
    assert {every.bands(device).error for device in ("goniometer", "app", None)} == {2.233246}
    assert (every.bands("goniometer").attention, every.bands("goniometer").priority) == (8, 8)


def test_a_device_of_the_coach_is_known_from_the_pairs() -> None:
    """So that a measure taken with it brings no warning."""
    own = card(LUNGE, retest={"pairs": PAIRS, "device": "Laser"})
    assert own.known_devices == ("inclinometer", "app", "goniometer", "laser")
    assert own.bands("laser").error == 2.233246
    assert card(LUNGE).known_devices == ("inclinometer", "app", "goniometer")


@pytest.mark.parametrize(
    ("freedom", "low", "high"), [(4, 0.4844, 11.1433), (9, 2.7004, 19.0228), (29, 16.0471, 45.7223)]
)
def test_chi_square_against_the_tables(freedom: int, low: float, high: float) -> None:
    """2.5 % and 97.5 % points as printed in every table: within 8 % and 0.2 %."""
    assert chi_square(0.025, freedom) == pytest.approx(low, rel=0.08)
    assert chi_square(0.975, freedom) == pytest.approx(high, rel=0.002)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(5, 0.599, 2.874), (10, 0.688, 1.826), (30, 0.796, 1.344)]
)
def test_the_interval_of_an_sd(count: int, low: float, high: float) -> None:
    """Known factors of the 95 % interval; ten pairs leave the error anywhere from 0.7 to 1.8 times."""
    assert sd_interval(count) == pytest.approx((low, high), rel=0.04)


def test_the_interval_lies_about_the_error() -> None:
    """Printed beside it."""
    own = card(LUNGE, retest={"pairs": PAIRS}).own_error
    assert own is not None
    assert own.least is not None
    assert own.most is not None
    assert own.least == pytest.approx(0.599 * 2.233246, rel=0.01)
    assert own.most == pytest.approx(2.874 * 2.233246, rel=0.04)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"retest": {"pairs": PAIRS[:4]}}, "at least 5 pairs, better 10; here are 4"),
        ({"retest": {"pairs": PAIRS}, "sem": 1.2}, "sem and retest both state your own error"),
        ({"retest": {"pairs": ALIKE}}, "all pairs differ by the same"),
        ({"retest": {"pairs": [*PAIRS, [34, 350]]}}, "pair 6 lies outside the limits, 10 to 65"),
        ({"retest": {"pairs": [*PAIRS, [34]]}}, "pair 6 needs two values"),
        ({"retest": {"pairs": [*PAIRS, [34, 35, 36]]}}, "pair 6 needs two values"),
        ({"sem": 4.7 / 100 - 0.001}, "cannot be: the card's error is 4.7"),
        ({"sem": 6.5 * 10 + 0.1}, "its priority 6.5"),
        ({"retest": {"pairs": PAIRS, "devise": "tape"}}, "Extra inputs are not permitted"),
    ],
)
def test_pairs_that_give_no_error_are_refused(changes: dict[str, object], message: str) -> None:
    """Few, doubled, copied, mistyped."""
    with pytest.raises(ValidationError, match=message):
        card(LUNGE, **changes)


def coachs_card(folder: Path, added: str) -> list[str]:
    """Problems of a copied lunge card with lines added, as code, line of the added text, message."""
    shipped = (shipped_folder() / "tests" / f"{LUNGE}.yaml").read_text("utf-8")
    path = folder / "tests" / f"{LUNGE}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(shipped + added, encoding="utf-8")
    first = len(shipped.splitlines())
    found, problems = load_library([Layer("coach", folder), Layer("shipped", shipped_folder())])
    assert found is not None
    return [f"{one.code} {(one.place.line or 0) - first} {one.message}" for one in problems]


def test_a_copied_card_with_pairs_is_sound(tmp_path: Path) -> None:
    """Text scalars, as the reader delivers them."""
    assert coachs_card(tmp_path, f"retest: {{pairs: {PAIRS}, device: inclinometer}}\n") == []


def test_a_decimal_comma_counts_as_in_measures(tmp_path: Path) -> None:
    """In quotation marks or as a list of lines; bare in brackets YAML takes it for two values."""
    comma = [["34,5", "35"], ["41", "40"], ["38", "40"], ["29", "29"], ["44", "45"]]
    point = [[float(value.replace(",", ".")) for value in pair] for pair in comma]
    first, second = card(LUNGE, retest={"pairs": comma}), card(LUNGE, retest={"pairs": point})
    assert first.own_error == second.own_error
    assert coachs_card(tmp_path / "a", f"retest: {{pairs: {comma}}}\n") == []
    bare = str(comma).replace("'", "")
    (told,) = coachs_card(tmp_path / "b", f"retest: {{pairs: {bare}}}\n")
    assert told == "PF110 1 pair 1 needs two values, the first day and the second"


def test_an_sem_at_the_edge_of_what_can_be_is_taken() -> None:
    """A hundredth of the error and ten times priority are still sound."""
    assert card(LUNGE, sem=0.047).sem == 0.047
    assert card(LUNGE, sem=65).sem == 65


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ("retest:\n  pairs: [[34, 35], [41, 40]]\n", "PF110 2 an error needs at least 5 pairs"),
        (f"sem: 1.1\nretest:\n  pairs: {PAIRS}\n", "PF110 2 sem and retest both state"),
        ("sem: 120\n", "PF106 1 an SEM of 120 cannot be"),
        (f"retest:\n  pairs: {ALIKE}\n", "PF110 1 all pairs differ by the same"),
        ("retest: {pairs: [[34, x], [1, 2], [1, 2], [1, 2], [1, 2]]}\n", "PF105 1 'x' is not a number"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, added: str, problem: str) -> None:
    """At the block, or at the value."""
    (told,) = coachs_card(tmp_path, added)
    assert told.startswith(problem)
