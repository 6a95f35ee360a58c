"""One page from its bytes: decode, lay out, date, credit."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from armstrail.errors import PageUnreadable
from armstrail.page.credits import credits_of
from armstrail.page.dating import date_page
from armstrail.page.decoding import decode
from armstrail.page.html import html_layout
from armstrail.page.layout import Role
from armstrail.page.plain import plain_layout
from armstrail.page.source import Source
from armstrail.records import Coverage, Page, Skipped, Unread

READ_LANGUAGES = ("en",)


def _host(url: str | None) -> str | None:
    """The host that an address names; None without an address and for one that is none."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def read_page(source: Source) -> Page:
    """The page that the bytes of `source` hold.

    Raises PageUnreadable, with the source's id, where they are no page. Offsets of the result are code points of its
    `text`: the decoded file for plain text, the extracted visible text for HTML.
    """
    try:
        decoded = decode(source.data, source.declared_encoding)
        layout = html_layout(decoded.text) if source.media_type == "text/html" else plain_layout(decoded.text)
    except PageUnreadable as error:
        error.page = error.page or source.id
        raise
    dating = date_page(layout, source)
    credit = credits_of(layout, source)
    body = layout.body()
    unread = None
    if layout.language is not None and layout.language not in READ_LANGUAGES:
        unread = Unread(kind="language", message=f"the article is in {layout.language!r}; English is read")
    elif not body:
        unread = Unread(
            kind="no-article", message="no article was found on the page: menus, captions and the like alone"
        )
    return Page(
        id=source.id,
        text=layout.text,
        language=layout.language,
        title=layout.title,
        title_span=layout.title_span,
        body=body,
        stamped=dating.stamped,
        published=dating.published,
        date_evidence=dating.evidence,
        restamped=dating.restamped,
        date_verdict=dating.verdict,
        sha256=hashlib.sha256(source.data).hexdigest(),
        coverage=Coverage(
            characters=len(layout.text),
            read=sum(end - start for start, end in body),
            skipped=tuple(
                Skipped(span=(block.start, block.end), reason=block.role.value)
                for block in layout.blocks
                if block.role not in (Role.BODY, Role.TITLE)
            ),
        ),
        outlet=credit.outlet,
        agency=credit.agency,
        byline=credit.byline,
        dateline=credit.dateline,
        url=source.url,
        host=_host(source.url),
        transport=source.transport,
        publisher=credit.publisher,
        publisher_country=source.publisher_country,
        captured=source.captured,
        captured_at=source.captured_at,
        media_type=source.media_type,
        encoding=decoded.encoding,
        unread=unread,
        notes=decoded.notes,
    )
