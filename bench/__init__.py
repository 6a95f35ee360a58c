"""Benchmarks: every scorer that is at hand, one table, and floors that only rise (`python -m bench`)."""
