"""Migrations of the store, run by `armstrail.ledger.store.engine`."""
