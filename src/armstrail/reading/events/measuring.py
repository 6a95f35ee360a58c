"""Measures: sanctions, bans, resolutions, seizures, licences revoked, suspects charged over arms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.modality import modality_of
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.events.measure_nouns import GRANTED, can_be_charged, is_vessel, named_measures
from armstrail.reading.lexicon import words
from armstrail.records import Category, EventType, Factuality, Stage

__all__ = ["measure_verbs", "measures"]

_ENVOYS = frozenset(["diplomat", "envoy", "ambassador", "attache", "attaché", "consul", "staffer"])
_LIST_NAMES = frozenset(
    ["sanctions", "sanction", "sanctioned", "entity", "entities", "black", "embargo", "terror", "export", "sdn"]
)
_PERMITS = frozenset({"licence", "license", "permit"})
_SETS = frozenset({"package", "round", "set", "series", "raft", "wave", "tranche", "slate", "batch"})
_NO_TIME = frozenset({"DATE", "TIME"})


@cache
def measure_verbs() -> MappingProxyType[str, tuple[tuple[str, str], ...]]:
    """For each verb of measures what it is done to and the measure's name (`measure_verbs.tsv`)."""
    rules: dict[str, list[tuple[str, str]]] = {}
    for row in table("measure_verbs"):
        rules.setdefault(row["lemma"], []).append((row["object"], row["instrument"]))
    return MappingProxyType({lemma: tuple(found) for lemma, found in rules.items()})


@dataclass(slots=True)
class _Deed:
    """A verb of measures with its parts, and what is found to be done: to whom, by which instrument."""

    scene: Scene
    verb: Token
    passive: bool
    patients: list[Token]
    preps: list[tuple[str, Token]]
    target: str | None = None
    instrument: str = ""
    tokens: list[Token] = field(default_factory=list)
    owned: list[Token] = field(default_factory=list)
    """Nouns whose owner does it where nobody else is named: "Polish airspace was closed"."""
    voiced: bool = False

    def fits(self, kind: str, instrument: str) -> bool:
        """Whether the verb is done to that kind of object; fills in target and instrument."""
        if not _OBJECTS[kind](self):
            return False
        if instrument:
            self.instrument = instrument.replace("{}", self._named())
        return True

    def _named(self) -> str:
        lemma = self.verb.lemma_.lower()
        return f"{lemma} of {self.target}" if self.target and self.owned else lemma

    def patients_in(self, kind: str) -> list[Token]:
        return [token for token in self.patients if token.lemma_.lower() in words(kind)]


def _act(deed: _Deed) -> bool:
    if deed.verb.lemma_ in {"agree", "vote", "decide"} and not deed.passive:
        deed.patients = [i for w, i in deed.preps if w == "on" and i.head.head.i == deed.verb.i]
    acts = deed.patients_in("named_act")
    acts += [
        inner
        for token in deed.patients
        if token.pos_ == "NUM" or token.lemma_ in _SETS
        for word, inner in clause_preps(token)
        if word == "of" and inner.lemma_.lower() in words("named_act")
    ]
    acts += [
        token
        for token in deed.patients
        if token.lemma_ in _SETS and any(c.lemma_.lower() in words("named_act") for c in token.children)
    ]
    if not acts:
        acts = [token for token in deed.patients if token.lemma_ == "package" and _is_penal_package(deed.scene, token)]
    lemma = deed.verb.lemma_.lower()
    if not acts or (lemma in GRANTED and acts[0].lemma_.lower() in _PERMITS):
        return False
    if acts[0].lemma_.lower() in words("asset") or (acts[0].lemma_ == "measure" and not _told_apart(acts[0])):
        return False
    on = [i for w, i in deed.preps if w in {"against", "on", "to"} and i.ent_type_ not in _NO_TIME]
    deed.target = deed.scene.phrase(on[0]) if on else None
    deed.instrument = deed.scene.phrase(acts[0])
    deed.voiced = deed.passive
    return True


