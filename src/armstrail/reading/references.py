"""What pronouns and bare nouns stand for on a page: "it", "we", "the army", "the two countries"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from armstrail.knowledge import table, values
from armstrail.language import Analysis
from armstrail.language.grammar import is_passive, objects, subjects
from armstrail.language.parties import Parties, collective, is_state
from armstrail.reading.home import dateline_state, host_of, is_office
from armstrail.reading.lexicon import words
from armstrail.records import Quote, SpeakerKind, Statement

__all__ = ["Party", "References", "struck"]

_AT_ANOTHER = frozenset({"to", "from", "against"})
"""Prepositions whose pronoun is another than who acts: "sold it to them", never himself."""
_PRESS = re.compile(r"(?i)\b(?:correspondent|reporter|journalist|editor)s?\b")
"""Who speaks for no state, wherever he is."""
_SAID = 200
"""Statements around a "we" among which its speaker is looked for: time stays linear in the page."""
_PAIRS = frozenset(
    {
        "country",
        "side",
        "nation",
        "state",
        "neighbor",
        "neighbour",
        "regime",
        "capital",
        "ally",
        "government",
        "leader",
        "president",
        "minister",
        "army",
        "party",
    }
)
_ALONE = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "agent"})
"""Functions in which "two" and "both" stand for two parties, not before a noun."""


@cache
def _adversaries() -> dict[str, tuple[str, frozenset[str]]]:
    return {row["state"]: (row["adversary"], frozenset(values(row["words"]))) for row in table("adversaries")}


@cache
def _foe_words() -> frozenset[str]:
    return frozenset().union(*(known for _, known in _adversaries().values()))


@dataclass(frozen=True, slots=True)
class Party:
    """A party and the token that names it."""

    code: str
    token: Token


def struck(pronoun: Token) -> list[Token]:
    """Whom "its" means behind a verb of charging or punishing: "blacklisted the firm over its role" the firm's; none where it
    stands behind no such verb.
    """
    verb = pronoun
    while verb.head.i != verb.i and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    if pronoun.i < verb.i or verb.lemma_.lower() not in words("charging"):
        return []
    return [noun for noun in (subjects(verb) if is_passive(verb) else objects(verb)) if noun.i < pronoun.i]


def _personal(token: Token) -> bool:
    """Whether "they", "them" or "their" stands where people do: given or taught something, of whom something is had."""
    verb = token.head
    if token.dep_ in {"poss", "dative", "pobj", "nsubj"}:
        return True
    teaching = verb.lemma_.lower() in words("teaching") or any(c.lower_ == "with" for c in verb.children)
    return token.dep_ in {"dobj", "nsubjpass"} and (
        teaching or any(c.dep_ == "dobj" and c.i > token.i for c in verb.children)
    )


class References:
    """What the words of one paragraph that name nobody stand for, with the paragraphs before it in reach. `about` is the one
    state that the item of a digest is about to which the paragraph belongs: its "army" and "it" before any other's.
    """

    def __init__(
        self, analysis: Analysis, number: int, statements: Sequence[Statement] = (), about: str | None = None
    ) -> None:
        self.analysis = analysis
        self.number = number
        self.paragraph = analysis.paragraphs[number]
        self.parties: Parties = analysis.parties[number]
        self.statements = statements
        self.about = about
        self._sentences: list[Span] | None = None

    def _same_body(self, token: Token) -> str | None:
        """Whose "the army" or "the government" is, where the page named the owner of such a body shortly before."""
        if token.lemma_.lower() in words("fighters"):
            return self._same_fighters(token)
        if token.lemma_.lower() not in words("body"):
            return None
        for number in range(self.number, max(-1, self.number - 3), -1):
            if self.about is not None and number < self.number:
                return self.about
            parties = self.analysis.parties[number]
            end = token.i if number == self.number else len(parties.doc)
            for other in reversed(parties.doc[:end]):
                other_body = self.about is not None and other.lemma_ != token.lemma_
                if other.lemma_.lower() in words("body") and not other_body:
                    mention = parties.owner(other)
                    if mention is not None and is_state(mention.code):
                        return mention.code
        owners = {
            mention.code
            for parties in self.analysis.parties
            for other in parties.having(token.lemma_.lower())
            if (mention := parties.owner(other)) is not None and is_state(mention.code)
        }
        if owners:
            return next(iter(owners)) if len(owners) == 1 else None
        return host_of(self.analysis) or self._headline_state() or dateline_state(self.analysis)

    def _headline_state(self) -> str | None:
        """The one state that the headline names, or None."""
        named = {
            mention.code
            for paragraph, parties in zip(self.analysis.paragraphs, self.analysis.parties, strict=True)
            if paragraph.kind == "title"
            for mention in parties.mentions
            if is_state(mention.code)
        }
        return named.pop() if len(named) == 1 else None

    def _same_fighters(self, token: Token) -> str | None:
        """Who "the rebels" or "the paramilitaries" are, where the page has named one armed group before and no other."""
        narrowed = ({"amod", "compound", "nmod", "poss", "relcl"}, {"of", "in", "from"})
        if any(child.dep_ in narrowed[0] or child.lower_ in narrowed[1] for child in token.children):
            return None
        named = {
            mention.code
            for number in range(self.number + 1)
            for mention in self.analysis.parties[number].mentions
            if mention.kind == "armed_group" and (number < self.number or mention.end <= token.i)
        }
        return named.pop() if len(named) == 1 else None

    def _speaker_country(self, token: Token) -> str | None:
        """The word "We" in a quotation is the speaker's country, where the statement says which; else that of the page's
        host (an interview, a speech, a release), and for an official without a country that of the dateline.
        """
        start, end = self.paragraph.span(token)
        holding = [s for s in self._near(start) if any(a <= start and end <= b for a, b in s.content)]
        holding.sort(key=lambda s: sum(e - b for b, e in s.content))
        for statement in holding:
            speaker = statement.speaker
            if speaker is not None and speaker.country is not None and not _PRESS.search(speaker.name):
                return speaker.country
        host = host_of(self.analysis)
        if host is not None:
            return host
        if holding and holding[0].speaker is not None and self._official(holding[0]):
            return dateline_state(self.analysis)
        return None

    def foe(self, token: Token) -> str | None:
        """Whom a side of a war means by "the enemy" or "the aggressor state": by who speaks, or by where the page is filed."""
        nouns = {token.lemma_.lower(), *(c.lemma_.lower() for c in token.children if c.dep_ in {"amod", "compound"})}
        if not nouns & _foe_words():
            return None
        side = self._speaker_country(token) or dateline_state(self.analysis)
        adversary, known = _adversaries().get(side or "", ("", frozenset()))
        return adversary if nouns & known else None

    def _asked_country(self, token: Token) -> str | None:
        """Whom "you" means in an interview's question: the state of who gives the interview."""
        question = self.paragraph.doc.text.lstrip()[:1] == "Q" or token.sent.text.rstrip().endswith("?")
        return host_of(self.analysis) if question else None

    def _official(self, statement: Statement) -> bool:
        """Whether who speaks holds an office of state, by the role that the page gives."""
        speaker = statement.speaker
        if speaker is None:
            return False
        roles = {m.role for m in self.analysis.names.mentions if m.name == speaker.name and m.role}
        return any(is_office(words) for words in (*roles, speaker.role or "", speaker.name))

    def _hosted(self, token: Token) -> bool:
        """Whether a word stands in an interview or speech, where a state may be "they": "They gave us 30 tanks"."""
        start, end = self.paragraph.span(token)
        direct = (s for s in self._near(start) if s.quote is Quote.DIRECT)
        return any(a <= start and end <= b for s in direct for a, b in s.content) and host_of(self.analysis) is not None

    def _near(self, place: int) -> Sequence[Statement]:
        """The statements that begin around a place in the text."""
        upto = bisect_right(self.statements, place, key=lambda s: min(s.content[0][0], (s.cue or s.content[0])[0]))
        return self.statements[max(0, upto - _SAID) : upto + _SAID]

    def possessor(self, token: Token, but: frozenset[str]) -> list[Party]:
        """Whose "its" is, where it cannot be some party: "Oman, which provides half of its arms"."""
        found = self._salient(token, but)
        return [Party(found, token)] if found else []

    def _salient(self, token: Token, but: frozenset[str] = frozenset()) -> str | None:
        """The state or body that "it" or "they" stands for: the nearest subject before it in its sentence, then the last
        subject of the sentence before; possessors and objects only where no subject is there.
        """
        for noun in struck(token) if token.dep_ == "poss" else ():
            mention = self.parties.of(noun)
            if mention is not None:
                return mention.code
        if self._sentences is None:
            self._sentences = list(self.paragraph.doc.sents)
        sentences = self._sentences
        other_than = self._not_itself(token) | but
        current = next(i for i, s in enumerate(sentences) if s.start <= token.i < s.end)
        for back in range(3):
            if current - back < 0:
                break
            sentence = sentences[current - back]
            limit = token.i if back == 0 else sentence.end
            found = self._subject_in(self.parties, sentence.start, limit, token, other_than)
            if found:
                return found
            if back and self._tells_of_another(sentence):
                return None
        if self.about is not None:
            return self.about
        if self.number > 0:
            before = self.analysis.parties[self.number - 1]
            if self.analysis.paragraphs[self.number - 1].kind == "body":
                last = list(before.doc.sents)
                if last:
                    return self._subject_in(before, last[-1].start, last[-1].end, None, other_than)
        return None

    def _tells_of_another(self, sentence: Span) -> bool:
        """Whether a sentence's subject is a named body that is no state: then "it" behind is that body, and no state that the
        sentence names besides ("Altyn Trade was founded after the invasion of Ukraine. It bought").
        """
        for token in sentence:
            if (
                token.dep_ not in {"nsubj", "nsubjpass"}
                or token.tag_ != "NNP"
                or token.head.dep_ not in {"ROOT", "conj"}
            ):
                continue
            mention = self.analysis.names.at(*self.paragraph.span(token))
            person = mention is not None and mention.kind is SpeakerKind.PERSON
            if (
                not person
                and self.parties.of(token) is None
                and token.ent_type_ not in {"GPE", "LOC", "NORP", "PERSON"}
            ):
                return True
        return False

    def people(self, token: Token) -> str | None:
        """Whose people "they" or "them" are: the nationals or forces named last before, as a subject where they act ("trained
        the Tajiks; it gave them cars"). None where the word may as well stand for goods.
        """
        if not _personal(token):
            return None
        acting = token.dep_ == "nsubj"
        verb = token.head if token.head.pos_ == "VERB" else token.head.head
        own_doers = {doer.i for doer in subjects(verb)} if not acting else set()
        start = token.sent.start
        for _ in range(2):
            start = token.doc[start - 1].sent.start if start > 0 else 0
        for other in reversed(token.doc[start : token.i]):
            if other.tag_ not in {"NNS", "NNPS"} or (acting and other.dep_ not in {"nsubj", "nsubjpass"}):
                continue
            if other.i in own_doers:
                continue
            own = self.parties.at(other)
            if own is not None and own.form == "demonym" and is_state(own.code):
                return own.code
            if collective(other) in {"forces", "people"}:
                owner = self.parties.owner(other)
                return owner.code if owner is not None else self._same_body(other)
        return None

    def _not_itself(self, token: Token) -> frozenset[str]:
        """Whom an object pronoun cannot mean: who does the verb, said or understood ("Mali left, accusing it of ...")."""
        verb = token.head
        if token.dep_ == "pobj" and verb.lower_ in _AT_ANOTHER:
            verb = verb.head
        elif token.dep_ not in {"dobj", "dative"}:
            return frozenset()
        if verb.pos_ != "VERB" or is_passive(verb):
            return frozenset()
        found = (self.parties.of(subject) for subject in subjects(verb) if subject.i != token.i)
        return frozenset(mention.code for mention in found if mention is not None)

    def _subject_in(
        self, parties: Parties, start: int, end: int, token: Token | None, other_than: frozenset[str] = frozenset()
    ) -> str | None:
        subjects: list[str] = []
        others: list[str] = []
        for mention in parties.within(start, end):
            root = parties.doc[mention.start : mention.end].root
            head = root
            steps = 0
            while head.dep_ in {"amod", "compound", "poss", "nmod"} and steps < 3:
                head, steps = head.head, steps + 1
            if (root.dep_ == "pobj" and root.head.head.lower_ == "according") or head.head.head.lower_ == "according":
                continue
            if mention.code in other_than or mention.place or (mention.is_adjective and collective(head) is None):
                continue
            if token is not None and head.head.i == token.head.i and head.dep_ != "poss":
                continue  # "Russia gave it ...": not the subject of its own clause
            asked = head.dep_ == "ROOT" and head.sent.text.rstrip().endswith("?")  # "And the French?"
            if head.dep_ in {"nsubj", "nsubjpass"} or asked:
                subjects.append(mention.code)
            elif head.dep_ in {"poss", "agent", "pobj", "dobj"}:
                others.append(mention.code)
        if subjects:
            return subjects[-1]
        return others[-1] if others and len(set(others)) == 1 else None

    def pair(self, token: Token) -> list[Party]:
        """For "The two countries", "both sides", "the parties", "the two": the last two states named before."""
        alone = token.lower_ in {"two", "both", "pair"} and token.dep_ in _ALONE
        if not alone and (token.lemma_.lower() not in _PAIRS or token.tag_ != "NNS"):
            return []
        both = alone or any(child.lower_ in {"two", "both"} for child in token.children)
        bare = [child for child in token.children if child.i < token.i]
        the = (
            len(bare) == 1
            and bare[0].lower_ == "the"
            and token.lemma_.lower() in {"side", "minister", "leader", "president", "party"}
        )
        if not both and not (the and self.parties.owner(token) is None):
            return []
        seen: list[str] = []
        for number in range(self.number, max(-1, self.number - 4), -1):
            parties = self.analysis.parties[number]
            for mention in reversed(parties.mentions):
                if number == self.number and mention.start >= token.i:
                    continue
                if is_state(mention.code) and mention.code not in seen:
                    seen.append(mention.code)
                if len(seen) == 2:
                    return [Party(code, token) for code in reversed(seen)]
        return []
