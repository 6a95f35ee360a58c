"""From marked words to a record, or to the right value of a cell: the forms, and what becomes of them.

The words come as `START-END` (code points of the page's text) or as they stand on the page, one passage a line; scripts of
the desk fill in offsets where words are selected, and without scripts both can be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from armstrail.errors import InputError
from armstrail.ledger.cells import cells_of, correctable
from armstrail.ledger.facts import AnyFact
from armstrail.ledger.markings import MODELS, doubts, marking_of
from armstrail.ledger.words import states_in
from armstrail.records import Act, Annotation, Category, EventType, Factuality, Quote, Span, Stage
from armstrail.web.cells import party_name
from armstrail.web.desk import Desk, desk_of
from armstrail.web.queries import BadQuery, segment
from armstrail.web.review import LONGEST_WORDS, PLACE, reason, reviewer
from armstrail.web.text import Quotation, quotation

router = APIRouter()
MOST_PASSAGES = 40
KINDS_OF_MARK = (*MODELS, "correct")


@dataclass(frozen=True, slots=True)
class Ask:
    """A cell that the form asks for. `choices` make it a list to choose from, `many` takes several names parted by semicolons."""

    name: str
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    needed: bool = False
    list: str = ""


def _values(of: Any) -> tuple[str, ...]:
    return tuple(one.value for one in of)


SAID_BY = Ask("asserted_by", "Asserted by", "who says, suspects or denies it; empty: the page itself", list="speakers")
FACTUALITY = Ask("factuality", "Factuality", "as the words have it", _values(Factuality), needed=True)
WHEN = Ask("when", "When", "2024-05-02, 2024-05 or 2024")
ASKED: Mapping[str, tuple[Ask, ...]] = {
    "transfer": (
        Ask("supplier", "Supplier", many=True, list="parties"),
        Ask("recipient", "Recipient", many=True, list="parties"),
        Ask("goods.category", "Category", "", _values(Category), needed=True),
        Ask("goods.text", "Goods", "as the page words them", needed=True),
        Ask("quantity", "Quantity", "60 missiles, ~ 60, at least 60, 4-6"),
        WHEN,
        Ask("stage", "Stage", "", _values(Stage), needed=True),
        FACTUALITY,
        SAID_BY,
    ),
    "statement": (
        Ask("speaker", "Speaker", "a speaker of this page, a state, or NAME (person)", needed=True, list="speakers"),
        Ask("quote", "Quoted", "", _values(Quote), needed=True),
        Ask("act", "Act", "", _values(Act), needed=True),
        Ask("said_on", "Said on", "2024-05-02"),
        Ask("via", "Via", "channels, outermost first", many=True),
        Ask("occasion", "Occasion"),
    ),
    "event": (
        Ask("type", "Type", "", _values(EventType), needed=True),
        Ask("participants", "Participants", many=True, list="parties"),
        Ask("object", "Object", "the weapon, the instrument, the measure"),
        Ask("target", "Target", "against whom", list="parties"),
        Ask("place", "Place"),
        WHEN,
        FACTUALITY,
        SAID_BY,
    ),
    "violation": (
        Ask("rule", "Rule", "as the page names it", needed=True),
        Ask("by", "By", many=True, list="parties"),
        Ask("transfer", "Transfer", "the record of this page that is said to break it", list="transfers"),
        FACTUALITY,
        SAID_BY,
    ),
}


def spans_of(page: Annotation, passages: Iterable[str]) -> list[Span]:
    """The spans that a user marked. Raises BadQuery for words that do not stand on the page once, and for none."""
    found: list[Span] = []
    for line in (line.strip() for words in passages for line in words.splitlines()):
        if not line:
            continue
        if match := PLACE.fullmatch(line):
            found.append((int(match[1]), int(match[2])))
            continue
        places = [one.span() for one in re.finditer(r"\s+".join(map(re.escape, line.split())), page.text)]
        if len(places) != 1:
            how = "do not stand on the page" if not places else f"stand on the page {len(places)} times"
            raise BadQuery(f"“{line[:80]}”: these words {how}: select them in the text, or give START-END")
        found.append(places[0])
    if not found:
        raise BadQuery("no words are marked: select some in the text, or write them as they stand there")
    if len(found) > MOST_PASSAGES:
        raise BadQuery(f"{len(found)} passages: {MOST_PASSAGES} at most")
    return sorted(set(found))


def quoted_passages(page: Annotation, spans: Iterable[Span]) -> list[Quotation]:
    """Marked passages in their sentences. Raises BadQuery for a span that the text does not have."""
    spans = list(spans)
    for start, end in spans:
        if not 0 <= start < end <= len(page.text):
            raise BadQuery(f"{start}-{end}: the text of {page.id} has {len(page.text)} characters")
    return [quotation(page, span, "") for span in spans]


def given_cells(kind: str, form: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The cells of a filled-in form as pairs, without the empty ones."""
    pairs: list[tuple[str, Any]] = []
    for one in ASKED[kind]:
        value = form.get(f"cell.{one.name}", "").strip()
        if not value or one.name == "goods.category":
            continue
        if one.name == "goods.text":
            pairs.append(("goods", {"text": value, "category": form.get("cell.goods.category", "")}))
        elif one.many:
            pairs += [(one.name, name.strip()) for name in value.split(";") if name.strip()]
        else:
            # A form's words are words: what looks like JSON is none.
            pairs.append((one.name, value))
    return pairs


