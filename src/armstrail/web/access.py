"""Who may look and who may decide: sessions, tokens, and what every answer says to the browser.

Without tokens the desk serves the machine's own user: requests must name a loopback host (a foreign page that points its
name at this machine is turned away), and everybody is a reviewer. With a token, a reader's or a reviewer's, one must be
given: once in the login form, which makes a session, or with every request of a program (`Authorization: Bearer`).
Behind a reverse proxy that knows its users, a header of its requests names them: it is believed only where the request
comes from an address of the proxy, and never from a cookie alone.
A write needs the session's own word (CSRF) and must come from the desk itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Role = Literal["reader", "reviewer"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

COOKIE = "armstrail"
LARGEST_BODY = 64 * 1024
LONGEST_NAME = 80
PROXIED = "p."
"""Begins the nonce of a session that rests on a proxy's header: its cookie opens nothing without the header."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
OPEN_PATHS = ("/static/", "/login")


def network(words: str) -> Network:
    """An address or a network (`10.0.0.0/8`) in words. Raises ValueError for what is none."""
    return ipaddress.ip_network(words.strip(), strict=False)


def _within(address: str | None, networks: Sequence[Network]) -> bool:
    try:
        there = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    there = getattr(there, "ipv4_mapped", None) or there
    return any(there in one for one in networks)


@dataclass(frozen=True, slots=True)
class Access:
    """How the desk is kept. Tokens are compared in constant time and never logged."""

    token: str | None = None
    """The reviewers' token; None with no reader's token either: the machine's own user is reviewer."""
    reader_token: str | None = None
    user: str = "analyst"
    """Who decides where no login says so."""
    hosts: tuple[str, ...] = LOOPBACK
    """Host names that requests may name where there is no token."""
    user_header: str | None = None
    """Header in which a trusted proxy names its user; None: no header is believed."""
    proxies: tuple[Network, ...] = ()
    """Addresses from which the header is believed."""
    reviewers: frozenset[str] = frozenset()
    """Users of the proxy who may decide; `*` stands for all. The others look."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def guarded(self) -> bool:
        """Whether a token is needed."""
        return self.tokened or self.user_header is not None

    @property
    def tokened(self) -> bool:
        """Whether sessions are made by giving a token, and can be ended."""
        return self.token is not None or self.reader_token is not None

    def proxied(self, address: str | None, named: Sequence[str]) -> tuple[str, Role] | None:
        """The user and role that the header's values `named` give to a request from `address`, or None: no header is
        asked for, the address is not the proxy's, or the header does not name one user.
        """
        if self.user_header is None or len(named) != 1 or not _within(address, self.proxies):
            return None
        try:
            user = named[0].encode("latin-1").decode("utf-8").strip()  # headers come as Latin-1, names as UTF-8
        except UnicodeError:
            return None
        if not user or len(user) > LONGEST_NAME or not user.isprintable():
            return None
        return user, "reviewer" if {user, "*"} & self.reviewers else "reader"

    def role_of(self, token: str) -> Role | None:
        """The role that a token gives."""
        roles: tuple[tuple[str | None, Role], ...] = ((self.token, "reviewer"), (self.reader_token, "reader"))
        for known, role in roles:
            if known is not None and hmac.compare_digest(known.encode(), token.encode()):
                return role
        return None


@dataclass(frozen=True, slots=True)
class Session:
    """Who is asking."""

    user: str
    role: Role
    nonce: str
    csrf: str
    program: bool = False
    """Whether a bearer token came with the request: no browser, hence no forged form."""

    @property
    def may_review(self) -> bool:
        """Whether this session may decide."""
        return self.role == "reviewer"


def sealed(access: Access, user: str, role: Role, nonce: str) -> str:
    """A session as a cookie's value, signed."""
    body = base64.urlsafe_b64encode(f"{role}\n{nonce}\n{user}".encode()).decode()
    return f"{body}.{_sign(access, 'session', body)}"


