"""Fingerprints in the store: made when a page is added, so that its origin is found without reading its text again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select

from armstrail import __version__
from armstrail.ledger.store import schema
from armstrail.origin import PRINT_VERSION, Print, dump, load, print_of, text_of
from armstrail.records import Annotation

MAKER = f"armstrail {__version__}, print {PRINT_VERSION}"
"""Who made a fingerprint: another version may know other words and houses, so it makes all of them again."""
CHUNK = 1000
"""Pages or keys asked for in one statement."""


def save(connection: Connection, page: int, annotation: Annotation) -> None:
    """Keep the fingerprint of the page with this number."""
    data = dump(print_of(text_of(annotation)))
    connection.execute(insert(schema.page_print).values(page=page, maker=MAKER, data=data))
    connection.execute(insert(schema.print_waiting).values(page=page))


def complete(connection: Connection, pages: Sequence[int] | None = None) -> int:
    """Make the fingerprints that are missing or of another version, of all pages or of some; how many these were."""
    if pages is not None:
        return sum(_complete(connection, pages[at : at + CHUNK]) for at in range(0, len(pages), CHUNK))
    connection.execute(delete(schema.page_print).where(schema.page_print.c.maker != MAKER))
    without = (
        select(schema.page.c.number)
        .outerjoin(schema.page_print, schema.page_print.c.page == schema.page.c.number)
        .where(schema.page_print.c.page.is_(None))
        .order_by(schema.page.c.number)
    )
    numbers = [number for (number,) in connection.execute(without)]
    _make(connection, numbers)
    return len(numbers)


def _complete(connection: Connection, pages: Sequence[int]) -> int:
    table = schema.page_print.c
    found = connection.execute(select(table.page).where(table.page.in_(pages), table.maker == MAKER))
    missing = sorted(set(pages).difference(found.scalars()))
    _make(connection, missing)
    return len(missing)


def _make(connection: Connection, pages: Sequence[int]) -> None:
    for page in pages:
        found = select(schema.page.c.annotation).where(schema.page.c.number == page)
        annotation = Annotation.model_validate_json(connection.execute(found).scalar_one())
        for table in (schema.page_print, schema.print_waiting):
            connection.execute(delete(table).where(table.c.page == page))
        save(connection, page, annotation)


def all_prints(connection: Connection) -> Iterator[Print]:
    """The fingerprints of all pages that have one, in the order in which they were read."""
    found = select(schema.page_print.c.data).order_by(schema.page_print.c.page)
    for (data,) in connection.execute(found.execution_options(yield_per=1000)):
        yield load(data)
