"""The desk on several cores: one process each, with one address, one secret, one store.

The first process takes the connections and hands them to the workers in turn, over a channel to each. Where workers share a
port the system deals connections out by chance, and of twenty users twelve wait at one worker and eight at the other.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess

import uvicorn
from starlette.types import ASGIApp

from armstrail.errors import InputError, StoreError
from armstrail.ledger.store import Store
from armstrail.web.access import Access
from armstrail.web.desk import create_app

BACKLOG = 512
READY = b"r"
"""What a worker says when it takes connections."""
BREATH = 0.05
"""Seconds between two tries to take or hand on a connection."""
MOST_DEATHS = 20
"""Workers that may end by themselves before the desk gives up."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_share() -> bool:
    """Whether connections can be handed to other processes here: everywhere but on Windows."""
    return hasattr(socket, "send_fds")


def bound(host: str, port: int) -> socket.socket:
    """A socket for an address; it takes no connections yet. Raises InputError where the address cannot be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        made = socket.socket(found[0][0], socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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


class Handed(uvicorn.Server):
    """A server that listens nowhere: its connections come over a channel, and it ends where the channel does."""

    def __init__(self, config: uvicorn.Config, channel: socket.socket) -> None:
        super().__init__(config)
        self._channel = channel
        self._taking: set[asyncio.Task[object]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections, and say so."""
        await super().startup(sockets or [])  # none to listen on
        self._channel.setblocking(False)
        asyncio.get_running_loop().add_reader(self._channel, self._take)
        self._channel.send(READY)

    def _take(self) -> None:
        try:
            sign, handed, _, _ = socket.recv_fds(self._channel, 1, 1)
        except BlockingIOError:
            return
        except OSError:
            sign, handed = b"", []
        if not sign:  # the first process is no more: its workers must not outlive it
            asyncio.get_running_loop().remove_reader(self._channel)
            self.should_exit = True
        for number in handed:
            connection = socket.socket(fileno=number)
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            taking = asyncio.ensure_future(
                asyncio.get_running_loop().connect_accepted_socket(self._protocol, connection)
            )
            self._taking.add(taking)
            taking.add_done_callback(self._taken)

    def _taken(self, taking: asyncio.Task[object]) -> None:
        self._taking.discard(taking)
        if not taking.cancelled():
            taking.exception()  # whoever hangs up before he is heard is nobody's trouble

    def _protocol(self) -> asyncio.Protocol:
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]  # as uvicorn makes it
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made


def serve_one(
    database: str, access: Access, listener: socket.socket, patience: float | None = None, *, handed: bool = False
) -> None:
    """Serve in this process until a signal ends it. A question to the store may take `patience` seconds; `handed` tells that
    `listener` is no socket to listen on but the channel over which connections come.
    """
    with Store(database, patience=patience) as store:
        config = settings(create_app(store, access))
        # What is there now stays: the collector need not look through it again and again while answers are made.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        if handed:
            Handed(config, listener).run()
        else:
            uvicorn.Server(config).run(sockets=[listener])


class Worker:
    """A process that answers, and the channel to it."""

    def __init__(self, database: str, access: Access, patience: float | None) -> None:
        # Started fresh, not forked: what this process has open stays its own.
        context = multiprocessing.get_context("spawn")
        self._channel, other = socket.socketpair()
        self._channel.setblocking(False)
        self._ready = False
        self.process: BaseProcess = context.Process(
            target=serve_one, args=(database, access, other, patience), kwargs={"handed": True}, daemon=True
        )
        self.process.start()
        other.close()

    @property
    def ready(self) -> bool:
        """Whether it has said that it takes connections."""
        if not self._ready:
            with suppress(OSError):
                self._ready = self._channel.recv(1) == READY
        return self._ready

    def hand(self, connection: socket.socket) -> bool:
        """Give it a connection. Returns whether it can have it."""
        try:
            socket.send_fds(self._channel, [b"c"], [connection.fileno()])
        except OSError:  # it is no more, or so slow that its channel is full
            return False
        return True

    def close(self) -> None:
        """Give the channel back; the worker ends."""
        self._channel.close()


class Door:
    """Takes connections and hands them to the workers in turn, until it is closed."""

    def __init__(self, listener: socket.socket, workers: list[Worker]) -> None:
        """`workers` may change meanwhile: one that dies is replaced in its place."""
        self._listener, self._workers = listener, workers
        self._turn, self._closed = 0, False
        listener.listen(BACKLOG)
        threading.Thread(target=self._keep, daemon=True).start()

    def close(self) -> None:
        """Take no more."""
        self._closed = True
        with suppress(
            OSError
        ):  # who waits in `accept` is woken by this where the system can, else he ends with the process
            self._listener.shutdown(socket.SHUT_RDWR)

    def _keep(self) -> None:
        while not self._closed:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                time.sleep(BREATH)  # too many open files, until some connection ends; or the end of the desk
                continue
            with connection:
                while not self._closed and not self._hand(connection):
                    time.sleep(BREATH)  # until a worker that died is replaced

    def _hand(self, connection: socket.socket) -> bool:
        for _ in self._workers:
            self._turn = (self._turn + 1) % len(self._workers)
            worker = self._workers[self._turn]
            if worker.ready and worker.hand(connection):
                return True
        return False


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

    `listener` is bound; its connections are taken here and handed on.
    """
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    workers = [Worker(database, access, patience) for _ in range(count)]
    deaths = 0
    door: Door | None = None
    while not ended.wait(0.2) and deaths <= MOST_DEATHS:
        if door is None and any(one.ready for one in workers):
            door = Door(listener, workers)
            announce()
        for number, one in enumerate(workers):
            if not one.process.is_alive():
                one.close()
                workers[number], deaths = Worker(database, access, patience), deaths + 1
    if door is not None:
        door.close()
    for one in workers:
        one.process.terminate()
    for one in workers:
        one.process.join(5)
        one.close()
    if deaths > MOST_DEATHS:
        raise StoreError(f"{deaths} workers of the desk ended by themselves: see above, or try --workers 1")
