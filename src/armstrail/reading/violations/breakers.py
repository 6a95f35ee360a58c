"""Who is said to break a rule: the parties, persons and firms that the sources of a breach are or name, and the transfer."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from armstrail.language.grammar import heads, partners_including
from armstrail.reading.actors import Actors
from armstrail.reading.goods import GoodsIndex
from armstrail.reading.lexicon import words
from armstrail.records import Span, SpeakerKind, Transfer

__all__ = ["breakers", "transfer_meant"]

_BACK = frozenset({"this", "that", "which", "it", "these", "those", "they", "such"})
_REACH = 400
"""Characters behind a transfer within which a breach may point back to it."""
_INNER = frozenset({"conj", "compound", "poss", "appos", "nmod"})
_OF_PARTY = frozenset({"between", "by", "from", "with", "among", "of"})


def breakers(actors: Actors, sources: Sequence[Token]) -> tuple[list[str], list[Token]]:
    """The codes or names of those that the sources are or name, with the tokens: "Iran", "Iran's exports", "a deal between
    Minsk and Tehran", "the broker Ana Roth".
    """
    by: list[str] = []
    tokens: list[Token] = []

    def add(code: str, token: Token) -> None:
        if code not in by:
            by.append(code)
            tokens.append(token)

    for source in sources:
        direct = _directly(actors, source)
        for head in heads(source):
            tokens.append(head)
            for side in partners_including(head):
                for party in actors.of(side):
                    add(party.code, party.token)
            both = [] if direct or by else actors.pair(head)
            for party in both:
                add(party.code, party.token)
            if direct or both:
                continue
            for mention in actors.parties.within(head.left_edge.i, _before_clause(head)):
                if _can_break(mention.kind) and _has_part(head, head.doc[mention.start : mention.end].root):
                    add(mention.code, head.doc[mention.start])
        for code, token in direct:
            add(code, token)
    return by, tokens


def _directly(actors: Actors, source: Token) -> list[tuple[str, Token]]:
    """The parties that a source is; failing those, persons and firms under their own names."""
    named = [child for child in source.children if child.dep_ == "appos" and child.pos_ == "PROPN"]
    own = _names(actors, named[:1])
    if own:
        return own  # "its owner, Hengtai Shipping", "one of them, Ana Roth"
    return [(party.code, party.token) for party in actors.of(source)] or _names(actors, [source])


def _names(actors: Actors, tokens: Sequence[Token]) -> list[tuple[str, Token]]:
    """Persons and firms under their own names, coordinated ones each."""
    found: list[tuple[str, Token]] = []
    for head in (one for token in tokens for one in heads(token)):
        name = actors.analysis.names.at(*actors.paragraph.span(head))
        if name is not None and name.kind is SpeakerKind.PERSON:
            found.append((name.name, head))
            continue
        firm = actors.firms.at(actors.number, head) if actors.firms is not None else None
        if firm is None and name is not None and name.form == "organisation" and name.country is None:
            firm = name.name if head.pos_ == "PROPN" else None
        if firm is not None:
            found.append((firm, head))
    return found


def _can_break(kind: str) -> bool:
    """Whether a kind of party can break a rule; organisations that make the rules do not."""
    return kind in {"state", "territory", "armed_group", "company", "authority"}


def _has_part(head: Token, token: Token) -> bool:
    """Whether a party in a noun phrase takes part in what it names: before the noun, or after "between", "by", "from"."""
    if token.i < head.i:
        return True
    while token.dep_ in _INNER:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in _OF_PARTY


def _before_clause(head: Token) -> int:
    """Where a noun's own words end: before its relative clause and before the breach itself."""
    end = head.right_edge.i + 1
    for child in head.children:
        if child.dep_ in {"relcl", "acl"} or (child.dep_ == "prep" and child.lower_ == "in"):
            end = min(end, child.left_edge.i)
    return end


def transfer_meant(
    actors: Actors, goods: GoodsIndex, tokens: Sequence[Token], by: Sequence[str], transfers: Sequence[Transfer]
) -> tuple[str | None, list[str]]:
    """The transfer that is said to break the rule, with its suppliers: the one whose words stand around the breach or
    nearest before it. Where nobody is named (`by` is empty) only what stands for a supply or its goods points back to one.
    """
    spans: list[Span] = [actors.paragraph.span(token) for token in tokens if token.doc is actors.paragraph.doc]
    if not spans or not (by or any(_is_supply(goods, token) for token in tokens)):
        return None, []
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    best: tuple[int, Transfer] | None = None
    for transfer in transfers:
        if by and not set(by) & {*transfer.supplier, *transfer.recipient}:
            continue
        for left, right in transfer.evidence:
            gap = 0 if left < end and start < right else start - right
            if 0 <= gap <= _REACH and (best is None or gap < best[0]):
                best = (gap, transfer)
    return (best[1].id, [*best[1].supplier]) if best is not None else (None, [])


def _is_supply(goods: GoodsIndex, token: Token) -> bool:
    """Whether a source of a breach is a supply or its goods, or a word that points back to one."""
    if token.pos_ == "VERB" or token.lower_ in _BACK or goods.of(token):
        return True
    return token.lemma_.lower() in words("supply_meant")
