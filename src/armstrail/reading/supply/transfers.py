"""From the supply frames of a page to its transfers: voice, time, quantity, evidence, identity."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language import Analysis, Paragraph
from armstrail.language.clauses import asked
from armstrail.language.parties import name_of
from armstrail.language.phrases import clause_preps
from armstrail.language.quantities import QuantityMention, figure_at, find_quantities, quantity_of
from armstrail.language.since import times_within
from armstrail.language.untrue import NAMING
from armstrail.reading.accusing import accusers, believer, charger
from armstrail.reading.actors import Actors
from armstrail.reading.denying import may_deny, says_no
from armstrail.reading.evidence import evidence_of
from armstrail.reading.firms import Firms
from armstrail.reading.goods import Good, GoodsIndex, goods_of
from armstrail.reading.identity import merge_transfers
from armstrail.reading.lexicon import words
from armstrail.reading.sections import heading_states, sections_of
from armstrail.reading.supply.denials import denials, despite, rejoinders, voice_of
from armstrail.reading.supply.discourse import complete
from armstrail.reading.supply.fragments import Fragments
from armstrail.reading.supply.frame import Frame
from armstrail.reading.supply.invented import invented
from armstrail.reading.supply.lists import heads_of
from armstrail.reading.supply.named import States
from armstrail.reading.supply.nouns import NounFrames
from armstrail.reading.supply.reckoning import reckoned
from armstrail.reading.supply.timing import Timing
from armstrail.reading.supply.verbs import VerbFrames
from armstrail.reading.voice import Voices, teller
from armstrail.records import Act, Factuality, Goods, Quantity, Stage, Statement, Transfer

__all__ = ["find_frames", "find_transfers"]

_BEFORE = 1000
"""Frames of the page so far that a denial or a reckoning looks back to: time stays linear in the page."""


def find_frames(
    analysis: Analysis, statements: tuple[Statement, ...], goods_here: Sequence[GoodsIndex] | None = None
) -> list[Frame]:
    """The supply frames of a page's paragraphs in the order of the text, with the page's help completed.

    `goods_here` are the goods of each paragraph, found here where it is None.
    """
    goods_here = goods_here if goods_here is not None else goods_of(analysis)
    frames: list[Frame] = []
    firms = Firms(analysis)
    sections = sections_of(analysis)
    about = heading_states(sections)
    numbers = range(len(analysis.paragraphs))
    known = [Actors(analysis, number, statements, firms, about.get(number)) for number in numbers]
    over = heads_of(analysis, sections, known, goods_here)
    lent, asking = None, False
    for number, paragraph in enumerate(analysis.paragraphs):
        actors = known[number]
        goods = goods_here[number]
        verbs = VerbFrames(actors, goods)
        nouns = NounFrames(actors, goods, verbs)
        fragments = Fragments(actors, goods, verbs)
        found: list[Frame] = []
        kinds = [(token, token.pos_) for token in paragraph.doc]
        for token, kind in kinds:
            if kind == "VERB":
                found.extend(verbs.of(token))
            elif kind == "AUX" and token.lemma_ == "be":
                found.extend(verbs.told_to_be(token))
        for token, kind in kinds:
            if kind in {"NOUN", "PROPN"}:
                found.extend(nouns.of(token))
            elif kind in {"ADJ", "VERB"} and token.lower_ in words("seeking_adjective"):
                found.extend(nouns.wanted(token))
        heads = over.get(number)
        if heads is not None:
            found.extend(heads.unsaid(fragments, actors, found))
        found.extend(fragments.told(lent, answers=asking))
        asking, lent = fragments.asked()
        found.sort(key=lambda frame: frame.predicate.i)
        if heads is not None:
            heads.enter(found)
        for frame in found:
            frame.named = goods.named()
        for frame in list(found):
            by = frame.by
            if frame.asserted_by is None and by is not None and says_no(by):
                frame.denier = voice_of(actors, by)
            if frame.asserted_by is None:
                frame.accuser = charger(actors, frame.predicate)
                frame.believer = believer(actors, frame.predicate)
            found.extend(_accused(actors, frame))
        frames.extend(found)
    # what a question asks about is no supply, but tells the answer who gives and gets
    told = complete(frames, States(analysis, sections))
    whole = [frame for frame in told if not asked(frame.predicate) and not invented(frame.predicate)]
    added = _pointing_back(analysis, known, whole, rejoinders(analysis, statements))
    return sorted([*whole, *added], key=lambda frame: (frame.paragraph, frame.predicate.i))


def _pointing_back(
    analysis: Analysis, known: Sequence[Actors], whole: Sequence[Frame], taken_up: Mapping[int, Statement]
) -> list[Frame]:
    """The frames of words that only point to what was told: denials of it, and other figures for it."""
    added: list[Frame] = []
    taking_up = words("reckoning") | NAMING
    for number, paragraph in enumerate(analysis.paragraphs):
        if paragraph.kind == "title":
            continue
        upto = bisect_right(whole, number, key=lambda frame: frame.paragraph)
        for token in paragraph.doc:
            rejoinder = taken_up.get(paragraph.start + token.idx + len(token)) if taken_up else None
            verb = rejoinder is not None or (
                token.pos_ == "VERB" and (token.lemma_.lower() in taking_up or may_deny(token))
            )
            if not verb and token.lower_ not in {"denial", "denials"}:
                continue
            before = [*whole[max(0, upto - _BEFORE) : upto], *added[-_BEFORE:]]
            here = [frame for frame in before if frame.paragraph == number]
            if verb:
                added += denials(known[number], token, before, rejoinder) + reckoned(known[number], token, here)
            else:
                added += despite(known[number], token, here)
    return added


def _accused(actors: Actors, frame: Frame) -> list[Frame]:
    """A denied accusation holds two records: the denial, and what the accuser asserts."""
    if frame.factuality is not Factuality.DENIED:
        return []
    by = accusers(actors, frame.predicate)
    if not by:
        return []
    return [
        Frame(
            frame.paragraph,
            frame.predicate,
            frame.goods,
            list(frame.suppliers),
            list(frame.recipients),
            frame.stage,
            Factuality.ASSERTED,
            asserted_by=name_of(by[0].code),
            extra=[by[0].token],
        )
    ]


def find_transfers(
    analysis: Analysis, statements: tuple[Statement, ...], goods: Sequence[GoodsIndex] | None = None
) -> tuple[Transfer, ...]:
    """Every transfer that the page speaks of, one record a flow, ids t1, t2, ... `goods` are those of each paragraph, found
    here where it is None.
    """
    voices = Voices(statements)
    drafts: list[Transfer] = []
    titles: list[Transfer] = []
    counts: dict[int, tuple[QuantityMention, ...]] = {}
    frames = find_frames(analysis, statements, goods)
    timing = Timing(analysis, frames)
    for frame in frames:
        paragraph = analysis.paragraphs[frame.paragraph]
        if frame.paragraph not in counts:
            counts[frame.paragraph] = find_quantities(paragraph, times_within(analysis, paragraph))
        title = paragraph.kind == "title"
        (titles if title else drafts).extend(_records(analysis, timing, voices, frame, counts[frame.paragraph]))
    return merge_transfers(drafts, titles)


def _records(
    analysis: Analysis, timing: Timing, voices: Voices, frame: Frame, mentions: Sequence[QuantityMention]
) -> list[Transfer]:
    paragraph = analysis.paragraphs[frame.paragraph]
    span = paragraph.span(frame.predicate)
    statement = voices.of(span)
    factuality = frame.factuality
    if (
        statement is not None
        and statement.act is Act.DENY
        and factuality is Factuality.ASSERTED
        and frame.asserted_by is None
    ):
        cue_inside = (
            statement.cue is not None and statement.cue[0] <= span[0] and frame.predicate.dep_ in {"xcomp", "pcomp"}
        )
        factuality = Factuality.DENIED if cue_inside else factuality
    if (
        statement is not None
        and statement.act is Act.DENY
        and factuality is Factuality.ASSERTED
        and statement.cue is not None
        and statement.cue[0] > span[1]
        and frame.predicate.doc[0].idx <= statement.cue[0] - paragraph.start
        and _denied_after(frame.predicate, statement.cue[0] - paragraph.start)
    ):
        denial = replace(frame, factuality=Factuality.DENIED, asserted_by=teller(analysis, statement))
        plain = tuple(s for s in voices.statements if s.id != statement.id)
        return [
            *_records(analysis, timing, Voices(plain), frame, mentions),
            *_records(analysis, timing, Voices(()), denial, mentions),
        ]
    if factuality is Factuality.DENIED and frame.by is not None and frame.asserted_by is None:
        beyond, other = voices.beyond(span, paragraph.span(frame.by))
        if beyond and statement is not None and statement.speaker is not None:
            # what is said of a claim is not said by who makes it: "Kyiv's claim that Chad sold tanks is false"
            claim = replace(
                frame, factuality=Factuality.ASSERTED, by=None, denier=None, asserted_by=statement.speaker.name
            )
            kept = Voices([s for s in voices.statements if s.id != statement.id and (other is None or s is other)])
            denial = replace(frame, by=None)
            return [
                *_records(analysis, timing, voices, claim, mentions),
                *_records(analysis, timing, kept, denial, mentions),
            ]
    asserted_by = frame.asserted_by
    if asserted_by is None and factuality is Factuality.DENIED:
        asserted_by = frame.denier  # not the accuser whose claim is rejected
    asserted_by = asserted_by or frame.believer
    if asserted_by is None and statement is not None:
        asserted_by = teller(analysis, statement)
    if asserted_by is None:
        asserted_by = frame.denier or frame.accuser
    when = timing.of(frame, statement)
    out: list[Transfer] = []
    for good in frame.goods:
        quantity = _quantity(mentions, frame, good, paragraph)
        text = good.text or good.head.text
        tokens: list[Token] = [frame.predicate, *good.head.doc[good.start : good.end], *frame.extra]
        if good.measure is not None:
            tokens.append(good.measure)
        if frame.by is not None:
            tokens.append(frame.by)
        outside = [party.token for party in frame.borrowed]
        for party in (*frame.suppliers, *frame.recipients):
            if all(party.token is not t for t in outside):
                tokens.extend(_name_tokens(analysis, frame.paragraph, party.token))
        evidence = evidence_of(analysis, frame.paragraph, tokens, outside)
        suppliers: list[tuple[str, ...]] = [(p.code,) for p in frame.suppliers] or [()]
        recipients: list[tuple[str, ...]] = [(p.code,) for p in frame.recipients] or [()]
        for supplier in suppliers:
            for recipient in recipients:
                out.append(
                    Transfer(
                        id="t0",
                        supplier=supplier,
                        recipient=recipient,
                        goods=Goods(text=text, category=good.category),
                        quantity=quantity,
                        when=when,
                        stage=frame.stage,
                        factuality=factuality,
                        asserted_by=asserted_by,
                        statement=statement.id if statement is not None and frame.asserted_by is None else None,
                        evidence=evidence,
                    )
                )
    return out


def _counts_people(mention: QuantityMention) -> bool:
    """Whether a figure counts those who give or get, and not the goods."""
    unit = (mention.unit or "").lower().removesuffix("s")
    return unit in words("giver") or unit in words("taker")


def _in_name(frame: Frame, mention: QuantityMention, offset: int) -> bool:
    """Whether a figure is part of a weapon's name ("Leopard 1 tanks"); `offset` is where the paragraph starts."""
    start = mention.span[0] - offset
    token = next((t for t in frame.predicate.doc if t.idx <= start < t.idx + len(t)), None)
    return token is not None and token.i in frame.named


