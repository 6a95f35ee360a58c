"""W3C Web Annotations: one for every span, each leading back to its words by both selectors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from armstrail.export import webannotation
from armstrail.export.anchoring import Selectors, anchor
from armstrail.export.selection import Pages, Selection

Collection = dict[str, Any]


@pytest.fixture
def collection(selection: Selection, pages: Pages) -> Collection:
    """The file as JSON."""
    loaded: Collection = json.loads("".join(webannotation.lines(selection, pages)))
    return loaded


def test_the_file_is_a_collection_with_every_span(collection: Collection, selection: Selection) -> None:
    """Context, types and total as the standard has them; ids are unique."""
    items = collection["first"]["items"]
    spans = [span for fact in selection.facts() for member in fact.evidence for span in member.spans]

    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert collection["total"] == len(items) == len(spans)
    assert len({item["id"] for item in items}) == len(items)
    assert {item["motivation"] for item in items} == {"identifying"}
    assert all(" " not in item["id"] and item["id"].isascii() for item in items)


def test_both_selectors_lead_to_the_words(collection: Collection, pages: Pages, selection: Selection) -> None:
    """The position, and the quotation alone in a text that has moved, give the same words."""
    by_source = {pages[name].url: pages[name].text for name in selection.pages}
    for item in collection["first"]["items"]:
        target = item["target"]
        quote, position = target["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        text = by_source[target["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        moved = "A new line before.\n" + text
        wanted = Selectors(position["start"], position["end"], quote["exact"], quote["prefix"], quote["suffix"])
        found = anchor(moved, wanted)
        assert found is not None
        assert found.held == "quote"
        assert moved[found.start : found.end] == quote["exact"]


def test_a_body_names_the_fact(collection: Collection, selection: Selection) -> None:
    """The fact's id and what it says in a line."""
    bodies = [item["body"] for item in collection["first"]["items"]]
    named = {body[0]["source"].removeprefix("urn:armstrail:") for body in bodies}

    assert named == {fact.id for fact in selection.facts()}
    assert "Iran → Houthis: =HYPERLINK shells (transferred, possible)" in {body[1]["value"] for body in bodies}


def test_nothing_to_annotate_is_an_empty_collection(pages: Pages) -> None:
    """No facts, no annotations, and still a valid file."""
    empty = json.loads("".join(webannotation.lines(Selection(), pages)))
    assert (empty["total"], empty["first"]["items"]) == (0, [])
