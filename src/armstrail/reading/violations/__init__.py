"""Alleged breaches: which rule is said to be broken, by whom, by which transfer: an attributed claim, never a verdict."""

from armstrail.reading.violations.finder import find_violations
from armstrail.reading.violations.rules import rule_in

__all__ = ["find_violations", "rule_in"]
