"""A web server on loopback that does what servers on the web do wrong, and a clock that only moves when told."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = b"<!doctype html><title>T</title><p>A story.</p>"


BOMB = gzip.compress(b"\0" * 30_000_000)
"""Thirty megabytes, packed ahead of the request: a busy machine takes longer over it than a fetch may wait."""


@dataclass
class Site:
    """The server's address, its pages (path to status, headers, body) and the requests it saw."""

    port: int
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.requests]


class Handler(BaseHTTPRequestHandler):
    """Serves the pages of its site, and faults under /fault/."""

    site: Site

    def do_GET(self) -> None:
        """Serves one request."""
        self.site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        try:
            if self.path.startswith("/fault/"):
                getattr(self, self.path.split("/")[2].partition("?")[0])()
                return
            status, headers, body = self.site.pages.get(self.path, (404, {}, b"not here"))
            etag = headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            self.answer(status, headers, body)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Sends one answer; `headers` replace what is true."""
        self.send_response(status)
        for name, value in (
            {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | headers
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def trickle(self) -> None:
        """A body that never ends, a byte at a time."""
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def slow_header(self) -> None:
        """A header that never ends, a byte at a time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def silence(self) -> None:
        """No answer."""
        time.sleep(2)

    def cut(self) -> None:
        """A connection that ends before the length that was named."""
        self.answer(200, {"Content-Length": "5000"}, PAGE)
        self.close_connection = True

    def cut_gzip(self) -> None:
        """A compressed body that breaks off."""
        self.answer(200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-10])

    def junk(self) -> None:
        """No HTTP at all."""
        self.wfile.write(b"hello\r\n\r\n")

    def loop(self) -> None:
        """A redirect to itself by way of another address."""
        self.answer(302, {"Location": "/fault/back"}, b"")

    def back(self) -> None:
        """The other half of the circle."""
        self.answer(302, {"Location": "/fault/loop"}, b"")

    def endless(self) -> None:
        """A redirect to ever new addresses."""
        number = int(self.path.partition("?")[2] or 0)
        self.answer(302, {"Location": f"/fault/endless?{number + 1}"}, b"")

    def bomb(self) -> None:
        """A small body that unpacks to a large one."""
        self.answer(200, {"Content-Encoding": "gzip"}, BOMB)

    def large(self) -> None:
        """A body without a length, larger than allowed."""
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"x" * 100_000)

    def claims_large(self) -> None:
        """A length that is larger than allowed."""
        self.answer(200, {"Content-Length": "99000000000"}, b"")

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    handler = type("SiteHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    handler.site = Site(server.server_address[1])  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield handler.site  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Clock:
    """A clock that moves when somebody sleeps by it."""

    moment: datetime = datetime(2024, 5, 17, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        """The moment."""
        return self.moment

    def sleep(self, seconds: float) -> None:
        """Moves on at once."""
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """A clock that moves when somebody sleeps by it."""
    return Clock()
