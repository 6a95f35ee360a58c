"""A small press for made-up pages: records with their words, from a few cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from armstrail.records import Annotation, Coverage

Press = Callable[..., Annotation]


def _when(text: str | None) -> dict[str, date] | None:
    if text is None:
        return None
    start, _, end = text.partition("..")
    return {"start": date.fromisoformat(start), "end": date.fromisoformat(end or start)}


def _person(name: str) -> dict[str, Any]:
    """`Ana Bright, minister, FRA` is a person with role and country; `the ministry/organisation` another kind."""
    name, _, kind = name.partition("/")
    parts = [part.strip() for part in name.split(",")]
    role = parts[1] if len(parts) > 1 else None
    country = parts[2] if len(parts) > 2 else None
    return {"name": parts[0], "role": role, "country": country, "kind": kind or "person"}


def make_page(name: str, *rows: dict[str, Any], published: str | None = "2031-05-10", **cells: Any) -> Annotation:
    """A page whose text is the words of its rows, one a line. A row is a record: `s` (a statement's words), `t`, `e` or
    `v` (the words of a transfer, event or violation) and its cells.
    """
    text, records = cells.pop("lead", ""), {"s": [], "t": [], "e": [], "v": []}
    for row in rows:
        row = dict(row)
        kind = next(key for key in records if key in row)
        words = row.pop(kind)
        if words in text:
            start = text.index(words)
        else:
            text += ("\n" if text else "") + words
            start = len(text) - len(words)
        span = [(start, start + len(words))]
        for key in ("said_on", "when"):
            if key in row:
                row[key] = _when(row[key])
        row.setdefault("id", f"{kind}{len(records[kind]) + 1}")
        if kind == "s":
            by = row.pop("by", None)
            row = {"quote": "direct", "act": "state", "content": span, "speaker": _person(by) if by else None, **row}
        else:
            row = {"factuality": "asserted", "evidence": span, **row}
        if kind == "t":
            category, _, goods = row.pop("goods", "missiles").partition(":")
            row["goods"] = {"text": goods or category, "category": category}
            row["supplier"], row["recipient"] = (tuple(x.split("+")) for x in row.pop("route", "PRK>RUS").split(">"))
            count = row.pop("count", None)
            if count is not None:
                value, _, unit = str(count).partition(" ")
                bound = {"~": "about", "+": "at_least", "-": "at_most"}.get(value[0], "exact")
                row["quantity"] = {"value": int(value.strip("~+-")), "unit": unit or None, "bound": bound}
            row.setdefault("stage", "transferred")
        if kind == "v":
            row.setdefault("rule", "UN Security Council resolutions")
        records[kind].append(row)
    return Annotation.model_validate(
        {
            "id": name, "text": text, "sha256": "", "coverage": Coverage(characters=len(text), read=len(text)),
            "published": _when(published), "statements": records["s"], "transfers": records["t"],
            "events": records["e"], "violations": records["v"], **cells,
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def press() -> Press:
    """Makes pages from a few cells."""
    return make_page
