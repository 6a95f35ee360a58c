"""Pages in the store: added whole or not at all, never changed by reading them again."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.expression import nulls_last

from armstrail.ledger.store import prints, schema
from armstrail.ledger.store.wording import matching, number_of_row
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage, When

SUMMARY = [column for column in schema.page.c if column.name != "annotation"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a page: its id in the store, and whether it was new."""

    id: str
    new: bool


@dataclass(frozen=True, slots=True)
class PageFilter:
    """Which pages are wanted; what is None or empty does not restrict.

    `source` is part of the name of outlet, agency, publisher or host; `language` an ISO 639-1 code; `verdict` that of the
    page's dates; `restamped` and `unread` whether a stamp contradicts the text, and whether the page was passed over;
    `since` and `until` keep what may have been published in between; `search` words of title and article.
    """

    source: str | None = None
    language: str | None = None
    verdict: str | None = None
    restamped: bool | None = None
    unread: bool | None = None
    since: date | None = None
    until: date | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class PageFound:
    """What a list of findings shows of a page; `body` is its article as text."""

    id: str
    title: str | None
    published: When | None
    outlet: str | None
    host: str | None
    body: str


def page_key(source: Source) -> str:
    """What makes two pages the same page: their bytes and where they came from (the URL, else the id)."""
    return key_of(hashlib.sha256(source.data).hexdigest(), source.url, source.id)


def key_of(sha256: str, url: str | None, identity: str) -> str:
    """`page_key` from the digest of a page's bytes, its URL and the id that it came with."""
    return hashlib.sha256(f"{sha256}\0{url or identity}".encode()).hexdigest()


def longer_id(identity: str, key: str) -> str:
    """The id of another page under an id that is taken. Two pages may share bytes and stem but not their key."""
    return f"{identity}~{key[:10]}"


def known(connection: Connection, source: Source) -> str | None:
    """The id under which the store has this page, or None."""
    found = select(schema.page.c.id).where(schema.page.c.key == page_key(source))
    return connection.execute(found).scalar()


def add_page(connection: Connection, source: Source, annotation: Annotation, reader: str, now: datetime) -> Added:
    """Add a page with its bytes and records; a page that the store has stays as it is.

    Another page under the same id gets the first figures of its digest behind it, so that ids stay unique.
    """
    key = page_key(source)
    if (there := known(connection, source)) is not None:
        return Added(there, new=False)
    digest = annotation.sha256
    taken = select(schema.page.c.id).where(schema.page.c.id == annotation.id)
    if connection.execute(taken).first() is not None:
        annotation = annotation.model_copy(update={"id": longer_id(annotation.id, key)})
    has_bytes = select(schema.page_bytes.c.sha256).where(schema.page_bytes.c.sha256 == digest)
    if connection.execute(has_bytes).first() is None:
        packed = zlib.compress(source.data, 6)
        connection.execute(insert(schema.page_bytes).values(sha256=digest, size=len(source.data), data=packed))
    published = annotation.published
    row = (
        insert(schema.page)
        .values(
            id=annotation.id,
            key=key,
            sha256=digest,
            url=annotation.url,
            host=annotation.host,
            transport=annotation.transport,
            title=annotation.title,
            language=annotation.language,
            outlet=annotation.outlet,
            agency=annotation.agency,
            publisher=annotation.publisher,
            published_start=published.start if published else None,
            published_end=published.end if published else None,
            captured=annotation.captured,
            restamped=annotation.restamped,
            date_verdict=annotation.date_verdict.value,
            unread=annotation.unread.kind if annotation.unread else None,
            characters=annotation.coverage.characters,
            read_characters=annotation.coverage.read,
            reader=reader,
            read_at=now,
            annotation=annotation.model_dump_json(),
        )
        .returning(schema.page.c.number)
    )
    number = connection.execute(row).scalar_one()
    prints.save(connection, number, annotation)
    body = "\n".join(annotation.text[start:end] for start, end in annotation.body)
    add_words_of_page(connection, number, annotation.title or "", body)
    return Added(annotation.id, new=True)


def add_failure(connection: Connection, failed: FailedPage, now: datetime) -> None:
    """Record a page that could not be read, once for each reason."""
    row = {"id": failed.id[:255], "kind": failed.error.kind, "message": failed.error.message}
    there = select(schema.failure.c.number).filter_by(**row)
    if connection.execute(there).first() is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(schema.failure).values(**row, read_at=now))
        except IntegrityError:
            return  # another program recorded it meanwhile


def _words(text_: str) -> str:
    # PostgreSQL's text cannot hold NUL, which no reader can search for anyway
    return text_.replace("\0", " ")


