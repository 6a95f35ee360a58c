"""Figures that count goods: how many, of what, and how the figure is meant.

"at least 13,000 containers of shells" counts containers, and through them shells; "some 60 KN-23 missiles" counts missiles.
Calibres, ranges, model numbers, dates, shares and resolutions are no counts. Money is told apart by its currency.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from armstrail.language.analysis import Paragraph
from armstrail.language.counted import counted_noun, counts_nothing, currency_of, is_label, quantity_words, stands_alone
from armstrail.language.numbers import NUMBER, SCALES, number_value
from armstrail.records import Bound, Quantity, Span, TimeExpression

__all__ = ["QuantityMention", "find_quantities", "quantity_of"]


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A figure with what it counts.

    `span` covers the figure with its bound words, in the page's text. `head` is the index of the counted noun in the
    paragraph's doc, None where the figure stands alone ("sent 14") or is money. `unit` is the counted noun as written
    ("containers"), or the ISO 4217 code of the money.
    """

    span: Span
    value: int | float
    bound: Bound
    kind: Literal["count", "money"] = "count"
    high: int | float | None = None
    unit: str | None = None
    head: int | None = None
    cumulative: bool = False

    def record(self) -> Quantity:
        """The quantity as a record's cell."""
        return Quantity(value=self.value, unit=self.unit, bound=self.bound, high=self.high, cumulative=self.cumulative)


def _any(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(quantity_words(kind), key=lambda word: (-len(word), word)))


@cache
def _pattern() -> re.Pattern[str]:
    vague = _any("vague")
    sign = _any("sign")
    scale = "|".join(sorted(SCALES, key=len, reverse=True))
    money = rf"(?:(?P<sign>{sign})\ ?)?"
    spelled = rf"(?:\b(?:{NUMBER}))"
    return re.compile(
        rf"(?<![\w.,/:’'-])(?P<before>(?:(?:{_any('before')})\ )*)"
        rf"(?:(?P<vague>(?:many\ |several\ )?(?:{vague})(?=\ (?:of|more)\b)|(?:several|a\ few|a\ couple(?:\ of)?|many)\ (?:{scale})\b)(?:\ more)?"
        rf"|(?P<between>between\ |from\ )?{money}(?P<low>{spelled})(?:\ ?(?:-|–|—)\ ?|\ (?:to|and|or)\ )(?:(?:{sign})\ ?)?(?P<high>{spelled})"
        rf"|{money.replace('sign>', 'sign2>')}(?P<one>{spelled}))"
        rf"(?P<after>\ (?:{_any('after')})\b|\+|-(?=plus\b))?(?P<glued>(?<=\d)[a-z]{{1,2}}\b)?(?![\w°]|-[a-z]|[.,:/]\d|-\d)(?P<scale>(?!\ (?:{scale})\b))",
        re.IGNORECASE,
    )


_GLUED = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000, "tn": 1_000_000_000_000}
"""Scales written right after the digits ("$5bn"); "m" alone may be metres and needs a sign of money."""
_SEVERAL = re.compile(rf"(several|a few|a couple(?: of)?|many) ({'|'.join(SCALES)})", re.IGNORECASE)
_RATIO = re.compile(r"(?i)\s(?:out of|in)\s(?:every\s)?(?:\d+|[a-z]+ty|five|six|eight|nine|ten|four|three)\b")
_CUMULATIVE = re.compile(
    r"(?i)\bsince\b|\bso far\b|\bto date\b|\bin total\b|\bcumulative|\ba total of\b|\baltogether\b|\boverall\b|\bto now\b"
)
_SHARE = re.compile(r"\s*(?:%|(?:percent|per cent|percentage|pct)\b)")


def find_quantities(paragraph: Paragraph, times: Sequence[TimeExpression] = ()) -> tuple[QuantityMention, ...]:
    """The counts and sums of money of a paragraph, in order; figures inside `times` are left out."""
    doc = paragraph.doc
    text = doc.text
    if not re.search(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|scores|tens|hundreds?|thousands?|millions?|billions?)\b",
        text,
        re.IGNORECASE,
    ):
        return ()
    taken = [
        (time.start - paragraph.start, time.end - paragraph.start)
        for time in times
        if time.start < paragraph.end and paragraph.start < time.end
    ]
    found = []
    for match in _pattern().finditer(text):
        mention = _mention(paragraph, match, taken)
        if mention is not None:
            found.append(mention)
    return tuple(found)


def _mention(paragraph: Paragraph, match: re.Match[str], taken: list[tuple[int, int]]) -> QuantityMention | None:
    doc = paragraph.doc
    figure = match["low"] or match["one"] or match["vague"]
    start = match.start("low") if match["low"] else match.start("one") if match["one"] else match.start("vague")
    end = match.end("high") if match["low"] else match.end("one") if match["one"] else match.end("vague")
    glued = _GLUED.get((match["glued"] or "").lower(), 0 if match["glued"] else 1)
    if glued == 0 or any(left < end and start < right for left, right in taken) or figure.lower() in ("a", "an"):
        return None
    sign = match["sign"] or match["sign2"]
    if (match["glued"] or "").lower() in ("m", "b") and not sign:
        return None
    values = _values(match, _particle(doc, match))
    if values is None:
        return None
    low, high, bound = values
    if glued != 1:
        low, high = low * glued, high * glued if high is not None else None
    first, last = _token_at(doc, start), _token_at(doc, end - 1)
    if first is None or last is None or (not sign and is_label(first, last)):
        return None
    begin = (
        match.start() + _particle(doc, match)
        if bound is not Bound.EXACT or match["vague"]
        else match.start("sign" if match["sign"] else "sign2")
        if sign
        else start
    )
    span = (paragraph.start + begin, paragraph.start + (match.end("after") if match["after"] else end))
    cumulative = bool(_CUMULATIVE.search(first.sent.text))
    if sign:
        return QuantityMention(span, low, bound, "money", high, quantity_words("sign")[sign.lower()], None, cumulative)
    text = doc.text
    if _SHARE.match(text, end) or _RATIO.match(text, end) or re.search(r"(?i)\bout of (?:every )?$", text[:start]):
        return None
    head = counted_noun(last, match["vague"] is not None)
    if head is None:
        return (
            QuantityMention(span, low, bound, "count", high, None, None, cumulative)
            if stands_alone(first, last)
            else None
        )
    currency = currency_of(head, last)
    if currency is not None:
        return QuantityMention(span, low, bound, "money", high, currency, None, cumulative)
    if counts_nothing(head, last) or (figure.lower() == "one" and head.i - last.i > 7):
        return None
    return QuantityMention(span, low, bound, "count", high, head.text, head.i, cumulative)


