"""Reporting clauses between two commas: all else in the sentence is what was said."""

from __future__ import annotations

import pytest

CASES = [
    (
        "If the pumps fail, the engineer said, the lower town will flood.",
        "If the pumps fail / the lower town will flood",
    ),
    (
        "To understand the flood, Osei said, one should visit the old mill.",
        "To understand the flood / one should visit the old mill",
    ),
    (
        "The bridge will close in May, the council said, but it would reopen by autumn.",
        "The bridge will close in May / but it would reopen by autumn",
    ),
    ("The ferry, Brekke told the court, had no pilot.", "The ferry / had no pilot"),
    (
        "The flood, the minister, Ann Lee, said on Friday, was the worst since 1950.",
        "The flood / was the worst since 1950",
    ),
    ("On Monday, the firm said, two of its ships left Odesa; a third stayed.", "two of its ships left Odesa"),
    ("However, Brekke said, the ferry had no pilot.", "the ferry had no pilot"),
]


@pytest.mark.parametrize(("text", "content"), CASES)
def test_both_sides_of_the_reporting_clause_are_said(only, text: str, content: str) -> None:
    """A clause, an infinitive or a noun phrase before it is content; a day or a connective before it is not."""
    assert only(text).content == content


def test_a_quotation_on_both_sides_is_mixed(only) -> None:
    """Quoted pieces inside the interrupted sentence belong to the one statement."""
    one = only('The ferry "hit a rock," Brekke said, and then "sank within minutes."')
    assert (one.content, one.statement.quote) == ('The ferry "hit a rock," / and then "sank within minutes."', "mixed")


def test_what_follows_may_be_another_statement(said) -> None:
    """A participle behind the reporting clause opens a statement of its own."""
    found = said("The talks failed, the minister said, adding that he would try again.")
    assert [one.content.rstrip(".") for one in found] == ["The talks failed", "that he would try again"]


def test_a_clause_behind_that_is_the_content(said) -> None:
    """What stands between the cue and "that" only sets the scene."""
    found = said("Asked about the flood, the mayor said, in a calm voice, that he knew nothing.")
    assert [one.content.rstrip(".") for one in found] == ["that he knew nothing"]
