"""Hostile text in every field of a plan: it stands in the PDF as written, and nothing of it is obeyed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import test_page_hostile as hostile
from printed_pdf import poppler_pages, read, root_of, write

from planforge.models.plan import Plan

# What a browser would obey, and what the typesetter would; short, as each line takes time.
BROWSER = "\"'><script>alert(1)</script>{{ 7*7 }}\u2028&lt;b&gt;"
TYPST = ' #panic("no") #{1+1} $x^2$ *b* _i_ @x <y> // /* ~ ` = - + [z] \\u{41} {page} #import "a" \\'
EVIL = f"{BROWSER}{TYPST}"


def squeezed(text: str) -> str:
    """Without white space and the places where a long word may break."""
    return "".join(text.replace("\u200b", "").split())


def wanted(plan: Plan) -> Iterator[str]:
    """Of each kind of text one that is printed whole, whatever room there is."""
    yield from (plan.title, plan.subtitle, plan.pattern.athlete_sentence)
    yield from (gap.name for gap in plan.gaps)
    for week in plan.weeks:
        yield from (week.title, week.head_text)
        for day in week.days:
            yield day.date_text
            for session in day.sessions:
                yield session.title
                yield from (item.name for item in session.items)
    for card in plan.exercises:
        yield from (card.name, card.purpose, *card.setup, *card.cues, *card.cautions)
    yield from (source.text for source in plan.sources)


@pytest.fixture(scope="module")
def evil() -> tuple[Plan, bytes]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(hostile, "EVIL", EVIL)
        whole = hostile.evil_plan()
    # A page of each kind: long texts take the typesetter long.
    plan = whole.model_copy(
        update={
            "weeks": whole.weeks[:1],
            "exercises": whole.exercises[:4],
            "findings": whole.findings[:4],
            "gaps": whole.gaps[:2],
            "drawings": tuple(
                one.model_copy(update={"name": one.name.removesuffix(EVIL)}) for one in whole.drawings
            ),
            "strength_log": whole.strength_log[:1],
            "sources": (
                whole.sources[0].model_copy(update={"url": "javascript:alert(7)"}),
                *whole.sources[1:3],
            ),
        }
    )
    data, problems = write(plan)
    assert problems == []
    return plan, data


def test_all_of_it_is_read_as_it_was_written(evil: tuple[Plan, bytes], pdftotext: str) -> None:
    plan, data = evil
    text = squeezed(" ".join(poppler_pages(data, pdftotext)))
    assert text.count(squeezed(EVIL)) > 150
    assert [one for one in wanted(plan) if squeezed(one) not in text] == []


def test_nothing_of_it_becomes_a_link_or_a_script(evil: tuple[Plan, bytes]) -> None:
    """Actions lead inside the document, or to the web by the address that the card has."""
    plan, data = evil
    assert [card.video for card in plan.exercises[:1]] == ["javascript:alert(5)"]
    annotations = [note.get_object() for page in read(data).pages for note in page.get("/Annots", ())]
    actions = [note["/A"] for note in annotations if "/A" in note]
    assert {str(action["/S"]) for action in actions} <= {"/GoTo", "/URI"}
    addresses = {str(action["/URI"]) for action in actions if "/URI" in action}
    assert len(addresses) >= 2
    assert all(address.startswith("https://") for address in addresses)
    assert not {"/OpenAction", "/AA"} & set(root_of(data))
