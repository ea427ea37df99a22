"""What a coach wrote is seen to be kept, or lost, in the text alone."""

from __future__ import annotations

import pytest

from planforge.reading.kept_text import comments, comments_kept, lines_kept


def test_comments_are_found_beside_values_that_hold_their_sign() -> None:
    """In quotes, in block text and inside a word a # is no comment."""
    text = (
        "# head\na: 'x # y'  # one\nb: |\n  # text\n  more # text\nc: d#e\n"
        'f: "two\n  # lines"\ng: [1,  # two\n  2]\n# end\n'
    )
    assert comments(text) == ["# head", "# one", "# two", "# end"]


@pytest.mark.parametrize("lost", ["# head\n", "  # one", "# end\n"])
def test_a_lost_comment_is_seen(lost: str) -> None:
    old = "# head\na: 1  # one\n# end\n"
    assert comments_kept(old, old + "b: 2\n")
    assert not comments_kept(old, old.replace(lost, ""))


def test_a_blank_may_be_filled_and_nothing_else_go() -> None:
    """Brackets and nulls are blanks; a value, a key and an order are not."""
    assert lines_kept("a: {b: , c: ~}\nd: []\n", "a: {b: 1, c: 2}\nd:\n  - e\n")
    assert not lines_kept("a: {b: , c: 3}\n", "a: {b: 1, c: 2}\n")
    assert not lines_kept("a:\nb:\n", "b:\na:\n")
