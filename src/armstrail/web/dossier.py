"""The dossier of a fact: its cells, the words that carry them, both sides, origins, conflicts, grade, history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from armstrail.ledger.cells import correctable
from armstrail.ledger.facts import AnyFact, Conflict, Decision, EventFact, Saying, StatementFact, TransferFact, Voice
from armstrail.ledger.store import Store
from armstrail.records import Annotation, Member
from armstrail.web.cells import days, parties, party_name, plainly, quantity, spoken
from armstrail.web.cellwords import cell_words
from armstrail.web.desk import Desk, at_one_look, desk_of
from armstrail.web.lists import notice
from armstrail.web.queries import segment
from armstrail.web.rows import fields_of
from armstrail.web.text import Finder, Quotation, quotation

router = APIRouter()
SHOWN_SAYINGS = 2
"""Sayings of a voice that are laid open at once; the others wait behind a summary."""
SHOWN_VOICES = 8
"""Voices of a side whose words are laid open; of the others a summary has the links."""
SHOWN_COPIES = 3
"""Pages of one text whose words are laid open."""
LONG_REASON = 320
"""Characters of a reason beyond which it waits behind its beginning."""
MOST_PEEKED = 3
"""Origins of which a row of a list shows words."""
MOST_REASONS = 40
MOST_EVIDENCE = 60
"""Pages whose words a dossier shows; the rest is listed by link, so that a dossier stays a page."""


@dataclass(frozen=True, slots=True)
class Said:
    """A saying with its words in their sentence."""

    saying: Saying
    words: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice with what it said, and how many sayings more there are."""

    voice: Voice
    sayings: tuple[Said, ...]
    more: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """The words of one record on one page."""

    page: Annotation
    record: str
    origin: str | None
    words: tuple[Quotation, ...]


@router.get("/peek/{name:path}")
@at_one_look
def peek(request: Request, name: str) -> Response:
    """The first words that carry a fact, one record of each origin, as a piece of a page."""
    desk = desk_of(request)
    fact = desk.store.fact(name)
    if fact is None:
        raise HTTPException(404, f"{name!r} is no fact of the register")
    found = evidence_of(desk, fact, cell_words(fact))
    shown = [(origin, members[:1]) for origin, members in found[:MOST_PEEKED]]
    return desk.show(request, "peek.html", fact=fact, evidence=shown, more=len(fact.evidence) - len(shown))


@router.get("/facts/{name:path}")
@at_one_look
def fact_page(request: Request, name: str) -> Response:
    """The dossier of a fact by its id, or by a record of a page (`PAGE:t1`)."""
    desk = desk_of(request)
    fact = desk.store.fact(name)
    if fact is None:
        raise HTTPException(
            404, f"{name!r} is no fact of the register; a decision or a new page may have changed its id"
        )
    if fact.id != name:
        done = request.query_params.get("done", "")
        return RedirectResponse(f"/facts/{segment(fact.id)}" + (f"?done={segment(done)}" if done else ""), 303)
    find = cell_words(fact)
    evidence = evidence_of(desk, fact, find)
    conflicts = desk.store.conflicts(fact.conflicts)
    facing = [other for one in fact.facing if (other := desk.store.fact(one)) is not None]
    return desk.show(
        request,
        "dossier.html",
        fact=fact,
        cells=cells_of(fact),
        asserts=heard(desk, fact.voices.asserts, find),
        suspects=heard(desk, fact.voices.suspects, find),
        denies=heard(desk, fact.voices.denies, find),
        evidence=evidence,
        sources={page.id: (number, page) for number, page in enumerate(sources_of(evidence), 1)},
        hidden=fact.evidence[MOST_EVIDENCE:],
        facing=facing,
        conflicts=[(one, sides_of(one)) for one in conflicts],
        differ=fields_of(conflicts),
        history=history_of(fact, desk.counted(Store.decisions)),
        fields=correctable(fact),
        letters=desk.counted(Store.reliabilities),
        most_reasons=MOST_REASONS,
        shown_voices=SHOWN_VOICES,
        shown_copies=SHOWN_COPIES,
        long_reason=LONG_REASON,
        notice=notice(request),
        stale=desk.stale(),
    )


