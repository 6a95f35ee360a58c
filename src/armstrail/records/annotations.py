"""A page with everything that was read from it, or the line that stands for one that could not be read."""

from __future__ import annotations

from armstrail.records.base import Record
from armstrail.records.events import Event, Violation
from armstrail.records.pages import Page, TimeExpression
from armstrail.records.statements import Statement
from armstrail.records.transfers import Transfer


class Annotation(Page):
    """A page with everything that was read from it: one line of `armstrail annotate`."""

    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    events: tuple[Event, ...] = ()
    violations: tuple[Violation, ...] = ()


PARTS = frozenset({"page", "times", "statements", "transfers", "events", "violations"})
"""The parts of an annotation that can be asked for."""


class PageError(Record):
    """Why a page could not be read."""

    kind: str
    message: str


class FailedPage(Record):
    """The line that stands for a page that could not be read."""

    id: str
    error: PageError