def _is_penal_package(scene: Scene, package: Token) -> bool:
    """Whether a numbered package is one of sanctions, by what the page speaks of: "adopted its 15th package"."""
    numbered = any(c.tag_ == "JJ" and c.text[:1].isdigit() for c in package.children)
    return numbered and "sanction" in scene.actors.analysis.page.text


def _told_apart(measure: Token) -> bool:
    """Whether "measures" are said to be of some kind or against somebody: "restrictive measures", "measures against"."""
    kinds = any(c.dep_ in {"amod", "compound", "nmod"} for c in measure.children)
    return kinds or any(word == "against" for word, _ in clause_preps(measure))


def _cargo(deed: _Deed) -> bool:
    shot = deed.verb.lemma_.lower() == "intercept"
    cargo = [
        token
        for token in deed.patients
        if (deed.scene.goods.of(token) or token.lemma_.lower() in words("merchant_vessel") or is_vessel(token))
        and not (shot and _in_flight(deed.scene, token))
    ]
    if not cargo:
        return False
    deed.target = deed.scene.phrase(cargo[0])
    deed.voiced = deed.passive
    return True


def _in_flight(scene: Scene, token: Token) -> bool:
    """Whether what is intercepted is a weapon on its way to a target, and no cargo."""
    flying = any(
        good.category in {Category.MISSILES, Category.DRONES, Category.AIRCRAFT} for good in scene.goods.of(token)
    )
    return flying and token.lemma_.lower() not in words("merchant_vessel")


def _envoy(deed: _Deed) -> bool:
    envoys = [token for token in deed.patients if token.lemma_.lower() in _ENVOYS]
    deed.target = deed.scene.phrase(envoys[0]) if envoys else None
    return bool(envoys)


def _anyone(deed: _Deed) -> bool:
    deed.target = deed.scene.phrase(deed.patients[0]) if deed.patients else None
    deed.voiced = deed.passive
    return bool(deed.patients)


def _listed(deed: _Deed) -> bool:
    lists = [i for w, i in deed.preps if w in {"on", "to", "onto", "in", "from", "off", "under"} and is_list(i)]
    if not lists or not deed.patients:
        return False
    deed.target, deed.instrument = deed.scene.phrase(deed.patients[0]), deed.scene.phrase(lists[0])
    deed.voiced = deed.passive
    if deed.passive:
        # "were added to the U.S. entity list": whose list it is
        deed.tokens += [c for c in lists[0].children if c.dep_ in {"poss", "compound", "amod", "nmod"}]
    return True


def _penal(deed: _Deed) -> bool:
    penal = [i for w, i in deed.preps if w == "with" and i.lemma_.lower() in {"sanction", "penalty", "ban", "fine"}]
    if not penal or not deed.patients:
        return False
    deed.target, deed.instrument = deed.scene.phrase(deed.patients[0]), deed.scene.phrase(penal[0])
    deed.voiced = deed.passive
    return True


def _done_to(kind: str) -> Callable[[_Deed], bool]:
    """A reader of verbs whose object is a noun of one kind."""

    def reads(deed: _Deed) -> bool:
        found = deed.patients_in(kind)
        if not found:
            return False
        deed.target = deed.scene.phrase(found[0])
        deed.owned = found
        deed.voiced = deed.passive
        return True

    return reads


def _charged(deed: _Deed) -> bool:
    """Somebody charged, arrested or jailed over arms or sanctions."""
    people = [token for token in deed.patients if can_be_charged(deed.scene, token)]
    behind = [token for token in deed.verb.subtree if token.i > deed.verb.i]
    arms = any(token.lemma_.lower() in words("smuggling") or deed.scene.goods.of(token) for token in behind)
    if not people or not arms:
        return False
    deed.target = deed.scene.phrase(people[0])
    deed.voiced = deed.passive
    if deed.passive:
        deed.tokens += [i for w, i in deed.preps if w == "in" and i.lemma_.lower() in words("authority")]
    return True


