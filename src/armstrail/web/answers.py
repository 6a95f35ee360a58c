"""Answers kept until the store changes: what was rendered for one reader is given to the next, with his own name in it.

An answer depends on the address, on what the session may do, and on the state of the store: these are the key. The
session's name and its word against forged forms stand in the kept answer as placeholders, and are put in on the way out.
A browser that has the answer already (`If-None-Match`) is told so.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from markupsafe import escape
from starlette.concurrency import run_in_threadpool

from armstrail.web.access import App, Receive, Scope, Send, Session

KEPT_BYTES = 64 * 1024 * 1024
"""Bytes of answers that are kept, together; the longest unused go first."""
LARGEST = 512 * 1024
"""Bytes of an answer beyond which it is not kept."""
TURN = 0.1
"""Seconds for which a view has a process for itself: two that compute at once would only slow one another down. One that
takes longer lets the next one begin, so that nobody waits for the longest question."""
AT_ONCE = 8
"""Views at work at once in one process, at most; so many begin at once where they wait for a server."""
NOT_KEPT = ("/static/", "/export/", "/login")
"""Paths whose answers are files, streams, or differ by more than the key knows."""
NAME, WORD = (f"{what}-{secrets.token_hex(16)}" for what in ("name", "word"))
"""What stands in an answer for the session's user and its CSRF word; nobody outside can write it into a page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, with placeholders."""

    start: MutableMapping[str, Any]
    body: bytes
    tag: str

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Its headers without the length."""
        return [(name, value) for name, value in self.start["headers"] if name != b"content-length"]


class Shelf:
    """Answers by key, up to a number of bytes."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most, self._held = most, 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer under a key, or None."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer."""
        with self._lock:
            if key not in self._answers:
                self._held += len(answer.body)
            self._answers[key] = answer
            while self._held > self._most:
                _, gone = self._answers.popitem(last=False)
                self._held -= len(gone.body)

    def __len__(self) -> int:
        return len(self._answers)


class Turns:
    """Lets views begin one after the other, in the order in which they came: each when the one before it has ended or has
    had its turn.
    """

    def __init__(self, turn: float = TURN) -> None:
        self._turn = turn
        self._free = asyncio.Semaphore(1)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for the turn."""
        await self._free.acquire()
        over = False

        def give_up() -> None:
            nonlocal over
            if not over:
                over = True
                self._free.release()

        timer = asyncio.get_running_loop().call_later(self._turn, give_up)
        try:
            yield
        finally:
            timer.cancel()
            give_up()


class Answers:
    """ASGI middleware behind the gate: gives kept answers, and keeps those that can be given again."""

    def __init__(
        self, app: App, state: Callable[[], Hashable], *, waits: bool = False, shelf: Shelf | None = None
    ) -> None:
        """`state` gives a value that changes whenever the store does, at little cost; `waits` tells that it asks a server."""
        self.app, self.state, self.waits = app, state, waits
        self.shelf = Shelf() if shelf is None else shelf
        self._under_way: dict[Hashable, asyncio.Future[Answer]] = {}
        self._turns = Turns(0.0 if waits else TURN)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the shelf, or let the desk answer and keep it."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NOT_KEPT):
            await self.app(scope, receive, send)
            return
        session: Session = scope["session"]
        who = (session.role, session.program, bool(session.csrf))
        state = await run_in_threadpool(self.state) if self.waits else self.state()
        key = (state, scope["path"], scope["query_string"], who)
        found = self.shelf.get(key)
        if found is None:
            # Who asks what another one is waiting for waits with him.
            waited_for = self._under_way.get(key)
            if waited_for is None:
                waited_for = self._under_way[key] = asyncio.ensure_future(self._asked(scope, receive, session))
                waited_for.add_done_callback(lambda _: self._under_way.pop(key, None))
            found = await asyncio.shield(waited_for)
            if found.start["status"] == 200 and len(found.body) <= LARGEST:
                self.shelf.put(key, found)
        await _give(found, session, scope, send)

    async def _asked(self, scope: Scope, receive: Receive, session: Session) -> Answer:
        """The desk's answer to a session that stands for all of its kind."""
        current_default_thread_limiter().total_tokens = AT_ONCE
        anybody = replace(session, user=NAME, nonce="", csrf=WORD if session.csrf else "")
        start: MutableMapping[str, Any] = {}
        parts: list[bytes] = []

        async def keep(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        async with self._turns.taken():
            await self.app({**scope, "session": anybody}, receive, keep)
        body = b"".join(parts)
        return Answer(start, body, hashlib.blake2b(body, digest_size=12).hexdigest())


async def _give(answer: Answer, session: Session, scope: Scope, send: Send) -> None:
    headers = answer.headers()
    body = answer.body.replace(NAME.encode(), str(escape(session.user)).encode("utf-8", "replace"))
    body = body.replace(WORD.encode(), session.csrf.encode())
    if answer.start["status"] == 200:
        own = hashlib.blake2b(f"{session.user}\0{session.csrf}".encode("utf-8", "replace"), digest_size=6).hexdigest()
        tag = f'W/"{answer.tag}-{own}"'.encode()
        headers += [(b"etag", tag), (b"cache-control", b"private, no-cache"), (b"vary", b"cookie, authorization")]
        if any(name == b"if-none-match" and tag in value for name, value in scope["headers"]):
            kept = [(name, value) for name, value in headers if name != b"content-type"]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
    headers.append((b"content-length", str(len(body)).encode()))
    await send({**answer.start, "headers": headers})
    await send({"type": "http.response.body", "body": body})
