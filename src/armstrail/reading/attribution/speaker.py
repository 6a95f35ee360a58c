"""Who speaks: from the mention of a source to a speaker with full name, role, country and kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.mentions import NameMention
from armstrail.language.parties import Parties
from armstrail.language.persons import agencies, title_of
from armstrail.reading.attribution.antecedents import (
    author_of_paper,
    body_before,
    official_before,
    subjects_above,
    subjects_told,
)
from armstrail.reading.attribution.draft import Draft, Source
from armstrail.reading.attribution.issuing import ISSUING, giver_of
from armstrail.reading.attribution.labels import LABEL
from armstrail.reading.attribution.lexicon import bodies, unnamed
from armstrail.reading.attribution.mention import (
    ARTICLE,
    antecedent_of,
    core_words,
    country_of,
    described_body,
    differs,
    is_name,
    labelled,
    named_last,
    person_of,
    several_before,
    state_words,
)
from armstrail.reading.attribution.sources import is_fronted, subject_of
from armstrail.records import Speaker, SpeakerKind

_DETERMINER = re.compile(
    r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|some|several|many)\s+", re.IGNORECASE
)
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "both", "all"})
_NEUTER = frozenset({"it", "its"})
_FIRST = frozenset({"i", "we", "my", "our", "us", "me"})
_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.STATE})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_MADE = frozenset(
    {"obtain", "receive", "gather", "get", "compile", "provide", "give", "supply", "collect", "release", "publish"}
    | {"prepare", "write", "issue", "draw", "leak", "produce", "cite", "commission", "share"}
)

REACH = 400
"""Mentions and speakers back to which "the agency" or "we" looks for its name: time stays linear in the page."""


def names_body(noun: Token) -> bool:
    """Whether a noun names a body or a paper: no person holds it as an office."""
    lemma = noun.lemma_.lower()
    return any(lemma in bodies(kind) for kind in ("body", "paper", "kind", "information"))


@dataclass(slots=True)
class Voices:
    """Speakers read so far on a page, in order; what a pronoun or a bare noun may go back to."""

    analysis: Analysis
    spoken: list[tuple[Speaker, Draft]] = field(default_factory=list)
    by_noun: dict[str, Speaker] = field(default_factory=dict)
    pending: dict[str, int] = field(default_factory=dict)

    def read(self, draft: Draft) -> Speaker | None:
        """The speaker of a draft. Those before it on the page must have been read."""
        if draft.like is not None:
            return next((speaker for speaker, other in reversed(self.spoken) if other is draft.like), None)
        if draft.source is None:
            return None
        speaker = self._resolve(draft.source, draft)
        if speaker is not None and draft.cue is LABEL and draft.direct:
            speaker = labelled(speaker, draft.source)
        if speaker is not None:
            self.spoken.append((speaker, draft))
        return speaker

    def name(self, draft: Draft) -> Speaker | None:
        """The speaker of a draft, without noting that he spoke."""
        return self._resolve(draft.source, draft) if draft.source is not None else None

    # -------------------------------------------------------------- the parts
    def _parties(self, source: Source) -> Parties | None:
        parties = self.analysis.parties
        return parties[source.passage.number] if source.passage.number < len(parties) else None

    def _last(self, kinds: frozenset[SpeakerKind]) -> Speaker | None:
        for speaker, _ in reversed(self.spoken[-12:]):
            if speaker.kind in kinds:
                return speaker
        return None

    def _resolve(self, source: Source, draft: Draft) -> Speaker | None:
        head = source.head
        lower = head.lower_
        names = self.analysis.names
        if lower in _RELATIVE and head.dep_ in {"nsubj", "nsubjpass", "dobj", "poss"} | {"det"}:
            antecedent = antecedent_of(head)
            if antecedent is not None:
                return self._noun(
                    Source(source.passage, antecedent.left_edge.i, antecedent.i + 1, antecedent), antecedent
                )
        if lower in _SINGULAR:
            start, end = source.passage.paragraph.span(head)
            mention = next((m for m in names.within(start, end) if m.form == "pronoun" and m.start == start), None)
            if mention is not None:
                return person_of(mention)
            singular = frozenset({SpeakerKind.PERSON, SpeakerKind.OFFICE, SpeakerKind.UNNAMED})
            last = self._last(singular)
            unlike = last is not None and last.name.casefold() in _SINGULAR - {lower}
            return last if last is not None and not unlike else Speaker(name=head.text, kind=SpeakerKind.UNNAMED)
        if lower in _PLURAL:
            several = frozenset({SpeakerKind.GROUP, SpeakerKind.ORGANISATION, SpeakerKind.STATE})
            found = self._last(frozenset({SpeakerKind.GROUP})) or self._last(several)
            return found or Speaker(name=head.text, kind=SpeakerKind.GROUP)
        if lower in _NEUTER:
            above = self._body(source, subjects_above(head)) if is_fronted(head.head) else None
            told = above or self._last(_BODIES) or self._body(source, subjects_told(head))
            return told or Speaker(name=head.text, kind=SpeakerKind.UNNAMED)
        if lower in _FIRST:
            outer = self._enclosing(draft)
            return outer or Speaker(name=head.text, kind=SpeakerKind.UNNAMED)
        return self._noun(source, head)

    def _body(self, source: Source, subjects: Iterable[Token]) -> Speaker | None:
        """The first of some subjects that is a body or a state."""
        for subject in subjects:
            found = self._noun(Source(source.passage, subject.left_edge.i, subject.i + 1, subject), subject)
            if found.kind in _BODIES or subject.lemma_ in bodies("press"):
                return found
        return None

    def _enclosing(self, draft: Draft) -> Speaker | None:
        cue = draft.cue_span
        if cue is None:
            return None
        for speaker, other in reversed(self.spoken[-REACH:]):
            if other is not draft and any(a <= cue[0] < b for a, b in other.content):
                return speaker
        return None

    def _noun(self, source: Source, head: Token) -> Speaker:
        paragraph = source.passage.paragraph
        start, end = paragraph.span(head)
        names = self.analysis.names
        own = [m for m in names.within(start, end) if m.form != "pronoun"]
        coordinated = [c for c in head.children if c.dep_ == "conj" and c.i < source.end]
        if not coordinated:
            person = next((m for m in own if m.kind is SpeakerKind.PERSON), None)
            person = person or self._apposed(source, head) or named_last(self.analysis, source, head)
            if person is not None:
                return person_of(person)
        maker = self._maker(source, head)
        if maker is not None:
            return self._noun(Source(source.passage, maker.left_edge.i, maker.right_edge.i + 1, maker), maker)
        text = core_words(source, head)
        parties = self._parties(source)
        if coordinated:
            return Speaker(name=self._joined(source, head, coordinated), kind=SpeakerKind.GROUP, role=None)
        mention = next((m for m in own if m.kind in {SpeakerKind.STATE, SpeakerKind.ORGANISATION}), None)
        bare = ARTICLE.sub("", text)
        country = country_of(parties, head)
        described = described_body(source, head)
        if described is not None:
            return Speaker(name=described, kind=SpeakerKind.ORGANISATION, country=country)
        collective = mention is not None and mention.kind is SpeakerKind.ORGANISATION and mention.form == "party"
        if collective and head.tag_ == "NNS":
            # "Western governments" are no body by the name of the West
            return Speaker(name=bare, kind=SpeakerKind.GROUP)
        if mention is not None and len(bare) <= mention.end - mention.start + 4:
            return Speaker(name=mention.name, kind=mention.kind, country=mention.country)
        key = head.lower_
        owner = self._owned(source, head)
        if owner is not None:
            return owner
        known = self._known_body(source, head, text)
        if known is not None:
            return known
        definite = head.doc[head.left_edge.i].lower_ in {"the", "this", "that"} or any(
            c.dep_ == "poss" for c in head.children
        )
        indefinite = not definite
        if definite and title_of(key) and key in self.by_noun and not differs(self.by_noun[key], country):
            return self.by_noun[key]
        meant = official_before(self.analysis, source, key, self._said()) if definite and " " not in bare else None
        if meant is not None:
            return meant
        plural = head.tag_ in {"NNS", "NNPS"}
        named = state_words(bare, parties, source)
        if plural:
            kind = SpeakerKind.UNNAMED if head.lemma_.lower() in unnamed() and indefinite else SpeakerKind.GROUP
        elif mention is not None:
            kind = SpeakerKind.ORGANISATION
        elif title_of(key):
            kind = SpeakerKind.UNNAMED if indefinite and head.lemma_.lower() in unnamed() else SpeakerKind.OFFICE
        elif head.lemma_.lower() in unnamed():
            kind = SpeakerKind.UNNAMED
        elif (
            head.pos_ == "PROPN"
            and head.ent_type_ == "PERSON"
            and head.doc[source.start].pos_ == "PROPN"
            and head.text not in agencies()
        ):
            kind = SpeakerKind.PERSON
        elif head.pos_ == "PROPN" or head.lower_ in bodies("body"):
            kind = SpeakerKind.ORGANISATION
        else:
            kind = SpeakerKind.UNNAMED if indefinite else SpeakerKind.ORGANISATION
        speaker = Speaker(name=named, kind=kind, country=country, role=key if title_of(key) else None)
        if kind in {SpeakerKind.OFFICE, SpeakerKind.UNNAMED} and not plural:
            self.by_noun[key] = speaker
        return speaker

    def _apposed(self, source: Source, head: Token) -> NameMention | None:
        """A name in apposition to an office ("the foreign secretary, Ann Lee", "minister Ann Lee")."""
        paragraph = source.passage.paragraph
        for child in head.children:
            if child.dep_ in {"appos", "compound", "nmod", "flat"} and child.i < source.end:
                start, end = paragraph.span(child)
                for mention in self.analysis.names.within(start, end):
                    if (
                        mention.kind is SpeakerKind.PERSON
                        and mention.form == "name"
                        and (child.dep_ == "appos" or title_of(head.text))
                    ):
                        return mention
        if title_of(head.text):
            low, high = paragraph.span(head)[1], source.span[1]
            text = self.analysis.page.text
            for mention in self.analysis.names.within(low, high):
                before, after = text[low : mention.start].rstrip(), text[mention.end : high].lstrip()
                plain = mention.kind is SpeakerKind.PERSON and mention.form == "name"
                if plain and before.endswith(",") and after[:1] in {"", ",", "("}:
                    return mention
            apposed = next((c for c in head.children if c.dep_ == "appos" and c.i < source.end), None)
            if apposed is not None and is_name(apposed):
                start, end = paragraph.span(head.doc[apposed.left_edge.i : apposed.i + 1])
                words = " ".join(text[start:end].split())
                return NameMention(
                    start, end, words, SpeakerKind.PERSON, "name", head.text, country_of(self._parties(source), head)
                )
        if title_of(head.text) and head.i + 1 < source.end:
            start, end = paragraph.span(source.passage.doc[head.i + 1])
            found = [
                m for m in self.analysis.names.within(start, end) if m.kind is SpeakerKind.PERSON and m.form == "name"
            ]
            if found:
                return found[0]
        return None

    def _owned(self, source: Source, head: Token) -> Speaker | None:
        """An office whose owner is a pronoun: "its spokesman" is the spokesman of the body or state in focus."""
        possessor = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in {"its", "their"}), None)
        if possessor is None or not (title_of(head.text) or head.lower_ in bodies("body")):
            return None
        if possessor.lower_ == "their" and several_before(possessor):
            return None
        place = source.passage.paragraph.span(possessor)[0]
        low = source.passage.paragraph.start
        before = [
            m
            for m in self.analysis.names.within(low, place)
            if m.kind in {SpeakerKind.STATE, SpeakerKind.ORGANISATION} and m.form in {"party", "organisation"}
        ]
        owner = before[0] if before else None
        if owner is None:
            return None
        words = _DETERMINER.sub("", core_words(source, head))
        name = f"{owner.name}'s {words}" if owner.kind is SpeakerKind.STATE else f"{owner.name} {words}"
        kind = SpeakerKind.OFFICE if title_of(head.text) else SpeakerKind.ORGANISATION
        speaker = Speaker(
            name=name, kind=kind, country=owner.country, role=head.lower_ if title_of(head.text) else None
        )
        self.by_noun[head.lower_] = speaker
        return speaker

    def _issued(self, source: Source, paper: Token) -> Speaker | None:
        """Who issued, in words before it in its paragraph, the paper that a bare noun points back to: "The union issued a
        statement. The statement said".
        """
        for token in reversed(paper.doc[: paper.left_edge.i]):
            if token.lemma_ == paper.lemma_ and token.dep_ == "dobj" and token.head.lemma_ in ISSUING:
                subject = subject_of(token.head)
                if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
                    return None
                return self._noun(
                    Source(source.passage, subject.left_edge.i, subject.right_edge.i + 1, subject), subject
                )
        return None

    def _known_body(self, source: Source, head: Token, text: str) -> Speaker | None:
        """A body named in full elsewhere ("the command", "the broadcaster NBC"), or who issued "the statement"."""
        bare = _DETERMINER.sub("", text)
        start = source.passage.paragraph.span(head)[0]
        end = source.span[1]
        if head.lower_ in bodies("descriptor"):
            inner = [
                m
                for m in self.analysis.names.within(start, end)
                if m.form in {"organisation", "party"} and m.start > start
            ]
            if inner and self.analysis.page.text[start : inner[0].start].strip(" ,\"“'‘").count(" ") == 0:
                return Speaker(name=inner[0].name, kind=inner[0].kind, country=inner[0].country)
        definite = head.doc[head.left_edge.i].lower_ in {"the", "this", "that"}
        if not definite or " " in bare:
            return None
        if head.lemma_.lower() in bodies("paper") | bodies("information"):
            told = [(who, draft.source.span) for who, draft in self.spoken[-REACH:] if draft.source is not None]
            author = author_of_paper(self.analysis, source, head, told) or self._issued(source, head)
            if author is not None:
                return author
        if head.lower_ in bodies("paper"):
            for speaker, other in reversed(self.spoken[-8:]):
                near = source.passage.number - other.passage.number <= 4
                if other.cue is not None and not other.cue.speech:
                    continue  # pictures show, but issue no reports
                if near and speaker.kind is not SpeakerKind.UNNAMED and speaker.name.casefold() != bare.casefold():
                    return speaker
            return None
        if head.lower_ in bodies("body"):
            mentions = self.analysis.names.mentions
            upto = bisect_left(mentions, start, key=lambda m: m.start)
            for mention in reversed(mentions[max(0, upto - REACH) : upto]):
                if (
                    mention.kind is SpeakerKind.ORGANISATION
                    and head.lower_ in mention.name.casefold().split()
                    and len(mention.name) > len(bare)
                ):
                    return Speaker(name=mention.name, kind=mention.kind, country=mention.country)
            for speaker, _ in reversed(self.spoken[-REACH:]):
                words = speaker.name.casefold().split()
                if speaker.kind is SpeakerKind.ORGANISATION and head.lower_ in words and len(words) > 1:
                    return speaker
        return body_before(self.analysis, source, head, self._said())

    def _said(self) -> list[tuple[Speaker, int]]:
        """The last speakers, each with the number of the paragraph in which he spoke."""
        return [(speaker, draft.passage.number) for speaker, draft in self.spoken[-REACH:]]

    def _maker(self, source: Source, head: Token) -> Token | None:
        """Who gave or made the paper or information that is named as the source: "information obtained from the
        customs service", "a report by the institute". None where it names nobody who can speak.
        """
        if head.lemma_.lower() not in bodies("information"):
            return None
        at = head
        for _ in range(2):
            for child in at.rights:
                if child.i >= source.end:
                    break
                if child.dep_ in {"prep", "agent"} and child.lower_ in {"from", "by", "of"}:
                    noun = next((c for c in child.children if c.dep_ == "pobj"), None)
                    made = child.lower_ == "by" or (at.pos_ == "VERB" and child.lower_ == "from")
                    if noun is not None and noun.ent_type_ != "DATE" and (made or self._speaks(source, noun)):
                        return noun
            giver = giver_of(head)
            if giver is not None and giver.i < source.end and self._speaks(source, giver):
                return giver
            participle = next((c for c in head.rights if c.dep_ == "acl" and c.lemma_ in _MADE), None)
            if participle is None or participle.i >= source.end:
                return None
            at = participle
        return None

    def _speaks(self, source: Source, noun: Token) -> bool:
        """Whether a noun names somebody who can say something."""
        start, end = source.passage.paragraph.span(noun)
        kinds = {SpeakerKind.ORGANISATION, SpeakerKind.PERSON, SpeakerKind.STATE}
        if any(m.kind in kinds and m.form != "pronoun" for m in self.analysis.names.within(start, end)):
            return True
        lemma = noun.lemma_.lower()
        return lemma in unnamed() or lemma in bodies("body") or title_of(lemma) is not None

    def _joined(self, source: Source, head: Token, others: list[Token]) -> str:
        parts = []
        queue = [head, *others]
        for token in queue:
            start, end = source.passage.paragraph.span(token)
            own = [m for m in self.analysis.names.within(start, end) if m.form != "pronoun"]
            text = own[0].name if own else _DETERMINER.sub("", core_words(source, token))
            parts.append(text)
            if token != head:
                queue.extend(c for c in token.children if c.dep_ == "conj" and c.i < source.end)
        return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 2 else " and ".join(parts)
