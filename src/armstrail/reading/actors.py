"""Who a noun phrase stands for as a party: state codes and names, through pronouns, persons, appositions and lists."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.grammar import agents, antecedent, examples, heads, is_passive, subjects
from armstrail.language.parties import collective, is_place_noun, is_state
from armstrail.language.towns import find_towns
from armstrail.reading.firms import Firms
from armstrail.reading.leaders import led_by
from armstrail.reading.lexicon import words
from armstrail.reading.references import Party, References
from armstrail.records import SpeakerKind, Statement

__all__ = ["Actors", "Party"]

_THIRD = frozenset({"it", "its", "they", "their", "them", "itself"})
_ANYONE = frozenset({"anyone", "anybody", "someone", "somebody", "those"})
_ANOTHER = frozenset({"another", "one", "others", "other", "second", "third"})
_FIRST = frozenset({"we", "our", "us", "i", "my", "ours"})
_SECOND = frozenset({"you", "your"})


class Actors(References):
    """The parties of one paragraph of an analysed page, with the paragraphs before it in reach."""

    def __init__(
        self,
        analysis: Analysis,
        number: int,
        statements: Sequence[Statement] = (),
        firms: Firms | None = None,
        about: str | None = None,
    ) -> None:
        super().__init__(analysis, number, statements, about)
        self.firms = firms
        self._places: dict[int, str] | None = None

    # -------------------------------------------------------------- one token
    def of(self, token: Token, *, bodies: bool = False, towns: bool = False) -> list[Party]:
        """The parties that a noun phrase's head stands for, coordinated and listed ones each. `bodies` lets in companies and
        other organisations under their own names, `towns` the states of known places ("to Odesa", "a port in Primorye").
        """
        out: list[Party] = []
        if token.lower_ in {"two", "both", "pair"}:
            shares = any(child.lower_ == "of" for child in token.children)  # "two of them"
            return [] if shares else self.pair(token)
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
                        if found is None and inner.lemma_.lower() in {"capital", "city", "town"}:
                            mention = self.parties.owner(inner)  # "the port of the Somali capital"
                            found = mention.code if mention is not None else None
                        if found:
                            return found
        return None

    def _one(self, token: Token, bodies: bool) -> list[Party]:
        listed = [party for inner in examples(token) for party in self._single(inner, bodies)]
        if not listed and token.lemma_.lower() in words("number") and self.parties.at(token) is None:
            # "dozens of Syrian officers", "a group of Malian pilots"
            of = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"]
            listed = [party for c in of for i in c.children for h in heads(i) for party in self._single(h, bodies)]
        if not listed and token.lemma_.lower() in words("executive"):
            # "managers of an Omani firm"
            firms = [
                i for c in token.children if c.lower_ in {"of", "at"} for i in c.children if collective(i) == "firm"
            ]
            listed = [party for inner in firms for party in self._single(inner, bodies)]
        if listed:
            return listed
        return self._single(token, bodies)

    def _single(self, token: Token, bodies: bool) -> list[Party]:
        token = antecedent(token)
        behind = self._behind(token)
        if behind is not None:
            return [behind]
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
        if lower == "whose":
            clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
            return self._single(clause.head, bodies) if clause is not None else []
        if bodies and self.firms is not None and token.doc is self.paragraph.doc:
            firm = self.firms.at(self.number, token)
            owner = self.owner(token) if firm else None
            firm = owner or firm or (self.firms.meant(self.number, token) if self._firm_meant(token) else None)
            if firm:
                return [Party(firm, token)]
        if token.pos_ == "PRON" or (token.dep_ == "poss" and lower in _THIRD | _FIRST | _SECOND):
            if lower in _THIRD:
                token = self._parallel(token)
                found = self._salient(token)
                plural = lower not in {"it", "its", "itself"}
                if plural and (found is None or is_state(found)) and not self._hosted(token):
                    found = self.people(token)  # "they" is people or two states, never one state
                return [Party(found, token)] if found else []
            if lower in _FIRST | _SECOND:
                country = self._speaker_country(token) if lower in _FIRST else self._asked_country(token)
                return [Party(country, token)] if country else []
        if lower in _ANYONE:
            mention = self.parties.owner(token)
            return [Party(mention.code, token)] if mention is not None else []
        holder = self._holder(token)
        if holder is not None:
            return [holder]
        person = self.person(token)
        if person is not None:
            return [person]
        if token.dep_ == "compound" and token.head.i > token.i:
            return []
        foe = self.foe(token)
        if foe is not None:
            return [Party(foe, token)]
        if lower in _ANOTHER:
            seat = self._seat(token)
            if seat:
                return [Party(seat, token)]
        if collective(token) is not None or lower in words("fighters"):
            owner = self.owner(token)
            if owner is not None:
                return [Party(owner, token)]
            if token.dep_ == "attr" and token.head.lemma_ == "be":
                # "Oman is the country that bought them"
                return [party for subject in subjects(token.head) for party in self._single(subject, bodies)]
            seat = self._seat(token) or self._led(token)
            if seat:
                return [Party(seat, token)]
            there = any(child.lower_ == "there" for child in token.children)
            if any(child.lower_ == "the" for child in token.children) and not there:
                found = self._same_body(token) or self.about
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

    @staticmethod
    def _parallel(token: Token) -> Token:
        """The object pronoun of the clause before that one takes up: "the union pays it, and Oman sends it tanks"."""
        verb = token.head
        if verb.dep_ != "conj" or token.dep_ not in {"dobj", "dative"}:
            return token
        same = (c for c in verb.head.children if c.dep_ in {"dobj", "dative"} and c.lower_ == token.lower_)
        return next(same, token)

    def body(self, token: Token) -> Party | None:
        """Whose "the junta" or "the government" is, where nothing beside it says so."""
        found = self.about or self._same_body(token)
        return Party(found, token) if found else None

    def person(self, token: Token) -> Party | None:
        """For whom a person or office acts, by what the page says of him or else by his name."""
        name = self.analysis.names.at(*self.paragraph.span(token))
        if name is None and token.pos_ == "PROPN" and token.doc is self.paragraph.doc:
            alone = all(c.pos_ != "PROPN" for c in token.children)
            leader = led_by(token.text) if alone else None
            return Party(leader, token) if leader else None
        if name is None or name.kind not in {SpeakerKind.PERSON, SpeakerKind.STATE, SpeakerKind.OFFICE}:
            return None
        acts_for = name.country or (led_by(name.name) if name.kind is SpeakerKind.PERSON else None)
        return Party(acts_for, token) if acts_for else None

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

    def _behind(self, token: Token) -> Party | None:
        """The state that a firm acts for: "Zola Trading, a front for Oman's ministry", "which acts on behalf of Chad"."""
        if token.pos_ not in {"NOUN", "PROPN"} or token.doc is not self.paragraph.doc or self.parties.at(token):
            return None
        for child in token.children:
            if child.i < token.i or child.dep_ not in {"appos", "relcl", "acl", "prep"}:
                continue
            for noun in self._acted_for(child):
                for _ in range(3):
                    mention = self.parties.at(noun) or self.parties.owner(noun)
                    if mention is not None:
                        return Party(mention.code, token) if is_state(mention.code) else None
                    inner = next((i for c in noun.children if c.lower_ == "of" for i in c.children), None)
                    if inner is None:
                        break
                    noun = inner
        return None

    @staticmethod
    def _acted_for(child: Token) -> list[Token]:
        """The nouns of those for whom, by what stands behind its name, a firm acts."""
        if child.dep_ in {"relcl", "acl"} and is_passive(child):
            return agents(child) if child.lemma_.lower() in words("owning") else []
        front = any(c.lemma_.lower() in words("front") for c in (child, *child.children))
        of = [i for c in child.subtree if c.lower_ == "behalf" for p in c.children for i in p.children]
        preps = [c for c in child.children if front and child.dep_ != "prep" and c.lower_ in {"for", "of"}]
        return of or [inner for prep in preps for inner in prep.children if inner.dep_ == "pobj"]

    @staticmethod
    def _led(token: Token) -> str | None:
        """Whose government is named by who leads it: "the Lula administration"."""
        before = [c for c in token.children if c.dep_ in {"compound", "nmod", "poss"} and c.pos_ == "PROPN"]
        government = collective(token) == "government"
        return next((code for c in before if (code := led_by(c.text))), None) if government else None

    def _seat(self, token: Token) -> str | None:
        """Where a firm sits: "a distributor registered in Hong Kong", "a firm with its seat in Dubai"."""
        for child in token.children:
            if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in words("seated"):
                for prep in child.children:
                    if prep.dep_ == "prep" and prep.lower_ in {"in", "at", "from"}:
                        for inner in prep.children:
                            mention = self.parties.at(inner)
                            code = mention.code if mention is not None else self.town(inner)
                            if code:
                                return code
        return None

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
        """Whose goods: by an adjective or "-made" modifier before the noun, else by a possessive ("its Chinese cars" are Chinese);
        never by a phrase after it.
        """
        holder: Party | None = None
        for child in noun.children:
            if child.i >= noun.i or child.dep_ not in {"amod", "poss", "compound", "nmod", "nummod"}:
                continue
            mention = self.parties.at(child)
            if mention is None and child.dep_ in {"amod", "compound", "nmod"}:
                for inner in child.children:
                    if inner.i < child.i and self.parties.at(inner) is not None and inner.dep_ != "conj":
                        mention = self.parties.at(inner)
            if mention is not None and child.dep_ != "poss":
                return Party(mention.code, child)
            if child.dep_ == "poss" and holder is None:
                found = [Party(mention.code, child)] if mention is not None else self.of(child)
                holder = next(iter(found), None)
        return holder

    # -------------------------------------------------------------- pairs