def add_words_of_page(connection: Connection, page: int, title: str, body: str) -> None:
    """Make a page findable by its words."""
    row = f"INSERT INTO search_page ({number_of_row(connection)}, title, body) VALUES (:page, :title, :body)"  # noqa: S608  # no values
    connection.execute(text(row), {"page": page, "title": _words(title), "body": _words(body)})


def add_words_of_facts(connection: Connection, words: Sequence[tuple[int, str, str]]) -> None:
    """Make facts findable by their words; `words` are a fact's number, its kind, and its words."""
    row = f"INSERT INTO search_fact ({number_of_row(connection)}, kind, words) VALUES (:fact, :kind, :words)"  # noqa: S608  # no values
    if words:
        connection.execute(
            text(row), [{"fact": fact, "kind": kind, "words": _words(found)} for fact, kind, found in words]
        )


BY_NAME = select(schema.page.c.annotation).where(schema.page.c.id == bindparam("name"))


def annotation_of(connection: Connection, page: str) -> Annotation | None:
    """The page `page` with its records, or None where the store has no such page."""
    found = connection.execute(BY_NAME, {"name": page}).scalar()
    return None if found is None else Annotation.model_validate_json(found)


def all_annotations(connection: Connection) -> Iterator[Annotation]:
    """All pages with their records, in the order in which they were read."""
    rows = connection.execute(
        select(schema.page.c.annotation).order_by(schema.page.c.number).execution_options(yield_per=200)
    )
    for (body,) in rows:
        yield Annotation.model_validate_json(body)


def bytes_of(connection: Connection, page: str) -> bytes | None:
    """The bytes of a page as they came, or None where the store has no such page."""
    joined = select(schema.page_bytes.c.data).join(schema.page, schema.page.c.sha256 == schema.page_bytes.c.sha256)
    packed = connection.execute(joined.where(schema.page.c.id == page)).scalar()
    return None if packed is None else zlib.decompress(packed)


def list_pages(
    connection: Connection, wanted: PageFilter, *, newest: bool = False, limit: int | None, offset: int = 0
) -> tuple[list[Row[tuple[object, ...]]], int]:
    """Rows of `page` that a filter lets through, without the annotation, in the order in which they were read or the last
    published first, and how many there are in all.
    """
    page = schema.page.c
    where: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        where.append(page.published_end.is_(None) | (page.published_end >= wanted.since))
    if wanted.until is not None:
        where.append(page.published_start.is_(None) | (page.published_start <= wanted.until))
    if wanted.source:
        part = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in wanted.source)
        named = (page.outlet, page.agency, page.publisher, page.host)
        where.append(or_(*(name.ilike(f"%{part}%", escape="\\") for name in named)))
    if wanted.language:
        where.append(page.language == wanted.language)
    if wanted.verdict:
        where.append(page.date_verdict == wanted.verdict)
    if wanted.restamped is not None:
        where.append(page.restamped == wanted.restamped)
    if wanted.unread is not None:
        where.append(page.unread.is_not(None) if wanted.unread else page.unread.is_(None))
    if wanted.search:
        there, values = matching(connection, "page", wanted.search)
        words = text(f"SELECT {number_of_row(connection)} AS number FROM search_page WHERE {there}")  # noqa: S608  # no values
        where.append(page.number.in_(select(words.bindparams(**values).columns(page.number).subquery().c.number)))
    total = connection.execute(select(func.count()).select_from(schema.page).where(*where)).scalar_one()
    order = [nulls_last(page.published_start.desc()), page.number.desc()] if newest else [page.number]
    rows = select(*SUMMARY).where(*where).order_by(*order).limit(limit).offset(offset)
    return list(connection.execute(rows)), total


def languages(connection: Connection) -> list[str]:
    """The languages of the pages, those of most pages first."""
    language = schema.page.c.language
    rows = select(language).where(language.is_not(None)).group_by(language).order_by(func.count().desc(), language)
    return list(connection.execute(rows).scalars())


def titles(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """The titles of the pages among `names` that have one."""
    rows = select(schema.page.c.id, schema.page.c.title).where(schema.page.c.id.in_(names), schema.page.c.title != "")
    return dict(connection.execute(rows).all())


def list_failures(
    connection: Connection, *, limit: int | None, offset: int = 0
) -> tuple[list[Row[tuple[object, ...]]], int]:
    """Rows of `failure`, in order, and how many there are in all."""
    total = connection.execute(select(func.count()).select_from(schema.failure)).scalar_one()
    rows = select(schema.failure).order_by(schema.failure.c.number).limit(limit).offset(offset)
    return list(connection.execute(rows)), total
