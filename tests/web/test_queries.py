"""What an address may ask for."""

from __future__ import annotations

from dataclasses import fields

from armstrail.ledger.store.facts import Filter
from armstrail.ledger.store.pages import PageFilter
from armstrail.web.queries import COUNTS, DAYS, FLAGS, PAGE_FLAGS, PAGE_TEXTS, TEXTS


def test_every_filter_of_the_store_can_be_asked_for_by_an_address() -> None:
    """A filter that no address could ask for would be one that nobody can use."""
    assert {field.name for field in fields(Filter)} == {*TEXTS, *FLAGS, *COUNTS, *DAYS}
    assert {field.name for field in fields(PageFilter)} == {*PAGE_TEXTS, *PAGE_FLAGS, *DAYS}
