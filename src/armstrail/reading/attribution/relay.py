"""Channels: who quotes somebody ("the daily quoted a guard as saying", "was quoted by the agency as saying"), and outlets told."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.reading.attribution.draft import Draft, Passage
from armstrail.reading.attribution.sources import SUBJECTS, agent, is_passive, phrase, subject_of

_QUOTING = frozenset({"quote", "cite", "report", "record", "describe", "hear", "paraphrase"})


def quoting(verb: Token) -> Token | None:
    """The verb that quotes what `verb` says: "quoted" for "saying" in "was quoted as saying". None where there is none."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or verb.tag_ != "VBG":
        return None
    above = verb.head.head
    return above if above.lemma_ in _QUOTING and above.pos_ == "VERB" else None


def quoted_person(verb: Token) -> Token | None:
    """Whom somebody quotes, the speaker of `verb`."""
    above = quoting(verb)
    if above is None:
        return None
    if is_passive(above):
        subject = next((c for c in above.children if c.dep_ in SUBJECTS), None)
        return subject if subject is not None else (above.head if above.dep_ == "acl" else None)
    return next((c for c in above.children if c.dep_ == "dobj"), None)


def relay_of(passage: Passage, draft: Draft) -> Draft | None:
    """The channel of a draft whose cue somebody quotes, as a draft with that source and no content."""
    above = quoting(draft.verb) if draft.verb is not None else None
    if above is None:
        return None
    head = agent(above) if is_passive(above) else subject_of(above)
    if head is None or (draft.source is not None and draft.source.start <= head.i < draft.source.end):
        return None
    return Draft(passage, draft.cue, None, above, [], phrase(passage, head, above.i))
