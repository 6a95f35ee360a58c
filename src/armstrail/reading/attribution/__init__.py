"""Attribution: who said what, directly, in part or in other words."""

from armstrail.reading.attribution.finder import find_statements

__all__ = ["find_statements"]
