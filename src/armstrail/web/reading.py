"""Reading pages from the desk: the example pages at a click, and how far any reading into the store has come.

The pages are parsed in a process of their own, so that the desk goes on answering, and what is noted of the progress stands
in the store, so that each of the desk's processes can show it, also of a reading that the command line does.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

import armstrail
from armstrail.errors import ArmstrailError
from armstrail.ledger.store import Store
from armstrail.ledger.store.progress import Reading
from armstrail.page.inputs import Failure, open_inputs
from armstrail.page.source import Source
from armstrail.records import FailedPage
from armstrail.web.desk import Desk, desk_of
from armstrail.web.queries import BadQuery
from armstrail.web.review import reviewer

router = APIRouter()
PROCESSES = 2
"""Processes that parse while the desk goes on answering."""


def example_pages() -> Path | None:
    """The folder of the example pages: in the package where it was built from one, else in the source tree; None without."""
    shipped = Path(str(resources.files("armstrail").joinpath("examples")))
    in_tree = Path(armstrail.__file__).parents[2] / "examples" / "pages"
    return next((folder for folder in (shipped, in_tree) if folder.is_dir()), None)


def read_into(desk: Desk, sources: Sequence[Source | Failure], began: Reading) -> None:
    """Read pages into the store and let the register follow, noting each step. Never raises: what went wrong is noted."""
    # Imported here: the parser takes seconds to load, and the desk needs none until then.
    from armstrail.annotation import annotate_all

    store, now = desk.store, began
    try:
        new = [one for one in sources if isinstance(one, Failure) or store.known(one) is None]
        now = store.note_reading(now.model_copy(update={"known": len(sources) - len(new)}))
        for source, outcome in annotate_all(new, PROCESSES):
            if isinstance(outcome, FailedPage) or source is None:
                if isinstance(outcome, FailedPage):
                    store.add_failure(outcome)
                change: dict[str, object] = {"failed": now.failed + 1, "page": outcome.id}
            else:
                change = {"read": now.read + 1, "page": store.add(source, outcome).id}
            now = store.note_reading(now.model_copy(update=change))
        now = store.note_reading(now.model_copy(update={"stage": "joining"}))
        with desk.lock:
            store.refresh()
        store.note_reading(now.model_copy(update={"stage": "done"}))
    except ArmstrailError as error:
        _stopped(store, now, str(error))
    except Exception as error:  # noqa: BLE001 - the end of a thread: a fault must be seen in the desk, not vanish with it
        _stopped(store, now, f"{type(error).__name__}: {error}")


def _stopped(store: Store, now: Reading, message: str) -> None:
    store.note_reading(now.model_copy(update={"stage": "stopped", "message": message}))


@router.post("/begin")
def begin(request: Request, csrf: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Read the example pages into the store."""
    session, desk = reviewer(request, csrf), desk_of(request)
    folder = example_pages()
    if folder is None:
        raise BadQuery("the example pages did not come with this installation: read pages with `armstrail read`")
    sources = list(open_inputs([folder]))
    began = desk.store.begin_reading("the example pages", session.user, len(sources))
    if began is None:
        raise BadQuery("pages are being read already: wait until that is done")
    threading.Thread(target=read_into, args=(desk, sources, began), name="armstrail-reading", daemon=True).start()
    return RedirectResponse("/", 303)


@router.get("/reading")
def progress(request: Request) -> Response:
    """How far the reading under way has come, as a piece of a page; nothing where none is."""
    return desk_of(request).show(request, "reading.html")
