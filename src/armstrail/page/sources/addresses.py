"""Which network addresses a fetch may connect to.

A page, a feed or a redirect may name any address, so that a fetcher without this check is a way into the network that
it runs in. The name is resolved here, each answer is checked, and the connection goes to the very address that was
checked: a second answer of the name server ("DNS rebinding") cannot slip in between.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import httpcore

from armstrail.errors import AddressRefused, FetchFailed

__all__ = ["CheckedBackend", "Resolve", "is_public", "resolve", "web_host"]

Resolve = Callable[[str, int], list[str]]
"""Host and port to the addresses that the name server gives, as text. Raises OSError where it gives none."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "100::/64",
        "64:ff9b:1::/48",
        "2001:2::/48",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fec0::/10",
    )
)
"""Special-purpose networks of the IANA registries, spelled out: what `ipaddress` knows differs between versions."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, from the system's resolver, in its order and without repeats."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, whatever form it hides in (mapped, 6to4, Teredo, NAT64)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_plainly_public(form) for form in _forms(ip))


def _forms(ip: _Address) -> Iterable[_Address]:
    if isinstance(ip, ipaddress.IPv6Address):
        inner: list[_Address | None] = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        found = [form for form in inner if form is not None]
        # The outer form of an embedded address says nothing of where it leads.
        return found or [ip]
    return [ip]


def _is_plainly_public(ip: _Address) -> bool:
    local = (
        ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved
    )
    return ip.is_global and not local and not any(ip.version == net.version and ip in net for net in _LOCAL)


def web_host(url: str) -> str:
    """The host of a web address. Raises AddressRefused where `url` is no plain http or https address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise AddressRefused(f"{url}: no address ({error}): check the spelling", url) from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise AddressRefused(f"{url}: only http and https addresses are fetched", url)
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(f"{url}: an address with a name or password in it is not fetched: take them out", url)
    return host


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and keeps every step within the time that is left.

    `remaining` gives the seconds left for the whole fetch, and raises where there are none: so neither a body nor a
    header that trickles in can outlast it.
    """

    def __init__(self, resolve: Resolve, remaining: Callable[[], float], allow_private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._resolve = resolve
        self._remaining = remaining
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address of `host` that answers. Raises AddressRefused where none may be."""
        try:
            answers = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchFailed(f"{host}: no such host ({error}): check the spelling") from None
        allowed = [answer for answer in answers if self._allow_private or is_public(answer)]
        if not allowed:
            found = ", ".join(answers) or "nothing"
            raise AddressRefused(f"{host}: leads to {found}, which is not of the public web: allow private addresses")
        failure: Exception | None = None
        for answer in allowed:
            within = min(timeout or self._remaining(), self._remaining())
            try:
                return _Stream(
                    self._inner.connect_tcp(answer, port, within, local_address, socket_options), self._remaining
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise FetchFailed(f"{host}: no connection ({failure}): try again later")


class _Stream(httpcore.NetworkStream):
    """A connection whose every step is cut to the time that is left."""

    def __init__(self, inner: httpcore.NetworkStream, remaining: Callable[[], float]) -> None:
        self._inner = inner
        self._remaining = remaining

    def _within(self, timeout: float | None) -> float:
        left = self._remaining()
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._within(timeout))  # type: ignore[arg-type]  # ssl.SSLContext, untyped here to spare its import
        return _Stream(secured, self._remaining)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
