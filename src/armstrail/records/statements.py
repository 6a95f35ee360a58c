"""Who said what."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from armstrail.records.base import Record, Span, When


class SpeakerKind(StrEnum):
    """What kind of source speaks."""

    PERSON = "person"
    OFFICE = "office"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    UNNAMED = "unnamed"


class Speaker(Record):
    """Who speaks, with the full name as far as the page gives it."""

    name: str
    role: str | None = None
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-3")
    kind: SpeakerKind


class Quote(StrEnum):
    """How the page gives the words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """What the speaker does by saying it."""

    STATE = "state"
    ANNOUNCE = "announce"
    CONFIRM = "confirm"
    DENY = "deny"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    WARN = "warn"
    PLEDGE = "pledge"
    URGE = "urge"
    CONCERN = "concern"
    PRAISE = "praise"


class Statement(Record):
    """Who said what."""

    id: str
    speaker: Speaker | None = Field(default=None, description="null where the page gives no source")
    via: tuple[str, ...] = Field(default=(), description="channels between speaker and page, outermost first")
    quote: Quote
    speech: bool = Field(default=True, description="false for belief, intention and knowledge")
    act: Act
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    said_on: When | None = None
    occasion: str | None = None
