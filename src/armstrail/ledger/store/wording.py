"""The full-text tables, which each database has of its own kind: what their rows are called, and how words are asked for."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, TextClause, text

FOUND = "SELECT {number} AS number FROM search_{table} WHERE {where} ORDER BY {number} DESC LIMIT :looked_at"
"""The numbers of the pages or facts in which words stand, the newest in the store first."""


@cache
def asked(question: str, **parts: str) -> TextClause:
    """A question in the database's own language, put together once: here the building takes longer than the answer. What
    `{found}` stands for in it is `FOUND`.
    """
    return text(question.format(found=FOUND.format(**parts), **parts))


def looked_at(connection: Connection, most: int | None) -> dict[str, int | None]:
    """How many of the newest `FOUND` looks at: one more than `most`, which tells that there are more; all for None."""
    every = -1 if connection.dialect.name == "sqlite" else None
    return {"looked_at": every if most is None else most + 1}


def number_of_row(connection: Connection) -> str:
    """What the number of a page or fact is called in its table of words."""
    return "rowid" if connection.dialect.name == "sqlite" else "number"


def matching(connection: Connection, table: str, words: str, kind: str | None = None) -> tuple[str, dict[str, str]]:
    """What a row of a table of words ("fact", "page") must be to have all words, in the database's own language, and the
    values that stand in it under names. The words are words, never operators.
    """
    terms = [term for term in words.split() if any(letter.isalnum() for letter in term)]
    if not terms:
        return ":search_words = ''", {"search_words": words}
    if connection.dialect.name == "sqlite":
        match = " ".join('"' + term.replace('"', '""') + '"' for term in terms)
        if table == "fact":
            match = f"words : ({match})" + (f" AND kind : {kind}" if kind else "")
        return f"search_{table} MATCH :search_words", {"search_words": match}
    where, values = "found @@ plainto_tsquery('english', :search_words)", {"search_words": " ".join(terms)}
    if kind is None:
        return where, values
    return f"{where} AND kind = :search_kind", {**values, "search_kind": kind}
