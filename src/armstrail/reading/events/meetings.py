"""Meetings: who meets whom, told by a verb or by a noun."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, objects, subjects
from armstrail.language.parties import is_alliance
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.events.partners import allies, between, doers, governing
from armstrail.reading.lexicon import words
from armstrail.records import EventType, Factuality

__all__ = ["meetings"]

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
_PRESS = frozenset({"press", "news"})
_NO_MEETING = frozenset(["phone", "telephone", "video"])


_BODILY = frozenset({"summit", "session", "briefing", "ministerial", "meeting", "hearing", "consultation", "talk"})
"""Meetings that a body holds by itself: "the Security Council held a session"."""
_REMOTE = frozenset({"phone", "telephone", "video", "videoconference", "teleconference", "telephonically"})
_ALONE = frozenset({"meet", "convene", "gather", "sit", "confer", "assemble"})


def _is_one(scene: Scene, token: Token) -> bool:
    """Whether a noun is one person; the ministers of an alliance are its body."""
    return scene.is_person(token) and token.tag_ != "NNS"


def _is_body(name: str) -> bool:
    """Whether a name is that of an alliance or organisation, whose members meet."""
    return is_alliance(name) or name.casefold().split()[-1] in words("forum")


def meetings(scene: Scene, token: Token) -> list[Draft]:
    """Meetings named by a verb ("met his counterpart") or a noun ("the summit", "after talks with")."""
    if token.pos_ == "VERB":
        return _verbal_meeting(scene, token)
    if any(c.lower_ in _NO_MEETING for c in token.children if c.dep_ in {"compound", "amod", "nmod"}):
        return []
    if token.dep_ in {"compound", "nmod"} and token.head.i > token.i:
        return []
    press = any(c.lower_ in _PRESS for c in token.children)
    named, tokens = between(scene, token)
    partners = any(t.dep_ == "pobj" for t in tokens)
    verb = governing(token)
    if token.lemma_ in {"conference", "forum", "round"} and not (press and partners):
        return []
    doing: list[str] = []
    actors: list[Token] = []
    if (partners and len(named) < 2) or (token.dep_ == "dobj" and verb is not None and verb.lemma_ in _SITTING):
        doing, actors = doers(scene, token)
        doing = doing or [name for t in actors for name in allies(scene, t)]
    elif partners and token.dep_ == "pobj" and verb is not None:
        with_ = [inner for word, inner in clause_preps(token) if word == "with"]
        if with_:
            doing, actors = doers(scene, token)
    elif (
        token.dep_ == "pobj"
        and token.lemma_ in {"talks", "talk", "negotiation"}
        and token.head.lower_ in {"in", "for"}
        and verb is not None
        and verb.lemma_ in {"be", "hold"}
    ):
        doing, actors = doers(scene, token)
    elif (
        len(named) == 1 and token.dep_ == "pobj" and token.head.lower_ in {"at", "in", "during"} and _is_body(named[0])
    ):
        doing, actors = doers(scene, token)  # "told a session of the bloc": who speaks there takes part
    elif not named and token.dep_ == "pobj" and token.head.lower_ in {"at", "in", "during"} and verb is not None:
        # "the bloc's ministers will discuss it at a meeting"
        actors = subjects(verb)
        doing = [name for t in actors for name in (scene.who([t], persons=True) or allies(scene, t))]
        doing = doing if len(doing) == 1 and _is_body(doing[0]) and not any(_is_one(scene, t) for t in actors) else []
    participants = [*doing, *(name for name in named if name not in doing)]
    if token.head.lower_ == "for" and verb is not None and verb.lemma_ in {"be", "travel", "fly", "arrive", "go"}:
        # "was in Baku for talks": the hosts take part
        participants += [
            n for n in scene.who(i for w, i in clause_preps(verb) if w in {"in", "to"}) if n not in participants
        ]
    bodily = token.lemma_ in _BODILY and not any(_is_one(scene, t) for t in (*tokens, *actors))
    single = len(participants) == 1 and not (bodily and _is_body(participants[0]))
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
            factuality=_factuality(scene, token),
            timing=timing,
        )
    ]


def _factuality(scene: Scene, noun: Token) -> Factuality:
    """What is done at a meeting may be doubtful or planned; the meeting itself is told as a fact."""
    if noun.dep_ == "nsubj" and noun.head.lemma_ in {"collapse", "fail", "founder", "break", "stall", "falter"}:
        return Factuality.ASSERTED  # talks that fail have been held
    beside = noun.dep_ == "pobj" and noun.head.lower_ in {"at", "during", "after", "before", "since", "following"}
    return Factuality.ASSERTED if beside else scene.factuality(noun)


def _verbal_meeting(scene: Scene, verb: Token) -> list[Draft]:
    tokens = subjects(verb)
    others = objects(verb) if not is_passive(verb) else []
    preps = clause_preps(verb)
    others += [inner for word, inner in preps if word in {"with", "by"} and inner.head.head.i == verb.i]
    left, right = scene.who(tokens, persons=True), scene.who(others, persons=True)
    if not left:
        left = [name for token in tokens for name in allies(scene, token)]
    participants = [*left, *(name for name in right if name not in left)]
    lemma = verb.lemma_.lower()
    persons = any(scene.is_person(token) for token in others)
    if lemma in {"host", "receive", "welcome", "brief", "consult"} and not persons:
        return []
    if any(inner.lower_ in _REMOTE for _, inner in preps):
        return []
    alone = lemma in _ALONE and len(left) == 1 and _is_body(left[0]) and not any(_is_one(scene, t) for t in tokens)
    if not left or (not right and len(left) < 2 and not alone):
        return []
    if not alone and lemma in {"hold", "sit", "negotiate", "convene"} and not right and len(left) < 2:
        return []
    return [
        Draft(
            EventType.MEETING, verb, participants, [verb, *tokens, *others],
            place=scene.place(preps), factuality=scene.factuality(verb), timing=[verb],
        )
    ]  # fmt: skip