def figure_at(paragraph: Paragraph, token: Token) -> QuantityMention | None:
    """The bare figure that a token is part of, with the words that bound it, whatever it counts; None where it is none."""
    for match in _pattern().finditer(paragraph.doc.text):
        if match.start() <= token.idx < match.end() and not match["vague"]:
            values = _values(match, _particle(paragraph.doc, match))
            if values is not None:
                low, high, bound = values
                span = (paragraph.start + match.start(), paragraph.start + match.end())
                return QuantityMention(span, low, bound, "count", high, None, None, False)
    return None


_PARTICLE = re.compile(r"(?i)over ")


def _particle(doc: Doc, match: re.Match[str]) -> int:
    """Length of "over" where it belongs to the verb before it ("handed over 14 tanks") and bounds nothing, else 0."""
    over = _PARTICLE.match(match["before"])
    token = _token_at(doc, match.start("before")) if over else None
    if over is None or token is None or token.i == 0:
        return 0
    verb = token.nbor(-1)
    joined = verb.pos_ == "VERB" and verb.lemma_ in (
        "hand",
        "turn",
        "take",
        "give",
        "pass",
        "sign",
        "make",
        "bring",
        "carry",
    )
    return over.end() if joined or token.dep_ == "prt" else 0


def _values(match: re.Match[str], skip: int = 0) -> tuple[int | float, int | float | None, Bound] | None:
    """Lower value, upper value where it is a range, and how they are meant."""
    bound = Bound.EXACT
    before = match["before"][skip:].strip().lower()
    while before:
        word = max(
            (w for w in quantity_words("before") if before == w or before.startswith(w + " ")), key=len, default=None
        )
        if word is None:
            break
        said = Bound(quantity_words("before")[word])
        bound = said if said is not Bound.EXACT else bound
        before = before[len(word) :].strip()
    after = (match["after"] or "").strip().lower()
    if after:
        bound = Bound(quantity_words("after").get(after, "at_least"))
    if match["vague"] and (several := _SEVERAL.fullmatch(match["vague"])):
        count = 3 if several[1].lower() in ("several", "many") else 2
        return (
            count * SCALES[several[2].lower()],
            None,
            Bound.ABOUT if "couple" in several[1].lower() else Bound.AT_LEAST,
        )
    if match["vague"]:
        word = re.sub(r"^(?:many|several) ", "", match["vague"].lower())
        return int(quantity_words("vague")[word]), None, Bound.AT_LEAST
    if match["low"]:
        low, high = number_value(match["low"]), number_value(match["high"])
        if low is None or high is None:
            return None
        joined = match.string[match.end("low") : match.start("high")].strip().lower()
        scale = next((SCALES[word] for word in re.findall(r"[a-z]+", match["high"].lower()) if word in SCALES), 1)
        if low < high and scale > 1 and low < 1000 and not any(word in SCALES for word in match["low"].lower().split()):
            low *= scale
        if (
            joined in ("and", "or")
            and (not match["between"] or match["between"].strip().lower() == "from")
            and not (joined == "or" and high > low)
        ):
            return None
        if joined == "-" and low in range(20, 100, 10) and high in range(1, 10):
            return _whole(low + high), None, bound  # "twenty-one"
        if high <= low:
            return None
        return _whole(low), _whole(high), Bound.BETWEEN
    value = number_value(match["one"])
    return (value, None, bound) if value is not None else None


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else round(number, 6)


def _token_at(doc: Doc, offset: int) -> Token | None:
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _contents(token: Token, head: Token, heads: Mapping[int, QuantityMention]) -> bool:
    """Whether a coordinated noun shares the count: "containers of shells and munitions", however the parse joins the two."""
    if any(child.dep_ == "nummod" for child in token.children):
        return False
    if head.dep_ == "pobj" and head.i not in heads:
        return True
    return any(child.lower_ == "other" for child in token.children)


def quantity_of(mentions: Sequence[QuantityMention], token: Token) -> QuantityMention | None:
    """The count of a noun: its own, or that of its container ("7,000 containers of ammunition" from "ammunition").

    `mentions` are those of the token's paragraph. Money is never a count. None where nothing counts the noun.
    """
    heads = {
        mention.head: mention for mention in reversed(mentions) if mention.kind == "count" and mention.head is not None
    }
    current = token
    for _ in range(4):
        if current.i in heads:
            return heads[current.i]
        if current.dep_ == "conj" and _contents(current, current.head, heads):
            current = current.head
        elif (
            current.dep_ == "pobj"
            and current.head.lower_ == "of"
            and current.head.head.pos_ in ("NOUN", "PROPN", "NUM")
        ):
            current = current.head.head
        elif current.dep_ in ("compound", "nmod", "amod") and current.head.pos_ in ("NOUN", "PROPN"):
            current = current.head
        else:
            return None
    return None
