"""Sentences begin behind the heads of reports."""

from __future__ import annotations

import pytest

from armstrail.language.segments import dateline_end


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("DHAKA: The army said it had bought nothing.", "The army said it had bought nothing."),
        ("Juba, 8 May 2019. The council met.", "The council met."),
        ("10 September 2008. The tanks left.", "The tanks left."),
        ("(Juba, May 8, 2019) – The council met.", "The council met."),
        ("Lima, 14 June (ANDA) – The yard closed.", "The yard closed."),
        ("Seoul, Oct. 3 (Yonhap) -- The yard closed.", "The yard closed."),
        ("OSLO, March 3 (Agency) -- The yard closed.", "The yard closed."),
    ],
)
def test_a_head_ends_before_the_first_sentence(text: str, rest: str) -> None:
    """A place or a date that a colon, a stop, a bracket or a dash closes stands apart from what follows."""
    assert text[dateline_end(text) :] == rest


@pytest.mark.parametrize(
    "text",
    ["SMITH: I know nothing of it.", "The council met on 8 May 2019. The army stayed away.", "On 8 May 2019 it met."],
)
def test_other_beginnings_are_no_heads(text: str) -> None:
    """A speaker's label and a date within a sentence are no datelines."""
    assert dateline_end(text) == 0
