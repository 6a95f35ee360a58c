"""Events: meetings, visits, calls, agreements, uses, tests, measures, deployments, exercises, evidence."""

from armstrail.reading.events.finder import find_events

__all__ = ["find_events"]
