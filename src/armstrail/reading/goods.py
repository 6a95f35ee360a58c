"""Goods: which words name something supplied, and of which category.

Words and their categories stand in `goods.tsv`, names of weapons in `designations.tsv`. A noun phrase takes the category of
its head ("artillery shells": ammunition); a part that of what it is for ("drone engines": drones); a measure that of what
follows "of" ("containers of ammunition"). More specific wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from armstrail.language import Analysis
from armstrail.language.grammar import antecedent, examples, heads
from armstrail.reading.goods_words import Entry, designations, lexicon, maker_of, word_of
from armstrail.reading.lexicon import words
from armstrail.reading.members import instances
from armstrail.records import Category

__all__ = ["Good", "GoodsIndex", "goods_of"]

_DASHES = frozenset({"-", "‑", "–", "/"})
_MILITARY = frozenset({
    "military", "defense", "weapons", "weapon", "arms", "lethal", "combat", "battlefield", "war", "naval",
    "artillery", "army", "offensive", "heavy",
})  # fmt: skip
_CIVIL = frozenset({"humanitarian", "medical", "non-lethal", "nonlethal", "food", "civilian", "winter", "lethal-free"})
_MONEY = frozenset(
    {"$", "million", "billion", "millions", "billions", "pounds", "euros", "dollars", "€", "£", "trillion"}
)
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "npadvmod", "advmod"})
_BEFORE = _MODIFIERS | {"det", "quantmod"}
_BESIDE = _MODIFIERS | {"appos"}
_NO_GOODS = frozenset({"PRON", "VERB", "AUX", "DET"})
_STANDING_FOR = frozenset({"those", "some", "half", "all", "most", "many", "any", "one"})
"""Words of those kinds that may stand for goods."""
_LISTING = frozenset({"among", "including"})
_AMOUNTS = frozenset(
    {
        "some", "those", "half", "more", "dozens", "hundreds", "thousands", "most", "many", "all", "much", "several",
        "any",
    }
)  # fmt: skip
_PASSENGER = frozenset(
    {"passenger", "commercial", "civil", "business", "executive", "regional", "narrowbody", "private"}
)
"""What stands before aircraft that are no arms."""
_SURE = frozenset({Category.TECHNOLOGY, Category.TRAINING, Category.SHIPS, Category.DRONES, Category.SMALL_ARMS})
"""Categories that a noun tells more surely than the weapon's name before it ("Puma drones", "Zolfaghar boats")."""
_ROUNDS = frozenset({"ammunition", "ammo", "round", "shell", "cartridge", "projectile"})
"""What is fired, whatever the weapon named before it: "Gepard ammunition"."""
_GENERAL = frozenset({Category.ARMS, Category.SUPPORT, Category.DUAL_USE, Category.OTHER})


@dataclass(frozen=True, slots=True)
class Good:
    """Goods of one category. `head` is the noun, `start` and `end` the tokens that name them."""

    category: Category
    head: Token
    start: int
    end: int
    measure: Token | None = None
    """The noun that counts them ("containers"), where there is one."""

    @property
    def text(self) -> str:
        """The words that name the goods."""
        return self.head.doc[self.start : self.end].text.strip(" \"“”'’,")


def _with_named(found: Iterable[Token]) -> Iterator[Token]:
    """The nouns, what the parser coordinates with a name behind one ("24 cars Bastion and three radars"), and further counted
    ones that it takes for appositions ("24 fighters, 92 tanks and 100 rifles").
    """
    for noun in found:
        yield noun
        after = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
        if after.pos_ == "PROPN" and after.dep_ in {"appos", "advmod", "npadvmod", "oprd"} and noun.pos_ == "NOUN":
            yield from (other for other in after.conjuncts if other.i > after.i)
        counted = [
            c for c in noun.children if c.dep_ == "nmod"
        ]  # "gave Chad 22 howitzers, ...": the figure is hung on Chad
        if any(child.dep_ == "nummod" for one in (noun, *counted) for child in one.children):
            for child in noun.children:
                if child.dep_ == "appos" and child.tag_ == "NNS" and any(c.dep_ == "nummod" for c in child.children):
                    yield from heads(child)


