"""What a speaker does by saying it: from the cue, and after a neutral cue from the words themselves."""

from __future__ import annotations

import re

from spacy.tokens import Token

from armstrail.language.modality import neither
from armstrail.language.untrue import verdict
from armstrail.reading.attribution.lexicon import Cue
from armstrail.records import Act

_PERFORMED = (
    (Act.CONDEMN, re.compile(r"\b(?:we|I) (?:\w+ )?(?:strongly )?(?:condemn|denounce|deplore)\b", re.IGNORECASE)),
    (Act.URGE, re.compile(r"\b(?:we|I) (?:\w+ )?(?:urge|call (?:on|upon|for)|demand|appeal to|ask)\b", re.IGNORECASE)),
    (
        Act.CONCERN,
        re.compile(
            r"\b(?:we|I)(?: are|'re|’re| am|'m|’m| remain)(?: \w+){0,3} (?:concerned|worried|alarmed)\b", re.IGNORECASE
        ),
    ),
    (
        Act.PLEDGE,
        re.compile(
            r"\b(?:we|I)(?: will|'ll|’ll| shall)(?: \w+)? (?:continue|do|keep|never|not rest|make|work|support|stand|defend|deliver|provide|send|ensure|fight|respond)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Act.DENY,
        re.compile(
            r"\b(?:we|I) (?:have not|have never|did not|deny|reject|categorically|do not (?!comment|discuss|know|think|believe|want|need|see|have|understand|recall|remember|expect|care|mind|like|agree|feel|wish))\b",
            re.IGNORECASE,
        ),
    ),
    (Act.PRAISE, re.compile(r"\b(?:we|I) (?:\w+ )?(?:welcome|praise|thank|commend|applaud|salute)\b", re.IGNORECASE)),
)
_UNDONE = frozenset({Act.ANNOUNCE, Act.CONFIRM, Act.ACCUSE, Act.CONDEMN, Act.DENY})
"""Acts that a negation undoes; one that warns or urges with "not" goes on warning or urging."""
_NEGATED = re.compile(r"\b(?:not|never|no)\b|n['’]t\b")


def act_of(cue: Cue | None, cue_text: str, content: str, verb: Token | None = None) -> Act:
    """The act of a statement. Who "would neither confirm nor deny", "did not deny" or "declined to say" only speaks: none of
    it denies.
    """
    if cue is None:
        act = Act.STATE
    else:
        act = cue.act
        if cue.word == "call" and re.search(r"\b(?:for|on|upon)\b", cue_text):
            return Act.URGE
        if cue.word in {"express", "voice"}:
            return _expressed(content)
        if cue.word in {"speak", "talk"} and cue_text.endswith("against"):
            return Act.CONDEMN
        if cue.word == "tell" and content.startswith("to "):
            return Act.URGE
        if "refusal" in cue.frames:
            return Act.STATE
        if act in _UNDONE and (_NEGATED.search(cue_text) or (verb is not None and neither(verb))):
            return Act.STATE
        if verb is not None and verdict(verb) is not None:
            return Act.DENY  # "called the reports baseless"
    if act is Act.STATE and (cue is None or cue.speech):
        for performed, pattern in _PERFORMED:
            if pattern.search(content[:200]):
                return performed
    return act


def _expressed(content: str) -> Act:
    lower = content.casefold()
    for act, words in (
        (Act.CONCERN, ("concern", "worr", "fear", "alarm", "disappoint", "regret", "unease", "doubt", "dismay")),
        (Act.PRAISE, ("gratitude", "thanks", "appreciation", "admiration", "support", "satisfaction")),
        (Act.CONDEMN, ("outrage", "anger", "condemn", "indignation")),
    ):
        if any(word in lower for word in words):
            return act
    return Act.STATE
