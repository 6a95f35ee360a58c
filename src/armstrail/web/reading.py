"""Reading pages from the desk: the example pages at a click, and how far any reading into the store has come.

What is noted of the progress stands in the store, so that each of the desk's processes can show it, also of a reading that
the command line does.
"""

from __future__ import annotations

import threading
from importlib import resources
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

import armstrail
from armstrail.page.inputs import open_inputs
from armstrail.web import reading_process
from armstrail.web.desk import desk_of
from armstrail.web.queries import BadQuery
from armstrail.web.review import reviewer

router = APIRouter()


def example_pages() -> Path | None:
    """The folder of the example pages: in the package where it was built from one, else in the source tree; None without."""
    shipped = Path(str(resources.files("armstrail").joinpath("examples")))
    in_tree = Path(armstrail.__file__).parents[2] / "examples" / "pages"
    return next((folder for folder in (shipped, in_tree) if folder.is_dir()), None)


@router.post("/begin")
def begin(request: Request, csrf: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Read the example pages into the store."""
    session, desk = reviewer(request, csrf), desk_of(request)
    folder = example_pages()
    if folder is None:
        raise BadQuery("the example pages did not come with this installation: read pages with `armstrail read`")
    began = desk.store.begin_reading("the example pages", session.user, sum(1 for _ in open_inputs([folder])))
    if began is None:
        raise BadQuery("pages are being read already: wait until that is done")
    process = reading_process.start(desk.store, folder, began)
    follower = threading.Thread(
        target=reading_process.follow, args=(desk.store, process, began), name="armstrail-reading", daemon=True
    )
    follower.start()
    return RedirectResponse("/", 303)


@router.get("/reading")
def progress(request: Request) -> Response:
    """How far the reading under way has come, as a piece of a page; nothing where none is."""
    return desk_of(request).show(request, "reading.html")
