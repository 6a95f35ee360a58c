"""Fingerprints in the store: made when a page is added, so that its origin is found without reading its text again."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select

from armstrail import __version__
from armstrail.ledger.store import schema
from armstrail.origin import PRINT_VERSION, Print, dump, load, print_of, text_of
from armstrail.records import Annotation

MAKER = f"armstrail {__version__}, print {PRINT_VERSION}"
"""Who made a fingerprint: another version may know other words and houses, so it makes all of them again."""


def save(connection: Connection, page: int, annotation: Annotation) -> None:
    """Keep the fingerprint of the page with this number."""
    data = dump(print_of(text_of(annotation)))
    connection.execute(insert(schema.page_print).values(page=page, maker=MAKER, data=data))


def complete(connection: Connection) -> int:
    """Make the fingerprints that are missing or of another version; how many these were."""
    connection.execute(delete(schema.page_print).where(schema.page_print.c.maker != MAKER))
    without = (
        select(schema.page.c.number)
        .outerjoin(schema.page_print, schema.page_print.c.page == schema.page.c.number)
        .where(schema.page_print.c.page.is_(None))
        .order_by(schema.page.c.number)
    )
    numbers = [number for (number,) in connection.execute(without)]
    for number in numbers:
        found = select(schema.page.c.annotation).where(schema.page.c.number == number)
        save(connection, number, Annotation.model_validate_json(connection.execute(found).scalar_one()))
    return len(numbers)


def all_prints(connection: Connection) -> Iterator[Print]:
    """The fingerprints of all pages that have one, in the order in which they were read."""
    found = select(schema.page_print.c.data).order_by(schema.page_print.c.page)
    for (data,) in connection.execute(found.execution_options(yield_per=1000)):
        yield load(data)
