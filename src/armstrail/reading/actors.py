"""Who a noun phrase stands for as a party: state codes and names, through pronouns, persons, appositions and lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from armstrail.language import Analysis
from armstrail.language.grammar import antecedent, examples, heads, is_passive, subjects
from armstrail.language.parties import Parties, collective, is_place_noun, is_state
from armstrail.language.towns import find_towns
from armstrail.reading.firms import Firms
from armstrail.reading.home import dateline_state, host_of, is_office
from armstrail.reading.lexicon import words
from armstrail.records import Quote, SpeakerKind, Statement

__all__ = ["Actors", "Party"]

_THIRD = frozenset({"it", "its", "they", "their", "them", "itself"})
_FIRST = frozenset({"we", "our", "us", "i", "my", "ours"})
_AT_ANOTHER = frozenset({"to", "from", "against"})
"""Prepositions whose pronoun is another than who acts: "sold it to them", never himself."""
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
    }
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party and the token that names it."""

    code: str
    token: Token


class Actors:
    """The parties of one paragraph of an analysed page, with the paragraphs before it in reach."""

    def __init__(
        self, analysis: Analysis, number: int, statements: Sequence[Statement] = (), firms: Firms | None = None
    ) -> None:
        self.analysis = analysis
        self.number = number
        self.paragraph = analysis.paragraphs[number]
        self.parties: Parties = analysis.parties[number]
        self.statements = statements
        self.firms = firms
        self._places: dict[int, str] | None = None
        self._sentences: list[Span] | None = None

    # -------------------------------------------------------------- one token
    def of(self, token: Token, *, bodies: bool = False, towns: bool = False) -> list[Party]:
        """The parties that a noun phrase's head stands for, coordinated and listed ones each. `bodies` lets in companies and
        other organisations under their own names, `towns` the states of known places ("to Odesa", "a port in Primorye").
        """
        out: list[Party] = []
        for head in heads(token):
            found = self._one(head, bodies)
            if towns and not found:
                code = self.town(head)
                found = [Party(code, head)] if code else []
            for party in found:
                if all(party.code != other.code for other in out):
                    out.append(party)
        return out

    @property
    def places(self) -> dict[int, str]:
        """The known places of the paragraph: the state's code by token."""
        if self._places is None:
            self._places = find_towns(self.paragraph.doc)
        return self._places

    def town(self, token: Token) -> str | None:
        """The state of the known place that a noun phrase is or lies in: "Odesa", "the port of Rajin", "plants in Isfahan"."""
        token = antecedent(token)
        if token.doc is not self.paragraph.doc:
            return None
        own = self.places.get(token.i)
        if own is not None or token.pos_ not in {"NOUN", "PROPN"}:
            return own
        place = is_place_noun(token) or collective(token) is not None
        for child in token.children:
            before = child.i < token.i and child.dep_ in {"compound", "nmod", "amod", "poss"}
            if child.i in self.places and (child.dep_ == "appos" or (before and (place or token.pos_ == "PROPN"))):
                return self.places[child.i]
            if place and child.dep_ == "prep" and child.lower_ in {"of", "in", "at", "near", "outside", "around"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        found = self.town(inner)
                        if found:
                            return found
        return None

    def _one(self, token: Token, bodies: bool) -> list[Party]:
        listed = [party for inner in examples(token) for party in self._single(inner, bodies)]
        if not listed and token.lemma_.lower() in words("number") and self.parties.at(token) is None:
            # "dozens of Syrian officers", "a group of Malian pilots"
            of = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"]
            listed = [party for c in of for i in c.children for h in heads(i) for party in self._single(h, bodies)]
        if listed:
            return listed
        return self._single(token, bodies)

    def _single(self, token: Token, bodies: bool) -> list[Party]:
        token = antecedent(token)
        mention = self.parties.of(token)
        if mention is not None:
            if (
                mention.is_adjective
                and self.parties.at(token) is mention
                and token.pos_ == "ADJ"
                and token.dep_ == "amod"
            ):
                return []
            several = self._owners(token) if self.parties.at(token) is None else []
            return several if len(several) > 1 else [Party(mention.code, token)]
        lower = token.lower_
        if bodies and self.firms is not None and token.doc is self.paragraph.doc:
            firm = self.firms.at(self.number, token)
            owner = self.owner(token) if firm else None
            firm = owner or firm or (self.firms.meant(self.number, token) if self._firm_meant(token) else None)
            if firm:
                return [Party(firm, token)]
        if token.pos_ == "PRON" or (token.dep_ == "poss" and lower in _THIRD | _FIRST):
            if lower in _THIRD:
                found = self._salient(token)
                plural = lower not in {"it", "its", "itself"}
                if found and plural and is_state(found) and not self._hosted(token):
                    return []  # "they" is people or two states, never one state
                return [Party(found, token)] if found else []
            if lower in _FIRST:
                country = self._speaker_country(token)
                return [Party(country, token)] if country else []
        holder = self._holder(token)
        if holder is not None:
            return [holder]
        name = self.analysis.names.at(*self.paragraph.span(token))
        if (
            name is not None
            and name.country
            and name.kind in {SpeakerKind.PERSON, SpeakerKind.STATE, SpeakerKind.OFFICE}
        ):
            return [Party(name.country, token)]
        if token.dep_ == "compound" and token.head.i > token.i:
            return []
        if collective(token) is not None:
            owner = self.owner(token)
            if owner is not None:
                return [Party(owner, token)]
            if token.dep_ == "attr" and token.head.lemma_ == "be":
                # "Oman is the country that bought them"
                return [party for subject in subjects(token.head) for party in self._single(subject, bodies)]
            if any(child.lower_ == "the" for child in token.children):
                found = self._same_body(token)
                if found:
                    return [Party(found, token)]
        for child in token.children:
            if child.dep_ == "appos":
                mention = self.parties.of(child)
                if mention is not None:
                    return [Party(mention.code, token)]
        if (
            token.ent_type_ in {"GPE", "LOC", "FAC", "NORP"}
            or is_place_noun(token)
            or collective(token) is not None
            or token.pos_ == "PROPN"
        ):
            mention = self.parties.owner(token)
            if mention is not None and token.ent_type_ != "PERSON":
                return [Party(mention.code, token)]
        if bodies and token.ent_type_ == "ORG" and token.pos_ == "PROPN":
            ent = next((e for e in token.doc.ents if e.start <= token.i < e.end), None)
            if ent is not None:
                text = (
                    ent.text.removeprefix("the ")
                    .removeprefix("The ")
                    .removesuffix("'s")
                    .removesuffix("’s")
                    .strip(" ,.")
                )
                return [Party(text, token)] if text else []
        return []

    def _owners(self, noun: Token) -> list[Party]:
        """All whose a noun is, coordinated: "firms in Oman and Chad", "Omani and Chadian troops"; empty for one."""
        out: list[Party] = []
        for child in noun.children:
            if child.dep_ in {"amod", "compound", "nmod", "poss"} and child.i < noun.i:
                named = [child, *(c for c in child.conjuncts if c.i < noun.i)]
            elif child.dep_ == "prep" and child.lower_ in {"in", "of", "from"}:
                named = [h for inner in child.children if inner.dep_ == "pobj" for h in heads(inner)]
            else:
                continue
            for token in named:
                mention = self.parties.at(token)
                if mention is not None and is_state(mention.code) and all(p.code != mention.code for p in out):
                    out.append(Party(mention.code, token))
            if out:
                break
        return out

    def _firm_meant(self, token: Token) -> bool:
        """Whether a pronoun or "the company" may stand for a firm: no state is a nearer subject."""
        if token.lower_ not in {"it", "its"}:
            return self.owner(token) is None
        doc = self.paragraph.doc
        states = [m.start for m in self.parties.within(token.sent.start, token.i) if doc[m.start].head.dep_ != "prep"]
        subject = [i for i in states if doc[i].dep_ in {"nsubj", "nsubjpass"}]
        return not subject

    def _holder(self, token: Token) -> Party | None:
        """Who holds a place: "areas of Yemen held by the Houthis", "Houthi-controlled territory"."""
        if not is_place_noun(token) or token.doc is not self.paragraph.doc:
            return None
        for child in token.children:
            if child.lemma_.lower() not in words("control"):
                continue
            if child.dep_ in {"acl", "relcl"}:
                who = [i for c in child.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"]
            elif child.dep_ in {"amod", "compound"} and child.i < token.i:
                who = [i for i in child.children if i.i < child.i and i.dep_ != "punct"]
            else:
                continue
            for inner in who:
                mention = self.parties.at(inner)
                if mention is not None:
                    return Party(mention.code, inner)
        return None

    def _same_body(self, token: Token) -> str | None:
        """Whose "the army" or "the government" is, where the page named the owner of such a body shortly before."""
        if token.lemma_.lower() in words("fighters"):
            return self._same_fighters(token)
        if token.lemma_.lower() not in words("body"):
            return None
        for number in range(self.number, max(-1, self.number - 3), -1):
            parties = self.analysis.parties[number]
            end = token.i if number == self.number else len(parties.doc)
            for other in reversed(parties.doc[:end]):
                if other.lemma_.lower() in words("body"):
                    mention = parties.owner(other)
                    if mention is not None and is_state(mention.code):
                        return mention.code
        owners = {
            mention.code
            for parties in self.analysis.parties
            for other in parties.doc
            if other.lemma_.lower() == token.lemma_.lower()
            and (mention := parties.owner(other)) is not None
            and is_state(mention.code)
        }
        return next(iter(owners)) if len(owners) == 1 else None

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

    def owner(self, noun: Token) -> str | None:
        """The party that a noun belongs to or comes from: adjective, possessive, pronoun, "of"."""
        mention = self.parties.owner(noun)
        if mention is not None:
            return mention.code
        for child in noun.children:
            if child.dep_ == "poss":
                found = self.of(child)
                if found:
                    return found[0].code
        return None

    def maker(self, noun: Token) -> Party | None:
        """Whose goods: by an adjective, possessive or "-made" modifier before the noun, never by a phrase after it."""
        for child in noun.children:
            if child.i >= noun.i or child.dep_ not in {"amod", "poss", "compound", "nmod", "nummod"}:
                continue
            mention = self.parties.at(child)
            if mention is None and child.dep_ in {"amod", "compound", "nmod"}:
                for inner in child.children:
                    if inner.i < child.i and self.parties.at(inner) is not None and inner.dep_ != "conj":
                        mention = self.parties.at(inner)
            if mention is not None:
                return Party(mention.code, child)
            if child.dep_ == "poss":
                found = self.of(child)
                if found:
                    return found[0]
        return None

    # -------------------------------------------------------------- pronouns
    def _speaker_country(self, token: Token) -> str | None:
        """The word "We" in a quotation is the speaker's country, where the statement says which; else that of the page's
        host (an interview, a speech, a release), and for an official without a country that of the dateline.
        """
        start, end = self.paragraph.span(token)
        holding = [s for s in self._near(start) if any(a <= start and end <= b for a, b in s.content)]
        holding.sort(key=lambda s: sum(e - b for b, e in s.content))
        for statement in holding:
            if statement.speaker is not None and statement.speaker.country is not None:
                return statement.speaker.country
        host = host_of(self.analysis)
        if host is not None:
            return host
        if holding and holding[0].speaker is not None and self._official(holding[0]):
            return dateline_state(self.analysis)
        return None

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

    def _salient(self, token: Token) -> str | None:
        """The state or body that "it" or "they" stands for: the nearest subject before it in its sentence, then the last
        subject of the sentence before; possessors and objects only where no subject is there.
        """
        if self._sentences is None:
            self._sentences = list(self.paragraph.doc.sents)
        sentences = self._sentences
        other_than = self._not_itself(token)
        current = next(i for i, s in enumerate(sentences) if s.start <= token.i < s.end)
        for back in range(3):
            if current - back < 0:
                break
            sentence = sentences[current - back]
            limit = token.i if back == 0 else sentence.end
            found = self._subject_in(self.parties, sentence.start, limit, token, other_than)
            if found:
                return found
        if self.number > 0:
            before = self.analysis.parties[self.number - 1]
            if self.analysis.paragraphs[self.number - 1].kind == "body":
                last = list(before.doc.sents)
                if last:
                    return self._subject_in(before, last[-1].start, last[-1].end, None, other_than)
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
            if mention.code in other_than or mention.place or (mention.is_adjective and collective(head) is None):
                continue
            if token is not None and head.head.i == token.head.i and head.dep_ != "poss":
                continue  # "Russia gave it ...": not the subject of its own clause
            if head.dep_ in {"nsubj", "nsubjpass"}:
                subjects.append(mention.code)
            elif head.dep_ in {"poss", "agent", "pobj", "dobj"}:
                others.append(mention.code)
        if subjects:
            return subjects[-1]
        return others[-1] if others and len(set(others)) == 1 else None

    # -------------------------------------------------------------- pairs
    def pair(self, token: Token) -> list[Party]:
        """For "The two countries", "both sides", "the two regimes": the last two states named before."""
        if token.lemma_.lower() not in _PAIRS or token.tag_ != "NNS":
            return []
        both = any(child.lower_ in {"two", "both"} for child in token.children)
        bare = [child for child in token.children if child.i < token.i]
        the = (
            len(bare) == 1
            and bare[0].lower_ == "the"
            and token.lemma_.lower() in {"side", "minister", "leader", "president"}
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
