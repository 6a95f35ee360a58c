"""Whether two transfers on different pages are one, and by which rule.

Parties and goods alone never make two reports one transfer: a flow goes on for years, and two reports of it are merely
alike. Something must tie them: one text, one statement, one figure, one day, or one type of weapon within weeks.
"""

from __future__ import annotations

from armstrail.ledger.compare import STRONG, UNRELATED, WEAK, Context, Verdict, against, apart, overlap, told, width
from armstrail.ledger.digest import TransferItem
from armstrail.ledger.words import bag, similarity, stem
from armstrail.records import Bound, Category, Factuality, Quantity, Stage

__all__ = ["compare_transfers", "figure_told", "figures_agree", "same_unit", "telling"]

UNSPECIFIC = frozenset({Category.ARMS, Category.SUPPORT, Category.OTHER, Category.DUAL_USE, Category.TECHNOLOGY})
NEAR = 0.15
"""Figures that differ by less, told roughly, may be one figure."""
LASTING = 400
"""Days after which a figure without dates is taken for another one."""
WEEKS = 45
TOGETHER = 4
"""Days between two reports within which even a small figure tells one transfer."""
SAME_DAYS = 2
"""Days between two reports of what one voice said of a transfer on one occasion."""
UNITS = {
    "=container": "containers", "holder": "containers", "=soldier": "people", "=people": "people", "men": "people",
    "=ammunition": "rounds", "=missile": "missiles", "=gun": "guns", "=armour": "vehicles", "vehicl": "vehicles",
    "=aircraft": "aircraft", "usd": "usd", "dollar": "usd", "eur": "eur", "euro": "eur", "ton": "tons", "tonn": "tons",
}  # fmt: skip


