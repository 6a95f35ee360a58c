"""Fingerprints of settled pages and what is furniture in them, fetched when asked for and kept while one settling lasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, insert, update

from armstrail.errors import StoreError
from armstrail.ledger.store import schema
from armstrail.ledger.store.prints import CHUNK
from armstrail.origin import Edge, Print, load_all, load_bare
from armstrail.origin.candidates import asked
from armstrail.origin.fingerprint import Keys
from armstrail.origin.furniture import EVERYWHERE, Mask, are_versions, mask_of, unit_keys
from armstrail.origin.judgement import Judgement
from armstrail.records import Relation

_KEPT = 2000
"""Fingerprints that are kept, some four kilobytes each."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What is known of a settled page without its fingerprint (see `schema.print_settled`)."""

    page: int
    place: int
    language: str | None
    runs: int
    marks: int
    asked_runs: int
    asked_marks: int


class Shelf:
    """Settled pages of a store by number. Nothing else may change them while it is in use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._prints: dict[int, Print] = {}
        self._masks: dict[int, Mask | None] = {}
        self._versions: dict[tuple[int, int], bool] = {}

    def prints(self, pages: Iterable[int]) -> dict[int, Print]:
        """Their fingerprints. Raises StoreError where a page has none."""
        wanted = sorted(set(pages))
        if len(self._prints) > _KEPT:
            self._prints.clear()
            self._masks.clear()
            self._versions.clear()
        missing = [page for page in wanted if page not in self._prints]
        for at in range(0, len(missing), CHUNK):
            rows = self._rows("page, data FROM page_print WHERE page", missing[at : at + CHUNK])
            self._prints.update(zip((row[0] for row in rows), load_all([row[1] for row in rows]), strict=True))
        try:
            return {page: self._prints[page] for page in wanted}
        except KeyError as error:
            raise StoreError(f"page number {error} has no fingerprint: its origin cannot be told") from error

    def _rows(self, what: str, numbers: Sequence[int]) -> Sequence[Any]:
        """The rows whose last named column is one of some numbers: plain SQL, since this is asked all the time."""
        among = ",".join(map(str, numbers))
        return self._connection.exec_driver_sql(f"SELECT {what} IN ({among})").all()

    def get(self, page: int) -> Print:
        """The fingerprint of one page."""
        return self.prints([page])[page]

    def bare(self, pages: Iterable[int]) -> dict[int, Print]:
        """Their fingerprints without the words, which come cheaper."""
        wanted = sorted(set(pages))
        found = {page: self._prints[page].bare() for page in wanted if page in self._prints}
        missing = [page for page in wanted if page not in found]
        for at in range(0, len(missing), CHUNK):
            rows = self._rows("page, data FROM page_print WHERE page", missing[at : at + CHUNK])
            found.update((page, load_bare(data)) for page, data in rows)
        return found

    def are_versions(self, one: int, other: int) -> bool:
        """Whether two pages tell one story (see `furniture`)."""
        pair = (min(one, other), max(one, other))
        if pair not in self._versions:
            both = self.prints(pair)
            self._versions[pair] = are_versions(both[one], both[other])
        return self._versions[pair]

    # ------------------------------------------------------------ furniture
    def mask(self, page: int) -> Mask | None:
        """The words of a page in furniture; None where there are none."""
        if page not in self._masks:
            self.fetch([page])
        return self._masks[page]

    def fetch(self, pages: Iterable[int]) -> None:
        """Fetch the fingerprints and masks of pages in one go."""
        found = self.prints(pages)
        missing = {page: (unit_keys(one), one.site) for page, one in found.items() if page not in self._masks}
        if missing:
            every = np.unique(np.concatenate([sentences for sentences, _ in missing.values()]))
            where = self._repeated(every)
            for page, (_, site) in missing.items():
                self._masks[page] = mask_of(found[page], _here(where, site))

    def repeated(self, sentences: Keys, site: str | None) -> dict[int, frozenset[str]]:
        """Which of some sentences are furniture, everywhere or on this site."""
        return _here(self._repeated(sentences), site)

    def _repeated(self, sentences: Keys) -> dict[int, set[str]]:
        wanted, found = sentences.tolist(), defaultdict(set)
        for at in range(0, len(wanted), CHUNK):
            for key, site in self._rows("key, site FROM print_repeated WHERE key", wanted[at : at + CHUNK]):
                found[key].add(site)
        return found

    def masked_anew(self, pages: Collection[int]) -> None:
        """Forget what was furniture in some pages, and note how many keys they ask for now."""
        for page in sorted(pages):
            self._masks.pop(page, None)
            runs, marks = self.asked(page)
            table = schema.print_settled
            values = {"asked_runs": len(runs), "asked_marks": len(marks)}
            self._connection.execute(update(table).where(table.c.page == page).values(values))

    def asked(self, page: int) -> tuple[Keys, Keys]:
        """The runs and marks under which a page looks for its kin."""
        return asked(self.get(page), self.mask(page))

    def settled(self, page: int, where: Mapping[int, frozenset[str]]) -> None:
        """Note a page as settled, but for its group; `where` tells which of its sentences are furniture (see `repeated`)."""
        made = self.get(page)
        self._masks[page] = mask_of(made, where)
        runs, marks = self.asked(page)
        self._connection.execute(
            insert(schema.print_settled).values(
                page=page, place=made.place, language=made.language, runs=len(made.keys), marks=len(made.marks),
                asked_runs=len(runs), asked_marks=len(marks),
            )
        )  # fmt: skip

    def sizes(self, pages: Collection[int]) -> dict[int, Sizes]:
        """What is known of pages without their fingerprints."""
        wanted, found = sorted(pages), {}
        columns = "page, place, language, runs, marks, asked_runs, asked_marks"
        for at in range(0, len(wanted), CHUNK):
            for row in self._rows(f"{columns} FROM print_settled WHERE page", wanted[at : at + CHUNK]):
                found[row[0]] = Sizes(*row)
        return found

    # ------------------------------------------------------------ verdicts
    def pairs(self, pages: Collection[int]) -> list[Edge]:
        """The verdicts that tie pages to others, or to each other: pages by number, the earlier first."""
        wanted, found = sorted(pages), {}
        columns = "one, other, relation, joins, score, share_one, share_other"
        for at in range(0, len(wanted), CHUNK):
            for side in ("one", "other"):
                rows = self._rows(f"{columns} FROM print_pair WHERE {side}", wanted[at : at + CHUNK])
                for one, other, relation, joins, *rest in rows:
                    score, share_one, share_other = rest
                    judgement = Judgement(Relation(relation), bool(joins), score, (), (), share_one, share_other)
                    found[one, other] = Edge(one, other, judgement)
        return [found[pair] for pair in sorted(found)]

    def tie(self, edges: Iterable[Edge]) -> None:
        """Note verdicts; there must be none on the same pages."""
        rows = [
            {
                "one": edge.one, "other": edge.other, "relation": edge.judgement.relation.value,
                "joins": edge.judgement.joins, "score": edge.judgement.score,
                "share_one": edge.judgement.share_a, "share_other": edge.judgement.share_b,
            }
            for edge in edges
        ]  # fmt: skip
        if rows:
            self._connection.execute(insert(schema.print_pair), rows)

    def untie(self, edges: Iterable[Edge]) -> None:
        """Drop verdicts."""
        table = schema.print_pair.c
        for edge in edges:
            self._connection.execute(delete(schema.print_pair).where(table.one == edge.one, table.other == edge.other))


def _here(where: Mapping[int, set[str]], site: str | None) -> dict[int, frozenset[str]]:
    """Of what is furniture on some sites what is so everywhere or on this one."""
    kept = {EVERYWHERE: EVERYWHERE} if site is None else {EVERYWHERE: EVERYWHERE, site[:255]: site}
    found = {key: frozenset(kept[one] for one in sites if one in kept) for key, sites in where.items()}
    return {key: sites for key, sites in found.items() if sites}
