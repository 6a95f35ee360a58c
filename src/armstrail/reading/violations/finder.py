"""All alleged breaches of a page, with who alleges and who denies them, one record a claim.

A denied breach is a record of its own beside the allegation that it denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.clauses import negated
from armstrail.language.grammar import agents, is_passive, subjects
from armstrail.language.modality import Modality, modality_of
from armstrail.language.parties import name_of
from armstrail.reading.accusing import accusers, charger
from armstrail.reading.actors import Actors
from armstrail.reading.denying import says_no
from armstrail.reading.evidence import evidence_of, joined
from armstrail.reading.firms import Firms
from armstrail.reading.goods import GoodsIndex, goods_of
from armstrail.reading.lexicon import words
from armstrail.reading.sections import heading_states, sections_of
from armstrail.reading.supply.denials import points_back, voice_of
from armstrail.reading.violations.breach import Breach, breach_at
from armstrail.reading.violations.breakers import breakers, transfer_meant
from armstrail.reading.voice import Voices
from armstrail.records import Factuality, Statement, Transfer, Violation

__all__ = ["find_violations"]

_THIS = frozenset({"this", "that"})
_REACH = 2
"""How many paragraphs back a denied breach may stand."""
_BARE_NO = re.compile(
    r"(?i)(?:that )?(?:it|they|he|she|this|that|these)(?: (?:is|are|was|were|do|does|did|has|have|had) not|"
    r" (?:is|are|was|were|do|does|did|has|have|had)n['’]t)"
)
"""What only negates the sentence before: "that it did not"."""


@dataclass(slots=True)
class _Claim:
    """A breach as somebody tells it, before what the page says twice is merged."""

    paragraph: int
    token: Token
    record: Violation
    codes: set[str] = field(default_factory=set)


def find_violations(
    analysis: Analysis,
    statements: tuple[Statement, ...],
    transfers: tuple[Transfer, ...],
    goods: Sequence[GoodsIndex] | None = None,
) -> tuple[Violation, ...]:
    """Every breach that somebody on the page alleges or denies, ids v1, v2, ... Headlines are not read. `goods` are those of
    each paragraph, found here where it is None.
    """
    goods = goods if goods is not None else goods_of(analysis)
    voices = Voices(statements)
    claims: list[_Claim] = []
    firms: Firms | None = None
    about: dict[int, str] | None = None
    for number, paragraph in enumerate(analysis.paragraphs):
        if paragraph.kind == "title":
            continue
        found = [breach for token in paragraph.doc if (breach := breach_at(token)) is not None]
        if not found and not claims:
            continue
        firms = firms or Firms(analysis)
        about = about if about is not None else heading_states(sections_of(analysis))
        actors = Actors(analysis, number, statements, firms, about.get(number))
        for breach in found:
            claims.extend(_claims(actors, goods[number], voices, breach, transfers))
        near = [claim for claim in claims if number - claim.paragraph <= _REACH]
        if near:
            claims.extend(_denials(actors, near))
    return _merged([claim.record for claim in sorted(claims, key=lambda c: (c.paragraph, c.token.i))])


def _claims(
    actors: Actors, goods: GoodsIndex, voices: Voices, breach: Breach, transfers: Sequence[Transfer]
) -> Iterator[_Claim]:
    """The claim that a breach makes; where a charge is denied, the charge and its denial."""
    by, named = breakers(actors, breach.sources)
    linked, suppliers = transfer_meant(actors, goods, [breach.token, *breach.sources], by, transfers)
    by = by or ([] if breach.standing else suppliers)
    if not by and any(source.lower_ in _THIS for source in breach.sources):
        by, more = breakers(actors, _doers_before(breach.token))
        named = [*named, *more]
    if not by:
        return
    told = modality_of(_whole(breach.token))
    factuality = _factuality(told, breach)
    if factuality is None or _only_asked(breach.token):
        return
    statement = voices.of(actors.paragraph.span(breach.token))
    voice = statement.speaker.name if statement is not None and statement.speaker is not None else None
    denier = told.by is not None and says_no(told.by)
    if factuality is Factuality.DENIED and denier and told.by is not None:
        voice = voice_of(actors, told.by) or voice
    authors = [name_of(party.code) for party in accusers(actors, breach.token)]
    if factuality is Factuality.DENIED and told.by is not None:
        outside, other = voices.beyond(actors.paragraph.span(breach.token), actors.paragraph.span(told.by))
        if outside:
            # what is said of a claim is not said by who makes it
            authors = authors or ([voice] if voice is not None else [])
            voice = other.speaker.name if other is not None and other.speaker is not None else None
    record = Violation(
        id="v0",
        rule=breach.rule,
        by=tuple(by),
        transfer=linked,
        factuality=factuality,
        asserted_by=voice or charger(actors, breach.token),
        evidence=evidence_of(actors.analysis, actors.number, [breach.token, *named, *breach.named]),
    )
    yield _Claim(actors.number, breach.token, record, set(by))
    if factuality is Factuality.DENIED and authors:
        charge = {"factuality": Factuality.ASSERTED, "asserted_by": authors[0]}
        yield _Claim(actors.number, breach.token, record.model_copy(update=charge), set(by))


def _doers_before(token: Token) -> list[Token]:
    """Who does what the sentence before tells: what "this is a breach" points to."""
    if token.sent.start == 0:
        return []
    root = token.doc[token.sent.start - 1].sent.root
    verb = next((c for c in root.children if c.dep_ == "ccomp"), root)
    return subjects(verb) if not is_passive(verb) else agents(verb)


def _factuality(told: Modality, breach: Breach) -> Factuality | None:
    """How a breach is told; None where a rule is said to be kept, wished to be, or meant to be kept."""
    if breach.kept:
        return {Factuality.DENIED: Factuality.ASSERTED, Factuality.POSSIBLE: None}.get(told.factuality)
    if breach.token.head.lemma_ in words("conspiring"):
        return Factuality.ASSERTED if told.factuality is not Factuality.DENIED else told.factuality
    if told.factuality is Factuality.ASSERTED and told.stage is not None:
        return Factuality.POSSIBLE
    acting = any(t.pos_ in {"PROPN", "PRON"} for t in subjects(breach.token)) and breach.token.pos_ == "VERB"
    if told.factuality is Factuality.DENIED and told.stage is not None and acting:
        return None  # "we will not break the embargo": a pledge
    return told.factuality


def _only_asked(token: Token) -> bool:
    """Whether somebody is only told not to break a rule: "warned Mali not to evade sanctions"."""
    bare = token.tag_ == "VB" and token.dep_ in {"xcomp", "ccomp", "advcl"} and negated(token)
    return bare and not any(child.dep_ == "aux" and child.tag_ != "TO" for child in token.children)


def _whole(token: Token) -> Token:
    """The predicate whose modality counts: the clause of "in violation of", else the word itself."""
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.head.pos_ in {"VERB", "AUX"}:
        return token.head.head
    if token.pos_ == "ADJ" and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    return token


def _denials(actors: Actors, claims: Sequence[_Claim]) -> list[_Claim]:
    """Denials in a paragraph that point back to a breach told before: "Kigali denies it", "Iran says that it did not"."""
    found: list[_Claim] = []
    for verb in actors.paragraph.doc:
        if verb.pos_ != "VERB":
            continue
        rejects = says_no(verb) and points_back(verb)
        if rejects or (verb.lemma_.lower() in words("insisting") and _only_no(verb)):
            found += _denied(actors, verb, claims)
    return found


def _only_no(verb: Token) -> bool:
    """Whether what a verb of saying governs only negates what was said before."""
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}), None)
    if clause is None:
        return False
    text = clause.doc[clause.left_edge.i : clause.right_edge.i + 1].text.strip(" .,;\"'”’")
    return _BARE_NO.fullmatch(text) is not None


def _denied(actors: Actors, verb: Token, claims: Sequence[_Claim]) -> list[_Claim]:
    """The denial of the breach that stands nearest before a verb and that the denier is said to commit, or nothing."""
    voice = voice_of(actors, verb)
    codes = {party.code for subject in subjects(verb) for party in actors.of(subject)} | {voice or ""}
    for claim in reversed(claims):
        before = claim.paragraph < actors.number or claim.token.i < verb.i
        if not before or claim.record.factuality is Factuality.DENIED or not codes & _takers(claim):
            continue
        evidence = joined([*claim.record.evidence, *evidence_of(actors.analysis, actors.number, [verb])])
        record = claim.record.model_copy(
            update={"factuality": Factuality.DENIED, "asserted_by": voice, "evidence": evidence}
        )
        return [_Claim(actors.number, verb, record, claim.codes)] if voice is not None else []
    return []


def _takers(claim: _Claim) -> set[str]:
    return {*claim.codes, *(name_of(code) for code in claim.codes)}


def _merged(found: Sequence[Violation]) -> tuple[Violation, ...]:
    """One record a claim: the same rule, the same parties, the same voice."""
    kept: list[Violation] = []
    for one in found:
        for index, other in enumerate(kept):
            if (other.rule, set(other.by), other.factuality, other.asserted_by) == (
                one.rule, set(one.by), one.factuality, one.asserted_by,
            ):  # fmt: skip
                kept[index] = other.model_copy(
                    update={
                        "evidence": joined([*other.evidence, *one.evidence]),
                        "transfer": other.transfer or one.transfer,
                    }
                )
                break
        else:
            kept.append(one)
    return tuple(one.model_copy(update={"id": f"v{number}"}) for number, one in enumerate(kept, 1))