def opened(access: Access, value: str) -> Session | None:
    """The session of a cookie's value, or None where it was not signed here."""
    body, _, mark = value.rpartition(".")
    if not body or not hmac.compare_digest(mark.encode(), _sign(access, "session", body).encode()):
        return None
    role, nonce, user = base64.urlsafe_b64decode(body).decode().split("\n", 2)
    return Session(user, "reviewer" if role == "reviewer" else "reader", nonce, _sign(access, "csrf", nonce))


def new_session(access: Access, user: str, role: Role, lead: str = "") -> tuple[Session, str]:
    """A session and its cookie; its nonce begins with `lead`."""
    nonce = lead + secrets.token_urlsafe(16)
    return Session(user, role, nonce, _sign(access, "csrf", nonce)), sealed(access, user, role, nonce)


def _sign(access: Access, what: str, words: str) -> str:
    return hmac.new(access.secret, f"{what}\0{words}".encode(), hashlib.sha256).hexdigest()


def session_of(request: Request) -> Session:
    """The session of a request that the gate has let through."""
    found: Session = request.scope["session"]  # the gate sets it on every request
    return found


class Gate:
    """ASGI middleware: sessions, roles and safe headers around the whole desk."""

    def __init__(self, app: App, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through to the desk, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        cookie: str | None = None

        async def guarded_send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
                if cookie is not None:
                    headers.append("set-cookie", f"{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        request = Request(scope)
        refused = self._refused(request)
        if refused is None:
            session, cookie = self._session(request)
            if session is None and not request.url.path.startswith(OPEN_PATHS):
                refused = self._ask(request)
            else:
                scope["session"] = session or Session("nobody", "reader", "", "")
                refused = self._forbidden(request, scope["session"])
        if refused is not None:
            await refused(scope, receive, guarded_send)
            return
        await self.app(scope, receive, guarded_send)

    def _refused(self, request: Request) -> Response | None:
        headers = request.headers
        if not self.access.guarded and _host_name(headers) not in self.access.hosts:
            return PlainTextResponse(
                "This desk serves its own machine: open it under localhost, or start it with --token.", 421
            )
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY or "transfer-encoding" in headers:
            return PlainTextResponse(f"A request of more than {LARGEST_BODY} bytes.", 413)
        return None

    def _session(self, request: Request) -> tuple[Session | None, str | None]:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and (role := self.access.role_of(token.strip())) is not None:
            return Session(self.access.user, role, "", "", program=True), None
        found = opened(self.access, request.cookies.get(COOKIE, ""))
        if (told := self._proxied(request)) is not None:
            # What the header says counts, not what the cookie remembers: roles and users change.
            if found is not None and (found.user, found.role) == told and found.nonce.startswith(PROXIED):
                return found, None
            return new_session(self.access, *told, PROXIED)
        if found is not None and not found.nonce.startswith(PROXIED):
            return found, None
        if self.access.guarded:
            return None, None
        return new_session(self.access, self.access.user, "reviewer")

    def _proxied(self, request: Request) -> tuple[str, Role] | None:
        header = self.access.user_header
        if header is None:
            return None
        return self.access.proxied(request.client.host if request.client else None, request.headers.getlist(header))

    def _ask(self, request: Request) -> Response:
        if not self.access.tokened:
            return PlainTextResponse("This desk is reached through its proxy, which names its users.", 403)
        if request.url.path.startswith("/api"):
            return PlainTextResponse("Give the desk's token: Authorization: Bearer TOKEN", 401)
        return RedirectResponse("/login", 303)

    def _forbidden(self, request: Request, session: Session) -> Response | None:
        if request.method in {"GET", "HEAD", "OPTIONS"} or session.program:
            return None
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        foreign = site not in {None, "same-origin", "none"}
        if origin is not None and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
            foreign = True
        if foreign:
            return PlainTextResponse("A write must come from the desk itself.", 403)
        return None


def _host_name(headers: Headers) -> str:
    host = headers.get("host", "")
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].casefold()


def csrf_holds(session: Session, given: str) -> bool:
    """Whether a form carries its session's word."""
    return session.program or (bool(session.csrf) and hmac.compare_digest(session.csrf.encode(), given.encode()))
