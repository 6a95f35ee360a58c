"""From bytes to a page: decoding, article text, first publication, credits."""

from armstrail.page.reader import read_page
from armstrail.page.source import Source

__all__ = ["Source", "read_page"]
