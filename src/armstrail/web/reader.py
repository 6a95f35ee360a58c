"""The page reader: the stored text, body and furniture told apart, with every record's words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from armstrail.records import Annotation, Event, Span, Statement, Transfer, Violation
from armstrail.web.cells import parties, party_name, quantity
from armstrail.web.desk import at_one_look, desk_of
from armstrail.web.lists import notice
from armstrail.web.rows import short
from armstrail.web.text import Piece, pieces

router = APIRouter()
CARD_WORDS = 90
"""Characters of a statement that its card shows."""
AnyRecord = Statement | Transfer | Event | Violation


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a page's text: a paragraph of the article, or what stands around it."""

    kind: str
    reason: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A record beside the text."""

    id: str
    kind: str
    label: str
    note: str
    spans: tuple[Span, ...]
    who: tuple[str, ...] = ()
    """The parties and speakers that it names, each once."""


def marks_of(page: Annotation) -> list[tuple[str, Span]]:
    """Every span that a record or a piece of date evidence cites, under the record's id (`d1` for dates)."""
    marks: list[tuple[str, Span]] = []
    for one in page.statements:
        marks += [(one.id, span) for span in one.content]
    for records in (page.transfers, page.events, page.violations):
        for record in records:
            marks += [(record.id, span) for span in record.evidence]
    marks += [(f"d{number}", one.span) for number, one in enumerate(page.date_evidence, 1) if one.span]
    return marks


def blocks_of(page: Annotation) -> list[Block]:
    """The whole text, in order: article paragraphs and, between them, what was left out and why."""
    marks = marks_of(page)
    reasons = sorted((one.span, one.reason) for one in page.coverage.skipped)
    found: list[Block] = []
    at = 0

    def furniture(start: int, end: int) -> None:
        words = page.text[start:end]
        if words.strip():
            # Blank lines around furniture say nothing; the offsets of what is shown stay those of the text.
            start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
            why = next((reason for (a, b), reason in reasons if a < end and start < b), None)
            found.append(Block("furniture", why, tuple(pieces(page.text, (start, end), marks))))

    title = page.title_span
    runs = [("body", span) for span in page.body]
    if title is not None:
        runs = [("title" if title[0] <= a and b <= title[1] else kind, (a, b)) for kind, (a, b) in runs]
        if not any(a < title[1] and title[0] < b for a, b in page.body):
            runs.append(("title", title))
    for kind, (start, end) in sorted(runs, key=lambda run: run[1]):
        furniture(at, start)
        found.append(Block(kind, None, tuple(pieces(page.text, (start, end), marks))))
        at = max(at, end)
    furniture(at, len(page.text))
    return found


def card_of(record: AnyRecord, text: str) -> Card:
    """A record of a page with this text in two lines."""
    if isinstance(record, Statement):
        speaker = record.speaker.name if record.speaker else "unnamed source"
        said = short(" … ".join(" ".join(text[a:b].split()) for a, b in record.content), CARD_WORDS)
        return Card(
            record.id,
            "statement",
            f"{speaker}: {said}",
            f"{record.act.value} · {record.quote.value}",
            record.content,
            _named(record.speaker.name if record.speaker else None),
        )
    if isinstance(record, Transfer):
        figure = quantity(record.quantity)
        label = f"{parties(record.supplier)} → {parties(record.recipient)}: {figure + ', ' if figure else ''}{record.goods.text}"
        by = f" · {record.asserted_by}" if record.asserted_by else ""
        return Card(
            record.id,
            "transfer",
            label,
            f"{record.stage.value} · {record.factuality.value}{by}",
            record.evidence,
            _named(*map(party_name, (*record.supplier, *record.recipient)), record.asserted_by),
        )
    if isinstance(record, Event):
        who = parties(record.participants)
        return Card(
            record.id,
            "event",
            f"{record.type.value.capitalize()}: {who}",
            record.factuality.value,
            record.evidence,
            _named(*map(party_name, record.participants), party_name(record.target) if record.target else None),
        )
    return Card(
        record.id,
        "violation",
        record.rule,
        f"{parties(record.by)} · {record.factuality.value}",
        record.evidence,
        _named(*map(party_name, record.by)),
    )


def _named(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def counts_of(cards: Iterable[Card]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """How many of some records are of each kind, and how many name each party or speaker: the most first."""
    cards = list(cards)
    kinds, names = Counter(card.kind for card in cards), Counter(name for card in cards for name in card.who)
    return kinds.most_common(), sorted(names.items(), key=lambda one: (-one[1], one[0].casefold()))


@router.get("/pages/{name:path}")
@at_one_look
def page_reader(request: Request, name: str) -> Response:
    """A page as it was read, its records beside it."""
    desk = desk_of(request)
    page = desk.annotation(name)
    records: list[AnyRecord] = [*page.transfers, *page.statements, *page.events, *page.violations]
    cards = [card_of(record, page.text) for record in sorted(records, key=_first)]
    kinds, names = counts_of(cards)
    values: dict[str, Any] = {
        "page": page,
        "blocks": blocks_of(page),
        "cards": cards,
        "kinds": kinds,
        "names": names,
        "places": {name: number for number, (name, _) in enumerate(names)},
        "kind_of": {card.id: card.kind for card in cards},
        "by_hand": {f"w{one.id.removeprefix('d')}": one.who for one in desk.store.markings(page.id)},
        "notice": notice(request),
        "dating": next((one for one in desk.store.datings() if one.page == page.id), None),
        "origin": desk.store.origin_of(page.id),
        "share": round(100 * page.coverage.read / page.coverage.characters) if page.coverage.characters else 0,
    }
    return desk.show(request, "page.html", **values)


def _first(record: AnyRecord) -> tuple[int, str]:
    spans = record.content if isinstance(record, Statement) else record.evidence
    return min(start for start, _ in spans) if spans else 0, record.id
