"""Every span of evidence as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/), in one collection.

An annotation's body is the fact that the words carry, its target the page with both selectors: the quotation with its
surroundings and the position. Where a person marked the words he is the creator. Positions are code points of the page's text as Armstrail reads it (the extracted text of
an HTML page), as the standard counts them; where a text has changed, `armstrail.export.anchoring.anchor` finds the words
again and says which selector held.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

from armstrail import __version__
from armstrail.export.anchoring import selectors
from armstrail.export.evidence import Words, hand_behind, words_of
from armstrail.export.manifest import Omission
from armstrail.export.parties import name_of
from armstrail.export.selection import Pages, Selection
from armstrail.ledger.facts import AnyFact, EventFact, StatementFact, TransferFact
from armstrail.records import Annotation

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SOFTWARE = {"type": "Software", "name": "Armstrail", "nick": f"armstrail {__version__}"}


def lines(selection: Selection, pages: Pages) -> Iterator[str]:
    """The lines of the file, which is one AnnotationCollection with one page; an annotation stands on a line."""
    total = sum(len(member.spans) for fact in selection.facts() for member in fact.evidence)
    head = {"@context": CONTEXT, "id": "urn:armstrail:annotations", "type": "AnnotationCollection", "total": total}
    first = {"id": "urn:armstrail:annotations:1", "type": "AnnotationPage", "startIndex": 0}
    yield f'{_json(head)[:-1]}, "first": {_json(first)[:-1]}, "items": [\n'
    comma = ""
    for fact in selection.facts():
        for words in words_of(fact, pages):
            yield comma + _json(annotation(fact, words, pages[words.page]))
            comma = ",\n"
    yield "\n]}}\n"


def annotation(fact: AnyFact, words: Words, page: Annotation) -> dict[str, object]:
    """One span of a fact's evidence as an annotation, without the context that its collection has."""
    target: dict[str, object] = {
        "type": "SpecificResource",
        "source": page.url or f"urn:sha256:{page.sha256}",
        "selector": selectors(page.text, words.start, words.end).as_json(),
    }
    if page.captured:
        target["state"] = {"type": "TimeState", "sourceDate": f"{page.captured.isoformat()}T00:00:00Z"}
    hand = hand_behind(fact, words)
    where = quote(f"{words.page}:{words.record}", safe=":")
    return {
        "id": f"urn:armstrail:{fact.id}:{where}:{words.start}-{words.end}",
        "type": "Annotation",
        "motivation": "identifying",
        **({"creator": {"type": "Person", "name": hand.who}, "created": _moment(hand.made)} if hand else {}),
        "generator": _SOFTWARE,
        "body": [
            {"type": "SpecificResource", "source": f"urn:armstrail:{fact.id}", "purpose": "identifying"},
            {
                "type": "TextualBody",
                "value": caption(fact),
                "format": "text/plain",
                "language": "en",
                "purpose": "describing",
            },
        ],
        "target": target,
    }


def _moment(made: datetime) -> str:
    """A moment as the standard has it, in UTC."""
    utc = made.astimezone(UTC) if made.tzinfo else made
    return f"{utc.replace(tzinfo=None, microsecond=0).isoformat()}Z"


def caption(fact: AnyFact) -> str:
    """What a fact says, in one line."""
    if isinstance(fact, TransferFact):
        giver, taker = (", ".join(map(name_of, parties)) or "unknown" for parties in (fact.supplier, fact.recipient))
        return f"{giver} → {taker}: {fact.goods.text} ({fact.stage.value}, {fact.factuality.value})"
    if isinstance(fact, StatementFact):
        return f"{fact.speaker.name if fact.speaker else 'unnamed source'}: {fact.act.value}"
    if isinstance(fact, EventFact):
        return f"{fact.type.value}: {', '.join(map(name_of, fact.participants)) or fact.object or 'unknown'} ({fact.factuality.value})"
    return f"alleged breach of {fact.rule} by {', '.join(map(name_of, fact.by)) or 'unknown'} ({fact.factuality.value})"


def omissions(selection: Selection) -> list[Omission]:
    """What the file does not carry."""
    found = [
        Omission(
            what="cells of facts", why="a body names the fact and says it in one line; jsonl has every cell by that id"
        )
    ]
    for count, what, why in (
        (len(selection.conflicts), "conflicts", "they are about facts, not about words of one page"),
        (len(selection.decisions), "decisions", "they are about facts, not about words of one page"),
        (len(selection.origins), "origins", "they are about whole texts"),
    ):
        if count:
            found.append(Omission(what=what, count=count, why=why))
    return found


def _json(body: object) -> str:
    return json.dumps(body, ensure_ascii=False)
