"""Records that a person makes from marked passages: drafted, kept as decisions, and put on the page whenever it is read.

The page as it was read is never changed. A marking keeps the passage as the W3C's Web Annotation model does, by place and
by words with what stands around them: where a page is read again and its text has shifted, the words are looked for, and
found only where exactly one place can be meant. Where they are gone there is no record, and the decision no longer counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pydantic import ValidationError

from armstrail.errors import InputError
from armstrail.ledger.digest import digest_of, digest_page, words_at
from armstrail.ledger.facts import Decision, Judgement, Marking, Passage
from armstrail.ledger.voices import name_key, state_name
from armstrail.ledger.words import folded, states_in
from armstrail.records import Annotation, Event, Member, Record, Span, Statement, Transfer, Violation

__all__ = ["MODELS", "anchored", "doubts", "drafted", "hand_id", "marking_of", "markings", "passages_of", "with_marked"]

MODELS: Mapping[str, type[Statement] | type[Transfer] | type[Event] | type[Violation]] = {
    "statement": Statement, "transfer": Transfer, "event": Event, "violation": Violation,
}  # fmt: skip
PARTS = {"statement": "statements", "transfer": "transfers", "event": "events", "violation": "violations"}
PLACES = {"id", "content", "evidence", "cue", "source", "statement"}
"""Cells that say where a record stands: they follow from the passages."""
AROUND = 40
"""Code points kept on each side of a passage."""
Anchored = tuple[tuple[Span, ...], Literal["exact", "moved"]]


# ---------------------------------------------------------------- making
def passages_of(text: str, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """Spans of a text as passages, in order, without the blank at their ends. Raises InputError for what is no passage."""
    found: list[Passage] = []
    for start, end in sorted(set(spans)):
        if not 0 <= start < end <= len(text):
            raise InputError(f"[{start}, {end}]: no passage of a text of {len(text)} characters")
        words = text[start:end]
        if not words.strip():
            raise InputError(f"[{start}, {end}]: nothing but blank: mark words")
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if found and start < found[-1].span[1]:
            raise InputError(f"[{start}, {end}]: overlaps the passage before it: mark them as one")
        found.append(
            Passage(
                span=(start, end), words=text[start:end],
                before=text[max(0, start - AROUND) : start], after=text[end : end + AROUND],
            )
        )  # fmt: skip
    if not found:
        raise InputError("a record needs a passage: without words there is no evidence")
    return tuple(found)


def hand_id(decision: str) -> str:
    """The id on its page of the record that a decision makes: after those that were read (s1, t1 ...), never theirs."""
    return f"w{decision.removeprefix('d')}"


def drafted(marking: Marking, spans: tuple[Span, ...], name: str) -> Statement | Transfer | Event | Violation:
    """The record that a marking makes, its words at `spans`, under the id `name`. Raises InputError for cells that do not
    fit the kind, naming the first.
    """
    model = MODELS[marking.kind]
    for cell in marking.cells:
        if cell in PLACES or cell not in model.model_fields:
            cells = ", ".join(sorted(set(model.model_fields) - PLACES))
            raise InputError(f"{cell}: no cell of a {marking.kind}: there are {cells}")
    words = {"content" if marking.kind == "statement" else "evidence": spans}
    try:
        return model.model_validate({**marking.cells, **words, "id": name})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"{where}: a {marking.kind} cannot be made like this: {first['msg']}") from error


def marking_of(page: Annotation, kind: str, spans: Iterable[Span], cells: Mapping[str, Any]) -> Marking:
    """Marked passages with the cells that a person gives them, checked. Raises InputError where no record can be made."""
    if kind not in MODELS:
        raise InputError(f"{kind!r} is no kind of record: there are {', '.join(MODELS)}")
    passages = passages_of(page.text, spans)
    marking = Marking.model_validate({"kind": kind, "passages": passages, "cells": dict(cells)})
    made = drafted(marking, tuple(passage.span for passage in passages), "w")
    kept = made.model_dump(mode="json", exclude=PLACES, exclude_none=True)
    return marking.model_copy(update={"cells": kept})


def digest_of_marked(page: Annotation, decision: Decision) -> str:
    """The digest of the words and cells of the record that a decision makes on a page: what the decision rests on."""
    shown = with_marked(page, [decision])
    return digest_of(
        item.digest for item in digest_page(shown, page.id).items if item.ref == (page.id, hand_id(decision.id))
    )


# ---------------------------------------------------------------- doubts
def doubts(page: Annotation, marking: Marking) -> tuple[str, ...]:
    """Cells of a marking that its passages do not carry, in words: parties that they do not name, figures and times that
    they do not have. A person may know better; he is told before it is kept (R-12, R-34).
    """
    text = words_at(page.text, (passage.span for passage in marking.passages))
    low, states = folded(text), states_in(text)
    found = []
    names = [(cell, name) for cell in ("supplier", "recipient", "participants", "by") for name in _names(marking, cell)]
    names += [(cell, str(marking.cells[cell])) for cell in ("target", "place") if marking.cells.get(cell)]
    for cell, name in names:
        here = name in states or folded(name) in low or folded(state_name(name)) in low
        if not here and not set(name_key(name)[-1:]) & set(re.findall(r"[\w.'-]+", low)):
            found.append(f"{cell}: the passage does not name {state_name(name)}")
    figure = marking.cells.get("quantity")
    if figure and not _counted(page, marking, figure["value"]):
        found.append(f"quantity: the passage has no figure {figure['value']:,}")
    for cell in ("when", "said_on"):
        given = marking.cells.get(cell)
        if given and not any(
            start <= time.start and time.end <= end for time in page.times for start, end in _spans(marking)
        ):
            found.append(f"{cell}: the passage names no time")
    return tuple(found)


def _names(marking: Marking, cell: str) -> list[str]:
    return [str(name) for name in marking.cells.get(cell) or ()]


def _spans(marking: Marking) -> list[Span]:
    return [passage.span for passage in marking.passages]


def _counted(page: Annotation, marking: Marking, value: float) -> bool:
    """Whether a passage has a figure, in digits or in words."""
    # Imported here: the readers of language are slow to load, and most of the ledger never needs them.
    from armstrail.language.numbers import NUMBER, number_value

    text = words_at(page.text, _spans(marking))
    return any(number_value(match[0]) == value for match in re.finditer(rf"(?<!\w){NUMBER}", text, re.IGNORECASE))


# ---------------------------------------------------------------- on the page
def anchored(text: str, marking: Marking) -> Anchored | None:
    """Where the passages of a marking stand in a text now, and whether at their old places; None where one is lost:
    its words are gone, or stand in more places than one and nothing around them tells which is meant.
    """
    spans = []
    moved = False
    for passage in marking.passages:
        span = _place(text, passage)
        if span is None:
            return None
        moved |= span != passage.span
        spans.append(span)
    return tuple(sorted(spans)), "moved" if moved else "exact"


def _place(text: str, passage: Passage) -> Span | None:
    start, end = passage.span
    if text[start:end] == passage.words:
        return passage.span
    pattern = r"\s+".join(map(re.escape, passage.words.split()))
    places = [match.span() for match in re.finditer(pattern, text)]
    if len(places) > 1:
        before, after = _bare(passage.before), _bare(passage.after)
        places = [
            (a, b)
            for a, b in places
            if (before and _bare(text[:a][-4 * AROUND :]).endswith(before))
            or (after and _bare(text[b : b + 4 * AROUND]).startswith(after))
        ]
    return places[0] if len(places) == 1 else None


def _bare(text: str) -> str:
    return "".join(text.split())


def markings(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """The decisions that make a record and were not withdrawn, by page, oldest first."""
    rows = sorted(decisions, key=lambda row: (row.made, row.id))
    gone = {row.withdraws for row in rows if row.withdraws}
    found: dict[str, list[Decision]] = {}
    for row in rows:
        if row.judgement is Judgement.MAKE and row.id not in gone:
            found.setdefault(row.about[0].page, []).append(row)
    return {page: tuple(rows) for page, rows in found.items()}


def with_marked(page: Annotation, decisions: Sequence[Decision]) -> Annotation:
    """A page with the records that people made from its passages beside those that were read from it."""
    made: dict[str, list[Record]] = {}
    for row in decisions:
        marking = Marking.model_validate(row.value)
        place = anchored(page.text, marking)
        if place is not None:
            made.setdefault(PARTS[marking.kind], []).append(drafted(marking, place[0], hand_id(row.id)))
    if not made:
        return page
    return page.model_copy(update={part: (*getattr(page, part), *records) for part, records in made.items()})


def member_of(page: str, decision: str) -> Member:
    """The record that a decision makes on a page."""
    return Member(page=page, id=hand_id(decision))
