"""Supply frames: who supplies what to whom."""

from armstrail.reading.supply.transfers import find_transfers

__all__ = ["find_transfers"]
