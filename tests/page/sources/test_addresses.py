"""Which network addresses a fetch may connect to."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.errors import AddressRefused
from armstrail.page.sources.addresses import is_public, web_host


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "192.0.0.8",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:7f00:1::",
        "no address",
        "",
    ],
)
def test_local_addresses_are_refused(address: str) -> None:
    """Private, loopback, link-local, shared, multicast, reserved and documentation addresses, also inside IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_of_the_web_are_allowed(address: str) -> None:
    """What is on the public internet may be fetched."""
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_every_form_of_an_address_gets_one_answer(address: ipaddress.IPv4Address) -> None:
    """An IPv4 address is judged alike however it is wrapped."""
    forms = [
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        str(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))),
    ]
    assert {is_public(form) for form in forms} == {is_public(str(address))}


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://n.example/",
        "http://",
        "//n.example/",
        "http://user:secret@n.example/",
        "x",
        "http://[1",
    ],
)
def test_only_plain_web_addresses_are_fetched(url: str) -> None:
    """No other scheme, no address without a host, none with a password in it."""
    with pytest.raises(AddressRefused):
        web_host(url)
