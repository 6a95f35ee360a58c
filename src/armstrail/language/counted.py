"""What a figure counts: the noun it stands before, and whether it counts anything at all.

Model numbers, sizes, resolutions and names hold figures that count nothing ("Resolution 2397", "152 mm shells").
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from armstrail.knowledge import table

__all__ = ["counted_noun", "counts_nothing", "currency_of", "is_label", "quantity_words", "stands_alone"]

_DESIGNATION = re.compile(r"[A-Z][A-Za-z]*-?\d[\w-]*")


@cache
def quantity_words(kind: str) -> dict[str, str]:
    """The words of a kind of `quantity_words.tsv`, in small letters, with what they stand for."""
    return {row["word"].lower(): row["value"] for row in table("quantity_words") if row["kind"] == kind}


@cache
def _states() -> frozenset[str]:
    rows = table("countries")
    names = {name for row in rows for column in ("name", "names", "capital") for name in row.get(column, "").split("|")}
    return frozenset(part for name in names for part in name.split())


def is_label(first: Token, last: Token) -> bool:
    """Whether a figure is a name's: "Resolution 2397", "Leopard 2 tanks", "Type 99"; never in "gave Kyiv 31 tanks"."""
    if first.i == first.sent.start:
        return False
    before = first.nbor(-1)
    if before.text in _states() and before.i > first.sent.start and before.nbor(-1).pos_ in ("VERB", "DET"):
        return False  # "will give Kyiv 14 Mi-8 helicopters": who gets them stands before the figure
    if (before.text.lower() in quantity_words("label") and not before.is_sent_start) or before.text == "#":
        return True
    if (
        before.lower_ in ("and", "or", ",")
        and before.i - 2 >= first.sent.start
        and before.nbor(-2).lower_ in quantity_words("label")
    ):
        return before.nbor(-1).like_num
    if not first.text[0].isdigit() or before.whitespace_ == "":
        return before.whitespace_ == "" and (before.text[-1].isalnum() or before.text in ("-", "/"))
    named = before.pos_ == "PROPN" or (before.text[0].isupper() and before.i != before.sent.start)
    one_name = first.ent_iob_ == "I" and first.ent_type_ in ("PERSON", "ORG", "PRODUCT", "FAC", "WORK_OF_ART", "EVENT")
    if named and first.text.isdigit() and len(first.text) < 3 and (one_name or not _is_party(before)):
        return True
    if not named or before.ent_type_ in ("GPE", "NORP", "LOC"):
        return False
    number = last.head if last.dep_ in ("nummod", "compound", "quantmod") else last
    inside = before.dep_ in ("compound", "nmod", "amod", "nummod") and before.head in (first, last, number)
    return inside or (
        before.dep_ not in ("dative", "nsubj", "dobj", "pobj") and last.dep_ == "nummod" and last.head == before
    )


def _is_party(token: Token) -> bool:
    """Whether a name before a figure is one who gets or gives ("gave Kyiv 31 tanks") and no model ("Leopard 2")."""
    who = token.ent_type_ in ("GPE", "NORP", "LOC", "PERSON") or token.text in _states()
    return who or token.dep_ in ("dative", "nsubj", "iobj")


def counted_noun(last: Token, vague: bool) -> Token | None:
    """The noun that a figure counts: after "of" for "dozens of missiles", else the noun it stands before."""
    doc = last.doc
    index = last.i + 1
    while index < last.sent.end and doc[index].lower_ in (
        "more",
        "or",
        "so",
        "fewer",
        "plus",
        "+",
        "other",
        "additional",
        "further",
    ):
        index += 1
    if index >= last.sent.end:
        return None
    if doc[index].lower_ == "of":
        index += 1
        while (
            index < last.sent.end
            and doc[index].pos_ in ("DET", "PRON", "ADJ")
            and doc[index].tag_ in ("DT", "PRP$", "PDT", "JJ", "PRP")
        ):
            if doc[index].tag_ == "PRP":
                return None
            index += 1
    return _noun_from(doc, index, last.sent.end)


def _noun_from(doc: Doc, index: int, end: int) -> Token | None:
    """The head of the run of modifiers and nouns that begins at a token."""
    best: Token | None = None
    while index < end:
        token = doc[index]
        if token.pos_ in ("NOUN", "PROPN") or _DESIGNATION.fullmatch(token.text):
            plural = best is not None and best.tag_ == "NNS" and token.tag_ != "NNS"
            if best is not None and plural and token.head != best and best.head != token:
                break
            best = token
        elif not _runs_on(token, best, doc[index + 1] if index + 1 < end else None):
            break
        index += 1
    return best


def _runs_on(token: Token, best: Token | None, following: Token | None) -> bool:
    """Whether a token that is no noun may stand inside the run: a modifier, a hyphen, a quotation mark, "KN-23 and KN-24"."""
    if token.lower_ in ("and", "or", ",") and following is not None:
        if best is None:
            return token.text == "," and following.pos_ == "ADJ"
        return bool(_DESIGNATION.fullmatch(best.text) and _DESIGNATION.fullmatch(following.text))
    if token.text in ("-", "–", '"', "“", "”", "'", "’", "‘"):
        return True
    if token.pos_ in ("ADJ", "NUM", "X", "SYM") or token.tag_ in ("VBG", "VBN", "RB", "JJ", "POS", "HYPH"):
        ended = best is not None and best.tag_ in ("NNS", "NNPS") and token.tag_ in ("VBN", "RB", "VBG", "JJ")
        return not ended
    return token.text == "/" and best is not None


def currency_of(head: Token, last: Token) -> str | None:
    """The ISO 4217 code of the money that a figure ending with `last` counts by the words up to `head`, or None."""
    between = head.doc[last.i + 1 : head.i + 1].text
    for name in (between, head.text, head.lemma_):
        lower = name.lower()
        for form in (lower, lower.rstrip("s")):
            if form in quantity_words("currency"):
                return quantity_words("currency")[form]
    return None


def counts_nothing(head: Token, last: Token) -> bool:
    """Whether the figure sizes or dates a thing and counts nothing: "152 mm shells", "300 km", "two years"."""
    following = last.nbor(1) if last.i + 1 < len(last.doc) else head
    for token in (head, following):
        for form in (token.lower_, token.lemma_.lower(), token.lower_.rstrip("s.")):
            if form in quantity_words("notcount") or form in quantity_words("measure"):
                return True
    beyond = following.nbor(1) if following.i + 1 < len(following.doc) else following
    sized = following.lower_ in quantity_words("weight") and beyond.pos_ in ("NOUN", "PROPN", "ADJ")
    return following.text == "-" or sized


def stands_alone(first: Token, last: Token) -> bool:
    """Whether a figure without a noun is still a count: an object or subject of its own ("Berlin sent 14")."""
    return last.dep_ in ("dobj", "nsubj", "nsubjpass") and last.head.pos_ == "VERB" and last.text != "one"
