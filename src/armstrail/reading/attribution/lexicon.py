"""The reporting words: verbs, nouns and adjectives that attribute, with the act each implies and what it governs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.symbols import ADJ, AUX, NOUN, PROPN, VERB, X
from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.records import Act


@dataclass(frozen=True, slots=True)
class Cue:
    """What a reporting word does and governs. `preps` are the prepositions of frame `prep`, and so on."""

    word: str
    act: Act
    speech: bool
    frames: frozenset[str] = frozenset()
    preps: frozenset[str] = frozenset()
    object_preps: frozenset[str] = frozenset()


@cache
def verbs() -> dict[str, Cue]:
    """Reporting verbs by lemma."""
    return _read("reporting_verbs", "verb")


@cache
def bodies(kind: str) -> frozenset[str]:
    """Nouns of one kind of the table of speaking bodies ("body", "paper", "information", ...), as lemmas."""
    return frozenset(row["noun"] for row in table("speaking_bodies") if row["kind"] == kind)


def is_paper(noun: Token) -> bool:
    """Whether a noun names a paper: a report, a statement, a memo."""
    return noun.lemma_.lower() in bodies("paper") | bodies("information")


@cache
def unnamed() -> frozenset[str]:
    """Nouns under which speakers go unnamed, as lemmas."""
    return frozenset(row["noun"] for row in table("unnamed"))


@cache
def adjectives() -> dict[str, Cue]:
    """Reporting adjectives, as they are written."""
    return _read("reporting_adjectives", "adjective")


def _read(name: str, column: str) -> dict[str, Cue]:
    out = {}
    for row in table(name):
        frames, preps, object_preps = set(), set(), set()
        for frame in row["frames"].split():
            name, _, rest = frame.partition(":")
            frames.add(name)
            if name == "prep":
                preps.update(rest.split("|"))
            elif rest:
                object_preps.update(rest.split("|"))
        out[row[column]] = Cue(
            row[column],
            Act(row["act"]),
            row["speech"] == "yes",
            frozenset(frames),
            frozenset(preps),
            frozenset(object_preps),
        )
    return out


@cache
def nouns() -> dict[str, Cue]:
    """Reporting nouns by lemma."""
    return {row["noun"]: Cue(row["noun"], Act(row["act"]), row["speech"] == "yes") for row in table("reporting_nouns")}


_IRREGULAR = {
    "said": "say",
    "says": "say",
    "told": "tell",
    "wrote": "write",
    "vowed": "vow",
    "spoke": "speak",
    "felt": "feel",
}


@cache
def _forms() -> dict[str, str]:
    """Reporting verbs by their regular forms: the tagger's lemmas of these err ("hopes" is no form of "hop")."""
    out: dict[str, str] = {}
    for verb in verbs():
        stem = verb.removesuffix("e")
        if verb.endswith("y") and verb[-2] not in "aeiou":
            forms = [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
        elif verb.endswith(("s", "x", "z", "ch", "sh")):
            forms = [verb + "es", verb + "ed", verb + "ing"]
        else:
            forms = [verb + "s", stem + "ed", stem + "ing"]
        for form in [verb, *forms]:
            out.setdefault(form, verb)
    return {**out, **_IRREGULAR}


_VERBAL = frozenset({VERB, AUX})
_TAKEN_FOR = frozenset({NOUN, PROPN, ADJ, X})
"""What the tagger takes forms of verbs for where it errs."""


def verb_of(token: Token) -> Cue | None:
    """The reporting verb that a token is a form of, or None. Tagging errors of the commonest forms are mended."""
    if token.pos in _VERBAL:
        if token.lemma_ in _with_particles() and (particle := particle_of(token)) is not None:
            return verbs().get(f"{token.lemma_} {particle.lower_}")
        return verbs().get(token.lemma_.lower()) or verbs().get(_forms().get(token.lower_, ""))
    if token.pos in _TAKEN_FOR and (regular := _IRREGULAR.get(token.lower_)) is not None:
        return verbs().get(regular)
    return None


@cache
def _with_particles() -> frozenset[str]:
    return frozenset(verb.split()[0] for verb in verbs() if " " in verb)


def particle_of(verb: Token) -> Token | None:
    """The particle with which a verb makes a reporting verb of the table ("brushed the reports aside"), or None."""
    for child in verb.children:
        if child.dep_ in {"prt", "advmod", "prep"} and f"{verb.lemma_} {child.lower_}" in verbs():
            return child
    return None


def answer_of(token: Token) -> Cue | None:
    """The verb of denying or confirming that a token is a form of, or None, whatever the tagger takes it for: behind a name
    it reads "rejects" as a noun.
    """
    if token.pos_ not in {"VERB", "AUX", "NOUN"} or (
        token.pos_ == "NOUN" and not token.lower_.endswith(("es", "ts", "ms"))
    ):
        return None
    cue = verbs().get(_forms().get(token.lower_, ""))
    return cue if cue is not None and cue.act in {Act.DENY, Act.CONFIRM} and "object" in cue.frames else None


def noun_of(token: Token) -> Cue | None:
    """The reporting noun that a token is a form of, or None."""
    return nouns().get(token.lemma_.lower()) if token.pos_ == "NOUN" else None


def adjective_of(token: Token) -> Cue | None:
    """The reporting adjective that a token is, a participle used as one included, or None."""
    return adjectives().get(token.lower_) if token.pos_ in {"ADJ", "VERB"} else None
