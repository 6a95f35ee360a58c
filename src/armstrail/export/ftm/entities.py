"""Facts as entities of FollowTheMoney.

| fact | entity |
| --- | --- |
| page | `Article` |
| transfer that is asserted or suspected, agreed or done | `EconomicActivity`, and an `UnknownLink` from each supplier to each recipient |
| transfer that is sought | `UnknownLink` only: nothing has moved |
| statement | `Event`, its speaker under `involved` |
| occasion | `Event`; a measure with a name and a target that somebody asserts: `Sanction` |
| alleged breach | `Risk` of whom the pages name, its authority the voices that allege it |

`proof` points at the pages. The statement behind a value names the span that carries it (`sha256:DIGEST#char=START,END`,
code points of the page's text) under `origin` and its words under `original_value`; a value that an analyst corrected has
the decision's id there, and a record that a person made a `summary` that says so, with the decision as its origin. Every span of a fact's evidence is a `description` with its own origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from armstrail.export.evidence import Words, words_of
from armstrail.export.ftm.parties import Parties
from armstrail.export.ftm.values import COMPUTED, Draft, Source, key, partial_date
from armstrail.export.parties import name_of
from armstrail.export.selection import Pages, Selection
from armstrail.ledger.facts import (
    AnyFact,
    Decision,
    EventFact,
    Judgement,
    StatementFact,
    TransferFact,
    ViolationFact,
    Voice,
)
from armstrail.records import Act, Annotation, Bound, EventType, Factuality, Quantity, Span, Stage

_KEYWORDS = {Act.ACCUSE: "alleges", Act.CONFIRM: "confirms", Act.DENY: "denies"}


class Entities:
    """The entities of a selection, made one after the other; `left_out` counts what has none, once all were made."""

    def __init__(self, selection: Selection, pages: Pages) -> None:
        self._selection = selection
        self._pages = pages
        self.parties = Parties()
        self.left_out: Counter[str] = Counter()
        self.unproved: set[Words] = set()
        """Spans that no statement names: their words stand in another span of the fact, and their page has another."""
        withdrawn = {one.withdraws for one in selection.decisions}
        self._corrections = {
            one.id: one for one in selection.decisions if one.judgement is Judgement.CORRECT and one.id not in withdrawn
        }

    def drafts(self) -> Iterator[Draft]:
        """All entities: pages, facts, and what facts point at."""
        for page in self._selection.pages:
            yield self._article(self._pages[page])
        for fact in self._selection.facts():
            if fact.review.status == "rejected":
                self.left_out[f"{fact.kind}s that an analyst rejected"] += 1
            elif isinstance(fact, TransferFact):
                yield from self._transfer(fact)
            elif isinstance(fact, StatementFact):
                yield self._statement(fact)
            elif isinstance(fact, EventFact):
                yield from self._event(fact)
            else:
                yield from self._violation(fact)
        yield from self.parties.drafts()

    # ------------------------------------------------------------ pages
    def _article(self, page: Annotation) -> Draft:
        draft = Draft(page_key(page.id), "Article")
        draft.add("fileName", page.id)
        draft.add("title", page.title, self._at(page, page.title_span))
        if page.published:
            span = next((one.span for one in page.published.evidence if one.supports and one.span), None)
            draft.add("publishedAt", partial_date(page.published), self._at(page, span))
        draft.add("author", page.byline)
        draft.add("publisher", page.outlet)
        draft.add("sourceUrl", page.url)
        draft.add("language", page.language)
        draft.add("contentHash", self._pages.sha1(page.id))
        draft.add("notes", f"sha256:{page.sha256}")
        draft.add("mimeType", page.media_type)
        draft.add("retrievedAt", page.captured.isoformat() if page.captured else None)
        draft.add("processingAgent", COMPUTED.origin)
        draft.add("keywords", "restamped" if page.restamped else None)
        return draft

    def _at(self, page: Annotation, span: Span | None) -> Source:
        if span is None:
            return Source(seen=self._pages.seen(page.id))
        start, end = span
        words = Words(page=page.id, record="", start=start, end=end, words=page.text[start:end])
        return self._source(words)

    # ------------------------------------------------------------ facts
    def _transfer(self, fact: TransferFact) -> Iterator[Draft]:
        if fact.factuality is Factuality.DENIED:
            self.left_out["denied transfers (the denial is an Event; the other side names who denies it)"] += 1
            return
        evidence = list(words_of(fact, self._pages))
        senders = [(party, self.parties.party(party)) for party in fact.supplier]
        receivers = [(party, self.parties.party(party)) for party in fact.recipient]
        if fact.stage is Stage.SOUGHT:
            self.left_out["sought transfers as EconomicActivity (an UnknownLink where both parties are known)"] += 1
        else:
            yield self._activity(fact, evidence, [name for _, name in senders], [name for _, name in receivers])
        role = f"{fact.goods.category.value.replace('_', ' ')}, {fact.stage.value}, {fact.factuality.value}"
        for giver, sender in senders:
            for taker, receiver in receivers:
                if sender == receiver:
                    continue
                link = Draft(key("link", fact.id, giver, taker), "UnknownLink")
                link.add("subject", sender, self._cell(fact, "supplier", evidence))
                link.add("object", receiver, self._cell(fact, "recipient", evidence))
                link.add("role", role)
                link.add_days(fact.when, self._cell(fact, "when", evidence))
                self._prove(link, fact, evidence)
                yield link

    def _activity(self, fact: TransferFact, evidence: list[Words], senders: list[str], receivers: list[str]) -> Draft:
        draft = Draft(f"armstrail-{fact.id}", "EconomicActivity")
        for sender in senders:
            draft.add("sender", sender, self._cell(fact, "supplier", evidence))
        for receiver in receivers:
            draft.add("receiver", receiver, self._cell(fact, "recipient", evidence))
        goods = f"{fact.goods.text} ({figure(fact.quantity)})" if fact.quantity else fact.goods.text
        field = "quantity" if fact.quantity and self._corrected(fact, "quantity") else "goods"
        draft.add("goodsDescription", goods, self._cell(fact, field, evidence))
        draft.add_days(fact.when, self._cell(fact, "when", evidence))
        draft.add("summary", standing(fact))
        self._prove(draft, fact, evidence)
        return draft

    def _statement(self, fact: StatementFact) -> Draft:
        evidence = list(words_of(fact, self._pages))
        first = self._cell(fact, "content", evidence)
        draft = Draft(f"armstrail-{fact.id}", "Event")
        who = fact.speaker.name if fact.speaker else "unnamed source"
        draft.add("name", f"{who}: {fact.act.value}", first)
        draft.add("involved", self.parties.speaker(fact.speaker, first), first)
        draft.add("keywords", fact.act.value)
        draft.add("keywords", _KEYWORDS.get(fact.act))
        draft.add("summary", fact.content, first)
        draft.add("location", fact.occasion, first)
        draft.add_days(fact.said_on, self._cell(fact, "said_on", evidence))
        self._prove(draft, fact, evidence)
        return draft

    def _event(self, fact: EventFact) -> Iterator[Draft]:
        if fact.factuality is Factuality.DENIED:
            self.left_out["denied events"] += 1
            return
        evidence = list(words_of(fact, self._pages))
        if fact.type is EventType.MEASURE and fact.object and fact.target and fact.factuality is Factuality.ASSERTED:
            draft = Draft(f"armstrail-{fact.id}", "Sanction")
            target = self._cell(fact, "target", evidence)
            draft.add("entity", self.parties.party(fact.target, target), target)
            draft.add("program", fact.object, self._cell(fact, "object", evidence))
            for party in fact.participants:
                draft.add("authority", name_of(party), self._cell(fact, "participants", evidence))
        else:
            draft = Draft(f"armstrail-{fact.id}", "Event")
            named = fact.object or ", ".join(name_of(party) for party in fact.participants)
            draft.add("name", f"{fact.type.value}: {named}" if named else fact.type.value, self._first(evidence))
            for party in fact.participants:
                source = self._cell(fact, "participants", evidence)
                draft.add("involved", self.parties.party(party), source)
            draft.add("location", fact.place, self._cell(fact, "place", evidence))
            draft.add("keywords", fact.type.value)
            draft.add("keywords", fact.factuality.value)
        draft.add_days(fact.when, self._cell(fact, "when", evidence))
        draft.add("summary", standing(fact))
        self._prove(draft, fact, evidence)
        yield draft

    def _violation(self, fact: ViolationFact) -> Iterator[Draft]:
        if fact.factuality is Factuality.DENIED or not fact.by:
            self.left_out["alleged breaches that are denied or name nobody"] += 1
            return
        evidence = list(words_of(fact, self._pages))
        draft = Draft(f"armstrail-{fact.id}", "Risk")
        for party in fact.by:
            draft.add("entity", self.parties.party(party), self._cell(fact, "by", evidence))
        for voice in (*fact.voices.asserts, *fact.voices.suspects):
            draft.add("authority", voice_name(voice), self._first(evidence))
        draft.add("program", fact.rule, self._cell(fact, "rule", evidence))
        draft.add("topics", "export.risk")
        draft.add("status", "alleged" if fact.factuality is Factuality.ASSERTED else "suspected")
        draft.add("reason", f"alleged, not established: {standing(fact)}")
        self._prove(draft, fact, evidence)
        yield draft

    # ------------------------------------------------------------ evidence
    def _prove(self, draft: Draft, fact: AnyFact, evidence: list[Words]) -> None:
        """The pages as proof, and every span's words, each with its own origin."""
        draft.add("recordId", fact.id)
        for hand in fact.made_by:
            made = f"record {hand.page}:{hand.id} was made by {hand.who} on {hand.made.date()}"
            draft.add("summary", made, Source(origin=f"decision:{hand.decision}"))
        for words in evidence:
            source = self._source(words)
            proved = draft.add("proof", page_key(words.page), source)
            draft.add("sourceUrl", self._pages[words.page].url, source)
            if not draft.add("description", words.words, source) and not proved:
                self.unproved.add(words)

    def _cell(self, fact: AnyFact, field: str, evidence: list[Words]) -> Source:
        """The source of a fact's cell: the decision that corrected it, else the first words of the first page."""
        if (decision := self._corrected(fact, field)) is not None:
            return Source(origin=f"decision:{decision.id}")
        return self._first(evidence)

    def _corrected(self, fact: AnyFact, field: str) -> Decision | None:
        made = [self._corrections[name] for name in fact.review.decisions if name in self._corrections]
        fitting = [one for one in made if one.field == field]
        return fitting[-1] if fitting and fact.review.status != "reopened" else None

    def _first(self, evidence: list[Words]) -> Source:
        return self._source(evidence[0]) if evidence else COMPUTED

    def _source(self, words: Words) -> Source:
        return Source(
            origin=words.reference(self._pages[words.page].sha256),
            words=words.words,
            seen=self._pages.seen(words.page),
        )


