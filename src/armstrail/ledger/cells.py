"""Cells as a person writes them: a name, a figure, a day, or JSON; checked against what the cell can say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from armstrail.errors import InputError
from armstrail.ledger.facts import AnyFact, Credibility, Fact
from armstrail.ledger.markings import MODELS, PLACES
from armstrail.ledger.parties import party
from armstrail.page.sources.jsonl import parse_when
from armstrail.records import Annotation, Bound, Category, SpeakerKind

__all__ = ["cells_of", "correctable", "corrected", "graded"]

DERIVED = frozenset({"kind", "flow", "statement", "statements", "transfer", "transfers"})
"""What follows from other cells and is never set by hand."""
LISTS = frozenset({"supplier", "recipient", "participants", "by", "via", "asserted_by"})
PARTIES = LISTS - {"via", "asserted_by"}
INTERVAL = '{"start": "YYYY-MM-DD", "end": "YYYY-MM-DD"}'
SIGNS = {"~": "about", "about": "about", "≥": "at_least", "at least": "at_least", "≤": "at_most", "up to": "at_most", "at most": "at_most"}  # fmt: skip
FIGURE = re.compile(
    rf"({'|'.join(map(re.escape, SIGNS))})?\s*(\d[\d,]*(?:\.\d+)?)(?:\s*[-–]\s*(\d[\d,]*(?:\.\d+)?))?(?:\s+(.+))?"
)
SPEAKER = re.compile(rf"(.+?)\s*\(({'|'.join(SpeakerKind)})\)")


def _json(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    try:
        return json.loads(words)
    except json.JSONDecodeError:
        return words


def _number(words: str) -> int | float:
    value = float(words.replace(",", ""))
    return int(value) if value.is_integer() else value


def _figure(words: str, before: Mapping[str, Any] | None) -> Any:
    """`60`, `60 missiles`, `~ 60 missiles`, `at least 60`, `4-6 million`: anything else as it is."""
    match = FIGURE.fullmatch(words.strip())
    if match is None:
        return words
    sign, low, high, unit = match.groups()
    bound = Bound.BETWEEN.value if high else SIGNS.get(sign or "", Bound.EXACT.value)
    unit = unit or (before["unit"] if before else None)
    return {"value": _number(low), "unit": unit, "bound": bound, **({"high": _number(high)} if high else {})}


def _goods(words: str, before: Mapping[str, Any] | None) -> Any:
    """`missiles` is a category, `missiles: KN-23` one with the page's words, anything else words of the same category."""
    category, _, rest = (part.strip() for part in words.partition(":"))
    if category in set(Category):
        return {"category": category, "text": rest or (before["text"] if before else category)}
    return {**before, "text": words} if before else words


def _value(field: str, words: Any, before: Any) -> Any:
    """What a cell shall say, in JSON form. Raises InputError for a date that is none."""
    value = _json(words)
    if field in ("when", "said_on") and value is not None:
        try:
            return parse_when(value if isinstance(value, dict) else str(words)).model_dump(mode="json")
        except ValueError as error:
            raise InputError(f"{field} {words}: no date: write YYYY-MM-DD, or {INTERVAL}") from error
    if field == "quantity" and isinstance(value, int | float | str) and not isinstance(value, bool):
        return _figure(str(words), before)
    if field == "goods" and isinstance(value, str):
        return _goods(value, before)
    return value


def _listed(field: str, value: Any) -> list[Any]:
    rows = [value] if isinstance(value, str) else list(value or ())
    return [party(row) if field in PARTIES and isinstance(row, str) else row for row in rows]


# ---------------------------------------------------------------- corrections
def correctable(fact: AnyFact) -> tuple[str, ...]:
    """The cells of a fact that can be corrected."""
    return tuple(sorted(set(type(fact).model_fields) - set(Fact.model_fields) - DERIVED))


def corrected(fact: AnyFact, field: str, words: Any) -> Any:
    """What the cell `field` of `fact` shall say, in JSON form, from words or JSON.

    A bare figure is an exact quantity in the fact's own unit, a day `YYYY-MM-DD` (or a month, or a year) an interval, a
    name a list of one. Raises InputError for a cell that there is not and for a value that does not fit it.
    """
    if field not in correctable(fact):
        raise InputError(
            f"--field {field}: no cell of {fact.id} that can be corrected: there are {', '.join(correctable(fact))}"
        )
    before = fact.model_dump(mode="json")[field]
    value = _value(field, words, before)
    if isinstance(before, list):
        value = _listed(field, value)
    try:
        fitting = type(fact).model_validate({**fact.model_dump(), field: value})
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise InputError(
            f"--value {words}: does not fit {field} ({reason}): the cell now says {json.dumps(before)}"
        ) from error
    return fitting.model_dump(mode="json")[field]


def graded(words: str) -> int:
    """A credibility, 1 to 6. Raises InputError for anything else."""
    if words not in {str(one) for one in get_args(Credibility)}:
        raise InputError(f"--value {words}: no grade: give 1 (confirmed) to 6 (cannot be judged)")
    return int(words)


# ---------------------------------------------------------------- records made by hand
def cells_of(page: Annotation, kind: str, given: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The cells of a record of a kind, in JSON form, from pairs of a cell's name and words or JSON.

    A cell given twice is a list. A speaker is one of the page's by his name, a state, or `NAME (KIND)`. Raises InputError
    for a cell that the kind does not have.
    """
    if kind not in MODELS:
        raise InputError(f"{kind!r} is no kind of record: there are {', '.join(MODELS)}")
    fields = MODELS[kind].model_fields.keys() - PLACES
    cells: dict[str, Any] = {}
    for field, words in given:
        if field not in fields:
            raise InputError(f"{field}: no cell of a {kind}: there are {', '.join(sorted(fields))}")
        value = _value(field, words, None)
        if field == "speaker" and isinstance(value, str):
            value = _speaker(page, value)
        if field in LISTS and MODELS[kind].model_fields[field].annotation != (str | None):
            value = [*cells.get(field, ()), *_listed(field, value)]
        cells[field] = value
    return cells


def _speaker(page: Annotation, words: str) -> Any:
    known = {s.speaker.name.casefold(): s.speaker for s in page.statements if s.speaker}
    if found := known.get(words.casefold()):
        return found.model_dump(mode="json")
    if match := SPEAKER.fullmatch(words):
        code = party(match[1])
        return {"name": match[1], "kind": match[2], **({"country": code} if code != match[1] else {})}
    if (code := party(words)) != words or (len(words) == 3 and words.isupper()):
        return {"name": words, "kind": "state", "country": code}
    raise InputError(f"speaker {words}: the page names no such speaker: write NAME ({'|'.join(SpeakerKind)})")
