"""All readings of one analysis."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.language import Analysis
from armstrail.language.relevance import speaks_of_arms
from armstrail.reading.attribution import find_statements
from armstrail.reading.events import find_events
from armstrail.reading.goods import goods_of
from armstrail.reading.supply import find_transfers
from armstrail.reading.violations import find_violations
from armstrail.records import Event, Statement, Transfer, Violation


@dataclass(frozen=True, slots=True)
class Reading:
    """The records of one page."""

    statements: tuple[Statement, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    events: tuple[Event, ...] = ()
    violations: tuple[Violation, ...] = ()


def read(analysis: Analysis) -> Reading:
    """Every record that the words of an analysed page carry."""
    statements = find_statements(analysis)
    if not any(speaks_of_arms(paragraph.doc.text) for paragraph in analysis.paragraphs):
        return Reading(statements=statements)
    goods = goods_of(analysis)
    transfers = find_transfers(analysis, statements, goods)
    return Reading(
        statements=statements,
        transfers=transfers,
        events=find_events(analysis, statements, transfers, goods),
        violations=find_violations(analysis, statements, transfers, goods),
    )
