"""Pages as lines of JSON: `{"id", "text" or "html", "url"?, "published"?, ...}` a line.

Parsing is strict: a field that is neither known nor on the caller's ignore list is an error of that line, since a
misspelt `publshed` that is absorbed in silence would change dates (requirement R-43).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from armstrail.errors import ArmstrailError, BadRecord, EmptyInput, PageTooLarge
from armstrail.page.source import MediaType, Source
from armstrail.page.sources.common import Failure, Intake, Opened, Reader
from armstrail.records import When

__all__ = ["FIELDS", "parse_when", "read_jsonl"]

FIELDS = frozenset(
    {"id", "text", "html", "url", "published", "title", "date", "site", "captured", "publisher", "publisher_country"}
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


def parse_when(value: object) -> When:
    """A day or an interval from `"2024-05-17"`, `"2024-05-17T09:30:00Z"`, `"2024-05"`, `"2024"` or `{"start", "end"}`.

    A time of day is cut off: the day that is written counts. Raises ValueError where it is none of these.
    """
    if isinstance(value, dict):
        return When.model_validate(value)
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no date")
    text = value.strip()
    if coarse := _YEAR_OR_MONTH.fullmatch(text):
        year, month = int(coarse[1]), coarse[2]
        if month is None:
            return When(start=date(year, 1, 1), end=date(year, 12, 31))
        first = date(year, int(month), 1)
        following = date(year + first.month // 12, first.month % 12 + 1, 1)
        return When(start=first, end=date.fromordinal(following.toordinal() - 1))
    if len(text) > 10 and text[10] not in "T ":
        raise ValueError(f"{value!r} is no date")
    day = date.fromisoformat(text[:10])
    return When(start=day, end=day)


def read_jsonl(stream: Reader, name: str, intake: Intake, lines_before: int | None = None) -> Iterator[Opened]:
    """The pages of a stream of JSON lines, in order; a line that holds none comes as a Failure. Blank lines are skipped.

    `name` names the input in messages and, where an id is taken already, in the id. `lines_before` says that the
    stream is a piece of an input, behind so many lines.
    """
    own: dict[str, int] = {}
    number = lines_before or 0
    found = lines_before is not None
    limit = intake.limits.line_bytes
    while raw := stream.readline(limit + 1):
        number += 1
        place = f"{name} line {number}"
        if len(raw) > limit and not raw.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            found = True
            message = f"{place}: longer than {limit:,} bytes: raise the page limit or cut the page"
            yield Failure(intake.ids.claim(f"{name}:{number}"), PageTooLarge(message))
            continue
        if not raw.strip():
            continue
        found = True
        identity = f"{name}:{number}"
        try:
            row = _row(raw, place)
            identity = _identity(row, place)
            if identity in own:
                raise BadRecord(
                    f"{place}: the id {identity!r} stands on line {own[identity]} too: give it one of its own"
                )
            own[identity] = number
            source = _source(row, intake.ids.claim(identity, f"{name}/{identity}"), place, intake)
        except ArmstrailError as error:
            yield Failure(identity, error)
        else:
            yield source
    if not found:
        yield Failure(name, EmptyInput(f"{name}: no line of JSON in it: give a file with a page a line"))


def _row(raw: bytes, place: str) -> dict[str, Any]:
    try:
        row = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_no_field_twice)
    except RecursionError:
        raise BadRecord(f"{place}: JSON nested too deep: a page is one flat object") from None
    except UnicodeDecodeError as error:
        raise BadRecord(f"{place}: not UTF-8 ({error.reason} at byte {error.start}): save the file as UTF-8") from None
    except ValueError as error:
        raise BadRecord(f"{place}: no JSON ({error}): write one object a line") from None
    if not isinstance(row, dict):
        raise BadRecord(f"{place}: a {type(row).__name__}, not an object: write one object a line")
    return row


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) != len(pairs):
        raise ValueError("a field stands twice")
    return row


def _identity(row: dict[str, Any], place: str) -> str:
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise BadRecord(f'{place}: no "id": give each page an id of its own, a string or a whole number')
    return _SURROGATE.sub("\ufffd", str(value))


def _source(row: dict[str, Any], identity: str, place: str, intake: Intake) -> Source:
    unknown = sorted(set(row) - FIELDS - set(intake.ignore))
    if unknown:
        fields = ", ".join(repr(field) for field in unknown)
        raise BadRecord(f"{place}: unknown field {fields}: remove it, or name it among the fields to ignore")
    text, html = row.get("text"), row.get("html")
    if (text is None) == (html is None):
        raise BadRecord(f'{place}: give either "text" or "html", one of them')
    content, media_type = (text, "text/plain") if html is None else (html, "text/html")
    if not isinstance(content, str):
        raise BadRecord(f'{place}: "text" or "html" is a {type(content).__name__}, not a string')
    if not content.strip():
        raise EmptyInput(f"{place}: the page has no text: leave the line out or give its text")
    # A lone half of a surrogate pair cannot be stored; one character for one keeps every later offset.
    data = _SURROGATE.sub("\ufffd", content).encode("utf-8")
    if len(data) > intake.limits.page_bytes:
        raise PageTooLarge(
            f"{place}: larger than the limit of {intake.limits.page_bytes:,} bytes: raise the limit or cut it"
        )
    captured = _when(row, "captured", place)
    kind: MediaType = "text/plain" if media_type == "text/plain" else "text/html"
    return Source(
        id=identity,
        data=data,
        media_type=kind,
        transport="jsonl",
        url=_string(row, "url", place),
        published=_when(row, "published", place) or intake.published,
        captured=captured.end if captured else None,
        # The text was decoded by the JSON parser: whatever charset the markup names is no longer true.
        declared_encoding="utf-8",
        publisher=_string(row, "publisher", place),
        publisher_country=_string(row, "publisher_country", place),
        title=_string(row, "title", place),
        claimed=_when(row, "date", place),
        site=_string(row, "site", place),
    )


def _string(row: dict[str, Any], field: str, place: str) -> str | None:
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadRecord(f'{place}: "{field}" is a {type(value).__name__}, not a string')
    return _SURROGATE.sub("\ufffd", value).strip() or None


def _when(row: dict[str, Any], field: str, place: str) -> When | None:
    value = row.get(field)
    if value is None or value == "":
        return None
    try:
        return parse_when(value)
    except ValueError:
        raise BadRecord(f'{place}: "{field}" is {value!r}, no date: write YYYY-MM-DD') from None
