"""From an analysis to records: statements, transfers, events, violations."""

from armstrail.reading.reader import Reading, read

__all__ = ["Reading", "read"]
