"""From a page to its analysis: sentences, names, times, quantities."""

from armstrail.language.analyse import analyse
from armstrail.language.analysis import Analysis, Paragraph

__all__ = ["Analysis", "Paragraph", "analyse"]
