"""The supply frame, and the lexicon of its predicates."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.records import Factuality, Stage

__all__ = ["Frame", "Rule", "noun_rule", "verb_rule"]


@dataclass(slots=True)
class Frame:
    """One predicate of supply with its roles, as read from one clause; roles that no words fill are empty."""

    paragraph: int
    predicate: Token
    goods: list[Good]
    suppliers: list[Party]
    recipients: list[Party]
    stage: Stage
    factuality: Factuality
    either: list[Party] = field(default_factory=list)
    """Two parties whose direction the words leave open ("a deal between A and B")."""
    between: bool = False
    """Whether "between" joins the two."""
    makers: frozenset[str] = frozenset()
    """States that make the weapon named."""
    by: Token | None = None
    """The governor that doubts or denies."""
    asserted_by: str | None = None
    """Who asserts it, where the clause itself says so ("the American accusations of ...")."""
    denier: str | None = None
    """Who denies it by the clause, where no statement says so."""
    accuser: str | None = None
    """Who accuses or suspects by the clause, in the passive, where no statement says so."""
    believer: str | None = None
    """Who is told to believe or suspect it, where another tells so."""
    named: frozenset[int] = frozenset()
    """Tokens of weapons' names in its text."""
    clause: Token | None = None
    """The predicate whose time and quantity count, where it is another than `predicate`."""
    implied: bool = False
    """Read from possession alone ("fired Iranian-made drones")."""
    extra: list[Token] = field(default_factory=list)
    """Further tokens of its clause that carry it."""
    counted: list[Token] = field(default_factory=list)
    """Nouns whose count is that of the transfer where the goods have none ("trained 300 pilots")."""
    elided: list[Token] = field(default_factory=list)
    """Numbers and pronouns that stand for goods named before, where the clause names none."""
    before: Good | None = None
    """Goods that its own sentence names before the number or pronoun."""
    closed: bool = False
    """Whether its clause names a supplier that is no party known: none is borrowed from elsewhere then."""
    reckoned: bool = False
    """Another's figure for a supply told of before ("Paris puts the number at 600")."""
    follows: bool = False
    """Says more of the deal or cargo just spoken of, whatever its goods."""
    back: bool = False
    """Tells what comes in return: its parties are those of the flow before, the other way round."""
    barred: bool = False
    """Whether its clause names a recipient that is no party known ("your enemy"): none is borrowed from elsewhere then."""
    home: bool = False
    """Whether its clause moves goods within their own country: no transfer."""
    voyage: bool = False
    """Tells only whence a vessel came, for what it is said to have held."""
    buyer: list[Party] = field(default_factory=list)
    """Who signs for the goods, where the words leave the direction open otherwise ("signed a contract with A for")."""
    seized: bool = False
    """Read from a cargo that is taken on its way."""
    bare: bool = False
    """Read from a sentence or item without a verb: counts only where the page tells both parties."""
    borrowed: list[Party] = field(default_factory=list)
    """Parties that an earlier clause names."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of `supply_verbs.tsv` or `supply_nouns.tsv`."""

    frame: str
    stage: Stage
    offer: bool


def _rule(frame: str, stage: str) -> Rule:
    return Rule(frame, Stage.AGREED if stage == "possible" else Stage(stage), stage == "possible")


@cache
def _verbs() -> MappingProxyType[str, tuple[tuple[str, Rule], ...]]:
    rules: dict[str, list[tuple[str, Rule]]] = {}
    for row in table("supply_verbs"):
        rules.setdefault(row["lemma"], []).append((row["particle"], _rule(row["class"], row["stage"])))
    return MappingProxyType({lemma: tuple(sorted(found, key=lambda r: r[0] == "")) for lemma, found in rules.items()})


@cache
def _nouns() -> MappingProxyType[str, Rule]:
    return MappingProxyType({row["lemma"]: _rule(row["class"], row["stage"]) for row in table("supply_nouns")})


def verb_rules(verb: Token) -> list[Rule]:
    """What the tables say of a verb, its particles heeded, the closest fit first; empty for other verbs."""
    found = _verbs().get(verb.lemma_.lower().replace("‑", "-"))
    if not found:
        return []
    near = {
        child.lower_
        for child in verb.children
        if child.dep_ in {"prt", "prep", "dobj", "advmod", "acomp", "ccomp", "oprd"}
        and not (
            child.lower_ == "in" and child.dep_ == "prep" and child.i > verb.i + 1
        )  # "smuggled in", not "sold in Oman"
    }
    # "asked Rome for drones to watch its borders": the parser joins "for" to the purpose
    joined = (
        c for child in verb.children if child.dep_ in {"advcl", "xcomp"} and child.i > verb.i for c in child.children
    )
    near.update(c.lower_ for c in joined if c.dep_ == "mark")
    return [rule for word, rule in found if not word or word in near]


def verb_rule(verb: Token) -> Rule | None:
    """The closest fit of `verb_rules`, or None."""
    rules = verb_rules(verb)
    return rules[0] if rules else None


def noun_rule(noun: Token) -> Rule | None:
    """What the table says of a noun, or None. In headings the parser takes nouns for names, whose plurals it keeps."""
    lemma = noun.lemma_.lower()
    found = _nouns().get(lemma)
    if found is None and noun.pos_ == "PROPN" and lemma.endswith("s"):
        single = lemma.removesuffix("ies") + "y" if lemma.endswith("ies") else lemma.removesuffix("s")
        found = _nouns().get(single)
    return found


def is_supply_word(lemma: str) -> bool:
    """Whether a lemma can head a supply frame."""
    return lemma in _verbs() or lemma in _nouns()
