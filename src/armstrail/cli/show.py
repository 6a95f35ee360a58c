"""`armstrail show`: one fact, page, origin or conflict laid open, with the words that carry it."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from armstrail.cli import lists
from armstrail.cli.app import app
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption, Format, FormatOption
from armstrail.cli.output import console, days, visible
from armstrail.cli.stores import open_existing, warn
from armstrail.errors import StoreError
from armstrail.ledger.facts import AnyFact, Conflict, Decision, Judgement, OriginFact
from armstrail.ledger.store import Store
from armstrail.origin import compare, print_of, text_of
from armstrail.origin.comparison import why_first
from armstrail.records import Annotation, Span

STRONG, FAINT, MARK = "bold", "dim", "bold yellow"
CONTEXT = 160
"""Code points of a sentence shown on each side of the evidence, at most."""


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="A fact, a page's record (PAGE:t1), a page, an origin or a conflict.")
    ],
    db: DatabaseOption = DEFAULT_DATABASE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show one thing whole: a fact's dossier with every evidence span in its sentence, a page, an origin, a conflict."""
    if form is Format.CSV:
        raise typer.BadParameter("one thing whole is no list: --format table, json or jsonl", param_hint="--format")
    with open_existing(db) as store:
        found = find(store, name)
        if form is not Format.TABLE:
            indent = 1 if form is Format.JSON else None
            print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=indent))
            return
        if isinstance(found, Annotation):
            parts = page_view(store, found)
        elif isinstance(found, OriginFact):
            parts = origin_view(store, found)
        elif isinstance(found, Conflict):
            parts = conflict_view(store, found)
        else:
            parts = dossier(store, found)
            warn(store, found.review.decisions)
        console().print(Group(*parts))


def find(store: Store, name: str) -> AnyFact | Annotation | OriginFact | Conflict:
    """What `name` names. Raises StoreError where it names nothing."""
    for look in (store.fact, store.origin, store.conflict):
        if (found := look(name)) is not None:
            return found
    try:
        return store.annotation(name)
    except StoreError as error:
        raise StoreError(
            f"{name!r} is no fact, page, origin or conflict of {store.database}: `armstrail register` and `armstrail pages` list ids"
        ) from error


def line(label: str, words: str, style: str = "") -> Text:
    """A labelled line."""
    return Text.assemble((f"{label:<14} ", FAINT), (visible(words), style))


def heading(words: str) -> RenderableType:
    """A heading with air above it."""
    return Padding(Text(words, STRONG), (1, 0, 0, 0))


# ---------------------------------------------------------------- dossier
def title_of(row: dict[str, Any]) -> str:
    """The fact in one line."""
    if row["kind"] == "transfer":
        figure = lists.quantity(row)
        return f"{lists.joined('supplier')(row)} → {lists.joined('recipient')(row)}: {f'{figure}, ' if figure else ''}{row['goods']['text']}"
    if row["kind"] == "statement":
        return f"{lists.speaker(row)}: {row['content']}"
    if row["kind"] == "event":
        return f"{row['type']}: {lists.joined('participants')(row)}" + (f" → {row['target']}" if row["target"] else "")
    return f"{lists.joined('by')(row)} said to break {row['rule']}"


