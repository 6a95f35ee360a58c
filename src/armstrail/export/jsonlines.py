"""All that the ledger says, one JSON object a line, each with its `kind`.

The lines of `armstrail ledger` as they are (origins, facts, conflicts, dates that came from other pages), then the pages
with the words of every span that a fact rests on, the decisions of analysts and the letters given to sources, oldest
first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

from armstrail.export.manifest import Omission
from armstrail.export.selection import Pages, Selection

_NOT_WITH_PAGES = {"text", "body", "times", "statements", "transfers", "events", "violations", "coverage"}


def lines(selection: Selection, pages: Pages) -> Iterator[str]:
    """The lines of the file; each ends with a line feed."""
    for part in (
        selection.origins,
        selection.statements,
        selection.transfers,
        selection.events,
        selection.violations,
        selection.conflicts,
        selection.datings,
    ):
        for one in part:
            yield one.model_dump_json() + "\n"
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for fact in selection.facts():
        for member in fact.evidence:
            spans[member.page].update(member.spans)
    for page in selection.pages:
        annotation = pages[page]
        body = annotation.model_dump(mode="json", exclude=_NOT_WITH_PAGES)
        words = [
            {"start": start, "end": end, "words": annotation.text[start:end]} for start, end in sorted(spans[page])
        ]
        yield _line({"kind": "page", **body, "evidence": words})
    for decision in selection.decisions:
        yield _line({"kind": "decision", **decision.model_dump(mode="json")})
    for rating in selection.ratings:
        record = rating["record"]
        yield _line(
            {
                "kind": "reliability",
                "source": rating["target"],
                "grade": record["grade"] if isinstance(record, dict) else None,
                "who": rating["by"],
                "made": _moment(rating["at"]),
                "why": rating["why"],
            }
        )


def omissions(selection: Selection) -> list[Omission]:
    """What the file does not carry."""
    return [
        Omission(
            what="texts of pages",
            count=len(selection.pages),
            why="only the words of evidence are given; the store keeps each page's bytes, `armstrail annotate` prints texts",
        )
    ]


def _moment(value: object) -> str:
    """A time with its zone: a database that keeps none gives it back in UTC."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return str(value)


def _line(body: dict[str, object]) -> str:
    return json.dumps(body, ensure_ascii=False) + "\n"
