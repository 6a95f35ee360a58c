"""The store: pages with their bytes, facts, decisions. All state of the program lives here."""

from armstrail.ledger.store.store import Store

__all__ = ["Store"]
