"""The dates of pages and of what they tell, with those that travel from page to page (`dating`): kept up to date as pages come
and go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from armstrail.ledger.compare import OCCASIONS, told, width
from armstrail.ledger.dating import (
    EXACT,
    Accounts,
    Travel,
    dated,
    first_dated,
    occasion_day,
    own_day,
    settled,
    travel_by_occasion,
    travel_by_origin,
)
from armstrail.ledger.digest import AnyItem, Days, EventItem, PageDigest, Ref, StatementItem
from armstrail.ledger.nodes import Settled
from armstrail.ledger.register import Place, Register
from armstrail.ledger.voices import same_person

__all__ = ["Dates"]


class Dates:
    """When pages were published and records told, by themselves or by other pages."""

    def __init__(self, register: Register) -> None:
        """`register` has the pages; those that change in it are named to `differing` and `change`."""
        self._register = register
        self.travels: dict[str, Travel] = {}

    def told(self, item: AnyItem) -> Days | None:
        """When a record was told: the day of its statement, else its page's."""
        return item.said or self.published(item.page)

    def published(self, page: str) -> Days | None:
        """When a page was published, by itself or by other pages."""
        digest = self._register.pages[page]
        return self.travels[page].published if page in self.travels else digest.published

    # ------------------------------------------------------------ dates that travel
    def siblings(self, page: str) -> set[str]:
        """The pages with the text of a page, itself among them."""
        origin = self._register.origins[self._register.origin_of[page]]
        return {name for name in origin.pages if name in self._register.pages}

    def differing(self, pages: Iterable[str]) -> dict[str, Travel | None]:
        """The undated among some pages that come to another date than they have, each with what dates it now."""
        changed: dict[str, Travel | None] = {}
        firsts: dict[str, tuple[Days, str] | None] = {}
        accounts: dict[Place, Accounts] = {}
        for name in sorted(set(pages)):
            page = self._register.pages.get(name)
            if page is None or settled(page):
                continue
            origin = self._register.origin_of[name]
            if origin not in firsts:
                firsts[origin] = first_dated(self._register.pages[other] for other in self.siblings(name))
            travel = None if dated(page) else travel_by_origin(page, firsts[origin])
            if travel is None:
                travel = travel_by_occasion(page, origin, self._shared(page, accounts))
            if travel != self.travels.get(name):
                changed[name] = travel
        return changed

    def change(self, travels: Mapping[str, Travel | None]) -> None:
        """Give pages other dates, or none from elsewhere."""
        for name, travel in travels.items():
            if travel is None:
                del self.travels[name]
            else:
                self.travels[name] = travel

    def _shared(self, page: PageDigest, known: dict[Place, Accounts]) -> list[tuple[AnyItem, Accounts]]:
        """The statements and events of a page, each with what all records of its fact give; those that are `known` are not
        gathered again.
        """
        found: list[tuple[AnyItem, Accounts]] = []
        for item in page.items:
            if isinstance(item, StatementItem | EventItem):
                place = self._register.place(item.ref)
                if place not in known:
                    known[place] = Accounts(self._register.records(place), self._register.origin_of)
                found.append((item, known[place]))
        return found

    def with_news(self, settled: Mapping[str, Settled]) -> set[str]:
        """The pages that may be dated otherwise now: those whose records came to another fact, and those of facts to which
        a record came that gives a day, or from which some went.
        """
        pages: set[str] = set()
        for kind in ("statement", "event"):
            found, layer = settled[kind], self._register.layers[kind]
            news = found.moved | found.news
            pages.update(page for page, _ in news)
            told = (ref for ref in news if own_day(self._register.item(ref)) is not None)
            pages.update(
                ref[0] for key in {layer.group_of(ref) for ref in told} | found.lost for ref in layer.refs(key)
            )
        return pages

    # ------------------------------------------------------------ the day of what a record tells
    def day(self, item: AnyItem) -> tuple[Days | None, str | None]:
        """The day of what a statement or event tells, and where it came from if the record does not give it."""
        own = own_day(item)
        if own is not None:
            return own, None
        travel = self.travels.get(item.page)
        if travel is not None and travel.by == "occasion":
            source = next((source for source in travel.sources if self._shares(item, source)), None)
            given = own_day(self._register.item(source)) if source is not None else None
            if given is not None:
                return occasion_day(self._register.pages[item.page], item, given), travel.reason
        if isinstance(item, EventItem) and item.type in OCCASIONS:
            return self._talk_day(item)
        return None, None

    def _talk_day(self, item: EventItem) -> tuple[Days | None, str | None]:
        """The day of an undated occasion from what was said there: statements of those who took part that other pages
        with the same occasion carry too.
        """
        pages = {other.page for other in self._register.records(self._register.place(item.ref))} - {item.page}
        for said in self._register.pages[item.page].items if pages else ():
            if not isinstance(said, StatementItem) or said.said is None or width(said.said) > EXACT or not said.speaker:
                continue
            name = said.speaker.name
            if any(same_person(name, other) for other in item.participants) and any(
                other.page in pages for other in self._register.records(self._register.place(said.ref))
            ):
                return said.said, f"the page puts what {name} said there on {told(said.said)}"
        return None, None

    def _shares(self, item: AnyItem, source: Ref) -> bool:
        return self._register.has(source) and self._register.place(source) == self._register.place(item.ref)
