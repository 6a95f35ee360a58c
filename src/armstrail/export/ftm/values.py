"""An entity of FollowTheMoney being filled, each value with the words that it rests on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from followthemoney.dataset import Dataset
from followthemoney.proxy import EntityProxy
from followthemoney.statement import Statement, StatementEntity
from followthemoney.value import string_list

from armstrail import __version__
from armstrail.records import When

DATASET = Dataset.make({"name": "armstrail", "title": "Armstrail"})
PROGRAM = f"armstrail {__version__}"
"""The origin of what no words carry: ids, grades, summaries."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: `origin` of the statement (a span of a document, a decision, the program), the words
    there, and when the page that has them came into the store.
    """

    origin: str = PROGRAM
    words: str | None = None
    seen: str | None = None


COMPUTED = Source()


class Draft:
    """An entity being filled. `refused` lists the values that the library does not take as such a property."""

    def __init__(self, key: str, schema: str) -> None:
        self._entity = StatementEntity(DATASET, {"id": key, "schema": schema})
        self.refused: list[tuple[str, str]] = []

    @property
    def id(self) -> str:
        """The entity's id."""
        return str(self._entity.id)

    def add(self, name: str, value: str | None, source: Source = COMPUTED) -> bool:
        """Add a value, cleaned by the library. Gives whether the source stands with it: a value that is there already
        keeps its first one.
        """
        stands = False
        prop = self._entity.schema.properties[name]
        for text in string_list(value, sanitize=True):
            taken = self._entity.unsafe_add(
                prop, text, seen=source.seen, original_value=source.words, origin=source.origin
            )
            if taken is None:
                self.refused.append((name, text))
            else:
                stands |= any(
                    one.origin == source.origin for one in self._entity.get_statements(prop) if one.value == taken
                )
        return stands

    def add_days(self, when: When | None, source: Source = COMPUTED) -> None:
        """Add days at their own precision: a day, month or year as `date`, other intervals as `startDate` and `endDate`."""
        if when is None:
            return
        if (one := partial_date(when)) is not None:
            self.add("date", one, source)
        else:
            self.add("startDate", when.start.isoformat(), source)
            self.add("endDate", when.end.isoformat(), source)

    def statements(self) -> list[Statement]:
        """The statements that the entity is made of, the one of the entity itself first."""
        found = sorted(self._entity.statements)
        for one in found:
            one.origin = one.origin or COMPUTED.origin
        return found

    def entity(self) -> dict[str, Any]:
        """The entity in the library's JSON form, its values in a fixed order."""
        properties = {name: sorted(values) for name, values in sorted(self._entity.properties.items())}
        proxy = EntityProxy.from_dict(
            {"id": self.id, "schema": self._entity.schema.name, "properties": properties, "datasets": [DATASET.name]}
        )
        return dict(proxy.to_dict())


def partial_date(when: When) -> str | None:
    """The day, month or year that an interval is, in ISO form, or None where it is none of these."""
    start, end = when.start, when.end
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year:04}"
    if start.day == 1 and _month(start) == _month(end) and _month(end + timedelta(days=1)) != _month(end):
        return f"{start.year:04}-{start.month:02}"
    return None


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def key(kind: str, *parts: str) -> str:
    """The id of an entity that has none of its own: the same parts, the same id."""
    digest = hashlib.sha1("\0".join(parts).encode("utf-8", "backslashreplace"), usedforsecurity=False).hexdigest()
    return f"armstrail-{kind}-{digest[:20]}"