def show_form(
    request: Request,
    desk: Desk,
    page: Annotation,
    kind: str,
    spans: list[Span],
    given: Mapping[str, str],
    *,
    wrong: str = "",
    unsure: tuple[str, ...] = (),
) -> Response:
    """The form that makes a record, with what was filled in, what is wrong with it, and what its words do not carry."""
    words = quoted_passages(page, spans)
    named = sorted(states_in(" ".join(one.marked for one in words)), key=party_name)
    speakers = dict.fromkeys(one.speaker.name for one in page.statements if one.speaker)
    return desk.show(
        request,
        "mark.html",
        400 if wrong else 409 if unsure else 200,
        page=page,
        kind=kind,
        kinds=tuple(MODELS),
        asked=ASKED[kind],
        spans=spans,
        words=words,
        named=named,
        speakers=list(speakers),
        transfers=[one.id for one in page.transfers],
        parties=desk.parties(),
        given=given,
        wrong=wrong,
        unsure=unsure,
    )


def fact_on(desk: Desk, page: str, record: str) -> AnyFact:
    """The fact that a record of a page is part of. Raises BadQuery for none."""
    found = desk.store.fact(f"{page}:{record}")
    if found is None:
        raise BadQuery(f"{page}:{record} is no part of the register yet: bring it up to date first")
    return found


@router.get("/mark")
def mark(request: Request, page: str = "", kind: str = "transfer", record: str = "", cell: str = "") -> Response:
    """The form for marked words of a page: of a new record of a kind, or of the right value of a record's cell."""
    desk = desk_of(request)
    read = desk.annotation(page)
    if kind not in KINDS_OF_MARK:
        raise BadQuery(f"kind={kind!r}: write {', '.join(KINDS_OF_MARK)}")
    spans = spans_of(read, request.query_params.getlist("passage"))
    words = quoted_passages(read, spans)
    if kind != "correct":
        return show_form(request, desk, read, kind, spans, {})
    if not record:
        raise BadQuery("choose the record whose cell these words put right")
    fact = fact_on(desk, page, record)
    return desk.show(
        request,
        "mark_correct.html",
        page=read,
        record=record,
        fact=fact,
        fields=correctable(fact),
        now={name: fact.model_dump(mode="json")[name] for name in correctable(fact)},
        cell=cell,
        spans=spans,
        words=words,
    )


@router.post("/mark")
async def make(request: Request) -> Response:
    """Make a record from marked words; where they do not carry a cell, ask first."""
    form = await request.form(max_fields=200, max_files=0, max_part_size=64 * 1024)
    return await _in_thread(_make, request, form)


async def _in_thread(call: Any, *arguments: Any) -> Response:
    from starlette.concurrency import run_in_threadpool

    found: Response = await run_in_threadpool(call, *arguments)
    return found


def _make(request: Request, form: FormData) -> Response:
    given = {name: value for name, value in form.items() if isinstance(value, str)}
    session, desk = reviewer(request, given.get("csrf", "")), desk_of(request)
    if any(len(value) > LONGEST_WORDS for value in given.values()):
        raise BadQuery(f"a cell has {LONGEST_WORDS} characters at most")
    page, kind = desk.annotation(given.get("page", "")), given.get("kind", "")
    if kind not in MODELS:
        raise BadQuery(f"kind={kind!r}: write {', '.join(MODELS)}")
    spans = spans_of(page, [value for value in form.getlist("passage") if isinstance(value, str)])
    missing = [one.label.lower() for one in ASKED[kind] if one.needed and not given.get(f"cell.{one.name}", "").strip()]
    try:
        if missing:
            raise InputError(f"still to be said: {', '.join(missing)}")
        why = reason(given.get("why", ""))
        read = desk.store.as_read(page.id)
        marking = marking_of(read, kind, spans, cells_of(read, kind, given_cells(kind, given)))
    except (InputError, BadQuery) as error:
        return show_form(request, desk, page, kind, spans, given, wrong=str(error))
    unsure = doubts(read, marking)
    if unsure and given.get("anyway") != "1":
        return show_form(request, desk, page, kind, spans, given, unsure=unsure)
    _, member = desk.store.make(page.id, marking, who=session.user, why=why)
    if desk.bring_up_to_date() and desk.store.fact(f"{member.page}:{member.id}") is not None:
        return RedirectResponse(f"/facts/{segment(f'{member.page}:{member.id}')}?done=made", 303)
    return RedirectResponse(f"/pages/{segment(page.id)}?done=later#{member.id}", 303)
