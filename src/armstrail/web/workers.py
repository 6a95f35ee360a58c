"""The desk on several cores: one process each, with one address, one secret, one store.

Each worker listens on a socket of its own for the same port (`SO_REUSEPORT`), so that the system shares the connections out
among them; with one socket for all, whoever wakes first would take every connection that waits.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess

import uvicorn
from starlette.types import ASGIApp

from armstrail.errors import InputError, StoreError
from armstrail.ledger.store import Store
from armstrail.web.access import Access
from armstrail.web.desk import create_app

BACKLOG = 512
MOST_DEATHS = 20
"""Workers that may end by themselves before the desk gives up."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_share() -> bool:
    """Whether several processes can listen on one port here, and share its connections."""
    return hasattr(socket, "SO_REUSEPORT") and os.uname().sysname == "Linux"


def bound(host: str, port: int, *, shared: bool) -> socket.socket:
    """A socket for an address; it takes no connections yet. Raises InputError where the address cannot be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        made = socket.socket(found[0][0], socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind(found[0][4])
    except OSError as error:
        raise InputError(f"{host} port {port} cannot be listened on ({error.strerror}): give another --port") from error
    made.set_inheritable(True)
    return made


def settings(app: ASGIApp) -> uvicorn.Config:
    """How the desk is served."""
    # A reader looks at a page for a while before he asks for the next: the connection waits for him.
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=75,
    )


def serve_one(database: str, access: Access, listener: socket.socket, patience: float | None = None) -> None:
    """Serve in this process until a signal ends it. A question to the store may take `patience` seconds."""
    with Store(database, patience=patience) as store:
        app = create_app(store, access)
        # What is there now stays: the collector need not look through it again and again while answers are made.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        uvicorn.Server(settings(app)).run(sockets=[listener])


def _worker(database: str, access: Access, host: str, port: int, patience: float | None) -> None:
    parent = os.getppid()

    def follow() -> None:
        # a worker whose parent was killed must not keep the port
        while os.getppid() == parent:
            waiting.wait(1.0)
        os.kill(os.getpid(), signal.SIGTERM)

    waiting = threading.Event()
    threading.Thread(target=follow, daemon=True).start()
    serve_one(database, access, bound(host, port, shared=True), patience)


def _answers(listener: socket.socket) -> bool:
    host, port = listener.getsockname()[:2]
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not listened on
    with socket.socket(listener.family, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((local, port)) == 0


def serve_all(
    database: str,
    access: Access,
    listener: socket.socket,
    count: int,
    announce: Callable[[], None],
    patience: float | None = None,
) -> None:
    """Serve in `count` processes until a signal ends them; one that dies is started again. `announce` is called when the
    first one answers.

    `listener` is bound and takes no connections itself: it only keeps the port while workers come and go.
    """
    host, port = listener.getsockname()[:2]
    # Started fresh, not forked: what this process has open stays its own.
    context = multiprocessing.get_context("spawn")
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())

    def start() -> BaseProcess:
        made = context.Process(target=_worker, args=(database, access, host, port, patience), daemon=True)
        made.start()
        return made

    workers = [start() for _ in range(count)]
    deaths, announced = 0, False
    while not ended.wait(0.2) and deaths <= MOST_DEATHS:
        if not announced and _answers(listener):
            announced = True
            announce()
        for number, one in enumerate(workers):
            if not one.is_alive():
                workers[number], deaths = start(), deaths + 1
    for one in workers:
        one.terminate()
    for one in workers:
        one.join(5)
    if deaths > MOST_DEATHS:
        raise StoreError(f"{deaths} workers of the desk ended by themselves: see above, or try --workers 1")