def dossier(store: Store, fact: AnyFact) -> list[RenderableType]:
    """The parts of a fact's dossier."""
    row = fact.model_dump(mode="json")
    parts: list[RenderableType] = [Text.assemble((f"{fact.kind} {fact.id}  ", FAINT), (visible(title_of(row)), STRONG))]
    for label, key in (
        ("stage", "stage"),
        ("factuality", "factuality"),
        ("category", "goods"),
        ("act", "act"),
        ("quote", "quote"),
        ("place", "place"),
        ("object", "object"),
        ("occasion", "occasion"),
    ):
        if row.get(key):
            parts.append(line(label, row[key]["category"] if key == "goods" else str(row[key])))
    when = row.get("when") or row.get("said_on")
    parts.append(line("when", days(when) or "unknown"))
    parts.append(line("grade", f"{fact.reliability}{fact.grade}: {fact.grade_reason}"))
    parts.append(line("origins", f"{len(fact.origins)} independent: {', '.join(fact.origins)}"))
    for side, words in (("asserts", "asserted by"), ("suspects", "suspected by"), ("denies", "denied by")):
        for voice in getattr(fact.voices, side):
            said = sorted(
                {
                    f"{saying.page}, {days(saying.said_on.model_dump(mode='json'))}" if saying.said_on else saying.page
                    for saying in voice.sayings
                }
            )
            parts.append(line(words, f"{voice.name} ({'; '.join(said)})"))
    parts.append(heading("Evidence"))
    pages: dict[str, Annotation] = {}
    for item in fact.evidence:
        page = pages.setdefault(item.page, store.annotation(item.page))
        for span in item.spans:
            parts.append(quotation(page, span, item.id))
    for hand in fact.made_by:
        moved = ", found again elsewhere in the text" if hand.anchored == "moved" else ""
        parts.append(
            line("made by hand", f"{hand.page}:{hand.id} by {hand.who} on {hand.made.date()}, {hand.decision}{moved}")
        )
    for faced in fact.facing:
        other = store.fact(faced)
        if other is not None:
            facing = other.model_dump(mode="json")
            parts.append(heading("On the other side"))
            parts.append(line(faced, f"{facing.get('factuality') or facing['kind']}; {lists.voices(facing)}"))
            for item in other.evidence:
                page = pages.setdefault(item.page, store.annotation(item.page))
                parts.extend(quotation(page, span, item.id) for span in item.spans)
    for conflict in store.conflicts_of(fact.id):
        parts.append(heading("Conflict"))
        parts.extend(conflict_lines(conflict))
    if fact.reasons:
        parts.append(heading("Why these records are one fact"))
        for reason in fact.reasons:
            one, two = reason.between
            parts.append(
                Text(
                    visible(
                        f"  {one.page}:{one.id} = {two.page}:{two.id}  {reason.rule}: {reason.compared[0]} / {reason.compared[1]}"
                    ),
                    FAINT,
                )
            )
    if fact.review.decisions or fact.review.notes:
        parts.append(heading("Review"))
        parts.append(line(fact.review.status, "; ".join(fact.review.notes)))
        parts.extend(line(one.id, decision_words(one)) for one in store.decisions() if one.id in fact.review.decisions)
    return parts


def decision_words(one: Decision) -> str:
    """A decision in one line: what, by whom, when, why."""
    if one.judgement is Judgement.MAKE:
        return f"make a {one.value['kind']}, by {one.who} on {one.made.date()}: {one.why}"
    told = one.value if isinstance(one.value, str) else json.dumps(one.value, ensure_ascii=False)
    cell = f" {one.field}" if one.field else ""
    value = "" if one.value is None and one.field is None else f": {told}"
    return f"{one.judgement.value}{cell}{value}, by {one.who} on {one.made.date()}: {one.why}"


def quotation(page: Annotation, span: Span, record: str) -> RenderableType:
    """An evidence span in its sentence, with page and offsets."""
    start, end = around(page, span)
    text = page.text
    words = Text.assemble(
        "… " if start > 0 and text[start - 1] != "\n" else "",
        visible(text[start : span[0]]),
        (visible(text[span[0] : span[1]]), MARK),
        visible(text[span[1] : end]),
        " …" if end < len(text) and text[end] != "\n" else "",
    )
    place = Text(f"{page.id}:{record} [{span[0]}, {span[1]}]", FAINT)
    return Padding(Group(words, place), (0, 0, 1, 2))


def around(page: Annotation, span: Span) -> Span:
    """The span with as much of its paragraph as fits."""
    outer = next(((s, e) for s, e in page.body if s <= span[0] and span[1] <= e), span)
    return max(outer[0], span[0] - CONTEXT), min(outer[1], span[1] + CONTEXT)


# ---------------------------------------------------------------- conflicts, origins, pages
def conflict_lines(conflict: Conflict) -> list[RenderableType]:
    """What a conflict is about, and who gives which value."""
    parts: list[RenderableType] = [
        line(conflict.id, f"about {conflict.field}" + (f": {conflict.reason}" if conflict.reason else ""))
    ]
    for side in conflict.sides:
        value = side.value
        told = (
            days(value)
            if isinstance(value, dict) and "start" in value
            else json.dumps(value, ensure_ascii=False)
            if isinstance(value, dict | list)
            else str(value)
        )
        parts.append(line(f"  {told}", ", ".join(f"{member.page}:{member.id}" for member in side.members)))
    return parts


def conflict_view(store: Store, conflict: Conflict) -> list[RenderableType]:
    """A conflict with the words on each side."""
    parts = conflict_lines(conflict)
    for fact in conflict.facts:
        found = store.fact(fact)
        if found is not None:
            parts += [Text(""), *dossier(store, found)]
    return parts


SHOWN = 200
"""Pages of an origin up to which it is told why one of them is the first: each is read for it."""


