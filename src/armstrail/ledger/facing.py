"""Assertion and denial face to face: which denial answers which claim, and who else speaks of the goods' use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from armstrail.ledger.compare import width
from armstrail.ledger.digest import Days, Ref, StatementItem, TransferItem
from armstrail.ledger.flows import UNSPECIFIC, telling
from armstrail.ledger.words import Bag
from armstrail.records import Act, Category, Factuality, Stage

__all__ = [
    "WEEK",
    "Flows",
    "answers",
    "contradicts",
    "halves",
    "speaks_of_use",
    "tells_of_fighting",
    "tells_of_use",
    "theatres",
]

WEEK = 7
"""Days up to which a time is that of one delivery."""
BEFORE, AFTER = 30, 1
"""A denial answers what was said up to a month before it, or, by time zones, a day after."""
ARMS = frozenset({
    Category.ARMS, Category.AMMUNITION, Category.SMALL_ARMS, Category.ARTILLERY, Category.MISSILES, Category.AIR_DEFENCE,
    Category.DRONES, Category.AIRCRAFT, Category.ARMOURED_VEHICLES, Category.SHIPS, Category.EXPLOSIVES, Category.NUCLEAR,
})  # fmt: skip
"""What somebody denies who denies to supply arms."""
GOODS = {
    Category.AMMUNITION: "=ammunition", Category.ARTILLERY: "=gun", Category.MISSILES: "=missile",
    Category.DRONES: "=drone", Category.AIRCRAFT: "=aircraft", Category.ARMOURED_VEHICLES: "=armour",
    Category.PERSONNEL: "=soldier", Category.SHIPS: "=ship",
}  # fmt: skip
USE = frozenset(
    {"=fire", "=attack", "=test", "=explode", "use", "using", "used", "debri", "fragment", "remnant", "wreckag"}
)
WAR = frozenset({"=fire", "=attack", "=war"})


def answers(denial: TransferItem, claim: TransferItem, told: tuple[Days | None, Days | None]) -> bool:
    """Whether a denial faces a claim: the same parties, the goods or arms at large, on one page or in the month after.

    `told` are the days on which denial and claim were told.
    """
    if not (set(denial.supplier) & set(claim.supplier) and set(denial.recipient) & set(claim.recipient)):
        return False
    same = denial.goods.category is claim.goods.category
    if not same and not (denial.goods.category is Category.ARMS and claim.goods.category in ARMS):
        return False
    if claim.stage is Stage.TRANSFERRED and denial.stage is Stage.SOUGHT:
        return False
    if denial.voice.key == claim.voice.key and denial.stage is not claim.stage:
        return False  # who announces a deal and denies a delivery does not deny himself
    if denial.page == claim.page:
        return True
    if claim.stage is Stage.AGREED and denial.stage is Stage.TRANSFERRED and claim.factuality is Factuality.ASSERTED:
        return False  # "none has come so far" leaves a deal as it is, unless a page sets it against it
    denied, claimed = told
    return denied is not None and claimed is not None and -AFTER <= denied[0] - claimed[0] <= BEFORE


def contradicts(denial: TransferItem, claim: TransferItem) -> bool:
    """Whether a denial that faces a claim denies exactly that: the same goods, the same stage, said to be so."""
    return (
        claim.factuality is Factuality.ASSERTED
        and denial.goods.category is claim.goods.category
        and denial.stage is claim.stage
        and denial.voice.key != claim.voice.key
    )


def tells_of_use(category: Category) -> bool:
    """Whether goods are of a kind that a statement about their use can be known to speak of."""
    return category in GOODS and category not in UNSPECIFIC


def speaks_of_use(
    statement: StatementItem, supplier: Iterable[str], recipient: Iterable[str], category: Category, theatres: set[str]
) -> bool:
    """Whether a statement speaks of the supplier's goods in the recipient's use: "Russia fired North Korean missiles".

    `theatres` are the states against which the recipient is said on the page to use them: a statement that names
    supplier, goods, use and such a state says the same without naming the recipient.
    """
    goods = GOODS.get(category)
    if goods is None or not tells_of_use(category) or statement.act is Act.DENY:
        return False
    words = set(statement.words)
    if goods not in words or not words & USE or not any(f"@{state}" in words for state in supplier):
        return False
    return any(f"@{state}" in words for state in recipient) or any(f"@{state}" in words for state in theatres)


@lru_cache(maxsize=100_000)
def tells_of_fighting(words: Bag) -> bool:
    """Whether a statement's words are such that `theatres` or `speaks_of_use` may find something in them."""
    return not (USE.isdisjoint(words) and WAR.isdisjoint(words))


