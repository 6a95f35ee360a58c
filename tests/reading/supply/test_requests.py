"""Requests: who asks and who is asked, wherever the words stand."""

from collections.abc import Callable

import pytest

REQUESTS = [
    "Chad's request for mortars was reviewed by Oman.",
    "Oman approved a Chadian request for mortars.",
    "Oman has received a formal request from Chad for mortars.",
    "Chad sent Oman a request for mortars.",
    "Chad filed a formal request to Oman for mortars.",
    "A request for mortars reached Oman from Chad in May.",
    "Officials say that Oman got a letter of request for mortars from Chad.",
    "Oman is studying an appeal by Chad for mortars.",
]


@pytest.mark.parametrize("text", REQUESTS)
def test_who_asks_gets_and_who_is_asked_gives(flows: Callable[..., list[str]], text: str) -> None:
    """The one from whom a request comes would receive, the one whom it reaches would supply."""
    assert [flow.rsplit(" ", 1)[0] for flow in flows(text)] == ["OMN>TCD artillery sought"]


def test_a_request_that_is_turned_down(flows: Callable[..., list[str]]) -> None:
    """Turning a request down denies it; the goods may hang on the verb."""
    assert flows("Oman turned down a request by Chad for mortars.") == ["OMN>TCD artillery sought denied"]


def test_a_request_from_somebody_is_no_supply_by_him(flows: Callable[..., list[str]]) -> None:
    """Who asks is never the supplier, though "received from" stands there."""
    assert flows("No request for mortars had been received from Chad.") == ["?>TCD artillery sought denied"]
