"""The record types: what Armstrail reads from a page, and the contract with every program that reads its output.

This package imports nothing else of the project. Every type is frozen and refuses unknown fields; `model_dump(mode="json")`
gives the JSON form and `model_validate` takes it back without loss.

Offsets are Unicode code points into `Page.text`; a span is `(start, end)` with `end` exclusive, and `text[start:end]`
is the evidence, always. A date is an interval of days, both ends inclusive; a single day has both ends equal.
"""

from armstrail.records.annotations import PARTS, Annotation, FailedPage, PageError
from armstrail.records.base import CONTRACT_VERSION, Record, Span, When
from armstrail.records.events import Event, EventType, Violation
from armstrail.records.origins import Member, OriginGroup, OriginPair, OriginRelation, Relation
from armstrail.records.pages import (
    Coverage,
    DateEvidence,
    DateVerdict,
    Page,
    Published,
    Skipped,
    Stamp,
    TimeExpression,
    TimeType,
    Unread,
)
from armstrail.records.statements import Act, Quote, Speaker, SpeakerKind, Statement
from armstrail.records.transfers import Bound, Category, Factuality, Goods, Quantity, Stage, Transfer

__all__ = [
    "CONTRACT_VERSION",
    "PARTS",
    "Act",
    "Annotation",
    "Bound",
    "Category",
    "Coverage",
    "DateEvidence",
    "DateVerdict",
    "Event",
    "EventType",
    "Factuality",
    "FailedPage",
    "Goods",
    "Member",
    "OriginGroup",
    "OriginPair",
    "OriginRelation",
    "Page",
    "PageError",
    "Published",
    "Quantity",
    "Quote",
    "Record",
    "Relation",
    "Skipped",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stage",
    "Stamp",
    "Statement",
    "TimeExpression",
    "TimeType",
    "Transfer",
    "Unread",
    "Violation",
    "When",
]