def cells_of(fact: AnyFact) -> list[tuple[str, str]]:
    """The cells of a fact, each with its label; what is unknown is said to be."""
    rows: list[tuple[str, str | None]]
    if isinstance(fact, TransferFact):
        rows = [
            ("Supplier", parties(fact.supplier) if fact.supplier else None),
            ("Recipient", parties(fact.recipient) if fact.recipient else None),
            ("Goods", fact.goods.text),
            ("Category", spoken(fact.goods.category.value)),
            ("Quantity", quantity(fact.quantity)),
            ("When", days(fact.when)),
            ("Stage", fact.stage.value),
            ("Factuality", fact.factuality.value),
        ]
    elif isinstance(fact, StatementFact):
        speaker = fact.speaker
        rows = [
            ("Speaker", speaker.name if speaker else None),
            ("Role", speaker.role if speaker else None),
            ("State", party_name(speaker.country) if speaker and speaker.country else None),
            ("Said on", days(fact.said_on)),
            ("Act", fact.act.value),
            ("Quoted", fact.quote.value),
            ("Via", ", ".join(fact.via)),
            ("Occasion", fact.occasion),
        ]
    elif isinstance(fact, EventFact):
        rows = [
            ("Type", fact.type.value),
            ("Participants", parties(fact.participants) if fact.participants else None),
            ("Object", fact.object),
            ("Target", party_name(fact.target) if fact.target else None),
            ("Place", fact.place),
            ("When", days(fact.when)),
            ("Factuality", fact.factuality.value),
        ]
    else:
        rows = [
            ("Rule", fact.rule),
            ("By", parties(fact.by) if fact.by else None),
            ("Factuality", fact.factuality.value),
        ]
    return [(label, value or "") for label, value in rows]


def heard(desk: Desk, voices: Iterable[Voice], find: Finder) -> list[Heard]:
    """Voices with the words of their first sayings; of those beyond the first few, only where they said it."""
    found = []
    for number, voice in enumerate(voices):
        room = SHOWN_SAYINGS if number < SHOWN_VOICES else 0
        said: list[Said] = []
        more: list[Saying] = []
        seen: set[str] = set()
        for one in voice.sayings:
            if len(said) == room:
                more.append(one)
                continue
            words = quoted(desk, one.page, one.record, one.spans, find)
            # The same words on a copy of the page say nothing new.
            told = {" ".join(quotation.marked.split()) for quotation in words}
            if told and told <= seen:
                more.append(one)
            else:
                seen |= told
                said.append(Said(one, words))
        found.append(Heard(voice, tuple(said), tuple(more)))
    return found


def quoted(desk: Desk, page: str, record: str, spans: Sequence[tuple[int, int]], find: Finder) -> tuple[Quotation, ...]:
    """Spans of a page in their sentences."""
    if not spans:
        return ()
    read = desk.annotation(page)
    return tuple(quotation(read, span, record, find=find) for span in spans)


def evidence_of(desk: Desk, fact: AnyFact, find: Finder) -> list[tuple[str | None, list[PageEvidence]]]:
    """The words that carry a fact, by origin: the pages of one text stand together."""
    groups: dict[str | None, list[PageEvidence]] = {}
    shown = fact.evidence[:MOST_EVIDENCE]
    origins = desk.store.origins_of([one.page for one in shown])
    for one in shown:
        page, name = desk.annotation(one.page), origins.get(one.page)
        groups.setdefault(name, []).append(
            PageEvidence(page, one.id, name, quoted(desk, one.page, one.id, one.spans, find))
        )
    return list(groups.items())


def sources_of(evidence: Iterable[tuple[str | None, Iterable[PageEvidence]]]) -> list[Annotation]:
    """The pages of the evidence, each once, in its order."""
    return [*{one.page.id: one.page for _, members in evidence for one in members}.values()]


def sides_of(conflict: Conflict) -> list[tuple[str, tuple[Member, ...]]]:
    """The values of a conflict in words, each with the records that give it."""
    return [(plainly(side.model_dump(mode="json")["value"]), side.members) for side in conflict.sides]


def history_of(fact: AnyFact, decisions: Sequence[Decision]) -> list[tuple[Decision, bool]]:
    """The decisions about a fact's records, newest first, each with whether it was taken back."""
    members = set(fact.members)
    gone = {one.withdraws for one in decisions if one.withdraws}
    about = {one.id for one in decisions if members & set(one.about)}
    found = [one for one in decisions if one.id in about or one.withdraws in about]
    return [(one, one.id in gone) for one in reversed(found)]
