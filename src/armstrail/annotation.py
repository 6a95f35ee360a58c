"""One page from bytes to records: page, then language, then reading. Stateless and deterministic."""

from __future__ import annotations

from armstrail.language import analyse
from armstrail.page import read_page
from armstrail.page.source import Source
from armstrail.reading import read
from armstrail.records import Annotation

__all__ = ["annotate"]


def annotate(source: Source) -> Annotation:
    """Everything that can be read from one page.

    Raises PageUnreadable where the bytes are no page. A page in another language than English comes back without
    records and with `unread` saying so.
    """
    page = read_page(source)
    fields = {name: getattr(page, name) for name in type(page).model_fields}
    if page.unread is not None:
        return Annotation(**fields)
    analysis = analyse(page)
    records = read(analysis)
    return Annotation(
        **fields,
        times=analysis.times,
        statements=records.statements,
        transfers=records.transfers,
        events=records.events,
        violations=records.violations,
    )
