"""Pages as lines of JSON."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.page.source import Source
from armstrail.page.sources.common import Failure, Intake, Limits
from armstrail.page.sources.jsonl import parse_when, read_jsonl
from armstrail.records import When


def opened(*lines: object, **settings: object) -> list[Source | Failure]:
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(read_jsonl(io.BytesIO(raw), "in.jsonl", Intake(**settings)))  # type: ignore[arg-type]


def test_a_line_becomes_a_page() -> None:
    """Every field of a line arrives in its own field of the source."""
    line = {
        "id": "a",
        "html": "<p>x",
        "url": "https://n.example/a",
        "published": "2024-05-17",
        "title": "T",
        "date": "2024",
    }
    (page,) = opened(line | {"site": "N", "publisher": "P", "captured": "2024-06-01T10:00:00Z"})
    assert page == Source(
        id="a",
        data=b"<p>x",
        media_type="text/html",
        transport="jsonl",
        url="https://n.example/a",
        published=When(start=date(2024, 5, 17), end=date(2024, 5, 17)),
        captured=date(2024, 6, 1),
        declared_encoding="utf-8",
        publisher="P",
        title="T",
        claimed=When(start=date(2024, 1, 1), end=date(2024, 12, 31)),
        site="N",
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"id": "a", "text": "x", "publshed": "2024-05-17"}, "unknown field 'publshed'"),
        ({"text": "x"}, 'no "id"'),
        ({"id": True, "text": "x"}, 'no "id"'),
        ({"id": " ", "text": "x"}, 'no "id"'),
        ({"id": "a"}, 'either "text" or "html"'),
        ({"id": "a", "text": "x", "html": "x"}, 'either "text" or "html"'),
        ({"id": "a", "text": ["x"]}, "not a string"),
        ({"id": "a", "text": "x", "url": 3}, '"url" is a int'),
        ({"id": "a", "text": "x", "published": "17.05.2024"}, "write YYYY-MM-DD"),
        ({"id": "a", "text": "x", "published": {"start": "2024-05-17", "end": "2024-05-16"}}, "no date"),
        (["a"], "not an object"),
        (b'{"id": "a", "id": "b", "text": "x"}', "a field stands twice"),
        (b'{"id": "a", "text": "x"', "no JSON"),
        (b'{"id": "a", "text": "\xff"}', "not UTF-8"),
        (b"[" * 200_000, "nested too deep"),
    ],
)
def test_a_bad_line_is_a_named_failure_and_the_next_is_read(line: object, words: str) -> None:
    """One bad line says what is wrong with it, on which line, and the others go on."""
    failure, page = opened(line, {"id": "good", "text": "y"})
    assert isinstance(failure, Failure)
    assert failure.error.kind == "bad-record"
    assert str(failure.error).startswith("in.jsonl line 1: ")
    assert words in str(failure.error)
    assert isinstance(page, Source)
    assert page.id == "good"


def test_a_field_on_the_ignore_list_is_passed_over() -> None:
    """The caller may name fields that he knows and does not want."""
    (page,) = opened({"id": "a", "text": "x", "score": 3}, ignore=("score",))
    assert isinstance(page, Source)


def test_one_id_twice_in_a_file_is_an_error() -> None:
    """Two lines with one id cannot be told apart later, so the second is refused, with both line numbers."""
    _, failure = opened({"id": 7, "text": "x"}, {"id": "7", "text": "y"})
    assert isinstance(failure, Failure)
    assert "line 2" in str(failure.error)
    assert "line 1 too" in str(failure.error)


def test_ids_of_two_files_are_kept_apart() -> None:
    """Files that both count from 1 can be read in one run: the later page carries its file's name."""
    intake = Intake()
    line = json.dumps({"id": "1", "text": "x"}).encode()
    first, second = (next(read_jsonl(io.BytesIO(line), name, intake)) for name in ("a.jsonl", "b.jsonl"))
    assert (first.id, second.id) == ("1", "b.jsonl/1")


def test_a_page_above_the_limit_is_refused() -> None:
    """The limit counts the page's bytes, not the characters that JSON spends on spelling it."""
    small, large = opened({"id": "a", "text": "Ж" * 5}, {"id": "b", "text": "Ж" * 6}, limits=Limits(page_bytes=10))
    assert isinstance(small, Source)
    assert isinstance(large, Failure)
    assert large.error.kind == "too-large"


def test_a_line_above_the_limit_is_skipped_to_its_end() -> None:
    """A line too long to be parsed is reported and the next one is read."""
    long = b'{"id": "a", "text": "' + b"x" * 3_000_000 + b'"}'
    failure, page = opened(long, {"id": "b", "text": "y"}, limits=Limits(page_bytes=1000))
    assert isinstance(failure, Failure)
    assert failure.error.kind == "too-large"
    assert failure.id == "in.jsonl:1"
    assert page.id == "b"


def test_empty_inputs_are_named() -> None:
    """A file of blank lines and a page of blanks are errors, not silence."""
    (nothing,) = opened(b"\n \n")
    (blank,) = opened({"id": "a", "text": " \n"})
    for failure in (nothing, blank):
        assert isinstance(failure, Failure)
        assert failure.error.kind == "empty"


@given(st.text(st.characters(codec=None, exclude_categories=()), min_size=1).filter(lambda text: text.strip()))
def test_text_comes_through_code_point_by_code_point(text: str) -> None:
    """The text keeps its length in code points whatever it holds, so offsets into it stay true."""
    (page,) = opened({"id": "a", "text": text})
    assert isinstance(page, Source)
    expected = json.loads(json.dumps(text))
    assert page.data.decode("utf-8") == "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in expected)


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2024-05-17", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024-05-17 23:59", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ({"start": "2024-05-17", "end": "2024-05-18"}, date(2024, 5, 17), date(2024, 5, 18)),
    ],
)
def test_dates_are_intervals(value: object, start: date, end: date) -> None:
    """A month or a year is the interval of its days, not its first day."""
    assert parse_when(value) == When(start=start, end=end)


@pytest.mark.parametrize("value", ["2024-13", "2024-02-30", "yesterday", "2024-05-17x", 20240517, "", "0000"])
def test_what_is_no_date_is_refused(value: object) -> None:
    """Nothing is guessed from what is no date."""
    with pytest.raises(ValueError):
        parse_when(value)
