"""Who publishes: two sites of one house are one publisher, and an unknown publisher vouches for nobody.

The table `publisher_families` lists houses with their sites and titles, `agencies` the news agencies with the names
under which pages credit them.
"""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values

_NOISE = re.compile(r"^(?:https?://)?(?:www\d?|m|en|eng|english|amp|edition|news|mobile)\.(?=.+\.)|[/:].*$")


def _key(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())


@cache
def _families() -> dict[str, str]:
    return {_key(name): row["family"] for row in table("publisher_families") for name in values(row["names"])}


def family_of(publisher: str | None) -> str | None:
    """The house that a site, host, URL or title belongs to; a name of no known house is a house of its own.

    None (nobody knows who publishes the page) stays None: such a page cannot corroborate another of its kind.
    """
    if publisher is None or not publisher.strip():
        return None
    families = _families()
    name = _key(publisher)
    if "." in name and " " not in name:
        host = name
        while True:
            shorter = _NOISE.sub("", host)
            if shorter == host:
                break
            host = shorter
        name = host
        while host.count(".") >= 1:
            if host in families:
                return families[host]
            host = host.split(".", 1)[1]
    return families.get(name, name)


def independent(one: str | None, other: str | None) -> bool:
    """Whether two publishers are of different houses, both known by name; only such can corroborate each other."""
    families = family_of(one), family_of(other)
    return None not in families and families[0] != families[1]