def origin_view(store: Store, origin: OriginFact) -> list[RenderableType]:
    """An origin: its pages, how each comes from the first, and the passages that show it."""
    parts: list[RenderableType] = [
        Text.assemble((f"origin {origin.id}  ", FAINT), (f"{len(origin.pages)} pages", STRONG))
    ]
    parts.append(
        line("first", f"{origin.first}" + (f", published {origin.first_published}" if origin.first_published else ""))
    )
    if len(origin.pages) > 1:
        prints = {name: print_of(text_of(store.annotation(name))) for name in origin.pages[:SHOWN]}
        if origin.first in prints and len(prints) == len(origin.pages):
            first = prints.pop(origin.first)
            parts.append(line("first because", why_first(first, list(prints.values()))))
    if origin.agency:
        parts.append(line("credited to", origin.agency))
    told = [(one.page, one.of, one.relation) for one in origin.relations if one.of is not None]
    told += [(one.page, one.of, one.relation) for one in store.excerpts(origin.pages)]
    for page, of, relation in told:
        parts.append(heading(f"{page}: {relation.value} of {of}"))
        copy, source = text_of(store.annotation(page)), text_of(store.annotation(of))
        verdict = compare(copy, source)
        if verdict is None:
            parts.append(
                Text("  the two alone do not show it: it follows from what their sites print elsewhere", FAINT)
            )
            continue
        for signal in verdict.signals:
            parts.append(Text(f"  {visible(signal)}", FAINT))
        for left, right in verdict.passages:
            parts.append(
                side_by_side(
                    (f"{page} [{left[0]}, {left[1]}]", copy.text[left[0] : left[1]]),
                    (f"{of} [{right[0]}, {right[1]}]", source.text[right[0] : right[1]]),
                )
            )
    return parts


def side_by_side(left: tuple[str, str], right: tuple[str, str]) -> RenderableType:
    """Two passages in columns, each under its place, with the words in which they differ marked."""
    words = left[1].split(), right[1].split()
    cells = Text(), Text()
    blocks = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    for same, here, to, there, end in ((tag == "equal", *places) for tag, *places in blocks):
        for cell, some in zip(cells, (words[0][here:to], words[1][there:end]), strict=True):
            if some:
                cell.append(visible(" ".join(some)), "" if same else MARK).append(" ")
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(Text(left[0], FAINT), Text(right[0], FAINT))
    table.add_row(*cells)
    return Padding(table, (0, 0, 1, 2))


def page_view(store: Store, page: Annotation) -> list[RenderableType]:
    """A page: its dates with their evidence, credits, coverage, and its records."""
    parts: list[RenderableType] = [
        Text.assemble((f"page {page.id}  ", FAINT), (visible(page.title or "without a title"), STRONG))
    ]
    for label, value in (
        ("url", page.url),
        ("outlet", page.outlet),
        ("agency", page.agency),
        ("byline", page.byline),
        ("language", page.language),
        ("sha256", page.sha256),
    ):
        if value:
            parts.append(line(label, value))
    published = days(page.published.model_dump(mode="json")) if page.published else "unknown"
    parts.append(
        line("published", f"{published}, dates {page.date_verdict.value}{', restamped' if page.restamped else ''}")
    )
    for dating in store.datings():
        if dating.page == page.id:
            parts.append(line("dated by", f"{days(dating.published.model_dump(mode='json'))}: {dating.reason}"))
    origin = store.origin_of(page.id)
    if origin is not None:
        parts.append(line("origin", f"{origin.id}, {len(origin.pages)} pages"))
    parts.append(line("read", f"{page.coverage.read} of {page.coverage.characters} characters"))
    if page.date_evidence:
        parts.append(heading("Date evidence"))
        for one in page.date_evidence:
            place = f" [{one.span[0]}, {one.span[1]}]" if one.span else ""
            parts.append(
                Text(
                    visible(
                        f"  {'+' if one.supports else '-'} {one.kind}: {one.value}{place}"
                        + (f" ({one.note})" if one.note else "")
                    ),
                    "" if one.supports else FAINT,
                )
            )
    if page.coverage.skipped:
        parts.append(heading("Left out"))
        for skipped in page.coverage.skipped:
            start, end = skipped.span
            words = page.text[start : min(end, start + 80)]
            parts.append(Text(visible(f"  {skipped.reason} [{start}, {end}]: {words}"), FAINT))
    for kind in ("statements", "transfers", "events", "violations"):
        records = getattr(page, kind)
        if records:
            parts.append(heading(kind.capitalize()))
            for record in records:
                spans = record.content if kind == "statements" else record.evidence
                for span in spans[:1]:
                    parts.append(quotation(page, span, record.id))
    return parts
