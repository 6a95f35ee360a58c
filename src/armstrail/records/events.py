"""Occasions, and claims that a rule is broken."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from armstrail.records.base import Record, Span, When
from armstrail.records.transfers import Factuality


class EventType(StrEnum):
    """What happened besides."""

    MEETING = "meeting"
    VISIT = "visit"
    CALL = "call"
    AGREEMENT = "agreement"
    USE = "use"
    TEST = "test"
    MEASURE = "measure"
    DEPLOYMENT = "deployment"
    EXERCISE = "exercise"
    EVIDENCE = "evidence"


class Event(Record):
    """An occasion: who took part, with what, against whom, where and when."""

    id: str
    type: EventType
    participants: tuple[str, ...] = ()
    object: str | None = None
    target: str | None = None
    place: str | None = None
    when: When | None = None
    factuality: Factuality
    asserted_by: str | None = None
    statement: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)


class Violation(Record):
    """A claim that somebody breaks a rule: always an attributed claim, never a verdict of the program."""

    id: str
    rule: str
    by: tuple[str, ...] = ()
    transfer: str | None = None
    factuality: Factuality
    asserted_by: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)
