"""When a supply took place: by its own clause, and for an agreed one the day of the deal wherever the words near it give it.

"Norway will deliver boats under a contract signed last week", "Spain will supply radars. The contract was signed in May",
"Poland is to get tanks, the deal was struck in June": the day belongs to the contract, and the contract is this one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from armstrail.language import Analysis, Paragraph
from armstrail.language.clause_time import when_of
from armstrail.language.grammar import subjects
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame
from armstrail.records import Stage, Statement, When

__all__ = ["Timing"]

_DEFINITE = frozenset({"the", "this", "that"})
_OPEN = frozenset({"acl", "relcl", "advcl", "conj", "ccomp", "parataxis", "ROOT", "pcomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Timing:
    """The times of a page's frames. `frames` are all of the page, in the order of the text."""

    analysis: Analysis
    frames: Sequence[Frame]

    def of(self, frame: Frame, statement: Statement | None = None) -> When | None:
        """The days of a frame's transfer: for an agreed one those of the deal, failing that of the delivery.

        `statement` is the innermost one that carries it: who announces a supply of his own promises it on that day.
        """
        paragraph = self.analysis.paragraphs[frame.paragraph]
        told = frame.clause or frame.predicate
        if frame.stage is not Stage.AGREED:
            return when_of(self.analysis, paragraph, told)
        deal = _dealing(told)
        when = when_of(self.analysis, paragraph, deal) if deal is not None else None
        if when is not None:
            return when
        own = when_of(self.analysis, paragraph, told)
        if own is not None and told.lemma_.lower() in words("dealing") | words("buy"):
            return own
        return self._of_contract(frame, paragraph, told) or own or _pledged(frame, statement)

    # -------------------------------------------------------------- the contract
    def _of_contract(self, frame: Frame, paragraph: Paragraph, told: Token) -> When | None:
        """The day of the contract that the same sentence, the next one or the one before names."""
        for noun in _contracts(told.sent):
            for verb in _concluded(noun):
                when = self._past(paragraph, verb)
                if when is not None and (
                    noun == told or noun.is_ancestor(told) or told.is_ancestor(noun) or _is_definite(noun)
                ):
                    return when
            if told.is_ancestor(noun):
                when = self._past(paragraph, noun)
                if when is not None:
                    return when
        following = self._next(frame, told.sent)
        if following is not None:
            place, sentence = following
            root = sentence.root
            named = (n for n in _contracts(sentence) if n.dep_ in {"nsubjpass", "nsubj"} and n.head == root)
            if root.lemma_.lower() in words("concluding") and any(_is_definite(noun) for noun in named):
                return self._past(place, root)
        before = _before(told.sent)
        rests = before is not None and _rests_on_it(told)
        if before is not None and rests and before.root.lemma_.lower() in words("concluding"):
            named = (noun for noun in _contracts(before) if noun.dep_ in {"nsubjpass", "dobj"})
            return self._past(paragraph, before.root) if any(noun.head == before.root for noun in named) else None
        if before is not None and before.root.lemma_.lower() in words("concluding"):
            signers = {party.code for party in (*frame.suppliers, *frame.recipients)}
            parties = self.analysis.parties[frame.paragraph]
            told_of = {m.code for token in subjects(before.root) if (m := parties.of(token)) is not None}
            if signers & told_of and any(noun.dep_ == "dobj" for noun in _contracts(before)):
                return self._past(paragraph, before.root)
        return None

    def _next(self, frame: Frame, sentence: Span) -> tuple[Paragraph, Span] | None:
        """The sentence behind a frame's, in its paragraph or the next, where no other flow stands between."""
        number = frame.paragraph
        flow = _flow(frame)
        place = (number, frame.predicate.i)
        for at in range(bisect_right(self.frames, place, key=lambda f: (f.paragraph, f.predicate.i)), len(self.frames)):
            later = self.frames[at]
            if later.paragraph != number or later.predicate.i >= sentence.end:
                break
            if _flow(later) != flow:
                return None
        paragraph = self.analysis.paragraphs[number]
        if sentence.end < len(paragraph.doc):
            return paragraph, paragraph.doc[sentence.end].sent
        if number + 1 < len(self.analysis.paragraphs):
            following = self.analysis.paragraphs[number + 1]
            first = next(iter(following.doc.sents), None)
            return (following, first) if first is not None else None
        return None

    def _past(self, paragraph: Paragraph, token: Token) -> When | None:
        """The days of a deed that was done by the day of publication."""
        when = when_of(self.analysis, paragraph, token)
        published = self.analysis.page.published
        return when if when is not None and (published is None or when.start <= published.end) else None


def _flow(frame: Frame) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(p.code for p in frame.suppliers), frozenset(p.code for p in frame.recipients)


def _contracts(sentence: Span) -> Iterator[Token]:
    """Nouns of a sentence that name a contract of supply; "a peace agreement" is none."""
    for token in sentence:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in words("contract"):
            continue
        if not any(c.lemma_.lower() in words("other_contract") for c in token.children if c.i < token.i):
            yield token


def _concluded(noun: Token) -> Iterator[Token]:
    """Verbs that tell of a contract's conclusion: "a deal struck in May", "the contract was signed", "signed the contract"."""
    near = [child for child in noun.children if child.dep_ in {"acl", "relcl"}]
    if noun.dep_ in {"nsubjpass", "dobj"}:
        near.append(noun.head)
    for verb in near:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in words("concluding") and verb.dep_ in _OPEN:
            yield verb


def _is_definite(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in noun.children)


def _rests_on_it(predicate: Token) -> bool:
    """Whether a supply is told as part of the contract just spoken of: "Under it ...", "Under the deal ..."."""
    for prep in predicate.children:
        if prep.dep_ == "prep" and prep.lower_ == "under":
            for noun in prep.children:
                contract = noun.lemma_.lower() in words("contract") and _is_definite(noun)
                if noun.lower_ in {"it", "this"} or contract:
                    return True
    return False


def _before(sentence: Span) -> Span | None:
    return sentence.doc[sentence.start - 1].sent if sentence.start else None


def _pledged(frame: Frame, statement: Statement | None) -> When | None:
    """The day on which a party to the supply announced it."""
    if statement is None or statement.speaker is None or statement.cue is None or statement.said_on is None:
        return None
    parties = {party.code for party in (*frame.suppliers, *frame.recipients)}
    if statement.speaker.country not in parties and statement.speaker.name not in parties:
        return None
    return statement.said_on if statement.act is not None and statement.act.value in {"announce", "pledge"} else None


def _dealing(predicate: Token) -> Token | None:
    """The verb by which a supply is agreed, whose day is the deal's: "agreed in October to deliver", "signed a contract
    on Monday to build".
    """
    head = predicate
    for _ in range(3):
        purpose = head.dep_ == "advcl" and any(child.tag_ == "TO" for child in head.children)
        if not (purpose or head.dep_ in {"xcomp", "acl", "dobj", "prep", "pcomp", "ccomp"}):
            return None
        if head.dep_ == "ccomp" and any(child.dep_ in {"nsubj", "nsubjpass"} for child in head.children):
            return None  # "decided that Chad delivers": another's deed
        head = head.head
        if head.pos_ == "VERB" and head.lemma_.lower() in words("dealing"):
            return head
    return None
