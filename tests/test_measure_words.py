"""Assessments and tests as records: means, texts, the error of the device."""

from __future__ import annotations

from assessing import DAY, EARLIER, TODAY, catalogue, maya, measure, profile, words

from planforge.plan.measure_words import assessment_records
from planforge.plan.measure_words import test_records as records_of_tests


def test_assessments_up_to_the_day_with_means_and_texts() -> None:
    """Oldest first, later ones left aside, the other share of 100 filled in."""
    shares = profile((DAY, {"ground_contact_balance": measure(51.3), "unheard_of": measure(1, 1)}))
    first, second = assessment_records(maya(), catalogue(), words(), TODAY)
    assert (first.date_text, second.date_text) == ("25 Oct 2026", "15 Nov 2026")
    lunge = second.measures[0]
    assert (lunge.left, lunge.left_text, lunge.trials_left) == (33.833333, "33.8°", (34, 34, 33.5))
    assert len(assessment_records(maya(), catalogue(), words(), EARLIER)) == 1
    (only,) = assessment_records(shares, catalogue(), words(), TODAY)
    assert [(m.left_text, m.right_text) for m in only.measures] == [("51.3%", "48.7%")]


def test_tests_carry_the_error_of_the_device() -> None:
    """A goniometer's lunge decides with 7.7 in the workbook too; protocols are short steps."""
    by_hand = profile((DAY, {"weight_bearing_lunge_angle": measure(30, 40, device="goniometer")}))
    (record,) = records_of_tests(by_hand, catalogue(), words())
    assert (record.error, record.attention, record.priority) == (7.7, 8.0, 8.0)
    assert record.protocol[-1] == "3 trials a side; the mean counts. Rest: 10 s."
    heel = records_of_tests(maya(), catalogue(), words())
    assert [(t.attention_pct, t.priority_pct) for t in heel if t.test == "single_leg_heel_raise"] == [
        (15, 25)
    ]
