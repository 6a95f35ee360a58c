"""Pages from bytes to records: page, then language, then reading. Stateless and deterministic."""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path

from armstrail.errors import PageUnreadable
from armstrail.language import analyse
from armstrail.language.relevance import speaks_of_affairs, speaks_of_arms
from armstrail.page import read_page
from armstrail.page.inputs import Failure
from armstrail.page.source import Source
from armstrail.reading import read
from armstrail.records import Annotation, FailedPage, Page, PageError

__all__ = ["annotate", "annotate_all"]

Outcome = tuple[Source | None, Annotation | FailedPage]
"""What came in (None where not even bytes could be had) and what was read from it."""

NOT_READ = "no word of arms, sanctions or foreign affairs: its sentences were not read"
"""The note on a page that was not read sentence by sentence."""

FEW = 6
"""Up to this many pages are read in this process: starting workers would take longer."""


def annotate(source: Source, only: frozenset[str] | None = None, *, pass_others: bool = False) -> Annotation:
    """What one page holds for the register; with `only`, at least those of its PARTS.

    With `pass_others`, a page that has no word of arms or of foreign and security affairs is not read sentence by
    sentence: it comes back with its own facts and a note that says so.
    Raises PageUnreadable where the bytes are no page. A page in another language than English comes back without
    records and with `unread` saying so.
    """
    page = read_page(source)
    fields = {name: getattr(page, name) for name in type(page).model_fields}
    if page.unread is not None or (only is not None and only <= {"page"}):
        return Annotation(**fields)
    if pass_others and not _speaks(page, speaks_of_affairs):
        # The parse is what costs, and such pages are most of any crawl.
        fields["notes"] = (*page.notes, NOT_READ)
        return Annotation(**fields)
    if only is not None and only.isdisjoint({"times", "statements"}) and not _speaks(page, speaks_of_arms):
        # Nothing that was asked for can be on the page, and the parse is what costs.
        return Annotation(**fields)
    analysis = analyse(page)
    if only is not None and only <= {"page", "times"}:
        return Annotation(**fields, times=analysis.times)
    records = read(analysis)
    return Annotation(
        **fields,
        times=analysis.times,
        statements=records.statements,
        transfers=records.transfers,
        events=records.events,
        violations=records.violations,
    )


def _speaks(page: Page, of: Callable[[str], bool]) -> bool:
    """Whether headline or article have a word of a subject; without one of arms there is no transfer, event or violation."""
    return any(of(page.text[start:end]) for start, end in (page.title_span or (0, 0), *page.body))


def try_passing(source: Source) -> Annotation | FailedPage:
    """`try_annotate` that passes pages of other subjects without reading their sentences."""
    return try_annotate(source, pass_others=True)


def try_annotate(
    source: Source, only: frozenset[str] | None = None, *, pass_others: bool = False
) -> Annotation | FailedPage:
    """`annotate`, with the failure of a page as a value, so that the others go on."""
    try:
        return annotate(source, only, pass_others=pass_others)
    except PageUnreadable as error:
        message = str(error) if str(error).startswith(f"{source.id}:") else f"{source.id}: {error}"
        return FailedPage(id=error.page or source.id, error=PageError(kind=error.kind, message=message))
    except Exception as error:  # noqa: BLE001  # the boundary: a fault of the program on one page must not stop the others
        where = traceback.extract_tb(error.__traceback__)[-1]
        message = (
            f"{source.id}: a fault of the program ({type(error).__name__}: {error}; {Path(where.filename).name} line "
            f"{where.lineno}): report it with the page's bytes"
        )
        return FailedPage(id=source.id, error=PageError(kind="fault", message=message))


def annotate_all(
    sources: Iterable[Source | Failure],
    jobs: int | None = None,
    *,
    one: Callable[[Source], Annotation | FailedPage] = try_annotate,
) -> Iterator[Outcome]:
    """Every page read, in the order of the input, on `jobs` processes (default: all cores).

    The result does not depend on `jobs`. A page that kills its worker becomes a failed page with kind `crashed`; the
    others are read all the same. At most a few pages for each process are held at a time, however many come in.
    """
    incoming = iter(sources)
    count = jobs if jobs is not None else (os.cpu_count() or 1)
    first = list(islice(incoming, FEW + 1))
    everything = chain(first, incoming)
    if count <= 1 or len(first) <= FEW:
        for source in everything:
            yield (None, source.record()) if isinstance(source, Failure) else (source, one(source))
        return
    yield from _in_parallel(everything, count, one)


def _start_worker() -> None:
    """Workers leave Ctrl-C to their parent, and end with it, even where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""As many workers as cores: threads of their linear algebra would only wait for one another."""


def worker_pool(jobs: int) -> ProcessPoolExecutor:
    """A pool of processes that read pages. Where the system can, they are forked from one that has loaded the model."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context: multiprocessing.context.BaseContext = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["armstrail.warm"])
    else:
        context = multiprocessing.get_context("spawn")
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    return ProcessPoolExecutor(max_workers=jobs, mp_context=context, initializer=_start_worker)


def _in_parallel(
    sources: Iterable[Source | Failure], jobs: int, one: Callable[[Source], Annotation | FailedPage]
) -> Iterator[Outcome]:
    """Read on `jobs` processes and give the results in order."""
    waiting: deque[tuple[Source, Future[Annotation | FailedPage]] | Failure] = deque()
    pool = worker_pool(jobs)
    incoming = iter(sources)
    exhausted = False
    try:
        while True:
            while not exhausted and len(waiting) < 4 * jobs:
                source = next(incoming, None)
                if source is None:
                    exhausted = True
                elif isinstance(source, Failure):
                    waiting.append(source)
                else:
                    waiting.append((source, _submit(pool, one, source)))
            if not waiting:
                return
            head = waiting.popleft()
            if isinstance(head, Failure):
                yield None, head.record()
                continue
            source, future = head
            try:
                yield source, future.result()
            except BrokenProcessPool:
                # One of the pages under way killed its worker, and all of them are lost with the pool: read them one
                # at a time, so that only the culprit fails.
                pool.shutdown(wait=False, cancel_futures=True)
                lost = [source, *(other[0] if isinstance(other, tuple) else other for other in waiting)]
                waiting.clear()
                yield from _one_at_a_time(lost, one)
                pool = worker_pool(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(
    pool: ProcessPoolExecutor, one: Callable[[Source], Annotation | FailedPage], source: Source
) -> Future[Annotation | FailedPage]:
    """A page given to the pool; where a page before it has already ended its worker, a future that says so."""
    try:
        return pool.submit(one, source)
    except BrokenProcessPool as broken:
        future: Future[Annotation | FailedPage] = Future()
        future.set_exception(broken)
        return future


def _one_at_a_time(
    sources: Iterable[Source | Failure], one: Callable[[Source], Annotation | FailedPage]
) -> Iterator[Outcome]:
    """Read on one process that is started anew when a page ends it."""
    pool = worker_pool(1)
    try:
        for source in sources:
            if isinstance(source, Failure):
                yield None, source.record()
                continue
            try:
                yield source, pool.submit(one, source).result()
            except BrokenProcessPool:
                message = f"page {source.id!r} ended the process that read it: report it with the page's bytes"
                yield source, FailedPage(id=source.id, error=PageError(kind="crashed", message=message))
                pool.shutdown(wait=False)
                pool = worker_pool(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