def _branded(deed: _Deed) -> bool:
    """A body listed as terrorist or the like: "listed the group as a terrorist organisation"."""
    named = [i for w, i in deed.preps if w == "as"] + [
        c for c in deed.verb.children if c.dep_ in {"oprd", "attr", "ccomp"}
    ]
    branded = any(t.lower_ in words("brand") for noun in named for t in noun.subtree)
    return branded and _anyone(deed)


def _barred(deed: _Deed) -> bool:
    """Somebody barred from something: "banned 20 officials from entering the country"."""
    froms = [c for c in deed.verb.children if c.lower_ == "from"]
    return any(inner.dep_ == "pcomp" for prep in froms for inner in prep.children) and _anyone(deed)


def _plot(deed: _Deed) -> bool:
    """An attempt or ring foiled that was to bring arms over a border or round a rule."""
    plots = deed.patients_in("plot")
    if not plots or not any(token.lemma_.lower() in words("smuggling") for token in plots[0].subtree):
        return False
    deed.target = deed.scene.phrase(plots[0])
    deed.voiced = deed.passive
    return True


_OBJECTS: dict[str, Callable[[_Deed], bool]] = {
    "act": _act,
    "cargo": _cargo,
    "envoy": _envoy,
    "anyone": _anyone,
    "list": _listed,
    "penal": _penal,
    "trade": _done_to("trade_flow"),
    "licence": _done_to("licence"),
    "asset": _done_to("asset"),
    "space": _done_to("crossing"),
    "charged": _charged,
    "branded": _branded,
    "barred": _barred,
    "plot": _plot,
}


def measures(scene: Scene, token: Token) -> list[Draft]:
    """Named acts of a state or body: sanctions, bans, resolutions, seizures, licences suspended, suspects charged."""
    if token.pos_ != "VERB":
        return named_measures(scene, token)
    passive = is_passive(token)
    patients = subjects(token) if passive else objects(token)
    if token.tag_ == "VBG" and token.dep_ == "pcomp" and token.head.head.pos_ in {"NOUN", "ADJ"}:
        return []  # "an appetite for widening the embargo": no deed
    deed = _Deed(scene, token, passive, patients, clause_preps(token))
    if not any(deed.fits(kind, name) for kind, name in measure_verbs().get(token.lemma_.lower(), ())):
        return []
    factuality = scene.factuality(token)
    if factuality is Factuality.ASSERTED and token.lemma_ in words("proposing"):
        factuality = Factuality.POSSIBLE
    doers = agents(token) if passive else subjects(token)
    decided = [t for t in doers if t.lemma_.lower() in words("decision")]
    if decided:
        # "prohibited by a decree of the king", "by the cabinet's order"
        doers = [i for t in decided for w, i in clause_preps(t) if w == "of"]
        doers += [c for t in decided for c in t.children if c.dep_ == "poss"]
    who = scene.who(doers or deed.tokens, persons=True, bodies=True, nameless=True)
    if passive and not who:
        owners = (scene.actors.parties.owner(noun) for noun in deed.owned)
        who = [owner.code for owner in owners if owner is not None]
    sought = modality_of(token).stage is Stage.SOUGHT
    if (not who and not deed.voiced) or (sought and token.head.lemma_ not in words("proposing")):
        return []  # nobody's act, or a wish
    return [
        Draft(
            EventType.MEASURE, token, who, [token, *doers, *deed.tokens, *patients], object=deed.instrument,
            target=deed.target, place=scene.place(deed.preps), factuality=factuality, timing=[token],
            voiced=deed.voiced and not who,
        )
    ]  # fmt: skip


def is_list(noun: Token) -> bool:
    """A list of those under sanctions: "its sanctions list", "the Entity List", "a blacklist"."""
    if noun.lemma_.lower() == "blacklist":
        return True
    named = {token.lower_ for token in noun.subtree if token.i < noun.i}
    return noun.lemma_.lower() in {"list", "register"} and bool(named & _LIST_NAMES)
