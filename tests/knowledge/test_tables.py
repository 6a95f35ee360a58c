"""Every table of knowledge/ loads, and its loader refuses what is malformed."""

from importlib import resources

import pytest

from armstrail.errors import KnowledgeError
from armstrail.knowledge import table, values


def names() -> list[str]:
    folder = resources.files("armstrail.knowledge") / "data"
    return sorted(entry.name.removesuffix(".tsv") for entry in folder.iterdir() if entry.name.endswith(".tsv"))


def test_every_table_loads() -> None:
    """Each table has a header, whole rows and no row twice."""
    assert names()
    for name in names():
        assert table(name), name


def test_a_missing_table_is_named() -> None:
    """The error says which table is missing."""
    with pytest.raises(KnowledgeError, match="'no_such_table'"):
        table("no_such_table")


def test_values_are_parted_by_a_bar() -> None:
    """An empty cell holds no value; blanks around a bar do not count."""
    assert values("") == ()
    assert values("a | b") == ("a", "b")
