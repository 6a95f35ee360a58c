"""Verdicts that what was told is untrue: "called the reports baseless", "a claim that Ankara described as a fairy tale".

The parser often hangs the verdict in the object ("branded the charge a lie"), so that its words are read in their order
behind the verb, outside of what the object itself tells.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from armstrail.knowledge import table, values

__all__ = ["NAMING", "verdict"]

NAMING = frozenset(
    {"brand", "call", "characterise", "characterize", "decry", "denounce", "depict", "deride", "describe", "dub"}
    | {"label", "paint", "portray", "ridicule", "slam", "term"}
)
"""Lemmas of verbs that give a thing a name."""
_OPENING = frozenset({"as", "a", "an", "the", "these", "that", "such", "utter", "pure", "total", "sheer", "complete"})
_ENDS = frozenset({".", ";", ":", "?", "!", "–", "—", "(", ")"})
_MARKS = frozenset({'"', "“", "”", "'", "‘", "’", "«", "»"})


_BACK = frozenset({"it", "this", "that", "these", "those", "them", "which", "what"})
_TOLD = frozenset(
    {"story", "version", "narrative", "link", "idea", "theory", "notion", "article", "footage", "conclusion"}
)
"""Nouns, besides the reporting ones, for what was told."""


@cache
def _verdicts() -> dict[str, frozenset[str]]:
    return {row["word"]: frozenset(values(row["with"])) for row in table("untrue_words")}


@cache
def _reports() -> frozenset[str]:
    return _TOLD | {row["noun"] for row in table("reporting_nouns")}


def verdict(verb: Token) -> Token | None:
    """The word by which a verb of naming calls what was told untrue, or None. It stands at the end of its clause, behind
    "as", in quotation marks or as the predicate, and describes no noun of the object ("described the false papers").
    """
    if verb.lemma_.lower() not in NAMING or any(c.dep_ == "neg" for c in verb.children):
        return None
    doc, end = verb.doc, verb.sent.end
    for at in range(verb.i + 1, end):
        token = doc[at]
        if token.text in _ENDS:
            return None
        wanted = _verdicts().get(token.lower_)
        if wanted is None or not (_closes(token, end) or token.dep_ in {"oprd", "acomp"} or _opened(token)):
            continue
        if token.dep_ in {"amod", "compound"} and token.head.i > token.i and token.head.lower_ not in _verdicts():
            continue
        if not wanted or any(doc[i].lower_ in wanted for i in range(max(verb.i + 1, at - 3), at)):
            return token if _of_told(verb, token) else None
    return None


def _of_told(verb: Token, found: Token) -> bool:
    """Whether what is named was told by somebody: an object before the verdict, or what stands before the verb's clause."""
    things = [verb.head, verb.head.head] if verb.dep_ in {"relcl", "acl"} else []
    things += [t for t in verb.children if t.dep_ in {"dobj", "nsubjpass"}]
    things += verb.doc[verb.i + 1 : found.i]
    return any(t.lower_ in _BACK or t.lemma_.lower() in _reports() for t in things)


def _closes(token: Token, end: int) -> bool:
    after = token.nbor(1) if token.i + 1 < end else None
    return after is None or after.text in _ENDS | _MARKS or after.text == "," or after.lower_ in {"and", "from", "by"}


def _opened(token: Token) -> bool:
    before = token.nbor(-1)
    return before.lower_ in _OPENING or before.text in _MARKS
