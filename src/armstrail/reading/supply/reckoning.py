"""Another's figure for a supply just told of: "Paris puts the number at 600"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, objects
from armstrail.reading.actors import Actors
from armstrail.reading.lexicon import words
from armstrail.reading.supply.denials import voice_of
from armstrail.reading.supply.frame import Frame
from armstrail.records import Factuality

__all__ = ["reckoned"]


def reckoned(actors: Actors, verb: Token, before: Sequence[Frame]) -> list[Frame]:
    """Another's figure for the supply just told of: "Paris puts the number at 600", "Oslo estimates the total above 500".

    `before` are the frames of the verb's own paragraph that stand before it; the nearest that counts its goods is meant.
    """
    if verb.lemma_.lower() not in words("reckoning") or is_passive(verb):
        return []
    counts = [
        t
        for t in objects(verb)
        if t.lemma_.lower() in words("tally")
        and any(child.lower_ in {"the", "that", "this"} for child in t.children)
        and not any(child.lower_ in {"of", "for"} or child.dep_ in {"relcl", "acl", "amod"} for child in t.children)
    ]
    figures = [t for t in verb.doc[verb.i : verb.sent.end] if t.pos_ == "NUM" and t.ent_type_ not in {"DATE", "TIME"}]
    voice = voice_of(actors, verb)
    base = next(
        (
            frame
            for frame in reversed(before)
            if frame.predicate.i < verb.i and not frame.reckoned and _is_counted(frame)
        ),
        None,
    )
    if not counts or not figures or voice is None or base is None or base.factuality is Factuality.DENIED:
        return []
    last = [figures[0]]
    return [replace(base, goods=base.goods[:1], asserted_by=voice, elided=last, reckoned=True,
                    extra=[*base.extra, verb, counts[0], *last])]  # fmt: skip


def _is_counted(frame: Frame) -> bool:
    """Whether the words of a frame count its goods."""
    nouns = [token for good in frame.goods[:1] for token in (good.measure, good.head) if token is not None]
    return any(child.dep_ in {"nummod", "quantmod"} for noun in nouns for child in noun.children)