def theatres(statements: Iterable[StatementItem], supplier: Iterable[str], recipient: Iterable[str]) -> set[str]:
    """States that statements name together with the recipient and the use of something: where it is at war."""
    parties = {f"@{state}" for state in (*supplier, *recipient)}
    found: set[str] = set()
    for statement in statements:
        words = set(statement.words)
        if words & WAR and any(f"@{state}" in words for state in recipient):
            found.update(word[1:] for word in words if word[0] == "@" and word not in parties)
    return found


def _month(day: int) -> int:
    when = date.fromordinal(day)
    return when.year * 12 + when.month


Half = tuple[str, tuple[str, ...], str, float, int]


def halves(item: TransferItem) -> Iterator[Half]:
    """One party of a transfer, its goods, its figure and its month: what two accounts share that name another party."""
    if item.quantity is None or item.when is None or not telling(item) or width(item.when) > WEEK:
        return
    for side, names in (("supplier", item.supplier), ("recipient", item.recipient)):
        if names:
            yield side, names, item.goods.category.value, item.quantity.value, _month(item.when[0])


@dataclass(slots=True)
class Flows:
    """Transfers by route and month, so that a denial finds what it answers and a figure its rivals."""

    told: dict[tuple[str, str, bool, int], set[Ref]] = field(default_factory=dict)
    covered: dict[tuple[tuple[str, ...], tuple[str, ...], str, int], set[Ref]] = field(default_factory=dict)
    halves: dict[Half, set[Ref]] = field(default_factory=dict)
    """Transfers with a telling figure and a time of their own, by either of their parties, goods and figure."""

    def add(self, item: TransferItem, told: Days | None, *, out: bool = False) -> None:
        """Take a transfer in, or `out`."""
        places: list[set[Ref]] = []
        denied = item.factuality is Factuality.DENIED
        if told is not None:
            for supplier in item.supplier:
                for recipient in item.recipient:
                    places.append(self.told.setdefault((supplier, recipient, denied, _month(told[0])), set()))
        at = item.when or told
        if item.quantity is not None and at is not None:
            key = (item.supplier, item.recipient, item.goods.category.value, _month(at[0]))
            places.append(self.covered.setdefault(key, set()))
        places += [self.halves.setdefault(half, set()) for half in halves(item)]
        for place in places:
            if out:
                place.discard(item.ref)
            else:
                place.add(item.ref)

    def other_side(self, item: TransferItem, told: Days | None) -> Iterator[Ref]:
        """Transfers between the same parties on the other side, told within two months."""
        if told is None:
            return
        denied = item.factuality is Factuality.DENIED
        for supplier in item.supplier:
            for recipient in item.recipient:
                for month in range(_month(told[0]) - 2, _month(told[0]) + 3):
                    yield from self.told.get((supplier, recipient, not denied, month), ())

    def rivals(self, item: TransferItem, told: Days | None) -> Iterator[Ref]:
        """Counted transfers of the same goods between the same parties that begin at about the same time, or, undated,
        are told of at about the same time; and those of the same figure that share but one party.
        """
        at = item.when or told
        if item.quantity is None or at is None:
            return
        for month in range(_month(at[0]) - 2, _month(at[0]) + 3):
            key = (item.supplier, item.recipient, item.goods.category.value, month)
            yield from self.covered.get(key, ())
        for side, names, goods, figure, month in halves(item):
            for near in (month - 1, month, month + 1):
                yield from self.halves.get((side, names, goods, figure, near), ())
