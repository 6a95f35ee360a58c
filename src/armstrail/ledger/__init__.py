"""Facts across pages: identity, witnesses, conflicts, grades, and the store that keeps them."""

from armstrail.ledger.book import Book, Update
from armstrail.ledger.build import build_ledger

__all__ = ["Book", "Update", "build_ledger"]
