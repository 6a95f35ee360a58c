"""A desk over a small store of made-up pages, some of them hostile."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.records import Annotation
from armstrail.web.access import Access
from armstrail.web.desk import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette's client asks for another HTTP library than the project has
    from fastapi.testclient import TestClient

HOSTILE = '<script>document.title="taken"</script><img src=x onerror=alert(1)> \u202edlrow\u202c "quoted" & \x07 end'
DIRTY_ID = 'odd <b>"page"'
CLIENT_ERRORS = ("ignore:Using `httpx`",)


def page(name: str, *lines: tuple[str, str, dict[str, Any]], **cells: Any) -> Annotation:
    """A page of one paragraph a line; each line is a kind of record (or "-"), its words, and the record's cells."""
    text, body, records = "", [], {"statements": [], "transfers": [], "events": [], "violations": []}
    for kind, words, row in lines:
        start = len(text)
        text += words + "\n"
        span = (start, start + len(words))
        body.append(span)
        if kind == "-":
            continue
        if kind == "statements":
            row = {"quote": "direct", "act": "state", "content": [span], **row}
        else:
            row = {"factuality": "asserted", "evidence": [span], **row}
        records[kind].append(row)
    text += "Read also: other news"
    published = cells.pop("published", "2031-05-10")
    return Annotation.model_validate(
        {
            "id": name,
            "text": text,
            "title": cells.pop("title", f"Title of {name}"),
            "body": body,
            "sha256": name.encode().hex(),
            "language": "en",
            "coverage": {
                "characters": len(text),
                "read": body[-1][1],
                "skipped": [{"span": (body[-1][1] + 1, len(text)), "reason": "related links"}],
            },
            "published": {"start": published, "end": published},
            **records,
            **cells,
        }
    )


def speaker(name: str, country: str) -> dict[str, Any]:
    """A person who speaks."""
    return {"name": name, "role": "minister", "country": country, "kind": "person"}


def transfer(name: str, goods: str, category: str, **cells: Any) -> dict[str, Any]:
    """A transfer of Valdoria's neighbours: real codes, invented deeds."""
    return {
        "id": name,
        "supplier": ["BRA"],
        "recipient": ["CHL"],
        "goods": {"text": goods, "category": category},
        "stage": "transferred",
        **cells,
    }


PAGES = (
    page(
        "alpha",
        ("statements", "“Brazil shipped 40 howitzers to Chile in May,” she said.", {"id": "s1", "speaker": speaker("Ana Quill", "PRT")}),
        ("transfers", "Brazil shipped 40 howitzers to Chile", transfer("t1", "howitzers", "artillery", quantity={"value": 40, "unit": "howitzers", "bound": "exact"}, when={"start": "2031-05-02", "end": "2031-05-02"}, statement="s1", asserted_by="Ana Quill")),
        ("events", "The two ministers met in Lima on Friday.", {"id": "e1", "type": "meeting", "participants": ["BRA", "CHL"], "place": "Lima", "when": {"start": "2031-05-09", "end": "2031-05-09"}}),
        outlet="The Harbour Post",
        date_evidence=[{"kind": "dateline", "value": "May 10", "span": (0, 5), "supports": True}],
    ),
    page(
        "beta",
        ("statements", "“We have sent no howitzers to Chile,” the minister said.", {"id": "s1", "act": "deny", "speaker": speaker("Rui Vale", "BRA")}),
        ("transfers", "We have sent no howitzers to Chile", transfer("t1", "howitzers", "artillery", factuality="denied", statement="s1", asserted_by="Rui Vale")),
        ("transfers", "Brazil may deliver patrol boats to Chile in June or July.", transfer("t2", "patrol boats", "ships", factuality="possible", stage="agreed", when={"start": "2031-06-01", "end": "2031-07-31"})),
        outlet="Coast Radio",
    ),
    page(
        DIRTY_ID,
        ("transfers", f"Brazil sent {HOSTILE} to Chile.", transfer("t1", HOSTILE, "ammunition", asserted_by=HOSTILE)),
        ("violations", f"It breaks the {HOSTILE} treaty.", {"id": "v1", "rule": f"={HOSTILE}", "by": ["BRA"]}),
        ("-", HOSTILE, {}),
        title=f"Title {HOSTILE}",
        outlet=HOSTILE,
        url="javascript:alert(1)",
    ),
)  # fmt: skip


def fill(store: Store) -> None:
    """Put the pages in and join their facts."""
    for one in PAGES:
        store.add(Source(one.id, one.text.encode(), "text/plain"), one)
    store.refresh()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the pages."""
    moments = iter(datetime(2031, 6, 1, 12, minute % 60, tzinfo=UTC) for minute in range(10_000))
    with Store(tmp_path / "desk.db", clock=lambda: next(moments)) as made:
        fill(made)
        yield made


Open = Callable[..., TestClient]


@pytest.fixture
def open_desk(store: Store) -> Iterator[Open]:
    """`open_desk(**access)`: a browser without scripts at the desk, by default on the machine itself."""

    def call(*, base: str = "http://localhost", **access: Any) -> TestClient:
        return TestClient(create_app(store, Access(user="eve", **access)), base_url=base)

    return call


@pytest.fixture
def desk(open_desk: Open) -> TestClient:
    """A browser at the desk of the machine's own user."""
    return open_desk()


def csrf_of(html: str) -> str:
    """The word that a page's forms carry."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', html)
    assert found is not None
    return found[1]