def _denied_after(predicate: Token, cue: int) -> bool:
    """Whether a later clause denies it: "..., which Tripoli denies"."""
    verb = next((token for token in predicate.doc if token.idx <= cue < token.idx + len(token)), None)
    if verb is None or verb.dep_ not in {"relcl", "advcl", "conj", "ROOT"}:
        return False
    return predicate in verb.head.subtree or predicate in verb.ancestors


def _name_tokens(analysis: Analysis, number: int, token: Token) -> list[Token]:
    """The whole name that a token is part of."""
    doc = analysis.paragraphs[number].doc
    mention = analysis.parties[number].at(token) if token.doc is doc else None
    return [token] if mention is None else list(doc[mention.start : mention.end])


def _quantity(mentions: Sequence[QuantityMention], frame: Frame, good: Good, paragraph: Paragraph) -> Quantity | None:
    """How many: the count of the container or of the goods, or of those who are taught."""
    offset = paragraph.start
    if frame.elided:
        places = [offset + token.idx for token in frame.elided if token.doc is frame.predicate.doc]
        bare = next((m for m in mentions if any(m.span[0] <= at < m.span[1] for at in places)), None)
        if bare is None and frame.reckoned:
            bare = figure_at(paragraph, frame.elided[0])
        if bare is not None and bare.kind == "count":
            unit = bare.unit or (good.measure or good.head).text.lower()
            return bare.record().model_copy(update={"unit": unit})
    share = _share(frame, good)
    if share is not None:
        figure = next((found for token in share if (found := figure_at(paragraph, token)) is not None), None)
        return figure.record().model_copy(update={"unit": good.head.text.lower()}) if figure is not None else None
    if good.measure is not None and good.measure.lemma_.lower() in words("fraction"):
        return None  # "nine tenths of its rockets"
    own: tuple[Token | None, ...] = () if frame.elided else (good.measure, good.head)
    if good.measure is not None and good.measure.lower_ in words("partial"):
        own = (good.measure,)  # "the first of 250 tanks" are not 250
    for token in (*own, *frame.counted):
        if token is not None and token.doc is frame.predicate.doc:
            found = quantity_of(mentions, token)
            if found is None and token.pos_ == "NUM" and frame.bare:
                found = figure_at(paragraph, token)
            if found is not None and _counts_people(found):
                return None  # "one of its main sources of shells"
            if found is not None and found.unit != "worth" and not _in_name(frame, found, offset):
                return found.record()
    return _value(mentions, frame, good, offset)


