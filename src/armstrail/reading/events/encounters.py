"""Meetings, visits, calls and agreements: who meets whom, goes where, signs what."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.parties import is_state
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.supply.roles import Roles
from armstrail.records import EventType

__all__ = ["agreements", "calls", "meetings", "visits"]

_SITTING = frozenset(
    [
        "hold",
        "attend",
        "join",
        "host",
        "have",
        "open",
        "convene",
        "conclude",
        "end",
        "leave",
        "chair",
        "begin",
        "start",
        "resume",
        "finish",
    ]
)
_SIGNED = frozenset(
    [
        "treaty",
        "pact",
        "agreement",
        "memorandum",
        "accord",
        "contract",
        "deal",
        "partnership",
        "protocol",
        "convention",
        "declaration",
        "order",
    ]
)
_SIGNING = frozenset(
    [
        "sign",
        "ink",
        "conclude",
        "initial",
        "seal",
        "ratify",
        "clinch",
        "finalize",
        "finalise",
        "complete",
        "approve",
        "strike",
        "reach",
    ]
)
_TO = frozenset({"to", "in", "into"})
_GOING = frozenset(["travel", "fly", "go", "arrive", "head", "land"])
_OFFICES = frozenset(["minister", "president", "premier", "chancellor", "chief", "envoy", "leader", "secretary"])
_PRESS = frozenset({"press", "news"})
_NO_MEETING = frozenset(["phone", "telephone", "video"])


def _governing(noun: Token) -> Token | None:
    token = noun
    for _ in range(5):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _between(scene: Scene, noun: Token) -> tuple[list[str], list[Token]]:
    """Who is named with a noun of encounter: "between A and B", "with C", "of D", whose it is."""
    tokens: list[Token] = []
    for word, inner in clause_preps(noun):
        if (word in {"between", "with", "among"} and inner.i > noun.i) or (
            word == "of" and inner.head.head.i == noun.i
        ):
            tokens.append(inner)
    for child in noun.children:
        if child.i < noun.i and child.dep_ == "poss" and child.lower_ == "their":
            verb = _governing(noun)
            tokens.extend(subjects(verb) if verb is not None else [])  # "signed it at their summit"
        elif child.i < noun.i and child.dep_ in {"poss", "compound", "nmod", "amod"}:
            tokens.append(child)
    names: list[str] = []
    for token in tokens:
        found = scene.who([token], persons=True, bodies=False)
        mention = scene.actors.parties.at(token)
        if not found and mention is not None:
            found = [mention.code]
            found += [m.code for t in token.conjuncts if (m := scene.actors.parties.at(t)) is not None and t.i < noun.i]
        if not found:
            found = [party.code for party in scene.actors.pair(token)]
        names.extend(name for name in found if name not in names)
    return names, tokens


def _doers(scene: Scene, noun: Token) -> tuple[list[str], list[Token]]:
    """Who attends: the subject of the verb that the noun hangs on ("after talks with B, A said", "A held talks with B")."""
    verb = _governing(noun)
    if verb is None:
        return [], []
    tokens = subjects(verb) if not (is_passive(verb) and noun.dep_ == "nsubjpass") else []
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        tokens = []
    return scene.who(tokens, persons=True), tokens


def meetings(scene: Scene, token: Token) -> list[Draft]:
    """Meetings named by a verb ("met his counterpart") or a noun ("the summit", "after talks with")."""
    if token.pos_ == "VERB":
        return _verbal_meeting(scene, token)
    if any(c.lower_ in _NO_MEETING for c in token.children if c.dep_ in {"compound", "amod", "nmod"}):
        return []
    if token.dep_ in {"compound", "nmod"} and token.head.i > token.i:
        return []
    press = any(c.lower_ in _PRESS for c in token.children)
    named, tokens = _between(scene, token)
    partners = any(t.dep_ == "pobj" for t in tokens)
    verb = _governing(token)
    if token.lemma_ in {"conference", "forum", "round"} and not (press and partners):
        return []
    doing: list[str] = []
    actors: list[Token] = []
    if (partners and len(named) < 2) or (token.dep_ == "dobj" and verb is not None and verb.lemma_ in _SITTING):
        doing, actors = _doers(scene, token)
    elif partners and token.dep_ == "pobj" and verb is not None:
        with_ = [inner for word, inner in clause_preps(token) if word == "with"]
        if with_:
            doing, actors = _doers(scene, token)
    elif (
        token.dep_ == "pobj"
        and token.lemma_ in {"talks", "talk", "negotiation"}
        and token.head.lower_ in {"in", "for"}
        and verb is not None
        and verb.lemma_ in {"be", "hold"}
    ):
        doing, actors = _doers(scene, token)
    participants = [*doing, *(name for name in named if name not in doing)]
    if token.head.lower_ == "for" and verb is not None and verb.lemma_ in {"be", "travel", "fly", "arrive", "go"}:
        # "was in Baku for talks": the hosts take part
        participants += [
            n for n in scene.who(i for w, i in clause_preps(verb) if w in {"in", "to"}) if n not in participants
        ]
    single = len(participants) == 1 and not (token.lemma_ == "summit" and not is_state(participants[0]))
    if not participants or single:
        return []
    timing = [token]
    if verb is not None and token.dep_ in {"pobj", "dobj"}:
        timing.append(verb)
    return [
        Draft(
            EventType.MEETING,
            token,
            participants,
            [token, *tokens, *actors],
            place=scene.place(clause_preps(token)),
            factuality=scene.factuality(token),
            timing=timing,
        )
    ]


def _verbal_meeting(scene: Scene, verb: Token) -> list[Draft]:
    tokens = subjects(verb)
    others = objects(verb) if not is_passive(verb) else []
    preps = clause_preps(verb)
    others += [inner for word, inner in preps if word in {"with", "by"} and inner.head.head.i == verb.i]
    left, right = scene.who(tokens, persons=True), scene.who(others, persons=True)
    participants = [*left, *(name for name in right if name not in left)]
    lemma = verb.lemma_.lower()
    persons = [name for name in right if scene.names and not name.isupper()]
    if lemma in {"host", "receive"} and not persons:
        return []
    if not left or (not right and len(left) < 2):
        return []
    if lemma in {"hold", "sit", "negotiate", "convene"} and not right and len(left) < 2:
        return []
    return [
        Draft(
            EventType.MEETING, verb, participants, [verb, *tokens, *others],
            place=scene.place(preps), factuality=scene.factuality(verb), timing=[verb],
        )
    ]  # fmt: skip


def visits(scene: Scene, token: Token) -> list[Draft]:
    """Visits: whose, and where to."""
    preps = clause_preps(token)
    if token.pos_ == "VERB":
        lemma = token.lemma_.lower()
        tokens = subjects(token) if not is_passive(token) else agents(token)
        visitors = scene.who(tokens, persons=True)
        if lemma in _GOING:
            goals = [inner for word, inner in preps if word in _TO and inner.head.head.i == token.i]
        else:
            goals = objects(token)
        persons = [
            t
            for t in tokens
            if not _is_state(scene, t)
            and (scene.names.at(*scene.paragraph.span(t)) is not None or t.lemma_.lower() in _OFFICES)
        ]
        where = scene.who(goals)
        goals = [g for g in goals if scene.actors.of(g) or g.ent_type_ in {"GPE", "LOC", "FAC"}]
        if not persons or not visitors or not goals or (lemma in {"go", "head"} and not where):
            return []
    else:
        tokens = [child for child in token.children if child.dep_ in {"poss", "compound", "nmod"} and child.i < token.i]
        tokens += [inner for word, inner in preps if word == "by"]
        visitors = scene.who(tokens, persons=True)
        goals = [inner for word, inner in preps if word in _TO and inner.head.head.i == token.i]
        if not visitors:
            found, doers = _doers(scene, token)
            if token.dep_ in {"pobj", "dobj"} and goals:
                visitors, tokens = found, doers
        if (
            not visitors
            or not goals
            or not all(scene.actors.of(g) or g.ent_type_ in {"GPE", "LOC", "FAC"} for g in goals)
        ):
            return []
    return [
        Draft(
            EventType.VISIT, token, visitors, [token, *tokens, *goals],
            place=scene.phrase(goals[0]), factuality=scene.factuality(token), timing=[token],
        )
    ]  # fmt: skip


def _is_state(scene: Scene, token: Token) -> bool:
    mention = scene.actors.parties.at(token)
    return mention is not None


def calls(scene: Scene, token: Token) -> list[Draft]:
    """Telephone calls."""
    preps = clause_preps(token)
    if token.pos_ == "VERB":
        tokens = [*subjects(token), *objects(token), *(i for w, i in preps if w in {"with", "to"})]
    else:
        phone = {c.lower_ for c in token.subtree} & {"phone", "telephone", "telephonic"}
        named, tokens = _between(scene, token)
        if not phone and not (token.lemma_ == "call" and len(named) > 1):
            return []
        verb = _governing(token)
        if verb is not None and token.dep_ in {"pobj", "dobj"}:
            tokens = [*tokens, *subjects(verb)]
            if len(named) < 2:
                tokens += [o for o in objects(verb) if o.i != token.i]
    participants = scene.who(tokens, persons=True)
    if len(participants) < 2:
        return []
    timing = [token]
    verb = _governing(token)
    if verb is not None and token.dep_ in {"pobj", "dobj"}:
        timing.append(verb)
    return [
        Draft(
            EventType.CALL, token, participants, [token, *tokens], factuality=scene.factuality(token), timing=timing,
        )
    ]  # fmt: skip


def agreements(scene: Scene, token: Token) -> list[Draft]:
    """Treaties, contracts and pacts that somebody signs, or that bear a date."""
    if token.pos_ == "VERB":
        signed = subjects(token) if is_passive(token) else objects(token)
        instruments = [t for t in signed if t.lemma_.lower() in _SIGNED]
        if not instruments:
            return []
        tokens = agents(token) if is_passive(token) else subjects(token)
        for instrument in instruments:
            tokens += [i for w, i in clause_preps(instrument) if w in {"with", "between", "of"} and scene.actors.of(i)]
        tokens += [i for w, i in clause_preps(token) if w in {"with", "between"}]
        goods = [g for w, i in clause_preps(token) if w in {"for", "of"} for g in scene.goods.of(i)]
        makers = [p.token for p in Roles(scene.actors, scene.goods).makers(goods)]
        tokens += makers
        noun = instruments[0]
    else:
        verb = _governing(token)
        if token.lemma_.lower() not in _SIGNED or (
            verb is not None and verb.lemma_ in _SIGNING and token.dep_ in {"dobj", "nsubjpass"}
        ):
            return []
        if not any(child.dep_ == "prep" and child.lower_ in {"of", "from", "in"} for child in token.children):
            return []
        noun = token
        _, tokens = _between(scene, token)
    participants = scene.who(tokens, persons=True, bodies=True)
    for maker in tokens:
        mention = scene.actors.parties.at(maker)
        if mention is not None and mention.is_adjective and mention.code not in participants:
            participants.append(mention.code)
    if not participants and token.pos_ == "VERB":
        return []
    return [
        Draft(
            EventType.AGREEMENT, token, participants, [token, noun, *tokens], object=scene.phrase(noun),
            place=scene.place(clause_preps(token)), factuality=scene.factuality(token), timing=[token, noun],
        )
    ]  # fmt: skip
