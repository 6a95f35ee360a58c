"""One pipeline for one page and for many: the same result on any number of processes, in order, failures as values."""

from __future__ import annotations

import os

import pytest

from armstrail.annotation import NOT_READ, annotate, annotate_all, try_annotate
from armstrail.errors import MissingInput
from armstrail.page.inputs import Failure
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage

TEXT = "Oslo and Copenhagen agreed on {} May 2021 to buy artillery together, the Danish defence minister said."


def pages(count: int) -> list[Source]:
    return [Source(id=f"p{n}", data=TEXT.format(n).encode(), media_type="text/plain") for n in range(1, count + 1)]


def die_on_p3(source: Source) -> Annotation | FailedPage:
    """Reads like `try_annotate`, but ends its process on one page, as a fault in a library would."""
    if source.id == "p3":
        os._exit(9)
    return try_annotate(source)


def test_the_result_does_not_depend_on_the_number_of_processes() -> None:
    """One process and two give the same records in the same order, byte for byte."""
    one = [read.model_dump_json() for _, read in annotate_all(pages(9), jobs=1)]
    two = [read.model_dump_json() for _, read in annotate_all(pages(9), jobs=2)]

    assert one == two
    assert [source.id for source, _ in annotate_all(pages(9), jobs=1) if source] == [f"p{n}" for n in range(1, 10)]


def test_a_failure_keeps_its_place() -> None:
    """An input that could not be opened stands in the output where it stood in the input."""
    inputs: list[Source | Failure] = [*pages(2), Failure("gone", MissingInput("gone: no such file")), *pages(1)]

    outcomes = [read for _, read in annotate_all(inputs, jobs=1)]

    assert isinstance(outcomes[2], FailedPage)
    assert outcomes[2].error.kind == "missing"
    assert [read.id for read in outcomes] == ["p1", "p2", "gone", "p1"]


def test_a_page_that_kills_its_process_fails_alone() -> None:
    """The culprit becomes a failed page; the pages under way beside it are read."""
    outcomes = [read for _, read in annotate_all(pages(9), jobs=2, one=die_on_p3)]

    assert [read.id for read in outcomes] == [f"p{n}" for n in range(1, 10)]
    assert [read.id for read in outcomes if isinstance(read, FailedPage)] == ["p3"]


def test_a_fault_of_the_program_fails_its_page_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error on one page becomes a failed page that says where it happened."""

    def broken(source: Source) -> Annotation:
        raise KeyError(source.id)

    monkeypatch.setattr("armstrail.annotation.read_page", broken)

    read = try_annotate(pages(1)[0])

    assert isinstance(read, FailedPage)
    assert read.error.kind == "fault"
    assert "KeyError: 'p1'" in read.error.message
    assert "test_annotation.py" in read.error.message


def test_json_there_and_back_loses_nothing() -> None:
    """An annotation survives its JSON form."""
    read = annotate(pages(1)[0])

    assert Annotation.model_validate_json(read.model_dump_json()) == read


def test_asking_for_less_changes_nothing_of_what_is_asked() -> None:
    """Transfers and events alone are those of the full reading, on pages with and without a word of arms."""
    peaceful = Source(id="q", data=b"The choir sang in Lisbon on Friday, its leader said.\n", media_type="text/plain")
    for source in (*pages(2), peaceful):
        whole = annotate(source)
        part = annotate(source, frozenset({"transfers", "events", "violations"}))
        assert (part.transfers, part.events, part.violations) == (whole.transfers, whole.events, whole.violations)
    assert annotate(peaceful, frozenset({"transfers"})).times == ()
    assert annotate(peaceful).times


def test_a_page_of_other_things_is_not_read_sentence_by_sentence() -> None:
    """Where others are passed, a page without a word of arms or of foreign affairs keeps its own facts and says that no
    more was read; a statement on foreign affairs is read without a word of arms. By default every page is read.
    """
    choir = Source(
        id="q", data=b"The choir sang in Lisbon on 3 May 2021, its leader Ana Dias said.\n", media_type="text/plain"
    )
    part, whole = annotate(choir, pass_others=True), annotate(choir)
    assert (part.times, part.statements) == ((), ())
    assert part.notes[-1:] == (NOT_READ,)
    assert len(whole.statements) == 1
    assert NOT_READ not in whole.notes
    assert part.model_copy(update={"notes": whole.notes}) == whole.model_copy(update={"times": (), "statements": ()})
    envoy = Source(
        id="r", data=b"The envoy left Lisbon on 3 May 2021, its mayor Ana Dias said.\n", media_type="text/plain"
    )
    assert annotate(envoy, pass_others=True) == annotate(envoy)
    assert annotate(envoy).statements
