"""The desk itself: the application, its templates, its errors, and what its views share."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Generic, TypeVar

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException

from armstrail import __version__
from armstrail.errors import ArmstrailError, StoreError, TooCostly
from armstrail.ledger.facts import AnyFact, Decision
from armstrail.ledger.markings import markings, with_marked
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter, Total
from armstrail.ledger.store.kept import Kept, Shelf
from armstrail.ledger.store.pages import PageFound
from armstrail.ledger.store.progress import Reading
from armstrail.records import Annotation
from armstrail.web import cells, flows, forms, rows
from armstrail.web.access import Access, Gate, session_of
from armstrail.web.answers import Answers
from armstrail.web.queries import LONGEST, BadQuery, segment
from armstrail.web.text import finalize, runs

HERE = Path(__file__).parent
KEPT_PAGES = 512
"""Pages with their records that are kept at hand."""
KEPT_COUNTS = 4096
"""Counts and short lists that are kept at hand."""
WAIT_FOR_REGISTER = 4.0
"""Seconds that a decision waits for the register to follow before it says that it will."""
MOST_PARTIES = 200
"""Parties that forms offer."""
KEPT_ROWS = 20_000
"""Rows of lists that are kept at hand: about a kilobyte each."""
KEPT_FOUND = 2_000
"""Pages that searches found, kept at hand with their articles: some ten kilobytes each."""
Counted = TypeVar("Counted")
Prepared = TypeVar("Prepared")


def _parties(store: Store) -> list[str]:
    return [name for name, _ in store.parties(limit=MOST_PARTIES)]


def _party_options(store: Store) -> Markup:
    return Markup("").join(map(rows.option, _parties(store)))


def _markings(store: Store) -> dict[str, tuple[Decision, ...]]:
    return markings(store.decisions())


def _digest_of_assets() -> str:
    files = sorted((HERE / "static").iterdir())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:10]


def environment() -> Environment:
    """The templates: everything escaped, hostile characters as codes, a missing value an error."""
    made = Environment(
        loader=PackageLoader("armstrail.web", "templates"),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "days": cells.days,
        "party": cells.party_name,
        "parties": cells.parties,
        "quantity": cells.quantity,
        "title_of": cells.title_of,
        "sentence_of": cells.sentence_of,
        "spoken": cells.spoken,
        "voices": cells.names,
        "segment": segment,
        "counted": cells.counted,
        "sentence": cells.sentence,
        "stem": cells.stem,
        "day_of": cells.day_of,
        "flow_words": flows.words,
        "plainly": cells.plainly,
        "runs": runs,
    }
    made.globals |= {"version": __version__, "assets": _digest_of_assets()}
    made.globals |= {
        "chip": rows.chip,
        "flags": rows.flags,
        "grade": rows.grade,
        "sides": rows.sides,
        "choices": forms.CHOICES,
        "field": forms.field,
        "offered": forms.offered,
        "order": forms.order,
        "pick": forms.pick,
        "views": forms.views,
        "yes_no": forms.yes_no,
    }
    return made


class Making(Generic[Prepared]):
    """Facts or pages as `prepare` makes them, by their numbers in one state of the store: those that are kept, and those that
    are not.
    """

    def __init__(self, kept: Shelf[tuple[Callable[..., Any], int], Any], prepare: Callable[..., Prepared]):
        self._kept, self._prepare = kept, prepare
        self._made: dict[int, Prepared] = {}

    def missing(self, numbers: Sequence[int]) -> list[int]:
        """Those of some facts or pages that are not made yet."""
        for number in numbers:
            if (made := self._kept.get((self._prepare, number))) is not None:
                self._made[number] = made
        return [number for number in numbers if number not in self._made]

    def all(self, numbers: Sequence[int], found: Mapping[int, Any], *beside: Any) -> list[Prepared]:
        """All of some facts or pages, in their order; `found` holds the missing ones, `beside` what `prepare` is given with
        each of them.
        """
        for number in numbers:
            if number not in self._made:
                self._made[number] = self._kept.put((self._prepare, number), self._prepare(found[number], *beside))
        return [self._made[number] for number in numbers]


@dataclass
class Desk:
    """What the views share: the store, the templates, and one worker at a time on the register."""

    store: Store
    templates: Environment = field(default_factory=environment)
    lock: threading.Lock = field(default_factory=threading.Lock)
    failure: str | None = None
    """Why the register could not be brought up to date the last time, or None."""

    def __post_init__(self) -> None:
        # Pages never change as they were read, and what is counted over the register changes with the store alone.
        self._annotation = lru_cache(maxsize=KEPT_PAGES)(self.store.as_read)
        self._counted = lru_cache(maxsize=KEPT_COUNTS)(self._count)
        self._prepared: Kept[tuple[Callable[..., Any], int], Any] = Kept(KEPT_ROWS)
        self._found: Kept[tuple[Callable[..., Any], int], Any] = Kept(KEPT_FOUND)

    def _count(self, mark: Hashable, count: Callable[[Store], Any]) -> Any:
        # `mark` is part of the key alone: what was counted in another state of the store is not found again.
        del mark
        return count(self.store)

    def annotation(self, page: str) -> Annotation:
        """A page with its records. Raises StoreError where there is none."""
        made = self.counted(_markings).get(page, ())
        return with_marked(self._annotation(page), made)

    def stale(self) -> bool:
        """Whether pages or decisions came since the register was last brought up to date."""
        return self.counted(Store.stale)

    def parties(self) -> list[str]:
        """The parties that most transfers name, for the forms."""
        return self.counted(_parties)

    def party_options(self) -> Markup:
        """The same as a form offers them."""
        return self.counted(_party_options)

    def prepared(
        self, prepare: Callable[[AnyFact, rows.Fields], Prepared], kind: str, wanted: Filter, *, sort: str, limit: int,
        offset: int = 0,
    ) -> tuple[list[Prepared], Total]:  # fmt: skip
        """A page of a list of facts, each as `prepare` makes it of the fact and of what reports disagree about, and how many
        there are in all. What was prepared once is kept until the store changes.
        """
        with self._preparing(self._prepared, prepare) as making:
            numbers, facts, total = self.store.numbered(
                kind, wanted, sort=sort, limit=limit, offset=offset, missing=making.missing
            )
            conflicts = self.store.conflicts({name for fact in facts.values() for name in fact.conflicts})
            return making.all(numbers, facts, rows.fields_of(conflicts)), total

    def prepared_found(
        self, prepare: Callable[[AnyFact], Prepared], words: str, *, most: int
    ) -> dict[str, tuple[list[Prepared], Total]]:
        """The same for the best facts of each kind in which words stand."""
        with self._preparing(self._prepared, prepare) as making:
            best, facts = self.store.facts_found(words, most=most, missing=making.missing)
            return {kind: (making.all(numbers, facts), total) for kind, (numbers, total) in best.items()}

    def prepared_pages(
        self, prepare: Callable[[PageFound], Prepared], words: str, *, limit: int, offset: int = 0
    ) -> tuple[list[Prepared], Total]:
        """The same for the pages in which words stand, the last published first."""
        with self._preparing(self._found, prepare) as making:
            numbers, pages, total = self.store.pages_found(words, limit=limit, offset=offset, missing=making.missing)
            return making.all(numbers, pages), total

    @contextmanager
    def _preparing(
        self, kept: Kept[tuple[Callable[..., Any], int], Any], prepare: Callable[..., Prepared]
    ) -> Iterator[Making[Prepared]]:
        with self.store.look():
            yield Making(kept.at(self.store.mark()), prepare)

    def progress(self) -> tuple[Reading | None, bool]:
        """The reading of pages that is under way or broke off, and whether it goes on."""
        found = self.counted(Store.reading)
        going = found is not None and found.under_way(self.store.clock())
        return (None if found is not None and found.stage == "done" else found), going

    def state(self) -> Hashable:
        """What every answer depends on beside its address and session: the store, and whether pages are being read, which
        time alone can change.
        """
        mark = self.store.mark()
        found: Reading | None = self._counted(mark, Store.reading)
        return mark, found is not None and found.under_way(self.store.clock())

    def counted(self, count: Callable[[Store], Counted]) -> Counted:
        """What `count` finds in the store, counted once for each state of the store; `count` must be hashable by value."""
        found: Counted = self._counted(self.store.mark(), count)
        return found

    def show(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of the desk."""
        body = self.templates.get_template(template).render(
            request=request, session=session_of(request), path=request.url.path, progress=self.progress, **values
        )
        # Lone surrogates of broken pages are shown as codes by `finalize`; none may reach the encoder.
        return HTMLResponse(body.encode("utf-8", "replace"), status)

    def bring_up_to_date(self, wait: float = WAIT_FOR_REGISTER) -> bool:
        """Let the register follow pages and decisions, in a thread of its own. Returns whether that is done already."""
        worker = threading.Thread(target=self._refresh, daemon=True)
        worker.start()
        worker.join(wait)
        return not worker.is_alive()

    def _refresh(self) -> None:
        with self.lock:
            try:
                self.store.refresh()
                self.failure = None
            except ArmstrailError as error:
                self.failure = str(error)


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    found: Desk = request.app.state.desk  # create_app sets it
    return found


