"""How pages' texts come from one another, and which record of which page stands in a fact."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from armstrail.records.base import Record, Span


class Relation(StrEnum):
    """How one page's text comes from another's."""

    SAME = "same"
    COPY = "copy"
    EDITED = "edited"
    EXCERPT = "excerpt"
    SPUN = "spun"
    TRANSLATION = "translation"


class OriginRelation(Record):
    """How a page's text comes from another page's: a line of an origin."""

    page: str
    of: str
    relation: Relation
    score: float = Field(ge=0, le=1, description="share of the smaller text's own words that stand in the other")


class OriginGroup(Record):
    """Pages that come from one text: one line of `armstrail origins`."""

    origin: str
    pages: tuple[str, ...] = Field(min_length=1, description="the earliest first")
    first: str = Field(description="the page that the others come from")
    relations: tuple[OriginRelation, ...] = ()


class OriginPair(Record):
    """Two pages that share an origin: one line of `armstrail origins --pairs`."""

    a: str
    b: str
    relation: Relation
    score: float = Field(ge=0, le=1)
    passages: tuple[tuple[Span, Span], ...] = Field(
        default=(), description="spans of the text of `a` and of `b` that agree"
    )


class Member(Record):
    """A record of a page that is part of a fact."""

    page: str
    id: str
