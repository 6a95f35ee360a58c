"""JSON Lines: all that the ledger says, read back as the same records."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from armstrail.export import jsonlines
from armstrail.export.selection import Pages, Selection
from armstrail.ledger.facts import Decision, Line
from armstrail.ledger.store import Store

LINE: TypeAdapter[Line] = TypeAdapter(Line)


def by_kind(selection: Selection, pages: Pages) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in jsonlines.lines(selection, pages):
        body = json.loads(line)
        found.setdefault(body["kind"], []).append(body)
    return found


def test_the_ledger_comes_back_as_it_was(store: Store, selection: Selection, pages: Pages) -> None:
    """Every line of the ledger is read back as an equal record."""
    kinds = {"origin", "statement", "transfer", "event", "violation", "conflict", "dating"}
    read = [
        LINE.validate_python(one) for kind, some in by_kind(selection, pages).items() if kind in kinds for one in some
    ]

    assert sorted(one.model_dump_json() for one in read) == sorted(
        one.model_dump_json() for one in store.ledger_lines()
    )


def test_review_comes_with_it(store: Store, selection: Selection, pages: Pages) -> None:
    """Decisions come back as equal records; the letters of sources with who, when and why."""
    found = by_kind(selection, pages)

    decisions = [Decision.model_validate({k: v for k, v in one.items() if k != "kind"}) for one in found["decision"]]
    assert decisions == store.decisions()
    assert found["reliability"] == [
        {
            "kind": "reliability",
            "source": "The Example",
            "grade": "C",
            "who": "ana",
            "made": "2026-01-02T03:04:05+00:00",
            "why": "re-posts",
        }
    ]


def test_pages_carry_the_words_of_evidence(selection: Selection, pages: Pages) -> None:
    """For every span of every fact the words stand with the page."""
    words = {
        (page["id"], one["start"], one["end"]): one["words"]
        for page in by_kind(selection, pages)["page"]
        for one in page["evidence"]
    }
    for fact in selection.facts():
        for member in fact.evidence:
            for start, end in member.spans:
                assert words[member.page, start, end] == pages[member.page].text[start:end]
