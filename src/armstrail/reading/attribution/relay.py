"""Channels: who quotes somebody ("the daily quoted a guard as saying", "was quoted by the agency as saying"), and outlets told."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.persons import title_of
from armstrail.reading.attribution.draft import Draft, Passage, sentence
from armstrail.reading.attribution.lexicon import bodies, unnamed
from armstrail.reading.attribution.sources import SUBJECTS, agent, is_passive, phrase, subject_of

_CITING = frozenset({"cite", "quote"})
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


def cited(passage: Passage, draft: Draft) -> Token | None:
    """Whom an outlet cites for what it reports ("The Gazette, citing two diplomats, reported that"): he is the speaker, and
    the outlet the channel. None where it cites papers, or where a person cites somebody.
    """
    verb, source = draft.verb, draft.source
    if verb is None or source is None or draft.direct or source.passage is not passage:
        return None
    if not (source.head.text[:1].isupper() or source.head.lemma_.lower() in bodies("press")):
        return None
    if source.head.ent_type_ == "PERSON" or title_of(source.head.text) is not None:
        return None
    start, end = sentence(verb)
    for citing in passage.doc[start:end]:
        if citing.tag_ != "VBG" or citing.lemma_ not in _CITING or passage.doc[citing.i - 1].text != ",":
            continue
        # the parser may hang it on what is reported: "reported, citing an aide, that the ships had left"
        who = next((c for c in citing.children if c.dep_ == "dobj"), None)
        if who is None or (verb not in {citing.head, citing.head.head} and citing.head != source.head):
            continue
        lemma = who.lemma_.lower()
        papers = bodies("paper") | bodies("information")
        speaks = (
            (lemma in unnamed() and lemma not in papers)
            or title_of(lemma) is not None
            or who.ent_type_ in {"PERSON", "ORG"}
            or lemma in bodies("body")
        )
        if speaks and passage.held[who.i] is passage.held[verb.i]:
            return who
    return None


def relay_of(passage: Passage, draft: Draft) -> Draft | None:
    """The channel of a draft whose cue somebody quotes, as a draft with that source and no content."""
    above = quoting(draft.verb) if draft.verb is not None else None
    if above is None:
        who = cited(passage, draft)
        if who is None:
            return None
        relay = Draft(passage, draft.cue, None, draft.verb, [], draft.source)
        draft.source = phrase(passage, who)
        return relay
    head = agent(above) if is_passive(above) else subject_of(above)
    if head is None or (draft.source is not None and draft.source.start <= head.i < draft.source.end):
        return None
    return Draft(passage, draft.cue, None, above, [], phrase(passage, head, above.i))
