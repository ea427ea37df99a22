"""`check` fills every branch of a mail, so a slip in a coach's copy of one is found before it is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import DOCUMENTS

from athletes import TODAY, shipped_library
from planforge.forge import checking
from planforge.models.plan import Plan
from planforge.reading.layers import Layer, shipped_folder

# A slip in each branch that only some mails reach.
SLIPS = [
    ("mail.html.j2", "{% for line in paragraph %}", "{% for line in nobody %}"),
    ("mail.txt.j2", "words.mail.locked_about", "words.mail.lokked"),
    ("mail_week.html.j2", "words.mail.referral", "words.mail.referal"),
    ("mail.txt.j2", "words.mail.files[use]", "words.mail.file_of[use]"),
    ("mail.txt.j2", "contact=theme.contact", "contact=theme.kontact"),
    ("mail.txt.j2", "{{ words.mail.questions }}", "{{ words.mail.question }}"),
    ("mail_week.txt.j2", 'say("items.one_side")', 'say("items.none")'),
    ("mail_week.html.j2", "item.order_text if", "item.orders if"),
    ("mail_week.txt.j2", "item.reason_text }}", "item.reasoning }}"),
]


@pytest.fixture(scope="module")
def starter() -> Plan:
    """The plan that `check` prints."""
    return checking.starter_plan(shipped_library(), TODAY)


@pytest.mark.parametrize(("name", "old", "new"), SLIPS, ids=[new for _, _, new in SLIPS])
def test_a_slip_in_any_branch_is_found(name: str, old: str, new: str, starter: Plan, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    (own / "documents").mkdir(parents=True)
    text = (DOCUMENTS / name).read_text("utf-8")
    assert old in text
    (own / "documents" / name).write_text(text.replace(old, new), "utf-8")
    layers = (Layer("own", own), Layer("shipped", shipped_folder()))
    found = checking.mail_problems(starter, shipped_library(), layers)
    assert [(one.code, Path(one.place.file).name) for one in found] == [("PF631", name)]


def test_the_shipped_mails_have_none(starter: Plan) -> None:
    assert checking.mail_problems(starter, shipped_library(), (Layer("shipped", shipped_folder()),)) == []