def page_key(page: str) -> str:
    """The id of a page's entity."""
    return key("page", page)


def figure(quantity: Quantity) -> str:
    """A quantity in words: "at least 300 containers"."""
    bound = "" if quantity.bound in {Bound.EXACT, Bound.BETWEEN} else f"{quantity.bound.value.replace('_', ' ')} "
    high = f" to {quantity.high}" if quantity.high is not None else ""
    return f"{bound}{quantity.value}{high}{f' {quantity.unit}' if quantity.unit else ''}"


def voice_name(voice: Voice) -> str:
    """A voice's name; a text that nobody else speaks for is its own voice."""
    return "the text itself" if voice.key.startswith("origin:") else voice.name


def standing(fact: TransferFact | EventFact | ViolationFact) -> str:
    """How a fact stands, in words: stage, who says so, suspects it and denies it, and its grade with the reason."""
    parts = [f"factuality: {fact.factuality.value}"]
    if isinstance(fact, TransferFact):
        parts.insert(0, f"stage: {fact.stage.value}")
    for what, voices in (
        ("asserted by", fact.voices.asserts),
        ("suspected by", fact.voices.suspects),
        ("denied by", fact.voices.denies),
    ):
        if voices:
            parts.append(f"{what} {', '.join(voice_name(one) for one in voices)}")
    parts.append(f"independent origins: {len(fact.origins)}")
    parts.append(f"reliability {fact.reliability}, credibility {fact.grade}: {fact.grade_reason}")
    return "; ".join(parts)
