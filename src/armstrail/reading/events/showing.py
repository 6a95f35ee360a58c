"""Evidence that an authority lays open."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.parties import collective
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.lexicon import words
from armstrail.records import EventType

__all__ = ["evidence"]


def evidence(scene: Scene, token: Token) -> list[Draft]:
    """An authority lays open proof: "released pictures of", "reported documented evidence", "evidence was announced by"."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or lemma not in words("laying_open") | words("finding_proof"):
        return []
    passive = is_passive(token)
    doers = agents(token) if passive else subjects(token)
    patients = subjects(token) if passive else objects(token)
    proofs = [t for t in patients if t.lemma_.lower() in words("proof") or _holds_proof(t)]
    if lemma in {"display", "exhibit", "show", "unveil", "present"}:
        proofs += [t for t in patients if scene.goods.of(t) and any(c.lower_ in words("captured") for c in t.children)]
    found = lemma in words("finding_proof")
    if found:
        # what investigators find is remains of weapons; pictures and papers are laid open
        taken = any(w in {"in", "from", "inside"} and scene.goods.of(i) for w, i in clause_preps(token))
        proofs = [t for t in proofs if _is_remains(scene, t, taken)]
    if not proofs:
        return []
    who = scene.who(doers, persons=True, bodies=True, nameless=True)
    if not who and not passive:
        who = [code for doer in doers if collective(doer) is not None for code in scene.owner(doer)]
    if not who and not (passive and found):
        return []
    return [
        Draft(
            EventType.EVIDENCE, token, who, [token, *doers, *proofs], object=scene.phrase(proofs[0]),
            factuality=scene.factuality(token), timing=[token], voiced=not who,
        )
    ]  # fmt: skip


def _holds_proof(paper: Token) -> bool:
    """Whether a report or letter is said to hold proof: "a report with photographs of"."""
    held = (i for w, i in clause_preps(paper) if w in {"with", "including"})
    return paper.lemma_.lower() in {"report", "letter", "file"} and any(
        i.lemma_.lower() in words("proof") for i in held
    )


def _is_remains(scene: Scene, noun: Token, taken: bool) -> bool:
    """Whether a noun is what is left of a weapon ("fragments of a missile"), or parts taken out of one (`taken`)."""
    lemma = noun.lemma_.lower()
    if lemma in words("taken_part"):
        return taken
    if lemma not in words("remains"):
        return False
    inner = [i for w, i in clause_preps(noun) if w in {"of", "from", "in"}]
    before = [c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"}]
    return any(scene.goods.of(t) for t in (noun, *inner, *before))
