"""What a request asks for: filters, order and page out of the query string, checked and limited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from armstrail.ledger.parties import party
from armstrail.ledger.store.facts import SORTS, Filter
from armstrail.ledger.store.pages import PageFilter

PER_PAGE = 50
MOST_PER_PAGE = 200
DEEPEST = 200_000
"""Rows that may be passed over: a list that deep is not read but filtered."""
LONGEST = 200
"""Characters of one value of a filter."""
MOST_WORDS = 12
"""Words of one search: each is looked up by itself."""
KINDS = {"transfer": "register", "statement": "statements", "event": "events", "violation": "violations"}
"""Kinds of facts, and the name under which the desk lists each."""
TEXTS = ("supplier", "recipient", "party", "goods", "speaker", "stage", "factuality", "act", "type", "review", "search", "page", "place")  # fmt: skip
PAGE_TEXTS = ("source", "language", "verdict", "search")
FLAGS = ("denied", "conflicts")
PAGE_FLAGS = ("restamped", "unread")
COUNTS = ("grade", "voices", "origins")
DAYS = ("since", "until")


class BadQuery(ValueError):
    """A value of the query string that cannot be used; the message says which and what would do."""


Wanted = TypeVar("Wanted", Filter, PageFilter)


@dataclass(frozen=True, slots=True)
class Query(Generic[Wanted]):
    """A list as it is asked for. `given` are the filters as the user wrote them, for the form and for links."""

    wanted: Wanted
    given: dict[str, str]
    sort: str
    page: int
    per_page: int

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.per_page

    @property
    def narrowed(self) -> bool:
        """Whether a filter is set that the form keeps behind "More"."""
        return any(key in self.given for key in (*FLAGS, *COUNTS, "review"))

    def link(self, path: str, **change: Any) -> str:
        """The address of this list with some values changed; None takes a value away. Changing a filter begins at page 1."""
        values: dict[str, Any] = {**self.given, "sort": self.sort if self.sort != "date" else None}
        values["per_page"] = self.per_page if self.per_page != PER_PAGE else None
        values |= change
        kept = {key: value for key, value in values.items() if value not in {None, ""}}
        return f"{path}?{urlencode(kept)}" if kept else path


def read_query(values: Mapping[str, str]) -> Query[Filter]:
    """The query of a request for facts. Empty values do not count. Raises BadQuery."""
    given = _given(values, (*TEXTS, *FLAGS, *COUNTS, *DAYS))
    found: dict[str, Any] = {key: given[key] for key in TEXTS if key in given}
    for key in ("supplier", "recipient", "party"):
        if key in found:
            found[key] = party(found[key])
    for key in COUNTS:
        if key in given:
            found[key] = _count(key, given[key])
    sort = values.get("sort", "date") or "date"
    if sort not in SORTS:
        raise BadQuery(f"sort={sort!r}: write {', '.join(SORTS)}")
    return Query(Filter(**found, **_flags(given, FLAGS), **_days(given)), given, sort, *_place(values))


def read_page_query(values: Mapping[str, str]) -> Query[PageFilter]:
    """The query of a request for pages. Empty values do not count. Raises BadQuery."""
    given = _given(values, (*PAGE_TEXTS, *PAGE_FLAGS, *DAYS))
    found: dict[str, Any] = {key: given[key] for key in PAGE_TEXTS if key in given}
    return Query(PageFilter(**found, **_flags(given, PAGE_FLAGS), **_days(given)), given, "date", *_place(values))


def _given(values: Mapping[str, str], keys: Sequence[str]) -> dict[str, str]:
    given = {}
    for key in keys:
        value = values.get(key, "").strip()
        if len(value) > LONGEST:
            raise BadQuery(f"{key}: longer than {LONGEST} characters")
        if value:
            given[key] = value
    if len(given.get("search", "").split()) > MOST_WORDS:
        raise BadQuery(f"search: {MOST_WORDS} words at most")
    return given


def _flags(given: Mapping[str, str], keys: Sequence[str]) -> dict[str, Any]:
    found = {key: given[key] for key in keys if key in given}
    for key, value in found.items():
        if value not in {"0", "1"}:
            raise BadQuery(f"{key}={value!r}: write 1 or 0")
    return {key: value == "1" for key, value in found.items()}


def _days(given: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for key in DAYS:
        if key in given:
            try:
                found[key] = date.fromisoformat(given[key])
            except ValueError as error:
                raise BadQuery(f"{key}={given[key]!r} is no day: write YYYY-MM-DD") from error
    return found


def _place(values: Mapping[str, str]) -> tuple[int, int]:
    """The page of the list, and the rows of a page."""
    page, per_page = _count("p", values.get("p") or "1"), _count("per_page", values.get("per_page") or str(PER_PAGE))
    if not 1 <= per_page <= MOST_PER_PAGE:
        raise BadQuery(f"per_page={per_page}: write 1 to {MOST_PER_PAGE}; the exports have no limit")
    if page < 1 or page * per_page > DEEPEST:
        raise BadQuery(f"p={page}: pages go from 1 to {DEEPEST // per_page}; narrow the list with a filter")
    return page, per_page


def _count(key: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 8):
        raise BadQuery(f"{key}={value!r} is no number")
    return int(value)


def segment(name: str) -> str:
    """A name as one segment of an address."""
    return quote(name, safe="")