def at_one_look(view: Callable[..., Response]) -> Callable[..., Response]:
    """A view all of which shows one state of the store, over one connection."""

    @wraps(view)
    def shown(request: Request, *values: Any, **named: Any) -> Response:
        with desk_of(request).store.look():
            return view(request, *values, **named)

    return shown


def create_app(store: Store, access: Access | None = None) -> FastAPI:
    """The application over an open store. The caller closes the store."""
    from armstrail.web import (
        api,
        dossier,
        drawings,
        exports,
        lists,
        marking,
        origins,
        reader,
        reading,
        review,
        searches,
    )

    app = FastAPI(
        title="Armstrail",
        version=__version__,
        description="The register as JSON: the same records, under the same names, as `armstrail ledger` prints.",
        docs_url=None,  # the usual pages load their scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.desk = Desk(store)
    app.state.access = access or Access()
    for part in (lists, dossier, reader, origins, drawings, searches, review, marking, reading, exports, api):
        app.include_router(part.router, include_in_schema=part is api)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_exception_handler(BadQuery, _bad_query)
    app.add_exception_handler(StoreError, _not_found)
    app.add_exception_handler(TooCostly, _too_costly)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_middleware(Answers, state=app.state.desk.state, waits=store.engine.dialect.name != "sqlite")
    app.add_middleware(Gate, access=app.state.access)
    return app


def _error(request: Request, status: int, title: str, message: str) -> Response:
    path = request.url.path
    if path.startswith("/api"):
        return JSONResponse({"error": {"kind": title, "message": message}}, status)
    # What was asked for under a name may be found by its words; what was asked with filters, without them.
    sought = path.rpartition("/")[2].replace("-", " ").replace("_", " ")[:LONGEST] if status == 404 else ""
    bare = path if request.url.query and status in {400, 503} and request.method == "GET" else None
    return desk_of(request).show(request, "error.html", status, title=title, message=message, sought=sought, bare=bare)


def _bad_query(request: Request, error: Exception) -> Response:
    return _error(request, 400, "This cannot be asked", str(error))


def _not_found(request: Request, error: Exception) -> Response:
    # The error's own words name the database, which may be an address with a password in it.
    del error
    return _error(request, 404, "Not in the store", "The store has nothing under this name.")


def _too_costly(request: Request, error: Exception) -> Response:
    del error
    return _error(
        request,
        503,
        "This takes too long",
        "The store was searched for as long as one question may take, and there was no end to it. Ask for less: "
        "fewer days, one party, a rarer word. The command line takes the time that it needs; "
        "armstrail serve --query-seconds allows more here.",
    )


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for this class alone
    return _error(request, error.status_code, "Not found" if error.status_code == 404 else "Refused", error.detail)
