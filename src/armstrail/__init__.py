"""Armstrail follows the arms trail through the news: a register in which every cell points at the words that carry it."""

__all__ = ["__version__"]

__version__ = "0.1.0"
