"""One address fetched: bounded in size, time and redirects, and kept out of private networks."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urldefrag, urljoin

import httpcore
import httpx

from armstrail import __version__
from armstrail.errors import BadRecord, Busy, FetchFailed, NotText, PageTooLarge, PageUnreadable
from armstrail.page.source import Source
from armstrail.page.sources.addresses import CheckedBackend, Resolve, resolve, web_host
from armstrail.page.sources.coding import Unpacker, decode_content
from armstrail.page.sources.kinds import charset_of, media_type_of
from armstrail.records import When

__all__ = ["FetchLimits", "Fetched", "Fetcher", "HttpFetcher", "Now", "Validators", "page_source", "retry_after"]

Now = Callable[[], datetime]
"""The clock: the present moment, aware of its zone."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take: bytes (as sent, and again unpacked), seconds, redirects; and who it says it is.

    `allow_private` lets it connect to private and local addresses: for a newsroom's own archive server, say.
    """

    page_bytes: int = 20_000_000
    seconds: float = 60.0
    step_seconds: float = 20.0
    redirects: int = 8
    allow_private: bool = False
    user_agent: str = f"armstrail/{__version__}"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave to ask later whether a page has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `status` is 200, or 304 where the page has not changed since the validators were given.

    `url` is where the answer came from after all redirects; `at` when it was asked for; `headers` have names in lower
    case; `body` is unpacked, not decoded.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime

    @property
    def validators(self) -> Validators:
        """What to send with the next request for this page."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))

    @property
    def unchanged(self) -> bool:
        """Whether the site says that the page has not changed."""
        return self.status == 304


class Fetcher(Protocol):
    """Whatever fetches: the seam that tests and other networks plug into."""

    def fetch(self, url: str, validators: Validators = ...) -> Fetched:
        """The answer for `url`. Raises FetchFailed, or PageTooLarge; the error's `page` is `url`."""


@dataclass(slots=True)
class HttpFetcher:
    """Fetches over HTTP. `now` is the clock; `permit` is asked before each hop, redirects included, and may raise."""

    now: Now
    limits: FetchLimits = field(default_factory=FetchLimits)
    resolve: Resolve = resolve
    ticks: Callable[[], float] = time.monotonic
    permit: Callable[[str], None] = lambda _url: None
    _tls: ssl.SSLContext | None = None

    def fetch(self, url: str, validators: Validators = Validators()) -> Fetched:  # frozen, so shared safely
        """The answer for `url`, redirects followed. Raises FetchFailed or PageTooLarge, with `url` as the page."""
        try:
            return self._fetch(url, validators)
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            failure: PageUnreadable = FetchFailed(f"{url}: took too long ({_words(error)}): try again later", url)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.TransportError, OSError) as error:
            failure = FetchFailed(f"{url}: the connection failed ({_words(error)}): try again later", url)
        except (httpx.InvalidURL, UnicodeError) as error:
            failure = FetchFailed(f"{url}: no address ({error}): check the spelling", url)
        except PageUnreadable as error:
            failure = error
        failure.page = url
        raise failure

    def _fetch(self, url: str, validators: Validators) -> Fetched:
        deadline = self.ticks() + self.limits.seconds

        def remaining() -> float:
            left = deadline - self.ticks()
            if left <= 0:
                raise FetchFailed(f"{url}: took longer than {self.limits.seconds:g} seconds: try again later")
            return left

        at = self.now()
        here = urldefrag(url).url
        seen = [here]
        with httpx.Client(transport=self._transport(remaining), trust_env=False, headers=self._headers()) as client:
            while True:
                web_host(here)
                self.permit(here)
                with client.stream("GET", here, headers=_conditions(validators), follow_redirects=False) as response:
                    target = response.headers.get("location")
                    if response.status_code not in (301, 302, 303, 307, 308) or target is None:
                        return self._answer(here, response, at)
                here = urldefrag(urljoin(here, target)).url
                if here in seen:
                    raise FetchFailed(f"{url}: redirects in a circle over {here}: the site is broken")
                seen.append(here)
                if len(seen) > self.limits.redirects + 1:
                    raise FetchFailed(f"{url}: more than {self.limits.redirects} redirects: the site is broken")

    def _transport(self, remaining: Callable[[], float]) -> _Transport:
        if self._tls is None:
            self._tls = httpx.create_ssl_context(trust_env=False)
        return _Transport(CheckedBackend(self.resolve, remaining, self.limits.allow_private), self._tls, self.limits)

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self.limits.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }

    def _answer(self, url: str, response: httpx.Response, at: datetime) -> Fetched:
        status = response.status_code
        if status in (429, 503):
            wait = retry_after(response.headers.get("retry-after"), at)
            when = "later" if wait is None else f"in {wait:g} seconds"
            raise Busy(f"{url}: the site is busy (status {status}): it asks to come back {when}", url, status, wait)
        if status not in (200, 203, 304):
            raise FetchFailed(f"{url}: the site answers with status {status}: check the address", url, status)
        body = b"" if status == 304 else self._body(url, response)
        return Fetched(url, 304 if status == 304 else 200, dict(response.headers.items()), body, at)

    def _body(self, url: str, response: httpx.Response) -> bytes:
        limit = self.limits.page_bytes
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise PageTooLarge(f"{url}: {int(length):,} bytes, more than the limit of {limit:,}: raise the limit")
        coding = response.headers.get("content-encoding", "").strip().lower()
        try:
            if coding in ("gzip", "x-gzip", "deflate"):
                unpacker = Unpacker("deflate" if coding == "deflate" else "gzip", limit, url)
                body = b"".join(made for piece in self._raw(url, response) for made in unpacker.feed(piece))
                unpacker.finish()
                return body
            return decode_content(b"".join(self._raw(url, response)), coding, limit, url)
        except BadRecord as error:
            raise FetchFailed(str(error)) from None

    def _raw(self, url: str, response: httpx.Response) -> Iterator[bytes]:
        total = 0
        for piece in response.iter_raw():
            total += len(piece)
            if total > self.limits.page_bytes:
                raise PageTooLarge(f"{url}: larger than the limit of {self.limits.page_bytes:,} bytes: raise the limit")
            yield piece


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool of one connection, whose addresses are checked."""

    def __init__(self, backend: CheckedBackend, tls: ssl.SSLContext, limits: FetchLimits) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls, max_connections=1, network_backend=backend)
        self._step = limits.step_seconds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self._step)
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions={"timeout": timeout},
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _conditions(validators: Validators) -> dict[str, str]:
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in conditions.items() if value}


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, in either of its forms (seconds, or a date); None where it does not."""
    text = (value or "").strip()
    if text.isdigit():
        return float(min(int(text), 10**9))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


def page_source(fetched: Fetched, identity: str, published: When | None = None, publisher: str | None = None) -> Source:
    """The page of an answer. Raises NotText for another media type, FetchFailed for an empty body."""
    content_type = fetched.headers.get("content-type")
    media_type = media_type_of(content_type, fetched.body)
    if media_type is None:
        raise NotText(
            f"{fetched.url}: {content_type or 'binary data'} is not read: give a page of HTML or text", identity
        )
    if not fetched.body.strip():
        raise FetchFailed(f"{fetched.url}: the page is empty: try again later", identity)
    return Source(
        id=identity,
        data=fetched.body,
        media_type=media_type,
        transport="web",
        url=fetched.url,
        published=published,
        captured=fetched.at.astimezone(UTC).date(),
        captured_at=fetched.at.astimezone(UTC),
        declared_encoding=charset_of(content_type),
        publisher=publisher,
    )