def goods_of(analysis: Analysis) -> tuple[GoodsIndex, ...]:
    """The goods of each of a page's paragraphs, in order."""
    return tuple(GoodsIndex(paragraph.doc) for paragraph in analysis.paragraphs)


class GoodsIndex:
    """The goods of one parsed text."""

    __slots__ = ("_any_listed", "_entered", "_known", "_makers", "_named", "_words", "doc")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._words = [word_of(token) for token in doc]
        self._any_listed = any(word in _LISTING for word in self._words)
        self._entered: dict[int, list[tuple[Entry, int]]] = {}
        self._known: dict[tuple[int, int], list[Good]] = {}
        named: dict[int, Category] = {}
        self._makers: dict[int, str] = {}
        for match in designations().finditer(doc.text):
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is not None and match.lastgroup is not None:
                group = next(name for name, value in match.groupdict().items() if value is not None)
                maker = maker_of(match[0])
                for token in span:
                    named[token.i] = Category(group)
                    if maker:
                        self._makers[token.i] = maker
        self._named = named

    # -------------------------------------------------------------- lookup
    def makers_of(self, good: Good) -> frozenset[str]:
        """The states that make the weapon a good is named after, by the table: to tell supplier from recipient, no more."""
        tokens = [good.head, *good.head.children] + [self.doc[i] for i in range(good.start, good.end)]
        return frozenset(self._makers[t.i] for t in tokens if t.i in self._makers)

    def is_measure(self, token: Token) -> bool:
        """Whether the token counts or holds goods ("batch", "battery") or is a generic word for them."""
        return any(entry.kind in {"measure", "generic"} for entry, _ in self._entries(token.i))

    def is_general(self, token: Token) -> bool:
        """Whether the token is a general word that may stand for any goods ("system", "equipment"), and no goods itself."""
        kinds = {entry.kind for entry, _ in self._entries(token.i)}
        return "generic" in kinds and "item" not in kinds

    def is_person(self, token: Token) -> bool:
        """Whether the token is a noun for soldiers and the like."""
        return any(entry.category is Category.PERSONNEL for entry, _ in self._entries(token.i))

    def is_help(self, token: Token) -> bool:
        """Whether the token is a noun of help ("support", "aid"), whatever the help consists in."""
        return any(entry.kind == "support" for entry, _ in self._entries(token.i))

    def named(self) -> frozenset[int]:
        """The tokens of weapons' names."""
        return frozenset(self._named)

    def is_named(self, token: Token) -> bool:
        """Whether the token is part of a weapon's name."""
        return token.i in self._named

    def _entries(self, at: int) -> list[tuple[Entry, int]]:
        """Entries whose last word stands at a token, longest first, each with its first token."""
        found = self._entered.get(at)
        if found is None:
            found = self._entered[at] = self._look_up(at)
        return found

    def _look_up(self, at: int) -> list[tuple[Entry, int]]:
        out = []
        for entry in lexicon().get(self._words[at], ()):
            position, ok = at, True
            for word in reversed(entry.words[:-1]):
                position -= 1
                while position >= 0 and self.doc[position].text in _DASHES:
                    position -= 1
                if position < 0 or (self._words[position] != word and self.doc[position].lower_ != word):
                    ok = False
                    break
            if ok:
                out.append((entry, position))
        return out

    def _phrase_start(self, head: Token) -> int:
        start = head.i
        for child in head.lefts:
            if child.dep_ in _BEFORE:
                start = min(start, child.left_edge.i)
        return start

    def _name_before(self, head: Token) -> Category | None:
        """A weapon's name that modifies the head ("Su-35 fighter jets", "Leopard 2 tanks") or is the head."""
        if not self._named:
            return None
        if head.i in self._named:
            return self._named[head.i]
        for child in head.children:
            if child.i in self._named and child.dep_ in _BESIDE:
                return self._named[child.i]
        if head.dep_ == "pobj" and head.head.i == head.i - 1:
            return self._named.get(head.head.i)  # a name that the parser takes for a preposition
        return None

    def _modifier_category(self, head: Token, before: int) -> Category | None:
        """The category of what stands before a part or generic noun: "missile parts", "air-defence hardware"."""
        best: Category | None = None
        for child in head.children:
            if child.i >= before or child.dep_ not in _MODIFIERS:
                continue
            inner = [c for c in child.children if c.i < child.i and c.dep_ in _MODIFIERS]  # "missile guidance parts"
            for token in (*inner, child, *child.conjuncts):
                for entry, _ in self._entries(token.i):
                    if entry.category is not None and entry.kind == "item":
                        if best is None or best in _GENERAL:
                            best = entry.category
                        break
                if token.i in self._named:
                    best = self._named[token.i]
        return best

    # -------------------------------------------------------------- resolve
    def of(self, token: Token, depth: int = 0) -> list[Good]:
        """The goods that a noun phrase's head names, coordinated ones each; empty where it names none."""
        out: list[Good] = []
        for head in _with_named(heads(token)):
            for good in self._one(head, depth):
                if all(good.category != other.category or good.head.i != other.head.i for other in out):
                    out.append(good)
        return out

    def _one(self, head: Token, depth: int) -> Sequence[Good]:
        """The goods of one noun; what is found is kept, since verbs, nouns and events ask for the same nouns."""
        head = antecedent(head)
        key = (head.i, depth)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._named_by(head, depth)
        return found

    def _named_by(self, head: Token, depth: int) -> list[Good]:
        taken = head.tag_ == "VBZ" and head.dep_ in {"dobj", "pobj", "nsubjpass"}  # "bought drones", read as a verb
        bare = head.pos_ in _NO_GOODS and head.i not in self._named and head.lower_ not in _STANDING_FOR and not taken
        if depth > 4 or bare:
            return []
        among = [*examples(head)]
        if self._any_listed and head.pos_ != "NUM":
            among += instances(head)
        listed = [good for inner in among for good in self._one(inner, depth + 1)]
        own = self._own(head, depth)
        if listed and (not own or all(good.category in _GENERAL for good in own)):
            return listed
        return own + [g for g in listed if all(g.category != o.category for o in own)]

    def _own(self, head: Token, depth: int) -> list[Good]:
        entries = self._entries(head.i)
        if not entries and head.pos_ == "PROPN" and head.i > 0:
            before = head.nbor(-1)  # "howitzers Zola": a name behind its noun, taken for the head
            if before.head.i == head.i and before.tag_ == "NNS" and before.dep_ in _BESIDE:
                return self._own(before, depth + 1)
        if not entries and not self._named:
            counts = head.pos_ == "NUM" or head.lower_ in _AMOUNTS
            return self._measured(head, depth) if counts else []
        if self._words[head.i] == "loan":
            lent = [g for g in self._measured(head, depth) if g.category is not Category.FUNDS]
            if lent:
                return lent  # "a loan of two frigates"
        start = self._phrase_start(head)
        kinds = {entry.kind for entry, _ in entries}
        for entry, first in entries:
            if entry.kind == "item" and len(entry.words) > 1 and entry.category is not None:
                return [self._good(entry.category, head, min(first, start))]
        if "measure" in kinds:
            inner = self._measured(head, depth)
            if inner:
                return inner
        named = self._name_before(head)
        for entry, first in entries:
            category = entry.category
            if entry.kind == "item" and category is not None:
                sure = category in _SURE or self._words[head.i] in _ROUNDS
                if named is not None and not sure and self._words[head.i] not in {"tank", "helicopter"}:
                    category = named
                elif category is Category.TECHNOLOGY and self._words[head.i] == "electronic":
                    continue
                return [self._good(category, head, min(first, start))] if self._fits(head, category) else []
            if entry.kind == "support":
                return [self._good(self._support(head), head, start)]
        if named is not None:
            boats = self._words[head.i] in {"boat", "ship", "vessel"}
            return [self._good(Category.SHIPS if boats else named, head, start)]
        if "part" in kinds:
            category = self._modifier_category(head, head.i) or self._complement(head, depth)
            if category is None and any(c.dep_ == "prep" and c.lower_ in {"of", "for"} for c in head.children):
                return []  # "motors for fishing boats"
            return [self._good(category or Category.DUAL_USE, head, start)]
        if "generic" in kinds:
            category = self._modifier_category(head, head.i)
            if category is None and any(self._words[c.i] in _MILITARY for c in head.children if c.dep_ in _MODIFIERS):
                category = Category.ARMS
            if category is not None:
                return [self._good(category, head, start)]
            return self._measured(head, depth)
        if "measure" in kinds:
            category = self._modifier_category(head, head.i)
            return [self._good(category, head, start, head)] if category is not None else []
        if head.pos_ == "NUM" or head.lower_ in _AMOUNTS:
            return self._measured(head, depth)
        return []

    def _measured(self, head: Token, depth: int) -> list[Good]:
        """What "of" or "worth of" follows a measure: "hundreds of tanks"."""
        linking = {"of", "in"} if head.lower_ in _MONEY else {"of"}
        for child in head.children:
            out_of = next((c for c in child.children if c.lower_ == "of"), child) if child.lower_ == "out" else child
            if child.dep_ == "prep" and out_of.lower_ in linking:
                for inner in out_of.children:
                    if inner.dep_ == "pobj":
                        found = self.of(inner, depth + 1)
                        if found or out_of.lower_ == "of":
                            return [Good(g.category, g.head, g.start, g.end, g.measure or head) for g in found]
            if child.dep_ == "relcl" and child.lemma_ in words("hold"):
                held = [inner for inner in child.children if inner.dep_ == "dobj"]
                found = [good for inner in held for good in self.of(inner, depth + 1)]
                if found:
                    return [Good(g.category, head, head.i, head.i + 1, head) for g in found]
            if child.lower_ == "worth":
                found = self._measured(child, depth + 1)
                if found:
                    return found
        return []

    def _complement(self, head: Token, depth: int) -> Category | None:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for", "in"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        for good in self.of(inner, depth + 1):
                            return good.category
        return None

    def _support(self, head: Token) -> Category:
        """Help takes the category of what it consists in ("arms support", "financial aid"), else it is support."""
        for child in head.children:
            if child.dep_ in _MODIFIERS and child.i < head.i:
                word = self._words[child.i]
                if word in {"military", "security", "war", "defense"}:
                    continue
                if word in {"financial", "economic", "monetary", "budget", "budgetary"}:
                    return Category.FUNDS
                if word in {"technical", "technological", "technology"}:
                    return Category.TECHNOLOGY
                if word in _CIVIL:
                    return Category.OTHER
                for entry, _ in self._entries(child.i):
                    if entry.kind == "item" and entry.category is not None:
                        return entry.category
        return Category.SUPPORT

    def _fits(self, head: Token, category: Category) -> bool:
        """Words of many meanings count only in their military one: rounds of talks and coal mines are no goods."""
        word = self._words[head.i]
        if word in {"round", "mine", "shell", "bomb", "gun", "jet", "plane", "sight", "powder", "camera"}:
            of = [c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"]
            if word == "round" and of and not self._measured(head, 1):
                return False
            if word in {"mine", "sight"} and head.tag_ not in {"NNS", "NNPS"}:
                return False
        if word == "weapon" and head.tag_ == "NN" and any(c.lower_ in {"the", "this", "that"} for c in head.children):
            return any(c.dep_ in {"amod", "compound"} for c in head.children)  # "the weapon" names one again
        if category is Category.AIRCRAFT and any(self._words[c.i] in _PASSENGER for c in head.children):
            return False
        if category is Category.PERSONNEL and head.ent_type_ == "PERSON":
            return False
        return not (head.pos_ == "ADJ" and word != "optic")

    def _good(self, category: Category, head: Token, start: int, measure: Token | None = None) -> Good:
        end = head.i + 1
        counts = [c.i for c in head.children if c.dep_ == "nummod" and start <= c.i < head.i and c.i not in self._named]
        if counts:
            start = counts[-1] + 1  # the figure is the quantity's, not the name's
        while start < head.i and (
            self.doc[start].dep_ in {"det", "nummod", "quantmod", "predet", "punct"}
            or self.doc[start].pos_ == "NUM"
            or (self.doc[start].lower_ in {"and", "or", "to"} and self.doc[start + 1].pos_ == "NUM")
        ):
            start += 1
        for child in head.children:
            of = child.dep_ == "prep" and child.lower_ in {"of", "for"} and child.i == end
            if of and self.doc[child.right_edge.i].i - head.i <= 10 and self._words[head.i] in {"part", "component"}:
                end = child.right_edge.i + 1
        return Good(category, head, start, end, measure)