def _share(frame: Frame, good: Good) -> list[Token] | None:
    """The figures of the whole of which a share is told, for the clause that tells of the whole: "12 of the 48 jets that it
    ordered". None where the clause tells of no such thing.
    """
    told = frame.predicate
    if told.dep_ not in {"acl", "relcl"} or told.head.i != good.head.i or good.head.dep_ != "pobj":
        return None
    of = good.head.head
    if of.lower_ != "of" or of.head.pos_ != "NUM":
        return None
    return [t for t in told.doc[of.i + 1 : good.head.i] if t.pos_ == "NUM" and t.i not in frame.named]


def _value(mentions: Sequence[QuantityMention], frame: Frame, good: Good, offset: int) -> Quantity | None:
    """What goods that nobody counts are worth: "$14 million worth of chips", "$20 million in arms", "exports of arms rose
    to $51 million". The price of a deal is no quantity.
    """
    if frame.stage is not Stage.TRANSFERRED:
        return None
    doc = frame.predicate.doc
    places: list[int] = []
    if (
        good.measure is not None
        and good.measure.doc is doc
        and good.measure.lower_ in {"worth", "million", "billion", "$"}
    ):
        places = [t.idx for t in good.measure.subtree if t.i <= good.measure.i]
    elif frame.predicate.pos_ == "NOUN" and frame.predicate.dep_ == "nsubj":
        verb = frame.predicate.head
        if verb.lemma_.lower() in words("measuring"):
            places = [t.idx for w, i in clause_preps(verb) if w in {"to", "at", "for"} for t in i.subtree]
            places += [t.idx for c in verb.children if c.dep_ in {"dobj", "npadvmod", "attr"} for t in c.subtree]
    found = next(
        (m for m in mentions if m.kind == "money" and any(m.span[0] <= offset + p < m.span[1] for p in places)), None
    )
    return found.record() if found is not None else None
