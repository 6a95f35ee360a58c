"""The fields of the filters, and the way between the views, as HTML.

They stand on every page, differ by little, and are many: each is written once for each value that it can have and kept,
since a template would write some hundred options anew for every answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from armstrail.ledger.store.facts import SORTS
from armstrail.records import Act, Category, EventType, Factuality, Stage
from armstrail.web.cells import spoken
from armstrail.web.queries import Query
from armstrail.web.rows import shown

VIEWS = (
    ("/register", "Register"), ("/statements", "Statements"), ("/events", "Events"), ("/violations", "Violations"), ("/timeline", "Timeline"),
    ("/flows", "Flows"), ("/map", "Map"), ("/origins", "Origins"), ("/pages", "Pages"), ("/log", "Log"),
)  # fmt: skip
CHOICES: dict[str, tuple[str, ...]] = {
    "stage": tuple(one.value for one in Stage),
    "factuality": tuple(one.value for one in Factuality),
    "act": tuple(one.value for one in Act),
    "type": tuple(one.value for one in EventType),
    "category": tuple(one.value for one in Category),
    "review": ("open", "confirmed", "rejected", "reopened"),
    "sort": SORTS,
    "grade": ("1", "2", "3", "4", "5", "6"),
    "count": ("2", "3", "5", "10"),
}
"""Values that filters offer."""
ORDERS = {
    "date": "newest date",
    "grade": "best grade",
    "origins": "most origins",
    "voices": "most voices",
    "new": "newest in store",
}
"""What a list can be sorted by, in words."""
KEPT = 4096
"""Fields that are kept: what people type into them differs."""


@lru_cache(maxsize=len(VIEWS) + 1)
def _views(current: str | None) -> Markup:
    here = ' aria-current="page"'
    return Markup("\n").join(
        Markup(f'    <a href="{href}"{here if href == current else ""}>{name}</a>')  # noqa: S704  # our own words
        for href, name in VIEWS
    )


def views(path: str) -> Markup:
    """Links to the views; the one at `path` is marked."""
    return _views(next((href for href, _ in VIEWS if href == path), None))


@lru_cache(maxsize=KEPT)
def _select(name: str, label: str, options: tuple[tuple[str, str], ...], chosen: str | None) -> Markup:
    if chosen and all(value != chosen for value, _ in options):
        options = (*options, (chosen, chosen))  # typed into the address: the form must not lose it
    made = "".join(
        f'<option value="{shown(value)}"{" selected" if value == chosen else ""}>{shown(words)}</option>'
        for value, words in options
    )
    return Markup(f'<label>{shown(label)}\n  <select name="{shown(name)}">{made}</select></label>')  # noqa: S704  # escaped


@lru_cache(maxsize=64)
def _options(values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return ("", "any"), *((value, spoken(value)) for value in values)


def pick(query: Query[Any], name: str, values: Sequence[str], label: str) -> Markup:
    """A filter that is one of some values, or any."""
    return _select(name, label, _options(tuple(values)), query.given.get(name))


def yes_no(query: Query[Any], name: str, label: str) -> Markup:
    """A filter that is yes, no, or any."""
    return _select(name, label, (("", "any"), ("1", "yes"), ("0", "no")), query.given.get(name))


def order(query: Query[Any], sorts: Sequence[str]) -> Markup:
    """What the list is sorted by."""
    return _select("sort", "Order", tuple((sort, ORDERS[sort]) for sort in sorts), query.sort)


@lru_cache(maxsize=KEPT)
def _field(name: str, label: str, kind: str, suggested: str | None, value: str) -> Markup:
    suggestions = f' list="{shown(suggested)}"' if suggested else ""
    return Markup(  # noqa: S704  # escaped by `shown`
        f'<label>{shown(label)}\n  <input name="{shown(name)}" type="{kind}" value="{shown(value)}" maxlength="200"'
        f'{suggestions} autocomplete="off"></label>'
    )


def field(query: Query[Any], name: str, label: str, kind: str = "text", suggested: str | None = None) -> Markup:
    """A filter that is typed; `suggested` is the id of the values that the form offers."""
    return _field(name, label, kind, suggested, query.given.get(name, ""))


@lru_cache(maxsize=8)
def offered(values: tuple[str, ...]) -> Markup:
    """Values that a typed field offers."""
    return Markup("".join(f'<option value="{shown(value)}"></option>' for value in values))  # noqa: S704  # escaped