def _unit(quantity: Quantity) -> str | None:
    if not quantity.unit:
        return None
    words = bag(quantity.unit)
    return next((UNITS[word] for word in words if word in UNITS), words[0] if words else stem(quantity.unit))


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Whether two figures count the same kind of thing; an unsaid unit counts the goods."""
    one, two = _unit(a), _unit(b)
    return one is None or two is None or one == two


def figure_told(quantity: Quantity | None) -> str:
    """A figure in words."""
    if quantity is None:
        return "no figure"
    words = {Bound.ABOUT: "about ", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "up to ", Bound.BETWEEN: "between "}
    high = f" and {quantity.high:,}" if quantity.high is not None else ""
    return f"{words.get(quantity.bound, '')}{quantity.value:,}{high} {quantity.unit or ''}".strip()


def figures_agree(a: Quantity, b: Quantity) -> float:
    """1 for one figure, a little less for figures near each other of which one is rough, 0 for figures that differ."""
    if a.value == b.value and (a.high == b.high or None in {a.high, b.high}):
        return 1.0
    top_a, top_b = a.high or a.value, b.high or b.value
    if Bound.BETWEEN in {a.bound, b.bound} and max(a.value, b.value) <= min(top_a, top_b):
        return 0.8
    rough = a.bound is not Bound.EXACT or b.bound is not Bound.EXACT
    near = abs(a.value - b.value) <= NEAR * max(abs(a.value), abs(b.value))
    return 0.8 if rough and near else 0.0


def _parties(a: tuple[str, ...], b: tuple[str, ...], *, close: bool) -> bool:
    return a == b or (close and bool(set(a) & set(b)))


def _category(a: TransferItem, b: TransferItem, *, close: bool) -> bool:
    if a.goods.category is b.goods.category:
        return True
    return close and (a.goods.category in UNSPECIFIC or b.goods.category in UNSPECIFIC)


def compare_transfers(a: TransferItem, b: TransferItem, context: Context) -> Verdict:
    """Whether two transfers are one: parties, goods and stage agree, nothing speaks against it, and something ties them."""
    close = context.same_page or context.same_text
    share = similarity(a.words, b.words)[0] if close else 0.0
    if context.same_page:
        if _cells(a) == _cells(b) and (a.when == b.when or a.when is None or b.when is None):
            return Verdict(0.8 + 0.1 * share, "one page tells it more than once", a.text, b.text)
        return against("two transfers of one page", a.text, b.text)
    text = context.same_text and share >= 0.4
    if not (_parties(a.supplier, b.supplier, close=text) and _parties(a.recipient, b.recipient, close=text)):
        return against("parties", _route(a), _route(b))
    if not _category(a, b, close=text and share >= 0.7):
        return against("goods", a.goods.category, b.goods.category)
    if (a.factuality is Factuality.DENIED) != (b.factuality is Factuality.DENIED):
        return against("denied and not denied", a.factuality, b.factuality)
    if text:
        return Verdict(0.75 + 0.25 * share, "same text: the words agree", a.text, b.text)
    if a.stage is not b.stage:
        return against("stage", a.stage, b.stage)
    agree = 0.5
    if a.quantity and b.quantity and same_unit(a.quantity, b.quantity):
        agree = figures_agree(a.quantity, b.quantity)
        if not agree:
            return against("figure", figure_told(a.quantity), figure_told(b.quantity))
    gap = apart(a.when, b.when)
    if gap is not None and gap > 1:
        return against("days", told(a.when), told(b.when))
    if a.stage is Stage.TRANSFERRED and _before(a, b, context):
        return against("time", told(a.when), f"told {told(context.published[1])}")
    if not close:
        share = similarity(a.words, b.words)[0]  # asked for last, since most pairs differ in their cells
    return _tied(a, b, context, share=share, agree=agree, gap=gap)


def _tied(
    a: TransferItem, b: TransferItem, context: Context, *, share: float, agree: float, gap: int | None
) -> Verdict:
    figures = figure_told(a.quantity), figure_told(b.quantity)
    if context.same_text and context.same_statement:
        return Verdict(0.78, "same text, same statement, same parties and goods", a.text, b.text)
    if context.same_statement:
        return Verdict(0.85 if agree == 1 else 0.8, "one statement carries both", a.text, b.text)
    since = context.apart
    alike = a.factuality is b.factuality and telling(a) and telling(b)
    if agree > 0.5 and alike and (since is None or since <= LASTING):
        return Verdict(0.8 if agree == 1 else 0.68, "same parties and goods, one figure", *figures)
    counted = agree == 1 and a.quantity is not None and a.quantity.value >= 2 and a.goods.category not in UNSPECIFIC
    if counted and a.factuality is b.factuality and since is not None and since <= TOGETHER:
        return Verdict(STRONG - 0.07, "same parties and goods, one figure told within days", *figures)
    if (
        gap is not None
        and max(width(a.when), width(b.when)) <= 7
        and (a.goods.category not in UNSPECIFIC or share > 0.4)
    ):
        return Verdict(0.78, "same parties and goods, same days", told(a.when), told(b.when))
    if (
        overlap(a.when, b.when)
        and max(width(a.when), width(b.when)) <= 31
        and (a.designations & b.designations or share >= 0.6)
    ):
        return Verdict(0.66, "same parties and goods, days that agree", told(a.when), told(b.when))
    types = a.designations & b.designations
    if types and since is not None and since <= WEEKS and not (a.quantity and b.quantity):
        return Verdict(
            WEAK + 0.02, "same parties, same type within weeks", ", ".join(sorted(types)), ", ".join(sorted(types))
        )
    said = apart(a.said or context.published[0], b.said or context.published[1])
    named = a.voice.key == b.voice.key and not a.voice.key.startswith("origin:")
    if named and said is not None and said <= SAME_DAYS and share >= 0.5 and a.factuality is b.factuality:
        return Verdict(STRONG - 0.1, "one voice, same days, the words agree", a.text, b.text)
    return UNRELATED


def _route(item: TransferItem) -> str:
    return f"{', '.join(item.supplier) or '?'} to {', '.join(item.recipient) or '?'}"


def _cells(item: TransferItem) -> tuple[object, ...]:
    figure = item.quantity.value if item.quantity else None
    return (item.supplier, item.recipient, item.goods.category, item.stage, item.factuality, figure)


def telling(item: TransferItem) -> bool:
    """Whether the figure tells transfers apart: "two" and "a dozen" recur, 7,000 does not."""
    return item.quantity is not None and (abs(item.quantity.value) >= 13 or bool(item.designations))


def _before(a: TransferItem, b: TransferItem, context: Context) -> bool:
    """Whether one happened after the other was told: what is still to come is not what has been."""
    for first, told_on in ((a, context.published[1]), (b, context.published[0])):
        if first.when is not None and told_on is not None and first.when[0] > told_on[1] + 1:
            return True
    return False
