"""PLOVER's event categories beside the acts of statements, for those who count verbal events (Open Event Data Alliance,
PLOVER codebook).
"""

from __future__ import annotations

from armstrail.records import Act

__all__ = ["PLOVER"]

PLOVER: dict[Act, str] = {
    Act.STATE: "CONSULT",
    Act.ANNOUNCE: "CONSULT",
    Act.CONFIRM: "CONCEDE",
    Act.DENY: "REJECT",
    Act.ACCUSE: "ACCUSE",
    Act.CONDEMN: "ACCUSE",
    Act.WARN: "THREATEN",
    Act.PLEDGE: "SUPPORT",
    Act.URGE: "REQUEST",
    Act.CONCERN: "ACCUSE",
    Act.PRAISE: "SUPPORT",
}
"""The PLOVER event category nearest to each act."""
